//! `greenroom db copy`: moves everything between SQLite and PostgreSQL, and checks what arrived.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, json};
use store::{Location, Store};

use super::{Status, Wrong, block_on, print, print_json};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Copy all data into an empty database of either kind
    Copy(CopyArgs),
}

#[derive(Debug, clap::Args)]
struct CopyArgs {
    /// Database to read: a path of SQLite, or the address of a PostgreSQL
    #[arg(long, value_name = "ADDRESS")]
    from: String,
    /// Empty database to write
    #[arg(long, value_name = "ADDRESS")]
    to: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// How often the bar is drawn at most.
const DRAW: Duration = Duration::from_millis(100);

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let Command::Copy(args) = &args.command;
    block_on(copy(args))
}

async fn copy(args: &CopyArgs) -> anyhow::Result<Status> {
    let parse = |text: &str| {
        text.parse::<Location>().map_err(|error: store::Error| Wrong(error.to_string()))
    };
    let (from, to) = (parse(&args.from)?, parse(&args.to)?);
    if let Location::Sqlite(path) = &from
        && !path.is_file()
    {
        let words = format!("{} is no file; name a database that is there", path.display());
        return Err(Wrong(words).into());
    }
    let from = Store::open(&from).await?;
    let to = match Store::open(&to).await {
        Ok(to) => to,
        Err(error) => {
            from.close().await;
            return Err(error.into());
        }
    };
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(
        "{msg:12} {bar:30} {human_pos} of {human_len} rows",
    )?);
    bar.enable_steady_tick(DRAW);
    let copied = store::copy(&from, &to, &mut |progress| {
        bar.set_message(progress.table);
        bar.set_length(progress.of);
        bar.set_position(progress.rows);
    })
    .await;
    bar.finish_and_clear();
    from.close().await;
    to.close().await;
    let copied = copied?;
    if args.json {
        let tables: Map<_, _> =
            copied.tables.iter().map(|(name, rows)| ((*name).to_owned(), json!(rows))).collect();
        print_json(&json!({ "rows": copied.rows(), "tables": tables }))?;
    } else {
        let (rows, tables) = (copied.rows(), copied.tables.len());
        print(&format!(
            "{rows} rows of {tables} tables are copied; counts and checksums agree. Start the \
             server with --database to use the new one."
        ))?;
    }
    Ok(Status::Good)
}
