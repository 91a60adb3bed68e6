//! Statements and editorials: the source text, and plain text good enough for a terminal.
//!
//! Source is hostile input and is kept as it is. Rendering to safe HTML happens elsewhere.

use std::path::PathBuf;

/// `statement/problem.LANG.EXT` or `solution/solution.LANG.EXT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Code such as `en` or `pt-BR`.
    pub language: String,
    pub path: PathBuf,
    pub text: StatementText,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementText {
    /// Constants already replaced.
    Markdown(String),
    Latex(String),
    /// Carries its own samples; shown by a viewer, never read.
    Pdf,
}
