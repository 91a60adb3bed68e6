//! What can go wrong on our side, or on the package's. A candidate's fault is a report instead.

use std::path::PathBuf;

use crate::language::{Missing, RegistryError};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Sandbox(#[from] sandbox::Error),
    #[error(transparent)]
    Languages(#[from] RegistryError),
    /// The host lacks a compiler or interpreter.
    #[error(transparent)]
    Missing(#[from] Missing),
    #[error("{} cannot be read: {source}; check that it is there and readable", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{} cannot be written: {source}; free space there or set GREENROOM_CACHE", path.display())]
    Unwritable { path: PathBuf, source: std::io::Error },
    /// The exercise does not work: a validator that does not compile, a wrong argument.
    #[error("the package {package} does not work: {reason}")]
    Package { package: String, reason: String },
    /// A caller asked for something that is not there.
    #[error("{0}")]
    Request(String),
    #[error("judging was cancelled")]
    Cancelled,
}

impl Error {
    pub(crate) fn package(package: &exercise::Package, reason: impl Into<String>) -> Self {
        Self::Package { package: package.name.clone(), reason: reason.into() }
    }
}
