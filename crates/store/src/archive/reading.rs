//! Reads an archive that anybody may have made: every size is bounded, every text is checked, and
//! the first fault is named with its place.

use std::io::{Read, Seek};

use serde::de::{DeserializeOwned, IgnoredAny};
use zip::ZipArchive;
use zip::result::ZipError;

use super::export::attempts_file;
use super::{
    AttemptRecord, Content, DraftRecord, ExerciseRecord, FORMAT, FileRecord, Manifest, NoteRecord,
    StoredFile, VERSION, is_relative,
};
use crate::error::{Error, Result};
use crate::id::AttemptId;

/// How large an archive may be. A fault beyond these costs no more than they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files in the archive.
    pub entries: usize,
    /// Bytes of all that is read, unpacked; a file that is named twice counts twice.
    pub expanded_bytes: u64,
    /// Bytes of one file, unpacked.
    pub file_bytes: u64,
    /// Records of all kinds.
    pub records: usize,
}

impl Default for Limits {
    /// Room for a hundred thousand attempts of usual size.
    fn default() -> Self {
        Self { entries: 500_000, expanded_bytes: 4 << 30, file_bytes: 64 << 20, records: 250_000 }
    }
}

/// Longest name of an exercise or language, and longest title, in bytes.
const NAME_BYTES: usize = 200;
const TITLE_BYTES: usize = 1000;
/// Files of one source.
const FILES: usize = 100;
/// Hints of one exercise.
const HINTS: u32 = 1000;

const CODES: [&str; 10] = ["AC", "WA", "TLE", "MLE", "OLE", "RTE", "CE", "RJ", "JE", "IN"];

/// What an archive holds, with its texts, one after the other.
#[derive(Debug)]
pub(super) enum Record {
    Settings(String),
    Exercise(ExerciseRecord),
    Note {
        record: NoteRecord,
        text: String,
    },
    Draft {
        record: DraftRecord,
        files: String,
    },
    Attempt {
        id: AttemptId,
        record: Box<AttemptRecord>,
        files: Option<String>,
        report: Option<String>,
    },
    /// Only counted.
    Package,
}

pub(super) struct Reader<R> {
    archive: ZipArchive<R>,
    limits: Limits,
    expanded: u64,
    records: usize,
}

impl<R: Read + Seek> Reader<R> {
    pub fn new(from: R, limits: Limits) -> Result<Self> {
        let archive = ZipArchive::new(from).map_err(|error| unreadable(&error))?;
        if archive.len() > limits.entries {
            return Err(fault("the archive", &format!("holds more than {} files", limits.entries)));
        }
        Ok(Self { archive, limits, expanded: 0, records: 0 })
    }

    /// Hands out every record, in an order in which they can be stored.
    pub fn walk(&mut self, each: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        (self.expanded, self.records) = (0, 0);
        self.manifest()?;
        if let Some(text) = self.text("settings.json")? {
            json::<serde_json::Map<String, serde_json::Value>>("settings.json", &text)?;
            each(Record::Settings(text))?;
        }
        self.lines(
            "exercises.jsonl",
            &mut |_, record: ExerciseRecord, place| {
                check_name(&record.exercise, place)?;
                let enough = record.hints_opened <= HINTS;
                if enough {
                    Ok(Record::Exercise(record))
                } else {
                    Err(fault(place, "opens too many hints"))
                }
            },
            each,
        )?;
        self.lines(
            "notes.jsonl",
            &mut |reader, record: NoteRecord, place| {
                check_name(&record.exercise, place)?;
                let text = reader.content(&record.content, place)?;
                Ok(Record::Note { record, text })
            },
            each,
        )?;
        self.lines(
            "drafts.jsonl",
            &mut |reader, record: DraftRecord, place| {
                check_name(&record.exercise, place)?;
                check_name(&record.language, place)?;
                let files = reader.files(&record.files, place)?;
                Ok(Record::Draft { record, files })
            },
            each,
        )?;
        for number in 1.. {
            let name = attempts_file(number);
            if self.archive.index_for_name(&name).is_none() {
                break;
            }
            self.lines(&name, &mut |reader, record, place| reader.attempt(record, place), each)?;
        }
        let package = &mut |_: &mut Self, _: IgnoredAny, _: &str| Ok(Record::Package);
        self.lines("packages.jsonl", package, each)
    }

    fn manifest(&mut self) -> Result<()> {
        let name = "greenroom.json";
        let Some(text) = self.text(name)? else {
            return Err(fault("the archive", "is none of Greenroom's: it has no greenroom.json"));
        };
        let found: Manifest = json(name, &text)?;
        if found.format != FORMAT {
            return Err(fault(name, &format!("is not of the format {FORMAT}")));
        }
        if found.version != VERSION {
            let sentence = format!(
                "has version {}, this Greenroom reads version {VERSION}; use the one that wrote it",
                found.version
            );
            return Err(Error::Archive(format!("the archive {sentence}")));
        }
        Ok(())
    }

