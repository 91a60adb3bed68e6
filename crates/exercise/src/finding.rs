//! What reading or linting a package found: a rule, a place and one sentence.
//!
//! The catalogue of rules is `rules`; this is only the shape of one result.

use std::fmt;

use crate::rules;

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

/// What is collected while a package is read.
#[derive(Debug)]
pub struct Findings {
    list: Vec<Finding>,
    strictness: Strictness,
}

/// What happens to errors that a reader could live with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    #[default]
    Strict,
    /// Rules that are marked lenient become warnings.
    Lenient,
}

impl Findings {
    /// A broken package is not worth an endless list.
    const MAX: usize = 200;

    pub fn new(strictness: Strictness) -> Self {
        Self { list: Vec::new(), strictness }
    }

    pub fn add(
        &mut self,
        rule: &'static str,
        file: &str,
        line: Option<usize>,
        message: impl Into<String>,
    ) {
        if self.list.len() >= Self::MAX {
            return;
        }
        let lenient = self.strictness == Strictness::Lenient
            && rules::rule(rule).is_some_and(|rule| rule.lenient);
        let severity =
            if rule.starts_with('E') && !lenient { Severity::Error } else { Severity::Warning };
        let (file, message) = (file.to_owned(), message.into());
        let finding = Finding { severity, rule, file, line, message };
        if !self.list.contains(&finding) {
            self.list.push(finding);
        }
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Errors first, then by place.
    pub fn into_sorted(mut self) -> Vec<Finding> {
        self.list.sort_by(|a, b| {
            (a.severity, &a.file, a.line, a.rule).cmp(&(b.severity, &b.file, b.line, b.rule))
        });
        self.list
    }
}

fn list(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(Finding::to_string).collect::<Vec<_>>().join("\n")
}
