//! `problem.yaml` of every format version.

use std::collections::BTreeMap;

use super::{Reader, credits, limits};
use crate::language;
use crate::package::{
    Constants, Credits, Format, Grading, Kind, Licence, Limits, Objective, TimeLimit,
};
use crate::rules;
use crate::yaml::{self, MAX_BYTES, Map, Node, Source, UnknownKeys, Value};

const FILE: &str = "problem.yaml";

/// What `problem.yaml` says; the format, kind and constants also go into the reader.
pub struct Problem {
    /// Empty when a legacy package leaves the title to the statement.
    pub titles: BTreeMap<String, String>,
    pub name_line: Option<usize>,
    pub uuid: Option<String>,
    pub version: Option<String>,
    pub kind: Kind,
    /// Legacy `validation: custom`.
    pub custom_validation: bool,
    pub validator_flags: Vec<String>,
    pub licence: Licence,
    pub credits: Credits,
    pub sources: Vec<(String, Option<String>)>,
    pub rights_owner: Option<String>,
    pub embargo_until: Option<String>,
    pub keywords: Vec<String>,
    pub languages: Option<Vec<String>>,
    pub allow_file_writing: bool,
    pub limits: Limits,
    pub time_limit: TimeLimit,
}

const MODERN_KEYS: [&str; 16] = [
    "problem_format_version",
    "name",
    "uuid",
    "version",
    "type",
    "credits",
    "source",
    "license",
    "rights_owner",
    "embargo_until",
    "keywords",
    "languages",
    "allow_file_writing",
    "constants",
    "limits",
    "name",
];

const LEGACY_KEYS: [&str; 14] = [
    "problem_format_version",
    "name",
    "uuid",
    "type",
    "author",
    "source",
    "source_url",
    "license",
    "rights_owner",
    "limits",
    "validation",
    "validator_flags",
    "grading",
    "keywords",
];

/// Keys that 2025-09 dropped, and what to write instead.
const RETIRED: [(&str, &str); 6] = [
    ("validation", "add `output_validator/` and say `interactive` or `multi-pass` in `type`"),
    ("validator_flags", "use `output_validator_args` in `test_group.yaml`"),
    ("grading", "use `max_score` and `score_aggregation` in `test_group.yaml`"),
    ("author", "use `credits`"),
    ("source_url", "use `source` with `name` and `url`"),
    ("libraries", "remove it"),
];

impl Reader<'_> {
    pub(super) fn problem(&mut self, folder: &str) -> Option<Problem> {
        let Some(entry) = self.tree.file(FILE) else {
            let message = format!("`{folder}` has no `problem.yaml`; name the package folder.");
            self.add(rules::NO_PACKAGE, "", message);
            return None;
        };
        let bytes = self.bytes(FILE, entry, MAX_BYTES as u64)?;
        let map = self.source(FILE).map(&bytes)?;
        self.format = self.version(&map)?;
        let format = self.format;
        let mut source = self.source(FILE);
        let problem = if format.is_legacy() {
            legacy(&mut source, &map, format)
        } else {
            modern(&mut source, &map)
        };
        let constants = match yaml::get(&map, "constants") {
            Some(node) if !format.is_legacy() => Constants::read(&mut source, node),
            _ => Constants::default(),
        };
        self.kind = problem.kind;
        self.constants = constants;
        Some(self.with_time_limit_files(problem))
    }

    fn version(&mut self, map: &Map) -> Option<Format> {
        let mut source = self.source(FILE);
        let Some(node) = yaml::get(map, "problem_format_version") else {
            return Some(Format::Legacy);
        };
        let text = source.text(node, "problem_format_version")?;
        match text.as_str() {
            "legacy" => Some(Format::Legacy),
            "legacy-icpc" => Some(Format::LegacyIcpc),
            "2025-09" => Some(Format::V2025_09),
            "2023-07" | "2023-07-draft" => {
                let message = format!(
                    "The format version {text} was abandoned and is read as 2025-09; say so."
                );
                source.add(rules::RETIRED_FORMAT, node.line, message);
                Some(Format::V2023_07)
            }
            _ => {
                let message = format!(
                    "The format version `{}` is not supported; use legacy, legacy-icpc, 2023-07 \
                     or 2025-09.",
                    yaml::shorten(&text)
                );
                source.add(rules::FORMAT_VERSION, node.line, message);
                None
            }
        }
    }

    fn with_time_limit_files(&mut self, mut problem: Problem) -> Problem {
        if self.is_legacy() {
            problem.time_limit.stated = self.stated_elsewhere();
        }
        problem
    }
}

