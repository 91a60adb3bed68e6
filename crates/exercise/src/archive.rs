//! Zip archives (`.zip`, `.kpp`), unpacked into a temporary folder with everything hostile refused.
//!
//! Checked before a byte is written: number of entries, sizes, names, links, kinds. While writing,
//! the real number of bytes is counted again, since headers may lie. Links are not created: a link
//! to a file of the package becomes a copy of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::finding::Findings;
use crate::rules;
use crate::tree::MAX_ENTRIES;

/// All files together; a package with more data is not moved as one archive.
const MAX_EXPANDED: u64 = 2 << 30;
/// A link's target is a short path.
const MAX_LINK: u64 = 4096;
/// Links to links beyond this are a loop.
const MAX_LINK_STEPS: usize = 8;

/// An unpacked archive; the folder goes when this is dropped.
#[derive(Debug)]
pub struct Unpacked {
    pub folder: TempDir,
    /// The package's own folder inside.
    pub root: PathBuf,
}

/// Unpacks `path` into a fresh folder below `parent`; `None` when a finding says why not.
pub fn unpack(path: &Path, parent: &Path, findings: &mut Findings) -> io::Result<Option<Unpacked>> {
    let mut archive = match ZipArchive::new(File::open(path)?) {
        Ok(archive) => archive,
        Err(ZipError::Io(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
            return Err(error);
        }
        Err(error) => {
            refuse(findings, rules::BAD_ARCHIVE, "", &format!("It is no readable zip: {error}"));
            return Ok(None);
        }
    };
    let folder = tempfile::Builder::new().prefix("greenroom-package-").tempdir_in(parent)?;
    let Some(plan) = plan(&mut archive, findings) else { return Ok(None) };
    if !write(&mut archive, &plan, folder.path(), findings)? {
        return Ok(None);
    }
    let base = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Some(root) = package_folder(&plan, &base, findings) else { return Ok(None) };
    Ok(Some(Unpacked { root: folder.path().join(root), folder }))
}

fn refuse(findings: &mut Findings, rule: &'static str, entry: &str, problem: &str) {
    let printable: String = entry.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    let message = format!("{problem}; make the archive again from the package folder.");
    findings.add(rule, &printable, None, message);
}

#[derive(Default)]
struct Plan {
    /// Entry index and whether it is executable, by checked path.
    files: BTreeMap<String, (usize, bool)>,
    folders: BTreeSet<String>,
    /// Target inside the archive, by path of the link.
    links: BTreeMap<String, String>,
}

fn plan(archive: &mut ZipArchive<File>, findings: &mut Findings) -> Option<Plan> {
    if archive.len() > MAX_ENTRIES {
        let problem = format!("The archive has more than {MAX_ENTRIES} entries");
        refuse(findings, rules::TOO_LARGE, "", &problem);
        return None;
    }
    if archive.has_duplicate_names() {
        refuse(findings, rules::BAD_ARCHIVE, "", "Two entries have the same name");
        return None;
    }
    match archive.has_overlapping_entries() {
        Ok(false) => {}
        Ok(true) => {
            refuse(findings, rules::BAD_ARCHIVE, "", "Entries share their bytes, as in a zip bomb");
            return None;
        }
        Err(error) => {
            refuse(findings, rules::BAD_ARCHIVE, "", &format!("It is damaged: {error}"));
            return None;
        }
    }
    let (mut plan, mut size) = (Plan::default(), 0_u64);
    for index in 0..archive.len() {
        size = size.saturating_add(plan_entry(archive, index, &mut plan, findings)?);
        if size > MAX_EXPANDED {
            let problem = format!("The archive expands to more than {} MiB", MAX_EXPANDED >> 20);
            refuse(findings, rules::TOO_LARGE, "", &problem);
            return None;
        }
    }
    conflicts(&plan, findings).then_some(plan)
}

/// Adds one entry to the plan and answers its stated size.
fn plan_entry(
    archive: &mut ZipArchive<File>,
    index: usize,
    plan: &mut Plan,
    findings: &mut Findings,
) -> Option<u64> {
    const KIND: u32 = 0o170_000;
    const FILE: u32 = 0o100_000;
    const FOLDER: u32 = 0o040_000;
    let mut entry = match archive.by_index(index) {
        Ok(entry) => entry,
        Err(error) => {
            refuse(findings, rules::BAD_ARCHIVE, "", &format!("An entry is not readable: {error}"));
            return None;
        }
    };
    let raw = String::from_utf8_lossy(entry.name_raw()).into_owned();
    let name = match safe_name(&raw) {
        Ok(name) => name,
        Err(problem) => {
            refuse(findings, rules::BAD_ARCHIVE, &raw, &problem);
            return None;
        }
    };
    let mode = entry.unix_mode().unwrap_or(0);
    if entry.is_symlink() {
        let mut target = String::new();
        let readable = entry.by_ref().take(MAX_LINK).read_to_string(&mut target).is_ok();
        let Some(target) = readable.then(|| resolve(&name, &target)).flatten() else {
            refuse(findings, rules::LINK_LEAVES, &name, "The link's target leaves the package");
            return None;
        };
        let _previous = plan.links.insert(name, target);
        return Some(0);
    }
    if entry.is_dir() {
        plan.folders.insert(name);
        return Some(0);
    }
    if !matches!(mode & KIND, 0 | FILE | FOLDER) {
        refuse(findings, rules::SPECIAL_FILE, &name, "The entry is a device, pipe or socket");
        return None;
    }
    if plan.files.insert(name.clone(), (index, mode & 0o111 != 0)).is_some() {
        refuse(findings, rules::BAD_ARCHIVE, &name, "Two entries have the same name");
        return None;
    }
    Some(entry.size())
}

/// A relative path without tricks, or what is wrong with it.
fn safe_name(raw: &str) -> Result<String, String> {
    if raw.starts_with('/') || raw.starts_with('\\') || raw.get(1..2) == Some(":") {
        return Err("The entry has an absolute path".into());
    }
    if raw.contains(['\0', '\\']) || raw.contains('\u{fffd}') {
        return Err("The entry's name holds a NUL, a backslash or broken text".into());
    }
    let parts: Vec<&str> = raw.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return Err("The entry leaves the archive with `..`".into());
    }
    if parts.is_empty() {
        return Err("The entry has no name".into());
    }
    Ok(parts.join("/"))
}

