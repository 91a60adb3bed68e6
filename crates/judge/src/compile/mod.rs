//! Turns sources into an [`Executable`]: in the sandbox, without test data, kept by content.
//!
//! A refusal by the compiler is a value ([`Built::Failed`]); an error is ours or the host's.

mod cache;
mod diagnostics;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use exercise::SourceFile;
use sandbox::{
    Cause, Command, Container, ContainerSpec, Mode, Outcome, Place, Profile, ReadOnly, Sandbox,
    Scratch, Stream, TakeLimits,
};

pub use cache::{Cache, Key};
pub use diagnostics::without_control;

use crate::error::{Error, Result};
use crate::executable::{BOX, Executable, MemoryValues, RunLimits};
use crate::language::{
    CompileStep, EntryError, Installed, Language, Missing, Registry, Sources, arrange,
    signal_meaning,
};
use crate::report::Compilation;

/// Compiles; one per process. Clones share everything.
#[derive(Clone, Debug)]
pub struct Compiler {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    sandbox: Sandbox,
    registry: Registry,
    cache: Option<Cache>,
    /// Part of every key, where owners must not learn from hits what others handed in.
    owner: String,
    installed: Mutex<HashMap<String, std::result::Result<Installed, Missing>>>,
    /// One lock per compilation under way, so that two equal ones become one.
    under_way: Mutex<HashMap<Key, Arc<Mutex<()>>>>,
}

/// What is to be compiled.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    pub language: &'a Arc<Language>,
    pub files: Vec<SourceFile>,
    pub entry_point: Option<&'a str>,
    pub limits: CompileLimits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileLimits {
    /// CPU time; `None` takes the language's.
    pub cpu: Option<Duration>,
    /// Bytes.
    pub memory: u64,
}

impl Default for CompileLimits {
    fn default() -> Self {
        Self { cpu: None, memory: 2 << 30 }
    }
}

#[derive(Clone, Debug)]
pub enum Built {
    Ready(Box<Executable>),
    Failed(CompileFailure),
}

/// Why there is no executable. The author's fault, whoever that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileFailure {
    /// One sentence.
    pub explanation: String,
    pub compilation: Compilation,
}

/// Goes into every key: a change in what a cached entry means makes old ones useless.
const FORMAT: &[u8] = b"greenroom artefact 1";
/// Files and bytes a compilation may leave.
const ARTEFACT: TakeLimits = TakeLimits { files: 4000, bytes: 192 << 20 };
/// Bytes of one compiler message stream; the report keeps fewer.
const DIAGNOSTIC_BYTES: u64 = 1 << 20;
const COMPILE_PROCESSES: u32 = 128;
const COMPILE_OPEN_FILES: u32 = 1024;
const COMPILE_SCRATCH: u64 = 512 << 20;
const COMPILE_INODES: u64 = 20_000;
/// Places inside the sandbox that mean nothing to the reader of a message.
const PREFIXES: [&str; 4] = ["/scratch/work/", "/work/", "/box/", "/tmp/"];

impl Compiler {
    pub fn new(sandbox: Sandbox, registry: Registry, cache: Option<Cache>, owner: String) -> Self {
        let (installed, under_way) = (Mutex::default(), Mutex::default());
        Self { shared: Arc::new(Shared { sandbox, registry, cache, owner, installed, under_way }) }
    }

    pub fn registry(&self) -> &Registry {
        &self.shared.registry
    }

    /// Whether the language's tools are there; asked once per process.
    pub fn installed(&self, language: &Language) -> std::result::Result<Installed, Missing> {
        let known = lock(&self.shared.installed).get(&language.id).cloned();
        known.unwrap_or_else(|| {
            let probed = Installed::probe(language);
            lock(&self.shared.installed).insert(language.id.clone(), probed.clone());
            probed
        })
    }

