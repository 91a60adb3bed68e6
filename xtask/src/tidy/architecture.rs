//! `ARCHITECTURE.md` is tested: every path it names exists, and every crate is in it.

use super::{Breach, File};
use crate::workspace::Workspace;

const DOCUMENT: &str = "ARCHITECTURE.md";
/// First parts of what counts as a path of this checkout.
const FOLDERS: [&str; 9] =
    ["crates/", "languages/", "content/", "docs/", "xtask/", "web/", "e2e/", "deploy/", ".ci/"];

pub fn check(workspace: &Workspace, files: &[File]) -> Vec<Breach> {
    let Some(document) = files.iter().find(|f| f.path.as_os_str() == DOCUMENT) else {
        return vec![Breach { place: DOCUMENT.into(), rule: "is missing".into() }];
    };
    let mut breaches = Vec::new();
    for (number, line) in (1..).zip(document.text.lines()) {
        for path in line.split('`').skip(1).step_by(2) {
            let named = FOLDERS.iter().any(|f| path.starts_with(f));
            // A pattern stands for many paths; its fixed part must exist.
            let fixed = path.split(['<', '*', '{', '…']).next().unwrap_or(path);
            let fixed = match fixed.rsplit_once('/') {
                Some((folder, _)) if fixed != path => folder,
                _ => fixed,
            };
            if named && !workspace.root.join(fixed).exists() {
                breaches.push(document.breach(Some(number), format!("`{path}` does not exist")));
            }
        }
    }
    let crates = files
        .iter()
        .filter(|f| f.is_below("crates") && f.path.components().count() == 3)
        .filter(|f| f.path.file_name().is_some_and(|n| n == "Cargo.toml"))
        .filter_map(|f| f.path.parent()?.file_name()?.to_str());
    for name in crates {
        if !document.text.contains(&format!("`{name}/`")) {
            breaches.push(document.breach(None, format!("does not speak of `{name}/`")));
        }
    }
    breaches
}
