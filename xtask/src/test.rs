//! `cargo xtask test`: every test there is, on whatever machine this is.

use anyhow::Result;

use crate::workspace::{Workspace, must};
use crate::{setup, vm};

/// Whether the hostile set also runs in a guest of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    No,
    Yes,
}

pub fn test(workspace: &Workspace, guest: Guest) -> Result<()> {
    setup::packages(workspace, &[])?;
    must(&mut workspace.cargo(&["test", "--workspace", "--no-fail-fast"]))?;
    match guest {
        Guest::Yes => vm::test(workspace),
        Guest::No => Ok(()),
    }
}
