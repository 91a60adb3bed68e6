//! One compilation in a container of its own: the steps, what they said, what they left.
//!
//! Knows nothing of caches; that is the parent module.

use std::path::Path;
use std::time::Duration;

use exercise::SourceFile;
use sandbox::{
    Cause, Command, Container, ContainerSpec, Mode, Outcome, Place, Profile, ReadOnly, Sandbox,
    Scratch, Stream, TakeLimits,
};

use super::{CompileFailure, CompileLimits, diagnostics, mounts};
use crate::error::{Error, Result};
use crate::executable::{MemoryValues, RunLimits};
use crate::language::{CompileStep, Installed, Language, Sources, signal_meaning};
use crate::report::Compilation;

/// Files and bytes a compilation may leave.
pub const ARTEFACT: TakeLimits = TakeLimits { files: 4000, bytes: 192 << 20 };
/// Bytes of one compiler message stream; the report keeps fewer.
const DIAGNOSTIC_BYTES: u64 = 1 << 20;
const COMPILE_PROCESSES: u32 = 128;
const COMPILE_OPEN_FILES: u32 = 1024;
const COMPILE_SCRATCH: u64 = 512 << 20;
const COMPILE_INODES: u64 = 20_000;
/// Places inside the sandbox that mean nothing to the reader of a message.
const PREFIXES: [&str; 4] = ["/scratch/work/", "/work/", "/box/", "/tmp/"];

/// One compilation.
pub struct Steps<'a> {
    pub sandbox: &'a Sandbox,
    pub language: &'a Language,
    pub installed: &'a Installed,
    pub sources: &'a Sources,
    pub limits: CompileLimits,
}

/// What came of it.
pub struct Finished {
    pub files: Option<Vec<SourceFile>>,
    pub explanation: String,
    pub compilation: Compilation,
    /// Would come out the same again, and so may be kept.
    pub deterministic: bool,
}

impl Steps<'_> {
    /// A compilation that ran out of wall time on a busy host is repeated once.
    pub fn run(&self) -> Result<Finished> {
        let (mut container, mut outcomes) = self.attempt()?;
        if matches!(outcomes.last().map(|last| &last.cause), Some(Cause::WallTime { .. })) {
            (container, outcomes) = self.attempt()?;
        }
        let compilation = of_outcomes(&outcomes);
        let failed = outcomes.last().filter(|last| last.cause != Cause::Finished);
        let refused = |explanation, compilation, deterministic| Finished {
            files: None,
            explanation,
            compilation,
            deterministic,
        };
        match failed {
            None => self.artefact(container, compilation),
            Some(last) => match last.cause {
                Cause::ExitStatus(_) => {
                    let failure = CompileFailure::refused(self.language, compilation);
                    Ok(refused(failure.explanation, failure.compilation, true))
                }
                Cause::NotStarted(errno) => Err(Error::Request(format!(
                    "the {} compiler does not start (error {errno}); install {}",
                    self.language.name,
                    self.language.packages.join(" ")
                ))),
                Cause::Cancelled => Err(Error::Cancelled),
                _ => Ok(refused(
                    format!("compiling was stopped: {}", cause_words(last)),
                    compilation,
                    false,
                )),
            },
        }
    }

    /// Runs the steps up to the first that fails.
    fn attempt(&self) -> Result<(Option<Container>, Vec<Outcome>)> {
        if self.language.compile.is_empty() {
            return Ok((None, Vec::new()));
        }
        let mounts = mounts(self.language, self.installed);
        let mut container = compile_container(self.sandbox, mounts)?;
        put_work(&mut container, &self.sources.files)?;
        let mut outcomes = Vec::new();
        for argv in self.commands() {
            let mut command = Command::new(argv);
            let cpu = Duration::from_secs(self.language.limits.compile_seconds);
            limit(&mut command, self.limits.cpu.unwrap_or(cpu), self.limits.memory);
            let environment = &self.language.compile_environment;
            command.env =
                environment.iter().map(|(name, value)| (name.into(), value.into())).collect();
            if !outcomes.is_empty() {
                command.scratch = Scratch::Keep;
            }
            let outcome = container.run(command)?;
            let ended = outcome.cause != Cause::Finished;
            outcomes.push(outcome);
            if ended {
                break;
            }
        }
        Ok((Some(container), outcomes))
    }

    fn commands(&self) -> Vec<Vec<String>> {
        let step = |step: &CompileStep| -> Vec<Vec<String>> {
            let one = |source: Option<&String>| {
                step.command.iter().flat_map(|part| self.expand(part, source)).collect()
            };
            if step.each {
                self.sources.sources.iter().map(|source| one(Some(source))).collect()
            } else {
                vec![one(None)]
            }
        };
        self.language.compile.iter().flat_map(step).collect()
    }

    fn expand(&self, part: &str, source: Option<&String>) -> Vec<String> {
        if part == "{sources}" {
            return self.sources.sources.clone();
        }
        let toolchain = self.installed.toolchain_inside(self.language);
        let values = MemoryValues::new(Some(self.language), self.limits.memory);
        let part = part
            .replace("{source}", source.map_or("", String::as_str))
            .replace("{entry}", &self.sources.entry)
            .replace("{main}", &self.language.main)
            .replace("{toolchain}", &toolchain.to_string_lossy());
        vec![values.fill(&part)]
    }

    fn artefact(&self, container: Option<Container>, compilation: Compilation) -> Result<Finished> {
        let keep = &self.language.artefact.keep;
        let done = |files| Finished {
            files: Some(files),
            explanation: String::new(),
            compilation: compilation.clone(),
            deterministic: true,
        };
        let (Some(container), false) = (container, keep.is_empty()) else {
            return Ok(done(self.sources.files.clone()));
        };
        let taken = match container.take(Place::Work, ARTEFACT) {
            Ok(taken) => taken,
            Err(sandbox::Error::TooMuch) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let kept: Vec<SourceFile> = taken
            .into_iter()
            .filter(|file| keep.iter().any(|name| file.path.starts_with(name)))
            .map(source_file)
            .collect();
        if kept.is_empty() {
            return Ok(Finished {
                files: None,
                explanation: String::from("the compiler left nothing that can be run"),
                compilation,
                deterministic: false,
            });
        }
        Ok(done(kept))
    }
}

