//! The form that cards and prompts share: a Markdown file read line by line into entries with
//! fields and sections. What the fields mean is in `card` and `prompt`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::finding::Findings;
use crate::rules::{ENTRY_FIELD, ENTRY_ID, ENTRY_SECTION, SHEET_FORM};

/// One `## ` heading with all that follows it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: String,
    pub line: usize,
    fields: Vec<(String, String, usize)>,
    sections: Vec<(String, String, usize)>,
}

/// Bytes of one file; 300 cards of a topic would be a hundred times the largest one today.
const MOST_BYTES: usize = 1 << 20;
/// Entries of one file.
const MOST_ENTRIES: usize = 2_000;
/// Of an id; it stands in URLs and in people's histories.
const MOST_ID: usize = 64;
/// Characters of one section: a card is read in half a minute.
const MOST_SECTION: usize = 4_000;

/// Reads the entries of a file; what is wrong goes into `findings`, and only sound entries stay.
pub fn parse(file: &str, text: &str, findings: &mut Findings) -> Vec<Entry> {
    if text.len() > MOST_BYTES {
        findings.add(SHEET_FORM, file, None, "The file is above 1 MiB. Split it.");
        return Vec::new();
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut fence: Option<usize> = None;
    let mut has_title = false;
    for (number, line) in (1..).zip(text.lines()) {
        let mut bad = |rule, message: &str| findings.add(rule, file, Some(number), message);
        let ticks = line.chars().take_while(|c| *c == '`').count();
        let was_fenced = fence.is_some();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && line.trim_end().len() == ticks => fence = None,
            _ => {}
        }
        let heading = if was_fenced || fence.is_some() { None } else { heading(line) };
        match (heading, entries.last_mut()) {
            (Some((1, _)), None) if !has_title => has_title = true,
            (Some((1, _)), _) => {
                bad(SHEET_FORM, "There is a second title. Begin a card with `##`.");
            }
            (Some((2, id)), _) => {
                if !has_title {
                    bad(SHEET_FORM, "The title is missing. Begin the file with `# `.");
                    has_title = true;
                }
                entries.push(Entry::new(id, number));
            }
            (Some((3, name)), Some(entry)) => {
                entry.sections.push((name.to_owned(), String::new(), number));
            }
            (_, Some(entry)) => entry.add_line(line, number, &mut bad),
            (_, None) if line.trim().is_empty() => {}
            (_, None) => bad(SHEET_FORM, "This line belongs to no entry. Begin one with `## id`."),
        }
    }
    if fence.is_some() {
        findings.add(SHEET_FORM, file, None, "A fenced block is not closed. Add ``` after it.");
    }
    if entries.len() > MOST_ENTRIES {
        findings.add(SHEET_FORM, file, None, format!("There are over {MOST_ENTRIES} entries."));
        entries.truncate(MOST_ENTRIES);
    }
    entries.retain(|entry| entry.is_sound(file, findings));
    entries
}

/// All Markdown files below a folder but `README.md`, in order of their paths: the path with `/`
/// and without its ending, and the text.
pub fn files(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders: Vec<(PathBuf, String)> = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            if kind.is_dir() && prefix.is_empty() {
                folders.push((entry.path(), format!("{name}/")));
            } else if kind.is_file()
                && let Some(stem) = name.strip_suffix(".md")
                && stem != "README"
            {
                let text = String::from_utf8_lossy(&fs::read(entry.path())?).into_owned();
                found.push((format!("{prefix}{stem}"), text));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Depth and text of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let depth = line.bytes().take_while(|b| *b == b'#').count();
    let text = line[depth..].strip_prefix(' ')?;
    (1..=3).contains(&depth).then(|| (depth, text.trim()))
}

impl Entry {
    fn new(id: &str, line: usize) -> Self {
        Self { id: id.to_owned(), line, fields: Vec::new(), sections: Vec::new() }
    }

    fn add_line(&mut self, line: &str, number: usize, bad: &mut impl FnMut(&'static str, &str)) {
        if let Some((_, text, _)) = self.sections.last_mut() {
            text.push_str(line);
            text.push('\n');
            return;
        }
        match line.split_once(':') {
            _ if line.trim().is_empty() => {}
            Some((key, value)) if is_name(key) => {
                self.fields.push((key.to_owned(), value.trim().to_owned(), number));
            }
            _ => bad(SHEET_FORM, "This is neither a field nor in a section. Write `key: value`."),
        }
    }

    fn is_sound(&self, file: &str, findings: &mut Findings) -> bool {
        let mut sound = true;
        if !is_name(&self.id) || self.id.len() > MOST_ID {
            let message = "An id is 1 to 64 lower-case letters, digits and hyphens. Rename it.";
            findings.add(ENTRY_ID, file, Some(self.line), message);
            sound = false;
        }
        for (name, text, line) in &self.sections {
            if text.chars().count() > MOST_SECTION {
                let message = format!("`{name}` is over {MOST_SECTION} characters. Shorten it.");
                findings.add(ENTRY_SECTION, file, Some(*line), message);
                sound = false;
            }
        }
        sound
    }

    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(k, ..)| k == key).map(|(_, value, _)| value.as_str())
    }

    /// The text of a section without blank lines around it; empty where there is none.
    pub fn section(&self, name: &str) -> String {
        let found = self.sections.iter().find(|(n, ..)| n == name);
        found.map(|(_, text, _)| text.trim().to_owned()).unwrap_or_default()
    }

    /// Whether the fields are all of these, each at most once, and the sections exactly these in
    /// this order; a name with `?` may be absent.
    pub fn fits(
        &self,
        fields: &[&str],
        sections: &[&str],
        file: &str,
        findings: &mut Findings,
    ) -> bool {
        let mut fits = true;
        for (n, (key, _, line)) in self.fields.iter().enumerate() {
            let repeated = self.fields[..n].iter().any(|(k, ..)| k == key);
            if repeated || !fields.contains(&key.as_str()) {
                let which = if repeated { "there twice" } else { "not known here" };
                let message = format!("The field `{key}` is {which}. Remove it.");
                findings.add(ENTRY_FIELD, file, Some(*line), message);
                fits = false;
            }
        }
        let mut rest = self.sections.iter().peekable();
        for wanted in sections {
            let name = wanted.trim_end_matches('?');
            match rest.next_if(|(found, ..)| found == name) {
                Some((_, text, line)) if text.trim().is_empty() => {
                    let message = format!("`{name}` is empty. Write it.");
                    findings.add(ENTRY_SECTION, file, Some(*line), message);
                    fits = false;
                }
                Some(_) => {}
                None if wanted.ends_with('?') => {}
                None => {
                    let message = format!("`{}` lacks the section `{name}` in its place.", self.id);
                    findings.add(ENTRY_SECTION, file, Some(self.line), message);
                    fits = false;
                }
            }
        }
        if let Some((name, _, line)) = rest.next() {
            let message = format!("The section `{name}` does not belong here. Remove or move it.");
            findings.add(ENTRY_SECTION, file, Some(*line), message);
            fits = false;
        }
        fits
    }
}

fn is_name(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}
