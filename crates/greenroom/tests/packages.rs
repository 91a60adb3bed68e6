//! Packages of all four format versions, built by hand from the specification, must verify.

mod support;

use support::{ANY_INPUT, Folder, LEGACY_STATEMENT, STATEMENT, check_package, files};

const HALVES: &[(&str, &str)] = &[
    ("p/data/sample/1.in", "1\n"),
    ("p/data/sample/1.ans", "0.5\n"),
    ("p/data/secret/1.in", "3\n"),
    ("p/data/secret/1.ans", "1.5\n"),
    ("p/data/secret/2.in", "1000\n"),
    ("p/data/secret/2.ans", "500\n"),
    ("p/submissions/accepted/half.py", "print(int(input()) / 2 + 1e-9)\n"),
    ("p/submissions/wrong_answer/whole.py", "print(int(input()) // 2)\n"),
    ("p/submissions/run_time_error/table.py", "print([0, 0.5, 1, 1.5][int(input())])\n"),
];

#[test]
fn legacy_with_tolerance_and_a_limit_file() {
    let package = files(&[
        &[
            ("p/problem.yaml", "name: Halves\nvalidator_flags: float_tolerance 1e-6\n"),
            ("p/.timelimit", "1\n"),
            (
                "p/submissions/time_limit_exceeded/slow.py",
                "n = int(input())\nwhile n > 500:\n    pass\nprint(n / 2)\n",
            ),
            LEGACY_STATEMENT,
            ANY_INPUT,
        ],
        HALVES,
    ]);
    check_package(&Folder::new(&package), "p", 4);
}

#[test]
fn legacy_derives_its_time_limit() {
    let package = files(&[
        &[
            ("p/problem.yaml", "name: Halves\nvalidator_flags: float_tolerance 1e-6\n"),
            LEGACY_STATEMENT,
            ANY_INPUT,
        ],
        HALVES,
    ]);
    let folder = Folder::new(&package);
    check_package(&folder, "p", 3);
    let answer = folder.greenroom(&["verify", "p", "--json"]);
    assert_eq!(answer.json()["packages"][0]["time_limit_ms"], 1000);
}

#[test]
fn legacy_scoring_with_groups_and_a_grader() {
    let package = files(&[&[
        (
            "p/problem.yaml",
            "name: Points\ntype: scoring\nvalidation: custom score\nlimits:\n  memory: 256\n",
        ),
        ("p/.timelimit", "2\n"),
        LEGACY_STATEMENT,
        ANY_INPUT,
        (
            "p/data/testdata.yaml",
            "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n",
        ),
        ("p/data/sample/1.in", "1\n"),
        ("p/data/sample/1.ans", "1\n"),
        ("p/data/secret/testdata.yaml", "on_reject: continue\ngrading: custom\n"),
        ("p/data/secret/a/testdata.yaml", "accept_score: 40\nrange: 0 40\n"),
        ("p/data/secret/a/1.in", "2\n"),
        ("p/data/secret/a/1.ans", "2\n"),
        ("p/data/secret/b/testdata.yaml", "accept_score: 60\nrange: 0 60\n"),
        ("p/data/secret/b/1.in", "300\n"),
        ("p/data/secret/b/1.ans", "300\n"),
        (
            "p/graders/sum.py",
            "import sys\ntotal = sum(float(l.split()[1]) for l in sys.stdin if l.startswith('AC'))\n\
             print('AC' if total else 'WA', total)\n",
        ),
        (
            "p/output_validators/same/main.cpp",
            r#"
#include <fstream>
#include <iostream>
int main(int, char **argv) {
  std::ifstream answer(argv[2]);
  int a, b;
  if (!(answer >> a) || !(std::cin >> b) || a != b) return 43;
  std::ofstream(std::string(argv[3]) + "score.txt") << (a < 100 ? 40 : 60);
  return 42;
}
"#,
        ),
        ("p/submissions/accepted/all.py", "# @EXPECTED_GRADES@ AC AC\nprint(int(input()))\n"),
        ("p/submissions/partially_accepted/small.py", "n = int(input())\nprint(min(n, 100))\n"),
    ]]);
    let folder = Folder::new(&package);
    check_package(&folder, "p", 2);
    let answer =
        folder.greenroom(&["judge", "p", "p/submissions/partially_accepted/small.py", "--json"]);
    assert_eq!(answer.json()["points"]["got"], 40.0);
}

