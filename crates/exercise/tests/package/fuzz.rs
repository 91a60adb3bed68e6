//! Whatever stands in a package, reading it ends with a package or with findings.

use exercise::{Package, ReadOptions};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::support::{LEGACY, MODERN, read, write};

/// Text that is close to the settings files: words, indents and marks of YAML.
fn yaml() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("problem_format_version: 2025-09\n"),
        Just("name: "),
        Just("uuid: 944e1391-d3fd-4a40-9332-897389f70c18\n"),
        Just("limits:\n"),
        Just("  time_limit: "),
        Just("type: [scoring]\n"),
        Just("constants: {a: &a 1, b: *a}\n"),
        Just("max_score: "),
        Just("function: {name: f, returns: list<int>}\n"),
        Just("- "),
        Just("{"),
        Just("}\n"),
        Just("[1, "),
        Just("]\n"),
        Just("\"\\u0000\"\n"),
        Just("<<: *a\n"),
        Just("|\n  text\n"),
        Just("1e999\n"),
        Just("é\n"),
        Just("\t"),
        Just("? "),
        Just("---\n"),
        Just("!!tag "),
        Just("# remark\n"),
    ];
    prop::collection::vec(words, 0..24).prop_map(|words| words.concat())
}

fn file() -> impl Strategy<Value = String> {
    let names = prop_oneof![
        Just("problem.yaml"),
        Just("greenroom.yaml"),
        Just("data/testdata.yaml"),
        Just("data/secret/test_group.yaml"),
        Just("data/secret/1.yaml"),
        Just("submissions/submissions.yaml"),
        Just("domjudge-problem.ini"),
        Just("statement/problem.en.tex"),
        Just("problem_statement/problem.tex"),
        Just("submissions/accepted/add.py"),
    ];
    (names, prop_oneof![yaml(), any::<String>()])
        .prop_map(|(name, body)| format!("== {name}\n{}\n", body.replace("== ", "=")))
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn reading_never_panics(files in prop::collection::vec(file(), 1..4), modern in any::<bool>()) {
        let files = files.concat();
        let written = write("example", &[if modern { MODERN } else { LEGACY }, &files]);
        match read(&written) {
            Ok((package, _)) => {
                for statement in &package.statements {
                    let _text = statement.plain_text();
                }
                prop_assert!(package.data.secret().is_some());
            }
            Err(refused) => prop_assert!(!refused.findings.is_empty()),
        }
    }

    #[test]
    fn archives_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        at in 0..200_usize,
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("example.zip");
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::DEFAULT;
        zip.start_file("example/problem.yaml", options).expect("a new entry");
        let mut archive = zip.finish().expect("it can be finished").into_inner();
        for (offset, byte) in bytes.iter().enumerate() {
            let length = archive.len();
            archive[(at + offset * 7) % length] ^= byte & 1;
        }
        std::fs::write(&path, archive).expect("our own folder");
        let read = Package::read(&path, ReadOptions::default());
        prop_assert!(read.is_err(), "an archive without a title cannot be a package");
    }
}
