//! Reads a package from a folder or an archive: every rule of the format, as findings.
//!
//! Order: files (`tree`, `archive`), then `problem` because the format version decides the rest,
//! then each part on its own, then `checks` that look at several parts together.

mod cases;
mod checks;
mod credits;
mod data;
mod greenroom;
mod group;
mod limits;
mod problem;
mod program;
mod signature;
mod statement;
mod submission;
mod submissions_yaml;
mod wire;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use crate::archive;
use crate::finding::{Finding, Findings, Refused, Strictness};
use crate::function::SourceFile;
use crate::package::{Constants, Format, Kind, Package};
use crate::rules;
use crate::tree::{Entry, EntryKind, Tree};
use crate::yaml::{MAX_BYTES, Map, Source, UnknownKeys};

/// Programs, submissions and included files are held in memory; real ones are far smaller.
const MAX_PROGRAM_BYTES: u64 = 16 << 20;

#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    pub strictness: Strictness,
}

impl Package {
    /// Reads the package at `path`, a folder or a `.zip` or `.kpp` archive.
    ///
    /// The findings beside a package are warnings (and, when read leniently, softened errors).
    pub fn read(path: &Path, options: ReadOptions) -> Result<(Self, Vec<Finding>), Refused> {
        let mut findings = Findings::new(options.strictness);
        let package = read(path, &mut findings);
        let refused = findings.has_errors();
        let findings = findings.into_sorted();
        match package {
            Some(package) if !refused => Ok((package, findings)),
            _ => Err(Refused { findings }),
        }
    }

    /// Unpacks an archive for good: the package is the new folder `target`, whose parent exists.
    ///
    /// The folder has its name only when all of it is there.
    pub fn unpack(archive: &Path, target: &Path) -> Result<(), Refused> {
        let mut findings = Findings::new(Strictness::default());
        let parent = target.parent().unwrap_or(Path::new("."));
        let moved = archive::unpack(archive, parent, &mut findings).and_then(|unpacked| {
            unpacked.map(|unpacked| std::fs::rename(&unpacked.root, target)).transpose()
        });
        match moved {
            Ok(Some(())) => Ok(()),
            Ok(None) => Err(Refused { findings: findings.into_sorted() }),
            Err(error) => {
                findings.add(rules::UNREADABLE, "", None, not_unpacked(&error));
                Err(Refused { findings: findings.into_sorted() })
            }
        }
    }
}

fn not_unpacked(error: &std::io::Error) -> String {
    format!("The archive cannot be unpacked: {error}; check the disk.")
}

/// Where the files are.
struct Opened {
    root: PathBuf,
    name: String,
    extracted: Option<TempDir>,
}

fn read(path: &Path, findings: &mut Findings) -> Option<Package> {
    let opened = open(path, findings)?;
    let tree = match Tree::scan(&opened.root, findings) {
        Ok(tree) => tree,
        Err(error) => {
            let message = format!("The folder is not readable: {error}; check its permissions.");
            findings.add(rules::UNREADABLE, "", None, message);
            return None;
        }
    };
    let mut reader = Reader::new(&tree, findings);
    let problem = reader.problem(&opened.name)?;
    let statements = reader.statements(&problem);
    let titles = reader.titles(&problem, &statements, &opened.name);
    let solutions = reader.solutions();
    let input_validators = reader.input_validators();
    let output_validation = reader.output_validation(problem.custom_validation);
    let static_validator = reader.static_validator();
    let grader = reader.grader();
    let data = reader.data(&problem.validator_flags, grader.is_some());
    let submissions = reader.submissions(&data);
    let greenroom = reader.greenroom(&data, &solutions);
    let package = Package {
        source: path.to_owned(),
        root: opened.root,
        extracted: opened.extracted.map(Arc::new),
        name: opened.name,
        format: reader.format,
        titles,
        uuid: problem.uuid,
        version: problem.version,
        kind: problem.kind,
        licence: problem.licence,
        credits: problem.credits,
        sources: problem.sources,
        rights_owner: problem.rights_owner,
        embargo_until: problem.embargo_until,
        keywords: problem.keywords,
        languages: problem.languages,
        allow_file_writing: problem.allow_file_writing,
        limits: problem.limits,
        time_limit: problem.time_limit,
        constants: reader.constants.clone(),
        statements,
        solutions,
        attachments: reader.attachments(),
        templates: reader.by_language("attachments/templates"),
        includes: reader.by_language("include"),
        data,
        input_validators,
        output_validation,
        static_validator,
        grader,
        submissions,
        greenroom,
    };
    reader.check(&package);
    Some(package)
}

