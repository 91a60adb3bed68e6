//! Packages and files in temporary folders, and the binary run on them.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod running;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A temporary folder with files, gone at the end of the test.
pub struct Folder(TempDir);

/// What the program answered.
pub struct Answer {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("made");
        std::fs::write(&path, bytes).expect("written");
        path
    }

    /// The program, run in this folder with a cache of its own.
    pub fn greenroom(&self, args: &[&str]) -> Answer {
        self.greenroom_with(args, &[])
    }

    pub fn greenroom_with(&self, args: &[&str], environment: &[(&str, &str)]) -> Answer {
        answer(self.command(".", args).envs(environment.iter().copied()))
    }

    /// The program, run in a folder of this folder.
    pub fn greenroom_in(&self, folder: &str, args: &[&str]) -> Answer {
        answer(&mut self.command(folder, args))
    }

    /// The program, not yet started: everything it keeps stays in this folder.
    pub fn command(&self, folder: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
        command
            .args(args)
            .current_dir(self.path(folder))
            .env("GREENROOM_CACHE", self.path(".cache"))
            .env("XDG_DATA_HOME", self.path(".share"))
            .env("XDG_CONFIG_HOME", self.path(".config"));
        for name in [
            "LANGUAGES",
            "DATA",
            "DATABASE",
            "EXERCISES",
            "SERVER",
            "TOKEN",
            "LOG",
            "PORT",
            "CONFIG",
        ] {
            command.env_remove(format!("GREENROOM_{name}"));
        }
        for name in ["TEAM", "URL", "LISTEN", "PROXY", "OIDC_ISSUER", "OIDC_CLIENT"] {
            command.env_remove(format!("GREENROOM_{name}"));
        }
        command
    }
}

pub fn answer(command: &mut Command) -> Answer {
    let output: Output = command.output().expect("the program starts");
    Answer {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.stdout, self.stderr))
    }
}

/// Verifies the package `name` in `folder`: every label must agree, nothing else be found.
pub fn check_package(folder: &Folder, name: &str, labels: usize) {
    let answer = folder.greenroom(&["verify", name, "--json"]);
    let json = answer.json();
    let package = &json["packages"][0];
    let trouble = (&package["refused"], &package["disagreements"], &package["problems"]);
    assert_eq!((&json["agree"], &json["total"]), (&labels.into(), &labels.into()), "{trouble:?}");
    assert_eq!(answer.status, 0, "{trouble:?}");
}

/// A statement, so that the package is complete.
pub const LEGACY_STATEMENT: (&str, &str) =
    ("p/problem_statement/problem.en.tex", "\\problemname{Test}\nRead and print.\n");
pub const STATEMENT: (&str, &str) = ("p/statement/problem.en.md", "Read and print.\n");

/// Accepts every input that is not empty.
pub const ANY_INPUT: (&str, &str) =
    ("p/input_validators/any.py", "import sys\nsys.exit(42 if sys.stdin.read().strip() else 43)\n");

pub fn files<'a>(parts: &[&[(&'a str, &'a str)]]) -> Vec<(&'a str, &'a str)> {
    parts.concat()
}

pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Exit status, and words of what was printed.
pub fn check(answer: &Answer, status: i32, words: &str) {
    let said = format!("{}{}", answer.stdout, answer.stderr);
    assert_eq!(answer.status, status, "{said}");
    assert!(said.contains(words), "{words:?} is not in {said}");
}
