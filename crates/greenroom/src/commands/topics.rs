//! `greenroom help TOPIC`, and what `greenroom` alone says.

use super::{Status, Wrong, print};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to read about; a list when absent
    topic: Option<String>,
}

/// Topics: name, one line, text.
const TOPICS: [(&str, &str, &str); 6] = [
    (
        "exercises",
        "working on an exercise in your own editor",
        include_str!("../topics/exercises.txt"),
    ),
    ("judge", "judging a submission, and reading a report", include_str!("../topics/judge.txt")),
    (
        "packages",
        "exercises as folders, and how they prove themselves",
        include_str!("../topics/packages.txt"),
    ),
    (
        "languages",
        "which languages there are, and adding one",
        include_str!("../topics/languages.txt"),
    ),
    (
        "sandbox",
        "what keeps a program in, and what it may use",
        include_str!("../topics/sandbox.txt"),
    ),
    (
        "exit-status",
        "what exit statuses mean, for scripts",
        include_str!("../topics/exit-status.txt"),
    ),
];

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let Some(topic) = &args.topic else {
        let list: Vec<String> =
            TOPICS.iter().map(|(name, summary, _)| format!("  {name:12} {summary}")).collect();
        print(&format!(
            "greenroom help TOPIC, where TOPIC is one of\n\n{}\n\n\
             greenroom COMMAND --help tells the options of a command.",
            list.join("\n")
        ))?;
        return Ok(Status::Good);
    };
    let found = TOPICS
        .iter()
        .find(|(name, _, _)| name == topic)
        .ok_or_else(|| Wrong(format!("there is no topic {topic}; `greenroom help` lists them")))?;
    print(found.2)?;
    Ok(Status::Good)
}

/// What to do first.
pub fn first_steps() -> anyhow::Result<Status> {
    print(include_str!("../topics/first-steps.txt"))?;
    Ok(Status::Good)
}
