//! Which crate may use which: edges point down only.

use std::process::Stdio;

use anyhow::{Context, Result};

use super::Breach;
use crate::workspace::{Workspace, output};

/// Every crate with the crates of ours it may depend on. A crate not named here is an error, so
/// that a new one is placed on purpose.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("sandbox", &[]),
    ("exercise", &[]),
    ("simulator", &[]),
    ("coach", &[]),
    ("campaign", &[]),
    ("room", &[]),
    ("judge", &["sandbox", "exercise", "simulator"]),
    ("store", &["exercise", "simulator", "coach", "campaign", "room"]),
    ("dispatch", &["judge", "sandbox", "store", "exercise"]),
    (
        "server",
        &[
            "dispatch",
            "judge",
            "sandbox",
            "store",
            "exercise",
            "simulator",
            "coach",
            "campaign",
            "room",
        ],
    ),
    (
        "greenroom",
        &[
            "server",
            "dispatch",
            "judge",
            "store",
            "sandbox",
            "exercise",
            "simulator",
            "coach",
            "campaign",
            "room",
        ],
    ),
    ("web", &[]),
    ("xtask", &[]),
];

/// Crates that stay pure: no run-time, no network, no database, no clock of their own.
const PURE: [&str; 5] = ["exercise", "simulator", "coach", "campaign", "room"];
const IMPURE: [&str; 6] = ["tokio", "axum", "sqlx", "hyper", "reqwest", "chrono"];

pub fn check(workspace: &Workspace) -> Result<Vec<Breach>> {
    let mut metadata = workspace.cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let text = output(metadata.stderr(Stdio::inherit()))?;
    let json: serde_json::Value = serde_json::from_str(&text)?;
    let packages = json["packages"].as_array().context("cargo metadata lists packages")?;
    let ours: Vec<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let mut breaches = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let breach = |rule| Breach { place: format!("crate {name}"), rule };
        let Some((_, allowed)) = MAY_USE.iter().find(|(n, _)| *n == name) else {
            breaches.push(breach(String::from("is not placed in xtask/src/tidy/layers.rs")));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let on = dependency["name"].as_str().unwrap_or_default();
            let for_tests = dependency["kind"] == "dev";
            if ours.contains(&on) && !allowed.contains(&on) {
                breaches.push(breach(format!("must not depend on {on}: the edge points up")));
            }
            if PURE.contains(&name) && IMPURE.contains(&on) && !for_tests {
                breaches.push(breach(format!("is pure and must not depend on {on}")));
            }
        }
    }
    Ok(breaches)
}
