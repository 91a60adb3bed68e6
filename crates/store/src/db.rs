//! Two kinds of database behind one set of functions: SQL in, rows out.
//!
//! Theory of operation. A statement is one text for both dialects with `$1` parameters; the few
//! that differ choose by [`Engine`]. SQLite has one connection that writes (`BEGIN IMMEDIATE`, so
//! that a transaction never fails half-way for want of the lock) and several that only read;
//! PostgreSQL has one pool for both. Parameters are [`Value`]s, rows are [`Row`]s: both exist only
//! so that no query is written twice.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection, PgPool, Postgres, Row as _, Sqlite, SqlitePool,
    Transaction,
};

use crate::error::{Error, Result};
use crate::id::Id;

/// Connections that read a SQLite file at once.
const READERS: u32 = 4;
/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 16;
/// How long one waits for a connection before the database counts as busy.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(8);
/// Pages of a file that each SQLite connection keeps, in KiB: the working set of lists.
const CACHE_KIB: i32 = 4096;

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    Sqlite(PathBuf),
    Postgres(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Clone, Debug)]
pub enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// One parameter of a statement.
#[derive(Clone, Debug)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Real(Option<f64>),
    Bool(bool),
    Bytes(Vec<u8>),
}

/// One row of an answer.
#[derive(Debug)]
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A transaction; rolled back when dropped.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Parameters in their order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}
pub(crate) use args;

/// As it may stand in a log: without a password.
impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl FromStr for Location {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.contains("://") {
            return Err(Error::Address(text.to_owned()));
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

impl Db {
    pub async fn open(location: &Location) -> Result<Self> {
        match location {
            Location::Sqlite(path) => Self::open_sqlite(path).await,
            Location::Postgres(url) => {
                let options = PgConnectOptions::from_str(url)
                    .map_err(|_| Error::Address(without_password(url)))?
                    .application_name("greenroom");
                // A pool would try until its patience ends, and call a missing server busy.
                PgConnection::connect_with(&options).await?.close().await?;
                let pool = PgPoolOptions::new()
                    .max_connections(CONNECTIONS)
                    .acquire_timeout(PATIENCE)
                    .connect_with(options)
                    .await?;
                Ok(Self::Postgres(pool))
            }
        }
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("cache_size", (-CACHE_KIB).to_string())
            .pragma("temp_store", "memory");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone().create_if_missing(true))
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self::Sqlite { read, write })
    }

    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Rows of a statement that only reads.
    pub async fn all(&self, sql: impl Into<String>, values: Vec<Value>) -> Result<Vec<Row>> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite { read, .. } => {
                let rows = sqlx::query_with(sql, sqlite(values)?).fetch_all(read).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(pool) => {
                let rows = sqlx::query_with(sql, postgres(values)?).fetch_all(pool).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row of a statement that only reads.
    pub async fn first(&self, sql: impl Into<String>, values: Vec<Value>) -> Result<Option<Row>> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// One statement that writes; answers how many rows it changed.
    pub async fn write(&self, sql: impl Into<String>, values: Vec<Value>) -> Result<u64> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite { write, .. } => {
                sqlx::query_with(sql, sqlite(values)?).execute(write).await?.rows_affected()
            }
            Self::Postgres(pool) => {
                sqlx::query_with(sql, postgres(values)?).execute(pool).await?.rows_affected()
            }
        })
    }

    /// A transaction that only reads, and sees one state of everything.
    pub async fn snapshot(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Self::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Tx::Postgres(pool.begin_with(begin).await?)
            }
        })
    }

    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }
}

