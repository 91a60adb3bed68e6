//! `(exercise, submission) -> report`: runs what was handed in and says what became of it.
//!
//! Start at [`Judge`]. It never opens a database or a socket to the outside, and knows no user but
//! the owner's name in a cache key. A candidate's fault is a value in the [`Report`]; an error is
//! ours.

pub mod compile;
mod error;
pub mod executable;
mod format;
mod host;
mod judge;
pub mod kinds;
pub mod language;
pub mod plain;
pub mod report;
pub mod submission;

pub use error::{Error, Result};
pub use judge::{Config, Event, Judge, Options, PlannedLane};
pub use kinds::program::{Disclosure, Stop};
pub use report::Report;
pub use submission::Submission;
