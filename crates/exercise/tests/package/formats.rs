//! Packages of all four format versions, written by hand from the specification.

use crate::support::{LEGACY, MODERN, accept, findings};
use exercise::{
    Aggregation, Child, Format, Grading, GroupSettings, MaxScore, Objective, OnReject,
    OutputValidation, ProgramForm, Scope, TimeLimitOrigin, TimeLimitRule, TimeLimitUse, Verdict,
    VerdictSet,
};

use Verdict::{Accepted as AC, RunTimeError as RTE, TimeLimit as TLE, WrongAnswer as WA};

#[test]
fn minimal_packages_have_no_findings() {
    let none: Vec<String> = Vec::new();
    assert_eq!(findings(&[MODERN]), none);
    assert_eq!(findings(&[LEGACY]), none);
}

#[test]
fn shipped_exercises_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/exercises/program");
    for entry in std::fs::read_dir(folder).expect("content is part of the repository") {
        let path = entry.expect("the folder is readable").path();
        let read = exercise::Package::read(&path, exercise::ReadOptions::default());
        let (package, findings) = match read {
            Ok(read) => read,
            Err(refused) => panic!("{} was refused:\n{refused}", path.display()),
        };
        assert!(findings.is_empty(), "{}: {findings:#?}", path.display());
        assert!(package.greenroom.is_some(), "{}", path.display());
    }
}

#[test]
fn legacy_scoring_inherits_group_settings() {
    let (package, _folder) = accept(&[
        LEGACY,
        "== problem.yaml
name: Example
type: scoring
validation: custom score interactive
validator_flags: base 'two words'
author: A. Author and B. Author
license: cc by-sa
keywords: graph easy
grading: {objective: min}
limits: {time_multiplier: 3, memory: 512}
== .timelimit
7
== output_validators/check/build +x
== output_validators/check/run +x
== output_validators/other.cpp
int main() { return 42; }
== graders/grade.py
== data/testdata.yaml
on_reject: continue
range: 0 100
== data/secret/testdata.yaml
grader_flags: sum
output_validator_flags: {name: check, flags: strict}
== data/secret/2/testdata.yaml
grading: custom
accept_score: 5
== data/secret/2/b/1.in
1
== data/secret/2/b/1.ans
1
== data/secret/2/b/1.hint
Think.
== submissions/accepted/old.py
#!/usr/bin/env python2
print 1
== submissions/partially_accepted/half.cpp
// @EXPECTED_GRADES@ AC WA
int main() {}
",
    ]);
    assert_eq!(package.format, Format::Legacy);
    assert_eq!(package.kind.grading, Grading::Scoring(Objective::Min));
    assert!(package.kind.interactive && package.allow_file_writing);
    assert_eq!(package.credits.authors, ["A. Author", "B. Author"]);
    assert_eq!(package.keywords, ["graph", "easy"]);
    assert_eq!(package.limits.memory_mib, Some(512));
    let stated = package.time_limit.stated.expect("a stated time limit");
    assert_eq!((stated.seconds, stated.origin), (7.0, TimeLimitOrigin::DotTimelimit));
    let OutputValidation::Custom(validators) = &package.output_validation else {
        panic!("two validators were written")
    };
    assert_eq!(validators[0].form, ProgramForm::Scripts { build: true });
    assert_eq!(validators[1].form, ProgramForm::Native { language: "cpp".into() });
    assert_eq!(package.grader.as_ref().map(|grader| grader.name.as_str()), Some("grade"));

    let group = package.data.group("secret/2/b").expect("a nested group");
    let GroupSettings::Legacy(settings) = &group.settings else { panic!("legacy settings") };
    assert_eq!((settings.on_reject, settings.range), (OnReject::Continue, (0.0, 100.0)));
    assert!((settings.accept_score - 5.0).abs() < 1e-9);
    assert_eq!(settings.grader_flags, ["sum"]);
    let case = package.data.case("secret/2/b/1").expect("a nested case");
    assert_eq!(case.output_validator_args.of("check"), ["base", "two words", "strict"]);
    assert_eq!(case.output_validator_args.of("other"), ["base", "two words"]);
    assert_eq!(case.hint.as_deref(), Some("Think."));
    let order: Vec<&str> = package.data.cases().iter().map(|case| case.name.as_str()).collect();
    assert_eq!(order, ["sample/1", "secret/1", "secret/2/b/1"]);

    let old = package.submissions.iter().find(|s| s.name == "accepted/old.py").expect("old.py");
    assert_eq!(old.language.as_deref(), Some("python2"));
    assert_eq!(old.expected.overall, Some(vec![AC]));
    let half = package.submissions.iter().find(|s| s.expected.partial).expect("half.cpp");
    assert_eq!(half.expected.grades, Some(vec![AC, WA]));
}

