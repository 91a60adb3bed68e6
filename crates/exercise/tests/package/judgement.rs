//! Scores, agreement and time limits: the pure functions, on packages read from text.

use std::collections::BTreeMap;

use crate::support::{LEGACY, MODERN, accept};
use exercise::agreement::{CaseOutcome, Outcome, agrees};
use exercise::score::{CaseResult, Grade, Grades, Results, ScoreError, grade};
use exercise::time_limit::{TimeLimitError, Timing, time_limit};
use exercise::{Package, Verdict};

/// `secret/1 AC 5` or `secret/1 AC *0.5`, separated by `;`.
fn results(text: &str) -> Results {
    let mut cases = BTreeMap::new();
    for line in text.split(';').map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let name = words.next().expect("a name").to_owned();
        let verdict = Verdict::from_code(words.next().expect("a code")).expect("a known code");
        let mut result = CaseResult::of(verdict);
        match words.next().map(|word| (word.strip_prefix('*'), word)) {
            Some((Some(factor), _)) => result.multiplier = Some(factor.parse().expect("a number")),
            Some((None, score)) => result.score = Some(score.parse().expect("a number")),
            None => {}
        }
        cases.insert(name, result);
    }
    Results { cases, static_cases: BTreeMap::new() }
}

fn grades(package: &Package, text: &str) -> Result<Grades, ScoreError> {
    grade(package, &results(text), &mut |group, children| {
        let best = children.iter().map(|grade| grade.score).fold(0.0, f64::max);
        if group.name == "secret/2" {
            return Ok(Grade { verdict: Verdict::Accepted, score: best * 2.0 });
        }
        Err("unexpected group".into())
    })
}

fn short(grades: &Grades) -> String {
    format!("{} {}", grades.verdict, grades.score.map_or("-".into(), |s| s.to_string()))
}

fn check(package: &Package, table: &[(&str, &str)]) {
    for (text, expected) in table {
        let got = match grades(package, text) {
            Ok(grades) => short(&grades),
            Err(error) => error.to_string(),
        };
        assert!(got.starts_with(expected), "{text}: expected {expected}, got {got}");
    }
}

#[test]
fn pass_fail_needs_every_case() {
    let (package, _folder) = accept(&[MODERN]);
    check(
        &package,
        &[
            ("sample/1 AC; secret/1 AC", "AC -"),
            ("sample/1 WA; secret/1 AC", "WA -"),
            ("sample/1 AC; secret/1 TLE", "TLE -"),
            ("", "IN -"),
        ],
    );
}

const GROUPS: &str = "\
== problem.yaml
problem_format_version: 2025-09
name: Example
uuid: 944e1391-d3fd-4a40-9332-897389f70c18
license: cc0
rights_owner: Nobody
type: scoring
== data/secret/1.in !
== data/secret/1.ans !
== data/secret/a/test_group.yaml
max_score: 20
score_aggregation: pass-fail
require_pass: sample
== data/secret/a/1.in
1
== data/secret/a/1.ans
1
== data/secret/b/test_group.yaml
max_score: 30
score_aggregation: min
require_pass: a
== data/secret/b/1.in
1
== data/secret/b/1.ans
1
== data/secret/b/2.in
2
== data/secret/b/2.ans
2
== data/secret/c/test_group.yaml
max_score: 50
score_aggregation: sum
== data/secret/c/1.in
1
== data/secret/c/1.ans
1
== data/secret/c/2.in
2
== data/secret/c/2.ans
2
";

#[test]
fn groups_add_up_as_their_settings_say() {
    let (package, _folder) = accept(&[MODERN, GROUPS]);
    let all = "sample/1 AC; secret/a/1 AC; secret/b/1 AC; secret/b/2 AC; secret/c/1 AC; ";
    let with = |rest: &str| format!("{all}{rest}");
    for (text, expected) in [
        (with("secret/c/2 AC"), "AC 100"),
        (with("secret/c/2 WA"), "WA 75"),
        (with("secret/c/2 AC *0.5"), "AC 87.5"),
        (with("secret/c/2 AC 10"), "AC 85"),
        (with("secret/b/2 AC 12; secret/c/2 AC"), "AC 82"),
        (with("secret/a/1 WA; secret/c/2 AC"), "WA 50"),
        (with("sample/1 WA; secret/c/2 AC"), "AC 50"),
        (with("secret/c/2 AC 26"), "case secret/c/2 has the score 26, outside"),
        (with("secret/c/2 AC *1.5"), "the multiplier of case secret/c/2"),
        (with("secret/c/2 WA 1"), "case secret/c/2 has a score although"),
        (with("secret/a/1 AC 5"), "case secret/a/1 has a score file in a pass-fail"),
    ] {
        check(&package, &[(&text, expected)]);
    }
    let grades = grades(&package, &with("secret/a/1 WA")).expect("no rule is broken");
    assert_eq!(grades.group("secret/b").map(|group| group.verdict), Some(None));
    assert_eq!(grades.max_score, Some(100.0));
}

