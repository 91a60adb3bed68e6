//! The store itself: opening, closing, what it says of its database.

use std::path::Path;

use crate::db::{Db, Engine, Location, args};
use crate::error::{Error, Result};
use crate::migrate::{known, migrate};

/// A database that is open. Clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) db: Db,
    location: Location,
}

impl Store {
    /// Opens or makes the database, and brings its schema up to date.
    pub async fn open(location: &Location) -> Result<Self> {
        if let Location::Sqlite(path) = location {
            make_folder(path)?;
        }
        let db = Db::open(location).await?;
        migrate(&db).await?;
        Ok(Self { db, location: location.clone() })
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match self.db.engine() {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }

    /// Whether it answers; also whether it can be written, since nothing works without.
    pub async fn ping(&self) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.first("SELECT 1 AS one", args![]).await?;
        tx.commit().await
    }

    /// Version of the database software.
    pub async fn version(&self) -> Result<String> {
        let sql = match self.db.engine() {
            Engine::Sqlite => "SELECT sqlite_version() AS version",
            Engine::Postgres => {
                "SELECT split_part(current_setting('server_version'), ' ', 1) AS version"
            }
        };
        let row = self.db.first(sql, args![]).await?;
        row.ok_or(Error::NotFound("version"))?.text("version")
    }

    /// Number of the schema.
    pub fn schema(&self) -> i64 {
        known()
    }

    /// Bytes that the database takes.
    pub async fn bytes(&self) -> Result<Option<u64>> {
        let sql = match self.db.engine() {
            Engine::Sqlite => {
                "SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size"
            }
            Engine::Postgres => "SELECT pg_database_size(current_database()) AS bytes",
        };
        let row = self.db.first(sql, args![]).await?;
        row.map(|row| row.count("bytes")).transpose()
    }

    /// Writes down what is in memory and lets go of the database.
    pub async fn close(&self) {
        self.db.close().await;
    }
}

fn make_folder(path: &Path) -> Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|source| Error::File {
        path: folder.to_owned(),
        action: "made",
        source,
    })
}
