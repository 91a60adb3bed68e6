//! Which cases run, in what order, and when the rest need not run.
//!
//! Pure. A *phase* is the cases directly in one test group; phases run one after the other, the cases
//! of a phase at the same time on as many benches as there are.

use std::collections::BTreeSet;

use exercise::{
    Aggregation, Case, Child, Group, GroupGrading, GroupSettings, OnReject, Package, Verdict,
};

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
