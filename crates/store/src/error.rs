//! What can go wrong with a database: one sentence each, what happened and what to do.

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database is busy with something else; try again in a moment")]
    Busy(#[source] sqlx::Error),
    #[error("the database does not answer ({0}); check that it runs and that its address is right")]
    Unavailable(#[source] sqlx::Error),
    /// A row that must be there is not.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Somebody else was first.
    #[error("{0}")]
    Conflict(&'static str),
    #[error(
        "the database was made by a newer Greenroom (schema {found}, this one knows {known}); use \
         that version, or restore a backup from before"
    )]
    Newer { found: i64, known: i64 },
    #[error("the database cannot be written; make its file and folder writable")]
    ReadOnly(#[source] sqlx::Error),
    #[error("the disk of the database is full; free space there, nothing that was saved is lost")]
    Full(#[source] sqlx::Error),
    #[error("the database file is damaged ({0}); restore a backup")]
    Damaged(String),
    #[error("the address {0} is no database; write a path, sqlite:PATH or postgres://HOST/NAME")]
    Address(String),
    #[error("{path} cannot be {action}: {source}; check that folder and its permissions")]
    File { path: std::path::PathBuf, action: &'static str, source: std::io::Error },
    #[error("a stored {what} cannot be read: {source}")]
    Stored { what: &'static str, source: serde_json::Error },
    #[error("a text holds the character U+0000, which cannot be stored; remove it")]
    Nul,
    #[error("{0}")]
    Archive(String),
    #[error("the database failed: {0}")]
    Other(#[source] sqlx::Error),
}

/// SQLite's primary result codes, <https://www.sqlite.org/rescode.html>.
mod sqlite {
    pub const BUSY: i32 = 5;
    pub const LOCKED: i32 = 6;
    pub const READ_ONLY: i32 = 8;
    pub const INPUT_OUTPUT: i32 = 10;
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const CANNOT_OPEN: i32 = 14;
    pub const NOT_A_DATABASE: i32 = 26;
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => return Self::Busy(error),
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::Tls(_) => {
                return Self::Unavailable(error);
            }
            _ => {}
        }
        let Some(found) = error.as_database_error() else { return Self::Other(error) };
        if found.is_unique_violation() {
            return Self::Conflict("it is there already");
        }
        if found.is_foreign_key_violation() {
            return Self::NotFound("account or attempt that this belongs to");
        }
        let code = found.code().unwrap_or_default().into_owned();
        // PostgreSQL's are five characters; SQLite's numbers, extended ones in the higher bits.
        match code.as_str() {
            "53100" => return Self::Full(error),
            "25006" => return Self::ReadOnly(error),
            "57P01" | "57P02" | "57P03" | "53300" | "3D000" | "28P01" | "28000" => {
                return Self::Unavailable(error);
            }
            "40001" | "40P01" | "55P03" => return Self::Busy(error),
            _ => {}
        }
        match code.parse::<i32>().map(|number| number & 0xff) {
            Ok(sqlite::BUSY | sqlite::LOCKED) => Self::Busy(error),
            Ok(sqlite::READ_ONLY) => Self::ReadOnly(error),
            Ok(sqlite::FULL) => Self::Full(error),
            Ok(sqlite::CORRUPT | sqlite::NOT_A_DATABASE) => Self::Damaged(found.to_string()),
            Ok(sqlite::CANNOT_OPEN | sqlite::INPUT_OUTPUT) => Self::Unavailable(error),
            _ => Self::Other(error),
        }
    }
}
