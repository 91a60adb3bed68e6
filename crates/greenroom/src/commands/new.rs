//! `greenroom new KIND SLUG`: the start of an exercise, which verifies as it is.

use std::path::PathBuf;

use exercise::{ExerciseKind, skeleton};

use super::{Status, Wrong, print};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Kind of exercise
    kind: String,
    /// Name of the folder: lower-case letters and digits
    slug: String,
    /// Folder to make it in
    #[arg(long, default_value = ".")]
    parent: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let kind = ExerciseKind::from_name(&args.kind).ok_or_else(|| {
        let known: Vec<&str> = ExerciseKind::ALL.iter().map(|kind| kind.name()).collect();
        Wrong(format!("there is no kind {}; use one of {}", args.kind, known.join(", ")))
    })?;
    let path = skeleton::write(kind, &args.slug, &args.parent)?;
    print(&format!(
        "{0} is there. Next: write its statement and data, then greenroom verify {0}",
        path.display()
    ))?;
    Ok(Status::Good)
}
