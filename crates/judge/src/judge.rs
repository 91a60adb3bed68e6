//! The judge of one process: sandbox, compiler and settings, shared by all judgings.
//!
//! What judging means is in `kinds`; running a file without an exercise is in `plain`.

use std::path::PathBuf;
use std::sync::OnceLock;

use exercise::Package;
use sandbox::{Cancel, Sandbox};

use crate::compile::{Cache, Compiler};
use crate::error::Result;
use crate::host;
use crate::kinds::program::{self, Disclosure, Stop, Verification};
use crate::language::Registry;
use crate::report::{Check, Compilation, HostFacts, Order, Report};
use crate::submission::Submission;

/// Judges submissions. Clones are cheap and share everything.
#[derive(Clone, Debug)]
pub struct Judge {
    pub(crate) sandbox: Sandbox,
    pub(crate) compiler: Compiler,
    pub(crate) config: Config,
    facts: OnceLock<HostFacts>,
}

/// Settings of the host.
#[derive(Clone, Debug)]
pub struct Config {
    /// Cases that run at the same time; at most one for each core keeps times true.
    pub slots: usize,
    /// Folder for compiled programs and derived time limits; `None` keeps nothing.
    pub cache: Option<PathBuf>,
    /// Bytes of compiled programs that are kept.
    pub cache_bytes: u64,
    /// Whose compiled programs these are, on hosts with several users.
    pub owner: String,
    /// A folder with languages that replace or join the ones carried along.
    pub languages: Option<PathBuf>,
}

/// How one submission is to be judged.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Recorded, and the seed of whatever is random.
    pub seed: u64,
    pub order: Order,
    pub stop: Stop,
    pub disclosure: Disclosure,
    /// A case or group; everything when absent.
    pub only: Option<String>,
    pub cancel: Option<Cancel>,
}

/// What happens during a judging, as it happens.
#[derive(Debug)]
pub enum Event<'a> {
    Compiling {
        language: &'a str,
    },
    Compiled(&'a Compilation),
    /// The package states no time limit: its own submissions are timed first.
    TimingSubmissions {
        count: usize,
    },
    Planned {
        checks: usize,
        /// The groups of checks, in the order they run.
        lanes: &'a [PlannedLane],
    },
    Checked(&'a Check),
}

/// A group of checks that is to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLane {
    /// As in [`crate::report::Lane`]: the part of a check's id before its last `/`.
    pub id: String,
    pub title: String,
    pub checks: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            slots: std::thread::available_parallelism().map_or(1, usize::from),
            cache: None,
            cache_bytes: 1 << 30,
            owner: String::new(),
            languages: None,
        }
    }
}

impl Judge {
    pub fn new(sandbox: Sandbox, config: Config) -> Result<Self> {
        let registry = Registry::load(config.languages.as_deref())?;
        let cache = config
            .cache
            .as_ref()
            .map(|folder| Cache::new(folder.join("compiled"), config.cache_bytes));
        let compiler = Compiler::new(sandbox.clone(), registry, cache);
        Ok(Self { sandbox, compiler, config, facts: OnceLock::new() })
    }

    /// The same judge for submissions of another person: compiled programs are not shared.
    #[must_use]
    pub fn for_owner(&self, owner: impl Into<String>) -> Self {
        let mut judge = self.clone();
        judge.config.owner = owner.into();
        judge
    }

    /// Judges a submission to a program exercise.
    pub fn judge(
        &self,
        package: &Package,
        submission: &Submission,
        options: &Options,
        events: &mut dyn FnMut(&Event<'_>),
    ) -> Result<Report> {
        program::judge(self, package, submission, options, events)
    }

    /// Runs a submission on an input of the candidate's own; nothing is compared.
    pub fn try_input(
        &self,
        package: &Package,
        submission: &Submission,
        input: &[u8],
        options: &Options,
    ) -> Result<Report> {
        program::try_input(self, package, submission, input, options)
    }

    /// Judges all labelled submissions of a package and checks its data.
    pub fn verify(
        &self,
        package: &Package,
        progress: &mut dyn FnMut(&program::Progress<'_>),
    ) -> Result<Verification> {
        program::verify(self, package, progress)
    }

    /// The report of files that are no submission, such as a hostile archive.
    pub fn refuse(
        &self,
        package: &Package,
        refused: &crate::submission::Refused,
        options: &Options,
    ) -> Report {
        program::refuse(self, package, refused, options)
    }

    pub fn compiler(&self) -> &Compiler {
        &self.compiler
    }

    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Measured once per process.
    pub fn facts(&self) -> &HostFacts {
        self.facts.get_or_init(|| host::facts(&self.sandbox))
    }
}
