//! `greenroom completions SHELL`: what a shell needs to complete commands and options.

use clap_complete::Shell;

use super::{Status, description, print};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut description(), "greenroom", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Status::Good)
}
