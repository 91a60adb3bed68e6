//! `cargo xtask run`: builds Greenroom and does the main job with it.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::setup;
use crate::workspace::{Workspace, must};

/// The exercise that is shown, and solutions of it in several languages, one of them wrong.
const EXERCISE: &str = "content/exercises/program/statuscount";

pub fn run(workspace: &Workspace) -> Result<()> {
    setup::packages(workspace, &[])?;
    must(&mut workspace.cargo(&["build", "--package", "greenroom"]))?;
    let greenroom = workspace.target().join("debug/greenroom");
    for kind in ["accepted", "wrong_answer"] {
        let folder = Path::new(EXERCISE).join("submissions").join(kind);
        let mut names: Vec<_> = std::fs::read_dir(workspace.root.join(&folder))?
            .map(|entry| entry.map(|e| e.file_name()))
            .collect::<Result<_, _>>()?;
        names.sort();
        for file in names.iter().map(|name| folder.join(name)) {
            eprintln!();
            let mut judge = Command::new(&greenroom);
            judge.arg("judge").arg(EXERCISE).arg(&file).current_dir(&workspace.root);
            let status = judge.status()?;
            // 1 means "not accepted", which is what the wrong ones are here to show.
            if !matches!(status.code(), Some(0 | 1)) {
                anyhow::bail!("{} could not be judged ({status})", file.display());
            }
        }
    }
    eprintln!("\nNext: {} help", greenroom.display());
    Ok(())
}
