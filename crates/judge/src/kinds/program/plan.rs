//! Which cases run, in what order, and when the rest need not run.
//!
//! Pure. A *phase* is the cases directly in one test group; phases run one after the other, the
//! cases of a phase at the same time on as many benches as there are.

use std::collections::BTreeSet;

use exercise::{
    Aggregation, Case, Child, Group, GroupGrading, GroupSettings, OnReject, Package, Verdict,
};

use crate::judge::PlannedLane;
use crate::report::Order;

/// The cases of one group.
#[derive(Clone, Debug)]
pub struct Phase<'p> {
    /// Name of the group.
    pub id: String,
    pub title: String,
    /// In the order they run.
    pub cases: Vec<&'p Case>,
    /// The first failure ends this phase.
    pub stops: bool,
    /// Enclosing groups that a failure here ends, too.
    pub ends: Vec<String>,
    /// All groups around the cases, the own one included.
    within: Vec<String>,
    /// Groups that must be accepted first.
    requires: Vec<String>,
}

/// How far a judging goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stop {
    /// As soon as the verdict is known.
    #[default]
    WhenDecided,
    /// Only where the package itself says that the rest is not run.
    AsPackaged,
}

/// What happened so far, as far as it decides what still runs.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    ended: BTreeSet<String>,
    failed: BTreeSet<String>,
    run: BTreeSet<String>,
    /// The verdict of the whole is known.
    decided: bool,
}

impl Phase<'_> {
    pub fn as_lane(&self) -> PlannedLane {
        let (id, title) = (self.id.clone(), self.title.clone());
        PlannedLane { id, title, checks: self.cases.len() }
    }
}

/// The phases of a package. `only` keeps the cases and groups of this name.
pub fn phases<'p>(
    package: &'p Package,
    order: Order,
    stop: Stop,
    only: Option<&str>,
) -> Vec<Phase<'p>> {
    let mut phases = Vec::new();
    let walk = Walk { package, stop };
    walk.group(&package.data.root, &[], &[], &mut phases);
    for phase in &mut phases {
        if let Some(only) = only {
            let inside = |name: &str| {
                name == only || name.strip_prefix(only).is_some_and(|rest| rest.starts_with('/'))
            };
            phase.cases.retain(|case| inside(&case.name) || case.short_name() == only);
            phase.requires.clear();
        }
        if order == Order::SmallestFirst {
            phase.cases.sort_by_key(|case| {
                let size = std::fs::metadata(&case.input).map_or(u64::MAX, |meta| meta.len());
                (size, case.name.clone())
            });
        }
    }
    phases.retain(|phase| !phase.cases.is_empty());
    phases
}

impl Progress {
    pub fn may_run(&self, phase: &Phase<'_>) -> bool {
        let required = |name: &String| self.run.contains(name) && !self.failed.contains(name);
        !self.decided
            && !phase.within.iter().any(|group| self.ended.contains(group))
            && phase.requires.iter().all(required)
    }

    /// Notes what a phase gave. `pass_fail`: one failure decides the whole.
    pub fn note(&mut self, phase: &Phase<'_>, verdicts: &[Verdict], stop: Stop, pass_fail: bool) {
        self.run.extend(phase.within.iter().cloned());
        if verdicts.iter().all(|verdict| verdict.is_accepted()) {
            return;
        }
        self.failed.extend(phase.within.iter().cloned());
        self.ended.extend(phase.ends.iter().cloned());
        self.decided |= pass_fail && stop == Stop::WhenDecided;
    }
}

struct Walk<'p> {
    package: &'p Package,
    stop: Stop,
}

impl<'p> Walk<'p> {
    fn group(
        &self,
        group: &'p Group,
        within: &[String],
        ends: &[String],
        phases: &mut Vec<Phase<'p>>,
    ) {
        let mut within = within.to_vec();
        within.push(group.name.clone());
        let mut ends = ends.to_vec();
        let stops = self.stops(group);
        if breaks(group) {
            ends.push(group.name.clone());
        } else {
            // A failure inside need not fail this group, and so says nothing about those around.
            ends.clear();
        }
        let mut cases = Vec::new();
        let flush = |cases: &mut Vec<&'p Case>, phases: &mut Vec<Phase<'p>>| {
            if cases.is_empty() {
                return;
            }
            phases.push(Phase {
                id: group.name.clone(),
                title: self.title(group),
                cases: std::mem::take(cases),
                stops,
                ends: ends.clone(),
                within: within.clone(),
                requires: match &group.settings {
                    GroupSettings::Modern(settings) if self.stop == Stop::WhenDecided => {
                        settings.require_pass.clone()
                    }
                    _ => Vec::new(),
                },
            });
        };
        // Cases and groups run in the order of their names, whichever they are.
        for child in &group.children {
            match child {
                Child::Case(case) => cases.push(&**case),
                Child::Group(inner) => {
                    flush(&mut cases, phases);
                    self.group(inner, &within, &ends, phases);
                }
            }
        }
        flush(&mut cases, phases);
    }

    fn stops(&self, group: &Group) -> bool {
        match &group.settings {
            GroupSettings::Legacy(settings) => settings.on_reject == OnReject::Break,
            GroupSettings::Modern(settings) => {
                self.stop == Stop::WhenDecided
                    && (!self.package.kind.grading.is_scoring()
                        || settings.aggregation != Aggregation::Sum)
            }
        }
    }

    /// The name of a stage, where the group is one.
    fn title(&self, group: &Group) -> String {
        let stages = self.package.greenroom.iter().flat_map(|greenroom| &greenroom.stages);
        let stage = stages.into_iter().find(|stage| stage.group == group.name);
        stage.map_or_else(|| group.name.clone(), |stage| stage.name.clone())
    }
}

