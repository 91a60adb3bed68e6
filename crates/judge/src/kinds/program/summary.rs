//! Writes the report: scores, lanes, the first failure, one sentence.

use std::collections::BTreeMap;

use exercise::score::{CaseResult, Grade, Grades, Results, grade as aggregate, parse_grade};
use exercise::{Grading, Group, Objective, Package, Verdict};
use sandbox::Cause;

use super::case::{Judged, Setup};
use super::prepare::{Prepared, Refusal, grader};
use super::run::PhaseResult;
use crate::executable::RunLimits;
use crate::judge::{Judge, Options};
use crate::report::{Check, Evidence, Lane, Level, Measures, Points, Provenance, Report, Text};

/// Scores and verdicts of a judging.
#[derive(Debug)]
pub struct Graded {
    /// `None` when scoring failed.
    pub grades: Option<Grades>,
    pub verdict: Verdict,
    /// Why scoring failed: a judge error.
    pub error: Option<String>,
    /// Static checks, as a lane of their own.
    pub statics: Vec<Judged>,
}

/// Failing checks whose evidence is kept whole; texts of the others are cut short.
const WHOLE_EVIDENCE: usize = 3;
/// Bytes of a text in the evidence of the others.
const SHORT_TEXT: usize = 1024;

/// Adds up by the rules of the format, with the package's grader where it asks for it.
pub fn grade(
    judge: &Judge,
    package: &Package,
    results: &[PhaseResult<'_>],
    statics: &[(String, Judged)],
) -> Graded {
    let by_name = |judged: &Judged| (judged.check.id.clone(), judged.result);
    let cases: BTreeMap<String, CaseResult> =
        results.iter().flat_map(|result| &result.judged).map(by_name).collect();
    let static_cases = statics.iter().map(|(name, judged)| (name.clone(), judged.result)).collect();
    let found = Results { cases, static_cases };
    let mut custom =
        |group: &Group, children: &[Grade]| run_grader(judge, package, group, children);
    let statics = statics.iter().map(|(_, judged)| judged.clone()).collect();
    match aggregate(package, &found, &mut custom) {
        Ok(grades) => {
            let broken = results
                .iter()
                .flat_map(|result| &result.judged)
                .find(|judged| judged.check.verdict == Verdict::JudgeError);
            // A judge error anywhere makes the whole one.
            let verdict = broken.map_or(grades.verdict, |judged| judged.check.verdict);
            Graded { verdict, grades: Some(grades), error: None, statics }
        }
        Err(error) => Graded {
            grades: None,
            verdict: Verdict::JudgeError,
            error: Some(error.to_string()),
            statics,
        },
    }
}

/// Without scores, as for a part of the cases, which is worth no points: what went wrong first, and
/// a judge error before all.
pub fn ungraded(results: &[PhaseResult<'_>]) -> Graded {
    let verdicts = || {
        let judged = results.iter().flat_map(|result| &result.judged);
        judged.map(|judged| judged.check.verdict)
    };
    let verdict = verdicts()
        .find(|verdict| *verdict == Verdict::JudgeError)
        .or_else(|| verdicts().find(|verdict| !verdict.is_accepted()))
        .or_else(|| verdicts().next())
        .unwrap_or(Verdict::Inconclusive);
    Graded { grades: None, verdict, error: None, statics: Vec::new() }
}

/// The report of a submission that was judged.
pub fn report(
    judge: &Judge,
    setup: &Setup<'_>,
    prepared: &Prepared,
    options: &Options,
    results: Vec<PhaseResult<'_>>,
    graded: &Graded,
) -> Report {
    let package = setup.package;
    let mut lanes = lanes(results, graded);
    shorten_evidence(&mut lanes);
    let mut measures = Measures::default();
    lanes.iter().flat_map(|lane| &lane.checks).for_each(|check| measures.max(&check.measures));
    let failure = first_failure(&lanes);
    let explanation = explanation(graded, &lanes, failure);
    let first_failure = failure.map(|check| check.id.clone());
    let (language, compilation, notes, toolchain) = match prepared {
        Prepared::Program { executable, language, notes } => (
            language.id.clone(),
            Some(executable.compilation.clone()),
            notes.clone(),
            executable.toolchain.clone(),
        ),
        Prepared::Answers(_) => (String::new(), None, Vec::new(), String::new()),
    };
    Report {
        exercise: package.name.clone(),
        title: package.title("en").to_owned(),
        language,
        verdict: graded.verdict,
        score: score(package, graded),
        points: points(graded),
        level: level(package, graded),
        explanation,
        compilation,
        lanes,
        first_failure,
        measures,
        provenance: provenance(judge, package, options, Some(&setup.limits), toolchain),
        notes,
        reproduce: None,
    }
}

/// The report of a submission that could not be judged.
pub fn refused(judge: &Judge, package: &Package, options: &Options, refusal: Refusal) -> Report {
    Report {
        exercise: package.name.clone(),
        title: package.title("en").to_owned(),
        language: refusal.language,
        verdict: refusal.verdict,
        score: 0.0,
        points: None,
        level: None,
        explanation: refusal.explanation,
        compilation: refusal.compilation,
        lanes: Vec::new(),
        first_failure: None,
        measures: Measures::default(),
        provenance: provenance(judge, package, options, None, String::new()),
        notes: refusal.notes,
        reproduce: None,
    }
}

fn lanes(results: Vec<PhaseResult<'_>>, graded: &Graded) -> Vec<Lane> {
    let statics = graded.statics.iter().map(|judged| judged.check.clone()).collect::<Vec<_>>();
    let of_group = |id: &str| graded.grades.as_ref().and_then(|grades| grades.group(id));
    let mut lanes: Vec<Lane> = Vec::new();
    if !statics.is_empty() {
        lanes.push(Lane {
            id: String::from("static"),
            title: String::from("static checks"),
            verdict: worst(&statics),
            points: None,
            checks: statics,
            skipped: 0,
        });
    }
    for PhaseResult { phase, judged } in results {
        let checks: Vec<Check> = judged.into_iter().map(|judged| judged.check).collect();
        let group = of_group(&phase.id);
        let points =
            group.and_then(|group| Some(Points { got: group.score?, of: group.max_score }));
        lanes.push(Lane {
            verdict: if checks.is_empty() { Verdict::Inconclusive } else { worst(&checks) },
            skipped: phase.cases.len().saturating_sub(checks.len()),
            id: phase.id,
            title: phase.title,
            points,
            checks,
        });
    }
    lanes
}

/// The first failure in order.
fn worst(checks: &[Check]) -> Verdict {
    checks
        .iter()
        .map(|check| check.verdict)
        .find(|verdict| !verdict.is_accepted())
        .unwrap_or(Verdict::Accepted)
}

/// The failing check with the smallest input.
fn first_failure(lanes: &[Lane]) -> Option<&Check> {
    lanes
        .iter()
        .flat_map(|lane| &lane.checks)
        .filter(|check| !check.verdict.is_accepted())
        .min_by_key(|check| check.measures.input_bytes)
}

fn explanation(graded: &Graded, lanes: &[Lane], failure: Option<&Check>) -> String {
    if let Some(error) = &graded.error {
        return format!(
            "the package cannot be scored, which is not the submission's fault: {error}"
        );
    }
    let ran: usize = lanes.iter().map(|lane| lane.checks.len()).sum();
    match failure {
        Some(check) => format!("{}: {}", check.id, check.explanation),
        None if graded.verdict.is_accepted() => format!("all {ran} checks passed"),
        None => String::from("nothing was run that could tell"),
    }
}

/// From 0 to 1: points over their maximum, else whether it was accepted.
fn score(package: &Package, graded: &Graded) -> f64 {
    let accepted = if graded.verdict.is_accepted() { 1.0 } else { 0.0 };
    if package.kind.grading != Grading::Scoring(Objective::Max) {
        return accepted;
    }
    match points(graded) {
        Some(Points { got, of: Some(of) }) if of > 0.0 => (got / of).clamp(0.0, 1.0),
        _ => accepted,
    }
}

fn points(graded: &Graded) -> Option<Points> {
    let grades = graded.grades.as_ref()?;
    Some(Points { got: grades.score?, of: grades.max_score })
}

/// Stages passed in a row; none where only a part was judged.
fn level(package: &Package, graded: &Graded) -> Option<Level> {
    let stages = &package.greenroom.as_ref()?.stages;
    let grades = graded.grades.as_ref().filter(|_| !stages.is_empty())?;
    let passed = |group: &str| {
        grades.group(group).and_then(|group| group.verdict).is_some_and(Verdict::is_accepted)
    };
    let reached = stages.iter().take_while(|stage| passed(&stage.group)).count();
    let name = reached.checked_sub(1).map(|last| stages[last].name.clone());
    Some(Level { reached, of: stages.len(), name })
}

fn provenance(
    judge: &Judge,
    package: &Package,
    options: &Options,
    limits: Option<&RunLimits>,
    toolchain: String,
) -> Provenance {
    let version = package.version.as_deref().unwrap_or("unversioned");
    let millis = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let named = limits.into_iter().flat_map(|limits| {
        [
            ("cpu_ms", millis(limits.cpu)),
            ("wall_ms", millis(limits.wall)),
            ("memory_bytes", limits.memory),
            ("output_bytes", limits.output),
        ]
    });
    Provenance {
        exercise_version: format!("{version} ({})", package.format),
        seed: options.seed,
        limits: named.map(|(name, value)| (name.to_owned(), value)).collect(),
        toolchain,
        host: judge.facts().clone(),
        engine: format!("greenroom {}", env!("CARGO_PKG_VERSION")),
        order: options.order,
    }
}

fn shorten_evidence(lanes: &mut [Lane]) {
    let failing = lanes
        .iter_mut()
        .flat_map(|lane| &mut lane.checks)
        .filter(|check| !check.evidence.is_empty());
    for check in failing.skip(WHOLE_EVIDENCE) {
        for evidence in &mut check.evidence {
            match evidence {
                Evidence::Text { text, .. } => {
                    *text = Text::cut(text.text.as_bytes(), SHORT_TEXT, text.dropped);
                }
                Evidence::Transcript { entries, dropped } => {
                    let mut left = SHORT_TEXT;
                    let kept = entries
                        .iter()
                        .take_while(|said| {
                            let fits = said.text.len() <= left;
                            left = left.saturating_sub(said.text.len());
                            fits
                        })
                        .count();
                    let lost: usize = entries[kept..].iter().map(|said| said.text.len()).sum();
                    entries.truncate(kept);
                    *dropped += lost as u64;
                }
                Evidence::Diff { .. } | Evidence::Crash { .. } => {}
            }
        }
    }
}

/// Runs the package's grader on the children of a group.
fn run_grader(
    judge: &Judge,
    package: &Package,
    group: &Group,
    children: &[Grade],
) -> Result<Grade, String> {
    let tool = grader(judge, package).map_err(|error| error.to_string())?;
    let tool = tool.ok_or_else(|| String::from("the package has no grader"))?;
    let line = |child: &Grade| format!("{} {}\n", legacy_code(child.verdict), child.score);
    let lines = children.iter().map(line).collect::<Vec<_>>().concat();
    let args = match &group.settings {
        exercise::GroupSettings::Legacy(settings) => settings.grader_flags.clone(),
        exercise::GroupSettings::Modern(_) => Vec::new(),
    };
    let mut container =
        tool.executable.container(&judge.sandbox).map_err(|error| error.to_string())?;
    let outcome = tool.grade(&mut container, &lines, &args).map_err(|error| error.to_string())?;
    if outcome.cause != Cause::Finished {
        return Err(tool.failure(&outcome));
    }
    let printed = String::from_utf8_lossy(&outcome.stdout.bytes);
    let mut lines = printed.lines();
    match (lines.next().and_then(parse_grade), lines.next()) {
        (Some(grade), None) => Ok(grade),
        _ => Err(format!("it printed {:?}, not one line such as \"AC 12\"", printed.trim_end())),
    }
}

/// Graders know four verdicts; the others count as run-time errors.
fn legacy_code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted | Verdict::WrongAnswer | Verdict::TimeLimit => verdict.code(),
        _ => Verdict::RunTimeError.code(),
    }
}
