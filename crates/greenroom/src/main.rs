//! The `greenroom` binary: hands over to the sandbox when started as one of its keepers, else to
//! the command line. Commands are in `commands`, one file each.

mod client;
mod commands;
mod config;
mod exercise_folder;
mod host;
mod library;
mod report;
mod settings;
mod statement;
mod team;
mod terminal;

use std::process::ExitCode;

fn main() -> ExitCode {
    // Keepers and probes of the sandbox are this program, started again.
    sandbox::dispatch();
    commands::main()
}
