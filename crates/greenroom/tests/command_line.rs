//! The command line: stable JSON, exit statuses, one clear sentence for bad input.

mod support;

use serde_json::Value;
use support::{Folder, exists, files};

const ECHO: &[(&str, &str)] = &[
    (
        "p/problem.yaml",
        "problem_format_version: 2025-09\nname: Echo\nuuid: 5f9c7f5e-0c6c-4a0c-8f4e-2f0f3b0b5a11\n\
         limits:\n  time_limit: 1.0\n  memory: 256\n",
    ),
    support::STATEMENT,
    support::ANY_INPUT,
    ("p/data/sample/1.in", "hi\n"),
    ("p/data/sample/1.ans", "hi\n"),
    ("p/data/secret/1-long.in", "one two three four\n"),
    ("p/data/secret/1-long.ans", "one two three four\n"),
    ("p/data/secret/2-short.in", "abc\n"),
    ("p/data/secret/2-short.ans", "abc\n"),
    ("p/submissions/accepted/echo.py", "print(input())\n"),
];

/// Judges one file on the package and answers the report.
fn judged(name: &str, bytes: &[u8], more: &[&str]) -> (i32, Value) {
    let folder = Folder::new(ECHO);
    folder.write(name, bytes);
    let mut args = vec!["judge", "p", name, "--json"];
    args.extend(more);
    let answer = folder.greenroom(&args);
    (answer.status, answer.json())
}

fn check_verdict(name: &str, text: &str, status: i32, verdict: &str, words: &str) {
    let (got, json) = judged(name, text.as_bytes(), &[]);
    let explanation = json["explanation"].as_str().unwrap_or_default();
    assert_eq!((got, json["verdict"].as_str()), (status, Some(verdict)), "{explanation}");
    assert!(explanation.contains(words), "{explanation}");
}

#[test]
fn every_verdict_has_its_sentence() {
    check_verdict("a.py", "print(input())", 0, "AC", "all 3 checks passed");
    check_verdict("a.py", "print(input().upper() + '!')", 1, "WA", "sample/1: line 1 has HI!");
    check_verdict("a.py", "input()", 1, "WA", "printed nothing");
    check_verdict("a.py", "while True: pass", 1, "TLE", "processor time");
    check_verdict("a.py", "import time\ntime.sleep(9)", 1, "TLE", "was waiting");
    check_verdict("a.py", "[][input().__len__()]", 1, "RTE", "IndexError: list index out of range");
    check_verdict("a.py", "x = 'x' * (1 << 29)\nprint(len(x))", 1, "MLE", "256 MiB");
    check_verdict("a.py", "while True: print('x' * 9999)", 1, "OLE", "printed more");
    check_verdict("a.py", "print(", 1, "CE", "refused the program");
    check_verdict("a.c", "int main(void) { return *(volatile int *)0; }", 1, "RTE", "SIGSEGV");
}

#[test]
fn the_smallest_failure_comes_first_and_can_be_repeated() {
    let text = "t = input()\nprint(t if t == 'hi' else 'no')";
    let (_, json) = judged("a.py", text.as_bytes(), &["--all"]);
    assert_eq!(json["first_failure"], "secret/2-short");
    assert_eq!(json["reproduce"], "greenroom judge p a.py --case secret/2-short");
    let (status, json) = judged("a.py", text.as_bytes(), &["--case", "sample/1"]);
    assert_eq!((status, json["verdict"].as_str()), (0, Some("AC")));
    let (_, json) = judged("a.py", text.as_bytes(), &["--lane", "secret", "--seed", "7"]);
    assert_eq!(json["lanes"][0]["skipped"], 1);
    assert_eq!(json["provenance"]["seed"], 7);
    assert_eq!(json["provenance"]["limits"]["cpu_ms"], 1000);
}

#[test]
fn what_no_compiler_should_see_gets_a_sentence() {
    check_verdict("a.py", "", 1, "CE", "a.py is empty");
    let (status, json) = judged("a.py", b"\x7fELF\0\0", &[]);
    assert_eq!((status, json["verdict"].as_str()), (1, Some("CE")));
    assert!(json["explanation"].to_string().contains("not text"));
    let huge = "#".repeat(200 << 10);
    check_verdict("a.py", &huge, 1, "RJ", "128 KiB are allowed");
    check_verdict("a.xyz", "print(1)", 1, "CE", "--language");
}

