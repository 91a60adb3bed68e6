//! The model of a program exercise: one ICPC/Kattis problem package of any format version.
//!
//! Plain data. `read` fills it, `data`, `submission` and `greenroom` hold the larger parts; nothing
//! here runs a program or decides a verdict.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::data::Data;
use crate::function::{self, Signature, SourceFile};
use crate::greenroom::Greenroom;
use crate::statement::Statement;
use crate::submission::Submission;

/// A package that was read without an error. Its files stay on disk under `root`; programs,
/// submissions and included files are in memory with constants already replaced.
#[derive(Clone, Debug)]
pub struct Package {
    /// What the caller named: a folder, or a `.zip` or `.kpp` archive.
    pub source: PathBuf,
    /// The folder that holds `problem.yaml`; inside a temporary folder for archives.
    pub root: PathBuf,
    /// Keeps an extracted archive alive as long as any clone of the package.
    pub(crate) extracted: Option<Arc<tempfile::TempDir>>,
    /// Base name of the folder or archive.
    pub name: String,
    pub format: Format,
    /// By statement language code; never empty.
    pub titles: BTreeMap<String, String>,
    pub uuid: Option<String>,
    pub version: Option<String>,
    pub kind: Kind,
    pub licence: Licence,
    pub credits: Credits,
    /// `source` entries: name and address.
    pub sources: Vec<(String, Option<String>)>,
    pub rights_owner: Option<String>,
    /// As written; ISO date or date-time in UTC.
    pub embargo_until: Option<String>,
    pub keywords: Vec<String>,
    /// Codes of `language`; `None` means every language.
    pub languages: Option<Vec<String>>,
    /// Whether submissions may write into their working directory. Always true before 2025-09.
    pub allow_file_writing: bool,
    pub limits: Limits,
    pub time_limit: TimeLimit,
    pub constants: Constants,
    pub statements: Vec<Statement>,
    /// `solution/`: the editorial.
    pub solutions: Vec<Statement>,
    /// Files offered to solvers, templates excluded.
    pub attachments: Vec<Attachment>,
    /// `attachments/templates/<language>/`, by language code or `default`.
    pub templates: BTreeMap<String, Vec<SourceFile>>,
    /// `include/<language>/`, by language code or `default`.
    pub includes: BTreeMap<String, Vec<SourceFile>>,
    pub data: Data,
    pub input_validators: Vec<Program>,
    pub output_validation: OutputValidation,
    pub static_validator: Option<Program>,
    /// Legacy `graders/`, at most one.
    pub grader: Option<Program>,
    pub submissions: Vec<Submission>,
    /// `greenroom.yaml`, when the package has one.
    pub greenroom: Option<Greenroom>,
}

impl Package {
    /// The title in `language`, else in English, else in the first language there is.
    pub fn title(&self, language: &str) -> &str {
        self.titles
            .get(language)
            .or_else(|| self.titles.get("en"))
            .or_else(|| self.titles.values().next())
            .map_or(self.name.as_str(), String::as_str)
    }

    /// The statement in `language`, else in English, else the first; packages have at least one.
    pub fn statement(&self, language: &str) -> Option<&Statement> {
        let by = |code: &str| self.statements.iter().find(|s| s.language == code);
        by(language).or_else(|| by("en")).or_else(|| self.statements.first())
    }

    /// The files to copy over a submission in `language` before compiling: the committed
    /// `include/<language>/`, else `include/default/`, else the driver of the function signature.
    ///
    /// `None` says that the exercise is in function mode and cannot be solved in this language.
    pub fn include(&self, language: &str) -> Option<Vec<SourceFile>> {
        let committed = self.includes.get(language).or_else(|| self.includes.get("default"));
        if let Some(files) = committed {
            return Some(files.clone());
        }
        match self.signature() {
            Some(signature) => function::driver(signature, language),
            None => Some(Vec::new()),
        }
    }

    /// The files the candidate starts from: committed templates, else the stub of the signature,
    /// else nothing.
    pub fn starter(&self, language: &str) -> Vec<SourceFile> {
        let committed = self.templates.get(language).or_else(|| self.templates.get("default"));
        if let Some(files) = committed {
            return files.clone();
        }
        let stub = self.signature().and_then(|signature| function::starter(signature, language));
        stub.into_iter().collect()
    }

    /// Whether the files under `root` are a temporary copy of an archive.
    pub fn is_archive(&self) -> bool {
        self.extracted.is_some()
    }

    pub fn signature(&self) -> Option<&Signature> {
        self.greenroom.as_ref().and_then(|greenroom| greenroom.function.as_ref())
    }
}

