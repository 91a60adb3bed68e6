//! How a run ended: what it used, what it wrote, and the one cause.

use std::time::Duration;

/// Everything known about a finished run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The first cause that stopped the run, by the order of precedence of [`Cause`].
    pub cause: Cause,
    /// How the main process ended.
    pub status: Status,
    pub usage: Usage,
    pub stdout: Captured,
    pub stderr: Captured,
}

/// Why the run ended. Decided from kernel counters and engine actions, never from exit codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Ran to its end with status 0.
    Finished,
    /// Ran to its end with another status.
    ExitStatus(i32),
    /// Ended by a signal of its own making.
    Signal(i32),
    /// A system call that ends the run (reboot, module loading, foreign instruction set).
    Forbidden,
    /// The memory limit was reached; the text is the evidence.
    Memory(&'static str),
    /// An output stream or file exceeded its limit.
    Output(Stream),
    /// CPU time over the limit.
    CpuTime,
    /// Wall time over the limit; `waiting` when under a tenth of the CPU limit was used.
    WallTime { waiting: bool },
    /// [`crate::Cancel`] was used.
    Cancelled,
    /// The program could not be started; the number is the `errno` of `execve`.
    NotStarted(i32),
}

/// How the main process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Exited(i32),
    Signalled(i32),
    /// It never started.
    None,
}

/// An output channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Stdout,
    Stderr,
    File,
}

/// What the run used, from `exec` to the end of the main process.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// CPU time of the whole tree.
    pub cpu: Duration,
    pub user: Duration,
    pub system: Duration,
    pub wall: Duration,
    /// Bytes: peak of the run's cgroup above its baseline at `exec`. What the limit acts on. Where
    /// there is no cgroup, the most that was seen resident, and no less than `largest_rss`.
    pub memory_peak: u64,
    /// Whether `memory_peak` belongs to this run alone (see the kernel versions in `cgroup.rs`).
    pub memory_peak_exact: bool,
    /// Bytes: the largest resident set of any one process of the run.
    pub largest_rss: u64,
    /// Time the tree was ready to run but did not (run-queue wait), where the kernel tells.
    pub waited: Duration,
}

/// Bytes of one output stream.
#[derive(Clone, Debug, Default)]
pub struct Captured {
    pub bytes: Vec<u8>,
    /// Bytes that were written but not kept.
    pub dropped: u64,
}
