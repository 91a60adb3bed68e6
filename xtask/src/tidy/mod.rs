//! `cargo xtask tidy`: the rules of this code base that no compiler checks. One file per rule.

mod architecture;
mod documents;
mod layers;
mod sources;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::workspace::{Workspace, output};

/// A rule broken at a place.
#[derive(Debug)]
pub struct Breach {
    /// Relative to the checkout, with a line where there is one.
    pub place: String,
    pub rule: String,
}

/// A file that git knows of or would add.
#[derive(Debug)]
pub struct File {
    /// Relative to the checkout.
    pub path: PathBuf,
    pub text: String,
}

pub fn tidy(workspace: &Workspace) -> Result<()> {
    let files = files(workspace)?;
    let mut breaches = layers::check(workspace)?;
    breaches.extend(sources::check(&files, &sources::Ratchet::read(workspace)?));
    breaches.extend(documents::check(&files));
    breaches.extend(architecture::check(workspace, &files));
    for breach in &breaches {
        eprintln!("{}: {}", breach.place, breach.rule);
    }
    if !breaches.is_empty() {
        bail!("{} rule(s) broken", breaches.len());
    }
    eprintln!("tidy: {} files, no rule broken", files.len());
    Ok(())
}

/// Text files of the checkout; what is not UTF-8 is no text.
fn files(workspace: &Workspace) -> Result<Vec<File>> {
    let mut list = Command::new("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let names = output(list.current_dir(&workspace.root))?;
    let read = |name: &str| {
        let text = std::fs::read_to_string(workspace.root.join(name)).ok()?;
        Some(File { path: PathBuf::from(name), text })
    };
    Ok(names.split('\0').filter(|n| !n.is_empty()).filter_map(read).collect())
}

impl File {
    fn breach(&self, line: Option<usize>, rule: impl Into<String>) -> Breach {
        let place = match line {
            Some(line) => format!("{}:{line}", self.path.display()),
            None => self.path.display().to_string(),
        };
        Breach { place, rule: rule.into() }
    }

    fn has_extension(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|e| e == extension)
    }

    fn is_below(&self, folder: &str) -> bool {
        self.path.starts_with(Path::new(folder))
    }
}
