//! One failing example for every rule, and none without one.

use std::collections::BTreeSet;
use std::os::unix::net::UnixListener;

use exercise::{Finding, Package, ReadOptions, Severity, Strictness};

use crate::support::{LEGACY, MODERN, findings, read, write};

const SCORING: &str = "\
== problem.yaml
problem_format_version: 2025-09
name: Example
uuid: 944e1391-d3fd-4a40-9332-897389f70c18
license: cc0
rights_owner: Nobody
type: scoring
";
const GREENROOM: &str = "\
== greenroom.yaml
kind: program
level: junior
minutes: 10
competencies: []
summary: An example.
hints: [Think.]
== solution/solution.en.md
Add.
";
const LEGACY_SCORING: &str = "== problem.yaml\nname: Example\ntype: scoring\nlicense: cc0\n";

/// Base, what is added to it, and how the finding begins.
const EXAMPLES: &[(&[&str], &str, &str)] = &[
    (&[], "== problem.txt\n\n", "package: E001 `example` has no `problem.yaml`"),
    (&[MODERN], "== problem.yaml\na: [\n", "problem.yaml:1: E002 "),
    (&[MODERN], "== problem.yaml\n- a\n", "problem.yaml:1: E002 It must be a map"),
    (&[MODERN], "== problem.yaml\nproblem_format_version: 2031-01\n", "problem.yaml:1: E003 "),
    (&[MODERN], "== problem.yaml\nproblem_format_version: 2025-09\n", "problem.yaml: E004 "),
    (&[MODERN, GREENROOM], "== greenroom.yaml\nkind: program\n", "greenroom.yaml: E004 "),
    (
        &[MODERN],
        "== data/secret/1.yaml\n\nhnit: x\n",
        "data/secret/1.yaml:2: E005 The key `hnit` is not known here; did you mean `hint`?",
    ),
    (
        &[MODERN],
        "== data/secret/test_group.yaml\nargs: {a: b}\n",
        "data/secret/test_group.yaml:1: E006 `args` must be a list of texts, not a map.",
    ),
    (
        &[MODERN, SCORING],
        "== problem.yaml
problem_format_version: 2025-09
name: Example
uuid: 944e1391-d3fd-4a40-9332-897389f70c18
license: cc0
rights_owner: Nobody
type: [pass-fail, scoring]
",
        "problem.yaml:6: E007 `pass-fail` and `scoring` exclude",
    ),
    (
        &[LEGACY],
        "== problem.yaml\nproblem_format_version: legacy-icpc\ntype: scoring\n",
        "problem.yaml:2: E007 legacy-icpc",
    ),
    (&[LEGACY], "== problem.yaml\nlimits: {memory: 0}\n", "problem.yaml:1: E008 "),
    (&[LEGACY], "== .timelimit\nsoon\n", ".timelimit:1: E008 "),
    (&[MODERN], "== statement/problem.en.md !\n", "statement: E009 "),
    (&[MODERN], "== statement/problem.de.md\nText.\n", "problem.yaml:2: E010 "),
    (
        &[LEGACY],
        "== problem.yaml\nlicense: public domain\nrights_owner: A\n",
        "problem.yaml: E011 ",
    ),
    (
        &[MODERN, SCORING],
        "== problem.yaml
problem_format_version: 2025-09
name: Example
uuid: 944e1391-d3fd-4a40-9332-897389f70c18
license: cc0
rights_owner: Nobody
constants: {1a: 2}
",
        "problem.yaml:6: E012 ",
    ),
    (
        &[MODERN],
        "== statement/problem.en.md\n{{nextsample}}\n{{nextsample}}\n",
        "statement/problem.en.md: E013 ",
    ),
    (
        &[MODERN],
        "== problem.yaml\nproblem_format_version: 2025-09\nvalidation: custom\n",
        "problem.yaml:2: E014 2025-09 has no key `validation`",
    ),
    (&[MODERN], "== data/secret/2.in -> ../../../secret\n", "data/secret/2.in: E020 "),
    (
        &[MODERN],
        "== data/secret/2.in -> /etc/passwd\n",
        "data/secret/2.in: E020 The link's target is an absolute path",
    ),
    (&[MODERN], "== data/loop -> .\n", "data/loop: E020 "),
    (&[MODERN], "== data/secret/2.in\n2\n", "data/secret/2: E030 `2.ans` is missing"),
    (&[MODERN], "== data/sample/2.interaction\n<1\n", "data/sample/2: E030 `2.in` is missing"),
    (&[LEGACY], "== data/secret/1.in !\n== data/secret/1.ans !\n", "data/secret: E031 "),
    (
        &[MODERN],
        "== data/secret/a/test_group.yaml\n\n== data/secret/a/1.in\n1\n== data/secret/a/1.ans\n1\n",
        "data/secret: E032 ",
    ),
    (
        &[MODERN],
        "== data/secret/a/test_group.yaml\n\n== data/secret/a/b/test_group.yaml\n\n",
        "data/secret/a/b/test_group.yaml: E033 ",
    ),
    (&[MODERN], "== data/secret/a/test_group.yaml\n\n", "data/secret/a: E034 "),
    (&[MODERN], "== data/secret/1/2.in\n2\n== data/secret/1/2.ans\n2\n", "data/secret/1: E035 "),
    (
        &[MODERN, SCORING],
        "== data/secret/test_group.yaml\nrequire_pass: later\n",
        "data/secret/test_group.yaml:1: E036 ",
    ),
    (
        &[MODERN],
        "== data/secret/test_group.yaml\nmax_score: 5\n",
        "data/secret/test_group.yaml:1: E037 ",
    ),
    (&[LEGACY], "== data/testdata.yaml\nrange: 0 1\n", "data/testdata.yaml:1: E037 "),
    (
        &[MODERN, SCORING],
        "== data/secret/a/test_group.yaml\n\n",
        "data/secret/a/test_group.yaml: E038 ",
    ),
    (&[MODERN], "== data/sample/1.in.statement\n1\n", "data/sample/1: E039 "),
    (
        &[LEGACY, LEGACY_SCORING],
        "== data/testdata.yaml\ngrading: custom\n",
        "data/testdata.yaml:1: E040 ",
    ),
    (
        &[LEGACY, LEGACY_SCORING],
        "== data/testdata.yaml\ngrader_flags: best\n",
        "data/testdata.yaml:1: E040 `best` is no argument",
    ),
    (
        &[MODERN],
        "== data/secret/test_group.yaml\nstatic_validation_score: pass-fail\n",
        "data/secret/test_group.yaml: E041 ",
    ),
    (&[MODERN], "== input_validators/validate.py !\n", "input_validators: E050 "),
    (&[MODERN], "== input_validators/form.ctd\nEOF\n", "input_validators/form.ctd: E051 "),
    (
        &[MODERN],
        "== input_validators/validate.cpp\nint main() {}\n",
        "input_validators/validate.py: E052 ",
    ),
    (&[MODERN], "== output_validator/run\n\n", "output_validator/run: E053 "),
    (
        &[MODERN],
        "== output_validator/a/x.py\n\n== output_validator/b/x.py\n\n",
        "output_validator: E054 ",
    ),
    (&[LEGACY, LEGACY_SCORING], "== graders/a.py\n\n== graders/b.py\n\n", "graders: E054 "),
    (
        &[LEGACY],
        "== data/testdata.yaml\noutput_validator_flags: float_tolerance x\n",
        "data/sample/1: E055 ",
    ),
    (&[MODERN], "== submissions/accepted/add.py !\n", "submissions: E060 "),
    (
        &[MODERN],
        "== submissions/submissions.yaml\n\"**\": {}\n",
        "submissions/submissions.yaml:1: E061 ",
    ),
    (
        &[MODERN],
        "== submissions/submissions.yaml\nwrong_answer:\n  required: [CE]\n",
        "submissions/submissions.yaml:2: E062 ",
    ),
    (
        &[MODERN],
        "== submissions/submissions.yaml\nwrong_answer/zero.py:\n  score: 3\n",
        "submissions/submissions.yaml:2: E062 ",
    ),
    (
        &[MODERN],
        "== submissions/submissions.yaml\nwrong_answer/*:\n  permitted: [TLE]\n",
        "submissions/submissions.yaml:1: E063 ",
    ),
    (&[MODERN], "== include/cplusplus/main.cpp\n\n", "include/cplusplus: E064 "),
    (
        &[LEGACY],
        "== submissions/mixed/a.py\n# @EXPECTED_RESULTS@: PERHAPS\n",
        "submissions/mixed/a.py:1: E065 ",
    ),
    (
        &[MODERN, GREENROOM],
        "== greenroom.yaml
kind: program
level: junior
minutes: 10
competencies: []
summary: An example.
levels: [{name: One, group: one}]
",
        "greenroom.yaml:6: E070 ",
    ),
    (
        &[MODERN, GREENROOM],
        "== greenroom.yaml
kind: program
level: junior
minutes: 10
competencies: []
summary: An example.
function: {name: addAll, returns: int}
",
        "greenroom.yaml:6: E071 `addAll` is no usable name",
    ),
    (
        &[MODERN, GREENROOM],
        "== greenroom.yaml
kind: program
level: junior
minutes: 10
competencies: []
summary: An example.
function: {name: add, parameters: [{name: numbers, type: list<int>}], returns: int}
",
        "data/sample/1.in:1: E072 ",
    ),
    (&[MODERN], "== data/secret/a+b.in\n\n", "data/secret/a+b.in: W002 "),
    (&[LEGACY], "== data/secret/1.in\r\n1 2\r\n", "data/secret/1.in: W004 "),
    (&[LEGACY], "== problem.yaml\nname: Example\n", "problem.yaml: W006 "),
    (
        &[LEGACY],
        "== problem.yaml\nauthors: A\n",
        "problem.yaml:1: W007 The key `authors` is not known here; did you mean `author`?",
    ),
    (&[MODERN], "== data/secret/1.answer\n\n", "data/secret/1.answer: W008 "),
    (&[LEGACY], "== problem.yaml\nname: $O(n)$\n", "problem.yaml:1: W009 "),
    (&[LEGACY], "== input_format_validators/b.py\n\n", "input_format_validators: W010 "),
    (&[MODERN], "== data/sample/1.in !\n== data/sample/1.ans !\n", "data/sample: W011 "),
    (&[MODERN], "== submissions/wrong_answer/zero.py !\n", "submissions: W012 "),
    (&[MODERN], "== submissions/rejected/notes.txt\n\n", "submissions/rejected/notes.txt: W013 "),
    (
        &[MODERN],
        "== submissions/submissions.yaml\nother/*: {model_solution: true}\n",
        "submissions/submissions.yaml:1: W014 ",
    ),
    (&[MODERN, GREENROOM], "== solution/solution.en.md !\n", "solution: W015 "),
    (
        &[MODERN],
        "== greenroom.yaml
kind: program
level: junior
minutes: 10
competencies: []
summary: An example.
",
        "greenroom.yaml: W016 ",
    ),
    (&[MODERN], "== data/secret/2.in\n2 2\n== data/secret/2.ans\n4\n", "data/secret/2: W017 "),
    (&[MODERN], "== statement/problem.en.md\nUp to {{limit}}.\n", "statement/problem.en.md: W018 "),
    (
        &[MODERN, GREENROOM],
        "== greenroom.yaml
kind: program
level: junior
minutes: 10
competencies: []
summary: An example.
function: {name: add, parameters: [{name: numbers, type: int}], returns: int}
== data/sample/1.in
9007199254740992
== data/secret/1.in
1
",
        "data/sample/1.in:1: W020 ",
    ),
];

