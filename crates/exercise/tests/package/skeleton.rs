//! A new package passes its own checks before its author has touched it.

use std::fs::{self, File};
use std::process::Command;

use exercise::skeleton::{self, SkeletonError};
use exercise::{ExerciseKind, Package, ReadOptions};

#[test]
fn a_new_package_is_complete() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = skeleton::write(ExerciseKind::Program, "silence", folder.path()).expect("written");
    let (package, findings) =
        Package::read(&path, ReadOptions::default()).expect("a new package is valid");
    assert_eq!(findings, []);
    assert_eq!(fs::read_dir(folder.path()).expect("our own folder").count(), 1);
    let before = package.data.cases().len();

    let python = |script: &str, input: Option<&std::path::Path>| {
        let mut command = Command::new("python3");
        command.arg(script).current_dir(&path);
        if let Some(input) = input {
            command.stdin(File::open(input).expect("a case is readable"));
        }
        let output = command.output().expect("MISSING TOOLCHAIN: apt-get install python3");
        (output.status.code(), output.stdout)
    };
    assert_eq!(python("generators/generate.py", None).0, Some(0));
    let (package, _) = Package::read(&path, ReadOptions::default()).expect("still valid");
    assert_eq!(package.data.cases().len(), before, "the generator writes the committed cases");
    let mut wrong = 0;
    for case in package.data.cases() {
        let answer = fs::read(&case.answer).expect("a case is readable");
        let input = Some(case.input.as_path());
        assert_eq!(python("input_validators/validate.py", input).0, Some(42), "{}", case.name);
        assert_eq!(python("submissions/accepted/sort.py", input).1, answer, "{}", case.name);
        let got = python("submissions/wrong_answer/unsorted.py", input).1;
        wrong += usize::from(got != answer);
    }
    assert!(wrong > 0, "the wrong submission is found out");
    for case in &package.data.invalid_input {
        assert_ne!(python("input_validators/validate.py", Some(&case.input)).0, Some(42));
    }
}

#[test]
fn what_exists_is_never_overwritten() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("taken"), "mine").expect("our own folder");
    let taken = skeleton::write(ExerciseKind::Program, "taken", folder.path());
    assert!(matches!(taken, Err(SkeletonError::Exists { .. })));
    for slug in ["", "Upper", "../up", "a b", "with-dash"] {
        let bad = skeleton::write(ExerciseKind::Program, slug, folder.path());
        assert!(matches!(bad, Err(SkeletonError::BadSlug { .. })), "{slug}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("our own folder").count(), 1);
}
