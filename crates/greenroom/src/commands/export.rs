//! `greenroom export`: everything one owns as an archive of open formats.

use std::path::PathBuf;

use serde_json::json;

use super::{Status, Wrong, block_on, print, print_json};
use crate::client::{Client, Reach};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Zip to write; it must not be there yet
    file: PathBuf,
    #[command(flatten)]
    reach: Reach,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        if args.file.exists() {
            let words = format!("{} is there already; name a new file", args.file.display());
            return Err(Wrong(words).into());
        }
        let client = Client::open(&args.reach, None).await?;
        let written = client.download(&["account", "export"], &args.file).await;
        client.close().await;
        let bytes = written?;
        let file = args.file.display();
        if args.json {
            print_json(&json!({ "file": file.to_string(), "bytes": bytes }))?;
        } else {
            print(&format!("{file} holds everything that is yours, {bytes} bytes."))?;
        }
        Ok(Status::Good)
    })
}
