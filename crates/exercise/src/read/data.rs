//! `data/`: which files make a case, which folders make a group, in both styles.

use std::path::PathBuf;

use super::Reader;
use super::group::{Inherited, WrittenGroup};
use crate::data::{
    Aggregation, Case, Child, Data, Group, GroupSettings, LegacyGroup, MaxScore, ModernGroup,
};
use crate::rules;

impl Reader<'_> {
    pub(super) fn data(&mut self, validator_flags: &[String], has_grader: bool) -> Data {
        let mut transcripts = Vec::new();
        let root = if self.is_legacy() {
            self.legacy_root(validator_flags, has_grader, &mut transcripts)
        } else {
            self.modern_root(&Inherited::default())
        };
        if root.groups().find(|g| g.name == "secret").is_none_or(|g| g.cases().is_empty()) {
            let message = "There is no secret case; add `data/secret/1.in` and `1.ans`.";
            self.add(rules::NO_SECRET, "data/secret", message);
        }
        let modern = !self.is_legacy();
        let mut tests = |folder: &str, endings: &[&'static str]| {
            if modern { self.validator_cases(folder, endings) } else { Vec::new() }
        };
        Data {
            root,
            invalid_input: tests("invalid_input", &["in"]),
            invalid_output: tests("invalid_output", &["in", "ans", "out"]),
            valid_output: tests("valid_output", &["in", "ans", "out"]),
            transcripts,
        }
    }

    fn legacy_root(
        &mut self,
        flags: &[String],
        has_grader: bool,
        transcripts: &mut Vec<PathBuf>,
    ) -> Group {
        let (mut settings, mut inherited) = (LegacyGroup::default(), Inherited::default());
        self.legacy_settings("data", &mut settings, &mut inherited, has_grader);
        let mut children = Vec::new();
        for name in ["sample", "secret"] {
            if self.tree.folder(&format!("data/{name}")).is_none() {
                continue;
            }
            let inherited = Inherited { full_feedback: name == "sample", ..inherited.clone() };
            let group =
                self.legacy_group(name, settings.clone(), inherited, has_grader, transcripts);
            if !group.children.is_empty() {
                children.push(Child::Group(group));
            }
        }
        let mut root =
            Group { name: String::new(), settings: GroupSettings::Legacy(settings), children };
        prepend_flags(&mut root, flags);
        root
    }

    fn legacy_group(
        &mut self,
        name: &str,
        mut settings: LegacyGroup,
        mut inherited: Inherited,
        has_grader: bool,
        transcripts: &mut Vec<PathBuf>,
    ) -> Group {
        let folder = format!("data/{name}");
        self.legacy_settings(&folder, &mut settings, &mut inherited, has_grader);
        let mut children: Vec<Child> = self
            .cases(name, &inherited, transcripts)
            .into_iter()
            .map(|case| Child::Case(Box::new(case)))
            .collect();
        for (child, entry) in self.tree.children(&folder) {
            if !entry.is_folder() || has_ending(child, "files") {
                continue;
            }
            let child = format!("{name}/{child}");
            let (settings, inherited) = (settings.clone(), inherited.clone());
            let group = self.legacy_group(&child, settings, inherited, has_grader, transcripts);
            if !group.children.is_empty() {
                children.push(Child::Group(group));
            }
        }
        self.sort(&mut children);
        Group { name: name.to_owned(), settings: GroupSettings::Legacy(settings), children }
    }

    fn modern_root(&mut self, inherited: &Inherited) -> Group {
        let mut children = Vec::new();
        if self.tree.folder("data/sample").is_some() {
            let group = self.sample(inherited);
            if !group.children.is_empty() {
                children.push(Child::Group(group));
            }
        }
        if self.tree.folder("data/secret").is_some() {
            children.push(Child::Group(self.secret(inherited)));
        }
        let settings = ModernGroup {
            max_score: MaxScore::Unbounded,
            aggregation: Aggregation::PassFail,
            require_pass: Vec::new(),
            static_case: None,
            full_feedback: false,
        };
        Group { name: String::new(), settings: GroupSettings::Modern(settings), children }
    }

    fn sample(&mut self, inherited: &Inherited) -> Group {
        let mut inherited = Inherited { full_feedback: true, ..inherited.clone() };
        let written = self.group_settings("data/sample", &mut inherited);
        for (key, line) in &written.score_lines {
            let message = format!("`{key}` has no meaning for samples; remove it.");
            let file = "data/sample/test_group.yaml";
            self.findings.add(rules::SCORE_SETTINGS, file, Some(*line), message);
        }
        self.check_static(&written, "data/sample");
        let children = self.flat_cases("sample", &inherited);
        let default = default_settings(MaxScore::Unbounded, Aggregation::PassFail);
        let settings = written.finish(&default, inherited.full_feedback);
        group("sample", settings, children)
    }

    fn secret(&mut self, inherited: &Inherited) -> Group {
        let mut inherited = inherited.clone();
        let written = self.group_settings("data/secret", &mut inherited);
        self.check_written(&written, "data/secret");
        let default = if self.is_scoring() {
            default_settings(MaxScore::Bounded(100.0), Aggregation::Sum)
        } else {
            default_settings(MaxScore::Unbounded, Aggregation::PassFail)
        };
        let require_line = written.require_line;
        let mut settings = written.finish(&default, inherited.full_feedback);
        let tree = self.tree;
        let folders: Vec<String> = tree
            .children("data/secret")
            .into_iter()
            .filter(|(name, entry)| entry.is_folder() && !has_ending(name, "files"))
            .map(|(name, _)| name.to_owned())
            .collect();
        let has_settings =
            |name: &String| tree.file(&format!("data/secret/{name}/test_group.yaml")).is_some();
        let (groups, plain): (Vec<String>, Vec<String>) =
            folders.into_iter().partition(has_settings);
        settings.require_pass = self.required(&settings, "secret", require_line, &[]);
        if groups.is_empty() {
            return group("secret", settings, self.flat_cases("secret", &inherited));
        }
        let direct = self.cases("secret", &inherited, &mut Vec::new());
        let plain_cases = plain.iter().any(|name| {
            tree.files(&format!("data/secret/{name}")).iter().any(|(n, _)| has_ending(n, "in"))
        });
        if !direct.is_empty() || plain_cases {
            let message = "`data/secret` holds groups, so every case must be in a group; move the \
                           others.";
            self.add(rules::MIXED_GROUPS, "data/secret", message);
        }
        let mut children: Vec<Child> = Vec::new();
        let mut done: Vec<(String, Aggregation)> = Vec::new();
        for name in groups {
            let group = self.modern_group(&name, &inherited, &settings, &done);
            if let GroupSettings::Modern(settings) = &group.settings {
                done.push((group.name.clone(), settings.aggregation));
            }
            children.push(Child::Group(group));
        }
        self.check_sum(&settings, &children);
        group("secret", settings, children)
    }

    fn modern_group(
        &mut self,
        name: &str,
        inherited: &Inherited,
        secret: &ModernGroup,
        earlier: &[(String, Aggregation)],
    ) -> Group {
        let full = format!("secret/{name}");
        let folder = format!("data/{full}");
        let mut inherited = inherited.clone();
        let written = self.group_settings(&folder, &mut inherited);
        self.check_written(&written, &folder);
        let require_line = written.require_line;
        let default = default_settings(MaxScore::Unbounded, Aggregation::PassFail);
        let mut settings = written.finish(&default, inherited.full_feedback);
        settings.require_pass = self.required(&settings, &full, require_line, earlier);
        let file = format!("{folder}/test_group.yaml");
        if self.is_scoring() {
            let bounded = matches!(secret.max_score, MaxScore::Bounded(_));
            if bounded && settings.max_score == MaxScore::Unbounded {
                let message = "The group needs a `max_score`, because `secret` is bounded; add it.";
                self.add(rules::SCORE_BOUNDS, &file, message);
            }
            if secret.aggregation == Aggregation::PassFail
                && settings.aggregation != Aggregation::PassFail
            {
                let message = "`secret` is pass-fail, so the group must be, too.";
                self.add(rules::SCORE_BOUNDS, &file, message);
            }
        }
        let children = self.flat_cases(&full, &inherited);
        if children.is_empty() && settings.static_case.is_none() {
            let message = "The group has no case; add one or remove the group.";
            self.add(rules::EMPTY_GROUP, &folder, message);
        }
        group(&full, settings, children)
    }

    fn check_sum(&mut self, secret: &ModernGroup, children: &[Child]) {
        let (MaxScore::Bounded(most), Aggregation::Sum) = (secret.max_score, secret.aggregation)
        else {
            return;
        };
        let maxima = children.iter().filter_map(|child| match child {
            Child::Group(Group {
                settings: GroupSettings::Modern(ModernGroup { max_score, .. }),
                ..
            }) => match max_score {
                MaxScore::Bounded(score) => Some(*score),
                MaxScore::Unbounded => None,
            },
            _ => None,
        });
        let sum: f64 = maxima.sum();
        if self.is_scoring() && sum > most + 1e-6 {
            let message =
                format!("The groups add up to {sum}, more than the {most} of `secret`; adjust.");
            self.add(rules::SCORE_BOUNDS, "data/secret", message);
        }
    }

    fn check_written(&mut self, written: &WrittenGroup, folder: &str) {
        if !self.is_scoring() {
            for (key, line) in &written.score_lines {
                let message = format!("`{key}` belongs to scoring problems; remove it.");
                let file = format!("{folder}/test_group.yaml");
                self.findings.add(rules::SCORE_SETTINGS, &file, Some(*line), message);
            }
        }
        self.check_static(written, folder);
    }

    fn check_static(&mut self, written: &WrittenGroup, folder: &str) {
        let missing = self.tree.folder("static_validator").is_none();
        if written.static_case.is_some() && (missing || self.kind.submit_answer) {
            let message = "`static_validation_score` needs a `static_validator/`, and a problem \
                           with code; add it or remove the key.";
            self.add(rules::STATIC_CASE, &format!("{folder}/test_group.yaml"), message);
        }
    }

    /// Full names of required groups; `earlier` are the groups that may be named.
    fn required(
        &mut self,
        settings: &ModernGroup,
        group: &str,
        line: usize,
        earlier: &[(String, Aggregation)],
    ) -> Vec<String> {
        let mut found = Vec::new();
        for name in &settings.require_pass {
            if name == "sample" {
                found.push(name.clone());
                continue;
            }
            let full = format!("secret/{}", name.strip_prefix("secret/").unwrap_or(name));
            let problem = match earlier.iter().find(|(other, _)| *other == full) {
                Some((_, Aggregation::PassFail)) => {
                    found.push(full);
                    continue;
                }
                Some(_) => "does not aggregate by `pass-fail`",
                None => "is no group that sorts earlier",
            };
            let message = format!("`{name}` {problem}, so it cannot be required; change it.");
            let file = format!("data/{group}/test_group.yaml");
            self.findings.add(rules::REQUIRE_PASS, &file, Some(line), message);
        }
        found
    }

    /// The cases of a folder and of its plain subfolders, as children of one group.
    fn flat_cases(&mut self, name: &str, inherited: &Inherited) -> Vec<Child> {
        let mut cases = Vec::new();
        self.collect(name, inherited, &mut cases);
        let mut children: Vec<Child> =
            cases.into_iter().map(|case| Child::Case(Box::new(case))).collect();
        self.sort(&mut children);
        children
    }

    fn collect(&mut self, name: &str, inherited: &Inherited, cases: &mut Vec<Case>) {
        cases.extend(self.cases(name, inherited, &mut Vec::new()));
        let folder = format!("data/{name}");
        for (child, entry) in self.tree.children(&folder) {
            if !entry.is_folder() || has_ending(child, "files") {
                continue;
            }
            let settings = format!("{folder}/{child}/test_group.yaml");
            if self.tree.file(&settings).is_some() {
                let message = "Groups are direct subfolders of `data/secret`; move this one.";
                self.add(rules::GROUP_PLACE, &settings, message);
            }
            self.collect(&format!("{name}/{child}"), inherited, cases);
        }
    }

    /// Lexicographic order, and no folder with the name of a case.
    fn sort(&mut self, children: &mut [Child]) {
        children.sort_by(|a, b| a.name().cmp(b.name()));
        for child in children.iter() {
            if let Child::Case(case) = child
                && self.tree.folder(&format!("data/{}", case.name)).is_some()
            {
                let message = "A case and a folder have the same name; rename one.";
                self.add(rules::NAME_CLASH, &format!("data/{}", case.name), message);
            }
        }
    }
}

/// Endings of the format are exact, case included.
pub fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

fn default_settings(max_score: MaxScore, aggregation: Aggregation) -> ModernGroup {
    ModernGroup {
        max_score,
        aggregation,
        require_pass: Vec::new(),
        static_case: None,
        full_feedback: false,
    }
}

fn group(name: &str, settings: ModernGroup, children: Vec<Child>) -> Group {
    Group { name: name.to_owned(), settings: GroupSettings::Modern(settings), children }
}

/// `validator_flags` of `problem.yaml` come before the flags of the group.
fn prepend_flags(group: &mut Group, flags: &[String]) {
    for child in &mut group.children {
        match child {
            Child::Group(group) => prepend_flags(group, flags),
            Child::Case(case) => {
                let args = &mut case.output_validator_args.all;
                args.splice(0..0, flags.iter().cloned());
            }
        }
    }
}
