//! The sandbox against bare processes, bubblewrap and DMOJ's cptbox, interleaved in one run.
//!
//! The contenders and the statistics are in `crates/sandbox/benches/runs.rs`, the count of wrong
//! verdicts under load in `verdicts.rs` beside it; here they are fetched and started.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Row;
use crate::setup;
use crate::workspace::{Workspace, must, output};

const PACKAGES: [&str; 4] = ["bubblewrap", "libseccomp-dev", "python3-venv", "python3-dev"];
/// DMOJ's judge with its tracer, a Python package.
const DMOJ: &str = "dmoj==4.1.0";

pub fn bench(workspace: &Workspace) -> Result<Vec<Row>> {
    setup::packages(workspace, &PACKAGES)?;
    let folder = workspace.cache.join("bench-sandbox");
    std::fs::create_dir_all(&folder)?;
    let hello = payload(workspace, &folder, "hello")?;
    let root = bubblewrap_root(&folder, &hello)?;
    let python = dmoj(&folder)?;
    let mut bench = workspace.cargo(&["bench", "--package", "sandbox", "--bench", "runs"]);
    bench.env("BENCH_HELLO", &hello).env("BENCH_BWRAP_ROOT", root).env("BENCH_DMOJ_PYTHON", python);
    let mut all = rows(&output(bench.stderr(std::process::Stdio::inherit()))?)?;
    let mix = payload(workspace, &folder, "mix")?;
    let mut bench = workspace.cargo(&["bench", "--package", "sandbox", "--bench", "verdicts"]);
    bench.env("BENCH_MIX", mix).stderr(std::process::Stdio::inherit());
    all.extend(rows(&output(&mut bench)?)?);
    Ok(all)
}

fn payload(workspace: &Workspace, folder: &Path, name: &str) -> Result<PathBuf> {
    let source = workspace.root.join(format!("crates/sandbox/benches/{name}.c"));
    let program = folder.join(name);
    must(Command::new("gcc").args(["-O2", "-static", "-o"]).arg(&program).arg(source))?;
    Ok(program)
}

/// A root with the payload and the places that bubblewrap mounts over.
fn bubblewrap_root(folder: &Path, hello: &Path) -> Result<PathBuf> {
    let root = folder.join("root");
    for place in ["proc", "dev"] {
        std::fs::create_dir_all(root.join(place))?;
    }
    std::fs::copy(hello, root.join("hello"))?;
    Ok(root)
}

fn dmoj(folder: &Path) -> Result<PathBuf> {
    let environment = folder.join("dmoj");
    let python = environment.join("bin/python");
    let works = Command::new(&python).args(["-c", "import dmoj.cptbox"]).output();
    if works.is_ok_and(|o| o.status.success()) {
        return Ok(python);
    }
    must(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    must(Command::new(&python).args(["-m", "pip", "install", "--quiet", DMOJ]))?;
    Ok(python)
}

fn rows(text: &str) -> Result<Vec<Row>> {
    let line =
        text.lines().rfind(|l| l.starts_with('[')).context("the benchmark printed no rows")?;
    let list: Vec<serde_json::Value> = serde_json::from_str(line)?;
    list.iter()
        .map(|row| {
            Ok(Row {
                name: row["name"].as_str().context("a row has a name")?.to_owned(),
                unit: row["unit"].as_str().context("a row has a unit")?.to_owned(),
                value: row["value"].as_f64().context("a row has a value")?,
                baseline: row["baseline"].as_f64().context("a row has a baseline")?,
            })
        })
        .collect()
}