    /// Records of a file with one on each line; none when there is no such file.
    fn lines<T: DeserializeOwned>(
        &mut self,
        name: &str,
        read: &mut dyn FnMut(&mut Self, T, &str) -> Result<Record>,
        each: &mut dyn FnMut(Record) -> Result<()>,
    ) -> Result<()> {
        let Some(text) = self.text(name)? else { return Ok(()) };
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let place = format!("{name}, line {number}");
            self.records += 1;
            if self.records > self.limits.records {
                let what = format!("is beyond the {} records it may have", self.limits.records);
                return Err(fault(&place, &what));
            }
            let record = json(&place, line)?;
            each(read(self, record, &place)?)?;
        }
        Ok(())
    }

    fn attempt(&mut self, record: AttemptRecord, place: &str) -> Result<Record> {
        let id =
            AttemptId::parse(&record.id).ok_or_else(|| fault(place, "has an id that is none"))?;
        check_name(&record.exercise, place)?;
        check_name(&record.language, place)?;
        if record.title.len() > TITLE_BYTES || record.title.contains(char::is_control) {
            return Err(fault(place, "has a title that is none"));
        }
        if !["queued", "judging", "finished", "cancelled"].contains(&record.state.as_str()) {
            return Err(fault(place, "is in a state that there is not"));
        }
        if (record.state == "finished") != record.result.is_some() {
            return Err(fault(place, "has a result that does not fit its state"));
        }
        if let Some(found) = &record.result {
            let known = CODES.contains(&found.verdict.as_str());
            if !known || !(0.0..=1.0).contains(&found.score) {
                return Err(fault(place, "has a verdict or score that there is not"));
            }
        }
        let source = record.source.as_ref();
        let files = source.map(|source| self.files(&source.files, place)).transpose()?;
        let report = match &record.report {
            Some(content) => {
                let text = self.content(content, place)?;
                json::<IgnoredAny>(&format!("the report of {place}"), &text)?;
                Some(text)
            }
            None => None,
        };
        Ok(Record::Attempt { id, record: Box::new(record), files, report })
    }

    /// Files with their texts, as drafts and sources hold them.
    fn files(&mut self, records: &[FileRecord], place: &str) -> Result<String> {
        if records.len() > FILES {
            return Err(fault(place, &format!("has more than {FILES} files")));
        }
        let mut files = Vec::with_capacity(records.len());
        for record in records {
            if !is_relative(&record.name) {
                return Err(fault(place, "has a file whose name is none"));
            }
            let text = self.content(&record.content, place)?;
            files.push(StoredFile { name: record.name.clone(), text });
        }
        serde_json::to_string(&files).map_err(|error| fault(place, &error.to_string()))
    }

    fn content(&mut self, content: &Content, place: &str) -> Result<String> {
        let text = match content {
            Content::Text(text) => text.clone(),
            Content::Path(path) => self.text(path)?.ok_or_else(|| {
                fault(place, &format!("names {}, which is not there", printable(path)))
            })?,
        };
        if text.contains('\0') {
            return Err(fault(place, "has a text with the character U+0000"));
        }
        Ok(text)
    }

    /// The text of a file; `None` when there is none of this name.
    fn text(&mut self, name: &str) -> Result<Option<String>> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(unreadable(&error)),
        };
        let limit = self.limits.file_bytes.min(self.limits.expanded_bytes - self.expanded);
        let mut bytes = Vec::new();
        // One byte more than allowed tells a file that is too large; headers may lie.
        let read = file.take(limit + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| unreadable(&error))? as u64;
        if read > limit {
            return Err(fault(&printable(name), "is larger than an archive's files may be"));
        }
        self.expanded += read;
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| fault(&printable(name), "is not UTF-8"))
    }
}

fn json<T: DeserializeOwned>(place: &str, text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| fault(place, &format!("is not as it must be: {error}")))
}

fn check_name(name: &str, place: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '#');
    if name.is_empty() || name.len() > NAME_BYTES || !name.chars().all(allowed) {
        return Err(fault(place, "has the name of an exercise or language that is none"));
    }
    Ok(())
}

/// Names from the archive in a message.
fn printable(name: &str) -> String {
    name.chars().take(NAME_BYTES).map(|c| if c.is_control() { '?' } else { c }).collect()
}

fn fault(place: &str, what: &str) -> Error {
    Error::Archive(format!("{place} {what}; export again and import that archive unchanged"))
}

fn unreadable(error: &dyn std::fmt::Display) -> Error {
    fault("the archive", &format!("cannot be read ({error})"))
}
