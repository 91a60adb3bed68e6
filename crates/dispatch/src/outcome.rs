//! From a report to the columns that lists show, and reports of work that could not be done.

use exercise::Verdict;
use judge::Report;
use judge::report::{Measures, Provenance};
use store::{Level, Outcome, Points};

pub fn outcome(report: &Report) -> Outcome {
    let passed = report.checks().filter(|check| check.verdict.is_accepted()).count();
    let total: usize = report.lanes.iter().map(|lane| lane.checks.len() + lane.skipped).sum();
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let measured = total > 0;
    Outcome {
        verdict: report.verdict.code().to_owned(),
        score: report.score,
        points: report.points.map(|points| Points { got: points.got, of: points.of }),
        level: report.level.as_ref().map(|level| Level {
            reached: small(level.reached),
            of: small(level.of),
            name: level.name.clone(),
        }),
        checks_passed: small(passed),
        checks_total: small(total),
        explanation: report.explanation.clone(),
        cpu_us: measured.then_some(report.measures.cpu_us),
        wall_us: measured.then_some(report.measures.wall_us),
        memory_bytes: measured.then_some(report.measures.memory_bytes),
    }
}

/// The report of an attempt that could not be judged: ours, so it counts for nothing.
pub fn fault(exercise: &str, title: &str, language: &str, explanation: String) -> Report {
    Report {
        exercise: exercise.to_owned(),
        title: title.to_owned(),
        language: language.to_owned(),
        verdict: Verdict::JudgeError,
        score: 0.0,
        points: None,
        level: None,
        explanation,
        compilation: None,
        lanes: Vec::new(),
        first_failure: None,
        measures: Measures::default(),
        provenance: Provenance::default(),
        notes: Vec::new(),
        reproduce: None,
    }
}

/// The command that repeats the first failure with a file of one's own.
pub fn reproduce(report: &Report, files: &[String]) -> Option<String> {
    let case = report.first_failure.as_ref()?;
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    Some(format!("greenroom judge {} {} --case {case}", report.exercise, files.join(" ")))
}
