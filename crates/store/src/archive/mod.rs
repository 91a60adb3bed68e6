//! Everything a person owns as one archive of open formats, out and in again.
//!
//! A zip with JSON, JSON Lines, sources as files in folders and notes as Markdown, described to
//! people by the README in it. A text is a file of its own where its name allows that, else it
//! stands in the record that belongs to it. `export.rs` writes it; `import.rs` takes it in, which
//! can be done twice; `reading.rs` reads one that anybody may have made.
//!
//! Nothing is ever unpacked: names in an archive are keys, not paths, so they can lead nowhere.

mod export;
mod import;
mod reading;

use serde::{Deserialize, Serialize};

use crate::attempt::{Level, Outcome, Points, Purpose};

pub use import::{Counts, Imported};
pub use reading::Limits;

const FORMAT: &str = "greenroom-export";
/// Grows when an older program could not read it any more.
const VERSION: u32 = 1;
/// Attempts in one file of JSON Lines.
const ATTEMPTS_IN_FILE: usize = 5000;

/// A moment as RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment(i64);

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = jiff::Timestamp::from_microsecond(self.0).map_err(serde::ser::Error::custom)?;
        serializer.collect_str(&time)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        jiff::Timestamp::deserialize(deserializer).map(|time| Self(time.as_microsecond()))
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: String,
    version: u32,
    exported_at: Moment,
    account: Person,
}

#[derive(Debug, Serialize, Deserialize)]
struct Person {
    name: String,
    email: Option<String>,
    role: String,
    created_at: Moment,
}

/// A text: the name of the file in the archive that holds it, or itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Content {
    Path(String),
    Text(String),
}

#[derive(Debug, Serialize, Deserialize)]
struct FileRecord {
    name: String,
    #[serde(flatten)]
    content: Content,
}

/// A file as a draft or a source holds it.
#[derive(Debug, Serialize, Deserialize)]
struct StoredFile {
    name: String,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct DraftRecord {
    exercise: String,
    language: String,
    active: Option<String>,
    revision: u32,
    updated_at: Moment,
    files: Vec<FileRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct NoteRecord {
    exercise: String,
    revision: u32,
    updated_at: Moment,
    #[serde(flatten)]
    content: Content,
}

/// Hints that were opened, and whether the person gave up.
#[derive(Debug, Serialize, Deserialize)]
struct ExerciseRecord {
    exercise: String,
    hints_opened: u32,
    surrendered_at: Option<Moment>,
}

#[derive(Debug, Serialize, Deserialize)]
struct AttemptRecord {
    id: String,
    exercise: String,
    title: String,
    purpose: Purpose,
    language: String,
    hints_opened: u32,
    /// The attempt that this one judges again.
    of: Option<String>,
    state: String,
    created_at: Moment,
    started_at: Option<Moment>,
    finished_at: Option<Moment>,
    result: Option<ResultRecord>,
    source: Option<SourceRecord>,
    report: Option<Content>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SourceRecord {
    files: Vec<FileRecord>,
    entry_point: Option<String>,
    input: Option<String>,
    only: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ResultRecord {
    verdict: String,
    score: f64,
    points: Option<PointsRecord>,
    level: Option<LevelRecord>,
    checks_passed: u32,
    checks_total: u32,
    explanation: String,
    cpu_us: Option<u64>,
    wall_us: Option<u64>,
    memory_bytes: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PointsRecord {
    got: f64,
    of: Option<f64>,
}

#[derive(Debug, Serialize, Deserialize)]
struct LevelRecord {
    reached: u32,
    of: u32,
    name: Option<String>,
}

impl From<Outcome> for ResultRecord {
    fn from(from: Outcome) -> Self {
        Self {
            verdict: from.verdict,
            score: from.score,
            points: from.points.map(|Points { got, of }| PointsRecord { got, of }),
            level: from.level.map(|Level { reached, of, name }| LevelRecord { reached, of, name }),
            checks_passed: from.checks_passed,
            checks_total: from.checks_total,
            explanation: from.explanation,
            cpu_us: from.cpu_us,
            wall_us: from.wall_us,
            memory_bytes: from.memory_bytes,
        }
    }
}

/// Longest name of a file, in bytes.
const NAME_BYTES: usize = 255;

/// Whether a name means a place below the folder it is in, on any system.
fn is_relative(name: &str) -> bool {
    let odd =
        |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let part = |part: &str| !part.is_empty() && !part.ends_with(['.', ' ']) && part != "..";
    name.len() <= NAME_BYTES && !name.contains(odd) && name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_below_their_folder() {
        for name in ["main.py", "a/b.go", ".hidden", "ü.rs"] {
            assert!(is_relative(name), "{name}");
        }
        for name in ["", "/a", "../a", "a/../b", "a//b", "a/", "c:a", "a\\b", "a\nb", "a.", "."] {
            assert!(!is_relative(name), "{name}");
        }
    }
}
