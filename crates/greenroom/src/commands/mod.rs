//! The command line: one file per command, one line in [`Command`] for each.
//!
//! Exit status: 0 accepted or sound, 1 not accepted, 2 wrong use, 3 our fault.

mod doctor;
mod judge;
mod languages;
mod lint;
mod new;
mod run;
mod topics;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use exercise::skeleton::SkeletonError;

/// A place to get ready for a back-end interview: judges programs on your own machine.
#[derive(Debug, Parser)]
#[command(name = "greenroom", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Judge a submission on an exercise
    Judge(judge::Args),
    /// Judge all labelled submissions of packages and compare
    Verify(verify::Args),
    /// Look for mistakes in packages without running anything
    Lint(lint::Args),
    /// Begin a new exercise
    New(new::Args),
    /// Run one program in the sandbox
    Run(run::Args),
    /// List the languages of this machine, or test them
    Languages(languages::Args),
    /// Attack this machine's own sandbox and say which walls hold
    Doctor(doctor::Args),
    /// Read about a topic
    Help(topics::Args),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Good,
    /// Not accepted, not sound, a label that does not agree.
    Bad,
    /// The person can mend it: a wrong name, a missing file.
    Usage,
    /// The host or the program failed.
    Fault,
}

pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let status = if error.use_stderr() { Status::Usage } else { Status::Good };
            // Nobody is left to tell when even this cannot be printed.
            let _unprinted = error.print();
            return status.into();
        }
    };
    let result = match cli.command {
        None => topics::first_steps(),
        Some(Command::Judge(args)) => judge::run(&args),
        Some(Command::Verify(args)) => verify::run(&args),
        Some(Command::Lint(args)) => lint::run(&args),
        Some(Command::New(args)) => new::run(&args),
        Some(Command::Run(args)) => run::run(&args),
        Some(Command::Languages(args)) => languages::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&args),
        Some(Command::Help(args)) => topics::run(&args),
    };
    match result {
        Ok(status) => status.into(),
        Err(error) => {
            eprintln!("greenroom: {}", crate::terminal::safe(&format!("{error:#}")));
            Status::of(&error).into()
        }
    }
}

impl Status {
    /// Whose fault an error is.
    fn of(error: &anyhow::Error) -> Self {
        if error.downcast_ref::<exercise::Refused>().is_some()
            || error.downcast_ref::<::judge::submission::Refused>().is_some()
            || error.downcast_ref::<Wrong>().is_some()
            || matches!(
                error.downcast_ref::<SkeletonError>(),
                Some(SkeletonError::BadSlug { .. } | SkeletonError::Exists { .. })
            )
        {
            return Self::Usage;
        }
        match error.downcast_ref::<::judge::Error>() {
            Some(::judge::Error::Request(_)) => Self::Usage,
            _ => Self::Fault,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Good => 0,
            Status::Bad => 1,
            Status::Usage => 2,
            Status::Fault => 3,
        })
    }
}

/// Wrong use that clap cannot see.
#[derive(Debug)]
pub struct Wrong(pub String);

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

/// Prints a value as the one document of a `--json` command.
pub fn print_json<T: serde::Serialize>(value: &T) -> anyhow::Result<()> {
    print(&serde_json::to_string_pretty(value)?)
}

/// Prints lines. A reader that has seen enough, as with `| head`, does not change the status.
pub fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let written = out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(end.as_bytes()))
        .and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
