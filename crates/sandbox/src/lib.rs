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
pub mod doctor;
pub mod filter;
pub mod limits;
pub mod outcome;

mod cause;
mod cgroup;
mod collector;
mod container;
mod error;
mod keeper;
mod launcher;
mod probe;
mod protocol;
mod request;
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
pub use doctor::{State, Wall};
pub use error::{Error, Result};
pub use filter::Profile;
pub use limits::Limits;
pub use outcome::{Captured, Cause, Outcome, Status, Stream, Usage};
pub use sandbox::{Config, Host, Sandbox, pipe};

/// First argument of a process that is a keeper.
const KEEPER_ARGUMENT: &str = "__keeper";
/// First argument of a process that is a probe of `doctor`, inside a container.
const PROBE_ARGUMENT: &str = "__probe";

/// Must be the first thing that `main` does: if this process was started as a keeper or as a
/// probe, serves as one and never returns.
pub fn dispatch() {
    let mut arguments = std::env::args_os().skip(1);
    let status = match arguments.next() {
        Some(first) if first == KEEPER_ARGUMENT => keeper::run(&sys::file::take_standard_input()),
        Some(first) if first == PROBE_ARGUMENT => {
            probe::run(&arguments.next().unwrap_or_default().to_string_lossy())
        }
        _ => return,
    };
    std::process::exit(status);
}
