//! `greenroom open`: the page of an exercise.

use serde_json::json;

use super::{Status, Wrong, block_on, named, print, print_json, serve::open_browser};
use crate::client::{Client, Reach};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Short name of an exercise [default: the one of this folder]
    exercise: Option<String>,
    /// Only print the address
    #[arg(long)]
    no_browser: bool,
    #[command(flatten)]
    reach: Reach,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let (slug, source) = named(args.exercise.as_deref())?;
        let client = Client::open(&args.reach, source.as_ref()).await?;
        let url = client.page(&["practice", &slug]);
        client.close().await;
        let url = url.ok_or_else(|| {
            let words =
                "no server shows pages of this data folder; start one with `greenroom serve`";
            Wrong(words.into())
        })?;
        if args.json {
            print_json(&json!({ "url": url.as_str() }))?;
        } else {
            print(url.as_str())?;
        }
        if !args.no_browser {
            open_browser(url.as_str());
        }
        Ok(Status::Good)
    })
}
