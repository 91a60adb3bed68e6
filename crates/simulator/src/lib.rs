//! Simulates a system design: every request passes through every component, under traffic and
//! faults. Pure: no clock, no file, no thread; a design, a scenario and a seed give the same run,
//! bit for bit, on every machine.
//!
//! It compares designs under stated assumptions and is checked against queueing theory in
//! `tests/oracles.rs`; it does not predict a production system.
//!
//! Where to look: what a design is, `design`; one component a file, `components`; one fault a
//! file, `faults`; how a run works, `engine`; several runs with intervals, `replicate`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts stay far below 2^53 and durations are cut to whole nanoseconds on purpose"
)]

pub mod components;
pub mod design;
mod engine;
pub mod faults;
mod histogram;
mod interval;
mod law;
mod random;
mod replicate;
mod run;
mod scenario;

pub use components::Component;
pub use design::{Backoff, Call, Design, DesignError, Edge, EdgeId, Effect, NodeId, Step, When};
pub use engine::simulate;
pub use faults::Fault;
pub use histogram::Histogram;
pub use interval::Interval;
pub use law::{Keys, Law};
pub use replicate::{Replications, replicate};
pub use run::{EdgeRun, Integrity, NodeRun, Run, Second, Stop};
pub use scenario::{Scenario, Window};

/// A moment or a duration in whole nanoseconds.
pub type Nanos = u64;

pub const MICROSECOND: Nanos = 1_000;
pub const MILLISECOND: Nanos = 1_000_000;
pub const SECOND: Nanos = 1_000_000_000;
