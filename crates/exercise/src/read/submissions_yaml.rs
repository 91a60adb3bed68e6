//! `submissions/submissions.yaml`: patterns, and what they add to the expectations of folders.

use super::Reader;
use super::credits::person;
use crate::data::{Case, Data};
use crate::glob::Glob;
use crate::language;
use crate::number;
use crate::rules;
use crate::submission::{Expectation, Scope, ScoreRange, Submission, TimeLimitUse};
use crate::verdict::{Verdict, VerdictSet};
use crate::yaml::{self, Map, Node, Source, Value};

const FILE: &str = "submissions/submissions.yaml";
const EXPECTATION_KEYS: [&str; 5] =
    ["permitted", "required", "score", "message", "use_for_time_limit"];
const RULE_KEYS: [&str; 4] = ["language", "entrypoint", "authors", "model_solution"];

/// One pattern and its map.
#[derive(Debug)]
pub struct Rule {
    pattern: String,
    line: usize,
    glob: Glob,
    pub language: Option<String>,
    pub entry_point: Option<String>,
    pub authors: Vec<String>,
    pub model_solution: bool,
    whole: Written,
    /// By pattern of cases and groups.
    nested: Vec<(String, Written)>,
}

/// The expectation keys of one map, as written.
#[derive(Debug, Default)]
struct Written {
    permitted: Option<VerdictSet>,
    required: Option<VerdictSet>,
    score: Option<ScoreRange>,
    message: Option<String>,
    use_for_time_limit: Option<TimeLimitUse>,
}

impl Rule {
    pub fn matches(&self, submission: &str) -> bool {
        self.glob.matches(submission)
    }

    /// Whether the pattern is exactly the folder, so that its keys replace the folder's.
    pub fn names_folder(&self, folder: &str) -> bool {
        self.pattern.trim_end_matches('/') == folder
    }

    pub fn replace_in(&self, expectation: &mut Expectation) {
        self.whole.write(expectation);
    }

    /// What the rule adds; the part for the whole is left out when it replaced the folder's.
    pub fn expectations(&self, replaces_folder: bool) -> Vec<Expectation> {
        let mut found = Vec::new();
        if !replaces_folder && !self.whole.is_empty() {
            found.push(self.whole.expectation(&self.pattern, Scope::Everything));
        }
        for (scope, written) in &self.nested {
            found.push(written.expectation(&self.pattern, Scope::Matching(scope.clone())));
        }
        found
    }
}

impl Written {
    fn is_empty(&self) -> bool {
        self.permitted.is_none()
            && self.required.is_none()
            && self.score.is_none()
            && self.message.is_none()
            && self.use_for_time_limit.is_none()
    }

    fn write(&self, expectation: &mut Expectation) {
        if let Some(set) = self.permitted {
            expectation.permitted = set;
        }
        if let Some(set) = self.required {
            expectation.required = set;
        }
        expectation.score = self.score.or(expectation.score);
        expectation.message = self.message.clone().or(expectation.message.take());
        // `lower` and `upper` also say what the verdicts are.
        match self.use_for_time_limit {
            Some(TimeLimitUse::Lower) if self.permitted.is_none() => {
                let set = [Verdict::Accepted, Verdict::WrongAnswer, Verdict::RunTimeError];
                expectation.permitted = expectation.permitted.intersection(VerdictSet::of(&set));
            }
            Some(TimeLimitUse::Upper) if self.required.is_none() => {
                expectation.required = VerdictSet::of(&[Verdict::TimeLimit]);
            }
            _ => {}
        }
        if let Some(use_for_time_limit) = self.use_for_time_limit {
            expectation.use_for_time_limit = use_for_time_limit;
        }
    }

    fn expectation(&self, pattern: &str, scope: Scope) -> Expectation {
        let mut expectation = Expectation {
            source: pattern.to_owned(),
            scope,
            permitted: VerdictSet::ANY,
            required: VerdictSet::ANY,
            score: None,
            message: None,
            use_for_time_limit: TimeLimitUse::Inferred,
        };
        self.write(&mut expectation);
        expectation
    }
}

