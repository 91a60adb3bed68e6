//! Writes a new package that passes its own checks, as the start of an exercise.
//!
//! The files are in the folder beside this file, one folder for each kind; the package is complete
//! when it appears, or does not appear at all.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::greenroom::ExerciseKind;

#[derive(Debug, thiserror::Error)]
pub enum SkeletonError {
    #[error("`{slug}` is no name of a package; use lower-case letters and digits")]
    BadSlug { slug: String },
    #[error("{} exists already; choose another name or remove it", .path.display())]
    Exists { path: PathBuf },
    #[error("{} cannot be written: {source}", .path.display())]
    Write { path: PathBuf, source: io::Error },
}

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, "/", $name)))),*]
    };
}

const PROGRAM: &[(&str, &str)] = files!("program":
    "problem.yaml",
    "greenroom.yaml",
    "statement/problem.en.markdown",
    "solution/solution.en.markdown",
    "generators/generate.py",
    "input_validators/validate.py",
    "submissions/accepted/sort.py",
    "submissions/wrong_answer/unsorted.py",
    "data/sample/1.in",
    "data/sample/1.ans",
    "data/sample/2.in",
    "data/sample/2.ans",
    "data/invalid_input/count.in",
    "data/invalid_input/range.in",
    "data/secret/01-two.in",
    "data/secret/01-two.ans",
    "data/secret/02-sorted.in",
    "data/secret/02-sorted.ans",
    "data/secret/03-reversed.in",
    "data/secret/03-reversed.ans",
    "data/secret/04-random.in",
    "data/secret/04-random.ans",
    "data/secret/05-shuffled.in",
    "data/secret/05-shuffled.ans",
);

/// Writes the package `slug` into `parent`, and answers its folder.
pub fn write(kind: ExerciseKind, slug: &str, parent: &Path) -> Result<PathBuf, SkeletonError> {
    const MAX_LENGTH: usize = 64;
    let plain = slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if slug.is_empty() || slug.len() > MAX_LENGTH || !plain {
        return Err(SkeletonError::BadSlug { slug: slug.to_owned() });
    }
    let path = parent.join(slug);
    if path.symlink_metadata().is_ok() {
        return Err(SkeletonError::Exists { path });
    }
    let files = match kind {
        ExerciseKind::Program => PROGRAM,
    };
    match write_all(files, parent, &path) {
        Ok(()) => Ok(path),
        Err(source) => Err(SkeletonError::Write { path, source }),
    }
}

fn write_all(files: &[(&str, &str)], parent: &Path, path: &Path) -> io::Result<()> {
    fs::create_dir_all(parent)?;
    let uuid = random_uuid()?;
    let folder = tempfile::Builder::new().prefix(".new-package-").tempdir_in(parent)?;
    // A temporary folder is private; the package is not.
    let package = folder.path().join("package");
    for (name, text) in files {
        // Here they are called otherwise because, unlike our documents, they have no title.
        let file = package.join(name.replace(".markdown", ".md"));
        fs::create_dir_all(file.parent().expect("every file lies in the package"))?;
        fs::write(file, text.replace("{uuid}", &uuid))?;
    }
    fs::rename(package, path)
}

/// Version 4: random but for six bits.
fn random_uuid() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex[from..to].concat();
    Ok([part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join("-"))
}
