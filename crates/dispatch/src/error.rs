//! What can go wrong on our side while work is handed out.

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Judge(#[from] judge::Error),
    /// What was asked for cannot be done, and the asker can mend it.
    #[error("{0}")]
    Refused(String),
    #[error("a worker's thread ended early: {0}")]
    Thread(#[from] tokio::task::JoinError),
    #[error("a report cannot be written: {0}")]
    Report(#[from] serde_json::Error),
}
