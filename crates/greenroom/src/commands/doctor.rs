//! `greenroom doctor`: which walls of this machine's sandbox hold.

use sandbox::{Config, Sandbox, State, Wall};
use serde::Serialize;

use super::{Status, print, print_json};
use crate::terminal::{Colour, paint};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Diagnosis {
    /// `v1`, `v2` or `none`.
    cgroup: &'static str,
    /// `root` or `rootless`.
    mode: &'static str,
    walls: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: &'static str,
    state: &'static str,
    detail: String,
    /// What to do; empty when the wall holds.
    remedy: &'static str,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let sandbox = Sandbox::open(Config::default())?;
    let (host, walls) = (sandbox.host(), sandbox.walls());
    let missing = walls.iter().any(|wall| wall.state == State::Missing);
    if args.json {
        let walls = walls.into_iter().map(row).collect();
        print_json(&Diagnosis { cgroup: host.cgroup, mode: host.mode, walls })?;
    } else {
        print(&format!("control groups {} · {} · {}", host.cgroup, host.mode, host.cgroup_detail))?;
        print(&text(&walls))?;
    }
    Ok(if missing { Status::Bad } else { Status::Good })
}

fn row(wall: Wall) -> Row {
    Row { name: wall.name, state: state(wall.state), detail: wall.detail, remedy: wall.remedy }
}

fn state(state: State) -> &'static str {
    match state {
        State::Holds => "holds",
        State::Weak => "weak",
        State::Missing => "missing",
    }
}

fn text(walls: &[Wall]) -> String {
    let width = walls.iter().map(|wall| wall.name.len()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for wall in walls {
        let colour = match wall.state {
            State::Holds => Colour::Green,
            State::Weak => Colour::Amber,
            State::Missing => Colour::Red,
        };
        let word = paint(colour, format!("{:7}", state(wall.state)));
        lines.push(format!("{word}  {:width$}  {}", wall.name, wall.detail));
        if !wall.remedy.is_empty() {
            lines.push(format!("         {:width$}  → {}", "", wall.remedy));
        }
    }
    lines.join("\n")
}
