//! `greenroom lint PACKAGE…`: mistakes that can be seen without running anything.

use std::path::PathBuf;

use exercise::{Finding, Package, ReadOptions, Severity};
use serde::Serialize;

use super::{Status, print, print_json};
use crate::terminal::{Colour, paint, safe};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Problem packages: folders, or .zip or .kpp archives
    #[arg(required = true)]
    packages: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Linted {
    path: String,
    refused: bool,
    findings: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    rule: &'static str,
    severity: &'static str,
    file: String,
    line: Option<usize>,
    message: String,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut all = Vec::new();
    for path in &args.packages {
        let (findings, refused) = match Package::read(path, ReadOptions::default()) {
            Ok((_, findings)) => (findings, false),
            Err(refused) => (refused.findings, true),
        };
        if !args.json {
            print(&text(&path.to_string_lossy(), &findings))?;
        }
        let findings = findings.into_iter().map(row).collect();
        all.push(Linted { path: path.to_string_lossy().into_owned(), refused, findings });
    }
    let refused = all.iter().any(|one| one.refused);
    if args.json {
        print_json(&serde_json::json!({ "packages": all }))?;
    }
    Ok(if refused { Status::Bad } else { Status::Good })
}

fn row(finding: Finding) -> Row {
    Row {
        rule: finding.rule,
        severity: severity(finding.severity),
        file: finding.file,
        line: finding.line,
        message: finding.message,
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn text(path: &str, findings: &[Finding]) -> String {
    let mut lines = Vec::new();
    for finding in findings {
        let colour = match finding.severity {
            Severity::Error => Colour::Red,
            Severity::Warning => Colour::Amber,
        };
        let word = paint(colour, severity(finding.severity));
        lines.push(format!("{word}: {}", safe(&format!("{path}/{finding}"))));
    }
    if lines.is_empty() {
        lines.push(format!("{}: nothing to mend", safe(path)));
    }
    lines.join("\n")
}
