//! `greenroom restore`: puts a backup in the place of the database, and keeps what was there.

use std::path::PathBuf;

use serde_json::json;
use store::Location;

use super::{Status, Wrong, block_on, print, print_json};
use crate::host::{Lock, Place, Taken};
use crate::settings::data_folder;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A file that `greenroom backup` wrote
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        if !args.file.is_file() {
            let words =
                format!("{} is no file; name one of `greenroom backup`", args.file.display());
            return Err(Wrong(words).into());
        }
        let data = data_folder(args.place.data.as_deref())?;
        // Nobody may work on the folder meanwhile; the lock goes when this command ends.
        let _lock = match Lock::take(&data)? {
            Taken::Free(lock) => lock,
            Taken::Served(url) => {
                let words = format!("{url} serves this data; stop that server, then restore");
                return Err(Wrong(words).into());
            }
            Taken::Busy => {
                let words = "another greenroom works on this data; wait until it has ended";
                return Err(Wrong(words.into()).into());
            }
        };
        let location = args.place.location()?;
        let done = store::restore(&location, &args.file).await?;
        let kept = done.kept.map(|path| path.display().to_string());
        if args.json {
            print_json(&json!({ "kept": kept, "schema": done.schema }))?;
            return Ok(Status::Good);
        }
        let before = match (&kept, &location) {
            (Some(path), _) => format!(" What was there before is in {path}."),
            (None, Location::Postgres(_)) => String::from(" What was there before was replaced."),
            (None, Location::Sqlite(_)) => String::new(),
        };
        print(&format!("{} is restored.{before}", args.file.display()))?;
        Ok(Status::Good)
    })
}