impl Tx {
    pub async fn all(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<Vec<Row>> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite(tx) => {
                let rows = sqlx::query_with(sql, sqlite(values)?).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let rows = sqlx::query_with(sql, postgres(values)?).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    pub async fn first(
        &mut self,
        sql: impl Into<String>,
        values: Vec<Value>,
    ) -> Result<Option<Row>> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    pub async fn write(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<u64> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite(tx) => {
                sqlx::query_with(sql, sqlite(values)?).execute(&mut **tx).await?.rows_affected()
            }
            Self::Postgres(tx) => {
                sqlx::query_with(sql, postgres(values)?).execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Several statements without parameters, as a migration has them.
    pub async fn script(&mut self, sql: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
            Self::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

macro_rules! arguments {
    ($name:ident $arguments:ty) => {
        fn $name(values: Vec<Value>) -> Result<$arguments> {
            use sqlx::Arguments;
            let mut out = <$arguments>::default();
            for value in values {
                if matches!(&value, Value::Text(Some(text)) if text.contains('\0')) {
                    return Err(Error::Nul);
                }
                let added = match value {
                    Value::Text(value) => out.add(value),
                    Value::Int(value) => out.add(value),
                    Value::Real(value) => out.add(value),
                    Value::Bool(value) => out.add(value),
                    Value::Bytes(value) => out.add(value),
                };
                added.map_err(|error| Error::Other(sqlx::Error::Encode(error)))?;
            }
            Ok(out)
        }
    };
}

arguments!(sqlite SqliteArguments);
arguments!(postgres PgArguments);

macro_rules! columns {
    ($($name:ident $type:ty;)*) => {
        impl Row {$(
            pub fn $name(&self, column: &str) -> Result<$type> {
                Ok(match self {
                    Self::Sqlite(row) => row.try_get(column)?,
                    Self::Postgres(row) => row.try_get(column)?,
                })
            }
        )*}
    };
}

columns! {
    text String;
    optional_text Option<String>;
    int i64;
    optional_int Option<i64>;
    optional_real Option<f64>;
    flag bool;
    bytes Vec<u8>;
}

impl Row {
    pub fn id<T>(&self, column: &str) -> Result<Id<T>> {
        let text = self.text(column)?;
        let wrong = || Error::Damaged(format!("{column} {text} is no id"));
        Id::parse(&text).ok_or_else(wrong)
    }

    /// A number that is never negative.
    pub fn count<N: TryFrom<i64>>(&self, column: &str) -> Result<N> {
        let number = self.int(column)?;
        N::try_from(number).map_err(|_| Error::Damaged(format!("{column} is {number}")))
    }

    pub fn optional_count<N: TryFrom<i64>>(&self, column: &str) -> Result<Option<N>> {
        let Some(number) = self.optional_int(column)? else { return Ok(None) };
        let found = N::try_from(number);
        found.map(Some).map_err(|_| Error::Damaged(format!("{column} is {number}")))
    }
}

macro_rules! from {
    ($($type:ty => |$value:ident| $made:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                $made
            }
        }
    )*};
}

from! {
    &str => |value| Self::Text(Some(value.to_owned()));
    &String => |value| Self::Text(Some(value.clone()));
    String => |value| Self::Text(Some(value));
    Option<&str> => |value| Self::Text(value.map(str::to_owned));
    Option<String> => |value| Self::Text(value);
    i64 => |value| Self::Int(Some(value));
    u32 => |value| Self::Int(Some(i64::from(value)));
    Option<i64> => |value| Self::Int(value);
    u64 => |value| Self::Int(Some(i64::try_from(value).unwrap_or(i64::MAX)));
    usize => |value| Self::Int(Some(i64::try_from(value).unwrap_or(i64::MAX)));
    Option<u64> => |value| Self::Int(value.map(|v| i64::try_from(v).unwrap_or(i64::MAX)));
    Option<u32> => |value| Self::Int(value.map(i64::from));
    f64 => |value| Self::Real(Some(value));
    Option<f64> => |value| Self::Real(value);
    bool => |value| Self::Bool(value);
    Vec<u8> => |value| Self::Bytes(value);
}

impl<T> From<Id<T>> for Value {
    fn from(id: Id<T>) -> Self {
        Self::Text(Some(id.to_string()))
    }
}

impl<T> From<&Id<T>> for Value {
    fn from(id: &Id<T>) -> Self {
        Self::Text(Some(id.to_string()))
    }
}

impl<T> From<Option<Id<T>>> for Value {
    fn from(id: Option<Id<T>>) -> Self {
        Self::Text(id.map(|id| id.to_string()))
    }
}

/// Adds a condition to a statement.
pub fn add(sql: &mut String, part: std::fmt::Arguments<'_>) {
    use std::fmt::Write;
    sql.write_fmt(part).expect("a text takes whatever is written to it");
}

/// The address without what must not be in a log.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    // What follows the name may say `?password=…`, and a password may hold an `@`.
    let rest = rest.split('?').next().unwrap_or_default();
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://…@{host}"),
        None => format!("{scheme}://{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let sqlite = |path: &str| Some(Location::Sqlite(PathBuf::from(path)));
        for (text, expected) in [
            ("sqlite:a/b.db", sqlite("a/b.db")),
            ("sqlite:///a/b.db", sqlite("/a/b.db")),
            ("a.db", sqlite("a.db")),
            ("postgres://u:p@h/d", Some(Location::Postgres("postgres://u:p@h/d".into()))),
            ("mysql://h/d", None),
            ("sqlite:", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Location>().ok(), expected, "{text}");
        }
        assert_eq!(without_password("postgres://u:secret@h/d"), "postgres://…@h/d");
    }
}
