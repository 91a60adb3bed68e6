//! What became of a submission: one type for every kind of exercise, the same for the page, the
//! terminal, the API and the evidence.
//!
//! Plain data with a stable JSON form, described in `docs/report.md`. Sizes are bounded by whoever
//! fills it in: a text in it is at most [`TEXT_BYTES`] long.

use std::collections::BTreeMap;

use exercise::Verdict;
use serde::{Deserialize, Serialize};

use crate::kinds::program::diff::Diff;
use crate::language::Crash;

/// Bytes of any one text in a report; the rest is counted, not kept.
pub const TEXT_BYTES: usize = 64 * 1024;

/// The result of judging one submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Report {
    /// Short name of the exercise.
    pub exercise: String,
    pub title: String,
    /// Id of the language, empty when it could not be told.
    pub language: String,
    #[serde(with = "verdict_code")]
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub verdict: Verdict,
    /// From 0 to 1.
    pub score: f64,
    /// The exercise's own points, where it is scored.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub points: Option<Points>,
    /// For staged tasks.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub level: Option<Level>,
    /// One sentence for whoever wrote the submission: what happened, then what to do.
    pub explanation: String,
    /// What the compiler said, also when it succeeded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub compilation: Option<Compilation>,
    pub lanes: Vec<Lane>,
    /// Id of the failing check to look at first: the one with the smallest input.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_failure: Option<String>,
    pub measures: Measures,
    pub provenance: Provenance,
    /// Things worth knowing that changed nothing, such as "Python 2 source is run as Python 3".
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<String>,
    /// A command that repeats the first failing check, or the whole.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reproduce: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Points {
    pub got: f64,
    /// `None` where the exercise sets no maximum.
    pub of: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Level {
    /// Stages passed in a row, from the first.
    pub reached: usize,
    pub of: usize,
    /// Name of the last stage passed; `None` when not even the first was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
}

/// A group of checks that belong together: a test group, a stage, the static checks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Lane {
    /// Name of the test group, such as `secret/2-large`.
    pub id: String,
    pub title: String,
    #[serde(with = "verdict_code")]
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub points: Option<Points>,
    pub checks: Vec<Check>,
    /// Checks that were not run, because an earlier one already decided.
    pub skipped: usize,
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Check {
    /// Name of the test case, such as `secret/2-large/03`.
    pub id: String,
    pub title: String,
    #[serde(with = "verdict_code")]
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub verdict: Verdict,
    /// The rule this check protects, or the limit that ended it.
    pub rule: String,
    /// One sentence; empty for an accepted check.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub explanation: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<Evidence>,
    pub measures: Measures,
}

/// What shows that a verdict is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Evidence {
    /// A text as it was: `input`, `answer`, `output`, `stderr`, `judge message`, …
    Text { title: String, text: Text },
    /// Where and how the output differs from the answer.
    Diff { diff: Diff },
    /// The crash in the language's own terms.
    Crash { crash: Crash },
    /// The talk between the submission and the judge.
    Transcript { entries: Vec<Said>, dropped: u64 },
}

/// A text of limited size. Bytes that are not UTF-8 are shown as U+FFFD.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Text {
    pub text: String,
    /// Bytes left out at the end.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub dropped: u64,
}

/// One piece of a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Said {
    pub by: Speaker,
    /// Milliseconds since the start of the run.
    pub at_ms: u64,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    Judge,
    Submission,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Compilation {
    /// Cleaned for people: the submission's own names, no control characters.
    pub output: Text,
    /// The artefact was taken from the cache.
    pub cached: bool,
    pub cpu_ms: u64,
    /// Why the artefact could not be kept; changes nothing but speed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
}

/// What was measured; zero where it does not apply. Sums for CPU time, maxima for the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Measures {
    /// CPU time of the whole process tree, user and system.
    pub cpu_us: u64,
    pub user_us: u64,
    pub system_us: u64,
    /// Wall time from `exec` on.
    pub wall_us: u64,
    /// Peak of the run's control group: what the memory limit acts on.
    pub memory_bytes: u64,
    /// Largest resident set of one process.
    pub rss_bytes: u64,
    pub output_bytes: u64,
    /// Bytes of the check's input.
    pub input_bytes: u64,
    /// Time the run was ready but did not get a processor.
    pub waited_us: u64,
}

