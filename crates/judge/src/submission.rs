//! What a candidate hands in: files in memory with checked names.
//!
//! Reads files, folders and ZIP uploads, all of them hostile. Nothing is unpacked on disk.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use exercise::SourceFile;

/// Files of one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission {
    pub files: Vec<SourceFile>,
    /// Id or alias; found from the file endings when absent.
    pub language: Option<String>,
    pub entry_point: Option<String>,
}

/// Why files are no submission. The candidate's fault.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("{} cannot be read: {source}; check the name", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{} is neither a file nor a folder; name source files", .0.display())]
    NotAFile(PathBuf),
    #[error("there is no file to judge; name at least one source file")]
    Nothing,
    #[error("{0} is empty; write a program into it")]
    Empty(String),
    #[error("{0} is not text (it has a zero byte); hand in source code")]
    Binary(String),
    #[error("the submission has more than {BYTES} bytes; hand in source code only")]
    TooLarge,
    #[error("the submission has more than {FILES} files; hand in source code only")]
    TooMany,
    #[error(
        "the file name {0:?} is not allowed; use letters, digits, '_', '-' and '.', and begin with \
         a letter, a digit or '_'"
    )]
    Name(String),
    #[error("the archive has {0} twice; pack it again")]
    Twice(String),
    #[error("{0} in the archive is a link; pack the file itself")]
    Link(String),
    #[error("the archive cannot be read: {0}; pack it again")]
    Archive(String),
}

/// Bytes of all files together, whatever an exercise allows.
pub const BYTES: u64 = 16 << 20;
/// Files of one submission.
pub const FILES: usize = 1000;
/// Folders above a file.
const DEPTH: usize = 8;

impl Submission {
    /// Files by their last name, folders with all that is below them, a lone `.zip` unpacked.
    pub fn read(paths: &[PathBuf]) -> Result<Self, Refused> {
        let mut files = Vec::new();
        let mut left = BYTES;
        for path in paths {
            let meta = std::fs::metadata(path)
                .map_err(|source| Refused::Unreadable { path: path.clone(), source })?;
            if meta.is_dir() {
                read_folder(path, "", &mut files, &mut left)?;
            } else if meta.is_file() {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let bytes = read_file(path, &mut left)?;
                if paths.len() == 1 && name.to_ascii_lowercase().ends_with(".zip") {
                    return Self::from_zip(&bytes);
                }
                files.push(SourceFile::new(name, bytes));
            } else {
                return Err(Refused::NotAFile(path.clone()));
            }
        }
        Self::from_files(files)
    }

    /// An upload of several files as one archive.
    pub fn from_zip(bytes: &[u8]) -> Result<Self, Refused> {
        let broken = |error: zip::result::ZipError| Refused::Archive(error.to_string());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > FILES {
            return Err(Refused::TooMany);
        }
        let mut left = BYTES;
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index(index).map_err(broken)?;
            let name = entry.name().map_err(broken)?.into_owned();
            if entry.is_dir() {
                continue;
            }
            if entry.is_symlink() {
                return Err(Refused::Link(name));
            }
            // The size in the header is the sender's word; what counts is what comes out.
            let mut content = Vec::new();
            entry
                .take(left + 1)
                .read_to_end(&mut content)
                .map_err(|error| Refused::Archive(format!("{name}: {error}")))?;
            left = left.checked_sub(content.len() as u64).ok_or(Refused::TooLarge)?;
            files.push(SourceFile::new(name, content));
        }
        Self::from_files(files)
    }

    /// Checks names and contents. A lone file may have any name: it gets its language's.
    pub fn from_files(mut files: Vec<SourceFile>) -> Result<Self, Refused> {
        if files.is_empty() {
            return Err(Refused::Nothing);
        }
        if files.len() > FILES {
            return Err(Refused::TooMany);
        }
        if files.iter().map(|file| file.bytes.len() as u64).sum::<u64>() > BYTES {
            return Err(Refused::TooLarge);
        }
        let mut names = BTreeSet::new();
        let lone = files.len() == 1;
        for file in &mut files {
            if !is_plain(&file.name) {
                if !lone {
                    return Err(Refused::Name(shorten(&file.name)));
                }
                file.name = replacement(&file.name);
            }
            if !names.insert(file.name.clone()) {
                return Err(Refused::Twice(file.name.clone()));
            }
        }
        Ok(Self { files, language: None, entry_point: None })
    }

    /// A labelled submission of a package, whose names its reader has checked.
    pub fn of_label(labelled: &exercise::Submission) -> Self {
        Self {
            files: labelled.files.clone(),
            language: labelled.language.clone(),
            entry_point: labelled.entry_point.clone(),
        }
    }

    /// Refuses what no compiler should see: nothing at all, or something that is not text.
    pub fn check_text(&self) -> Result<(), Refused> {
        if let [file] = self.files.as_slice()
            && file.bytes.iter().all(u8::is_ascii_whitespace)
        {
            return Err(Refused::Empty(file.name.clone()));
        }
        match self.files.iter().find(|file| file.bytes.contains(&0)) {
            Some(file) => Err(Refused::Binary(file.name.clone())),
            None => Ok(()),
        }
    }

    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes.len() as u64).sum()
    }
}

