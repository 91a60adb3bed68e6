//! Control groups: limits on, and counters of, a whole process tree. Version 1 and version 2.
//!
//! Theory of operation. A [`Tree`] is found once, at start-up, below the engine's own group, so
//! that the sum of all runs never exceeds what the engine itself was given. Each container has one
//! [`Group`]; its launcher is written into `cgroup.procs` while the container is prepared (that
//! write can wait 20 ms for the kernel) and every run is born there. Counters are read through
//! descriptors opened once. Peak memory: v1 resets by writing 0 to `memory.max_usage_in_bytes`;
//! v2 by writing to an open `memory.peak` (Linux 6.12); before that the figure is the highest so
//! far in the container, and [`Group::reset_peak`] says so.

mod v1;
mod v2;

use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::sys::file::read_counter;
use crate::sys::poll::Interest;

/// Where groups are made.
#[derive(Debug)]
pub struct Tree {
    kind: Kind,
    /// What the search found, for people.
    pub detail: String,
}

/// Which kernel interface a [`Tree`] uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    V1,
    V2,
    /// No group can be made here; limits are enforced per process and by watching.
    None,
}

#[derive(Debug)]
enum Kind {
    V1(v1::Roots),
    V2(PathBuf),
    None,
}

/// Prefix of the directories made by an engine; the pid and a start time follow.
const PREFIX: &str = "greenroom-";

impl Tree {
    /// The best tree this process may use. `mounts` and `own` are `/proc/self/mountinfo` and
    /// `/proc/self/cgroup`.
    pub fn find() -> io::Result<Self> {
        let mounts = fs::read_to_string("/proc/self/mountinfo")?;
        let own = fs::read_to_string("/proc/self/cgroup")?;
        Ok(Self::find_in(&mounts, &own, &engine_name()))
    }

    fn find_in(mounts: &str, own: &str, name: &str) -> Self {
        let mut problems = Vec::new();
        if v1::is_mounted(mounts) {
            match v1::Roots::make(mounts, own, name) {
                Ok(roots) => {
                    let detail = format!("version 1 at {}", roots.memory.display());
                    return Self { kind: Kind::V1(roots), detail };
                }
                Err(problem) => problems.push(format!("version 1: {problem}")),
            }
        } else {
            match v2::make_root(mounts, own, name) {
                Ok(root) => {
                    let detail = format!("version 2 at {}", root.display());
                    return Self { kind: Kind::V2(root), detail };
                }
                Err(problem) => problems.push(format!("version 2: {problem}")),
            }
        }
        Self { kind: Kind::None, detail: problems.join("; ") }
    }

    pub fn version(&self) -> Version {
        match self.kind {
            Kind::V1(_) => Version::V1,
            Kind::V2(_) => Version::V2,
            Kind::None => Version::None,
        }
    }

    /// A new empty group; `None` where the host allows none.
    pub fn create(&self, name: &str) -> io::Result<Option<Group>> {
        match &self.kind {
            Kind::V1(roots) => v1::create(roots, name).map(Some),
            Kind::V2(root) => v2::create(root, name).map(Some),
            Kind::None => Ok(None),
        }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        match &self.kind {
            Kind::V1(roots) => roots.all().into_iter().for_each(remove_empty),
            Kind::V2(root) => remove_empty(root),
            Kind::None => {}
        }
    }
}

/// The group of one container.
#[derive(Debug)]
pub struct Group {
    directories: Vec<PathBuf>,
    files: Files,
    version: Version,
    /// What the limits are now, to write only changes.
    memory: u64,
    processes: u32,
    /// Wakes pollers when the group runs out of memory, where the kernel can.
    alarm: Option<File>,
}

/// Open counters. Those that a kernel may lack are options.
#[derive(Debug)]
struct Files {
    cpu: File,
    usage: File,
    peak: Option<File>,
    /// v1 `memory.oom_control`, v2 `memory.events`.
    oom: File,
    /// v1 `memory.failcnt`; v2 has it in `memory.events`.
    hits: Option<File>,
}

/// What the kernel counted so far in the life of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MemoryEvents {
    pub oom_kills: u64,
    /// How often an allocation met the limit.
    pub limit_hits: u64,
}

impl Group {
    /// Moves a process into the group. Slow; never on the way of a run.
    pub fn add(&self, pid: i32) -> io::Result<()> {
        for directory in &self.directories {
            fs::write(directory.join("cgroup.procs"), pid.to_string())?;
        }
        Ok(())
    }