fn open(path: &Path, findings: &mut Findings) -> Option<Opened> {
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            let message = format!("`{}` is not readable: {error}.", path.display());
            findings.add(rules::NO_PACKAGE, "", None, message);
            return None;
        }
    };
    // `.` and `..` have no name of their own.
    let named = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if metadata.is_dir() {
        let name = named.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Some(Opened { root: path.to_owned(), name, extracted: None });
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if !metadata.is_file() || !matches!(ending.as_str(), "zip" | "kpp") {
        let message = format!(
            "`{}` is no package; name a folder with a `problem.yaml`, or a .zip or .kpp of one.",
            path.display()
        );
        findings.add(rules::NO_PACKAGE, "", None, message);
        return None;
    }
    let name = named.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match archive::unpack(path, &std::env::temp_dir(), findings) {
        Ok(Some(unpacked)) => {
            Some(Opened { root: unpacked.root, name, extracted: Some(unpacked.folder) })
        }
        Ok(None) => None,
        Err(error) => {
            findings.add(rules::UNREADABLE, "", None, not_unpacked(&error));
            None
        }
    }
}

/// What every part of the reader needs.
struct Reader<'a> {
    tree: &'a Tree,
    findings: &'a mut Findings,
    format: Format,
    kind: Kind,
    constants: Constants,
}

impl<'a> Reader<'a> {
    fn new(tree: &'a Tree, findings: &'a mut Findings) -> Self {
        let kind = Kind {
            grading: crate::package::Grading::PassFail,
            interactive: false,
            multi_pass: false,
            submit_answer: false,
        };
        Self { tree, findings, format: Format::Legacy, kind, constants: Constants::default() }
    }

    fn is_legacy(&self) -> bool {
        self.format.is_legacy()
    }

    fn is_scoring(&self) -> bool {
        self.kind.grading.is_scoring()
    }

    fn add(&mut self, rule: &'static str, file: &str, message: impl Into<String>) {
        self.findings.add(rule, file, None, message);
    }

    /// The bytes of a file, or a finding.
    fn bytes(&mut self, name: &str, entry: &Entry, limit: u64) -> Option<Vec<u8>> {
        match entry.read(limit) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
                self.add(rules::TOO_LARGE, name, format!("The file is too large: {error}."));
                None
            }
            Err(error) => {
                self.add(rules::UNREADABLE, name, format!("The file is not readable: {error}."));
                None
            }
        }
    }

    /// A settings file as a map; absent gives `None` without a finding.
    fn settings(&mut self, name: &str) -> Option<Map> {
        let entry = self.tree.file(name)?;
        let bytes = self.bytes(name, entry, MAX_BYTES as u64)?;
        let bytes =
            if name.ends_with("test_group.yaml") { self.constants.apply(&bytes) } else { bytes };
        self.source(name).map(&bytes)
    }

    fn source<'s>(&'s mut self, file: &'s str) -> Source<'s> {
        let strict = !self.is_legacy();
        let unknown_keys = if strict { UnknownKeys::Refuse } else { UnknownKeys::Warn };
        Source { file, findings: self.findings, unknown_keys }
    }

    /// The files below `folder` (or the file itself) in memory, with constants replaced.
    fn sources(&mut self, path: &str) -> Vec<SourceFile> {
        let mut found = Vec::new();
        let tree = self.tree;
        let listed: Vec<(String, String, &Entry)> = match tree.file(path) {
            Some(entry) => {
                let name = path.rsplit('/').next().unwrap_or(path).to_owned();
                vec![(name, path.to_owned(), entry)]
            }
            None => tree
                .files(path)
                .into_iter()
                .map(|(name, entry)| (name.to_owned(), format!("{path}/{name}"), entry))
                .collect(),
        };
        let mut left = MAX_PROGRAM_BYTES;
        for (name, full, entry) in listed {
            let Some(bytes) = self.bytes(&full, entry, left) else { break };
            left -= bytes.len() as u64;
            let executable = matches!(entry.kind, EntryKind::File { executable: true, .. });
            found.push(SourceFile { name, bytes: self.constants.apply(&bytes), executable });
        }
        found
    }
}
