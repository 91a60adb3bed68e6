//! `cargo xtask ci`: everything a change must pass before it lands.

use std::path::PathBuf;

use anyhow::Result;

use crate::workspace::{Workspace, must};
use crate::{setup, test, tidy, vm};

/// Checkers that cargo builds once and keeps in the cache: crate, version, program.
const TOOLS: [(&str, &str, &str); 3] = [
    ("cargo-deny", "0.20.2", "cargo-deny"),
    ("cargo-machete", "0.9.2", "cargo-machete"),
    ("typos-cli", "1.52.0", "typos"),
];

pub fn ci(workspace: &Workspace) -> Result<()> {
    tidy::tidy(workspace)?;
    must(&mut workspace.cargo(&["fmt", "--all", "--check"]))?;
    setup::packages(workspace, &[])?;
    crate::web::build(workspace)?;
    let lints = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    must(&mut workspace.cargo(&lints))?;
    let [deny, machete, typos] = tools(workspace)?;
    let sources = ["check", "bans", "licenses", "sources"];
    must(std::process::Command::new(deny).args(sources).current_dir(&workspace.root))?;
    must(std::process::Command::new(machete).current_dir(&workspace.root))?;
    must(std::process::Command::new(typos).current_dir(&workspace.root))?;
    let guest = if vm::possible() {
        test::Guest::Yes
    } else {
        eprintln!("QEMU is not installed: the hostile set does not run on cgroup v2 here.");
        test::Guest::No
    };
    test::test(workspace, guest)
}

fn tools(workspace: &Workspace) -> Result<[PathBuf; 3]> {
    let root = workspace.cache.join("tools");
    for (package, version, program) in TOOLS {
        let stamp = root.join(format!(".{package}-{version}"));
        if root.join("bin").join(program).is_file() && stamp.is_file() {
            continue;
        }
        let root_text = root.display().to_string();
        let version = format!("{package}@{version}");
        must(&mut workspace.cargo(&["install", "--locked", "--root", &root_text, &version]))?;
        std::fs::write(stamp, "")?;
    }
    Ok(TOOLS.map(|(_, _, program)| root.join("bin").join(program)))
}
