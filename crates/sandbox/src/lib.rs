//! Runs one command in isolation and accounts for it.
//!
//! Knows nothing of problems, languages or users. Start at [`Sandbox`], which prepares
//! [`Container`]s; a container runs one [`Command`] at a time and answers with an [`Outcome`].

pub mod command;
pub mod limits;
pub mod outcome;

pub use command::{Cancel, Command, Scratch, Sink, Stdin};
pub use limits::Limits;
pub use outcome::{Captured, Cause, Outcome, Status, Usage};
