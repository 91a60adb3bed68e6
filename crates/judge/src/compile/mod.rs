//! Turns sources into an [`Executable`]: in the sandbox, without test data, kept by content.
//!
//! A refusal by the compiler is a value ([`Built::Failed`]); an error is ours or the host's.

mod cache;
mod diagnostics;
mod steps;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use exercise::SourceFile;
use sandbox::{Cause, Command, Place, ReadOnly, Sandbox};

pub use cache::{Cache, Key};
pub use diagnostics::without_control;

use crate::error::Result;
use crate::executable::{BOX, Executable};
use crate::language::{EntryError, Installed, Language, Missing, Registry, Sources, arrange};
use crate::report::Compilation;
use steps::{
    ARTEFACT, Steps, cause_words, compile_container, limit, of_outcomes, put_work, source_file,
};

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
    /// Part of the cache key, where people must not learn from hits what others handed in; empty
    /// for what belongs to the host.
    pub owner: &'a str,
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
impl Compiler {
    pub fn new(sandbox: Sandbox, registry: Registry, cache: Option<Cache>) -> Self {
        let (installed, under_way) = (Mutex::default(), Mutex::default());
        Self { shared: Arc::new(Shared { sandbox, registry, cache, installed, under_way }) }
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
        let key = key(language, &installed, &sources, job.owner);
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
        let sandbox = &self.shared.sandbox;
        let steps = Steps { sandbox, language, installed, sources, limits };
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

    /// Compiles a package's own tool that brings `build` and `run` scripts. `build` runs in a copy.
    pub(crate) fn build_scripts(
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

fn key(language: &Language, installed: &Installed, sources: &Sources, owner: &str) -> Key {
    let recipe = format!(
        "{:?} {:?} {:?} {:?}",
        language.compile, language.compile_environment, language.artefact, language.mounts
    );
    let mut parts: Vec<&[u8]> = vec![
        FORMAT,
        owner.as_bytes(),
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

pub(crate) fn mounts(language: &Language, installed: &Installed) -> Vec<ReadOnly> {
    let toolchain = language.toolchain.as_ref().zip(installed.toolchain.as_ref());
    let toolchain = toolchain
        .map(|(toolchain, host)| ReadOnly { host: host.clone(), inside: toolchain.inside.clone() });
    let more = language.mounts.iter().filter(|path| path.exists());
    let more = more.map(|path| ReadOnly { host: path.clone(), inside: path.clone() });
    toolchain.into_iter().chain(more).collect()
}

/// A lock whose holder panicked guards nothing that could be half done.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
