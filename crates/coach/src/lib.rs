//! The coach: what a person can do, what they remember, how ready they are for a round, and what
//! to do today. Pure: days, evidence and settings come in as values, plans and schedules go out;
//! no clock, no file, no database.
//!
//! Start at [`evidence`] and [`skill`] (ability per topic), then [`readiness`] (chances per round),
//! [`plan`] (what to do) and [`memory`] (cards and re-solves).

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts, minutes and days stay far below 2^31 and come from bounded lists"
)]

pub mod day;
pub mod difficulty;
pub mod evidence;
pub mod format;
pub mod item;
pub mod memory;
pub mod placement;
pub mod plan;
pub mod rating;
pub mod readiness;
pub mod record;
pub mod skill;
pub mod topic;

pub use day::{Day, Weekday};
pub use evidence::{Evidence, Help, Solution, Source};
pub use format::Format;
pub use item::{Activity, Item, ItemId};
pub use plan::{Input, Plan};
pub use rating::Rating;
pub use readiness::{Chance, Demand, Round};
pub use record::{Passed, Prediction, Record};
pub use skill::{Estimate, Range, Skills};
pub use topic::{Level, Topic, Topics};