#[test]
fn unbounded_scores_come_from_the_validator() {
    let unbounded = "== data/secret/test_group.yaml\nmax_score: unbounded\n";
    let header = GROUPS.split("== data").next().expect("a header");
    let (package, _folder) = accept(&[MODERN, header, unbounded]);
    check(
        &package,
        &[
            ("secret/1 AC 1234.5", "AC 1234.5"),
            ("secret/1 AC", "case secret/1 is accepted without score.txt"),
            ("secret/1 AC *0.5", "case secret/1 has a score multiplier"),
            ("secret/1 AC -1", "case secret/1 has the score -1"),
        ],
    );
}

#[test]
fn legacy_grades_a_tree() {
    let (package, _folder) = accept(&[
        LEGACY,
        "== problem.yaml
name: Example
type: scoring
license: cc0
== graders/grade.py
== data/testdata.yaml
grader_flags: ignore_sample
== data/secret/testdata.yaml
on_reject: continue
range: 0 40
== data/secret/1/1.in
1
== data/secret/1/1.ans
1
== data/secret/1/2.in
2
== data/secret/1/2.ans
2
== data/secret/1/testdata.yaml
accept_score: 5
on_reject: break
== data/secret/2/testdata.yaml
grading: custom
== data/secret/2/1.in
1
== data/secret/2/1.ans
1
== data/secret/1.in !
== data/secret/1.ans !
",
    ]);
    check(
        &package,
        &[
            ("sample/1 AC; secret/1/1 AC; secret/1/2 AC; secret/2/1 AC 7", "AC 24"),
            ("sample/1 AC; secret/1/1 WA; secret/1/2 RTE; secret/2/1 AC 7", "WA 14"),
            ("sample/1 AC; secret/1/1 AC 20; secret/1/2 AC; secret/2/1 AC 9", "group secret has"),
            ("sample/1 TLE; secret/1/1 AC; secret/1/2 AC; secret/2/1 AC", "TLE 0"),
        ],
    );
}

/// Outcome of `results` text; a message stands behind `|`.
fn outcome(package: &Package, text: &str) -> Outcome {
    let (text, message) = text.split_once('|').unwrap_or((text, ""));
    let results = results(text);
    let grades = grades(package, text).expect("no rule of scoring is broken");
    let cases = results.cases.iter().map(|(name, result)| CaseOutcome {
        name: name.clone(),
        verdict: result.verdict,
        judge_message: message.to_owned(),
    });
    Outcome { refused: None, cases: cases.collect(), grades: Some(grades) }
}

fn agreement(package: &Package, submission: &str, text: &str) -> String {
    let found = package.submissions.iter().find(|s| s.name == submission).expect("a submission");
    match agrees(found, &outcome(package, text)) {
        Ok(()) => "agrees".into(),
        Err(disagreement) => disagreement.to_string(),
    }
}

#[test]
fn folders_say_what_a_submission_must_get() {
    let (package, _folder) = accept(&[
        MODERN,
        "== submissions/time_limit_exceeded/a.py\n\n== submissions/rejected/a.py\n\n\
         == submissions/brute_force/a.py\n\n== submissions/run_time_error/a.py\n\n",
    ]);
    for (submission, text, expected) in [
        ("accepted/add.py", "sample/1 AC; secret/1 AC", "agrees"),
        ("accepted/add.py", "sample/1 AC; secret/1 WA", "expected all cases in [AC], got WA"),
        ("accepted/add.py", "sample/1 AC; secret/1 JE", "expected a verdict, got JE"),
        ("wrong_answer/zero.py", "sample/1 AC; secret/1 WA", "agrees"),
        ("wrong_answer/zero.py", "sample/1 AC; secret/1 AC", "expected at least one case in [WA]"),
        ("wrong_answer/zero.py", "sample/1 WA; secret/1 TLE", "expected all cases in [AC, WA]"),
        ("time_limit_exceeded/a.py", "sample/1 AC; secret/1 TLE", "agrees"),
        ("rejected/a.py", "sample/1 AC; secret/1 MLE", "agrees"),
        ("brute_force/a.py", "sample/1 AC; secret/1 WA", "expected all cases in [AC, TLE, RTE]"),
        ("run_time_error/a.py", "sample/1 RTE; secret/1 IN", "expected all cases in [AC, RTE]"),
    ] {
        let got = agreement(&package, submission, text);
        assert!(got.starts_with(expected), "{submission} {text}: {got}");
    }
    let refused = Outcome { refused: Some(Verdict::CompileError), ..Outcome::default() };
    let disagreement = agrees(&package.submissions[0], &refused).expect_err("it did not compile");
    assert_eq!(disagreement.to_string(), "expected accepted/, got CE: no case was run");
}

