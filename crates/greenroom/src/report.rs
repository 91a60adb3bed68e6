//! A report as the terminal shows it, whoever judged: this process, or a server.

use exercise::Verdict;
use judge::report::{Check, Evidence, Lane, Points, Report, Speaker};

use crate::commands::Status;
use crate::terminal::{Colour, bytes, paint, safe, seconds, verdict_colour};

/// Lines of a value that are shown before it is folded.
const LINES: usize = 12;
/// Characters of a line.
const COLUMNS: usize = 160;

/// As a shell reads it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:+@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The exit status that a verdict is.
pub fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Accepted => Status::Good,
        Verdict::JudgeError => Status::Fault,
        _ => Status::Bad,
    }
}

/// A verdict's short form in its colour.
pub fn marked(code: &str) -> String {
    match Verdict::from_code(code) {
        Some(verdict) => paint(verdict_colour(verdict), verdict.code()),
        None => safe(code),
    }
}

/// The report for people.
pub fn text(report: &Report) -> String {
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