/// `problem_format_version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Legacy,
    LegacyIcpc,
    /// The abandoned step `2023-07` and its draft; read with the rules of 2025-09.
    V2023_07,
    V2025_09,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Legacy, Self::LegacyIcpc, Self::V2023_07, Self::V2025_09];

    /// The value of `problem_format_version`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Legacy => "legacy",
            Self::LegacyIcpc => "legacy-icpc",
            Self::V2023_07 => "2023-07",
            Self::V2025_09 => "2025-09",
        }
    }

    pub fn is_legacy(self) -> bool {
        matches!(self, Self::Legacy | Self::LegacyIcpc)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The `type` of a package (in legacy also what `validation` adds to it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub grading: Grading,
    pub interactive: bool,
    pub multi_pass: bool,
    pub submit_answer: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grading {
    PassFail,
    /// Legacy may ask for the smallest score; since 2025-09 the score is always maximised.
    Scoring(Objective),
}

impl Grading {
    pub fn is_scoring(self) -> bool {
        matches!(self, Self::Scoring(_))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    Max,
    Min,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// "May not be used": such a package is private and never listed for other users.
    Unknown,
    PublicDomain,
    Cc0,
    CcBy,
    CcBySa,
    Educational,
    Permission,
}

/// Names as written, each with or without an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    pub authors: Vec<String>,
    pub contributors: Vec<String>,
    pub testers: Vec<String>,
    pub translators: BTreeMap<String, Vec<String>>,
    pub packagers: Vec<String>,
    pub acknowledgements: Vec<String>,
}

/// What the package asks for. A stated limit is honoured exactly; an absent one means any sane
/// default of the host (see the constants).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    pub memory_mib: Option<u64>,
    pub output_mib: Option<u64>,
    /// Total size of the submitted files, before included files are added.
    pub code_kib: Option<u64>,
    pub compilation_time: Option<Duration>,
    pub compilation_memory_mib: Option<u64>,
    pub validation_time: Option<Duration>,
    pub validation_memory_mib: Option<u64>,
    pub validation_output_mib: Option<u64>,
    /// Multi-pass only; at least 2.
    pub validation_passes: Option<u32>,
}

impl Limits {
    pub const MEMORY_MIB: u64 = 2048;
    pub const OUTPUT_MIB: u64 = 8;
    pub const CODE_KIB: u64 = 128;
    pub const COMPILATION_TIME: Duration = Duration::from_mins(1);
    pub const COMPILATION_MEMORY_MIB: u64 = 2048;
    pub const VALIDATION_TIME: Duration = Duration::from_mins(1);
    pub const VALIDATION_MEMORY_MIB: u64 = 2048;
    pub const VALIDATION_OUTPUT_MIB: u64 = 8;
    pub const VALIDATION_PASSES: u32 = 2;
}

/// CPU seconds a run may use, and how that number is checked or found (`time_limit` module).
#[derive(Clone, Debug, PartialEq)]
pub struct TimeLimit {
    /// `None` asks for a derivation from the example submissions.
    pub stated: Option<StatedTimeLimit>,
    pub rule: TimeLimitRule,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatedTimeLimit {
    pub seconds: f64,
    pub origin: TimeLimitOrigin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLimitOrigin {
    /// `limits.time_limit` in `problem.yaml`.
    ProblemYaml,
    /// `.timelimit`, read by older judges.
    DotTimelimit,
    /// `domjudge-problem.ini`.
    DomjudgeIni,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TimeLimitRule {
    /// Slowest accepted submission times `multiplier`, rounded up to whole seconds.
    Legacy { multiplier: f64, safety_margin: f64 },
    /// Smallest multiple of `resolution` between the bounds of the submissions.
    Bounded { resolution: f64, ac_to_time_limit: f64, time_limit_to_tle: f64 },
}

/// `constants:` of 2025-09: `{{name}}` and `{{name.variant}}` to the text that replaces them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constants {
    pub(crate) values: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Path below `attachments/`.
    pub name: String,
    pub path: PathBuf,
}

/// A validator or grader: sources to build, or scripts to run as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Name of the file without its ending, or of the directory.
    pub name: String,
    pub files: Vec<SourceFile>,
    pub form: ProgramForm,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgramForm {
    /// One Python file, or a directory with `__main__.py`; `entry` is the file to start.
    Python { entry: String },
    /// C or C++ sources, compiled together; `language` is `c` or `cpp`.
    Native { language: String },
    /// Sources in another language the judge may know, by its code.
    Other { language: String },
    /// A directory with executable `build` (run first, in a copy) and then `run`.
    Scripts { build: bool },
}

#[derive(Clone, Debug, PartialEq)]
pub enum OutputValidation {
    /// The token comparison of 1.9 of the format, with the options found in the arguments.
    Default,
    /// All must accept; since 2025-09 exactly one.
    Custom(Vec<Program>),
}