pub fn compile_container(sandbox: &Sandbox, mounts: Vec<ReadOnly>) -> Result<Container> {
    let spec = ContainerSpec {
        mounts,
        // Build tools lock their caches.
        profile: Profile::Tools,
        scratch_bytes: COMPILE_SCRATCH,
        scratch_inodes: COMPILE_INODES,
        ..ContainerSpec::default()
    };
    Ok(sandbox.container(&spec)?)
}

pub fn put_work(container: &mut Container, files: &[SourceFile]) -> Result<()> {
    for file in files {
        let mode = if file.executable { Mode::Executable } else { Mode::Plain };
        container.put(Place::Work, Path::new(&file.name), &file.bytes, mode)?;
    }
    Ok(())
}

pub fn limit(command: &mut Command, cpu: Duration, memory: u64) {
    command.limits = sandbox::Limits {
        cpu,
        wall: RunLimits::wall_for(cpu),
        memory,
        processes: COMPILE_PROCESSES,
        stdout: DIAGNOSTIC_BYTES,
        stderr: DIAGNOSTIC_BYTES,
        file: ARTEFACT.bytes,
        open_files: COMPILE_OPEN_FILES,
        ..sandbox::Limits::default()
    };
}

pub fn of_outcomes(outcomes: &[Outcome]) -> Compilation {
    let streams: Vec<(&[u8], u64)> = outcomes
        .iter()
        .flat_map(|outcome| [&outcome.stdout, &outcome.stderr])
        .map(|stream| (stream.bytes.as_slice(), stream.dropped))
        .collect();
    let cpu: Duration = outcomes.iter().map(|outcome| outcome.usage.cpu).sum();
    Compilation {
        output: diagnostics::clean(&streams, &PREFIXES),
        cached: false,
        cpu_ms: u64::try_from(cpu.as_millis()).unwrap_or(u64::MAX),
        note: None,
    }
}

/// Why a tool was stopped, in words.
pub fn cause_words(outcome: &Outcome) -> String {
    match outcome.cause {
        Cause::Finished => String::from("it ended well"),
        Cause::ExitStatus(status) => format!("it ended with status {status}"),
        Cause::Signal(signal) => {
            let (name, meaning) = signal_meaning(signal);
            format!("it was ended by {name} ({meaning})")
        }
        Cause::Forbidden => String::from("it made a forbidden system call"),
        Cause::Memory(_) => String::from("it needed more memory than it may use"),
        Cause::Output(Stream::File) => String::from("it wrote a file larger than it may be"),
        Cause::Output(_) => String::from("it printed more than it may"),
        Cause::CpuTime => String::from("it needed more processor time than it may use"),
        Cause::WallTime { .. } => String::from("it took longer than it may"),
        Cause::Cancelled => String::from("it was cancelled"),
        Cause::NotStarted(errno) => format!("it could not be started (error {errno})"),
    }
}

pub fn source_file(taken: sandbox::TakenFile) -> SourceFile {
    let mut file = SourceFile::new(taken.path.to_string_lossy(), taken.bytes);
    file.executable = taken.executable;
    file
}
