//! `submissions/`: files, languages, and what the folder of a submission asks of it.

use super::Reader;
use super::submissions_yaml::Rule;
use crate::data::Data;
use crate::function::SourceFile;
use crate::language;
use crate::rules;
use crate::submission::{Expectation, Expected, Scope, Submission, TimeLimitUse};
use crate::verdict::{Verdict, VerdictSet};

use Verdict::{Accepted as AC, RunTimeError as RTE, TimeLimit as TLE, WrongAnswer as WA};

/// Folder, `permitted`, `required` of 2025-09; an empty list stands for all four.
const FOLDERS: [(&str, &[Verdict], &[Verdict]); 7] = [
    ("accepted", &[AC], &[]),
    ("partially_accepted", &[], &[]),
    ("rejected", &[], &[RTE, TLE, WA]),
    ("wrong_answer", &[AC, WA], &[WA]),
    ("time_limit_exceeded", &[AC, TLE], &[TLE]),
    ("run_time_error", &[AC, RTE], &[RTE]),
    ("brute_force", &[AC, RTE, TLE], &[RTE, TLE]),
];

/// The same for legacy, where other folders ask for nothing.
const LEGACY_FOLDERS: [(&str, &[Verdict], &[Verdict]); 4] = [
    ("accepted", &[AC], &[]),
    ("wrong_answer", &[AC, WA], &[WA]),
    ("time_limit_exceeded", &[AC, TLE, WA], &[TLE]),
    ("run_time_error", &[], &[RTE]),
];

/// Result names of `@EXPECTED_RESULTS@`.
const RESULTS: [(&str, Verdict); 9] = [
    ("CORRECT", AC),
    ("ACCEPTED", AC),
    ("WRONG-ANSWER", WA),
    ("NO-OUTPUT", WA),
    ("TIMELIMIT", TLE),
    ("RUN-ERROR", RTE),
    ("COMPILER-ERROR", Verdict::CompileError),
    ("OUTPUT-LIMIT", Verdict::OutputLimit),
    ("MEMORY-LIMIT", Verdict::MemoryLimit),
];

