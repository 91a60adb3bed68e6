//! Markdown: one title per document, and nothing about the machine it was written on.

use super::{Breach, File};

/// Places that exist on somebody's machine only. Spelt apart so that this file may hold them.
const MACHINE: [&str; 3] = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/")];

pub fn check(files: &[File]) -> Vec<Breach> {
    let documents = files.iter().filter(|f| f.has_extension("md"));
    documents.flat_map(|f| titles(f).into_iter().chain(machine_paths(f))).collect()
}

fn titles(file: &File) -> Option<Breach> {
    // A statement's title is its package's name, and a template is part of another document.
    if file.is_below("content") {
        return None;
    }
    let mut fenced = false;
    let count = file
        .text
        .lines()
        .filter(|line| {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            !fenced && line.starts_with("# ")
        })
        .count();
    (count != 1).then(|| file.breach(None, format!("{count} `#` titles; a document has one")))
}

fn machine_paths(file: &File) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        if let Some(path) = MACHINE.iter().find(|p| line.contains(**p)) {
            breaches
                .push(file.breach(Some(number), format!("names a path of one machine: {path}")));
        }
    }
    breaches
}
