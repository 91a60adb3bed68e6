//! A program that is ready to run: files for the container, a command line, an environment.
//!
//! Made by [`crate::compile`]; candidates, validators and graders are all of this type. What a
//! run's end means is not decided here.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use exercise::SourceFile;
use sandbox::{Command, Container, ContainerSpec, Mode, Place, ReadOnly, Sandbox};

use crate::error::Result;
use crate::language::Language;
use crate::report::Compilation;

/// Where a container shows an executable's files.
pub const BOX: &str = "/box";
/// The working directory of runs.
pub const WORK: &str = "/work";

#[derive(Clone, Debug)]
pub struct Executable {
    /// `None` for a package's own `run` script.
    pub language: Option<Arc<Language>>,
    /// The contents of [`BOX`].
    pub files: Vec<SourceFile>,
    /// With places for memory still in it.
    pub argv: Vec<String>,
    pub environment: Vec<(String, String)>,
    pub mounts: Vec<ReadOnly>,
    /// What was handed in, for validators and for places in error messages.
    pub sources: Vec<SourceFile>,
    pub compilation: Compilation,
    /// Language and version, for people.
    pub toolchain: String,
}

/// Limits of one run, without those that never differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunLimits {
    pub cpu: Duration,
    pub wall: Duration,
    /// Bytes.
    pub memory: u64,
    /// Bytes of standard output, and of any one file.
    pub output: u64,
    /// Processes and threads at once; `None` takes the language's.
    pub processes: Option<u32>,
}

const MIB: u64 = 1 << 20;
/// Bytes of standard error that a run may write. More than anybody reads, less than hurts.
const STDERR_BYTES: u64 = 4 * MIB;
/// Bytes of the main thread's stack, where memory allows: deep recursion is honest work.
const STACK_BYTES: u64 = 256 * MIB;
/// Descriptors one process may have open: run-time systems open many.
const OPEN_FILES: u32 = 512;
/// Bytes in each writable directory; they count as memory, too.
const SCRATCH_BYTES: u64 = 256 * MIB;
const SCRATCH_INODES: u64 = 10_000;

impl RunLimits {
    /// Wall time that goes with a CPU time: room for a busy host, an end for a sleeper.
    pub fn wall_for(cpu: Duration) -> Duration {
        (cpu * 3).max(cpu + Duration::from_secs(2))
    }
}

impl Executable {
    /// A container that holds this program.
    pub fn container(&self, sandbox: &Sandbox) -> Result<Container> {
        let spec = ContainerSpec {
            mounts: self.mounts.clone(),
            scratch_bytes: SCRATCH_BYTES,
            scratch_inodes: SCRATCH_INODES,
            ..ContainerSpec::default()
        };
        let mut container = sandbox.container(&spec)?;
        for file in &self.files {
            let mode = if file.executable { Mode::Executable } else { Mode::Plain };
            container.put(Place::Box, Path::new(&file.name), &file.bytes, mode)?;
        }
        Ok(container)
    }

    /// The command of one run.
    pub fn command(&self, limits: &RunLimits, args: &[String]) -> Command {
        let values = MemoryValues::new(self.language.as_deref(), limits.memory);
        let argv = self.argv.iter().map(|part| values.fill(part)).chain(args.iter().cloned());
        let mut command = Command::new(argv);
        command.env = self
            .environment
            .iter()
            .map(|(name, value)| (name.into(), values.fill(value).into()))
            .collect();
        command.cwd = WORK.into();
        let own_processes = self.language.as_ref().map_or(32, |language| language.limits.processes);
        command.limits = sandbox::Limits {
            cpu: limits.cpu,
            wall: limits.wall,
            memory: limits.memory,
            processes: limits.processes.unwrap_or(own_processes),
            stdout: limits.output,
            stderr: STDERR_BYTES,
            file: limits.output,
            open_files: OPEN_FILES,
            stack: values.stack,
        };
        command
    }

    /// Names of the files that were handed in.
    pub fn own_names(&self) -> Vec<String> {
        self.sources.iter().map(|file| file.name.clone()).collect()
    }
}

/// What the places `{memory_mib}`, `{heap_mib}`, `{stack_mib}`, `{stack_kib}` stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryValues {
    memory_mib: u64,
    heap_mib: u64,
    stack_mib: u64,
    /// Bytes of the main thread's stack.
    pub stack: u64,
}

impl MemoryValues {
    pub fn new(language: Option<&Language>, memory: u64) -> Self {
        let defaults = crate::language::LanguageLimits::default();
        let limits = language.map_or(&defaults, |language| &language.limits);
        let memory_mib = (memory / MIB).max(1);
        let stack = memory.clamp(MIB, STACK_BYTES);
        // A run-time system's own stack must fit into the one the kernel gives.
        let stack_mib = limits.stack_mib.min(stack / MIB / 2).max(1);
        let heap_mib = memory_mib.saturating_sub(limits.baseline_memory_mib).max(memory_mib / 2);
        Self { memory_mib, heap_mib: heap_mib.max(1), stack_mib, stack }
    }

    pub fn fill(self, text: &str) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        text.replace("{memory_mib}", &self.memory_mib.to_string())
            .replace("{heap_mib}", &self.heap_mib.to_string())
            .replace("{stack_mib}", &self.stack_mib.to_string())
            .replace("{stack_kib}", &(self.stack_mib * 1024).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heap_is_what_the_run_time_system_leaves() {
        let registry = crate::language::Registry::load(None).expect("sound");
        let java = registry.by_name("java").expect("carried along");
        let fill = |memory: u64, text: &str| MemoryValues::new(Some(java), memory * MIB).fill(text);
        assert_eq!(fill(1024, "-Xmx{heap_mib}m"), "-Xmx928m");
        assert_eq!(fill(64, "-Xmx{heap_mib}m"), "-Xmx32m");
        assert_eq!(fill(64, "{stack_mib} {stack_kib}"), "32 32768");
        assert_eq!(fill(1, "{heap_mib} {stack_mib} {memory_mib}"), "1 1 1");
    }

    #[test]
    fn wall_time_leaves_room() {
        let seconds = Duration::from_secs;
        assert_eq!(RunLimits::wall_for(seconds(1)), seconds(3));
        assert_eq!(RunLimits::wall_for(seconds(4)), seconds(12));
        assert_eq!(RunLimits::wall_for(Duration::from_millis(100)), Duration::from_millis(2100));
    }
}