/// The path inside the archive that a link at `name` points to; `None` if it leaves.
fn resolve(name: &str, target: &str) -> Option<String> {
    if target.starts_with('/') || target.contains(['\0', '\\']) {
        return None;
    }
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    // The first part is the package's own folder, which a link may not leave either.
    (!parts.is_empty() && parts.first() == name.split('/').next().as_ref()).then(|| parts.join("/"))
}

/// A path cannot be a file and a folder, or a link and a file.
fn conflicts(plan: &Plan, findings: &mut Findings) -> bool {
    let leaves: Vec<&String> = plan.files.keys().chain(plan.links.keys()).collect();
    let mut folders = plan.folders.clone();
    for path in &leaves {
        let mut at = path.as_str();
        while let Some((parent, _)) = at.rsplit_once('/') {
            folders.insert(parent.to_owned());
            at = parent;
        }
    }
    for path in leaves {
        let doubled = plan.files.contains_key(path) && plan.links.contains_key(path);
        if folders.contains(path) || doubled {
            refuse(findings, rules::BAD_ARCHIVE, path, "Two entries claim the same path");
            return false;
        }
    }
    true
}

fn write(
    archive: &mut ZipArchive<File>,
    plan: &Plan,
    to: &Path,
    findings: &mut Findings,
) -> io::Result<bool> {
    for folder in &plan.folders {
        fs::create_dir_all(to.join(folder))?;
    }
    let mut left = MAX_EXPANDED;
    for (name, (index, executable)) in &plan.files {
        let path = to.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let Ok(entry) = archive.by_index(*index) else {
            refuse(findings, rules::BAD_ARCHIVE, name, "The entry is not readable");
            return Ok(false);
        };
        match copy(entry, &path, left)? {
            Copied::Bytes(count) => left -= count,
            Copied::TooMany => {
                let problem = format!("The archive expands to over {} MiB", MAX_EXPANDED >> 20);
                refuse(findings, rules::TOO_LARGE, name, &problem);
                return Ok(false);
            }
            Copied::Damaged(error) => {
                let problem = format!("The entry is damaged: {error}");
                refuse(findings, rules::BAD_ARCHIVE, name, &problem);
                return Ok(false);
            }
        }
        if *executable {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        }
    }
    write_links(plan, to, left, findings)
}

