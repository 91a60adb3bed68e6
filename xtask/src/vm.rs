//! Runs the sandbox's tests in a small guest whose kernel has cgroup v2 only.
//!
//! The kernel is Debian's cloud kernel, unpacked from its package; the root is an initramfs with
//! busybox, the test program and the libraries it needs. Software emulation: good for verdicts,
//! useless for times.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::setup;
use crate::workspace::{Workspace, must, output};

const PACKAGES: [&str; 3] = ["qemu-system-x86", "busybox-static", "cpio"];

/// Whether a guest can be started here without installing anything.
pub fn possible() -> bool {
    cfg!(target_arch = "x86_64") && setup::exists("qemu-system-x86_64")
}

pub fn test(workspace: &Workspace) -> Result<()> {
    setup::packages(workspace, &PACKAGES)?;
    bail!("no guest for {}", workspace.root.display())
}
