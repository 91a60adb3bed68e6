//! Control groups version 1: a directory per controller, a reset for the peak, no group kill.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use super::{Files, Group, Version, below_mount, find_mount, sweep_dead_engines};
use crate::sys::file::event;

/// The engine's directory in each hierarchy.
#[derive(Debug)]
pub struct Roots {
    pub memory: PathBuf,
    pub pids: PathBuf,
    pub cpuacct: PathBuf,
}

pub fn is_mounted(mounts: &str) -> bool {
    find_mount(mounts, |kind, options| kind == "cgroup" && has(options, "memory")).is_some()
}

impl Roots {
    /// Makes the engine's directories below its own groups.
    pub fn make(mounts: &str, own: &str, name: &str) -> Result<Self, String> {
        let make = |controller: &str| make_root(mounts, own, name, controller);
        Ok(Self { memory: make("memory")?, pids: make("pids")?, cpuacct: make("cpuacct")? })
    }

    pub fn all(&self) -> [&Path; 3] {
        [&self.memory, &self.pids, &self.cpuacct]
    }
}

fn make_root(mounts: &str, own: &str, name: &str, controller: &str) -> Result<PathBuf, String> {
    let (point, root) =
        find_mount(mounts, |kind, options| kind == "cgroup" && has(options, controller))
            .ok_or_else(|| format!("the controller {controller} is not mounted"))?;
    let path = own
        .lines()
        .filter_map(|line| line.split_once(':')?.1.split_once(':'))
        .find(|(controllers, _)| has(controllers, controller))
        .map_or("/", |(_, path)| path);
    let mut parent = below_mount(point, root, path);
    if !parent.is_dir() {
        // Inside a container the path may be the host's; the mount's top is then our own group.
        parent = PathBuf::from(point);
    }
    sweep_dead_engines(&parent);
    let directory = parent.join(name);
    match fs::create_dir(&directory) {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
            Err(format!("{} cannot be made: {e}", directory.display()))
        }
        _ => Ok(directory),
    }
}

/// The group of one container: directories in the order memory, pids, cpuacct.
pub fn create(roots: &Roots, name: &str) -> io::Result<Group> {
    let directories: Vec<PathBuf> = roots.all().iter().map(|root| root.join(name)).collect();
    for directory in &directories {
        fs::create_dir(directory)?;
    }
    let memory = &directories[0];
    let files = Files {
        cpu: File::open(directories[2].join("cpuacct.usage"))?,
        usage: File::open(memory.join("memory.usage_in_bytes"))?,
        peak: Some(
            File::options()
                .read(true)
                .write(true)
                .open(memory.join("memory.max_usage_in_bytes"))?,
        ),
        oom: File::open(memory.join("memory.oom_control"))?,
        hits: Some(File::open(memory.join("memory.failcnt"))?),
    };
    let alarm = register_alarm(memory, &files.oom).ok();
    Ok(Group {
        directories,
        files,
        version: Version::V1,
        memory: u64::MAX,
        processes: u32::MAX,
        alarm,
    })
}

/// Memory, and memory with swap where the kernel accounts it. The second may never be lower.
pub fn limit_memory(directory: &Path, old: u64, new: u64) -> io::Result<()> {
    let write = |name: &str| fs::write(directory.join(name), new.to_string());
    let with_swap = || match write("memory.memsw.limit_in_bytes") {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    };
    if new > old {
        with_swap()?;
        write("memory.limit_in_bytes")
    } else {
        write("memory.limit_in_bytes")?;
        with_swap()
    }
}

fn register_alarm(directory: &Path, oom: &File) -> io::Result<File> {
    let event = event()?;
    let line = format!("{} {}", event.as_raw_fd(), oom.as_raw_fd());
    fs::write(directory.join("cgroup.event_control"), line)?;
    Ok(File::from(event))
}

fn has(options: &str, controller: &str) -> bool {
    options.split(',').any(|o| o == controller)
}
