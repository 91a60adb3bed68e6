//! `greenroom list`: exercises with the person's own state.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Status, Wrong, block_on, print, print_json};
use crate::client::{Client, ExerciseSummary, Page, Reach};
use crate::terminal::{Colour, paint, safe};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// junior, mid, senior or staff
    #[arg(long)]
    level: Option<String>,
    /// Kind of exercise, such as program
    #[arg(long)]
    kind: Option<String>,
    /// new, started, tried or solved
    #[arg(long)]
    state: Option<String>,
    /// A topic such as algorithms/hashing, or an area such as algorithms
    #[arg(long)]
    competency: Option<String>,
    /// Words that title, summary, keywords or short name contain
    #[arg(short, long = "query", value_name = "WORDS")]
    query: Option<String>,
    /// title, minutes, level or `last_attempt`; with - before it the other way round
    #[arg(long, allow_hyphen_values = true)]
    sort: Option<String>,
    #[command(flatten)]
    reach: Reach,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Exercises of a page; the most that a server sends at once.
const PAGE: &str = "200";
/// Pages that are asked for: more exercises than any host has.
const PAGES: usize = 100;

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let client = Client::open(&args.reach, None).await?;
        let listed = list(&client, args).await;
        client.close().await;
        let items = listed?;
        if args.json {
            print_json(&json!({ "items": items }))?;
        } else {
            let read: Result<Vec<_>, _> = items.iter().map(ExerciseSummary::deserialize).collect();
            print(&text(&read?))?;
        }
        Ok(Status::Good)
    })
}

async fn list(client: &Client, args: &Args) -> anyhow::Result<Vec<Value>> {
    let filters = [
        ("level", &args.level),
        ("kind", &args.kind),
        ("state", &args.state),
        ("competency", &args.competency),
        ("q", &args.query),
        ("sort", &args.sort),
    ];
    let filters = filters.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let mut items = Vec::new();
    let mut after: Option<String> = None;
    for _ in 0..PAGES {
        let mut query: Vec<(&str, &str)> = filters.clone().collect();
        query.push(("limit", PAGE));
        query.extend(after.as_deref().map(|after| ("after", after)));
        let page: Page<Value> = client.search(&["exercises"], &query).await?;
        items.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(items);
        }
    }
    Err(Wrong("there are more exercises than can be listed; narrow it with --query".into()).into())
}

fn text(items: &[ExerciseSummary]) -> String {
    if items.is_empty() {
        return String::from("No exercise is like that; leave out an option.");
    }
    let rows: Vec<[String; 5]> = items.iter().map(row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..4).map(|column| width(column).unwrap_or(0)).collect();
    let lines = rows.iter().map(|[state, slug, level, minutes, title]| {
        let (a, b, c, d) = (widths[0], widths[1], widths[2], widths[3]);
        let state = paint(colour(state), format!("{state:a$}"));
        format!("{state}  {slug:b$}  {level:c$}  {minutes:>d$}  {title}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn row(item: &ExerciseSummary) -> [String; 5] {
    let minutes = item.minutes.map(|minutes| format!("{minutes} min")).unwrap_or_default();
    [
        safe(&item.own.state),
        safe(&item.slug),
        safe(item.level.as_deref().unwrap_or_default()),
        minutes,
        safe(&item.title),
    ]
}

fn colour(state: &str) -> Colour {
    if state == "solved" { Colour::Green } else { Colour::Dim }
}