impl Reader<'_> {
    pub(super) fn submission_rules(&mut self, data: &Data) -> Vec<Rule> {
        let Some(map) = self.settings(FILE) else { return Vec::new() };
        let scoring = self.is_scoring();
        let cases = data.cases();
        let mut source = self.source(FILE);
        let mut found = Vec::new();
        for (key, node) in &map {
            let glob = match Glob::new(&key.text) {
                Ok(glob) => glob,
                Err(problem) => {
                    let message = format!("The pattern `{}` is not readable: {problem}.", key.text);
                    source.add(rules::BAD_PATTERN, key.line, message);
                    continue;
                }
            };
            if node.value == Value::Null {
                continue;
            }
            let Some(map) = source.fields(node, &key.text) else { continue };
            let mut rule = Rule {
                pattern: key.text.clone(),
                line: key.line,
                glob,
                language: text(&mut source, map, "language"),
                entry_point: text(&mut source, map, "entrypoint"),
                authors: authors(&mut source, map),
                model_solution: yaml::get(map, "model_solution")
                    .and_then(|node| source.flag(node, "model_solution"))
                    .unwrap_or(false),
                whole: written(&mut source, map, scoring),
                nested: Vec::new(),
            };
            check_language(&mut source, map);
            nested(&mut source, map, scoring, &cases, &mut rule);
            found.push(rule);
        }
        found
    }

    pub(super) fn check_submissions(
        &mut self,
        submissions: &[Submission],
        settings: &[Rule],
        data: &Data,
    ) {
        for rule in settings {
            if !submissions.iter().any(|submission| rule.matches(&submission.name)) {
                let message = format!("`{}` matches no submission; correct it.", rule.pattern);
                self.findings.add(rules::UNUSED_PATTERN, FILE, Some(rule.line), message);
            }
        }
        let cases = data.cases();
        for submission in submissions {
            self.check_disjoint(submission, &cases, settings);
        }
        if !submissions.iter().any(|submission| submission.directory() == "accepted") {
            let message = "There is no accepted submission; add one to `submissions/accepted/`.";
            self.add(rules::NO_ACCEPTED, "submissions", message);
        }
        let fails = |submission: &Submission| submission.directory() != "accepted";
        if !submissions.iter().any(fails) {
            let message = "No submission must fail; add a typical wrong one.";
            self.add(rules::NO_REJECTED, "submissions", message);
        }
    }

    fn check_disjoint(&mut self, submission: &Submission, cases: &[&Case], settings: &[Rule]) {
        for case in cases {
            let mut allowed = VerdictSet::ANY;
            for expectation in &submission.expected.expectations {
                if !expectation.scope.holds(&case.name) {
                    continue;
                }
                allowed = allowed.intersection(expectation.permitted);
                if allowed.is_empty() {
                    let line = settings.iter().find(|rule| rule.pattern == expectation.source);
                    let message = format!(
                        "`{}` permits {} for case {}, which another rule for {} excludes; narrow \
                         one of them.",
                        expectation.source, expectation.permitted, case.name, submission.name
                    );
                    let line = line.map(|rule| rule.line);
                    self.findings.add(rules::DISJOINT, FILE, line, message);
                    return;
                }
            }
        }
    }
}

fn text(source: &mut Source<'_>, map: &Map, key: &str) -> Option<String> {
    yaml::get(map, key).and_then(|node| source.text(node, key))
}

fn authors(source: &mut Source<'_>, map: &Map) -> Vec<String> {
    let Some(node) = yaml::get(map, "authors") else { return Vec::new() };
    let one = std::slice::from_ref(node);
    let nodes = if let Value::List(items) = &node.value { items } else { one };
    nodes.iter().filter_map(|node| person(source, node, "authors")).collect()
}

