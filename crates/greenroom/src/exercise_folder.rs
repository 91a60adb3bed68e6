//! The folder that `greenroom start` makes: statement, program, visible cases, and the file
//! `.greenroom.toml` that says which exercise, language and server it belongs to.
//!
//! What is written comes from a server, so every name is checked; what is read may come from
//! anywhere, so every size is.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exercise::SourceFile;
use judge::submission::{BYTES, FILES, Submission, is_plain};
use serde::{Deserialize, Serialize};

use crate::client::{File, Source};
use crate::commands::Wrong;

/// What a folder says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    /// Short name of the exercise.
    pub exercise: String,
    /// Id of the language.
    pub language: String,
    /// Endings of the files that are handed in.
    pub endings: Vec<String>,
    #[serde(skip_serializing_if = "Source::is_usual", default)]
    pub source: Source,
}

#[derive(Clone, Debug)]
pub struct ExerciseFolder {
    pub root: PathBuf,
    pub marker: Marker,
}

/// The file that says what a folder is.
pub const MARKER: &str = ".greenroom.toml";
/// Bytes of it.
/// The file that says what a folder is.
pub const MARKER_BYTES: u64 = 64 << 10;
/// Folders of ours, and of tools that write beside the program. Hidden ones are left out besides.
const NOT_HANDED_IN: [&str; 7] =
    ["cases", "attachments", "statement", "__pycache__", "node_modules", "target", "build"];
/// Folders above a file that is handed in.
const DEPTH: usize = 8;
/// Folders upwards that are looked into.
const UPWARDS: usize = 32;

impl ExerciseFolder {
    /// The folder that `from` is in, or is itself.
    pub fn find(from: &Path) -> Result<Option<Self>> {
        for root in from.ancestors().take(UPWARDS) {
            let path = root.join(MARKER);
            if path.is_file() {
                let marker = read_marker(&path)?;
                return Ok(Some(Self { root: root.to_owned(), marker }));
            }
        }
        Ok(None)
    }

    /// The folder that the command was called in.
    pub fn here() -> Result<Self> {
        let from = std::env::current_dir().context("the folder you are in cannot be read")?;
        Self::find(&from)?.ok_or_else(|| {
            Wrong(format!(
                "{} is no folder of an exercise; `greenroom start EXERCISE` makes one",
                from.display()
            ))
            .into()
        })
    }

    /// A new folder at `root`, which must not hold anything.
    pub fn make(root: &Path, marker: Marker) -> Result<Self> {
        let shown = root.display();
        let holds_something = match fs::read_dir(root) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => {
                let words = format!("{shown} cannot be used: {error}; name another with --into");
                return Err(Wrong(words).into());
            }
        };
        if holds_something {
            let words = format!("{shown} is not empty; name another folder with --into");
            return Err(Wrong(words).into());
        }
        let folder = Self { root: root.to_owned(), marker };
        fs::create_dir_all(root)
            .map_err(|error| Wrong(format!("{shown} cannot be made: {error}")))?;
        folder.write(MARKER, toml::to_string(&folder.marker)?.as_bytes())?;
        Ok(folder)
    }

    /// Takes back a folder that could not be filled. It was empty when it was made.
    pub fn take_back(&self) -> Result<()> {
        fs::remove_dir_all(&self.root)
            .with_context(|| format!("{} cannot be removed; do it by hand", self.root.display()))
    }

    /// Writes a file below the folder. `name` is one that [`is_safe`] has let pass, or our own.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.root.join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, bytes))
            .with_context(|| format!("{} cannot be written; free space there", path.display()))
    }

    /// The program: the files named, else every file in the folder with an ending of the language.
    pub fn program(&self, named: &[PathBuf]) -> Result<Vec<File>> {
        let files = if named.is_empty() {
            let listed = self.sources()?;
            if listed.is_empty() {
                return Err(Wrong(format!(
                    "there is no file with the ending {} in {}; write one, or name files",
                    self.marker.endings.join(" or "),
                    self.root.display()
                ))
                .into());
            }
            read_all(&listed)?
        } else {
            Submission::read(named)?.files
        };
        Submission::from_files(files)?.files.into_iter().map(text).collect()
    }

    /// Name and place of every file that is handed in.
    pub fn sources(&self) -> Result<Vec<(String, PathBuf)>> {
        let mut found = Vec::new();
        self.list(&self.root, "", DEPTH, &mut found)?;
        found.sort();
        Ok(found)
    }

    fn list(
        &self,
        folder: &Path,
        prefix: &str,
        depth: usize,
        found: &mut Vec<(String, PathBuf)>,
    ) -> Result<()> {
        let unreadable =
            |error: std::io::Error| Wrong(format!("{} cannot be read: {error}", folder.display()));
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(unreadable)?;
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                let ours = prefix.is_empty() && NOT_HANDED_IN.contains(&name.as_str());
                if depth > 0 && !ours {
                    self.list(&entry.path(), &format!("{prefix}{name}/"), depth - 1, found)?;
                }
            } else if self.marker.endings.iter().any(|known| known == ending) {
                if found.len() >= FILES {
                    return Err(judge::submission::Refused::TooMany.into());
                }
                found.push((format!("{prefix}{name}"), entry.path()));
            }
        }
        Ok(())
    }
}