    /// Limits for the next run. `processes` counts the run's own, not the launcher.
    pub fn limit(&mut self, memory: u64, processes: u32) -> io::Result<()> {
        if memory != self.memory {
            match self.version {
                Version::V1 => v1::limit_memory(&self.directories[0], self.memory, memory)?,
                _ => v2::limit_memory(&self.directories[0], memory)?,
            }
            self.memory = memory;
        }
        if processes != self.processes {
            let directory = match self.version {
                Version::V1 => &self.directories[1],
                _ => &self.directories[0],
            };
            fs::write(directory.join("pids.max"), (u64::from(processes) + 1).to_string())?;
            self.processes = processes;
        }
        Ok(())
    }

    /// For the launcher, which reads it at the moment of `exec`; see [`parse_cpu`].
    pub fn cpu_counter(&self) -> BorrowedFd<'_> {
        self.files.cpu.as_fd()
    }

    /// CPU time of everything that ever ran here.
    pub fn cpu(&self) -> io::Result<Duration> {
        let mut buffer = [0; 512];
        parse_cpu(read_counter(self.files.cpu.as_fd(), &mut buffer)?)
    }

    /// Bytes in use now.
    pub fn usage(&self) -> io::Result<u64> {
        number(&self.files.usage)
    }

    /// Starts a new peak. `false` when this kernel cannot, so that [`Group::peak`] is the
    /// highest since the container was made.
    pub fn reset_peak(&self) -> bool {
        use std::os::unix::fs::FileExt;
        match &self.files.peak {
            Some(peak) => peak.write_at(b"0\n", 0).is_ok(),
            None => false,
        }
    }

    /// Bytes at the highest moment; `None` on v2 before Linux 5.19.
    pub fn peak(&self) -> io::Result<Option<u64>> {
        self.files.peak.as_ref().map(number).transpose()
    }

    pub fn memory_events(&self) -> io::Result<MemoryEvents> {
        let mut buffer = [0; 512];
        let text = read_counter(self.files.oom.as_fd(), &mut buffer)?;
        let field = |name: &str| {
            text.lines()
                .filter_map(|line| line.split_once(' '))
                .find(|(key, _)| *key == name)
                .and_then(|(_, value)| value.trim().parse().ok())
        };
        Ok(MemoryEvents {
            oom_kills: field("oom_kill").unwrap_or(0),
            limit_hits: match &self.files.hits {
                Some(file) => number(file)?,
                None => field("max").unwrap_or(0),
            },
        })
    }

    /// Becomes ready when memory ran out, soon before the count of kills rises.
    pub fn alarm(&self) -> Option<(BorrowedFd<'_>, Interest)> {
        match (self.version, &self.alarm) {
            (Version::V1, Some(event)) => Some((event.as_fd(), Interest::Readable)),
            (Version::V2, _) => Some((self.files.oom.as_fd(), Interest::Changed)),
            _ => None,
        }
    }

    /// Takes a ready [`Group::alarm`] back, so that it can ring again.
    pub fn silence(&self) -> io::Result<()> {
        let mut buffer = [0; 512];
        match (self.version, &self.alarm) {
            (Version::V1, Some(event)) => {
                crate::sys::file::read_now(event.as_fd(), &mut buffer).map(drop)
            }
            _ => read_counter(self.files.oom.as_fd(), &mut buffer).map(drop),
        }
    }

    /// Whether swap counts as memory, or is closed.
    pub fn limits_swap(&self) -> bool {
        let name = match self.version {
            Version::V1 => "memory.memsw.limit_in_bytes",
            _ => "memory.swap.max",
        };
        self.directories[0].join(name).exists()
    }

    /// Removes the group, which must be empty of processes.
    pub fn remove(&self) -> io::Result<()> {
        for directory in &self.directories {
            match fs::remove_dir(directory) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                other => other?,
            }
        }
        Ok(())
    }
}

/// CPU time in the text of v1 `cpuacct.usage` (nanoseconds) or v2 `cpu.stat` (`usage_usec`).
pub fn parse_cpu(text: &str) -> io::Result<Duration> {
    let parsed = match text.strip_prefix("usage_usec ") {
        Some(rest) => rest.lines().next().and_then(|n| n.parse().ok()).map(Duration::from_micros),
        None => text.trim().parse().ok().map(Duration::from_nanos),
    };
    parsed.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no CPU time in the counter"))
}

fn number(file: &File) -> io::Result<u64> {
    let mut buffer = [0; 64];
    read_counter(file.as_fd(), &mut buffer)?
        .trim()
        .parse()
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "no number in the counter"))
}

