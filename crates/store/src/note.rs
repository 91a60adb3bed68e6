//! Notes: one Markdown text per person and exercise.

use crate::db::{Row, args};
use crate::error::{Error, Result};
use crate::id::AccountId;
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub exercise: String,
    pub text: String,
    /// Grows by one with every save.
    pub revision: i64,
    pub updated_at: i64,
}

const COLUMNS: &str = "exercise, text, revision, updated_at";

pub(crate) fn read(row: &Row) -> Result<Note> {
    Ok(Note {
        exercise: row.text("exercise")?,
        text: row.text("text")?,
        revision: row.int("revision")?,
        updated_at: row.int("updated_at")?,
    })
}

impl Store {
    pub async fn note(&self, account: &AccountId, exercise: &str) -> Result<Option<Note>> {
        let sql = format!("SELECT {COLUMNS} FROM note WHERE account_id = $1 AND exercise = $2");
        self.db.first(sql, args![account, exercise]).await?.as_ref().map(read).transpose()
    }

    pub async fn notes(&self, account: &AccountId) -> Result<Vec<Note>> {
        let sql = format!("SELECT {COLUMNS} FROM note WHERE account_id = $1 ORDER BY exercise");
        self.db.all(sql, args![account]).await?.iter().map(read).collect()
    }

    /// Saves. With `expected` it must be at that revision (0: not there yet), else a conflict.
    pub async fn put_note(
        &self,
        account: &AccountId,
        exercise: &str,
        text: &str,
        expected: Option<i64>,
        now: i64,
    ) -> Result<Note> {
        let mut tx = self.db.begin().await?;
        let sql = format!(
            "INSERT INTO note (account_id, exercise, text, revision, updated_at)
             VALUES ($1, $2, $3, 1, $4)
             ON CONFLICT (account_id, exercise) DO UPDATE SET
             text = excluded.text, revision = note.revision + 1, updated_at = excluded.updated_at
             RETURNING {COLUMNS}"
        );
        let row = tx.first(sql, args![account, exercise, text, now]).await?;
        let note = read(&row.ok_or(Error::NotFound("note"))?)?;
        // Afterwards, since only now nobody else can save: two cannot both be right.
        if expected.is_some_and(|expected| expected != note.revision - 1) {
            return Err(Error::Conflict("it was saved elsewhere since"));
        }
        tx.commit().await?;
        Ok(note)
    }
}
