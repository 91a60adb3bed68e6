//! Finds or checks a time limit from how long the example submissions take.
//!
//! Pure: the judge measures, on cases and submissions of its choice but at least those asked for,
//! and passes CPU seconds. Legacy multiplies the slowest accepted run; 2025-09 looks for the
//! smallest multiple of the resolution between lower and upper bounds.

use crate::package::{Package, StatedTimeLimit, TimeLimitRule};
use crate::submission::{Expectation, Scope, Submission, TimeLimitUse};
use crate::verdict::{Verdict, VerdictSet};

/// Rounds away the noise of decimal fractions before rounding up.
const TOLERANCE: f64 = 1e-9;

/// CPU seconds of one submission, by case.
#[derive(Clone, Debug, PartialEq)]
pub struct Timing {
    /// `Submission::name`.
    pub submission: String,
    /// Case name and seconds. A run that was stopped counts with the time at which it was.
    pub cases: Vec<(String, f64)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    pub seconds: f64,
    /// The submission and its time that forced the limit up.
    pub lower: Option<(String, f64)>,
    /// The submission and its time that keeps the limit down.
    pub upper: Option<(String, f64)>,
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TimeLimitError {
    #[error("no submission bounds the time limit from below; time one that must not exceed it")]
    NoLowerBound,
    #[error(
        "no time limit fits: {slow} needs {slow_seconds:.3} s and must pass, {fast} needs only \
         {fast_seconds:.3} s and must not; make the data larger or the multipliers smaller"
    )]
    NoFit { slow: String, slow_seconds: f64, fast: String, fast_seconds: f64 },
    #[error("the stated limit of {limit} s is too short: {submission} needs {seconds:.3} s")]
    TooShort { limit: f64, submission: String, seconds: f64 },
    #[error("the stated limit of {limit} s is too long: {submission} needs only {seconds:.3} s")]
    TooLong { limit: f64, submission: String, seconds: f64 },
}

/// The bounds a submission gives: how its timing is used, expectation by expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Lower,
    Upper,
}

/// Whether a stated or derived limit fits, and which one it is.
///
/// A stated legacy limit is taken as it is. A stated limit of 2025-09 must meet the bounds of the
/// submissions that were timed.
pub fn time_limit(package: &Package, timings: &[Timing]) -> Result<Derived, TimeLimitError> {
    match package.time_limit.rule {
        TimeLimitRule::Legacy { multiplier, .. } => legacy(package, timings, multiplier),
        TimeLimitRule::Bounded { resolution, ac_to_time_limit, time_limit_to_tle } => {
            let (lower, upper) = bounds(package, timings);
            let least = lower.as_ref().map(|(_, seconds)| seconds * ac_to_time_limit);
            let most = upper.as_ref().map(|(_, seconds)| seconds / time_limit_to_tle);
            let seconds = match package.time_limit.stated {
                Some(stated) => stated_fits(stated, least, most, &lower, &upper)?,
                None => smallest(resolution, least, most, &lower, &upper)?,
            };
            Ok(Derived { seconds, lower, upper })
        }
    }
}

/// How an expectation uses the timing of its submission, if it does.
pub fn bound(expectation: &Expectation) -> Option<Bound> {
    match expectation.use_for_time_limit {
        TimeLimitUse::Never => None,
        TimeLimitUse::Lower => Some(Bound::Lower),
        TimeLimitUse::Upper => Some(Bound::Upper),
        TimeLimitUse::Inferred => {
            if expectation.required == VerdictSet::of(&[Verdict::TimeLimit]) {
                Some(Bound::Upper)
            } else if !expectation.permitted.matches(Verdict::TimeLimit) {
                Some(Bound::Lower)
            } else {
                None
            }
        }
    }
}

/// The submissions that must be timed before `time_limit` can tell.
pub fn to_time(package: &Package) -> Vec<&Submission> {
    let legacy = package.format.is_legacy();
    let bounds = |submission: &&Submission| {
        if legacy {
            submission.directory() == "accepted"
        } else {
            submission.expected.expectations.iter().any(|e| bound(e).is_some())
        }
    };
    package.submissions.iter().filter(bounds).collect()
}

type Slowest = Option<(String, f64)>;

fn legacy(
    package: &Package,
    timings: &[Timing],
    multiplier: f64,
) -> Result<Derived, TimeLimitError> {
    let accepted = timings.iter().filter(|timing| timing.submission.starts_with("accepted/"));
    let lower = accepted
        .filter_map(|timing| {
            Some((timing.submission.clone(), slowest(timing, &Scope::Everything)?))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let seconds = match (package.time_limit.stated, &lower) {
        (Some(stated), _) => stated.seconds,
        (None, Some((_, seconds))) => (seconds * multiplier - TOLERANCE).ceil().max(1.0),
        (None, None) => return Err(TimeLimitError::NoLowerBound),
    };
    Ok(Derived { seconds, lower, upper: None })
}

fn slowest(timing: &Timing, scope: &Scope) -> Option<f64> {
    let cases = timing.cases.iter().filter(|(name, _)| scope.holds(name));
    cases.map(|(_, seconds)| *seconds).reduce(f64::max)
}

/// The largest lower and the smallest upper bound.
fn bounds(package: &Package, timings: &[Timing]) -> (Slowest, Slowest) {
    let (mut lower, mut upper): (Slowest, Slowest) = (None, None);
    for submission in &package.submissions {
        let Some(timing) = timings.iter().find(|t| t.submission == submission.name) else {
            continue;
        };
        for expectation in &submission.expected.expectations {
            let Some(bound) = bound(expectation) else { continue };
            let Some(seconds) = slowest(timing, &expectation.scope) else { continue };
            let found = Some((submission.name.clone(), seconds));
            match bound {
                Bound::Lower if lower.as_ref().is_none_or(|(_, best)| seconds > *best) => {
                    lower = found;
                }
                Bound::Upper if upper.as_ref().is_none_or(|(_, best)| seconds < *best) => {
                    upper = found;
                }
                Bound::Lower | Bound::Upper => {}
            }
        }
    }
    (lower, upper)
}

fn stated_fits(
    stated: StatedTimeLimit,
    least: Option<f64>,
    most: Option<f64>,
    lower: &Slowest,
    upper: &Slowest,
) -> Result<f64, TimeLimitError> {
    let limit = stated.seconds;
    if let (Some(least), Some((submission, seconds))) = (least, lower)
        && limit < least - TOLERANCE
    {
        let (submission, seconds) = (submission.clone(), *seconds);
        return Err(TimeLimitError::TooShort { limit, submission, seconds });
    }
    if let (Some(most), Some((submission, seconds))) = (most, upper)
        && limit > most + TOLERANCE
    {
        let (submission, seconds) = (submission.clone(), *seconds);
        return Err(TimeLimitError::TooLong { limit, submission, seconds });
    }
    Ok(limit)
}

fn smallest(
    resolution: f64,
    least: Option<f64>,
    most: Option<f64>,
    lower: &Slowest,
    upper: &Slowest,
) -> Result<f64, TimeLimitError> {
    let (Some(least), Some((slow, slow_seconds))) = (least, lower) else {
        return Err(TimeLimitError::NoLowerBound);
    };
    let seconds = (least / resolution - TOLERANCE).ceil().max(1.0) * resolution;
    match (most, upper) {
        (Some(most), Some((fast, fast_seconds))) if seconds > most + TOLERANCE => {
            Err(TimeLimitError::NoFit {
                slow: slow.clone(),
                slow_seconds: *slow_seconds,
                fast: fast.clone(),
                fast_seconds: *fast_seconds,
            })
        }
        _ => Ok(seconds),
    }
}