impl Reader<'_> {
    pub(super) fn submissions(&mut self, data: &Data) -> Vec<Submission> {
        let settings = if self.is_legacy() { Vec::new() } else { self.submission_rules(data) };
        let tree = self.tree;
        let mut found = Vec::new();
        for (folder, entry) in tree.children("submissions") {
            if !entry.is_folder() {
                if folder != "submissions.yaml" {
                    let message = "A submission lies in a folder such as `accepted/`; move it.";
                    self.add(rules::UNUSED_FILE, &format!("submissions/{folder}"), message);
                }
                continue;
            }
            for (name, _) in tree.children(&format!("submissions/{folder}")) {
                let name = format!("{folder}/{name}");
                found.extend(self.submission(name, &settings));
            }
        }
        self.check_submissions(&found, &settings, data);
        found
    }

    fn submission(&mut self, name: String, settings: &[Rule]) -> Option<Submission> {
        let path = format!("submissions/{name}");
        let files = self.sources(&path);
        if files.is_empty() {
            return None;
        }
        let matching: Vec<&Rule> = settings.iter().filter(|rule| rule.matches(&name)).collect();
        let stated = matching.iter().rev().find_map(|rule| rule.language.clone());
        let found = language::of_files(&files, self.format).map(str::to_owned);
        let language = stated.or(found);
        if language.is_none() {
            let message = "The files name no single language, so the submission cannot be built; \
                           give `language` in `submissions.yaml`.";
            self.add(rules::SUBMISSION_LANGUAGE, &path, message);
        }
        let entry_point = matching.iter().rev().find_map(|rule| rule.entry_point.clone());
        let default = language.as_deref().and_then(language::by_code);
        let default = default.and_then(|language| language.entry_point).map(str::to_owned);
        Some(Submission {
            expected: self.expected(&name, &files, &matching),
            // A single file is its own entry point, whatever the default name would be.
            entry_point: entry_point.or(default.filter(|_| files.len() > 1)),
            authors: matching.iter().flat_map(|rule| rule.authors.clone()).collect(),
            model_solution: matching.iter().any(|rule| rule.model_solution),
            name,
            files,
            language,
        })
    }

    fn expected(&mut self, name: &str, files: &[SourceFile], rules: &[&Rule]) -> Expected {
        let folder = name.split('/').next().unwrap_or_default();
        let mut expected = Expected { partial: false, ..Expected::default() };
        self.annotations(name, files, &mut expected);
        // The annotation says more than the folder, which is often only a place to keep the file.
        let annotated = expected.overall.is_some();
        if self.is_legacy() {
            let row = LEGACY_FOLDERS.iter().find(|row| row.0 == folder);
            if let Some((_, permitted, required)) = row.filter(|_| !annotated) {
                self.legacy_folder(folder, permitted, required, &mut expected);
            }
            expected.partial = folder == "partially_accepted" && !annotated;
            return expected;
        }
        let replaced = rules.iter().find(|rule| rule.names_folder(folder));
        let row = FOLDERS.iter().find(|row| row.0 == folder).filter(|_| !annotated);
        if let Some((_, permitted, required)) = row {
            let mut expectation = folder_expectation(folder, permitted, required);
            if let Some(rule) = replaced {
                rule.replace_in(&mut expectation);
            }
            expected.expectations.push(expectation);
        }
        for rule in rules {
            let is_default = row.is_some() && rule.names_folder(folder);
            expected.expectations.extend(rule.expectations(is_default));
        }
        expected
    }

    /// In scoring packages the grader decides, so the folder speaks of the overall verdict.
    fn legacy_folder(
        &self,
        folder: &str,
        permitted: &[Verdict],
        required: &[Verdict],
        expected: &mut Expected,
    ) {
        if folder == "accepted" && self.is_scoring() {
            expected.overall = Some(vec![AC]);
        } else {
            expected.expectations.push(folder_expectation(folder, permitted, required));
        }
    }

    /// `@EXPECTED_RESULTS@: A, B` and `@EXPECTED_GRADES@ AC WA …` in comments.
    fn annotations(&mut self, name: &str, files: &[SourceFile], expected: &mut Expected) {
        for file in files {
            let text = String::from_utf8_lossy(&file.bytes);
            for (index, line) in text.lines().enumerate() {
                if let Some(rest) = after(line, "@EXPECTED_RESULTS@") {
                    let results = rest.split(',').map(|name| result(name.trim()));
                    expected.overall = self.annotation(name, index + 1, results.collect());
                } else if let Some(rest) = after(line, "@EXPECTED_GRADES@") {
                    let rest = rest.trim_end_matches("*/").trim_end_matches("-->");
                    let grades = rest
                        .split_whitespace()
                        .map(|code| Verdict::from_code(code.trim_matches(',')));
                    expected.grades = self.annotation(name, index + 1, grades.collect());
                }
            }
        }
    }

    fn annotation(
        &mut self,
        name: &str,
        line: usize,
        found: Option<Vec<Verdict>>,
    ) -> Option<Vec<Verdict>> {
        let found = found.filter(|verdicts| !verdicts.is_empty());
        if found.is_none() {
            let message = "The expected result is not readable; use the names of the format.";
            let file = format!("submissions/{name}");
            self.findings.add(rules::BAD_ANNOTATION, &file, Some(line), message);
        }
        found
    }
}

fn folder_expectation(folder: &str, permitted: &[Verdict], required: &[Verdict]) -> Expectation {
    let set = |verdicts: &[Verdict]| match verdicts {
        [] => VerdictSet::ANY,
        verdicts => VerdictSet::of(verdicts),
    };
    Expectation {
        source: format!("{folder}/"),
        scope: Scope::Everything,
        permitted: set(permitted),
        required: set(required),
        score: None,
        message: None,
        use_for_time_limit: TimeLimitUse::Inferred,
    }
}

fn after<'l>(line: &'l str, marker: &str) -> Option<&'l str> {
    let (_, rest) = line.split_once(marker)?;
    Some(rest.trim_start().trim_start_matches(':').trim())
}

/// A result name, or one with the end of a comment behind it.
fn result(name: &str) -> Option<Verdict> {
    let word = name.split_whitespace().next()?.to_ascii_uppercase().replace('_', "-");
    RESULTS.iter().find(|(known, _)| *known == word).map(|(_, verdict)| *verdict)
}
