//! Settings of groups and cases: legacy `testdata.yaml`, `test_group.yaml` and a case's `.yaml`.

use super::Reader;
use super::problem::words;
use crate::data::{
    Aggregation, GroupGrading, LegacyGroup, MaxScore, ModernGroup, OnReject, StaticCase,
    ValidatorArgs,
};
use crate::number;
use crate::rules;
use crate::yaml::{self, Map, Node, Source, Value};

/// What cases inherit from their group.
#[derive(Clone, Debug, Default)]
pub struct Inherited {
    pub args: Vec<String>,
    pub input_validator_args: ValidatorArgs,
    pub output_validator_args: ValidatorArgs,
    pub full_feedback: bool,
}

/// A case's own settings over what it inherits.
#[derive(Clone, Debug, Default)]
pub struct CaseSettings {
    pub inherited: Inherited,
    pub hint: Option<String>,
    pub description: Option<String>,
}

/// `test_group.yaml` as written; `None` where the group does not say.
#[derive(Debug, Default)]
pub struct WrittenGroup {
    pub max_score: Option<MaxScore>,
    pub aggregation: Option<Aggregation>,
    pub require_pass: Vec<String>,
    pub static_case: Option<StaticCase>,
    /// Lines of keys that are only allowed in scoring problems.
    pub score_lines: Vec<(&'static str, usize)>,
    pub require_line: usize,
}

const SHARED_KEYS: [&str; 6] = [
    "args",
    "input_validator_args",
    "output_validator_args",
    "input_visualizer_args",
    "output_visualizer_args",
    "full_feedback",
];
const CASE_KEYS: [&str; 2] = ["hint", "description"];
const GROUP_KEYS: [&str; 5] = [
    "max_score",
    "score_aggregation",
    "require_pass",
    "static_validation_score",
    "static_validator_args",
];

impl Reader<'_> {
    /// The settings of the case at `path` (without ending).
    pub(super) fn case_settings(&mut self, path: &str, inherited: &Inherited) -> CaseSettings {
        let mut settings =
            CaseSettings { inherited: inherited.clone(), hint: None, description: None };
        let file = format!("{path}.yaml");
        let Some(map) = self.settings(&file) else { return settings };
        let mut source = self.source(&file);
        source.only(&map, &[&SHARED_KEYS[..], &CASE_KEYS].concat());
        read_shared(&mut source, &map, &mut settings.inherited);
        settings.hint = yaml::get(&map, "hint").and_then(|node| source.text(node, "hint"));
        settings.description =
            yaml::get(&map, "description").and_then(|node| source.text(node, "description"));
        settings
    }

    /// `test_group.yaml` in `folder`, if there is one.
    pub(super) fn group_settings(
        &mut self,
        folder: &str,
        inherited: &mut Inherited,
    ) -> WrittenGroup {
        let file = format!("{folder}/test_group.yaml");
        let Some(map) = self.settings(&file) else { return WrittenGroup::default() };
        let mut source = self.source(&file);
        source.only(&map, &[&SHARED_KEYS[..], &GROUP_KEYS].concat());
        read_shared(&mut source, &map, inherited);
        let mut group = WrittenGroup::default();
        for key in ["max_score", "score_aggregation", "require_pass"] {
            if let Some(node) = yaml::get(&map, key) {
                group.score_lines.push((key, node.line));
            }
        }
        group.max_score =
            yaml::get(&map, "max_score").and_then(|node| max_score(&mut source, node));
        group.aggregation = yaml::get(&map, "score_aggregation").and_then(|node| {
            let known = "pass-fail, sum, min";
            source.choice(node, "score_aggregation", known, |text| match text {
                "pass-fail" => Some(Aggregation::PassFail),
                "sum" => Some(Aggregation::Sum),
                "min" => Some(Aggregation::Min),
                _ => None,
            })
        });
        if let Some(node) = yaml::get(&map, "require_pass") {
            group.require_line = node.line;
            group.require_pass = match &node.value {
                Value::List(_) => source.texts(node, "require_pass").unwrap_or_default(),
                _ => source.text(node, "require_pass").into_iter().collect(),
            };
        }
        group.static_case = static_case(&mut source, &map);
        group
    }

