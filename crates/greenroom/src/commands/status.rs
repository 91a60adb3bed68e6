//! `greenroom status`: how far one is with an exercise, and the last attempts.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Status, block_on, named, print, print_json};
use crate::client::{Attempt, Client, ExerciseSummary, Page, Reach};
use crate::report::marked;
use crate::terminal::{Colour, paint, safe, seconds};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Short name of an exercise [default: the one of this folder]
    exercise: Option<String>,
    #[command(flatten)]
    reach: Reach,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Attempts that are shown.
const ATTEMPTS: &str = "5";

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let (slug, source) = named(args.exercise.as_deref())?;
        let client = Client::open(&args.reach, source.as_ref()).await?;
        let found = standing(&client, &slug).await;
        client.close().await;
        let (exercise, attempts) = found?;
        if args.json {
            print_json(&json!({ "exercise": exercise, "attempts": attempts }))?;
        } else {
            let summary = ExerciseSummary::deserialize(&exercise)?;
            let read: Result<Vec<_>, _> = attempts.iter().map(Attempt::deserialize).collect();
            print(&text(&summary, &read?))?;
        }
        Ok(Status::Good)
    })
}

async fn standing(client: &Client, slug: &str) -> anyhow::Result<(Value, Vec<Value>)> {
    let exercise: Value = client.get(&["exercises", slug]).await?;
    let query = [("exercise", slug), ("limit", ATTEMPTS)];
    let attempts: Page<Value> = client.search(&["attempts"], &query).await?;
    Ok((exercise, attempts.items))
}

fn text(exercise: &ExerciseSummary, attempts: &[Attempt]) -> String {
    let own = &exercise.own;
    let mut parts = vec![paint(Colour::Bold, safe(&exercise.title)), safe(&own.state)];
    if let Some(level) = own.best_level.filter(|_| exercise.stages > 0) {
        parts.push(format!("level {level} of {}", exercise.stages));
    } else if let Some(score) = own.best_score.filter(|_| own.state == "tried") {
        parts.push(format!("best score {:.0} %", score * 100.0));
    }
    parts.push(match own.attempts {
        0 => String::from("nothing handed in"),
        1 => String::from("1 handed in"),
        many => format!("{many} handed in"),
    });
    if own.hints_opened > 0 {
        parts.push(format!("hints opened: {}", own.hints_opened));
    }
    let mut lines = vec![parts.join(" · ")];
    lines.extend(attempts.iter().map(line));
    lines.join("\n")
}

fn line(attempt: &Attempt) -> String {
    let verdict = match &attempt.verdict {
        Some(code) => marked(code),
        None => safe(&attempt.state),
    };
    let when: String = attempt.created_at.chars().take(16).collect();
    let mut parts = vec![
        format!("{} {verdict}", safe(&when.replace('T', " "))),
        safe(&attempt.purpose),
        safe(&attempt.language),
    ];
    if let (Some(passed), Some(total)) = (attempt.checks_passed, attempt.checks_total) {
        parts.push(format!("{passed} of {total} checks"));
    }
    parts.extend(attempt.cpu_us.map(seconds));
    parts.join(" · ")
}
