//! `greenroom man FOLDER`: a manual page for every command.

use std::path::PathBuf;

use anyhow::Context;

use super::{Status, Wrong, description, print};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder to write the pages into; made where it is not there
    folder: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let shown = args.folder.display();
    std::fs::create_dir_all(&args.folder)
        .map_err(|error| Wrong(format!("{shown} cannot be made: {error}; name another folder")))?;
    clap_mangen::generate_to(description(), &args.folder)
        .with_context(|| format!("the pages cannot be written to {shown}"))?;
    print(&format!("The pages are in {shown}; read one with: man -l {shown}/greenroom.1"))?;
    Ok(Status::Good)
}