#[test]
fn wrong_use_is_told_in_one_sentence() {
    let folder = Folder::new(ECHO);
    folder.write("a.py", b"print(input())");
    for (args, words) in [
        (&["judge", "p", "missing.py"][..], "missing.py cannot be read"),
        (&["judge", "nowhere", "a.py"], "nowhere"),
        (&["judge", "p", "a.py", "--case", "secret/9"], "no case or group secret/9"),
        (&["run", "a.py", "--language", "cobol"], "the language cobol is not known"),
        (&["run", "a.py", "--stdin", "missing.txt"], "missing.txt cannot be read"),
        (&["run", "a.py", "--cpu", "fast"], "fast is no time"),
        (&["run", "a.py", "--memory", "0"], "0 is no size"),
        (&["languages", "check", "cobol"], "the language cobol is not known"),
        (&["help", "nonsense"], "no topic nonsense"),
        (&["new", "poem", "x"], "there is no kind poem"),
        (&["new", "program", "../x"], "no name of a package"),
        (&["fly"], "unrecognized subcommand"),
    ] {
        let answer = folder.greenroom(args);
        assert_eq!(answer.status, 2, "{args:?}: {}", answer.stderr);
        assert!(answer.stderr.contains(words), "{args:?}: {}", answer.stderr);
    }
    assert!(!exists(&folder.path("../x")));
}

#[test]
fn a_missing_toolchain_names_what_to_install() {
    let folder = Folder::new(&[("x.tcl", "puts 1\n")]);
    folder.write(
        "languages/tcl/language.toml",
        b"name = \"Tcl\"\nsummary = \"Tcl.\"\nextensions = [\"tcl\"]\nmain = \"main.tcl\"\n\
          syntax = \"tcl\"\npackages = [\"tcl-nowhere\"]\n[version]\ncommand = \
          [\"/usr/bin/tclsh-nowhere\"]\npattern = '(.*)'\n[run]\ncommand = [\"/usr/bin/tclsh\", \
          \"{box}/{entry}\"]\n",
    );
    let languages = folder.path("languages");
    let environment = [("GREENROOM_LANGUAGES", languages.to_str().expect("UTF-8"))];
    let answer = folder.greenroom_with(&["run", "x.tcl", "--json"], &environment);
    assert_eq!(answer.status, 3);
    assert_eq!(answer.json()["verdict"], "JE");
    assert!(answer.stderr.contains("apt-get install tcl-nowhere"), "{}", answer.stderr);
    let answer = folder.greenroom_with(&["languages", "--json"], &environment);
    let json = answer.json();
    let rows = json["languages"].as_array().expect("a list");
    let tcl = rows.iter().find(|row| row["id"] == "tcl").expect("it is listed");
    assert_eq!(tcl["installed"], false);
    folder.write("languages/tcl/language.toml", b"name = 3");
    let answer = folder.greenroom_with(&["languages"], &environment);
    assert_eq!(answer.status, 3);
    assert!(answer.stderr.contains("tcl/language.toml"), "{}", answer.stderr);
}

#[test]
fn run_answers_in_its_documented_form() {
    let folder = Folder::new(&[("in.txt", "20 22\n")]);
    folder.write("a.py", b"a, b = map(int, input().split())\nprint(a + b)\n");
    let answer = folder.greenroom(&["run", "a.py", "--stdin", "in.txt", "--json"]);
    let json = answer.json();
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut wanted = [
        "verdict",
        "exit_code",
        "signal",
        "cpu_ms",
        "wall_ms",
        "memory_bytes",
        "stdout",
        "stderr",
        "truncated",
        "explanation",
    ];
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    assert_eq!((&json["verdict"], &json["stdout"]), (&"AC".into(), &"42\n".into()));
    for (text, verdict, status) in [
        ("raise SystemExit(7)", "RTE", 1),
        ("while True: pass", "TLE", 1),
        ("x = b'x' * (1 << 30)", "MLE", 1),
        ("while True: print('x' * 9999)", "OLE", 1),
        ("print(", "CE", 1),
        ("", "CE", 1),
    ] {
        folder.write("b.py", text.as_bytes());
        let answer = folder.greenroom(&["run", "b.py", "--cpu", "1s", "--json"]);
        assert_eq!(
            (answer.json()["verdict"].as_str(), answer.status),
            (Some(verdict), status),
            "{text}"
        );
    }
    folder.write("b.py", b"import sys\nsys.stdout.buffer.write(b'a\\xff\\x00b')\n");
    let answer = folder.greenroom(&["run", "b.py", "--json"]);
    assert_eq!(answer.json()["stdout"], "a\u{fffd}\u{0}b");
}

