//! Program exercises: ICPC/Kattis problem packages of any format version.
//!
//! [`judge`] is the way of one submission: check it, compile it, plan the cases, run them (`run`,
//! `case`, `interactive`), add up (`exercise::score`), write the report (`summary`). [`verify`]
//! does it for all labelled submissions of a package.

mod case;
mod decide;
pub mod diff;
mod interactive;
mod limits;
mod plan;
mod prepare;
mod run;
mod summary;
mod tool;
mod verify;

use std::time::Duration;

use exercise::{Case, Package, Verdict};

pub use case::Disclosure;
pub use decide::{Decision, decide, measures};
pub use plan::Stop;
pub use verify::{Disagreement, Problem, Progress, Verification, verify};

use crate::error::{Error, Result};
use crate::executable::RunLimits;
use crate::judge::{Event, Judge, Options, PlannedLane};
use crate::report::{Evidence, Report};
use crate::submission::Submission;
use case::{Bench, Candidate, Judged, Setup};
use prepare::{Prepared, prepare};
use run::PhaseResult;

/// Judges one submission.
pub fn judge(
    judge: &Judge,
    package: &Package,
    submission: &Submission,
    options: &Options,
    events: &mut dyn FnMut(&Event<'_>),
) -> Result<Report> {
    let prepared = match prepare(judge, package, submission, events)? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(summary::refused(judge, package, options, refusal)),
    };
    let cpu = limits::cpu_time(judge, package, &prepared, events)?;
    let setup = setup(judge, package, &prepared, cpu, options)?;
    let phases = plan::phases(package, options.order, options.stop, options.only.as_deref());
    if phases.is_empty() {
        let asked = options.only.as_deref().unwrap_or("data");
        return Err(Error::Request(format!(
            "{} has no case or group {asked}; name one such as {}",
            package.name,
            package.data.cases().first().map_or("secret/1", |case| case.name.as_str())
        )));
    }
    let checks = phases.iter().map(|phase| phase.cases.len()).sum();
    let lanes: Vec<PlannedLane> = phases.iter().map(plan::Phase::as_lane).collect();
    events(&Event::Planned { checks, lanes: &lanes });
    let results = run::run(&setup, phases, (options.stop, judge.config.slots), &mut |check| {
        events(&Event::Checked(check));
    })?;
    let statics = static_results(judge, &setup, options)?;
    let graded = match options.only {
        Some(_) => summary::ungraded(&results),
        None => summary::grade(judge, package, &results, &statics),
    };
    Ok(summary::report(judge, &setup, &prepared, options, results, &graded))
}

/// The report of files that are no submission.
pub fn refuse(
    judge: &Judge,
    package: &Package,
    refused: &crate::submission::Refused,
    options: &Options,
) -> Report {
    let refusal = prepare::Refusal {
        verdict: Verdict::Rejected,
        explanation: refused.to_string(),
        language: String::new(),
        compilation: None,
        notes: Vec::new(),
    };
    summary::refused(judge, package, options, refusal)
}

/// Runs a submission on an input of the candidate's own. The check is accepted when the run ends
/// well; its output is evidence.
pub fn try_input(
    judge: &Judge,
    package: &Package,
    submission: &Submission,
    input: &[u8],
    options: &Options,
) -> Result<Report> {
    if package.kind.interactive || package.kind.submit_answer {
        return Err(Error::Request(format!(
            "{} takes no input of one's own, since it is not a program that reads one; leave it out",
            package.name
        )));
    }
    let prepared = match prepare(judge, package, submission, &mut |_| {})? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(summary::refused(judge, package, options, refusal)),
    };
    let cpu = limits::cpu_time(judge, package, &prepared, &mut |_| {})?;
    let setup = setup(judge, package, &prepared, cpu, options)?;
    let judged = Bench::new(&setup).try_input(&custom_case(), input)?;
    let phase = plan::custom(&judged.check.id);
    let results = vec![PhaseResult { phase, judged: vec![judged] }];
    let graded = summary::ungraded(&results);
    Ok(summary::report(judge, &setup, &prepared, options, results, &graded))
}

fn setup<'a>(
    judge: &'a Judge,
    package: &'a Package,
    prepared: &'a Prepared,
    cpu: Duration,
    options: &Options,
) -> Result<Setup<'a>> {
    let candidate = match prepared {
        Prepared::Program { executable, .. } => Candidate::Program(executable),
        Prepared::Answers(submission) => Candidate::Answers(&submission.files),
    };
    Ok(Setup {
        sandbox: &judge.sandbox,
        package,
        candidate,
        limits: limits::run_limits(package, prepared, cpu),
        margin: limits::MARGIN,
        validators: prepare::validators(judge, package)?,
        disclosure: options.disclosure,
        cancel: options.cancel.clone(),
    })
}

/// Static validation of the groups that ask for it, by group name.
fn static_results(
    judge: &Judge,
    setup: &Setup<'_>,
    options: &Options,
) -> Result<Vec<(String, Judged)>> {
    if options.only.is_some() {
        return Ok(Vec::new());
    }
    let Candidate::Program(executable) = setup.candidate else { return Ok(Vec::new()) };
    prepare::static_checks(judge, setup.package, executable)
}

fn custom_case() -> Case {
    Case {
        name: String::from("custom"),
        input: std::path::PathBuf::new(),
        answer: std::path::PathBuf::new(),
        shown: exercise::Shown::default(),
        files: Vec::new(),
        args: Vec::new(),
        input_validator_args: exercise::ValidatorArgs::default(),
        output_validator_args: exercise::ValidatorArgs::default(),
        full_feedback: true,
        hint: None,
        description: None,
        illustration: None,
    }
}

impl Bench<'_> {
    /// One run on a given input, without a validator.
    fn try_input(&mut self, case: &Case, input: &[u8]) -> Result<Judged> {
        let Candidate::Program(executable) = self.setup.candidate else {
            return Err(Error::Request(String::from("only programs can be run on an input")));
        };
        let outcome = self.run(executable, case, input)?;
        let decision = self.decide(&outcome)?;
        let mut figures = measures(&outcome);
        figures.input_bytes = input.len() as u64;
        let verdict = decision.as_ref().map_or(Verdict::Accepted, |found| found.verdict);
        let mut evidence: Vec<Evidence> = Vec::new();
        if let Some(crash) = decision.as_ref().and_then(|found| found.crash.clone()) {
            evidence.push(Evidence::Crash { crash });
        }
        evidence.push(Evidence::text("output", &outcome.stdout.bytes));
        if !outcome.stderr.bytes.is_empty() {
            evidence.push(Evidence::text("standard error", &outcome.stderr.bytes));
        }
        let (rule, explanation) = decision
            .map_or((String::from("ends well"), String::new()), |found| {
                (found.rule, found.explanation)
            });
        Ok(Judged {
            result: exercise::score::CaseResult::of(verdict),
            judge_message: String::new(),
            check: crate::report::Check {
                id: case.name.clone(),
                title: String::from("custom input"),
                verdict,
                rule,
                explanation,
                score: None,
                evidence,
                measures: figures,
            },
        })
    }
}

/// Bytes in a MiB.
const MIB: u64 = 1 << 20;

/// The wall time that belongs to a CPU time, as limits.
fn with_cpu(limits: RunLimits, cpu: Duration) -> RunLimits {
    RunLimits { cpu, wall: RunLimits::wall_for(cpu), ..limits }
}
