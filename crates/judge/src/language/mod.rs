//! A programming language as data: `languages/<id>/language.toml`.
//!
//! Only the shape and what follows from it alone; finding languages is [`Registry`], asking the
//! host which are installed is [`Installed`], which file or class starts is `entry`, and what a
//! crash means in the language's own words is `explain`.

mod entry;
mod explain;
mod installed;
mod registry;

use std::collections::BTreeMap;
use std::path::PathBuf;

use regex::Regex;
use serde::{Deserialize, Deserializer};

pub use entry::{EntryError, Sources, arrange};
pub use explain::{Crash, crash, memory_error, signal_meaning};
pub use installed::{Installed, Missing};
pub use registry::{Registry, RegistryError, Sample};

/// One language. Unknown keys are errors, so that a misspelt one is not silently ignored.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Name of the folder and code of the package formats, such as `cpp`.
    #[serde(skip)]
    pub id: String,
    /// For people.
    pub name: String,
    /// Other names a person may type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// One sentence.
    pub summary: String,
    /// File endings that mean this language, without the dot. Empty: chosen by name alone.
    pub extensions: Vec<String>,
    /// Endings of further files that belong to a program, such as headers.
    #[serde(default)]
    pub also: Vec<String>,
    /// Name of a program's file when nothing else names it.
    pub main: String,
    /// The language of the package formats whose included files and drivers it takes, too.
    pub includes_of: Option<String>,
    /// Further folders and files of the host that its tools need, beside `/usr`.
    #[serde(default)]
    pub mounts: Vec<PathBuf>,
    /// Syntax name for an editor.
    pub syntax: String,
    /// Debian packages that bring the tools.
    pub packages: Vec<String>,
    pub version: Version,
    pub toolchain: Option<Toolchain>,
    #[serde(default)]
    pub entry: Entry,
    /// Steps in order; none for a language without any check before the run.
    #[serde(default)]
    pub compile: Vec<CompileStep>,
    #[serde(default)]
    pub compile_environment: BTreeMap<String, String>,
    #[serde(default)]
    pub artefact: Artefact,
    pub run: Run,
    #[serde(default)]
    pub limits: LanguageLimits,
    #[serde(default)]
    pub memory_error: Vec<MemoryError>,
    #[serde(default)]
    pub errors: Vec<ErrorPattern>,
    pub formatter: Option<Formatter>,
}

/// How to ask for the version; also the test of whether the language is installed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub command: Vec<String>,
    /// Its first group is the version.
    #[serde(deserialize_with = "pattern")]
    pub pattern: Regex,
    /// Programs that must exist beside the one asked.
    #[serde(default)]
    pub needs: Vec<PathBuf>,
}

/// A toolchain outside `/usr`, shown read-only at a fixed place inside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Toolchain {
    /// Prints the toolchain's folder on the host. `/usr` when the command is not there.
    pub command: Vec<String>,
    pub inside: PathBuf,
    /// The program that must exist in it.
    pub program: PathBuf,
}

/// Which file or class starts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    #[serde(default)]
    pub rule: EntryRule,
    /// The file or class that starts when nothing else is said and it is there.
    pub default: Option<String>,
    /// Found in the file that starts.
    #[serde(default, deserialize_with = "optional_pattern")]
    pub pattern: Option<Regex>,
    /// A class at the top level; group `name`.
    #[serde(default, deserialize_with = "optional_pattern")]
    pub class: Option<Regex>,
    /// The class a file must be named after; group `name`.
    #[serde(default, deserialize_with = "optional_pattern")]
    pub public: Option<Regex>,
    /// The package that goes before a class name; group `name`.
    #[serde(default, deserialize_with = "optional_pattern")]
    pub package: Option<Regex>,
    /// Classes are named after files, with this ending.
    pub suffix: Option<String>,
    /// Ending of the file that is run, when it is not the one that was written.
    pub output: Option<String>,
    /// A lone file is always called `main`: its own name could hide a library's.
    #[serde(default)]
    pub rename_lone: bool,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum EntryRule {
    /// All sources make one binary; nothing to choose.
    #[default]
    Binary,
    /// One file is run or compiled.
    File,
    /// One class is run.
    Class,
}

/// One command of a compilation, run in the folder with the sources.
///
/// Places: `{sources}` (every source, one argument each), `{source}` (with `each`), `{entry}`,
/// `{main}`, `{toolchain}`, `{box}`, `{memory_mib}`, `{heap_mib}`, `{stack_mib}`, `{stack_kib}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompileStep {
    pub command: Vec<String>,
    /// Once per source instead of once.
    #[serde(default)]
    pub each: bool,
}

/// What a compilation leaves for the runs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artefact {
    /// Files and folders; empty means the sources themselves.
    #[serde(default)]
    pub keep: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    pub command: Vec<String>,
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LanguageLimits {
    /// Factor on the exercise's CPU time. 1 wherever exact limits are promised.
    pub time_multiplier: f64,
    /// MiB that the run-time system itself needs; what is left is the heap.
    pub baseline_memory_mib: u64,
    /// Processes and threads one run may have.
    pub processes: u32,
    /// MiB of stack for languages whose run-time system must be told.
    pub stack_mib: u64,
    /// CPU seconds for compiling, where the exercise states none.
    pub compile_seconds: u64,
}

impl Default for LanguageLimits {
    fn default() -> Self {
        Self {
            time_multiplier: 1.0,
            baseline_memory_mib: 0,
            processes: 32,
            stack_mib: 64,
            compile_seconds: 20,
        }
    }
}

/// How a managed run-time system says that the memory it was given is used up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemoryError {
    /// Found in the standard error.
    #[serde(deserialize_with = "pattern")]
    pub pattern: Regex,
    pub status: Option<i32>,
    /// Counts only when the peak came near the limit: for systems that are given no heap size,
    /// and so could print the text for other reasons.
    #[serde(default)]
    pub at_limit: bool,
    pub evidence: String,
}

/// How a crash looks in the standard error. Groups: `name`, `message`, `file`, `line`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorPattern {
    #[serde(deserialize_with = "pattern")]
    pub pattern: Regex,
    /// The name when the pattern has no such group.
    pub name: Option<String>,
    /// Lines of a stack trace, where the place is not in the pattern. Groups: `file`, `line`.
    #[serde(default, deserialize_with = "optional_pattern")]
    pub location: Option<Regex>,
    #[serde(default)]
    pub innermost: Innermost,
}

/// Which end of a stack trace is the place of the crash.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Innermost {
    #[default]
    First,
    Last,
}

/// A command that reads source text and prints it in the customary form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formatter {
    pub package: String,
    pub command: Vec<String>,
}

impl Language {
    /// Whether a file of this name is given to the compiler or interpreter.
    pub fn is_source(&self, name: &str) -> bool {
        let Some((_, ending)) = name.rsplit_once('.') else { return false };
        // A language chosen by name alone has its endings in `also`.
        let endings = if self.extensions.is_empty() { &self.also } else { &self.extensions };
        endings.iter().any(|known| known == ending)
    }

    /// Whether a program with a file of this name starts there when nothing else is said.
    pub fn is_start(&self, name: &str) -> bool {
        let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
        self.entry.default.as_deref() == Some(name) || stem(name) == stem(&self.main)
    }

    pub fn answers_to(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.id == name || self.aliases.contains(&name)
    }
}

fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Regex, D::Error> {
    let text = String::deserialize(deserializer)?;
    Regex::new(&text).map_err(serde::de::Error::custom)
}

fn optional_pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    pattern(deserializer).map(Some)
}
