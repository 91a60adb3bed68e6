//! `greenroom judge PACKAGE FILE…`: a submission on an exercise.

use std::path::PathBuf;
use std::sync::Arc;

use exercise::{Package, ReadOptions};
use judge::report::{Order, Report};
use judge::submission::{Refused, Submission, is_plain};
use judge::{Event, Options};

use super::{Status, Wrong, print, print_json, run::read_input};
use crate::exercise_folder::MARKER;
use crate::library;
use crate::report::{self, quoted};
use crate::settings::{cache_folder, data_folder, open_judge};
use crate::terminal::Bar;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A problem package: a folder, or a .zip or .kpp archive of one; or an exercise of the library
    package: PathBuf,
    /// Source files, a folder of them, or one ZIP
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Language, where the files' endings do not say it
    #[arg(long)]
    language: Option<String>,
    /// The file or class that starts, where several could
    #[arg(long)]
    entry: Option<String>,
    /// Only this case, such as secret/03
    #[arg(long, conflicts_with = "lane")]
    case: Option<String>,
    /// Only this test group, such as secret/2-large
    #[arg(long)]
    lane: Option<String>,
    /// Run on this input of your own instead of the cases
    #[arg(long, value_name = "FILE", conflicts_with_all = ["case", "lane"])]
    input: Option<PathBuf>,
    /// Run every case, not only up to the first that fails
    #[arg(long)]
    all: bool,
    /// Recorded in the report, and the seed of whatever is random
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Cases that run at the same time [default: one for each core]
    #[arg(long)]
    jobs: Option<usize>,
    /// A folder of further exercises for the library; may be given several times
    #[arg(long, env = "GREENROOM_EXERCISES", value_name = "FOLDER", value_delimiter = ':')]
    exercises: Vec<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let package = package(args)?;
    let judge = open_judge(args.jobs)?;
    if let Some(name) = &args.language
        && judge.compiler().registry().by_name(name).is_none()
    {
        let wrong = format!("the language {name} is not known; `greenroom languages` lists them");
        return Err(Wrong(wrong).into());
    }
    let options = Options {
        seed: args.seed,
        order: Order::SmallestFirst,
        stop: if args.all { judge::Stop::AsPackaged } else { judge::Stop::WhenDecided },
        only: args.case.clone().or_else(|| args.lane.clone()),
        ..Options::default()
    };
    let mut report = match Submission::read(&args.files) {
        Ok(mut submission) => {
            submission.language.clone_from(&args.language);
            submission.entry_point.clone_from(&args.entry);
            judged(&judge, &package, &submission, &options, args)?
        }
        Err(error @ (Refused::Unreadable { .. } | Refused::NotAFile(_) | Refused::Nothing)) => {
            return Err(Wrong(error.to_string()).into());
        }
        Err(refused) => judge.refuse(&package, &refused, &options),
    };
    report.reproduce = Some(reproduce(args, &report));
    if args.json {
        print_json(&report)?;
    } else {
        print(&report::text(&report))?;
    }
    Ok(report::status(report.verdict))
}

/// The package at the path; where there is nothing, the exercise of the library with this name.
fn package(args: &Args) -> anyhow::Result<Arc<Package>> {
    let name = args.package.to_string_lossy();
    // The folder that `start` made is named like its exercise, and is no package.
    let is_package = args.package.exists() && !args.package.join(MARKER).is_file();
    if is_package || !is_plain(&name) || name.contains('/') {
        return Ok(Arc::new(Package::read(&args.package, ReadOptions::default())?.0));
    }
    // Not unpacked into the data folder: a server of another version may have its own there.
    let cache = cache_folder().map_or_else(|| data_folder(None), Ok)?;
    let library = library::open(&cache, &args.exercises)?;
    let entry = library.get(&name).ok_or_else(|| {
        Wrong(format!(
            "{name} is neither a file or folder here nor an exercise of the library; \
             `greenroom list` shows those"
        ))
    })?;
    Ok(entry.package)
}

fn judged(
    judge: &judge::Judge,
    package: &Package,
    submission: &Submission,
    options: &Options,
    args: &Args,
) -> anyhow::Result<Report> {
    if let Some(path) = &args.input {
        let input = read_input(path)?;
        return Ok(judge.try_input(package, submission, &input, options)?);
    }
    let mut bar = Bar::new(0);
    let report = judge.judge(package, submission, options, &mut |event| match event {
        Event::Compiling { language } => bar.say(&format!("compiling {language}")),
        Event::Compiled(_) => bar.say("compiled"),
        Event::TimingSubmissions { count } => bar.say(&format!("timing {count} submissions")),
        Event::Planned { checks, .. } => bar.add_total(*checks),
        Event::Checked(check) => bar.step(&check.id),
    });
    bar.clear();
    Ok(report?)
}

/// The command that repeats the first failure, or the whole.
fn reproduce(args: &Args, report: &Report) -> String {
    let mut words = vec![String::from("greenroom"), String::from("judge")];
    words.push(quoted(&args.package.to_string_lossy()));
    words.extend(args.files.iter().map(|file| quoted(&file.to_string_lossy())));
    let mut option = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            words.push(name.to_owned());
            words.push(quoted(&value));
        }
    };
    option("--language", args.language.clone());
    option("--entry", args.entry.clone());
    option("--input", args.input.as_ref().map(|path| path.to_string_lossy().into_owned()));
    if args.input.is_none() {
        option("--case", report.first_failure.clone().or_else(|| args.case.clone()));
        option("--lane", args.lane.clone().filter(|_| report.first_failure.is_none()));
    }
    if args.seed != 0 {
        option("--seed", Some(args.seed.to_string()));
    }
    words.join(" ")
}