enum Copied {
    Bytes(u64),
    TooMany,
    Damaged(io::Error),
}

fn copy(mut from: impl Read, to: &Path, limit: u64) -> io::Result<Copied> {
    let mut out = File::create(to)?;
    let mut buffer = vec![0; 64 << 10];
    let mut count = 0;
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok(Copied::Bytes(count)),
            Ok(read) => read,
            Err(error) => return Ok(Copied::Damaged(error)),
        };
        count += read as u64;
        if count > limit {
            return Ok(Copied::TooMany);
        }
        out.write_all(&buffer[..read])?;
    }
}

/// Copies what links point to. A link to a folder is refused: no package needs one, and copies of
/// folders multiply.
fn write_links(plan: &Plan, to: &Path, limit: u64, findings: &mut Findings) -> io::Result<bool> {
    let mut left = limit;
    for (name, target) in &plan.links {
        let mut at = target;
        for _ in 0..MAX_LINK_STEPS {
            let Some(next) = plan.links.get(at) else { break };
            at = next;
        }
        if !plan.files.contains_key(at) {
            let problem = "The link's target is no file of the package";
            refuse(findings, rules::LINK_LEAVES, name, problem);
            return Ok(false);
        }
        let path = to.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let size = fs::metadata(to.join(at))?.len();
        if size > left {
            let problem = format!("The archive expands to over {} MiB", MAX_EXPANDED >> 20);
            refuse(findings, rules::TOO_LARGE, name, &problem);
            return Ok(false);
        }
        left -= size;
        fs::copy(to.join(at), path)?;
    }
    Ok(true)
}

/// The one folder the archive holds. A flat archive is taken as it is, with a warning.
fn package_folder(plan: &Plan, base: &str, findings: &mut Findings) -> Option<String> {
    let paths = plan.files.keys().chain(plan.links.keys());
    let tops: BTreeSet<&str> = paths.filter_map(|path| path.split('/').next()).collect();
    if plan.files.contains_key("problem.yaml") {
        let message = "The archive holds the package's files directly; pack the folder itself.";
        findings.add(rules::ARCHIVE_LAYOUT, "", None, message);
        return Some(String::new());
    }
    let with_package: Vec<&str> = tops
        .iter()
        .copied()
        .filter(|top| plan.files.contains_key(&format!("{top}/problem.yaml")))
        .collect();
    let [top] = with_package[..] else {
        let message = "The archive must hold one folder with a `problem.yaml`; pack the package \
                       folder itself.";
        findings.add(rules::NO_PACKAGE, "", None, message);
        return None;
    };
    if top != base || tops.len() > 1 {
        let message = format!(
            "The archive should hold the folder `{base}` and nothing beside it, but holds `{top}`; \
             rename one of them."
        );
        findings.add(rules::ARCHIVE_LAYOUT, "", None, message);
    }
    Some(top.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_lies_about_its_size_is_stopped() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let to = folder.path().join("entry");
        let copied = copy(io::repeat(0), &to, 1 << 20).expect("the disk has room");
        assert!(matches!(copied, Copied::TooMany));
        assert!(fs::metadata(to).expect("it was begun").len() <= 1 << 20);
    }

    #[test]
    fn links_are_resolved_inside_the_package() {
        for (target, expected) in [
            ("b", Some("p/a/b")),
            ("../b", Some("p/b")),
            ("./x/../b", Some("p/a/b")),
            ("../../q/b", None),
            ("../../../b", None),
            ("/b", None),
        ] {
            assert_eq!(resolve("p/a/link", target).as_deref(), expected, "{target}");
        }
    }
}
