//! `greenroom verify PACKAGE…`: do packages prove themselves?

use std::path::{Path, PathBuf};

use exercise::{Package, ReadOptions, Strictness};
use judge::Judge;
use judge::kinds::program::{Progress, Verification};
use serde::Serialize;

use super::{Status, print, print_json};
use crate::settings::open_judge;
use crate::terminal::{Bar, Colour, paint, safe};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Problem packages: folders, or .zip or .kpp archives
    #[arg(required = true)]
    packages: Vec<PathBuf>,
    /// Read packages with errors that can be worked around
    #[arg(long)]
    lenient: bool,
    /// Cases that run at the same time [default: one for each core]
    #[arg(long)]
    jobs: Option<usize>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Summary {
    agree: usize,
    total: usize,
    packages: Vec<Verification>,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let judge = open_judge(args.jobs)?;
    let mut packages = Vec::new();
    for path in &args.packages {
        let verification = verify(&judge, path, args)?;
        if !args.json {
            print(&text(&verification))?;
        }
        packages.push(verification);
    }
    let summary = Summary {
        agree: packages.iter().map(|package| package.agree).sum(),
        total: packages.iter().map(|package| package.total).sum(),
        packages,
    };
    if args.json {
        print_json(&summary)?;
    } else {
        print(&format!("{} of {} labels agree", summary.agree, summary.total))?;
    }
    let sound = summary.packages.iter().all(Verification::is_sound);
    Ok(if sound { Status::Good } else { Status::Bad })
}

fn verify(judge: &Judge, path: &Path, args: &Args) -> anyhow::Result<Verification> {
    let strictness = if args.lenient { Strictness::Lenient } else { Strictness::default() };
    let refused = |reason: String| Verification {
        path: path.to_string_lossy().into_owned(),
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        refused: Some(reason),
        ..Verification::default()
    };
    let package = match Package::read(path, ReadOptions { strictness }) {
        Ok((package, _)) => package,
        Err(error) => return Ok(refused(error.to_string())),
    };
    let mut bar = Bar::new(0);
    let result = judge.verify(&package, &mut |progress| match progress {
        Progress::Steps(steps) => bar.add_total(*steps),
        Progress::Step(what) => bar.step(&format!("{}: {what}", package.name)),
    });
    bar.clear();
    match result {
        Ok(mut verification) => {
            verification.path = path.to_string_lossy().into_owned();
            Ok(verification)
        }
        Err(judge::Error::Package { reason, .. }) => Ok(Verification {
            format: package.format.to_string(),
            total: package.submissions.len(),
            ..refused(reason)
        }),
        Err(error) => Err(error.into()),
    }
}

fn text(verification: &Verification) -> String {
    let mut lines = Vec::new();
    let sign = if verification.is_sound() {
        paint(Colour::Green, "agrees")
    } else {
        paint(Colour::Red, "disagrees")
    };
    lines.push(format!(
        "{}  {sign}  {} of {} labels · {} · {} ms",
        paint(Colour::Bold, safe(&verification.name)),
        verification.agree,
        verification.total,
        verification.format,
        verification.time_limit_ms
    ));
    if let Some(reason) = &verification.refused {
        lines[0] = format!(
            "{}  {}",
            paint(Colour::Bold, safe(&verification.name)),
            paint(Colour::Red, "refused")
        );
        lines.push(format!("  {}", safe(reason).replace('\n', "\n  ")));
    }
    for found in &verification.disagreements {
        lines.push(safe(&format!(
            "  {}: expected {}, got {} ({})",
            found.submission, found.expected, found.got, found.reason
        )));
    }
    for problem in &verification.problems {
        lines.push(safe(&format!("  {}: {}", problem.case, problem.reason)));
    }
    for note in &verification.notes {
        lines.push(paint(Colour::Dim, safe(&format!("  note: {note}"))));
    }
    lines.join("\n")
}
