//! `greenroom judge PACKAGE FILE…`: a submission on an exercise.

use std::path::PathBuf;

use exercise::{Package, ReadOptions, Verdict};
use judge::report::{Check, Evidence, Lane, Order, Points, Report, Speaker};
use judge::submission::{Refused, Submission};
use judge::{Event, Options};

use super::{Status, Wrong, print, print_json, run::read_input};
use crate::settings::open_judge;
use crate::terminal::{Bar, Colour, bytes, paint, safe, seconds, verdict_colour};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A problem package: a folder, or a .zip or .kpp archive of one
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
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Lines of a value that are shown before it is folded.
const LINES: usize = 12;
/// Characters of a line.
const COLUMNS: usize = 160;

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let (package, _) = Package::read(&args.package, ReadOptions::default())?;
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
        print(&text(&report))?;
    }
    Ok(match report.verdict {
        Verdict::Accepted => Status::Good,
        Verdict::JudgeError => Status::Fault,
        _ => Status::Bad,
    })
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
        Event::Planned { checks } => bar.add_total(*checks),
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

/// As a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:+@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The report for people.
fn text(report: &Report) -> String {
    let mut lines = vec![headline(report)];
    let kept = report.compilation.iter().filter_map(|compilation| compilation.note.as_ref());
    lines.extend(report.notes.iter().chain(kept).map(|note| format!("note: {}", safe(note))));
    let width = report.lanes.iter().map(|lane| lane.title.chars().count()).max().unwrap_or(0);
    lines.extend(report.lanes.iter().map(|lane| lane_line(lane, width)));
    if report.verdict == Verdict::CompileError
        && let Some(compilation) = &report.compilation
    {
        lines.push(folded(&compilation.output.text, compilation.output.dropped));
    }
    if !report.verdict.is_accepted() {
        lines.push(safe(&report.explanation));
    }
    if let Some(check) = report.first_failure.as_deref().and_then(|id| report.check(id)) {
        lines.extend(check.evidence.iter().filter_map(evidence));
        lines.push(paint(Colour::Dim, report.reproduce.as_deref().unwrap_or_default()));
    } else if let Some(check) = report.check("custom") {
        lines.extend(check.evidence.iter().filter_map(evidence));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn headline(report: &Report) -> String {
    let mut parts = vec![
        paint(Colour::Bold, safe(&report.title)),
        safe(&report.provenance.toolchain),
        paint(verdict_colour(report.verdict), report.verdict.name()),
    ];
    if let Some(points) = report.points {
        parts.push(match points.of {
            Some(of) => format!("{} of {of} points", points.got),
            None => format!("{} points", points.got),
        });
    }
    if let Some(level) = &report.level {
        parts.push(format!("level {} of {}", level.reached, level.of));
    }
    let passed = report.checks().filter(|check| check.verdict.is_accepted()).count();
    let planned: usize = report.lanes.iter().map(|lane| lane.checks.len() + lane.skipped).sum();
    if planned > 0 {
        parts.push(format!("{passed} of {planned} checks"));
        parts.push(format!("slowest {}", seconds(report.measures.cpu_us)));
        parts.push(bytes(report.measures.memory_bytes));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn lane_line(lane: &Lane, width: usize) -> String {
    let mark = |check: &Check| {
        let sign = if check.verdict.is_accepted() { "●" } else { check.verdict.code() };
        paint(verdict_colour(check.verdict), sign)
    };
    let marks: Vec<String> = lane.checks.iter().map(mark).collect();
    let separator =
        if lane.checks.iter().all(|check| check.verdict.is_accepted()) { "" } else { " " };
    let mut line = format!("{:width$}  {}", safe(&lane.title), marks.join(separator));
    if lane.skipped > 0 {
        line.push_str(&paint(Colour::Dim, format!("  {} not run", lane.skipped)));
    }
    match lane.points {
        Some(Points { got, of: Some(of) }) => format!("{line}  {got} of {of}"),
        Some(Points { got, of: None }) => format!("{line}  {got}"),
        None => line,
    }
}

fn evidence(evidence: &Evidence) -> Option<String> {
    match evidence {
        Evidence::Text { title, text } => {
            let title = paint(Colour::Dim, format!("{title}:"));
            Some(format!("{title}\n{}", folded(&text.text, text.dropped)))
        }
        Evidence::Diff { diff } => {
            let side = |name: &str, text: &Option<String>| {
                text.as_ref().map(|text| format!("  {name} {}", safe(text)))
            };
            let sides = [side("expected", &diff.expected), side("got     ", &diff.got)];
            Some(sides.into_iter().flatten().collect::<Vec<_>>().join("\n"))
        }
        // The explanation has said it.
        Evidence::Crash { .. } => None,
        Evidence::Transcript { entries, dropped } => {
            let mut text = String::new();
            for said in entries {
                let sign = if said.by == Speaker::Judge { "<" } else { ">" };
                for line in said.text.lines() {
                    text.extend([sign, " ", line, "\n"]);
                }
            }
            let title = paint(Colour::Dim, "talk (< judge, > submission):");
            Some(format!("{title}\n{}", folded(&text, *dropped)))
        }
    }
}

/// The first lines, and how much more there is.
fn folded(text: &str, dropped: u64) -> String {
    let text = safe(text);
    let total = text.lines().count();
    let mut lines: Vec<String> = text
        .lines()
        .take(LINES)
        .map(|line| {
            let mut short: String = line.chars().take(COLUMNS).collect();
            if short.len() < line.len() {
                short.push('…');
            }
            format!("  {short}")
        })
        .collect();
    if total > LINES || dropped > 0 {
        let more = total.saturating_sub(LINES);
        let rest = paint(Colour::Dim, format!("  … {more} more lines, --json has more"));
        lines.push(rest);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (word, expected) in [
            ("a/b.py", "a/b.py"),
            ("a b", "'a b'"),
            ("it's", "'it'\\''s'"),
            ("", "''"),
            ("$(x)", "'$(x)'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn long_values_are_folded() {
        let text = folded(&"x\n".repeat(20), 0);
        assert_eq!(text.lines().count(), LINES + 1);
        assert!(text.ends_with("… 8 more lines, --json has more"));
    }
}