const GUESS_VALIDATOR: &str = r#"
#include <fstream>
#include <iostream>
int main(int, char **argv) {
  std::ifstream in(argv[1]);
  std::ofstream judge(std::string(argv[3]) + "judgemessage.txt");
  int secret, guess;
  in >> secret;
  for (int i = 0; i < 12; i++) {
    if (!(std::cin >> guess)) {
      judge << "no guess";
      return 43;
    }
    if (guess == secret) {
      std::cout << "right" << std::endl;
      return 42;
    }
    std::cout << (guess < secret ? "higher" : "lower") << std::endl;
  }
  judge << "too many guesses";
  return 43;
}
"#;

const GUESS_DATA: &[(&str, &str)] = &[
    ("p/data/secret/1.in", "1\n"),
    ("p/data/secret/1.ans", ""),
    ("p/data/secret/2.in", "777\n"),
    ("p/data/secret/2.ans", ""),
    (
        "p/submissions/accepted/halve.py",
        "low, high = 1, 1000\nwhile True:\n    middle = (low + high) // 2\n    print(middle, \
         flush=True)\n    said = input()\n    if said == 'right':\n        break\n    if said == \
         'higher':\n        low = middle + 1\n    else:\n        high = middle - 1\n",
    ),
    (
        "p/submissions/wrong_answer/count.py",
        "for guess in range(1, 1000):\n    print(guess, flush=True)\n    if input() == 'right':\n        \
         break\n",
    ),
    (
        "p/submissions/run_time_error/crash.py",
        "print(500, flush=True)\nif input() == 'higher':\n    raise ValueError('lost')\nprint(1, \
         flush=True)\ninput()\n",
    ),
    (
        "p/submissions/time_limit_exceeded/no_flush.py",
        "import sys\nsys.stdout.write('1\\n')\nif sys.stdin.readline() != 'right':\n    pass\n",
    ),
];

#[test]
fn legacy_interactive_with_a_validator_in_cpp() {
    let package = files(&[
        &[
            ("p/problem.yaml", "name: Guess\nvalidation: custom interactive\n"),
            ("p/.timelimit", "1\n"),
            LEGACY_STATEMENT,
            ANY_INPUT,
            ("p/output_validators/guess/guess.cpp", GUESS_VALIDATOR),
        ],
        GUESS_DATA,
    ]);
    let folder = Folder::new(&package);
    check_package(&folder, "p", 4);
    let wrong = folder.greenroom(&["judge", "p", "p/submissions/wrong_answer/count.py", "--json"]);
    let json = wrong.json();
    assert_eq!((wrong.status, json["verdict"].as_str()), (1, Some("WA")));
    let evidence = &json["lanes"][0]["checks"][1]["evidence"];
    assert_eq!(evidence[0]["type"], "transcript");
    assert_eq!(evidence[0]["entries"][0]["by"], "submission");
    let stuck = folder.greenroom(&[
        "judge",
        "p",
        "p/submissions/time_limit_exceeded/no_flush.py",
        "--json",
    ]);
    let explanation = stuck.json()["explanation"].to_string();
    assert!(explanation.contains("both sides wait"), "{explanation}");
}