/// Whether one failure fails the legacy group as a whole and ends it.
fn breaks(group: &Group) -> bool {
    let GroupSettings::Legacy(settings) = &group.settings else { return false };
    let forgives = settings
        .grader_flags
        .iter()
        .any(|flag| flag == "always_accept" || flag == "accept_if_any_accepted");
    settings.on_reject == OnReject::Break && settings.grading == GroupGrading::Default && !forgives
}

/// The phase of a run on a candidate's own input; it has no case of the package.
pub fn custom<'p>(id: &str) -> Phase<'p> {
    Phase {
        id: id.to_owned(),
        title: String::from("custom input"),
        cases: Vec::new(),
        stops: false,
        ends: Vec::new(),
        within: Vec::new(),
        requires: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exercise::ReadOptions;

    /// Reads a package with these files of data and settings, and lists its phases.
    fn check(kind: &str, data: &[(&str, &str)], stop: Stop, only: Option<&str>, expected: &[&str]) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (yaml, statement) = match kind.strip_prefix("legacy ") {
            Some(kind) => (format!("name: P\ntype: {kind}\n"), "problem_statement/problem.en.tex"),
            None => (
                format!(
                    "problem_format_version: 2025-09\nname: P\ntype: {kind}\nuuid: \
                     a1b6a5d4-3a24-4f5c-8c0e-3f0d6d7b0a55\n"
                ),
                "statement/problem.en.md",
            ),
        };
        let fixed = [
            ("problem.yaml", yaml.as_str()),
            (statement, "Text.\n"),
            ("input_validators/any.py", "import sys\nsys.exit(42)\n"),
            ("submissions/accepted/a.py", "print(1)\n"),
        ];
        for (name, text) in fixed.iter().chain(data) {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("inside")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let (package, _) = Package::read(folder.path(), ReadOptions::default()).expect("sound");
        let phases = phases(&package, Order::SmallestFirst, stop, only);
        let got: Vec<String> = phases
            .iter()
            .map(|phase| {
                let names: Vec<&str> = phase.cases.iter().map(|case| case.short_name()).collect();
                let stops = if phase.stops { " stops" } else { "" };
                format!("{}: {}{stops}", phase.id, names.join(" "))
            })
            .collect();
        assert_eq!(got, expected);
    }

    const PLAIN: &[(&str, &str)] = &[
        ("data/sample/1.in", "1\n"),
        ("data/sample/1.ans", "1\n"),
        ("data/secret/1.in", "100\n"),
        ("data/secret/1.ans", "1\n"),
        ("data/secret/2.in", "10\n"),
        ("data/secret/2.ans", "1\n"),
    ];

    #[test]
    fn small_inputs_come_first_and_parts_can_be_chosen() {
        let whole = ["sample: 1 stops", "secret: 2 1 stops"];
        check("pass-fail", PLAIN, Stop::WhenDecided, None, &whole);
        check("pass-fail", PLAIN, Stop::AsPackaged, None, &["sample: 1", "secret: 2 1"]);
        check("legacy pass-fail", PLAIN, Stop::AsPackaged, None, &whole);
        check("pass-fail", PLAIN, Stop::AsPackaged, Some("secret"), &["secret: 2 1"]);
        check("pass-fail", PLAIN, Stop::AsPackaged, Some("secret/1"), &["secret: 1"]);
        check("pass-fail", PLAIN, Stop::AsPackaged, Some("secret/3"), &[]);
    }

    #[test]
    fn groups_that_add_up_run_to_their_end() {
        let data = [
            ("data/secret/a/test_group.yaml", "max_score: 40\nscore_aggregation: pass-fail\n"),
            ("data/secret/a/1.in", "1\n"),
            ("data/secret/a/1.ans", "1\n"),
            ("data/secret/b/test_group.yaml", "max_score: 60\nscore_aggregation: sum\n"),
            ("data/secret/b/1.in", "1\n"),
            ("data/secret/b/1.ans", "1\n"),
        ];
        check("scoring", &data, Stop::WhenDecided, None, &["secret/a: 1 stops", "secret/b: 1"]);
        check("scoring", &data, Stop::AsPackaged, None, &["secret/a: 1", "secret/b: 1"]);
    }

    #[test]
    fn what_failed_decides_what_still_runs() {
        let phase = |id: &str, ends: &[&str], requires: &[&str]| Phase {
            id: id.to_owned(),
            title: id.to_owned(),
            cases: Vec::new(),
            stops: true,
            ends: ends.iter().map(|&name| name.to_owned()).collect(),
            within: vec![String::from("secret"), id.to_owned()],
            requires: requires.iter().map(|&name| name.to_owned()).collect(),
        };
        let (wrong, right) = ([Verdict::WrongAnswer], [Verdict::Accepted]);
        for (ends, verdicts, stop, pass_fail, runs, required_runs) in [
            (&[][..], &right, Stop::WhenDecided, true, true, true),
            (&[], &wrong, Stop::WhenDecided, true, false, false),
            (&[], &wrong, Stop::WhenDecided, false, true, false),
            (&["secret"], &wrong, Stop::AsPackaged, false, false, false),
            (&[], &wrong, Stop::AsPackaged, true, true, false),
        ] {
            let mut progress = Progress::default();
            let (next, requiring) =
                (phase("secret/b", &[], &[]), phase("secret/b", &[], &["secret/a"]));
            assert!(!progress.may_run(&requiring), "what it requires was not run");
            progress.note(&phase("secret/a", ends, &[]), verdicts, stop, pass_fail);
            assert_eq!(progress.may_run(&next), runs);
            assert_eq!(progress.may_run(&requiring), required_runs);
        }
    }
}
