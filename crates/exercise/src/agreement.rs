//! Whether a labelled submission got what its label says.
//!
//! Pure. The judge must run every case of the submission, not stop at the first failure, since an
//! expectation may be about any of them.

use crate::glob::Glob;
use crate::score::Grades;
use crate::submission::{Expectation, Scope, Submission};
use crate::verdict::Verdict;

/// What became of a labelled submission.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Compile error or rejection, before any case ran.
    pub refused: Option<Verdict>,
    pub cases: Vec<CaseOutcome>,
    /// Absent when the submission was refused.
    pub grades: Option<Grades>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CaseOutcome {
    pub name: String,
    pub verdict: Verdict,
    /// Text of `judgemessage.txt`, empty without one.
    pub judge_message: String,
}

/// The first part of the label that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, got {got}: {reason}")]
pub struct Disagreement {
    pub expected: String,
    pub got: String,
    pub reason: String,
}

/// Compares a submission's label with what happened.
pub fn agrees(submission: &Submission, outcome: &Outcome) -> Result<(), Disagreement> {
    let expected = &submission.expected;
    if let Some(verdict) = outcome.refused {
        return refused(submission, verdict);
    }
    if let Some(case) = outcome.cases.iter().find(|case| case.verdict == Verdict::JudgeError) {
        return disagree("a verdict", "JE", format!("case {} is a judge error", case.name));
    }
    let verdict = outcome.grades.as_ref().map_or(Verdict::Inconclusive, |grades| grades.verdict);
    if let Some(allowed) = &expected.overall
        && !allowed.iter().any(|one| same(*one, verdict))
    {
        return disagree(&codes(allowed), verdict.code(), overall_reason(outcome));
    }
    for expectation in &expected.expectations {
        holds(expectation, outcome)?;
    }
    if expected.partial {
        partial(outcome, verdict)?;
    }
    match &expected.grades {
        Some(grades) => group_verdicts(grades, outcome),
        None => Ok(()),
    }
}

fn disagree<T>(expected: &str, got: &str, reason: String) -> Result<T, Disagreement> {
    Err(Disagreement { expected: expected.into(), got: got.into(), reason })
}

fn refused(submission: &Submission, verdict: Verdict) -> Result<(), Disagreement> {
    match &submission.expected.overall {
        Some(allowed) if allowed.contains(&verdict) => Ok(()),
        Some(allowed) => disagree(&codes(allowed), verdict.code(), "no case was run".into()),
        None => {
            let expected = format!("{}/", submission.directory());
            disagree(&expected, verdict.code(), "no case was run".into())
        }
    }
}

fn codes(verdicts: &[Verdict]) -> String {
    verdicts.iter().map(|verdict| verdict.code()).collect::<Vec<_>>().join(" or ")
}

/// Packages know no memory verdict: it is a run-time error there.
fn same(expected: Verdict, got: Verdict) -> bool {
    expected == got
        || (expected == Verdict::RunTimeError
            && matches!(got, Verdict::MemoryLimit | Verdict::OutputLimit))
}

fn overall_reason(outcome: &Outcome) -> String {
    match outcome.cases.iter().find(|case| !case.verdict.is_accepted()) {
        Some(case) => format!("case {} is {}", case.name, case.verdict.name()),
        None => "every case that was run is accepted".into(),
    }
}

