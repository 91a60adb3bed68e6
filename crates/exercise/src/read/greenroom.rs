//! `greenroom.yaml`: unknown keys are errors whatever the package's format.

use super::Reader;
use super::problem::strict;
use crate::data::Data;
use crate::greenroom::{ExerciseKind, Greenroom, SeniorityLevel, Stage};
use crate::rules;
use crate::statement::Statement;
use crate::yaml::{self, Map, Node, Source, UnknownKeys};

const FILE: &str = "greenroom.yaml";
const KEYS: [&str; 8] =
    ["kind", "level", "minutes", "competencies", "summary", "hints", "levels", "function"];
/// Nobody sits at one exercise for longer than a day.
const MAX_MINUTES: u64 = 24 * 60;

impl Reader<'_> {
    pub(super) fn greenroom(&mut self, data: &Data, solutions: &[Statement]) -> Option<Greenroom> {
        let entry = self.tree.file(FILE)?;
        let bytes = self.bytes(FILE, entry, yaml::MAX_BYTES as u64)?;
        let findings = &mut *self.findings;
        let mut source = Source { file: FILE, findings, unknown_keys: UnknownKeys::Refuse };
        let map = source.map(&bytes)?;
        source.only(&map, &KEYS);
        let kind = required(&mut source, &map, "kind", "program", |source, node| {
            source.choice(node, "kind", "program", ExerciseKind::from_name)
        });
        let level = required(&mut source, &map, "level", "mid", |source, node| {
            let known = "junior, mid, senior, staff";
            source.choice(node, "level", known, SeniorityLevel::from_name)
        });
        let minutes = required(&mut source, &map, "minutes", "30", minutes);
        let competencies =
            required(&mut source, &map, "competencies", "[algorithms/hashing]", |source, node| {
                source.texts(node, "competencies")
            });
        let summary = required(&mut source, &map, "summary", "One sentence.", |source, node| {
            source.text(node, "summary")
        });
        let hints = yaml::get(&map, "hints").and_then(|node| source.texts(node, "hints"));
        let function =
            yaml::get(&map, "function").and_then(|node| super::signature::read(&mut source, node));
        let stages = self.stages(&map, data);
        self.advise(hints.is_none(), solutions.is_empty());
        Some(Greenroom {
            kind: kind?,
            level: level?,
            minutes: minutes?,
            competencies: competencies?,
            summary: summary?,
            hints: hints.unwrap_or_default(),
            stages,
            function,
        })
    }

    fn advise(&mut self, no_hints: bool, no_editorial: bool) {
        if no_hints {
            self.add(rules::NO_HINTS, FILE, "There are no hints; add `hints`.");
        }
        if no_editorial {
            let message = "There is no editorial; add `solution/solution.en.md`.";
            self.add(rules::NO_EDITORIAL, "solution", message);
        }
    }

    fn stages(&mut self, map: &Map, data: &Data) -> Vec<Stage> {
        let Some(node) = yaml::get(map, "levels") else { return Vec::new() };
        let (tree, scoring) = (self.tree, self.is_scoring());
        let mut source = strict(self.source(FILE));
        let Some(items) = source.items(node, "levels") else { return Vec::new() };
        if !scoring {
            let message = "Levels need partial scores; make the problem `type: scoring`.";
            source.add(rules::STAGES, node.line, message);
        }
        let mut stages: Vec<Stage> = Vec::new();
        for item in items {
            let Some(map) = source.fields(item, "levels") else { continue };
            source.only(map, &["name", "group", "statement"]);
            let name = yaml::get(map, "name").and_then(|node| source.text(node, "name"));
            let group = yaml::get(map, "group").and_then(|node| source.text(node, "group"));
            let (Some(name), Some(group)) = (name, group) else {
                let message = "A level needs `name` and `group`; add them.";
                source.add(rules::STAGES, item.line, message);
                continue;
            };
            let group = format!("secret/{}", group.trim_start_matches("secret/"));
            let problem = match stages.last() {
                _ if data.group(&group).is_none() => "is no group of `data/secret`",
                Some(last) if last.group >= group => "does not sort after the group before it",
                _ => "",
            };
            if !problem.is_empty() {
                source.add(rules::STAGES, item.line, format!("`{group}` {problem}; correct it."));
            }
            let path = yaml::get(map, "statement").and_then(|node| {
                let path = source.text(node, "statement")?;
                let entry = tree.file(&path);
                if entry.is_none() {
                    let message = format!("`{path}` is no file of the package; add it.");
                    source.add(rules::STAGES, node.line, message);
                }
                entry.map(|entry| entry.path.clone())
            });
            stages.push(Stage { name, group, statement: path });
        }
        stages
    }
}

fn required<'s, T>(
    source: &mut Source<'s>,
    map: &Map,
    key: &str,
    example: &str,
    read: impl Fn(&mut Source<'s>, &Node) -> Option<T>,
) -> Option<T> {
    let Some(node) = yaml::get(map, key) else {
        source.missing(key, example);
        return None;
    };
    read(source, node)
}

fn minutes(source: &mut Source<'_>, node: &Node) -> Option<u32> {
    let value = source.integer(node, "minutes")?;
    if !(1..=MAX_MINUTES).contains(&value) {
        let message = format!("`minutes` must be 1 to {MAX_MINUTES}.");
        source.add(rules::BAD_VALUE, node.line, message);
        return None;
    }
    u32::try_from(value).ok()
}