fn check_language(source: &mut Source<'_>, map: &Map) {
    let Some(node) = yaml::get(map, "language") else { return };
    let Value::Scalar { text, .. } = &node.value else { return };
    if language::by_code(text).is_none() {
        let message = format!("`{}` is no language code of the format.", yaml::shorten(text));
        source.add(rules::LANGUAGE_CODE, node.line, message);
    }
}

fn written(source: &mut Source<'_>, map: &Map, scoring: bool) -> Written {
    let mut written = Written::default();
    for (key, target) in
        [("permitted", &mut written.permitted), ("required", &mut written.required)]
    {
        if let Some(node) = yaml::get(map, key) {
            *target = verdicts(source, node, key);
        }
    }
    written.message = text(source, map, "message");
    if let Some(node) = yaml::get(map, "score") {
        written.score = score(source, node, scoring);
    }
    if let Some(node) = yaml::get(map, "use_for_time_limit") {
        let known = "true, false, lower, upper";
        written.use_for_time_limit =
            source.choice(node, "use_for_time_limit", known, |text| match text {
                "true" => Some(TimeLimitUse::Inferred),
                "false" => Some(TimeLimitUse::Never),
                "lower" => Some(TimeLimitUse::Lower),
                "upper" => Some(TimeLimitUse::Upper),
                _ => None,
            });
    }
    written
}

fn verdicts(source: &mut Source<'_>, node: &Node, key: &str) -> Option<VerdictSet> {
    let codes = source.texts(node, key)?;
    let found: Option<Vec<Verdict>> = codes.iter().map(|code| Verdict::from_code(code)).collect();
    let known = found.filter(|verdicts| {
        verdicts.iter().all(|verdict| VerdictSet::ANY.iter().any(|member| member == *verdict))
    });
    match known {
        Some(verdicts) if !verdicts.is_empty() => Some(VerdictSet::of(&verdicts)),
        _ => {
            let message = format!("`{key}` must be a list of AC, WA, TLE and RTE, not empty.");
            source.add(rules::BAD_EXPECTATION, node.line, message);
            None
        }
    }
}

/// A number, or the two ends of an inclusive range.
fn score(source: &mut Source<'_>, node: &Node, scoring: bool) -> Option<ScoreRange> {
    if !scoring {
        let message = "`score` belongs to scoring problems; remove it.";
        source.add(rules::BAD_EXPECTATION, node.line, message);
        return None;
    }
    let number = |node: &Node| match &node.value {
        Value::Scalar { text, quoted: false } => number::parse_float(text),
        _ => None,
    };
    let range = match &node.value {
        Value::List(items) => match &items[..] {
            [least, most] => number(least).zip(number(most)),
            _ => None,
        },
        _ => number(node).map(|score| (score, score)),
    };
    match range {
        Some((least, most)) if least <= most => Some(ScoreRange { least, most }),
        _ => {
            let message = "`score` must be a number or two numbers, the smaller first.";
            source.add(rules::BAD_EXPECTATION, node.line, message);
            None
        }
    }
}

/// Keys that are no keys of a rule are patterns of cases and groups, if their value is a map.
fn nested(source: &mut Source<'_>, map: &Map, scoring: bool, cases: &[&Case], rule: &mut Rule) {
    let known = [&EXPECTATION_KEYS[..], &RULE_KEYS[..]].concat();
    for (key, node) in map.iter().filter(|(key, _)| !known.contains(&key.text.as_str())) {
        let Value::Map(map) = &node.value else {
            source.unknown(key, &known);
            continue;
        };
        let glob = match Glob::new(&key.text) {
            Ok(glob) => glob,
            Err(problem) => {
                let message = format!("The pattern `{}` is not readable: {problem}.", key.text);
                source.add(rules::BAD_PATTERN, key.line, message);
                continue;
            }
        };
        source.only(map, &EXPECTATION_KEYS);
        if !cases.iter().any(|case| glob.matches(&case.name)) {
            let message = format!("`{}` matches no case and no group; correct it.", key.text);
            source.add(rules::UNUSED_PATTERN, key.line, message);
        }
        let written = written(source, map, scoring);
        rule.nested.push((key.text.clone(), written));
    }
}
