//! `cargo xtask web`: builds the web application into `web/dist`, from where the program embeds it.
//! Does nothing when no source changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, must, output};

/// Oldest Node that Vite runs on.
const NODE: (u32, u32) = (20, 19);

/// Installs the packages of `folder` (`web` or `e2e`) as its lock file names them.
pub fn packages(workspace: &Workspace, folder: &str) -> Result<PathBuf> {
    check_node()?;
    let folder = workspace.root.join(folder);
    let wanted = hash(&[folder.join("package.json"), folder.join("package-lock.json")])?;
    let stamp = folder.join("node_modules/.greenroom-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    must(Command::new("npm").args(arguments).current_dir(&folder))?;
    fs::write(stamp, wanted)?;
    Ok(folder)
}

pub fn build(workspace: &Workspace) -> Result<()> {
    let sources = sources(&workspace.root.join("web"))?;
    let wanted = hash(&sources)?;
    let stamp = workspace.root.join("web/dist/.stamp");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let folder = packages(workspace, "web")?;
    must(Command::new("npm").args(["run", "build", "--silent"]).current_dir(&folder))?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// Types, lints, formatting and unit tests of the web application.
pub fn test(workspace: &Workspace) -> Result<()> {
    let folder = packages(workspace, "web")?;
    for script in ["types:check", "check", "lint", "test"] {
        must(Command::new("npm").args(["run", script, "--silent"]).current_dir(&folder))?;
    }
    Ok(())
}

fn check_node() -> Result<()> {
    let missing = "Node 20.19 or newer is needed to build the web application; install it from your \
                   distribution or nodejs.org";
    let version = output(Command::new("node").arg("--version")).context(missing)?;
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
        bail!("node --version says {version:?}. {missing}");
    };
    if (major, minor) < NODE {
        bail!("this Node is {}. {missing}", version.trim());
    }
    Ok(())
}

/// Every file that the build reads.
fn sources(web: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut pending = vec![web.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name == "node_modules" || name == "dist" {
                continue;
            }
            if path.is_dir() { pending.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

fn hash(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(file).with_context(|| format!("{}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
