//! `greenroom watch`: tests the program of a folder at every save, until Ctrl C.

use std::path::PathBuf;
use std::pin::pin;
use std::time::{Duration, SystemTime};

use tokio::signal::unix::{SignalKind, signal};

use super::submit::show;
use super::test::{What, hand_in_known, request};
use super::{Status, Wrong, block_on, print};
use crate::client::{Client, Reach, Refusal};
use crate::exercise_folder::ExerciseFolder;
use crate::terminal::{Colour, paint, safe};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    reach: Reach,
}

/// How often the files are looked at: sooner than a person looks up, later than a disk minds.
const LOOK: Duration = Duration::from_millis(200);

/// How long an attempt may take to be taken back.
const GRACE: Duration = Duration::from_secs(5);

/// Name, time of the last change and size of every file; equal when nothing was saved.
type Seen = Vec<(String, Option<SystemTime>, u64)>;

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let folder = ExerciseFolder::here()?;
        watch(&folder, args).await
    })
}

async fn watch(folder: &ExerciseFolder, args: &Args) -> anyhow::Result<Status> {
    let mut stop = signal(SignalKind::interrupt())?;
    let mut last: Option<Seen> = None;
    loop {
        let now = seen(folder, args.what.input())?;
        if last.as_ref() != Some(&now) {
            last = Some(now);
            let mut testing = pin!(test(folder, args));
            tokio::select! {
                tested = &mut testing => tested?,
                _ = stop.recv() => {
                    // The attempt under way has heard it too, and takes itself back.
                    return match tokio::time::timeout(GRACE, testing).await {
                        Ok(Err(error)) => Err(error),
                        Ok(Ok(())) | Err(_) => Ok(Status::Good),
                    };
                }
            }
            print(&paint(Colour::Dim, "Waiting for a save; Ctrl C ends it."))?;
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.recv() => return Ok(Status::Good),
        }
    }
}

/// One test. What the person can mend does not end the watching.
async fn test(folder: &ExerciseFolder, args: &Args) -> anyhow::Result<()> {
    let tested = async {
        let request = request(folder, &[], &args.what)?;
        // Opened anew each time: in between, other commands may want the data folder.
        let client = Client::open(&args.reach, Some(&folder.marker.source)).await?;
        let handed = hand_in_known(&client, &request).await;
        client.close().await;
        show(handed?, false)
    };
    match tested.await {
        Ok(_) => Ok(()),
        Err(error) if Status::of(&error) == Status::Usage && !is_gone(&error) => {
            print(&safe(&format!("{error:#}")))
        }
        Err(error) => Err(error),
    }
}

/// Whether a save cannot mend it: the exercise is gone, or one is signed out.
fn is_gone(error: &anyhow::Error) -> bool {
    let status = error.downcast_ref::<Refusal>().map(|refusal| refusal.status);
    matches!(status, Some(401 | 403))
}

fn seen(folder: &ExerciseFolder, input: Option<&PathBuf>) -> anyhow::Result<Seen> {
    let mut files = folder.sources()?;
    files.extend(input.map(|path| (path.to_string_lossy().into_owned(), path.clone())));
    let look = |(name, path): (String, PathBuf)| {
        // An editor may be replacing it at this instant; then the next look finds it changed.
        let meta = std::fs::metadata(path).ok();
        let changed = meta.as_ref().and_then(|meta| meta.modified().ok());
        (name, changed, meta.map_or(0, |meta| meta.len()))
    };
    if files.is_empty() {
        let words = format!("there is nothing to watch in {}", folder.root.display());
        return Err(Wrong(words).into());
    }
    Ok(files.into_iter().map(look).collect())
}