impl Measures {
    /// Joins the figures of two runs: CPU times add up when `sequential`, else the larger counts.
    pub fn max(&mut self, other: &Self) {
        self.cpu_us = self.cpu_us.max(other.cpu_us);
        self.user_us = self.user_us.max(other.user_us);
        self.system_us = self.system_us.max(other.system_us);
        self.wall_us = self.wall_us.max(other.wall_us);
        self.memory_bytes = self.memory_bytes.max(other.memory_bytes);
        self.rss_bytes = self.rss_bytes.max(other.rss_bytes);
        self.output_bytes = self.output_bytes.max(other.output_bytes);
        self.input_bytes = self.input_bytes.max(other.input_bytes);
        self.waited_us = self.waited_us.max(other.waited_us);
    }
}

/// Enough to run it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Provenance {
    /// The exercise's version and format, such as `1.0 (2025-09)`.
    pub exercise_version: String,
    pub seed: u64,
    /// `cpu_ms`, `wall_ms`, `memory_bytes`, `output_bytes`, … with what they were.
    pub limits: BTreeMap<String, u64>,
    /// Compiler or interpreter and its version.
    pub toolchain: String,
    pub host: HostFacts,
    pub engine: String,
    /// Labels, hidden or visible, are judged in this order.
    pub order: Order,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HostFacts {
    pub cgroup: String,
    pub mode: String,
    pub kernel: String,
    pub processor: String,
    pub cores: usize,
    /// Load average of the last minute when judging began.
    pub load: f64,
    /// Microseconds that a fixed piece of arithmetic took: compares hosts, and noise on one.
    pub calibration_us: u64,
}

/// The order in which checks ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As the package names them.
    #[default]
    ByName,
    /// Samples, then small inputs before large ones, so that the first failure is a small one.
    SmallestFirst,
}

impl Text {
    /// At most [`TEXT_BYTES`] of it.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(bytes, TEXT_BYTES, 0)
    }

    /// At most `limit` bytes; `dropped` were already left out before.
    pub fn cut(bytes: &[u8], limit: usize, dropped: u64) -> Self {
        let mut end = bytes.len().min(limit);
        // Not in the middle of a character, if it is UTF-8 at all.
        while end < bytes.len() && end > 0 && limit - end < 4 && bytes[end] & 0xC0 == 0x80 {
            end -= 1;
        }
        let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
        Self { text, dropped: dropped + (bytes.len() - end) as u64 }
    }
}

impl Evidence {
    pub fn text(title: &str, bytes: &[u8]) -> Self {
        Self::Text { title: title.to_owned(), text: Text::of(bytes) }
    }
}

impl Report {
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.lanes.iter().flat_map(|lane| &lane.checks)
    }

    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks().find(|check| check.id == id)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// Verdicts as their short forms, such as `"TLE"`.
pub mod verdict_code {
    use exercise::Verdict;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(verdict.code())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Verdict, D::Error> {
        let code = String::deserialize(deserializer)?;
        Verdict::from_code(&code)
            .ok_or_else(|| serde::de::Error::custom(format!("{code} is no verdict")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters_and_say_how_much_is_gone() {
        for (bytes, limit, expected) in [
            ("abcdef".as_bytes(), 4, Text { text: "abcd".into(), dropped: 2 }),
            ("aé".as_bytes(), 2, Text { text: "a".into(), dropped: 2 }),
            ("aé".as_bytes(), 3, Text { text: "aé".into(), dropped: 0 }),
            (&[0xff, b'a'][..], 9, Text { text: "\u{fffd}a".into(), dropped: 0 }),
        ] {
            assert_eq!(Text::cut(bytes, limit, 0), expected);
        }
    }
}
