//! Where things are: the checkout, the cache beside it, and cargo with the right folders.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

#[derive(Debug)]
pub struct Workspace {
    pub root: PathBuf,
    /// Outside the checkout, so that a fresh clone finds its dependencies compiled.
    pub cache: PathBuf,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("start this through `cargo xtask`, which says where the checkout is")?;
        let root = Path::new(&manifest).parent().context("xtask lies in the workspace")?;
        let cache = std::env::var_os("GREENROOM_CACHE")
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(std::env::var_os("XDG_CACHE_HOME")?).join("greenroom")))
            .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache/greenroom")))
            .context("neither GREENROOM_CACHE nor HOME is set")?;
        std::fs::create_dir_all(&cache)
            .with_context(|| format!("{} cannot be made", cache.display()))?;
        Ok(Self { root: root.to_owned(), cache })
    }

    /// Where compiled code goes.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.cache.join("target"), PathBuf::from)
    }

    /// A cargo of this workspace. Set-up already chose the tool-chain.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.target())
            .env_remove("CARGO_MANIFEST_DIR");
        command
    }
}

/// Runs a command to its end; an error names it when it fails.
pub fn must(command: &mut Command) -> Result<()> {
    let shown = show(command);
    eprintln!("$ {shown}");
    let status = command.status().with_context(|| format!("`{shown}` cannot be started"))?;
    if !status.success() {
        bail!("`{shown}` failed with {status}");
    }
    Ok(())
}

/// Standard output of a command that must succeed.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.output().with_context(|| format!("`{shown}` cannot be started"))?;
    if !output.status.success() {
        bail!("`{shown}` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed no text"))
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|w| w.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