#[test]
fn modern_interactive_in_2023_07() {
    let package = files(&[
        &[
            (
                "p/problem.yaml",
                "problem_format_version: 2023-07\nname: Guess\nuuid: \
                 0a3c1f6e-51a2-4cf7-9d0b-6b8f2f0b6c11\ntype: interactive\nlimits:\n  \
                 time_limit: 1.0\n",
            ),
            STATEMENT,
            ANY_INPUT,
            ("p/output_validator/guess.cpp", GUESS_VALIDATOR),
        ],
        GUESS_DATA,
    ]);
    check_package(&Folder::new(&package), "p", 4);
}

#[test]
fn legacy_icpc_with_several_validators() {
    let validator = |check: &str| {
        format!(
            "import sys\nout = sys.stdin.read().split()\nok = len(out) == 2 and {check}\n\
             open(sys.argv[3] + 'judgemessage.txt', 'w').write('' if ok else '{}')\n\
             sys.exit(42 if ok else 43)\n",
            check.replace('\'', "")
        )
    };
    let (sum, order) = (
        validator("sum(map(int, out)) == int(open(sys.argv[1]).read())"),
        validator("int(out[0]) < int(out[1])"),
    );
    let package = files(&[&[
        (
            "p/problem.yaml",
            "problem_format_version: legacy-icpc\nname: Two summands\nvalidation: custom\n",
        ),
        ("p/domjudge-problem.ini", "timelimit = '1'\n"),
        LEGACY_STATEMENT,
        ANY_INPUT,
        ("p/output_validators/sum.py", &sum),
        ("p/output_validators/order.py", &order),
        ("p/data/sample/1.in", "10\n"),
        ("p/data/sample/1.ans", "3 7\n"),
        ("p/data/secret/1.in", "7\n"),
        ("p/data/secret/1.ans", "3 4\n"),
        ("p/submissions/accepted/one.py", "n = int(input())\nprint(1, n - 1)\n"),
        (
            "p/submissions/accepted/Main.java",
            "import java.util.*;\npublic class Main { public static void main(String[] a) { int n = new \
             Scanner(System.in).nextInt(); System.out.println(\"2 \" + (n - 2)); } }\n",
        ),
        ("p/submissions/wrong_answer/equal.py", "n = int(input())\nprint(n - 1, 1)\n"),
        ("p/submissions/wrong_answer/silent.cpp", "int main() {}\n"),
    ]]);
    check_package(&Folder::new(&package), "p", 4);
}

fn modern(kind: &str, more: &str) -> String {
    format!(
        "problem_format_version: 2025-09\nname: Test\nuuid: \
         c9f6ac0b-5f0a-4b43-a7d0-39a0b1ad6b0e\ntype: {kind}\nlimits:\n  time_limit: 1.0\n{more}"
    )
}

#[test]
fn modern_multi_pass() {
    let yaml = modern("multi-pass", "  validation_passes: 3\n");
    let package = files(&[&[
        ("p/problem.yaml", yaml.as_str()),
        STATEMENT,
        ANY_INPUT,
        (
            // Pass 1: encode a number; pass 2 gets what was encoded and must give the number back.
            "p/output_validator/validate.py",
            r"
import os, sys
input_, answer, feedback = sys.argv[1:4]
out = sys.stdin.read().split()
state = feedback + 'state'
if not os.path.exists(state):
    if len(out) != 1 or set(out[0]) - set('ab'):
        sys.exit(43)
    open(state, 'w').write(open(input_).read().split()[1])
    open(feedback + 'nextpass.in', 'w').write('decode ' + out[0] + '\n')
    sys.exit(42)
assert open(input_).read().startswith('decode')
sys.exit(42 if out == [open(state).read()] else 43)
",
        ),
        ("p/data/sample/1.in", "encode 5\n"),
        ("p/data/sample/1.ans", ""),
        ("p/data/sample/1.interaction", "<encode 5\n>aaaaa\n---\n<decode aaaaa\n>5\n"),
        ("p/data/secret/1.in", "encode 12\n"),
        ("p/data/secret/1.ans", ""),
        (
            "p/submissions/accepted/unary.py",
            "what, value = input().split()\nprint('a' * int(value) if what == 'encode' else \
             len(value))\n",
        ),
        (
            "p/submissions/wrong_answer/forgets.py",
            "what, value = input().split()\nprint('ab' if what == 'encode' else 1)\n",
        ),
        (
            "p/submissions/run_time_error/second.py",
            "what, value = input().split()\nprint('a' * int(value) if what == 'encode' else 1 // 0)\n",
        ),
    ]]);
    check_package(&Folder::new(&package), "p", 3);
}

