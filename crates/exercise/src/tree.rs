//! The files of a package folder, found once and checked: names, links, kinds and number.
//!
//! Everything else works on this list and never walks a folder itself, so a path that leaves the
//! package, a device or a loop of links cannot be met later.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::finding::Findings;
use crate::rules;

/// Files and folders in one package; real ones stay far below.
pub const MAX_ENTRIES: usize = 50_000;
const MAX_DEPTH: usize = 16;
/// From here on a file is discouraged by the format.
const LARGE_FILE: u64 = 100 << 20;
const MAX_NAME: usize = 255;

#[derive(Debug, Default)]
pub struct Tree {
    /// By path inside the package, with `/`.
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: PathBuf,
    pub kind: EntryKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Folder,
    File { size: u64, executable: bool },
}

impl Entry {
    pub fn is_folder(&self) -> bool {
        self.kind == EntryKind::Folder
    }
}

impl Tree {
    /// Lists `root`; findings tell what is left out and why.
    pub fn scan(root: &Path, findings: &mut Findings) -> io::Result<Self> {
        let real = root.canonicalize()?;
        let mut scan = Scan { real, tree: Self::default(), findings, full: false };
        scan.folder(root, "", 0)?;
        Ok(scan.tree)
    }

    pub fn file(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name).filter(|entry| !entry.is_folder())
    }

    pub fn folder(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name).filter(|entry| entry.is_folder())
    }

    /// What lies directly in `folder` (empty for the root), by name, in order.
    pub fn children(&self, folder: &str) -> Vec<(&str, &Entry)> {
        self.below(folder).filter(|(name, _)| !name.contains('/')).collect()
    }

    /// All files below `folder`, by path relative to it, in order.
    pub fn files(&self, folder: &str) -> Vec<(&str, &Entry)> {
        self.below(folder).filter(|(_, entry)| !entry.is_folder()).collect()
    }

    fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let length = prefix.len();
        self.entries
            .range(prefix.clone()..)
            .take_while(move |(path, _)| path.starts_with(&prefix))
            .map(move |(path, entry)| (&path[length..], entry))
    }
}

impl Entry {
    /// The whole file, or an error when it is larger than `limit` bytes.
    pub fn read(&self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs::File::open(&self.path)?.take(limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            let message = format!("it is larger than {limit} bytes");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        Ok(bytes)
    }
}

/// Whether the format sees a file of this name at all: `^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}$`.
pub fn is_name(name: &str) -> bool {
    let first = name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_');
    let rest = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    first && rest && name.len() <= MAX_NAME
}

struct Scan<'a> {
    real: PathBuf,
    tree: Tree,
    findings: &'a mut Findings,
    full: bool,
}

impl Scan<'_> {
    fn folder(&mut self, path: &Path, inside: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(path)? {
            if self.full {
                return Ok(());
            }
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let full = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
            if self.is_seen(&name, &full) {
                self.entry(&entry.path(), full, depth)?;
            }
        }
        Ok(())
    }

    /// Names outside the grammar behave as if they were deleted; likely mistakes are said.
    fn is_seen(&mut self, name: &str, full: &str) -> bool {
        if is_name(name) || full == ".timelimit" {
            return name != "__pycache__";
        }
        let looks_like_a_case = full.starts_with("data/")
            && [".in", ".ans"].iter().any(|ending| name.ends_with(ending));
        let hidden = name.starts_with('.') && !looks_like_a_case;
        if (looks_like_a_case || full.starts_with("submissions/")) && !hidden {
            let message = "The name holds characters that packages may not use, so the file is \
                           ignored; rename it with letters, digits, `_`, `.` and `-`.";
            self.findings.add(rules::IGNORED_NAME, &printable(full), None, message);
        }
        false
    }

    fn entry(&mut self, path: &Path, full: String, depth: usize) -> io::Result<()> {
        if self.tree.entries.len() >= MAX_ENTRIES || depth > MAX_DEPTH {
            let message = format!(
                "The package has more than {MAX_ENTRIES} files or is deeper than {MAX_DEPTH} \
                 folders; make it smaller."
            );
            self.findings.add(rules::TOO_LARGE, &full, None, message);
            self.full = true;
            return Ok(());
        }
        let link = fs::symlink_metadata(path)?;
        if link.is_symlink() && !self.is_link_inside(path, &full) {
            return Ok(());
        }
        let metadata = fs::metadata(path)?;
        let kind = metadata.file_type();
        if kind.is_dir() {
            let entry = Entry { path: path.to_owned(), kind: EntryKind::Folder };
            self.tree.entries.insert(full.clone(), entry);
            return self.folder(path, &full, depth + 1);
        }
        if !kind.is_file() {
            let what = if kind.is_fifo() { "a pipe" } else { "a device or socket" };
            let message = format!("It is {what}; a package holds files and folders only.");
            self.findings.add(rules::SPECIAL_FILE, &full, None, message);
            return Ok(());
        }
        if metadata.len() > LARGE_FILE {
            let message = "The file is larger than 100 MiB; shrink it or generate less data.";
            self.findings.add(rules::LARGE_FILE, &full, None, message);
        }
        let executable = metadata.permissions().mode() & 0o111 != 0;
        let kind = EntryKind::File { size: metadata.len(), executable };
        self.tree.entries.insert(full, Entry { path: path.to_owned(), kind });
        Ok(())
    }

    fn is_link_inside(&mut self, path: &Path, full: &str) -> bool {
        let absolute = fs::read_link(path).is_ok_and(|target| target.is_absolute());
        let problem = match path.canonicalize() {
            _ if absolute => "is an absolute path",
            Ok(target) if !target.starts_with(&self.real) => "leaves the package",
            Ok(target) if path.starts_with(&target) || self.real.starts_with(&target) => {
                "is a folder above the link"
            }
            Ok(_) => return true,
            Err(_) => "does not exist",
        };
        let message = format!("The link's target {problem}; replace the link by a copy.");
        self.findings.add(rules::LINK_LEAVES, full, None, message);
        false
    }
}

/// A hostile name in a message: no control characters.
fn printable(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}
