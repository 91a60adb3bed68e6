//! `greenroom import`: takes in an archive of `greenroom export`; nothing comes twice.

use std::path::PathBuf;

use serde_json::Value;

use super::{Status, Wrong, block_on, print, print_json};
use crate::client::{Client, Reach};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Zip that `greenroom export` or the settings page wrote
    file: PathBuf,
    #[command(flatten)]
    reach: Reach,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let shown = args.file.display();
        let file = tokio::fs::File::open(&args.file)
            .await
            .map_err(|error| Wrong(format!("{shown} cannot be read: {error}")))?;
        let client = Client::open(&args.reach, None).await?;
        let done: anyhow::Result<Value> = client.upload(&["account", "imports"], file).await;
        client.close().await;
        let done = done?;
        if args.json {
            print_json(&done)?;
        } else {
            let (created, skipped) = (counted(&done["created"]), counted(&done["skipped"]));
            let created = if created.is_empty() { "nothing new".to_owned() } else { created };
            let rest = if skipped.is_empty() {
                String::new()
            } else {
                format!(" There already, or not taken in: {skipped}.")
            };
            print(&format!("Taken in: {created}.{rest}"))?;
        }
        Ok(Status::Good)
    })
}

/// `2 attempts, 1 notes`: what is not zero.
fn counted(counts: &Value) -> String {
    let list = counts.as_object().into_iter().flatten();
    let parts = list.filter_map(|(noun, number)| match number.as_u64()? {
        0 => None,
        1 => Some(format!("1 {}", noun.trim_end_matches('s'))),
        number => Some(format!("{number} {noun}")),
    });
    parts.collect::<Vec<_>>().join(", ")
}