/// Whether a name from a server stays below the folder and hides nothing.
pub fn is_safe(name: &str) -> bool {
    is_plain(name)
}

fn read_marker(path: &Path) -> Result<Marker> {
    let shown = path.display();
    let mut text = String::new();
    fs::File::open(path)
        .and_then(|file| file.take(MARKER_BYTES).read_to_string(&mut text))
        .map_err(|error| Wrong(format!("{shown} cannot be read: {error}")))?;
    let marker: Marker = toml::from_str(&text).map_err(|error| {
        Wrong(format!("{shown} is not as `greenroom start` writes it: {}", error.message()))
    })?;
    if !is_safe(&marker.exercise) || marker.exercise.contains('/') {
        return Err(Wrong(format!("{shown} names no exercise; start it again")).into());
    }
    Ok(marker)
}

fn read_all(listed: &[(String, PathBuf)]) -> Result<Vec<SourceFile>> {
    let mut left = BYTES;
    let mut files = Vec::new();
    for (name, path) in listed {
        let mut bytes = Vec::new();
        let file = fs::File::open(path);
        file.and_then(|file| file.take(left + 1).read_to_end(&mut bytes))
            .map_err(|error| Wrong(format!("{} cannot be read: {error}", path.display())))?;
        left = left.checked_sub(bytes.len() as u64).ok_or(judge::submission::Refused::TooLarge)?;
        files.push(SourceFile::new(name.clone(), bytes));
    }
    Ok(files)
}

fn text(file: SourceFile) -> Result<File> {
    let text = String::from_utf8(file.bytes)
        .map_err(|_| Wrong(format!("{} is not UTF-8 text; save it as UTF-8", file.name)))?;
    Ok(File { name: file.name, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_program_is_handed_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let marker = Marker {
            exercise: "x".into(),
            language: "python3".into(),
            endings: vec!["py".into()],
            source: Source::default(),
        };
        let made = ExerciseFolder::make(folder.path(), marker.clone()).expect("made");
        for name in [
            "main.py",
            "part/text.py",
            "cases/1.py",
            "__pycache__/main.py",
            ".venv/a.py",
            "notes.txt",
            "statement.md",
            ".hidden.py",
        ] {
            made.write(name, b"x = 1\n").expect("written");
        }
        let names: Vec<String> =
            made.program(&[]).expect("a program").into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["main.py", "part/text.py"]);
        let found = ExerciseFolder::find(&folder.path().join("part")).expect("readable");
        assert_eq!(found.map(|found| found.marker), Some(marker.clone()));
        assert!(ExerciseFolder::make(folder.path(), marker).is_err(), "it is not empty");
    }

    #[test]
    fn names_from_a_server_stay_below_the_folder() {
        for (name, expected) in [
            ("main.py", true),
            ("a/b.py", true),
            ("../x", false),
            ("/etc/passwd", false),
            (".bashrc", false),
            ("a/../b", false),
            ("", false),
        ] {
            assert_eq!(is_safe(name), expected, "{name}");
        }
    }
}
