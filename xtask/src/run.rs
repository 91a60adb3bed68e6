//! `cargo xtask run`: builds Greenroom and does the main job with it.

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
    let folder = workspace.root.join(EXERCISE).join("submissions");
    for kind in ["accepted", "wrong_answer"] {
        let mut files: Vec<_> = std::fs::read_dir(folder.join(kind))?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<Result<_, _>>()?;
        files.sort();
        for file in files {
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