    pub fn build(&self, job: Job<'_>) -> Result<Built> {
        let language = job.language;
        let installed = self.installed(language)?;
        let sources = match arrange(language, job.files, job.entry_point) {
            Ok(sources) => sources,
            Err(error) => return Ok(Built::Failed(CompileFailure::of_entry(&error))),
        };
        let key = self.key(language, &installed, &sources);
        let turn = Arc::clone(lock(&self.shared.under_way).entry(key.clone()).or_default());
        let built = {
            let _my_turn = lock(&turn);
            self.build_or_load(language, &installed, &sources, &key, job.limits)
        };
        lock(&self.shared.under_way).remove(&key);
        built
    }

    fn build_or_load(
        &self,
        language: &Arc<Language>,
        installed: &Installed,
        sources: &Sources,
        key: &Key,
        limits: CompileLimits,
    ) -> Result<Built> {
        let cache = self.shared.cache.as_ref().filter(|_| !language.compile.is_empty());
        if let Some(entry) = cache.and_then(|cache| cache.load(key)) {
            let compilation =
                Compilation { output: entry.output, cached: true, ..Compilation::default() };
            return Ok(match entry.files {
                Some(files) => Built::Ready(Box::new(executable(
                    language,
                    installed,
                    sources,
                    files,
                    compilation,
                ))),
                None => Built::Failed(CompileFailure::refused(language, compilation)),
            });
        }
        let steps = Steps { shared: &self.shared, language, installed, sources, limits };
        let mut finished = steps.run()?;
        if let (Some(cache), true) = (cache, finished.deterministic) {
            let entry = cache::Entry {
                files: finished.files.clone(),
                output: finished.compilation.output.clone(),
                cpu_us: finished.compilation.cpu_ms * 1000,
            };
            // A full disk costs speed, not a verdict.
            finished.compilation.note = cache.store(key, &entry).err().map(|error| {
                format!(
                    "the compiled program could not be kept in {}: {error}; free space there or set \
                     GREENROOM_CACHE",
                    cache.folder().display()
                )
            });
        }
        Ok(match finished.files {
            Some(files) => Built::Ready(Box::new(executable(
                language,
                installed,
                sources,
                files,
                finished.compilation,
            ))),
            None => Built::Failed(CompileFailure {
                explanation: finished.explanation,
                compilation: finished.compilation,
            }),
        })
    }

    fn key(&self, language: &Language, installed: &Installed, sources: &Sources) -> Key {
        let recipe = format!(
            "{:?} {:?} {:?} {:?}",
            language.compile, language.compile_environment, language.artefact, language.mounts
        );
        let mut parts: Vec<&[u8]> = vec![
            FORMAT,
            self.shared.owner.as_bytes(),
            installed.identity.as_bytes(),
            recipe.as_bytes(),
            sources.entry.as_bytes(),
        ];
        for file in &sources.files {
            parts.push(file.name.as_bytes());
            parts.push(if file.executable { b"x" } else { b"-" });
            parts.push(&file.bytes);
        }
        Key::of(parts)
    }

    /// Compiles a package's own tool that brings `build` and `run` scripts. `build` runs in a copy.
    pub fn build_scripts(
        &self,
        files: &[SourceFile],
        has_build: bool,
        limits: CompileLimits,
    ) -> Result<Built> {
        let compilation = Compilation::default();
        let ready = |files, compilation| {
            Built::Ready(Box::new(Executable {
                language: None,
                files,
                argv: vec![format!("{BOX}/run")],
                environment: Vec::new(),
                mounts: Vec::new(),
                sources: Vec::new(),
                compilation,
                toolchain: String::from("run script"),
            }))
        };
        if !has_build {
            return Ok(ready(files.to_vec(), compilation));
        }
        let mut container = compile_container(&self.shared.sandbox, Vec::new())?;
        put_work(&mut container, files)?;
        let mut command = Command::new(["/work/build"]);
        limit(&mut command, limits.cpu.unwrap_or(Duration::from_mins(1)), limits.memory);
        let outcome = container.run(command)?;
        let compilation = of_outcomes(std::slice::from_ref(&outcome));
        if outcome.cause != Cause::Finished {
            let explanation = format!("the build script failed: {}", cause_words(&outcome));
            return Ok(Built::Failed(CompileFailure { explanation, compilation }));
        }
        let taken = container.take(Place::Work, ARTEFACT)?;
        Ok(ready(taken.into_iter().map(source_file).collect(), compilation))
    }
}