/// Rules whose examples are tests of their own, here, in `archives` or in `sheets`. E024 alone has
/// none: a file that is listed but not readable needs a broken disk, since tests may run as root.
const ELSEWHERE: [&str; 16] = [
    "E021", "E022", "E023", "E024", "E080", "E081", "E082", "E083", "E084", "W001", "W003", "W005",
    "W019", "W030", "W031", "W032",
];

#[test]
fn every_rule_has_a_failing_example() {
    let mut shown: BTreeSet<String> = ELSEWHERE.iter().map(|id| (*id).to_owned()).collect();
    let mut failed = Vec::new();
    for (base, added, expected) in EXAMPLES {
        let mut parts = base.to_vec();
        parts.push(added);
        let found = findings(&parts);
        if !found.iter().any(|line| line.starts_with(expected)) {
            failed.push(format!("expected {expected}, found {found:#?}"));
        }
        let id = expected.split(' ').find(|word| exercise::rule(word).is_some());
        shown.insert(id.expect("an example names a rule").to_owned());
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    let all: BTreeSet<String> = exercise::RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(shown, all);
}

fn ids(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn what_only_a_file_system_can_show() {
    let written = write("Two-Words", &[MODERN]);
    let (_, found) = read(&written).expect("a warning is no error");
    assert_eq!(ids(&found), ["W001"]);

    let written = write("example", &[MODERN]);
    let _socket = UnixListener::bind(written.path.join("data/secret/socket")).expect("a socket");
    assert_eq!(ids(&read(&written).expect_err("a socket is refused").findings), ["E021"]);

    let written = write("example", &[MODERN]);
    let large = std::fs::File::create(written.path.join("large.bin")).expect("our own folder");
    large.set_len(101 << 20).expect("a hole takes no space");
    assert_eq!(ids(&read(&written).expect("a warning is no error").1), ["W005"]);

    let text = MODERN.replace("2025-09", "2023-07");
    let (_, found) = read(&write("example", &[&text])).expect("it is read");
    assert_eq!(ids(&found), ["W003"]);

    let written = write("example", &[MODERN]);
    let big = "x".repeat(17 << 20);
    std::fs::write(written.path.join("submissions/accepted/add.py"), big).expect("our own folder");
    let refused = read(&written).expect_err("17 MiB of source are too many");
    assert!(ids(&refused.findings).contains(&"E023"), "{refused}");
}

#[test]
fn an_unreadable_archive_is_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("example.zip");
    std::fs::create_dir(&path).expect("our own folder");
    let refused = Package::read(&path, ReadOptions::default()).expect_err("it holds nothing");
    assert_eq!(ids(&refused.findings), ["E001"]);
    let missing = Package::read(&folder.path().join("none"), ReadOptions::default());
    assert_eq!(ids(&missing.expect_err("it is not there").findings), ["E001"]);
}

#[test]
fn lenient_reading_softens_what_can_be_lived_with() {
    let written = write(
        "example",
        &[
            MODERN,
            "== problem.yaml
problem_format_version: 2025-09
name: Example
uuid: 944e1391-d3fd-4a40-9332-897389f70c18
license: cc0
rights_owner: Nobody
colour: red
",
        ],
    );
    assert_eq!(ids(&read(&written).expect_err("an unknown key").findings), ["E005"]);
    let options = ReadOptions { strictness: Strictness::Lenient };
    let (_, found) = Package::read(&written.path, options).expect("read leniently");
    assert_eq!(ids(&found), ["E005"]);
    assert_eq!(found[0].severity, Severity::Warning);
}
