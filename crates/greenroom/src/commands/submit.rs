//! `greenroom submit`: hands in the program of a folder, and shows the report.

use std::path::PathBuf;

use serde_json::json;

use super::start::{STATEMENT, text};
use super::{Status, block_on, print, print_json};
use crate::client::{AttemptRequest, Client, Exercise, Handed, Reach, hand_in};
use crate::exercise_folder::ExerciseFolder;
use crate::report;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files to hand in [default: those of this folder with the language's endings]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reach: Reach,
    /// The file or class that starts, where several could
    #[arg(long)]
    entry: Option<String>,
    /// Print one JSON object: the attempt and its report
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let folder = ExerciseFolder::here()?;
        let request = AttemptRequest {
            exercise: folder.marker.exercise.clone(),
            purpose: "submit",
            language: folder.marker.language.clone(),
            files: folder.program(&args.files)?,
            entry_point: args.entry.clone(),
            input: None,
            only: None,
        };
        let client = Client::open(&args.reach, Some(&folder.marker.source)).await?;
        let handed = submitted(&client, &folder, &request).await;
        client.close().await;
        show(handed?, args.json)
    })
}

/// Hands in. Where a level opened the next one, the statement in the folder grows by it.
async fn submitted(
    client: &Client,
    folder: &ExerciseFolder,
    request: &AttemptRequest,
) -> anyhow::Result<Handed> {
    let handed = hand_in(client, request).await?;
    if let Handed::Judged { report, .. } = &handed
        && report.level.as_ref().is_some_and(|level| level.reached > 0)
    {
        let exercise: Exercise = client.get(&["exercises", &request.exercise]).await?;
        folder.write(STATEMENT, text(&exercise).as_bytes())?;
    }
    Ok(handed)
}

/// Shows what became of an attempt; the status is its verdict.
pub fn show(handed: Handed, json: bool) -> anyhow::Result<Status> {
    match handed {
        Handed::Cancelled { attempt } => {
            if json {
                print_json(&json!({ "attempt": attempt, "report": null }))?;
            } else {
                print("Cancelled.")?;
            }
            Ok(Status::Bad)
        }
        Handed::Judged { attempt, json: sent, report } => {
            if json {
                print_json(&json!({ "attempt": attempt, "report": sent }))?;
            } else {
                print(&report::text(&report))?;
            }
            Ok(report::status(report.verdict))
        }
    }
}