#[test]
fn several_files_and_archives_are_one_program() {
    let folder = Folder::new(&files(&[
        ECHO,
        &[
            ("many/main.py", "from helper.text import same\nprint(same(input()))\n"),
            ("many/helper/text.py", "def same(text):\n    return text\n"),
            ("c/main.c", "#include \"echo.h\"\nint main(void) { return echo(); }\n"),
            ("c/echo.h", "int echo(void);\n"),
            (
                "c/echo.c",
                "#include <stdio.h>\n#include \"echo.h\"\nint echo(void) { int c; while ((c = \
                 getchar()) != EOF) putchar(c); return 0; }\n",
            ),
        ],
    ]));
    for args in [&["judge", "p", "many"][..], &["judge", "p", "c/main.c", "c/echo.c", "c/echo.h"]] {
        let answer = folder.greenroom(args);
        assert_eq!(answer.status, 0, "{args:?}: {}{}", answer.stdout, answer.stderr);
    }
}

#[test]
fn output_for_people_has_no_colour_in_a_pipe_and_doctor_answers() {
    let folder = Folder::new(ECHO);
    folder.write("a.py", b"print('\\x1b[31mred')");
    let answer = folder.greenroom(&["judge", "p", "a.py"]);
    assert_eq!(answer.status, 1);
    assert!(!answer.stdout.contains('\u{1b}'), "{:?}", answer.stdout);
    assert!(answer.stdout.contains("wrong answer"), "{}", answer.stdout);
    let first = folder.greenroom(&[]);
    assert!(first.status == 0 && first.stdout.contains("greenroom doctor"));
    let json = folder.greenroom(&["doctor", "--json"]).json();
    assert!(json["cgroup"].is_string() && json["mode"].is_string());
    assert!(json["walls"].as_array().is_some_and(|walls| walls.len() > 5));
    assert!(json["walls"][0]["detail"].is_string());
}

#[test]
fn lint_and_verify_refuse_a_broken_package() {
    let folder =
        Folder::new(&[("p/problem.yaml", "problem_format_version: 2025-09\nnonsense: 1\n")]);
    let lint = folder.greenroom(&["lint", "p", "--json"]);
    assert_eq!(lint.status, 1);
    assert_eq!(lint.json()["packages"][0]["refused"], true);
    let verify = folder.greenroom(&["verify", "p", "--json"]);
    assert_eq!(verify.status, 1);
    assert!(verify.json()["packages"][0]["refused"].is_string());
    let judge = folder.greenroom(&["judge", "p", "p/problem.yaml"]);
    assert_eq!(judge.status, 2);
}

#[test]
fn a_cached_compilation_is_used_and_a_damaged_one_is_not() {
    let folder = Folder::new(ECHO);
    let text =
        "#include <stdio.h>\nint main(void) { int c; while ((c = getchar()) != EOF) putchar(c); }";
    folder.write("a.c", text.as_bytes());
    let cached = || {
        let answer = folder.greenroom(&["judge", "p", "a.c", "--json"]);
        assert_eq!(answer.status, 0, "{}", answer.stdout);
        answer.json()["compilation"]["cached"].clone()
    };
    assert_eq!((cached(), cached()), (false.into(), true.into()));
    let mut pending = vec![folder.path(".cache/compiled")];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(std::fs::read_dir(path).expect("readable").flatten().map(|e| e.path()));
        } else {
            std::fs::write(path, b"damaged").expect("written");
        }
    }
    assert_eq!((cached(), cached()), (false.into(), true.into()));
}

#[test]
fn a_cache_that_cannot_be_written_costs_no_verdict() {
    let folder = Folder::new(ECHO);
    let file = folder.write("full", b"a file is no folder");
    let cache = file.join("cache");
    let environment = [("GREENROOM_CACHE", cache.to_str().expect("UTF-8"))];
    let args = ["judge", "p", "p/submissions/accepted/echo.py"];
    let answer = folder.greenroom_with(&args, &environment);
    assert_eq!(answer.status, 0, "{}{}", answer.stdout, answer.stderr);
    assert!(answer.stdout.contains("could not be kept in"), "{}", answer.stdout);
}

#[test]
fn every_installed_language_passes_its_samples() {
    let folder = Folder::new(&[]);
    let listed = folder.greenroom(&["languages", "--json"]).json();
    let rows = listed["languages"].as_array().expect("a list");
    let missing: Vec<&Value> = rows.iter().filter(|row| row["installed"] == false).collect();
    assert!(missing.is_empty(), "the set-up of the project installs all: {missing:?}");
    let answer = folder.greenroom(&["languages", "check", "--json"]);
    let json = answer.json();
    let samples = json["samples"].as_array().expect("a list");
    let wrong: Vec<&Value> =
        samples.iter().filter(|sample| sample["expected"] != sample["got"]).collect();
    assert!(wrong.is_empty() && answer.status == 0, "{wrong:#?}");
    assert_eq!(json["total"], 119);
}
