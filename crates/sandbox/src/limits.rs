//! What a run may use. Every field has a unit; nothing is unlimited.

use std::time::Duration;

/// Limits of one run. Exact: use above a limit ends the run, use at the limit does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// CPU time of the whole process tree, user and system together.
    pub cpu: Duration,
    /// Wall-clock time from `exec` on.
    pub wall: Duration,
    /// Bytes of memory of the whole tree: anonymous, shared, tmpfs files, page tables, buffers.
    pub memory: u64,
    /// Processes and threads at any one moment.
    pub processes: u32,
    /// Bytes of standard output; the run ends when one more arrives.
    pub stdout: u64,
    /// Bytes of standard error; the run ends when one more arrives.
    pub stderr: u64,
    /// Bytes of the largest single file the run may write.
    pub file: u64,
    /// Open descriptors per process.
    pub open_files: u32,
    /// Bytes of the main thread's stack.
    pub stack: u64,
}

impl Default for Limits {
    /// A modest program: 2 s of CPU, 6 s of wall time, 256 MiB, 64 processes.
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            cpu: Duration::from_secs(2),
            wall: Duration::from_secs(6),
            memory: 256 * MIB,
            processes: 64,
            stdout: 8 * MIB,
            stderr: MIB,
            file: 64 * MIB,
            open_files: 256,
            stack: 256 * MIB,
        }
    }
}
