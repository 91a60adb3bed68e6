//! `greenroom test`: runs the program of a folder on the samples, a case, or an own input.

use std::path::{Path, PathBuf};

use super::{Status, Wrong, block_on, run::read_input, submit::show};
use crate::client::{AttemptRequest, Client, Exercise, Handed, Reach, hand_in};
use crate::exercise_folder::ExerciseFolder;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files to run [default: those of this folder with the language's endings]
    files: Vec<PathBuf>,
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    reach: Reach,
    /// Print one JSON object: the attempt and its report
    #[arg(long)]
    json: bool,
}

/// What to run on.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct What {
    /// Only this case, such as sample/1 or just 1
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// Run on this input of your own; nothing is compared
    #[arg(long, value_name = "FILE", conflicts_with = "case")]
    input: Option<PathBuf>,
    /// The file or class that starts, where several could
    #[arg(long)]
    entry: Option<String>,
}

impl What {
    pub fn input(&self) -> Option<&PathBuf> {
        self.input.as_ref()
    }
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let folder = ExerciseFolder::here()?;
        let request = request(&folder, &args.files, &args.what)?;
        let client = Client::open(&args.reach, Some(&folder.marker.source)).await?;
        let handed = hand_in_known(&client, &request).await;
        client.close().await;
        show(handed?, args.json)
    })
}

/// Hands in, unless the case is a sample that there is not.
pub async fn hand_in_known(client: &Client, request: &AttemptRequest) -> anyhow::Result<Handed> {
    if let Some(case) = request.only.as_deref().filter(|case| case.starts_with("sample/")) {
        let exercise: Exercise = client.get(&["exercises", &request.exercise]).await?;
        let names: Vec<&str> = exercise.samples.iter().map(|sample| sample.name.as_str()).collect();
        let group = format!("{case}/");
        if !names.iter().any(|name| *name == case || name.starts_with(&group)) {
            let words = format!("there is no case {case}; name one of {}", names.join(", "));
            return Err(Wrong(words).into());
        }
    }
    hand_in(client, request).await
}

pub fn request(
    folder: &ExerciseFolder,
    files: &[PathBuf],
    what: &What,
) -> anyhow::Result<AttemptRequest> {
    let only = what
        .case
        .as_ref()
        .map(|case| if case.contains('/') { case.clone() } else { format!("sample/{case}") });
    Ok(AttemptRequest {
        exercise: folder.marker.exercise.clone(),
        purpose: "run",
        language: folder.marker.language.clone(),
        files: folder.program(files)?,
        entry_point: what.entry.clone(),
        input: what.input.as_deref().map(input).transpose()?,
        only,
    })
}

fn input(path: &Path) -> anyhow::Result<String> {
    let text = String::from_utf8(read_input(path)?).ok().filter(|text| !text.contains('\0'));
    text.ok_or_else(|| Wrong(format!("{} is no text; use UTF-8 text", path.display())).into())
}