fn legacy(source: &mut Source<'_>, map: &Map, format: Format) -> Problem {
    source.only(map, &LEGACY_KEYS);
    let (kind, custom_validation) = legacy_kind(source, map, format);
    let flags = optional(source, map, "validator_flags", Source::text).unwrap_or_default();
    let author = optional(source, map, "author", Source::text).unwrap_or_default();
    let url = optional(source, map, "source_url", Source::text);
    let name = optional(source, map, "source", Source::text);
    let keywords = yaml::get(map, "keywords").map_or_else(Vec::new, |node| match &node.value {
        Value::List(_) => source.texts(node, "keywords").unwrap_or_default(),
        _ => words(&source.text(node, "keywords").unwrap_or_default()),
    });
    let (limits, time_limit) = read_limits(source, map, format);
    Problem {
        titles: titles(source, map),
        name_line: yaml::get(map, "name").map(|node| node.line),
        uuid: optional(source, map, "uuid", Source::text),
        version: None,
        kind,
        custom_validation,
        validator_flags: words(&flags),
        licence: licence(source, map, format),
        credits: Credits { authors: credits::split_authors(&author), ..Credits::default() },
        sources: name.into_iter().map(|name| (name, url.clone())).collect(),
        rights_owner: optional(source, map, "rights_owner", Source::text),
        embargo_until: None,
        keywords,
        languages: None,
        allow_file_writing: true,
        limits,
        time_limit,
    }
}

fn modern(source: &mut Source<'_>, map: &Map) -> Problem {
    for (key, _) in map.iter().filter(|(key, _)| !MODERN_KEYS.contains(&key.text.as_str())) {
        match RETIRED.iter().find(|(retired, _)| *retired == key.text) {
            Some((retired, advice)) => {
                let message = format!("2025-09 has no key `{retired}`; {advice}.");
                source.add(rules::RETIRED_FORM, key.line, message);
            }
            None => source.unknown(key, &MODERN_KEYS[..15]),
        }
    }
    for (key, example) in
        [("name", "Busiest endpoints"), ("uuid", "944e1391-d3fd-4a40-9332-897389f70c18")]
    {
        if yaml::get(map, key).is_none() {
            source.missing(key, example);
        }
    }
    let (limits, time_limit) = read_limits(source, map, Format::V2025_09);
    Problem {
        titles: titles(source, map),
        name_line: yaml::get(map, "name").map(|node| node.line),
        uuid: yaml::get(map, "uuid").and_then(|node| uuid(source, node)),
        version: optional(source, map, "version", Source::text),
        kind: modern_kind(source, map),
        custom_validation: false,
        validator_flags: Vec::new(),
        licence: licence(source, map, Format::V2025_09),
        credits: yaml::get(map, "credits")
            .map_or_else(Credits::default, |n| credits::read(source, n)),
        sources: yaml::get(map, "source")
            .map_or_else(Vec::new, |node| credits::origins(source, node)),
        rights_owner: optional(source, map, "rights_owner", Source::text),
        embargo_until: yaml::get(map, "embargo_until").and_then(|node| embargo(source, node)),
        keywords: optional(source, map, "keywords", Source::texts).unwrap_or_default(),
        languages: yaml::get(map, "languages").and_then(|node| languages(source, node)),
        allow_file_writing: optional(source, map, "allow_file_writing", Source::flag)
            .unwrap_or(false),
        limits,
        time_limit,
    }
}