    /// Legacy `testdata.yaml` in `folder` over what the parent has.
    pub(super) fn legacy_settings(
        &mut self,
        folder: &str,
        group: &mut LegacyGroup,
        inherited: &mut Inherited,
        has_grader: bool,
    ) {
        let file = format!("{folder}/testdata.yaml");
        let Some(map) = self.settings(&file) else { return };
        let scoring = self.is_scoring();
        let mut source = self.source(&file);
        source.only(
            &map,
            &[
                "on_reject",
                "grading",
                "grader_flags",
                "input_validator_flags",
                "output_validator_flags",
                "accept_score",
                "reject_score",
                "range",
            ],
        );
        legacy_grading(&mut source, &map, group, has_grader);
        for (key, target) in [
            ("input_validator_flags", &mut inherited.input_validator_args),
            ("output_validator_flags", &mut inherited.output_validator_args),
        ] {
            if let Some(node) = yaml::get(&map, key) {
                *target = legacy_flags(&mut source, node, key);
            }
        }
        for key in ["accept_score", "reject_score", "range"] {
            if let Some(node) = yaml::get(&map, key).filter(|_| !scoring) {
                let message = format!("`{key}` belongs to scoring problems; remove it.");
                source.add(rules::SCORE_SETTINGS, node.line, message);
            }
        }
        for (key, target) in
            [("accept_score", &mut group.accept_score), ("reject_score", &mut group.reject_score)]
        {
            if let Some(value) = yaml::get(&map, key).and_then(|node| source.number(node, key)) {
                *target = value;
            }
        }
        if let Some(range) = yaml::get(&map, "range").and_then(|node| range(&mut source, node)) {
            group.range = range;
        }
    }
}

fn read_shared(source: &mut Source<'_>, map: &Map, inherited: &mut Inherited) {
    if let Some(args) = yaml::get(map, "args").and_then(|node| source.texts(node, "args")) {
        inherited.args = args;
    }
    for (key, target) in [
        ("input_validator_args", &mut inherited.input_validator_args),
        ("output_validator_args", &mut inherited.output_validator_args),
    ] {
        if let Some(node) = yaml::get(map, key) {
            *target = validator_args(source, node, key);
        }
    }
    for key in ["input_visualizer_args", "output_visualizer_args"] {
        // Pictures are not drawn, but a wrong value is still a mistake of the author.
        if let Some(node) = yaml::get(map, key) {
            source.texts(node, key);
        }
    }
    if let Some(flag) =
        yaml::get(map, "full_feedback").and_then(|node| source.flag(node, "full_feedback"))
    {
        inherited.full_feedback = flag;
    }
}

fn validator_args(source: &mut Source<'_>, node: &Node, key: &str) -> ValidatorArgs {
    let Value::Map(map) = &node.value else {
        let all = source.texts(node, key).unwrap_or_default();
        return ValidatorArgs { all, ..ValidatorArgs::default() };
    };
    let by_name = map
        .iter()
        .map(|(name, node)| (name.text.clone(), source.texts(node, key).unwrap_or_default()));
    ValidatorArgs { all: Vec::new(), by_name: by_name.collect() }
}

/// A string for all validators, or one map or a list of maps with `name` and `flags`.
fn legacy_flags(source: &mut Source<'_>, node: &Node, key: &str) -> ValidatorArgs {
    let mut args = ValidatorArgs::default();
    let maps = match &node.value {
        Value::Null => return args,
        Value::Scalar { text, .. } => {
            args.all = words(text);
            return args;
        }
        Value::List(items) => items.as_slice(),
        Value::Map(_) => std::slice::from_ref(node),
    };
    for item in maps {
        let Some(map) = source.fields(item, key) else { continue };
        source.only(map, &["name", "flags"]);
        let name = yaml::get(map, "name").and_then(|node| source.text(node, "name"));
        let flags = yaml::get(map, "flags").and_then(|node| source.text(node, "flags"));
        let flags = words(&flags.unwrap_or_default());
        match name {
            Some(name) => {
                args.by_name.insert(name, flags);
            }
            None => args.all = flags,
        }
    }
    args
}

