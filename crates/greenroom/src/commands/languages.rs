//! `greenroom languages`: what this machine can run, and `languages check`: whether it does.

use std::sync::Arc;
use std::time::Duration;

use judge::Judge;
use judge::executable::RunLimits;
use judge::language::Language;
use judge::plain::SampleResult;
use serde::Serialize;

use super::{Status, Wrong, print, print_json};
use crate::settings::open_judge;
use crate::terminal::{Bar, Colour, paint, safe};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Run the samples of languages and compare their verdicts
    Check {
        /// Ids or names; all that are installed when absent
        ids: Vec<String>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    name: String,
    summary: String,
    installed: bool,
    /// `null` when it is not installed.
    version: Option<String>,
    extensions: Vec<String>,
    /// Debian packages.
    packages: Vec<String>,
    /// Why it is missing and what to do; empty when it is installed.
    remedy: String,
}

/// Limits of samples: small, so that those that must hit one do so soon.
const LIMITS: RunLimits = RunLimits {
    cpu: Duration::from_secs(2),
    wall: Duration::from_secs(8),
    memory: 256 << 20,
    output: 1 << 20,
    processes: None,
};

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let judge = open_judge(None)?;
    match &args.action {
        None => list(&judge, args.json),
        Some(Action::Check { ids, json }) => check(&judge, ids, *json || args.json),
    }
}

fn list(judge: &Judge, json: bool) -> anyhow::Result<Status> {
    let languages: Vec<Arc<Language>> = judge.compiler().registry().all().cloned().collect();
    let rows: Vec<Row> = std::thread::scope(|scope| {
        let asked: Vec<_> =
            languages.iter().map(|language| scope.spawn(|| row(language, judge))).collect();
        asked.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    if json {
        print_json(&serde_json::json!({ "languages": rows }))?;
        return Ok(Status::Good);
    }
    let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let state = match &row.version {
                Some(version) => format!("{} {version}", row.name),
                None => paint(Colour::Amber, safe(&row.remedy)),
            };
            format!("{:width$}  {state}", row.id)
        })
        .collect();
    print(&lines.join("\n"))?;
    Ok(Status::Good)
}

fn row(language: &Language, judge: &Judge) -> Row {
    let found = judge.compiler().installed(language);
    Row {
        id: language.id.clone(),
        name: language.name.clone(),
        summary: language.summary.clone(),
        installed: found.is_ok(),
        version: found.as_ref().ok().map(|installed| installed.version.clone()),
        extensions: language.extensions.clone(),
        packages: language.packages.clone(),
        remedy: found.err().map(|missing| missing.to_string()).unwrap_or_default(),
    }
}

fn check(judge: &Judge, ids: &[String], json: bool) -> anyhow::Result<Status> {
    let registry = judge.compiler().registry();
    let mut chosen: Vec<Arc<Language>> = Vec::new();
    for id in ids {
        let found = registry.by_name(id).ok_or_else(|| {
            Wrong(format!(
                "the language {id} is not known; `greenroom languages` lists those that are"
            ))
        })?;
        // Asked for by name, it must be there.
        judge.compiler().installed(found).map_err(judge::Error::from)?;
        chosen.push(Arc::clone(found));
    }
    let mut skipped = Vec::new();
    if ids.is_empty() {
        for language in registry.all() {
            match judge.compiler().installed(language) {
                Ok(_) => chosen.push(Arc::clone(language)),
                Err(missing) => skipped.push(missing.to_string()),
            }
        }
    }
    let mut bar = Bar::new(chosen.len());
    let mut results: Vec<SampleResult> = Vec::new();
    for language in &chosen {
        bar.say(&language.name);
        results.extend(judge.check_language(language, &LIMITS));
        bar.step(&language.name);
    }
    bar.clear();
    let wrong: Vec<&SampleResult> =
        results.iter().filter(|result| result.expected != result.got).collect();
    if json {
        print_json(&serde_json::json!({
            "agree": results.len() - wrong.len(),
            "total": results.len(),
            "samples": results,
            "skipped": skipped,
        }))?;
    } else {
        for result in &wrong {
            print(&safe(&format!(
                "{}: expected {}, got {} ({})",
                result.sample, result.expected, result.got, result.explanation
            )))?;
        }
        for missing in &skipped {
            print(&format!("skipped: {missing}"))?;
        }
        let agree = results.len() - wrong.len();
        print(&format!(
            "{agree} of {} samples of {} languages agree",
            results.len(),
            chosen.len()
        ))?;
    }
    Ok(if wrong.is_empty() { Status::Good } else { Status::Bad })
}
