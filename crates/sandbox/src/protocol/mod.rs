//! Messages between engine, keeper and launcher, one per packet.
//!
//! ```text
//! keeper:    WantsIds, IdsMapped, Built(work, tmp, shm, box), LauncherWaits, then on request
//!            SealBox | Renew | WorkReadOnly | CleanIpc -> Done, Sweep -> Swept
//! launcher:  Go -> Ready, then per run: Run -> Started | NotStarted -> Ended
//! ```
//! Both ends are the same binary, so there is no version and no schema: little-endian integers
//! and length-prefixed bytes, written and read in the same order in `wire.rs`.

mod wire;

use std::time::Duration;

use crate::sys::process::Ended;
use crate::sys::spawn::ResourceLimit;

pub use wire::Message;

/// Bytes of the largest message; the kernel's default socket buffer holds it.
pub const MAX_MESSAGE: usize = 128 * 1024;

/// Engine to keeper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToKeeper {
    /// The id maps are written; build the root.
    IdsMapped(Layout),
    /// `/box` is complete; make it read-only.
    SealBox,
    /// Replace these scratch file systems; answer with their descriptors in order.
    Renew(Vec<Area>),
    /// Make the working directory read-only or writable.
    WorkReadOnly(bool),
    /// Kill every process, the launcher too, and report the main process's end.
    Sweep { main: i32 },
    /// Remove System V objects.
    CleanIpc,
}

/// A writable file system of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Work,
    Temporary,
    SharedMemory,
}

impl Area {
    pub const ALL: [Self; 3] = [Self::Work, Self::Temporary, Self::SharedMemory];

    /// Where it is mounted inside.
    pub fn path(self) -> &'static str {
        match self {
            Self::Work => "/scratch/work",
            Self::Temporary => "/scratch/tmp",
            Self::SharedMemory => "/scratch/shm",
        }
    }
}

/// What the keeper builds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Paths on the host and inside, bound read-only.
    pub binds: Vec<(Vec<u8>, Vec<u8>)>,
    /// Text files of `/etc`.
    pub etc: Vec<(String, String)>,
    pub scratch_bytes: u64,
    pub scratch_inodes: u64,
    pub box_bytes: u64,
    pub loopback: bool,
    /// Rules of `filter::Profile::Tools` instead of `Program`.
    pub allow_locks: bool,
    /// Whether more than one id is mapped, so that the launcher has a uid of its own.
    pub own_launcher_uid: bool,
}

/// Keeper to engine.
#[derive(Debug)]
pub enum FromKeeper {
    /// A user namespace exists and waits for its id maps.
    WantsIds,
    /// Root built; descriptors: work, tmp, shm, box.
    Built,
    /// The launcher waits for [`ToLauncher::Go`]; descriptors: its pidfd and its socket.
    LauncherWaits,
    /// Done; after `Renew` with descriptors: work, tmp, shm.
    Done,
    /// After `Sweep`: how the main process ended, if it had.
    Swept(Option<Report>),
    /// A step failed: which, and the error number.
    Failed(String),
}

/// Engine to launcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToLauncher {
    /// It is in its cgroup: drop every privilege. Descriptor: the CPU counter, if there is one.
    Go,
    /// Start a program. Descriptors: stdin, stdout, stderr.
    Run(Run),
}

/// A program to start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub argv: Vec<Vec<u8>>,
    pub env: Vec<Vec<u8>>,
    pub cwd: Vec<u8>,
    pub limits: Vec<(u32, u64)>,
}

/// Launcher to engine.
#[derive(Debug)]
pub enum FromLauncher {
    /// No privilege is left; whether landlock is in force.
    Ready { landlock: bool },
    /// A privilege could not be dropped.
    Failed(String),
    /// The program is about to execute; descriptor: its pidfd. Sent by the child itself, because
    /// the run may kill the launcher at once.
    Started(Started),
    /// `execve` or a step before it failed with this `errno`.
    NotStarted(i32),
    /// The main process ended and everything else has been killed and reaped.
    Ended(Report),
}

/// The moment before `exec`, or of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// In the container's pid namespace.
    pub pid: i32,
    /// `CLOCK_MONOTONIC`.
    pub at: Duration,
    /// The cgroup's CPU counter, when there is one.
    pub cpu: Option<Duration>,
}

/// How the main process ended and what it used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub raw_status: i32,
    pub at: Duration,
    /// The cgroup's CPU counter at the end, less what the launcher itself used since the start.
    pub cpu: Option<Duration>,
    pub user: Duration,
    pub system: Duration,
    pub max_rss: u64,
    /// System V objects left behind.
    pub ipc_objects: u32,
    /// Time the main thread was ready but had no core.
    pub waited: Duration,
    /// The moment of `exec`, where the launcher lived to see it.
    pub started: Option<Started>,
}

impl Report {
    pub fn new(ended: &Ended, at: Duration, cpu: Option<Duration>) -> Self {
        Self {
            raw_status: ended.raw_status,
            at,
            cpu,
            user: ended.user,
            system: ended.system,
            max_rss: ended.max_rss_bytes,
            ipc_objects: 0,
            waited: Duration::ZERO,
            started: None,
        }
    }
}

impl Run {
    pub fn resource_limits(&self) -> Vec<ResourceLimit> {
        self.limits.iter().map(|&(resource, value)| ResourceLimit { resource, value }).collect()
    }
}
