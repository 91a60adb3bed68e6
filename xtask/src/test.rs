//! `cargo xtask test`: every test there is, on whatever machine this is.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::workspace::{Workspace, must};
use crate::{setup, vm, web};

/// Whether the hostile set also runs in a guest of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    No,
    Yes,
}

pub fn test(workspace: &Workspace, guest: Guest) -> Result<()> {
    setup::packages(workspace, &setup::TESTS)?;
    web::build(workspace)?;
    web::test(workspace)?;
    must(&mut workspace.cargo(&["test", "--workspace", "--no-fail-fast"]))?;
    verify_content(workspace)?;
    browser(workspace)?;
    match guest {
        Guest::Yes => vm::test(workspace),
        Guest::No => Ok(()),
    }
}

/// A real browser against a real server, as a person would use it.
fn browser(workspace: &Workspace) -> Result<()> {
    let folder = web::packages(workspace, "e2e")?;
    let mut test = Command::new("npm");
    test.args(["test", "--silent"]).current_dir(folder);
    must(test.env("GREENROOM_BIN", workspace.target().join("debug/greenroom")))
}

/// Every exercise proves itself: each labelled submission gets the verdict of its label.
fn verify_content(workspace: &Workspace) -> Result<()> {
    must(&mut workspace.cargo(&["build", "--package", "greenroom"]))?;
    let folder = Path::new("content/exercises/program");
    let mut names: Vec<_> = std::fs::read_dir(workspace.root.join(folder))?
        .map(|entry| entry.map(|e| e.file_name()))
        .collect::<Result<_, _>>()?;
    names.sort();
    let mut verify = Command::new(workspace.target().join("debug/greenroom"));
    verify.arg("verify").args(names.iter().map(|name| folder.join(name)));
    must(verify.current_dir(&workspace.root))
}
