//! `greenroom backup`: the whole database in one file, while the server runs.

use std::path::PathBuf;

use serde_json::json;
use store::Store;

use super::{Status, block_on, print, print_json};
use crate::host::Place;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// File to write; it must not be there yet
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let location = args.place.existing()?;
        let store = Store::open(&location).await?;
        let written = store.backup(&args.file).await;
        let schema = store.schema();
        store.close().await;
        written?;
        let bytes = std::fs::metadata(&args.file)?.len();
        let file = args.file.display();
        if args.json {
            print_json(&json!({ "file": file.to_string(), "bytes": bytes, "schema": schema }))?;
        } else {
            print(&format!(
                "{file} holds everything, {bytes} bytes, checked. `greenroom restore {file}` puts \
                 it back."
            ))?;
        }
        Ok(Status::Good)
    })
}