#[test]
fn legacy_icpc_reads_domjudge_additions() {
    let (package, _folder) = accept(&[
        LEGACY,
        "== problem.yaml
problem_format_version: legacy-icpc
name: Example
validation: custom interactive multi-pass
== domjudge-problem.ini
color = '#ffffff'
timelimit = '2.5'
== .timelimit
7
== output_validators/check.py
== data/sample/2.interaction
<1
>2
== submissions/mixed/either.c
/* @EXPECTED_RESULTS@: TIMELIMIT, RUN-ERROR */
== submissions/mixed/broken.java
// @EXPECTED_RESULTS@: COMPILER-ERROR
",
    ]);
    assert_eq!(package.format, Format::LegacyIcpc);
    assert!(package.kind.interactive && package.kind.multi_pass);
    let stated = package.time_limit.stated.expect("a stated time limit");
    assert_eq!((stated.seconds, stated.origin), (2.5, TimeLimitOrigin::DomjudgeIni));
    assert_eq!(
        package.time_limit.rule,
        TimeLimitRule::Legacy { multiplier: 5.0, safety_margin: 2.0 }
    );
    assert_eq!(package.data.transcripts.len(), 1);
    let overall = |name: &str| {
        let found = package.submissions.iter().find(|s| s.name == name);
        found.expect("the submission").expected.overall.clone()
    };
    assert_eq!(overall("mixed/either.c"), Some(vec![TLE, RTE]));
    assert_eq!(overall("mixed/broken.java"), Some(vec![Verdict::CompileError]));
}

#[test]
fn the_abandoned_version_is_read_with_a_warning() {
    let text = MODERN.replace("2025-09", "2023-07-draft");
    let found = findings(&[&text]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("problem.yaml:1: W003 "), "{found:#?}");
    assert_eq!(accept(&[&text]).0.format, Format::V2023_07);
}

const SCORED: &str = "\
== problem.yaml
problem_format_version: 2025-09
name: {en: Example, pt-BR: Exemplo}
uuid: 944e1391-d3fd-4a40-9332-897389f70c18
version: 1.10
type: [scoring, multi-pass]
license: cc by
credits:
  authors: [{name: A, email: a@b.c}, B]
  translators: {pt-BR: C}
