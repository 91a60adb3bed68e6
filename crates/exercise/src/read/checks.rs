//! Rules that look at several parts of a package together, and at the form of its text.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::Reader;
use crate::data::Case;
use crate::package::{Licence, OutputValidation, Package};
use crate::rules;
use crate::statement::StatementText;
use crate::validator::DefaultOptions;

/// What is looked at of a test file for its form.
const HEAD: u64 = 64 << 10;
/// Larger cases are not compared with each other.
const MAX_COMPARED: u64 = 4 << 20;

impl Reader<'_> {
    pub(super) fn check(&mut self, package: &Package) {
        self.check_folder_name(&package.name);
        self.check_rights(package);
        self.check_samples(package);
        self.check_options(package);
        self.check_text(package);
        self.check_doubles(package);
        if let Some(signature) = package.signature() {
            self.check_wire(signature, &package.data);
        }
    }

    fn check_folder_name(&mut self, name: &str) {
        let fits = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !fits || name.is_empty() {
            let message = format!(
                "The package is called `{name}`; other judges take lower-case letters and digits."
            );
            self.add(rules::FOLDER_NAME, "", message);
        }
    }

    fn check_rights(&mut self, package: &Package) {
        let owner = package.rights_owner.is_some();
        let named = owner || !package.credits.authors.is_empty() || !package.sources.is_empty();
        let message = match package.licence {
            Licence::Unknown => {
                let message = "The licence is unknown, so the package stays private; state it.";
                self.add(rules::LICENCE_UNKNOWN, "problem.yaml", message);
                return;
            }
            Licence::PublicDomain if owner => {
                "A work in the public domain has no `rights_owner`; remove it."
            }
            Licence::PublicDomain => return,
            _ if !named && !self.is_legacy() => {
                "The licence needs a `rights_owner`, credits or a source; add one."
            }
            _ => return,
        };
        self.add(rules::RIGHTS, "problem.yaml", message);
    }

    fn check_samples(&mut self, package: &Package) {
        let cases = package.data.sample().map_or(0, |group| group.cases().len());
        let samples = cases + package.data.transcripts.len();
        if samples == 0 {
            let message = "There is no sample; add `data/sample/1.in` and `1.ans`.";
            self.add(rules::NO_SAMPLE, "data/sample", message);
        }
        for statement in &package.statements {
            let (text, command) = match &statement.text {
                StatementText::Markdown(text) => (text, "{{nextsample}}"),
                StatementText::Latex(text) => (text, "\\nextsample"),
                StatementText::Pdf => continue,
            };
            let file = relative(&package.root, &statement.path);
            let used = text.matches(command).count();
            if used > samples {
                let message =
                    format!("`{command}` is used {used} times for {samples} samples; remove some.");
                self.add(rules::SAMPLE_COMMANDS, &file, message);
            }
            if let StatementText::Markdown(text) = &statement.text {
                for name in self.constants.undefined(text) {
                    let message = format!("`{{{{{name}}}}}` is no constant and stays as it is.");
                    self.findings.add(rules::UNDEFINED_CONSTANT, &file, None, message);
                }
            }
        }
    }

    fn check_options(&mut self, package: &Package) {
        if package.output_validation != OutputValidation::Default {
            return;
        }
        for case in package.data.cases() {
            let args = case.output_validator_args.of("default");
            if let Err(problem) = DefaultOptions::parse(&args) {
                let message = format!("The options of the default validator are wrong: {problem}.");
                self.add(rules::VALIDATOR_OPTIONS, &format!("data/{}", case.name), message);
                return;
            }
        }
    }

    fn check_text(&mut self, package: &Package) {
        for case in package.data.cases() {
            for path in [&case.input, &case.answer] {
                let Some(problem) = text_problem(path) else { continue };
                let file = relative(&package.root, path);
                let message = format!("The file {problem}; validators may trip over it.");
                self.add(rules::TEXT_FORM, &file, message);
            }
        }
    }

    fn check_doubles(&mut self, package: &Package) {
        let Some(secret) = package.data.secret() else { return };
        let mut by_size: BTreeMap<u64, Vec<&Case>> = BTreeMap::new();
        for case in secret.cases() {
            let size = fs::metadata(&case.input).map_or(0, |metadata| metadata.len());
            if (1..=MAX_COMPARED).contains(&size) {
                by_size.entry(size).or_default().push(case);
            }
        }
        for cases in by_size.values().filter(|cases| cases.len() > 1) {
            let mut seen: Vec<(Vec<u8>, &Case)> = Vec::new();
            for case in cases {
                let Ok(bytes) = fs::read(&case.input) else { continue };
                let same = seen.iter().find(|(other_bytes, other)| {
                    *other_bytes == bytes
                        && parent(&other.name) == parent(&case.name)
                        && other.args == case.args
                        && other.files == case.files
                        && other.output_validator_args == case.output_validator_args
                });
                if let Some((_, other)) = same {
                    let message = format!("The case is the same as {}; remove one.", other.name);
                    self.add(rules::SAME_CASE, &format!("data/{}", case.name), message);
                } else {
                    seen.push((bytes, case));
                }
            }
        }
    }
}

/// The group of a case. Staged tasks repeat cases in other groups on purpose.
fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

/// What is unusual about a text file; binary data and empty files are left alone.
fn text_problem(path: &Path) -> Option<&'static str> {
    let mut file = File::open(path).ok()?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head).ok()?;
    if head.is_empty() || head.contains(&0) {
        return None;
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        return Some("begins with a byte order mark");
    }
    if head.contains(&b'\r') {
        return Some("has CR line ends");
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1)).ok()?;
    file.read_exact(&mut last).ok()?;
    (last != *b"\n").then_some("does not end with a line end")
}
