//! The search for a job as data: stories and how they are told, applications and their rounds,
//! companies, notes, offers, the calendar. Pure: moments and texts come in as values, no clock, no
//! file, no network.
//!
//! Start at [`application`] (what is where), [`round`] (when, in which zone), [`owed`] (what to do
//! about it) and [`story`] (what to tell).

pub mod application;
pub mod calendar;
pub mod checklist;
pub mod debrief;
pub mod exchange;
pub mod note;
pub mod offer;
pub mod owed;
pub mod question;
pub mod research;
pub mod round;
pub mod story;
pub mod words;
