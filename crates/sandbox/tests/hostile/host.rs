//! What the host must look like after every attack.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use libtest_mimic::Failed;

/// The parts of the host that an attack could leave a mark on, as seen by this process.
#[derive(Debug, PartialEq, Eq)]
pub struct Host {
    mounts: usize,
    /// Processes with the ids of containers.
    processes: BTreeSet<String>,
    descriptors: usize,
    groups: BTreeSet<PathBuf>,
    segments: usize,
    threads: usize,
}

/// First id that the sandbox gives to containers; see `src/sandbox.rs`.
const FIRST_ID: u32 = 1_900_000_000;

impl Host {
    pub fn look() -> Self {
        let count = |path: &str| fs::read_dir(path).map_or(0, Iterator::count);
        let lines = |path: &str| fs::read_to_string(path).map_or(0, |t| t.lines().count());
        Self {
            mounts: lines("/proc/self/mountinfo"),
            processes: container_processes(),
            descriptors: count("/proc/self/fd"),
            groups: groups(),
            segments: lines("/proc/sysvipc/shm"),
            threads: count("/proc/self/task"),
        }
    }

    pub fn must_equal(&self, before: &Self) -> Result<(), Failed> {
        if self == before {
            Ok(())
        } else {
            Err(format!("the host changed from\n{before:?}\nto\n{self:?}").into())
        }
    }
}

fn container_processes() -> BTreeSet<String> {
    let first = FIRST_ID + (std::process::id() % 65_536) * 1024;
    let mut found = BTreeSet::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(meta) = entry.metadata() else { continue };
        if (first..first + 1024).contains(&meta.uid()) {
            found.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found
}

/// Control groups of this process's engines.
fn groups() -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let prefix = format!("greenroom-{}-", std::process::id());
    collect_groups(Path::new("/sys/fs/cgroup"), &prefix, 0, &mut found);
    found
}

fn collect_groups(folder: &Path, prefix: &str, depth: usize, found: &mut BTreeSet<PathBuf>) {
    const DEPTH: usize = 6;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if depth < DEPTH && entry.file_type().is_ok_and(|t| t.is_dir()) {
            if entry.file_name().to_string_lossy().starts_with(prefix) {
                found.insert(entry.path());
            }
            collect_groups(&entry.path(), prefix, depth + 1, found);
        }
    }
}

/// Files on the host that no attack may read, change or even touch.
#[derive(Debug)]
pub struct Sentinels {
    folder: tempfile::TempDir,
    states: Vec<(PathBuf, State)>,
}

/// Content, mode, owner, links, time of modification.
type State = (Vec<u8>, u32, u32, u64, i64);

impl Sentinels {
    /// One each where a service keeps its database, answers, artefacts, tools and settings.
    pub fn plant() -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        let mut states = Vec::new();
        for name in ["database", "answers-canary", "artefact-cache", "toolchain", "settings"] {
            let path = folder.path().join(name);
            fs::write(&path, format!("sentinel {name}"))?;
            states.push((path.clone(), state(&path)?));
        }
        Ok(Self { folder, states })
    }

    pub fn must_be_untouched(&self) -> Result<(), Failed> {
        for (path, before) in &self.states {
            if state(path)? != *before {
                return Err(format!("{} was touched", path.display()).into());
            }
        }
        let count = fs::read_dir(self.folder.path())?.count();
        if count == self.states.len() { Ok(()) } else { Err("a file was added".into()) }
    }
}

fn state(path: &Path) -> Result<State, Failed> {
    let meta = fs::symlink_metadata(path)?;
    Ok((fs::read(path)?, meta.mode(), meta.uid(), meta.nlink(), meta.mtime_nsec()))
}
