//! Brings a database to the schema of this version. Forward only: going back is restoring a backup.
//!
//! All that is missing is applied in one transaction that keeps others out, so that two programs
//! that open an empty database at once do not meet half-way.

use crate::db::{Db, Engine, Tx, args};
use crate::error::{Error, Result};

/// A migration: number, name, and its text for each dialect.
type Step = (i64, &'static str, &'static str, &'static str);

macro_rules! steps {
    ($($number:literal $name:literal;)*) => {
        &[$((
            $number,
            $name,
            include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        )),*]
    };
}

const STEPS: &[Step] = steps! {
    1 "0001_begin";
};

/// Key of the lock that PostgreSQL holds while one migrates; any number that nobody else uses.
const LOCK: i64 = 0x6772_656e_726d;

/// Number of the newest schema this version knows.
pub fn known() -> i64 {
    STEPS.last().map_or(0, |(number, ..)| *number)
}

pub async fn migrate(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    if tx.engine() == Engine::Postgres {
        tx.first("SELECT pg_advisory_xact_lock($1)", args![LOCK]).await?;
    }
    let found = applied(&mut tx).await?;
    if found > known() {
        return Err(Error::Newer { found, known: known() });
    }
    if found == known() {
        return Ok(());
    }
    tx.script(
        "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL)",
    )
    .await?;
    for (number, name, sqlite, postgres) in STEPS.iter().filter(|(number, ..)| *number > found) {
        tx.script(if tx.engine() == Engine::Sqlite { sqlite } else { postgres }).await?;
        let sql = "INSERT INTO migration (number, name) VALUES ($1, $2)";
        tx.write(sql, args![*number, *name]).await?;
    }
    tx.commit().await
}

/// Number of the schema that a database has; 0 for an empty one.
pub async fn applied(tx: &mut Tx) -> Result<i64> {
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'migration'"
        }
        Engine::Postgres => {
            "SELECT count(*) AS n FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_name = 'migration'"
        }
    };
    if tx.first(sql, args![]).await?.map_or(Ok(0), |row| row.int("n"))? == 0 {
        return Ok(0);
    }
    let sql = "SELECT coalesce(max(number), 0) AS n FROM migration";
    tx.first(sql, args![]).await?.map_or(Ok(0), |row| row.int("n"))
}