/// Reads `key` if it is there.
pub fn optional<'s, T>(
    source: &mut Source<'s>,
    map: &Map,
    key: &str,
    read: impl Fn(&mut Source<'s>, &Node, &str) -> Option<T>,
) -> Option<T> {
    yaml::get(map, key).and_then(|node| read(source, node, key))
}

fn read_limits(source: &mut Source<'_>, map: &Map, format: Format) -> (Limits, TimeLimit) {
    let none = Map::new();
    let map = yaml::get(map, "limits").and_then(|node| source.fields(node, "limits"));
    limits::read(source, map.unwrap_or(&none), format)
}

fn titles(source: &mut Source<'_>, map: &Map) -> BTreeMap<String, String> {
    let Some(node) = yaml::get(map, "name") else { return BTreeMap::new() };
    match &node.value {
        Value::Map(map) => {
            let pairs = map
                .iter()
                .filter_map(|(key, node)| Some((key.text.clone(), source.text(node, "name")?)));
            pairs.collect()
        }
        _ => source.text(node, "name").map(|name| ("en".to_owned(), name)).into_iter().collect(),
    }
}

fn legacy_kind(source: &mut Source<'_>, map: &Map, format: Format) -> (Kind, bool) {
    let scoring = match yaml::get(map, "type") {
        None => false,
        Some(node) => {
            let parse = |text: &str| match text {
                "pass-fail" => Some(false),
                "scoring" => Some(true),
                _ => None,
            };
            let scoring = source.choice(node, "type", "pass-fail, scoring", parse);
            if scoring == Some(true) && format == Format::LegacyIcpc {
                let message = "legacy-icpc has no scoring problems; use legacy or 2025-09.";
                source.add(rules::KIND_CONFLICT, node.line, message);
            }
            scoring.unwrap_or(false)
        }
    };
    let objective = legacy_objective(source, map);
    let mut kind = Kind {
        grading: if scoring { Grading::Scoring(objective) } else { Grading::PassFail },
        interactive: false,
        multi_pass: false,
        submit_answer: false,
    };
    let Some(node) = yaml::get(map, "validation") else { return (kind, false) };
    let text = source.text(node, "validation").unwrap_or_default();
    let mut custom = false;
    for (index, word) in text.split_whitespace().enumerate() {
        match (index, word) {
            (0, "default") => {}
            (0, "custom") => custom = true,
            (1.., "score") if custom => {}
            (1.., "interactive") if custom => kind.interactive = true,
            (1.., "multi-pass") if custom => kind.multi_pass = true,
            _ => {
                let message = "`validation` is `default`, or `custom` followed by any of `score`, \
                               `interactive`, `multi-pass`.";
                source.add(rules::BAD_VALUE, node.line, message);
                break;
            }
        }
    }
    (kind, custom)
}

fn legacy_objective(source: &mut Source<'_>, map: &Map) -> Objective {
    let Some(map) = yaml::get(map, "grading").and_then(|node| source.fields(node, "grading"))
    else {
        return Objective::Max;
    };
    let known = ["objective", "show_test_data_groups", "on_reject", "range", "custom_scoring"];
    source.only(map, &known);
    let parse = |text: &str| match text {
        "max" => Some(Objective::Max),
        "min" => Some(Objective::Min),
        _ => None,
    };
    let found = yaml::get(map, "objective")
        .and_then(|node| source.choice(node, "objective", "max, min", parse));
    found.unwrap_or(Objective::Max)
}

