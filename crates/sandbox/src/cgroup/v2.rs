//! Control groups version 2: one directory, controllers that must be delegated.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::{Files, Group, Version, below_mount, find_mount, sweep_dead_engines};

/// Controllers without which a group limits nothing.
const NEEDED: [&str; 2] = ["memory", "pids"];

/// Makes the engine's directory below its own group, or below the top where that is not allowed
/// and the top is writable.
pub fn make_root(mounts: &str, own: &str, name: &str) -> Result<PathBuf, String> {
    let (point, root) = find_mount(mounts, |kind, _| kind == "cgroup2")
        .ok_or_else(|| String::from("no cgroup2 file system is mounted"))?;
    let path = own.lines().find_map(|line| line.strip_prefix("0::")).unwrap_or("/");
    let own_group = below_mount(point, root, path);
    match make_below(&own_group, name) {
        Ok(directory) => Ok(directory),
        Err(first) => make_below(Path::new(point), name).map_err(|_| first),
    }
}

fn make_below(parent: &Path, name: &str) -> Result<PathBuf, String> {
    sweep_dead_engines(parent);
    delegate(parent, name)?;
    let directory = parent.join(name);
    match fs::create_dir(&directory) {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
            return Err(format!("{} cannot be made: {e}", directory.display()));
        }
        _ => {}
    }
    enable(&directory).map_err(|e| {
        let _made_above = fs::remove_dir(&directory);
        format!("{}: {e}", directory.display())
    })?;
    Ok(directory)
}

/// Hands the needed controllers to groups below `parent`. A group with processes of its own may
/// not do that (unless it is the top), so this process steps into a leaf first if it must.
fn delegate(parent: &Path, name: &str) -> Result<(), String> {
    let offered = fs::read_to_string(parent.join("cgroup.controllers"))
        .map_err(|e| format!("{} cannot be read: {e}", parent.display()))?;
    if let Some(missing) = NEEDED.iter().find(|n| !offered.split_whitespace().any(|o| o == **n)) {
        return Err(format!(
            "the controller {missing} is not delegated to {}; under systemd set \
             `Delegate=cpu memory pids` for the unit",
            parent.display()
        ));
    }
    if enable(parent).is_ok() {
        return Ok(());
    }
    let leaf = parent.join(format!("{name}-engine"));
    let step = |result: io::Result<()>| {
        result.map_err(|e| format!("no groups can be made in {}: {e}", parent.display()))
    };
    if !leaf.is_dir() {
        step(fs::create_dir(&leaf))?;
    }
    step(fs::write(leaf.join("cgroup.procs"), std::process::id().to_string()))?;
    step(enable(parent))
}

fn enable(directory: &Path) -> io::Result<()> {
    let file = directory.join("cgroup.subtree_control");
    let enabled = fs::read_to_string(&file)?;
    for controller in NEEDED {
        if !enabled.split_whitespace().any(|e| e == controller) {
            fs::write(&file, format!("+{controller}"))?;
        }
    }
    Ok(())
}

pub fn create(root: &Path, name: &str) -> io::Result<Group> {
    let directory = root.join(name);
    fs::create_dir(&directory)?;
    open(directory)
}

/// The group in an existing directory.
pub fn open(directory: PathBuf) -> io::Result<Group> {
    let open = |name: &str| File::open(directory.join(name));
    let peak = directory.join("memory.peak");
    let files = Files {
        cpu: open("cpu.stat")?,
        usage: open("memory.current")?,
        // Writable from Linux 6.12 on; absent before 5.19.
        peak: File::options()
            .read(true)
            .write(true)
            .open(&peak)
            .or_else(|_| File::open(&peak))
            .ok(),
        oom: open("memory.events")?,
        hits: None,
    };
    Ok(Group {
        directories: vec![directory],
        files,
        version: Version::V2,
        memory: u64::MAX,
        processes: u32::MAX,
        alarm: None,
    })
}

/// Memory, and no swap at all where the kernel accounts it.
pub fn limit_memory(directory: &Path, bytes: u64) -> io::Result<()> {
    fs::write(directory.join("memory.max"), bytes.to_string())?;
    match fs::write(directory.join("memory.swap.max"), "0") {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
