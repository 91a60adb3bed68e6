//! What can go wrong on our side. A candidate's fault is an [`crate::Outcome`], never an error.

use std::io;

pub type Result<T> = std::result::Result<T, Error>;

/// A failure of the sandbox or of its host.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the sandbox could not {step}: {source}")]
    Step { step: &'static str, source: io::Error },
    #[error("the sandbox could not be prepared: {step}; `greenroom doctor` tells more")]
    Prepare { step: String },
    #[error("the sandbox lost a container: {0}")]
    Lost(&'static str),
    /// A caller set caps on what to copy out, and a run left more.
    #[error("the run left more files or bytes than may be copied out")]
    TooMuch,
    #[error("{0}")]
    BadRequest(String),
}

impl Error {
    /// For `map_err`: names the step that failed.
    pub fn at(step: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Step { step, source }
    }
}
