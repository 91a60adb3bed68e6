//! One folder of test data: which files make a case, and the self-tests of validators.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Reader;
use super::data::has_ending;
use super::group::{CaseSettings, Inherited};
use crate::data::{Case, DataFile, Shown, ValidatorCase};
use crate::rules;
use crate::tree::Entry;

/// Longer endings first: `.in.statement` is not `.statement`.
const ENDINGS: [&str; 16] = [
    "in.statement",
    "ans.statement",
    "in.download",
    "ans.download",
    "interaction",
    "files",
    "hint",
    "desc",
    "yaml",
    "jpeg",
    "png",
    "jpg",
    "svg",
    "ans",
    "out",
    "in",
];

/// The files of one base name in one folder, by ending.
type Parts<'t> = BTreeMap<&'static str, &'t Entry>;

impl<'a> Reader<'a> {
    /// The cases that lie directly in `data/<name>`.
    pub(super) fn cases(
        &mut self,
        name: &str,
        inherited: &Inherited,
        transcripts: &mut Vec<PathBuf>,
    ) -> Vec<Case> {
        let mut found = Vec::new();
        for (base, parts) in self.parts(name) {
            let full = format!("{name}/{base}");
            let path = format!("data/{full}");
            let (input, answer) = match (parts.get("in"), parts.get("ans")) {
                (Some(input), Some(answer)) => (input.path.clone(), answer.path.clone()),
                (None, None) if self.is_legacy() && parts.contains_key("interaction") => {
                    transcripts.push(parts["interaction"].path.clone());
                    continue;
                }
                (None, None) if !parts.contains_key("interaction") => {
                    let message = "These files belong to no case, since there is no `.in`.";
                    self.add(rules::UNUSED_FILE, &path, message);
                    continue;
                }
                (input, _) => {
                    let missing = if input.is_some() { "ans" } else { "in" };
                    let message = format!("`{base}.{missing}` is missing; add it.");
                    self.add(rules::UNPAIRED, &path, message);
                    continue;
                }
            };
            if base == "test_group" {
                let message = "No case may be called `test_group`; rename it.";
                self.add(rules::NAME_CLASH, &path, message);
            }
            self.check_overrides(&path, &parts);
            let settings = self.settings_of(&path, &parts, inherited);
            found.push(self.case(full, input, answer, &parts, settings));
        }
        found
    }

    fn settings_of(&mut self, path: &str, parts: &Parts<'_>, from: &Inherited) -> CaseSettings {
        if !self.is_legacy() {
            return self.case_settings(path, from);
        }
        let mut text = |ending: &str| {
            let entry = parts.get(ending)?;
            let bytes = self.bytes(&format!("{path}.{ending}"), entry, 1 << 20)?;
            Some(String::from_utf8_lossy(&bytes).trim().to_owned())
        };
        let (hint, description) = (text("hint"), text("desc"));
        CaseSettings { inherited: from.clone(), hint, description }
    }

    fn case(
        &mut self,
        name: String,
        input: PathBuf,
        answer: PathBuf,
        parts: &Parts<'_>,
        settings: CaseSettings,
    ) -> Case {
        let part = |ending: &str| parts.get(ending).map(|entry| entry.path.clone());
        let illustrations = ["png", "jpg", "jpeg", "svg"];
        Case {
            input,
            answer,
            shown: Shown {
                output: part("out"),
                interaction: part("interaction"),
                input: part("in.statement"),
                answer: part("ans.statement"),
                input_download: part("in.download"),
                answer_download: part("ans.download"),
            },
            files: self.data_files(&format!("data/{name}.files")),
            args: settings.inherited.args,
            input_validator_args: settings.inherited.input_validator_args,
            output_validator_args: settings.inherited.output_validator_args,
            full_feedback: settings.inherited.full_feedback,
            hint: settings.hint,
            description: settings.description,
            illustration: illustrations.into_iter().find_map(part),
            name,
        }
    }

    fn check_overrides(&mut self, path: &str, parts: &Parts<'_>) {
        for (shown, offered) in [("in.statement", "in.download"), ("ans.statement", "ans.download")]
        {
            let (shows, offers) = (parts.contains_key(shown), parts.contains_key(offered));
            if shows != offers {
                let (there, missing) = if shows { (shown, offered) } else { (offered, shown) };
                let message = format!("There is `.{there}` but no `.{missing}`; add it.");
                self.add(rules::OVERRIDES, path, message);
            }
        }
        if parts.contains_key("out") && parts.contains_key("ans.statement") {
            let message = "`.out` and `.ans.statement` both replace the answer; keep one.";
            self.add(rules::OVERRIDES, path, message);
        }
    }

    fn data_files(&mut self, folder: &str) -> Vec<DataFile> {
        let tree = self.tree;
        let files = tree.files(folder).into_iter();
        files
            .map(|(name, entry)| DataFile { name: name.to_owned(), path: entry.path.clone() })
            .collect()
    }

    /// The files of `data/<name>` by base name; files of no meaning are reported.
    fn parts(&mut self, name: &str) -> BTreeMap<String, Parts<'a>> {
        let mut found: BTreeMap<String, Parts<'a>> = BTreeMap::new();
        let tree = self.tree;
        let folder = format!("data/{name}");
        for (file, entry) in tree.children(&folder) {
            let split = ENDINGS.into_iter().find_map(|ending| {
                let base = file.strip_suffix(ending)?.strip_suffix('.')?;
                (entry.is_folder() == (ending == "files")).then_some((base, ending))
            });
            match split {
                _ if matches!(file, "test_group.yaml" | "testdata.yaml") => {}
                Some(("", _)) | None if entry.is_folder() => {}
                Some(("", _)) | None => {
                    let message = "The format gives this file no meaning; check its name.";
                    self.add(rules::UNUSED_FILE, &format!("{folder}/{file}"), message);
                }
                Some((base, ending)) => {
                    found.entry(base.to_owned()).or_default().insert(ending, entry);
                }
            }
        }
        found
    }

    pub(super) fn validator_cases(
        &mut self,
        kind: &str,
        needed: &[&'static str],
    ) -> Vec<ValidatorCase> {
        let mut found = Vec::new();
        let mut inherited = Inherited::default();
        self.group_settings(&format!("data/{kind}"), &mut inherited);
        self.collect_validator_cases(kind, needed, &inherited, &mut found);
        found
    }

    fn collect_validator_cases(
        &mut self,
        name: &str,
        needed: &[&'static str],
        inherited: &Inherited,
        found: &mut Vec<ValidatorCase>,
    ) {
        for (base, parts) in self.parts(name) {
            let full = format!("{name}/{base}");
            let path = format!("data/{full}");
            if let Some(missing) = needed.iter().find(|ending| !parts.contains_key(*ending)) {
                let message = format!("`{base}.{missing}` is missing; add it.");
                self.add(rules::UNPAIRED, &path, message);
                continue;
            }
            let settings = self.case_settings(&path, inherited).inherited;
            let part = |ending: &str| parts.get(ending).map(|entry| entry.path.clone());
            found.push(ValidatorCase {
                input: parts["in"].path.clone(),
                answer: part("ans"),
                output: part("out"),
                args: settings.args,
                input_validator_args: settings.input_validator_args,
                output_validator_args: settings.output_validator_args,
                files: self.data_files(&format!("{path}.files")),
                name: full,
            });
        }
        for (child, entry) in self.tree.children(&format!("data/{name}")) {
            if entry.is_folder() && !has_ending(child, "files") {
                let name = format!("{name}/{child}");
                self.collect_validator_cases(&name, needed, inherited, found);
            }
        }
    }
}
