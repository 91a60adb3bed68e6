//! `greenroom.yaml`: what Greenroom adds beside a problem package.
//!
//! The package stays valid without this file. `read::greenroom` parses it; unknown keys are errors.

use std::fmt;
use std::path::PathBuf;

use crate::function::Signature;

#[derive(Clone, Debug, PartialEq)]
pub struct Greenroom {
    pub kind: ExerciseKind,
    pub level: SeniorityLevel,
    /// How long a prepared candidate needs, statement included.
    pub minutes: u32,
    pub competencies: Vec<String>,
    /// One sentence for lists.
    pub summary: String,
    /// In the order they are opened, each on purpose.
    pub hints: Vec<String>,
    /// Staged tasks; empty for ordinary exercises.
    pub stages: Vec<Stage>,
    /// Function mode.
    pub function: Option<Signature>,
}

/// The kinds this crate reads; each other kind of exercise gets a variant with its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExerciseKind {
    Program,
}

impl ExerciseKind {
    pub const ALL: [Self; 1] = [Self::Program];

    pub fn name(self) -> &'static str {
        match self {
            Self::Program => "program",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for ExerciseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The level of the role the exercise is asked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeniorityLevel {
    Junior,
    Mid,
    Senior,
    Staff,
}

impl SeniorityLevel {
    pub const ALL: [Self; 4] = [Self::Junior, Self::Mid, Self::Senior, Self::Staff];

    pub fn name(self) -> &'static str {
        match self {
            Self::Junior => "junior",
            Self::Mid => "mid",
            Self::Senior => "senior",
            Self::Staff => "staff",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl fmt::Display for SeniorityLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One entry of `levels:`, a stage that opens when all earlier ones are passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub name: String,
    /// Full name of its test group, such as `secret/1-basics`.
    pub group: String,
    /// Markdown shown when the stage opens; `None` when the main statement says it all.
    pub statement: Option<PathBuf>,
}