impl CompileFailure {
    fn of_entry(error: &EntryError) -> Self {
        let compilation = Compilation::default();
        Self { explanation: error.to_string(), compilation }
    }

    fn refused(language: &Language, compilation: Compilation) -> Self {
        let explanation =
            format!("the {} compiler refused the program; read its messages", language.name);
        Self { explanation, compilation }
    }
}

/// One compilation.
struct Steps<'a> {
    shared: &'a Shared,
    language: &'a Arc<Language>,
    installed: &'a Installed,
    sources: &'a Sources,
    limits: CompileLimits,
}

/// What came of it.
struct Finished {
    files: Option<Vec<SourceFile>>,
    explanation: String,
    compilation: Compilation,
    /// Would come out the same again, and so may be kept.
    deterministic: bool,
}

impl Steps<'_> {
    /// A compilation that ran out of wall time on a busy host is repeated once.
    fn run(&self) -> Result<Finished> {
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
        let mut container = compile_container(&self.shared.sandbox, mounts)?;
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

fn executable(
    language: &Arc<Language>,
    installed: &Installed,
    sources: &Sources,
    files: Vec<SourceFile>,
    compilation: Compilation,
) -> Executable {
    let entry = match &language.entry.output {
        Some(ending) => {
            let stem = sources.entry.rsplit_once('.').map_or(&*sources.entry, |(stem, _)| stem);
            format!("{stem}.{ending}")
        }
        None => sources.entry.clone(),
    };
    let toolchain = installed.toolchain_inside(language);
    let fill = |text: &String| {
        text.replace("{box}", BOX)
            .replace("{entry}", &entry)
            .replace("{toolchain}", &toolchain.to_string_lossy())
    };
    let environment =
        language.run.environment.iter().map(|(name, value)| (name.clone(), fill(value))).collect();
    Executable {
        language: Some(Arc::clone(language)),
        files,
        argv: language.run.command.iter().map(fill).collect(),
        environment,
        mounts: mounts(language, installed),
        sources: sources.files.clone(),
        compilation,
        toolchain: format!("{} {}", language.name, installed.version),
    }
}

fn mounts(language: &Language, installed: &Installed) -> Vec<ReadOnly> {
    let toolchain = language.toolchain.as_ref().zip(installed.toolchain.as_ref());
    let toolchain = toolchain
        .map(|(toolchain, host)| ReadOnly { host: host.clone(), inside: toolchain.inside.clone() });
    let more = language.mounts.iter().filter(|path| path.exists());
    let more = more.map(|path| ReadOnly { host: path.clone(), inside: path.clone() });
    toolchain.into_iter().chain(more).collect()
}

fn compile_container(sandbox: &Sandbox, mounts: Vec<ReadOnly>) -> Result<Container> {
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

fn put_work(container: &mut Container, files: &[SourceFile]) -> Result<()> {
    for file in files {
        let mode = if file.executable { Mode::Executable } else { Mode::Plain };
        container.put(Place::Work, Path::new(&file.name), &file.bytes, mode)?;
    }
    Ok(())
}

fn limit(command: &mut Command, cpu: Duration, memory: u64) {
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

fn of_outcomes(outcomes: &[Outcome]) -> Compilation {
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
fn cause_words(outcome: &Outcome) -> String {
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

fn source_file(taken: sandbox::TakenFile) -> SourceFile {
    let mut file = SourceFile::new(taken.path.to_string_lossy(), taken.bytes);
    file.executable = taken.executable;
    file
}

/// A lock whose holder panicked guards nothing that could be half done.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
