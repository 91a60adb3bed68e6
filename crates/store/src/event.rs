//! What happened to an attempt or a verification, in order, so that whoever follows can resume.

use crate::db::{Engine, Row, Tx, args};
use crate::error::Result;
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// From 1, without gaps.
    pub number: i64,
    pub name: String,
    /// A JSON object.
    pub data: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    pub name: &'static str,
    pub data: String,
}

fn read(row: &Row) -> Result<Event> {
    Ok(Event { number: row.int("number")?, name: row.text("name")?, data: row.text("data")? })
}

/// Adds to the end of a stream.
pub(crate) async fn append(tx: &mut Tx, stream: &str, events: &[NewEvent], now: i64) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    if tx.engine() == Engine::Postgres {
        // Writers of one stream go one after the other, as all writers of SQLite do.
        tx.first("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", args![stream]).await?;
    }
    let sql = "SELECT coalesce(max(number), 0) AS last FROM event WHERE stream = $1";
    let last = tx.first(sql, args![stream]).await?.map_or(Ok(0), |row| row.int("last"))?;
    for (number, event) in (last + 1..).zip(events) {
        tx.write(
            "INSERT INTO event (stream, number, name, data, at) VALUES ($1, $2, $3, $4, $5)",
            args![stream, number, event.name, &event.data, now],
        )
        .await?;
    }
    Ok(())
}

impl Store {
    pub async fn append_events(&self, stream: &str, events: &[NewEvent], now: i64) -> Result<()> {
        let mut tx = self.db.begin().await?;
        append(&mut tx, stream, events, now).await?;
        tx.commit().await
    }

    /// Events after the one with this number, in order.
    pub async fn events(&self, stream: &str, after: i64, limit: usize) -> Result<Vec<Event>> {
        let sql = "SELECT number, name, data FROM event WHERE stream = $1 AND number > $2
                   ORDER BY number LIMIT $3";
        self.db.all(sql, args![stream, after, limit]).await?.iter().map(read).collect()
    }

    /// Forgets events of streams that ended long ago; reports stay.
    pub async fn prune_events(&self, before: i64) -> Result<u64> {
        let sql = "DELETE FROM event WHERE at < $1
                   AND stream NOT IN (SELECT subject FROM job)";
        self.db.write(sql, args![before]).await
    }
}