#[test]
fn modern_scoring_with_required_groups_and_static_checks() {
    let yaml = modern("scoring", "");
    let package = files(&[&[
        ("p/problem.yaml", yaml.as_str()),
        STATEMENT,
        ANY_INPUT,
        ("p/data/sample/1.in", "4\n"),
        ("p/data/sample/1.ans", "8\n"),
        ("p/data/secret/1-small/test_group.yaml", "max_score: 30\nscore_aggregation: pass-fail\n"),
        ("p/data/secret/1-small/1.in", "5\n"),
        ("p/data/secret/1-small/1.ans", "10\n"),
        (
            "p/data/secret/2-large/test_group.yaml",
            "max_score: 70\nscore_aggregation: sum\nrequire_pass: [1-small]\n\
             static_validation_score: 10\n",
        ),
        ("p/data/secret/2-large/1.in", "5000000000\n"),
        ("p/data/secret/2-large/1.ans", "10000000000\n"),
        ("p/data/secret/2-large/2.in", "6000\n"),
        ("p/data/secret/2-large/2.ans", "12000\n"),
        (
            "p/static_validator/validate.py",
            "import glob, sys\ntext = ''.join(open(name).read() for name in glob.glob('*.*'))\n\
             sys.exit(43 if '*' in text else 42)\n",
        ),
        ("p/submissions/accepted/add.py", "n = int(input())\nprint(n + n)\n"),
        (
            "p/submissions/rejected/short.c",
            "#include <stdio.h>\nint main(void) { int n; scanf(\"%d\", &n); printf(\"%d\\n\", n + n); }\n",
        ),
        ("p/submissions/mixed/times.py", "n = int(input())\nprint(n * 2)\n"),
        (
            "p/submissions/submissions.yaml",
            "accepted/add.py:\n  score: 100\nrejected/short.c:\n  permitted: [AC, WA]\n  required: [WA]\n  \
             score: 70\nmixed/times.py:\n  permitted: [AC]\n  required: [AC]\n  score: 90\n",
        ),
    ]]);
    let folder = Folder::new(&package);
    check_package(&folder, "p", 3);
    let json = folder.greenroom(&["judge", "p", "p/submissions/accepted/add.py", "--json"]).json();
    assert_eq!((&json["verdict"], &json["score"]), (&"AC".into(), &1.0.into()));
}

#[test]
fn modern_with_arguments_files_includes_and_read_only_folder() {
    let yaml = modern("pass-fail", "");
    let package = files(&[&[
        ("p/problem.yaml", yaml.as_str()),
        STATEMENT,
        ANY_INPUT,
        ("p/include/python3/judge_lib.py", "def greet(name):\n    return 'hello ' + name\n"),
        ("p/data/sample/1.in", "x\n"),
        ("p/data/sample/1.ans", "hello world 7\n"),
        ("p/data/sample/1.yaml", "args: [world]\n"),
        ("p/data/sample/1.files/table.txt", "7\n"),
        ("p/data/secret/1.in", "x\n"),
        ("p/data/secret/1.ans", "hello moon 8\n"),
        ("p/data/secret/1.yaml", "args: [moon]\n"),
        ("p/data/secret/1.files/table.txt", "8\n"),
        (
            "p/submissions/accepted/reads.py",
            "import sys\nfrom judge_lib import greet\nprint(greet(sys.argv[1]), \
             open('table.txt').read())\n",
        ),
        (
            "p/submissions/run_time_error/writes.py",
            "import sys\nfrom judge_lib import greet\nopen('table.txt', 'w').write('7')\n\
             print(greet(sys.argv[1]), 7)\n",
        ),
        (
            "p/submissions/run_time_error/creates.py",
            "import sys\nfrom judge_lib import greet\nopen('new.txt', 'w').write('7')\n\
             print(greet(sys.argv[1]), open('table.txt').read())\n",
        ),
    ]]);
    check_package(&Folder::new(&package), "p", 3);
}

