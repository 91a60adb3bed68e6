//! Rust sources: headers, lengths, names. Lengths have a ratchet: a file listed there may not
//! grow, and must leave the list when it is short enough.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::{Breach, File};
use crate::workspace::Workspace;

/// Lines of a function that fit a screen.
const FUNCTION_LINES: usize = 70;
/// Lines of a file without its tests.
const FILE_LINES: usize = 500;
const COLUMNS: usize = 100;
/// Module and crate names that say nothing.
const BANNED_NAMES: [&str; 6] = ["common", "utils", "util", "helpers", "core", "misc"];
/// Marks of unfinished work. Spelt apart so that this file does not break its own rule.
const UNFINISHED: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
];
/// Tables and system-call wrappers read better with long rows.
const WIDE: [&str; 1] = ["crates/sandbox/src/filter.rs"];

/// Files and functions that were too long when the rule came, with their length then.
#[derive(Debug)]
pub struct Ratchet(BTreeMap<String, usize>);

impl Ratchet {
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let path = workspace.root.join("xtask/ratchet.txt");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let rows = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        rows.map(|row| {
            let (lines, place) = row.split_once(' ').context("a row is `LINES PLACE`")?;
            Ok((place.to_owned(), lines.parse()?))
        })
        .collect::<Result<_>>()
        .map(Self)
    }

    fn allows(&self, place: &str, lines: usize) -> bool {
        self.0.get(place).is_some_and(|most| lines <= *most)
    }
}

pub fn check(files: &[File], ratchet: &Ratchet) -> Vec<Breach> {
    let sources = files.iter().filter(|f| f.has_extension("rs") && !f.is_below("content"));
    sources.filter(|f| !f.is_below("languages")).flat_map(|f| check_one(f, ratchet)).collect()
}

fn check_one(file: &File, ratchet: &Ratchet) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let name = file.path.display().to_string();
    if !file.text.starts_with("//!") {
        breaches.push(file.breach(None, "opens with `//!`: what it is, and where to look next"));
    }
    if let Some(stem) = file.path.file_stem().and_then(|s| s.to_str())
        && BANNED_NAMES.contains(&stem)
    {
        breaches.push(file.breach(None, format!("`{stem}` says nothing; name the domain noun")));
    }
    let is_test =
        file.path.components().any(|c| c.as_os_str() == "tests" || c.as_os_str() == "benches");
    let code = file.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let length = code.lines().count();
    if length > FILE_LINES && !is_test && !ratchet.allows(&name, length) {
        breaches.push(file.breach(None, format!("{length} lines; {FILE_LINES} is the limit")));
    }
    for (number, line) in (1..).zip(file.text.lines()) {
        let wide = WIDE.contains(&name.as_str()) || holds_long_text(line);
        if line.chars().count() > COLUMNS && !wide {
            breaches.push(file.breach(Some(number), format!("longer than {COLUMNS} columns")));
        }
        // Before an escaped quote it is text: a stub that a candidate is to complete.
        let code = line.replace(concat!("todo", "!(\\\""), "");
        if let Some(mark) = UNFINISHED.iter().find(|m| code.contains(**m)) {
            breaches.push(file.breach(Some(number), format!("unfinished: {mark}")));
        }
    }
    for (number, title, lines) in long_functions(code) {
        if !is_test && !ratchet.allows(&format!("{name}::{title}"), lines) {
            let rule = format!("fn {title} has {lines} lines; {FUNCTION_LINES} is the limit");
            breaches.push(file.breach(Some(number), rule));
        }
    }
    breaches
}

/// Whether a line is long because of one text in quotes, which rustfmt leaves whole.
fn holds_long_text(line: &str) -> bool {
    const LONG: usize = 40;
    line.split('"').skip(1).step_by(2).any(|text| text.chars().count() > LONG)
}

/// Line, name and length of every function over the limit. Relies on rustfmt: a function ends at
/// the first closing brace in the column where it began.
fn long_functions(code: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut long = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let Some(rest) = function_name(line.trim_start()) else { continue };
        let closing = format!("{}}}", " ".repeat(indent));
        let end = lines[start..].iter().position(|l| *l == closing);
        let Some(length) = end.map(|e| e + 1) else { continue };
        if length > FUNCTION_LINES {
            long.push((start + 1, rest, length));
        }
    }
    long
}

fn function_name(line: &str) -> Option<String> {
    let mut words = line.split_whitespace().skip_while(|w| {
        w.starts_with("pub") || ["const", "async", "unsafe", "extern", "\"C\""].contains(w)
    });
    (words.next()? == "fn").then_some(())?;
    let name = words.next()?;
    Some(name.split(['(', '<']).next().unwrap_or(name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured_by_their_braces() {
        let body = "    x();\n".repeat(FUNCTION_LINES);
        let code = format!("pub(crate) fn long(a: u8) {{\n{body}}}\n\nfn short() {{\n}}\n");
        assert_eq!(long_functions(&code), [(1, String::from("long"), FUNCTION_LINES + 2)]);
    }
}
