//! The limits of runs: what the package states, else what its own submissions need.

use std::time::Duration;

use exercise::time_limit::{Bound, Timing, bound, time_limit, to_time};
use exercise::{Limits as Defaults, Package, Verdict};

use super::case::{Candidate, Disclosure, Setup};
use super::plan::{Stop, phases};
use super::prepare::{Prepared, prepare, validators};
use super::run::{PhaseResult, run};
use super::{MIB, with_cpu};
use crate::compile::Key;
use crate::error::{Error, Result};
use crate::executable::RunLimits;
use crate::judge::{Event, Judge};
use crate::report::Order;
use crate::submission::Submission;

/// CPU time of a run whose limit is still to be found.
pub const PROVISIONAL: Duration = Duration::from_secs(30);
/// A run may use this much more than the limit, so that a near miss is measured.
pub const MARGIN: f64 = 1.2;

/// The CPU time a submission may use on one case, with its language's factor.
pub fn cpu_time(
    judge: &Judge,
    package: &Package,
    prepared: &Prepared,
    events: &mut dyn FnMut(&Event<'_>),
) -> Result<Duration> {
    let seconds = match package.time_limit.stated {
        Some(stated) => stated.seconds,
        None if package.kind.submit_answer => PROVISIONAL.as_secs_f64(),
        None => derived(judge, package, events)?,
    };
    let factor = match prepared {
        Prepared::Program { language, .. } => language.limits.time_multiplier,
        Prepared::Answers(_) => 1.0,
    };
    Ok(Duration::from_secs_f64(seconds * factor))
}

pub fn run_limits(package: &Package, prepared: &Prepared, cpu: Duration) -> RunLimits {
    let limits = &package.limits;
    let processes = match prepared {
        Prepared::Program { language, .. } => Some(language.limits.processes),
        Prepared::Answers(_) => None,
    };
    let limits = RunLimits {
        cpu,
        wall: Duration::ZERO,
        memory: limits.memory_mib.unwrap_or(Defaults::MEMORY_MIB) * MIB,
        output: limits.output_mib.unwrap_or(Defaults::OUTPUT_MIB) * MIB,
        processes,
    };
    with_cpu(limits, cpu)
}

/// Times the submissions that bound the limit from below, or takes what that gave before.
fn derived(judge: &Judge, package: &Package, events: &mut dyn FnMut(&Event<'_>)) -> Result<f64> {
    let kept = judge
        .config
        .cache
        .as_ref()
        .map(|folder| folder.join("time-limits").join(fingerprint(package).name()));
    if let Some(path) = &kept
        && let Some(seconds) = std::fs::read_to_string(path).ok().and_then(|text| text.parse().ok())
    {
        return Ok(seconds);
    }
    let lower: Vec<&exercise::Submission> = to_time(package)
        .into_iter()
        .filter(|submission| {
            package.format.is_legacy()
                || submission
                    .expected
                    .expectations
                    .iter()
                    .any(|one| bound(one) == Some(Bound::Lower))
        })
        .collect();
    events(&Event::TimingSubmissions { count: lower.len() });
    let mut timings = Vec::new();
    for submission in lower {
        timings.push(time(judge, package, submission)?);
    }
    let limit = time_limit(package, &timings)
        .map_err(|error| Error::package(package, error.to_string()))?;
    if let Some(path) = kept {
        let folder = path.parent().unwrap_or(&path).to_owned();
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(&path, limit.seconds.to_string()))
            .map_err(|source| Error::Unwritable { path: folder, source })?;
    }
    Ok(limit.seconds)
}

/// Runs a labelled submission on all cases, with plenty of time.
fn time(judge: &Judge, package: &Package, labelled: &exercise::Submission) -> Result<Timing> {
    let prepared = prepare(judge, package, &Submission::of_label(labelled), &mut |_| {})?;
    let prepared = prepared.map_err(|refusal| {
        Error::package(
            package,
            format!("{} cannot be timed: {}", labelled.name, refusal.explanation),
        )
    })?;
    let Prepared::Program { executable, .. } = &prepared else {
        return Ok(Timing { submission: labelled.name.clone(), cases: Vec::new() });
    };
    let setup = Setup {
        sandbox: &judge.sandbox,
        package,
        candidate: Candidate::Program(executable),
        limits: run_limits(package, &prepared, PROVISIONAL),
        margin: 1.0,
        validators: validators(judge, package)?,
        disclosure: Disclosure::Nothing,
        cancel: None,
    };
    let planned = phases(package, Order::ByName, Stop::AsPackaged, None);
    let results = run(&setup, planned, (Stop::AsPackaged, judge.config.slots), &mut |_| {})?;
    Ok(timing(&labelled.name, &results))
}

/// CPU seconds by case.
pub fn timing(submission: &str, results: &[PhaseResult<'_>]) -> Timing {
    let cases = results
        .iter()
        .flat_map(|result| &result.judged)
        .map(|judged| {
            let measures = &judged.check.measures;
            // A program that waited until it was stopped counts with the time that took.
            let waited = judged.check.verdict == Verdict::TimeLimit
                && measures.cpu_us < measures.wall_us / 2;
            let used = if waited { measures.wall_us } else { measures.cpu_us };
            let used = Duration::from_micros(used);
            (judged.check.id.clone(), used.as_secs_f64())
        })
        .collect();
    Timing { submission: submission.to_owned(), cases }
}

/// Changes when anything does that a derived limit depends on.
fn fingerprint(package: &Package) -> Key {
    let mut parts: Vec<Vec<u8>> = vec![format!("{:?}", package.time_limit).into_bytes()];
    for case in package.data.cases() {
        let size = std::fs::metadata(&case.input).map_or(0, |meta| meta.len());
        parts.push(format!("{} {size}", case.name).into_bytes());
    }
    for submission in &package.submissions {
        parts.push(submission.name.clone().into_bytes());
        parts.extend(submission.files.iter().map(|file| file.bytes.clone()));
    }
    Key::of(parts.iter().map(Vec::as_slice))
}
