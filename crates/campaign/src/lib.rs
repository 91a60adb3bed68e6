//! The search for a job as data: stories and how they are told, applications and their rounds,
//! companies, notes, offers, the calendar. Pure: moments and texts come in as values, no clock, no
//! file, no network.
//!
//! Start at [`story`] (what to tell).

pub mod story;
pub mod words;