/// Whether every part of a name is one the package format knows.
pub fn is_plain(name: &str) -> bool {
    let plain = |part: &str| {
        let mut bytes = part.bytes();
        let first = bytes.next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        first
            && part.len() <= 255
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    name.split('/').count() <= DEPTH && name.split('/').all(plain)
}

/// A name for a lone file that keeps its ending, which may say the language.
fn replacement(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) if is_plain(ending) && !ending.contains('/') => format!("main.{ending}"),
        _ => String::from("main"),
    }
}

fn shorten(name: &str) -> String {
    name.chars().take(80).collect()
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    files: &mut Vec<SourceFile>,
    left: &mut u64,
) -> Result<(), Refused> {
    let unreadable = |source| Refused::Unreadable { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        // Hidden files are an editor's or a version control's, not the program's.
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() && prefix.matches('/').count() < DEPTH {
            read_folder(&entry.path(), &format!("{name}/"), files, left)?;
        } else if kind.is_file() {
            if files.len() == FILES {
                return Err(Refused::TooMany);
            }
            files.push(SourceFile::new(name, read_file(&entry.path(), left)?));
        }
    }
    Ok(())
}

fn read_file(path: &Path, left: &mut u64) -> Result<Vec<u8>, Refused> {
    let unreadable = |source| Refused::Unreadable { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(*left + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    *left = left.checked_sub(bytes.len() as u64).ok_or(Refused::TooLarge)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*name, options).expect("a name");
            writer.write_all(text.as_bytes()).expect("written");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn hostile_names_are_refused_before_any_compiler_starts() {
        let bad = [
            "-o",
            "@file",
            "a;b",
            "a\nb",
            "../x",
            "/etc/x",
            ".hidden",
            "a//b",
            "",
            "a/../b",
            "ä.py",
            "a/b/c/d/e/f/g/h/i",
        ];
        for name in bad {
            let files = vec![SourceFile::new(name, "x"), SourceFile::new("main.c", "x")];
            assert!(Submission::from_files(files).is_err(), "{name:?}");
        }
        for name in ["main.c", "a/b.py", "Makefile", "_x", "a-b.c", &"a".repeat(255)] {
            assert!(is_plain(name), "{name:?}");
        }
        assert!(!is_plain(&"a".repeat(256)));
        let lone = Submission::from_files(vec![SourceFile::new("my solution.py", "x")]);
        assert_eq!(lone.expect("a lone file is renamed").files[0].name, "main.py");
        let lone = Submission::from_files(vec![SourceFile::new("-o", "x")]);
        assert_eq!(lone.expect("a lone file is renamed").files[0].name, "main");
    }

    #[test]
    fn archives_are_read_with_limits() {
        let good = Submission::from_zip(&zipped(&[("main.py", "print(1)"), ("lib/x.py", "")]));
        assert_eq!(good.expect("sound").files.len(), 2);
        for (entries, words) in
            [(vec![("../main.py", "x"), ("a", "b")], "not allowed"), (vec![], "no file")]
        {
            let error = Submission::from_zip(&zipped(&entries)).expect_err("refused");
            assert!(error.to_string().contains(words), "{error}");
        }
        let huge = "x".repeat(usize::try_from(BYTES).expect("small") + 1);
        let error = Submission::from_zip(&zipped(&[("a.py", &huge)])).expect_err("too large");
        assert!(matches!(error, Refused::TooLarge));
        assert!(matches!(Submission::from_zip(b"PK nothing"), Err(Refused::Archive(_))));
    }

    #[test]
    fn empty_and_binary_files_get_a_sentence() {
        let check = |text: &[u8]| {
            let files = vec![SourceFile::new("main.py", text)];
            Submission::from_files(files).expect("a name").check_text().map_err(|e| e.to_string())
        };
        assert_eq!(check(b" \n"), Err("main.py is empty; write a program into it".into()));
        let binary = "main.py is not text (it has a zero byte); hand in source code";
        assert_eq!(check(b"\x7fELF\0"), Err(binary.into()));
        assert_eq!(check(b"print(1)"), Ok(()));
    }
}
