//! `cargo xtask run`: builds Greenroom with its web application and starts it.

use std::process::Command;

use anyhow::Result;

use crate::workspace::{Workspace, must};
use crate::{setup, web};

pub fn run(workspace: &Workspace, options: &[&str]) -> Result<()> {
    setup::packages(workspace, &[])?;
    web::build(workspace)?;
    must(&mut workspace.cargo(&["build", "--package", "greenroom"]))?;
    let greenroom = workspace.target().join("debug/greenroom");
    eprintln!("\nThe program is {}\n", greenroom.display());
    must(Command::new(greenroom).arg("serve").args(options).current_dir(&workspace.root))
}
