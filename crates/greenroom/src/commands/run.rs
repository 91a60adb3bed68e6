//! `greenroom run FILE`: one program in the sandbox, without an exercise.

use std::path::PathBuf;
use std::time::Duration;

use exercise::Verdict;
use judge::executable::RunLimits;
use judge::plain::PlainRun;
use judge::submission::Submission;

use super::{Status, Wrong, print_json};
use crate::settings::{open_judge, parse_duration, parse_size};
use crate::terminal::{bytes, paint, safe, seconds, verdict_colour};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A source file, a folder of them, or a ZIP
    file: PathBuf,
    /// Language, where the file's ending does not say it
    #[arg(long)]
    language: Option<String>,
    /// Processor time
    #[arg(long, value_parser = parse_duration, default_value = "2s")]
    cpu: Duration,
    /// Time by the clock [default: three times the processor time, at least 2s more]
    #[arg(long, value_parser = parse_duration)]
    wall: Option<Duration>,
    /// Memory
    #[arg(long, value_parser = parse_size, default_value = "256MiB")]
    memory: u64,
    /// Standard output
    #[arg(long, value_parser = parse_size, default_value = "8MiB")]
    output: u64,
    /// Processes and threads at once
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=4096), default_value_t = 64)]
    processes: u32,
    /// Standard input [default: empty]
    #[arg(long, value_name = "FILE")]
    stdin: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Bytes of standard input that are read.
const INPUT_BYTES: u64 = 256 << 20;

pub fn run(args: &Args) -> anyhow::Result<Status> {
    match attempt(args) {
        Ok(result) => {
            show(args, &result)?;
            Ok(match result.verdict {
                Verdict::Accepted => Status::Good,
                Verdict::JudgeError => Status::Fault,
                _ => Status::Bad,
            })
        }
        Err(error) if args.json && Status::of(&error) == Status::Fault => {
            print_json(&PlainRun::not_run(Verdict::JudgeError, format!("{error:#}")))?;
            Err(error)
        }
        Err(error) => Err(error),
    }
}

fn attempt(args: &Args) -> anyhow::Result<PlainRun> {
    let mut submission = Submission::read(std::slice::from_ref(&args.file))?;
    submission.language.clone_from(&args.language);
    let input = match &args.stdin {
        Some(path) => read_input(path)?,
        None => Vec::new(),
    };
    let limits = RunLimits {
        cpu: args.cpu,
        wall: args.wall.unwrap_or_else(|| RunLimits::wall_for(args.cpu)),
        memory: args.memory,
        output: args.output,
        processes: Some(args.processes),
    };
    Ok(open_judge(None)?.run_plain(&submission, &input, &limits, None)?)
}

/// An input file, of bounded size.
pub fn read_input(path: &std::path::Path) -> anyhow::Result<Vec<u8>> {
    use std::io::Read;
    let wrong = |error: std::io::Error| {
        Wrong(format!("{} cannot be read: {error}; check the name", path.display()))
    };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(wrong)?;
    file.take(INPUT_BYTES + 1).read_to_end(&mut bytes).map_err(wrong)?;
    if bytes.len() as u64 > INPUT_BYTES {
        return Err(Wrong(format!(
            "{} has more than {} MiB; use a smaller input",
            path.display(),
            INPUT_BYTES >> 20
        ))
        .into());
    }
    Ok(bytes)
}

fn show(args: &Args, result: &PlainRun) -> anyhow::Result<()> {
    use std::io::Write;
    if args.json {
        return print_json(result);
    }
    let mut out = std::io::stdout().lock();
    match out.write_all(result.stdout.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    eprint!("{}", safe(&result.stderr));
    let line = format!(
        "{} · {} CPU · {} wall · {}",
        paint(verdict_colour(result.verdict), result.verdict.name()),
        seconds(result.cpu_ms * 1000),
        seconds(result.wall_ms * 1000),
        bytes(result.memory_bytes)
    );
    eprintln!("{line}");
    if !result.explanation.is_empty() {
        eprintln!("{}", safe(&result.explanation));
    }
    Ok(())
}
