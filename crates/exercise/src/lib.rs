//! The content model: reads, lints and writes exercise packages. It never runs code.
//!
//! Start at [`Package`]. The judge takes a package and a submission and makes a report of them;
//! what a labelled submission must get, and how scores add up, are pure functions here.

pub mod agreement;
mod archive;
pub mod card;
pub mod competency;
mod constants;
mod data;
mod finding;
pub mod function;
mod glob;
mod greenroom;
pub mod language;
pub mod library;
pub mod number;
mod package;
pub mod prompt;
mod read;
mod rules;
pub mod score;
mod sheet;
pub mod skeleton;
mod statement;
mod submission;
pub mod time_limit;
mod tree;
pub mod validator;
mod verdict;
mod yaml;

pub use data::{
    Aggregation, Case, Child, Data, DataFile, Group, GroupGrading, GroupSettings, LegacyGroup,
    MaxScore, ModernGroup, OnReject, Shown, StaticCase, ValidatorArgs, ValidatorCase,
};
pub use finding::{Finding, Refused, Severity, Strictness};
pub use function::SourceFile;
pub use greenroom::{ExerciseKind, Greenroom, SeniorityLevel, Stage};
pub use library::{Entry, Library, Origin};
pub use package::{
    Attachment, Constants, Credits, Format, Grading, Kind, Licence, Limits, Objective,
    OutputValidation, Package, Program, ProgramForm, StatedTimeLimit, TimeLimit, TimeLimitOrigin,
    TimeLimitRule,
};
pub use read::ReadOptions;
pub use rules::{RULES, Rule, rule};
pub use statement::{Statement, StatementText};
pub use submission::{Expectation, Expected, Scope, ScoreRange, Submission, TimeLimitUse};
pub use verdict::{Verdict, VerdictSet};
