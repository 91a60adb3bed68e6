//! The command line: one file per command, one line in [`Command`] for each.
//!
//! Exit status: 0 accepted or sound, 1 not accepted, 2 wrong use, 3 our fault.

mod backup;
mod completions;
mod config;
mod db;
mod doctor;
mod export;
mod import;
mod judge;
mod languages;
mod lint;
mod list;
mod login;
mod logout;
mod man;
mod new;
mod open;
mod restore;
mod run;
mod serve;
mod start;
mod status;
mod submit;
mod test;
mod topics;
mod verify;
mod watch;

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
    /// Start the web application on this machine
    Serve(serve::Args),
    /// List exercises and how far you are with them
    List(list::Args),
    /// Make a folder for an exercise: statement, program, visible cases
    Start(start::Args),
    /// Run the program of this folder on the samples
    Test(test::Args),
    /// Test the program of this folder at every save
    Watch(watch::Args),
    /// Hand in the program of this folder
    Submit(submit::Args),
    /// How far you are with the exercise of this folder
    Status(status::Args),
    /// Open the page of the exercise of this folder
    Open(open::Args),
    /// Sign in to a server with a token
    Login(login::Args),
    /// Forget a server and its token
    Logout(logout::Args),
    /// Write everything that is yours into an archive
    Export(export::Args),
    /// Take in an archive of an export
    Import(import::Args),
    /// Write the whole database into a file
    Backup(backup::Args),
    /// Put a backup in the place of the database
    Restore(restore::Args),
    /// Show or check the settings of this machine
    Config(config::Args),
    /// Move between SQLite and PostgreSQL
    Db(db::Args),
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
    /// Print completions for a shell
    Completions(completions::Args),
    /// Write manual pages into a folder
    Man(man::Args),
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
    let command = match parse() {
        Ok(cli) => cli.command,
        Err(error) => return ended(Err(error)),
    };
    let result = match command {
        None => topics::first_steps(),
        Some(Command::Serve(args)) => serve::run(&args),
        Some(Command::List(args)) => list::run(&args),
        Some(Command::Start(args)) => start::run(&args),
        Some(Command::Test(args)) => test::run(&args),
        Some(Command::Watch(args)) => watch::run(&args),
        Some(Command::Submit(args)) => submit::run(&args),
        Some(Command::Status(args)) => status::run(&args),
        Some(Command::Open(args)) => open::run(&args),
        Some(Command::Login(args)) => login::run(&args),
        Some(Command::Logout(args)) => logout::run(&args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Import(args)) => import::run(&args),
        Some(Command::Backup(args)) => backup::run(&args),
        Some(Command::Restore(args)) => restore::run(&args),
        Some(Command::Config(args)) => config::run(&args),
        Some(Command::Db(args)) => db::run(&args),
        Some(Command::Judge(args)) => judge::run(&args),
        Some(Command::Verify(args)) => verify::run(&args),
        Some(Command::Lint(args)) => lint::run(&args),
        Some(Command::New(args)) => new::run(&args),
        Some(Command::Run(args)) => run::run(&args),
        Some(Command::Languages(args)) => languages::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&args),
        Some(Command::Help(args)) => topics::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    };
    ended(result)
}

/// The arguments, with what `greenroom.toml` says where it concerns the command.
fn parse() -> anyhow::Result<Cli> {
    use clap::{CommandFactory, FromArgMatches};
    let plain = Cli::try_parse()?;
    if plain.command.as_ref().is_none_or(Command::ignores_settings) {
        return Ok(plain);
    }
    let command = crate::config::prepare(Cli::command())?;
    Ok(Cli::from_arg_matches(&command.try_get_matches()?)?)
}

fn ended(result: anyhow::Result<Status>) -> ExitCode {
    match result {
        Ok(status) => status.into(),
        Err(error) => {
            if let Some(usage) = error.downcast_ref::<clap::Error>() {
                let status = if usage.use_stderr() { Status::Usage } else { Status::Good };
                // Nobody is left to tell when even this cannot be printed.
                let _unprinted = usage.print();
                return status.into();
            }
            eprintln!("greenroom: {}", crate::terminal::safe(&sentence(&error)));
            Status::of(&error).into()
        }
    }
}

/// An error with those of its causes that it does not name itself.
fn sentence(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |said, cause| {
        match (said.is_empty(), said.contains(&cause)) {
            (true, _) => cause,
            (false, true) => said,
            (false, false) => format!("{said}: {cause}"),
        }
    })
}

impl Command {
    /// A broken file of settings must not stop what could tell why.
    fn ignores_settings(&self) -> bool {
        matches!(
            self,
            Self::Config(_)
                | Self::Doctor(_)
                | Self::Help(_)
                | Self::Completions(_)
                | Self::Man(_)
                | Self::Lint(_)
                | Self::New(_)
        )
    }
}

impl Status {
    /// Whose fault an error is.
    fn of(error: &anyhow::Error) -> Self {
        if let Some(refusal) = error.downcast_ref::<crate::client::Refusal>() {
            return if refusal.is_usage() { Self::Usage } else { Self::Fault };
        }
        if error.downcast_ref::<exercise::Refused>().is_some()
            || error.downcast_ref::<::judge::submission::Refused>().is_some()
            || error.downcast_ref::<Wrong>().is_some()
            || matches!(
                error.downcast_ref::<store::Error>(),
                Some(store::Error::Archive(_) | store::Error::Newer { .. })
            )
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

/// The command line as clap knows it, for what is generated from it.
pub fn description() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Runs a command that asks the API. Judging in this process has threads of its own.
pub fn block_on(work: impl Future<Output = anyhow::Result<Status>>) -> anyhow::Result<Status> {
    use anyhow::Context;
    // What fails while judging is in the report already.
    crate::host::log("error,dispatch::work=off");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .context("no threads can be started; free memory or raise the limit of processes")?;
    runtime.block_on(work)
}

/// A short name of an exercise, as far as it can be told without asking.
pub fn exercise_name(name: &str) -> anyhow::Result<&str> {
    if crate::exercise_folder::is_safe(name) && !name.contains('/') {
        return Ok(name);
    }
    Err(Wrong(format!("{name} is no name of an exercise; `greenroom list` shows them")).into())
}

/// The exercise named, else the one of the folder the command was called in; and where that
/// folder came from.
pub fn named(exercise: Option<&str>) -> anyhow::Result<(String, Option<crate::client::Source>)> {
    if let Some(name) = exercise {
        return Ok((exercise_name(name)?.to_owned(), None));
    }
    let folder = crate::exercise_folder::ExerciseFolder::here()?;
    Ok((folder.marker.exercise, Some(folder.marker.source)))
}

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
