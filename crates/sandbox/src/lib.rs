//! Runs one command in isolation and accounts for it.
//!
//! Knows nothing of problems, languages or users. Start at [`Sandbox`], which prepares
//! [`Container`]s; a container runs one [`Command`] at a time and answers with an [`Outcome`].
//!
//! Three kinds of processes take part, all of this one program: the *engine* (the caller's
//! process: timers, counters, verdict; `run.rs`), a *keeper* per container (pid 1 inside, root of
//! its namespaces; `keeper.rs`) and a *launcher* per container (already behind every wall;
//! `launcher.rs`). So `main` must call [`dispatch`] first.

#[cfg(not(target_os = "linux"))]
compile_error!("the sandbox is made of Linux namespaces, control groups and seccomp");

pub mod command;
pub mod filter;
pub mod limits;
pub mod outcome;

mod cause;
mod cgroup;
mod container;
mod error;
mod keeper;
mod launcher;
mod protocol;
mod root;
mod run;
mod sandbox;
mod slot;
mod sys;
mod watch;

pub use command::{Cancel, Command, Forward, Scratch, SealedBytes, Sink, Stdin};
pub use container::{
    Container, ContainerSpec, Mode, Network, Place, ReadOnly, TakeLimits, TakenFile,
};
pub use error::{Error, Result};
pub use filter::Profile;
pub use limits::Limits;
pub use outcome::{Captured, Cause, Outcome, Status, Stream, Usage};
pub use sandbox::{Config, Host, Sandbox, pipe};

/// First argument of a process that is a keeper.
const KEEPER_ARGUMENT: &str = "__keeper";

/// Must be the first thing that `main` does: if this process was started as a keeper, serves as
/// one and never returns.
pub fn dispatch() {
    if std::env::args_os().nth(1).is_some_and(|a| a == KEEPER_ARGUMENT) {
        let status = keeper::run(&sys::file::take_standard_input());
        std::process::exit(status);
    }
}
