//! What reading or linting a package found: a rule, a place and one sentence.
//!
//! The catalogue of rules is `rules`; this is only the shape of one result.

use std::fmt;

/// One broken rule at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub severity: Severity,
    /// Stable id such as `E014`; it has a page in `docs/lints/`.
    pub rule: &'static str,
    /// Path inside the package, with `/`; empty for the package as a whole.
    pub file: String,
    /// From 1, where the rule is about one line.
    pub line: Option<usize>,
    /// One sentence: what is wrong, then what to do.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The package is refused.
    Error,
    Warning,
}

/// The package cannot be honoured; at least one finding is an error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", list(.findings))]
pub struct Refused {
    /// Errors first, then warnings; never empty.
    pub findings: Vec<Finding>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match (self.file.as_str(), self.line) {
            ("", _) => "package",
            (file, _) => file,
        };
        write!(f, "{place}")?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {} {}", self.rule, self.message)
    }
}

fn list(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(Finding::to_string).collect::<Vec<_>>().join("\n")
}
