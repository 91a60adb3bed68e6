//! Example submissions and what each must get.
//!
//! Data only: `read::submission` fills it from folders and `submissions.yaml`, `agreement`
//! compares it with what happened, `time_limit` derives limits from it.

use crate::function::SourceFile;
use crate::glob::Glob;
use crate::verdict::{Verdict, VerdictSet};

/// One file or folder below `submissions/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Path below `submissions/`, such as `accepted/fast.py`.
    pub name: String,
    /// Names relative to the submission, constants already replaced.
    pub files: Vec<SourceFile>,
    /// From `submissions.yaml`, else from the file endings; `None` when those do not give exactly
    /// one, and then building fails.
    pub language: Option<String>,
    /// From `submissions.yaml`, else the default of the language, if it has one.
    pub entry_point: Option<String>,
    pub authors: Vec<String>,
    pub model_solution: bool,
    pub expected: Expected,
}

impl Submission {
    /// The folder directly below `submissions/`, such as `accepted`.
    pub fn directory(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

/// Everything a submission must get; all parts hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    /// In the order of the file; an expectation with a scope counts for that scope alone.
    pub expectations: Vec<Expectation>,
    /// The overall verdict is one of these: legacy folders of scoring packages and
    /// `@EXPECTED_RESULTS@`.
    pub overall: Option<Vec<Verdict>>,
    /// Legacy `partially_accepted`: accepted, with less than the full score.
    pub partial: bool,
    /// `@EXPECTED_GRADES@`: one verdict for each group of `secret`, in order.
    pub grades: Option<Vec<Verdict>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Where in the package it is written, for messages: `accepted/` or `wrong*/greedy.py`.
    pub source: String,
    pub scope: Scope,
    /// The verdict of every case in scope is in this set.
    pub permitted: VerdictSet,
    /// The verdict of at least one case in scope is in this set.
    pub required: VerdictSet,
    pub score: Option<ScoreRange>,
    /// A case-sensitive part of at least one `judgemessage.txt` in scope.
    pub message: Option<String>,
    pub use_for_time_limit: TimeLimitUse,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All judged cases.
    Everything,
    /// Cases and groups matching a glob below `data/`.
    Matching(String),
}

impl Scope {
    /// Whether the case or group `name` is in scope; a match of one of its parents counts.
    pub fn holds(&self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Matching(pattern) => Glob::new(pattern).is_ok_and(|glob| glob.matches(name)),
        }
    }
}

/// An inclusive range of scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreRange {
    pub least: f64,
    pub most: f64,
}

impl ScoreRange {
    /// Scores are sums of rounded decimals; a difference this small is no difference.
    const TOLERANCE: f64 = 1e-6;

    pub fn contains(self, score: f64) -> bool {
        self.least - Self::TOLERANCE <= score && score <= self.most + Self::TOLERANCE
    }
}

/// How the timing of a submission bounds a derived time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLimitUse {
    /// Follows from `permitted` and `required`.
    Inferred,
    /// `use_for_time_limit: false`.
    Never,
    /// The limit must leave room for it.
    Lower,
    /// The limit must stop it.
    Upper,
}