#[test]
fn scopes_scores_and_messages_are_compared() {
    let (package, _folder) = accept(&[
        MODERN,
        GROUPS,
        "== submissions/submissions.yaml
wrong_answer/zero.py:
  score: [20, 60]
  message: too low
  secret/c:
    required: [WA]
    score: 25
",
    ]);
    let base = "sample/1 AC; secret/a/1 AC; secret/b/1 WA; secret/b/2 AC; secret/c/1 AC; ";
    for (rest, expected) in [
        ("secret/c/2 WA|it was too low by 3", "agrees"),
        ("secret/c/2 WA|Too low", "expected a judge message"),
        ("secret/c/2 AC|too low", "expected a score from 20 to 60, got 70"),
        ("secret/c/1 AC *0.5; secret/c/2 WA|too low", "expected the score 25, got 12.5"),
    ] {
        let got = agreement(&package, "wrong_answer/zero.py", &format!("{base}{rest}"));
        assert!(got.starts_with(expected), "{rest}: {got}");
    }
}

#[test]
fn legacy_annotations_are_compared() {
    let (package, _folder) = accept(&[
        LEGACY,
        "== problem.yaml
name: Example
type: scoring
license: cc0
== data/testdata.yaml
range: 0 2
on_reject: continue
grader_flags: ignore_sample
== data/secret/testdata.yaml
grader_flags: always_accept
== data/secret/1.in !
== data/secret/1.ans !
== data/secret/a/testdata.yaml
grader_flags: sum
== data/secret/a/1.in
1
== data/secret/a/1.ans
1
== data/secret/b/testdata.yaml
grader_flags: sum
== data/secret/b/1.in
1
== data/secret/b/1.ans
1
== submissions/partially_accepted/a.py
# @EXPECTED_GRADES@ AC WA
== submissions/mixed/b.py
# @EXPECTED_RESULTS@: CORRECT, RUN-ERROR
",
    ]);
    for (submission, text, expected) in [
        ("partially_accepted/a.py", "secret/a/1 AC; secret/b/1 WA", "agrees"),
        ("partially_accepted/a.py", "secret/a/1 AC; secret/b/1 AC", "expected AC with less"),
        ("partially_accepted/a.py", "secret/a/1 WA; secret/b/1 AC", "expected AC WA, got WA AC"),
        ("mixed/b.py", "secret/a/1 AC; secret/b/1 WA", "agrees"),
    ] {
        let got = agreement(&package, submission, &format!("sample/1 AC; {text}"));
        assert!(got.starts_with(expected), "{submission} {text}: {got}");
    }
}

fn timings(text: &str) -> Vec<Timing> {
    let lines = text.split(';').map(str::trim).filter(|line| !line.is_empty());
    let timing = |line: &str| {
        let (submission, seconds) = line.split_once(' ').expect("a name and seconds");
        let seconds = seconds.parse().expect("a number");
        Timing {
            submission: submission.to_owned(),
            cases: vec![("sample/1".into(), 0.01), ("secret/1".into(), seconds)],
        }
    };
    lines.map(timing).collect()
}

#[test]
fn time_limits_lie_between_the_bounds() {
    let slow = "== submissions/time_limit_exceeded/slow.py\n\n";
    let (package, _folder) = accept(&[MODERN, slow]);
    let seconds = |text: &str| time_limit(&package, &timings(text)).map(|found| found.seconds);
    assert_eq!(seconds("accepted/add.py 0.4"), Ok(1.0));
    assert_eq!(seconds("accepted/add.py 0.5; wrong_answer/zero.py 0.6"), Ok(2.0));
    assert_eq!(seconds("accepted/add.py 1.2; time_limit_exceeded/slow.py 4.5"), Ok(3.0));
    assert!(matches!(
        seconds("accepted/add.py 1.2; time_limit_exceeded/slow.py 4.4"),
        Err(TimeLimitError::NoFit { .. })
    ));
    assert_eq!(seconds("time_limit_exceeded/slow.py 9"), Err(TimeLimitError::NoLowerBound));
    let fraction = MODERN.replace("license", "limits: {time_resolution: 0.1}\nlicense");
    let (package, _folder) = accept(&[&fraction]);
    let found = time_limit(&package, &timings("accepted/add.py 0.15")).expect("a limit");
    assert!((found.seconds - 0.3).abs() < 1e-9, "{found:?}");
}

#[test]
fn stated_time_limits_are_checked() {
    let stated = MODERN.replace("license", "limits: {time_limit: 2}\nlicense");
    let slow = "== submissions/time_limit_exceeded/slow.py\n\n";
    let (package, _folder) = accept(&[&stated, slow]);
    let limit = |text: &str| time_limit(&package, &timings(text));
    assert_eq!(limit("accepted/add.py 1").map(|found| found.seconds), Ok(2.0));
    assert!(matches!(limit("accepted/add.py 1.1"), Err(TimeLimitError::TooShort { .. })));
    let late = "accepted/add.py 1; time_limit_exceeded/slow.py 2.9";
    assert!(matches!(limit(late), Err(TimeLimitError::TooLong { .. })));

    let (package, _folder) = accept(&[LEGACY]);
    let found = time_limit(&package, &timings("accepted/add.py 0.3; wrong_answer/zero.py 9"));
    assert_eq!(found.map(|found| found.seconds), Ok(2.0));
}