fn max_score(source: &mut Source<'_>, node: &Node) -> Option<MaxScore> {
    if let Value::Scalar { text, .. } = &node.value
        && text == "unbounded"
    {
        return Some(MaxScore::Unbounded);
    }
    let value = source.number(node, "max_score")?;
    if value < 0.0 {
        source.add(rules::BAD_VALUE, node.line, "`max_score` must not be negative.");
        return None;
    }
    Some(MaxScore::Bounded(value))
}

fn static_case(source: &mut Source<'_>, map: &Map) -> Option<StaticCase> {
    let args = yaml::get(map, "static_validator_args")
        .and_then(|node| source.texts(node, "static_validator_args"));
    let Some(node) = yaml::get(map, "static_validation_score") else {
        if let Some(node) = yaml::get(map, "static_validator_args") {
            let message = "`static_validator_args` has no effect without \
                           `static_validation_score`; add it.";
            source.add(rules::STATIC_CASE, node.line, message);
        }
        return None;
    };
    let plain = matches!(&node.value, Value::Scalar { text, .. } if text == "pass-fail");
    let max_score =
        if plain { None } else { Some(source.integer(node, "static_validation_score")?) };
    Some(StaticCase { args: args.unwrap_or_default(), max_score })
}

fn legacy_grading(source: &mut Source<'_>, map: &Map, group: &mut LegacyGroup, has_grader: bool) {
    if let Some(node) = yaml::get(map, "on_reject") {
        let parse = |text: &str| match text {
            "break" | "first_error" => Some(OnReject::Break),
            "continue" | "worst_error" | "grade" => Some(OnReject::Continue),
            _ => None,
        };
        if let Some(found) = source.choice(node, "on_reject", "break, continue", parse) {
            group.on_reject = found;
        }
    }
    if let Some(node) = yaml::get(map, "grading") {
        let parse = |text: &str| match text {
            "default" => Some(GroupGrading::Default),
            "custom" => Some(GroupGrading::Custom),
            _ => None,
        };
        if let Some(found) = source.choice(node, "grading", "default, custom", parse) {
            group.grading = found;
        }
        if group.grading == GroupGrading::Custom && !has_grader {
            let message = "`grading: custom` needs a program in `graders/`; add it.";
            source.add(rules::LEGACY_GRADING, node.line, message);
        }
    }
    if let Some(node) = yaml::get(map, "grader_flags") {
        let flags = words(&source.text(node, "grader_flags").unwrap_or_default());
        let known = [
            "worst_error",
            "first_error",
            "always_accept",
            "sum",
            "avg",
            "min",
            "max",
            "ignore_sample",
            "accept_if_any_accepted",
        ];
        let unknown = flags.iter().find(|flag| !known.contains(&flag.as_str()));
        if let Some(flag) = unknown.filter(|_| group.grading == GroupGrading::Default) {
            let message = format!("`{flag}` is no argument of the default grader; remove it.");
            source.add(rules::LEGACY_GRADING, node.line, message);
        }
        group.grader_flags = flags;
    }
}

/// Two numbers; here alone `-inf` and `+inf` are numbers.
fn range(source: &mut Source<'_>, node: &Node) -> Option<(f64, f64)> {
    let bound = |text: &str| match text {
        "-inf" => Some(f64::NEG_INFINITY),
        "inf" | "+inf" => Some(f64::INFINITY),
        text => number::parse_float(text),
    };
    let text = source.text(node, "range")?;
    let bounds: Vec<Option<f64>> = text.split_whitespace().map(bound).collect();
    match bounds[..] {
        [Some(least), Some(most)] if least <= most => Some((least, most)),
        _ => {
            let message = "`range` must be two numbers, the smaller first, such as `0 100`.";
            source.add(rules::BAD_VALUE, node.line, message);
            None
        }
    }
}

impl WrittenGroup {
    pub fn finish(self, default: &ModernGroup, full_feedback: bool) -> ModernGroup {
        ModernGroup {
            max_score: self.max_score.unwrap_or(default.max_score),
            aggregation: self.aggregation.unwrap_or(default.aggregation),
            require_pass: self.require_pass,
            static_case: self.static_case,
            full_feedback,
        }
    }
}