/// Name of this engine's directories: its pid, its start time because pids come again, and a
/// number because a process may open several.
fn engine_name() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let pid = std::process::id();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{PREFIX}{pid}-{}-{number}", start_time(pid).unwrap_or(0))
}

/// Clock ticks after boot at which a process started; field 22 of `/proc/PID/stat`.
fn start_time(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()
}

/// Removes what engines left that were killed.
fn sweep_dead_engines(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some((pid, start)) = name
            .to_str()
            .and_then(|n| n.strip_prefix(PREFIX))
            .and_then(|n| n.split_once('-'))
            .and_then(|(pid, rest)| {
                let start = rest.split('-').next()?;
                Some((pid.parse::<u32>().ok()?, start.parse::<u64>().ok()?))
            })
        else {
            continue;
        };
        if start_time(pid) != Some(start) {
            remove_empty(&entry.path());
        }
    }
}

/// Removes a group and those directly below it, as far as they are empty.
fn remove_empty(root: &Path) {
    if let Ok(entries) = fs::read_dir(root) {
        for entry in entries.flatten() {
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                // A group still in use stays; the next start tries again.
                let _in_use = fs::remove_dir(entry.path());
            }
        }
    }
    let _in_use = fs::remove_dir(root);
}

/// Mount point and root of the first mount in `mounts` that `wanted` accepts, given the file
/// system type and its options.
fn find_mount(mounts: &str, wanted: impl Fn(&str, &str) -> bool) -> Option<(&str, &str)> {
    mounts.lines().find_map(|line| {
        let (left, right) = line.split_once(" - ")?;
        let mut left = left.split(' ').skip(3);
        let (root, point) = (left.next()?, left.next()?);
        let mut right = right.split(' ');
        let kind = right.next()?;
        let options = right.nth(1)?;
        wanted(kind, options).then_some((point, root))
    })
}

/// Directory of the group `path` under a mount of which only `root` is visible.
fn below_mount(point: &str, root: &str, path: &str) -> PathBuf {
    let relative = path.strip_prefix(root).unwrap_or(path);
    Path::new(point).join(relative.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_counters_of_both_versions() {
        assert_eq!(parse_cpu("1500000\n").expect("v1"), Duration::from_micros(1500));
        let v2 = "usage_usec 42\nuser_usec 40\nsystem_usec 2\n";
        assert_eq!(parse_cpu(v2).expect("v2"), Duration::from_micros(42));
        assert!(parse_cpu("nonsense").is_err());
    }

    #[test]
    fn mounts_are_found_by_type_and_options() {
        let mounts = "30 23 0:26 / /sys/fs/cgroup ro - tmpfs tmpfs ro\n\
            31 30 0:27 /x /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory\n";
        let found =
            find_mount(mounts, |kind, options| kind == "cgroup" && options.contains("memory"));
        assert_eq!(found, Some(("/sys/fs/cgroup/memory", "/x")));
        let directory = below_mount("/sys/fs/cgroup/memory", "/x", "/x/y");
        assert_eq!(directory, Path::new("/sys/fs/cgroup/memory/y"));
    }

    /// A directory that looks like a v2 group to the code that reads and writes it.
    #[test]
    fn a_version_two_group_is_limited_and_read() {
        let root = tempfile::tempdir().expect("a temporary directory");
        let group = root.path().join("s1");
        fs::create_dir(&group).expect("mkdir");
        for (name, text) in [
            ("cpu.stat", "usage_usec 7\n"),
            ("memory.current", "4096\n"),
            ("memory.peak", "8192\n"),
            ("memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 2\n"),
            ("memory.max", "max\n"),
            ("memory.swap.max", "max\n"),
            ("pids.max", "max\n"),
        ] {
            fs::write(group.join(name), text).expect("write");
        }
        let mut group = v2::open(group).expect("all files are there");
        group.limit(1 << 20, 4).expect("limits are written");
        let read = |name: &str| fs::read_to_string(root.path().join("s1").join(name)).expect(name);
        assert_eq!(read("memory.max"), "1048576");
        assert_eq!(read("memory.swap.max"), "0");
        assert_eq!(read("pids.max"), "5");
        let events = MemoryEvents { oom_kills: 2, limit_hits: 3 };
        assert_eq!(group.memory_events().expect("events"), events);
        assert_eq!(group.peak().expect("peak"), Some(8192));
        assert_eq!(group.cpu().expect("cpu"), Duration::from_micros(7));
    }
}