fn modern_kind(source: &mut Source<'_>, map: &Map) -> Kind {
    let mut kind = Kind {
        grading: Grading::PassFail,
        interactive: false,
        multi_pass: false,
        submit_answer: false,
    };
    let Some(node) = yaml::get(map, "type") else { return kind };
    let names = match &node.value {
        Value::List(_) => source.texts(node, "type").unwrap_or_default(),
        _ => source.text(node, "type").into_iter().collect(),
    };
    for name in &names {
        match name.as_str() {
            "pass-fail" => {}
            "scoring" => kind.grading = Grading::Scoring(Objective::Max),
            "interactive" => kind.interactive = true,
            "multi-pass" => kind.multi_pass = true,
            "submit-answer" => kind.submit_answer = true,
            other => {
                let message = format!(
                    "`type` holds `{}`; use pass-fail, scoring, interactive, multi-pass or \
                     submit-answer.",
                    yaml::shorten(other)
                );
                source.add(rules::BAD_VALUE, node.line, message);
            }
        }
    }
    let has = |name: &str| names.iter().any(|other| other == name);
    for (one, other) in [
        ("pass-fail", "scoring"),
        ("submit-answer", "interactive"),
        ("submit-answer", "multi-pass"),
    ] {
        if has(one) && has(other) {
            let message = format!("`{one}` and `{other}` exclude each other; remove one.");
            source.add(rules::KIND_CONFLICT, node.line, message);
        }
    }
    kind
}

fn licence(source: &mut Source<'_>, map: &Map, format: Format) -> Licence {
    let Some(node) = yaml::get(map, "license") else { return Licence::Unknown };
    let Some(text) = source.text(node, "license") else { return Licence::Unknown };
    match text.to_ascii_lowercase().as_str() {
        "unknown" => Licence::Unknown,
        "public domain" => Licence::PublicDomain,
        "cc0" => Licence::Cc0,
        "cc by" => Licence::CcBy,
        "cc by-sa" => Licence::CcBySa,
        "educational" => Licence::Educational,
        "permission" => Licence::Permission,
        _ => {
            let message = format!(
                "The licence `{}` is not known; use unknown, public domain, cc0, cc by, cc by-sa, \
                 educational or permission.",
                yaml::shorten(&text)
            );
            let rule = if format.is_legacy() { rules::LICENCE_UNKNOWN } else { rules::BAD_VALUE };
            source.add(rule, node.line, message);
            Licence::Unknown
        }
    }
}

fn uuid(source: &mut Source<'_>, node: &Node) -> Option<String> {
    let text = source.text(node, "uuid")?;
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let hex = text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if groups != [8, 4, 4, 4, 12] || !hex {
        let message = "`uuid` must be a UUID such as 944e1391-d3fd-4a40-9332-897389f70c18.";
        source.add(rules::BAD_VALUE, node.line, message);
        return None;
    }
    Some(text)
}

/// `2026-01-31`, or with a time: `2026-01-31T12:00:00Z`.
fn embargo(source: &mut Source<'_>, node: &Node) -> Option<String> {
    let text = source.text(node, "embargo_until")?;
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let known =
        ["0000-00-00", "0000-00-00T00:00:00Z", "0000-00-00T00:00:00", "0000-00-00 00:00:00"];
    if !known.contains(&shape.as_str()) {
        let message = "`embargo_until` must be a UTC date such as 2026-01-31.";
        source.add(rules::BAD_VALUE, node.line, message);
        return None;
    }
    Some(text)
}

fn languages(source: &mut Source<'_>, node: &Node) -> Option<Vec<String>> {
    if let Value::Scalar { text, .. } = &node.value
        && text == "all"
    {
        return None;
    }
    let codes = source.texts(node, "languages")?;
    if codes.is_empty() {
        let message = "`languages` is empty, so nobody may solve the problem; use `all`.";
        source.add(rules::BAD_VALUE, node.line, message);
    }
    for code in codes.iter().filter(|code| language::by_code(code).is_none()) {
        let message = format!("`{}` is no language code of the format.", yaml::shorten(code));
        source.add(rules::LANGUAGE_CODE, node.line, message);
    }
    Some(codes)
}

/// Splits on blanks, with single and double quotes as in a shell.
pub fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in text.chars() {
        match quote {
            Some(end) if c == end => quote = None,
            None if matches!(c, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// For settings of our own, which refuse unknown keys whatever the package's format.
pub fn strict(source: Source<'_>) -> Source<'_> {
    Source { unknown_keys: UnknownKeys::Refuse, ..source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_split_like_a_shell_does() {
        assert_eq!(words(" a 'b c' d\"e f\" '' "), ["a", "b c", "de f", ""]);
    }
}