#[test]
fn modern_submit_answer() {
    let yaml = modern("submit-answer", "");
    let package = files(&[&[
        ("p/problem.yaml", yaml.as_str()),
        STATEMENT,
        ANY_INPUT,
        ("p/data/secret/one.in", "1\n"),
        ("p/data/secret/one.ans", "11\n"),
        ("p/data/secret/two.in", "2\n"),
        ("p/data/secret/two.ans", "22\n"),
        ("p/submissions/accepted/all/one.out", "11\n"),
        ("p/submissions/accepted/all/two.out", "22\n"),
        ("p/submissions/wrong_answer/half/one.out", "11\n"),
    ]]);
    check_package(&Folder::new(&package), "p", 2);
}

#[test]
fn validators_that_break_are_judge_errors() {
    for (text, words) in [
        ("import sys\nsys.exit(0)\n", "status 0"),
        ("raise KeyError('oops')\n", "KeyError"),
        ("while True:\n    pass\n", "took too long"),
        ("import sys\nopen(sys.argv[3] + 'nextpass.in', 'w')\nsys.exit(43)\n", "another pass"),
    ] {
        let yaml = modern("pass-fail", "  validation_time: 1\n");
        let package = files(&[&[
            ("p/problem.yaml", yaml.as_str()),
            STATEMENT,
            ANY_INPUT,
            ("p/output_validator/validate.py", text),
            ("p/data/secret/1.in", "1\n"),
            ("p/data/secret/1.ans", "1\n"),
            ("p/submissions/accepted/copy.py", "print(input())\n"),
        ]]);
        let folder = Folder::new(&package);
        let answer = folder.greenroom(&["judge", "p", "p/submissions/accepted/copy.py", "--json"]);
        let json = answer.json();
        assert_eq!((answer.status, json["verdict"].as_str()), (3, Some("JE")), "{json}");
        assert!(json["explanation"].to_string().contains(words), "{}", json["explanation"]);
        let verified = folder.greenroom(&["verify", "p"]);
        assert_eq!(verified.status, 1, "{}", verified.stdout);
    }
}

#[test]
fn data_that_its_own_validators_refuse_is_found() {
    let yaml = modern("pass-fail", "");
    let package = files(&[&[
        ("p/problem.yaml", yaml.as_str()),
        STATEMENT,
        (
            "p/input_validators/digits.py",
            "import sys\nsys.exit(42 if sys.stdin.read().strip().isdigit() else 43)\n",
        ),
        ("p/data/secret/1.in", "one\n"),
        ("p/data/secret/1.ans", "one\n"),
        ("p/data/invalid_input/fine.in", "7\n"),
        ("p/data/invalid_output/same.in", "7\n"),
        ("p/data/invalid_output/same.ans", "7\n"),
        ("p/data/invalid_output/same.out", "7\n"),
        ("p/submissions/accepted/copy.py", "print(input())\n"),
    ]]);
    let folder = Folder::new(&package);
    let answer = folder.greenroom(&["verify", "p", "--json"]);
    let json = answer.json();
    let problems = json["packages"][0]["problems"].as_array().expect("a list").clone();
    let cases: Vec<&str> = problems.iter().filter_map(|problem| problem["case"].as_str()).collect();
    assert_eq!(answer.status, 1);
    assert_eq!(cases, ["secret/1", "invalid_input/fine", "invalid_output/same"]);
}