source: [{name: Cup, url: \"https://example.org\"}, Other]
languages: [python3, cpp]
allow_file_writing: true
embargo_until: 2026-01-01
constants: {limit: 100, big: {value: 10, latex: 10^1}}
limits:
  time_limit: 2.5
  time_resolution: 0.5
  time_multipliers: {ac_to_time_limit: 3}
  validation_passes: 3
== statement/problem.en.md
At most {{limit}} ({{big.latex}}).
== statement/problem.pt-BR.tex
Texto.
== output_validator/check.py
limit = {{limit}}
== static_validator/look.py
== data/sample/test_group.yaml
args: [a]
== data/secret/1.in !
== data/secret/1.ans !
== data/secret/test_group.yaml
output_validator_args: [x]
== data/secret/1-small/test_group.yaml
max_score: {{limit}}
score_aggregation: pass-fail
require_pass: sample
static_validation_score: 3
static_validator_args: [s]
== data/secret/1-small/1.in
1
== data/secret/1-small/1.ans
1
== data/secret/1-small/1.yaml
input_validator_args: {validate: [small]}
full_feedback: true
hint: h
== data/secret/1-small/1.files/extra.txt
text
== data/secret/2-large/test_group.yaml
max_score: 0
score_aggregation: min
require_pass: [1-small]
args: [--large]
== data/secret/2-large/more/7.in
7
== data/secret/2-large/more/7.ans
7
== data/invalid_input/bad.in
x
== data/invalid_output/o.in
1
== data/invalid_output/o.ans
1
== data/invalid_output/o.out
2
== submissions/submissions.yaml
accepted:
  score: 100
\"{wrong_answer,other}/*\":
  language: python3
  entrypoint: zero.py
  score: [0, 50]
  message: too small
  secret/1*:
    permitted: [WA]
    use_for_time_limit: false
time_limit_exceeded/slow.py:
  use_for_time_limit: upper
other/fast.py:
  use_for_time_limit: lower
== submissions/time_limit_exceeded/slow.py
while True: pass
== submissions/other/fast.py
limit = {{limit}}
";

#[test]
fn modern_scoring_reads_every_setting() {
    let (package, _folder) = accept(&[MODERN, SCORED]);
    assert_eq!(package.title("pt-BR"), "Exemplo");
    assert_eq!(package.version.as_deref(), Some("1.10"));
    assert_eq!(package.kind.grading, Grading::Scoring(Objective::Max));
    assert_eq!(package.credits.authors, ["A <a@b.c>", "B"]);
    assert_eq!(package.sources[0].1.as_deref(), Some("https://example.org"));
    assert_eq!(package.languages, Some(vec!["python3".into(), "cpp".into()]));
    assert_eq!(package.limits.validation_passes, Some(3));
    let rule =
        TimeLimitRule::Bounded { resolution: 0.5, ac_to_time_limit: 3.0, time_limit_to_tle: 1.5 };
    assert_eq!(package.time_limit.rule, rule);
    let text =
        package.statement("en").and_then(exercise::Statement::plain_text).expect("a statement");
    assert_eq!(text, "At most 100 (10^1).\n");
    let OutputValidation::Custom(validators) = &package.output_validation else {
        panic!("an output validator was written")
    };
    assert_eq!(validators[0].files[0].bytes, b"limit = 100\n");
    assert!(package.static_validator.is_some());
    assert_eq!(package.data.invalid_input.len(), 1);
    assert_eq!(package.data.invalid_output[0].name, "invalid_output/o");

    let small = package.data.group("secret/1-small").expect("a group");
    let GroupSettings::Modern(settings) = &small.settings else { panic!("modern settings") };
    assert_eq!(settings.max_score, MaxScore::Bounded(100.0));
    assert_eq!(settings.aggregation, Aggregation::PassFail);
    assert_eq!(settings.require_pass, ["sample"]);
    assert_eq!(settings.static_case.as_ref().and_then(|case| case.max_score), Some(3));
    let [Child::Case(case)] = &small.children[..] else { panic!("one case was written") };
    assert_eq!(case.input_validator_args.of("validate"), ["small"]);
    assert_eq!(case.output_validator_args.of("check"), ["x"]);
    assert!(case.full_feedback);
    assert_eq!(case.files[0].name, "extra.txt");
    let large = package.data.case("secret/2-large/more/7").expect("a case in a plain folder");
    assert_eq!(large.args, ["--large"]);
    assert!(!large.full_feedback);
    let sample = package.data.case("sample/1").expect("a sample");
    assert_eq!((sample.args.as_slice(), sample.full_feedback), (&["a".to_owned()][..], true));
}

#[test]
fn submissions_yaml_adds_to_and_replaces_folders() {
    let (package, _folder) = accept(&[MODERN, SCORED]);
    let of = |name: &str| package.submissions.iter().find(|s| s.name == name).expect("submission");
    let accepted = &of("accepted/add.py").expected.expectations;
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].permitted, VerdictSet::of(&[AC]));
    assert!(accepted[0].score.is_some_and(|score| score.contains(100.0)));

    let wrong = &of("wrong_answer/zero.py").expected.expectations;
    assert_eq!(wrong.len(), 3);
    assert_eq!(wrong[0].permitted, VerdictSet::of(&[AC, WA]));
    assert_eq!(wrong[1].message.as_deref(), Some("too small"));
    assert_eq!(wrong[2].scope, Scope::Matching("secret/1*".into()));
    assert_eq!(wrong[2].use_for_time_limit, TimeLimitUse::Never);
    assert_eq!(of("wrong_answer/zero.py").entry_point.as_deref(), Some("zero.py"));

    let slow = &of("time_limit_exceeded/slow.py").expected.expectations;
    assert_eq!(slow[1].required, VerdictSet::of(&[TLE]));
    let fast = &of("other/fast.py").expected.expectations;
    assert_eq!(fast.last().map(|e| e.permitted), Some(VerdictSet::of(&[AC, WA, RTE])));
    assert_eq!(of("other/fast.py").files[0].bytes, b"limit = 100\n");
}