fn holds(expectation: &Expectation, outcome: &Outcome) -> Result<(), Disagreement> {
    let in_scope = || outcome.cases.iter().filter(|case| expectation.scope.holds(&case.name));
    let Expectation { permitted, required, source, .. } = expectation;
    let place = match &expectation.scope {
        Scope::Everything => source.clone(),
        Scope::Matching(pattern) => format!("{source} {pattern}"),
    };
    if in_scope().next().is_none() && expectation.scope != Scope::Everything {
        return disagree(&place, "no case", "the pattern matches no case that was run".into());
    }
    if let Some(case) = in_scope().find(|case| !permitted.matches(case.verdict)) {
        let expected = format!("all cases in {permitted}");
        return disagree(&expected, case.verdict.code(), format!("{place}: case {}", case.name));
    }
    if !in_scope().any(|case| required.matches(case.verdict)) {
        let mut seen: Vec<&str> = in_scope().map(|case| case.verdict.code()).collect();
        seen.sort_unstable();
        seen.dedup();
        let expected = format!("at least one case in {required}");
        return disagree(&expected, &seen.join(", "), format!("{place}: no case fits"));
    }
    if let Some(message) = &expectation.message
        && !in_scope().any(|case| case.judge_message.contains(message.as_str()))
    {
        let expected = format!("a judge message with \"{message}\"");
        return disagree(&expected, "none", format!("{place}: no message holds it"));
    }
    score(expectation, outcome, &place)
}

fn score(expectation: &Expectation, outcome: &Outcome, place: &str) -> Result<(), Disagreement> {
    let (Some(range), Some(grades)) = (expectation.score, &outcome.grades) else { return Ok(()) };
    let scores: Vec<(String, Option<f64>)> = match &expectation.scope {
        Scope::Everything => vec![("the submission".to_owned(), grades.score)],
        Scope::Matching(pattern) => {
            let glob = Glob::new(pattern);
            let matching = |name: &str| glob.as_ref().is_ok_and(|g| g.matches_exactly(name));
            let groups = grades.groups.iter().filter(|group| matching(&group.name));
            groups.map(|group| (format!("group {}", group.name), group.score)).collect()
        }
    };
    let expected = if range.least < range.most {
        format!("a score from {} to {}", range.least, range.most)
    } else {
        format!("the score {}", range.least)
    };
    if scores.is_empty() {
        return disagree(&expected, "no group", format!("{place}: the pattern names no group"));
    }
    match scores.iter().find(|(_, score)| !score.is_some_and(|score| range.contains(score))) {
        Some((object, score)) => {
            let got = score.map_or("no score".to_owned(), |score| score.to_string());
            disagree(&expected, &got, format!("{place}: {object}"))
        }
        None => Ok(()),
    }
}

/// Legacy `partially_accepted`: accepted, and less than full where the package bounds the score.
fn partial(outcome: &Outcome, verdict: Verdict) -> Result<(), Disagreement> {
    let expected = "AC with less than the full score";
    if !verdict.is_accepted() {
        return disagree(expected, verdict.code(), overall_reason(outcome));
    }
    let grades = outcome.grades.as_ref();
    let score = grades.and_then(|grades| grades.score).unwrap_or(0.0);
    match grades.and_then(|grades| grades.max_score) {
        Some(full) if score >= full => {
            disagree(expected, &format!("AC {score}"), "that is the full score".into())
        }
        _ => Ok(()),
    }
}

/// `@EXPECTED_GRADES@`: the groups directly below `secret`, in order.
fn group_verdicts(expected: &[Verdict], outcome: &Outcome) -> Result<(), Disagreement> {
    let groups = outcome.grades.as_ref().map_or(&[][..], |grades| &grades.groups[..]);
    let direct = |name: &str| name.strip_prefix("secret/").is_some_and(|rest| !rest.contains('/'));
    let got: Vec<Option<Verdict>> =
        groups.iter().filter(|group| direct(&group.name)).map(|group| group.verdict).collect();
    let fits = |(expected, got): (&Verdict, &Option<Verdict>)| {
        // A group that was not run because an earlier one failed counts as failed.
        got.map_or(!expected.is_accepted(), |got| same(*expected, got))
    };
    if expected.len() == got.len() && expected.iter().zip(&got).all(fits) {
        return Ok(());
    }
    let name = |verdict: &Option<Verdict>| verdict.map_or("-", Verdict::code);
    let expected: Vec<&str> = expected.iter().map(|verdict| verdict.code()).collect();
    let got: Vec<&str> = got.iter().map(name).collect();
    disagree(&expected.join(" "), &got.join(" "), "the grades of the groups differ".into())
}
