//! Reference programs: what the author labelled accepted, measured on this host for comparison.

use exercise::{Package, Submission};

/// Programs that are measured; more would only make the picture crowded.
const MOST: usize = 6;

/// The accepted programs of a package.
pub fn reference_programs(package: &Package) -> Vec<&Submission> {
    let accepted = |labelled: &&Submission| labelled.directory() == "accepted";
    package.submissions.iter().filter(accepted).take(MOST).collect()
}

/// Changes when the exercise does.
pub fn reference_version(package: &Package) -> String {
    package.version.clone().unwrap_or_else(|| String::from("0"))
}

pub fn subject(exercise: &str, version: &str) -> String {
    format!("{exercise}@{version}")
}

/// Name and version of a subject.
pub fn parts(subject: &str) -> (&str, &str) {
    subject.split_once('@').unwrap_or((subject, ""))
}
