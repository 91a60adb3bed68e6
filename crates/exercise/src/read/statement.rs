//! Statements, titles, editorials, attachments and code by language.

use std::collections::BTreeMap;

use super::Reader;
use super::problem::Problem;
use crate::function::SourceFile;
use crate::language;
use crate::package::Attachment;
use crate::rules;
use crate::statement::{Statement, StatementText};

/// A statement is read by people.
const MAX_TEXT: u64 = 4 << 20;

impl Reader<'_> {
    pub(super) fn statements(&mut self, problem: &Problem) -> Vec<Statement> {
        let folder = if self.is_legacy() { "problem_statement" } else { "statement" };
        let statements = self.texts(folder, "problem", self.is_legacy());
        if statements.is_empty() {
            let example = if self.is_legacy() { "problem.en.tex" } else { "problem.en.md" };
            let message = format!("There is no statement; add `{folder}/{example}`.");
            self.add(rules::NO_STATEMENT, folder, message);
        }
        if !self.is_legacy() && !problem.titles.is_empty() && !statements.is_empty() {
            self.compare_languages(problem, &statements);
        }
        statements
    }

    fn compare_languages(&mut self, problem: &Problem, statements: &[Statement]) {
        let mut written: Vec<&str> = statements.iter().map(|s| s.language.as_str()).collect();
        written.sort_unstable();
        written.dedup();
        let named: Vec<&str> = problem.titles.keys().map(String::as_str).collect();
        if written != named {
            let message = format!(
                "`name` has the languages [{}] but the statements have [{}]; make them equal.",
                named.join(", "),
                written.join(", ")
            );
            self.findings.add(rules::TITLE_LANGUAGES, "problem.yaml", problem.name_line, message);
        }
    }

    pub(super) fn solutions(&mut self) -> Vec<Statement> {
        // Not part of the old formats, but an exercise of ours keeps its editorial here.
        if self.is_legacy() && self.tree.file("greenroom.yaml").is_none() {
            return Vec::new();
        }
        self.texts("solution", "solution", true)
    }

    /// `BASE[.LANG].EXT` in `folder`; without LANG it is English where that is allowed.
    fn texts(&mut self, folder: &str, base: &str, language_optional: bool) -> Vec<Statement> {
        let tree = self.tree;
        let mut found: Vec<Statement> = Vec::new();
        for (name, entry) in tree.children(folder) {
            let Some(rest) = name.strip_prefix(base).and_then(|rest| rest.strip_prefix('.')) else {
                continue;
            };
            let (language, ending) = match rest.rsplit_once('.') {
                Some((language, ending)) => (language, ending),
                None if language_optional => ("en", rest),
                None => continue,
            };
            if entry.is_folder() || !matches!(ending, "md" | "tex" | "pdf") {
                continue;
            }
            let file = format!("{folder}/{name}");
            if !is_language(language) {
                let message = "The language must be a code such as `en` or `pt-BR`; rename it.";
                self.add(rules::UNUSED_FILE, &file, message);
                continue;
            }
            let text = match ending {
                "pdf" => StatementText::Pdf,
                ending => {
                    let Some(bytes) = self.bytes(&file, entry, MAX_TEXT) else { continue };
                    let text = self.constants.apply_text(&String::from_utf8_lossy(&bytes));
                    match ending {
                        "md" => StatementText::Markdown(text),
                        _ => StatementText::Latex(text),
                    }
                }
            };
            let (language, path) = (language.to_owned(), entry.path.clone());
            found.push(Statement { language, path, text });
        }
        // A text that can be read is better than a picture of it.
        found.sort_by_key(|s| (s.language.clone(), s.text == StatementText::Pdf));
        found
    }

    /// Titles from `problem.yaml`, else from the LaTeX statement, else the folder's name.
    pub(super) fn titles(
        &mut self,
        problem: &Problem,
        statements: &[Statement],
        folder: &str,
    ) -> BTreeMap<String, String> {
        if !problem.titles.is_empty() {
            for title in problem.titles.values().filter(|title| title.contains(['\\', '$'])) {
                let message = format!("The title `{title}` holds LaTeX; write plain text.");
                let line = problem.name_line;
                self.findings.add(rules::LATEX_TITLE, "problem.yaml", line, message);
            }
            return problem.titles.clone();
        }
        let from_text = statements
            .iter()
            .filter_map(|statement| Some((statement.language.clone(), statement.latex_title()?)));
        let mut titles: BTreeMap<String, String> = from_text.collect();
        if titles.is_empty() {
            titles.insert("en".into(), folder.to_owned());
        }
        titles
    }

    pub(super) fn attachments(&mut self) -> Vec<Attachment> {
        let tree = self.tree;
        let files = tree.files("attachments").into_iter();
        let offered = files.filter(|(name, _)| !name.starts_with("templates/"));
        offered
            .map(|(name, entry)| Attachment { name: name.to_owned(), path: entry.path.clone() })
            .collect()
    }

    /// `folder/<language>/…` in memory.
    pub(super) fn by_language(&mut self, folder: &str) -> BTreeMap<String, Vec<SourceFile>> {
        let tree = self.tree;
        let mut found = BTreeMap::new();
        for (name, entry) in tree.children(folder) {
            let path = format!("{folder}/{name}");
            if !entry.is_folder() {
                let message = "Files here belong into a folder named by a language code.";
                self.add(rules::UNUSED_FILE, &path, message);
                continue;
            }
            if name != "default" && language::by_code(name).is_none() {
                let message = format!("`{name}` is no language code of the format; rename it.");
                self.add(rules::LANGUAGE_CODE, &path, message);
                continue;
            }
            found.insert(name.to_owned(), self.sources(&path));
        }
        found
    }
}

/// Two or three lower-case letters, and perhaps `-` with two upper-case ones.
fn is_language(code: &str) -> bool {
    let (language, region) = code.split_once('-').unwrap_or((code, "US"));
    let lower = language.bytes().all(|b| b.is_ascii_lowercase());
    let upper = region.bytes().all(|b| b.is_ascii_uppercase());
    lower && upper && matches!(language.len(), 2 | 3) && region.len() == 2
}
