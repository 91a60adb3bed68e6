//! Drafts: what somebody is writing, per exercise and language.

use crate::db::{Row, args};
use crate::error::{Error, Result};
use crate::id::AccountId;
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// JSON list of files.
    pub files: String,
    /// Name of the file that was in view.
    pub active: Option<String>,
    /// Grows by one with every save.
    pub revision: i64,
    pub updated_at: i64,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftEntry {
    pub exercise: String,
    pub language: String,
    pub bytes: u64,
    pub updated_at: i64,
}

fn read(row: &Row) -> Result<Draft> {
    Ok(Draft {
        files: row.text("files")?,
        active: row.optional_text("active")?,
        revision: row.int("revision")?,
        updated_at: row.int("updated_at")?,
    })
}

const KEY: &str = "account_id = $1 AND exercise = $2 AND language = $3";

impl Store {
    pub async fn draft(
        &self,
        account: &AccountId,
        exercise: &str,
        language: &str,
    ) -> Result<Option<Draft>> {
        let sql = format!("SELECT files, active, revision, updated_at FROM draft WHERE {KEY}");
        let row = self.db.first(sql, args![account, exercise, language]).await?;
        row.as_ref().map(read).transpose()
    }

    /// Saves. With `expected` it must be at that revision (0: not there yet), else a conflict.
    pub async fn put_draft(
        &self,
        account: &AccountId,
        (exercise, language): (&str, &str),
        (files, active): (&str, Option<&str>),
        expected: Option<i64>,
        now: i64,
    ) -> Result<Draft> {
        let mut tx = self.db.begin().await?;
        let row = tx
            .first(
                "INSERT INTO draft
                 (account_id, exercise, language, files, active, revision, updated_at)
                 VALUES ($1, $2, $3, $4, $5, 1, $6)
                 ON CONFLICT (account_id, exercise, language) DO UPDATE SET
                 files = excluded.files, active = excluded.active,
                 revision = draft.revision + 1, updated_at = excluded.updated_at
                 RETURNING files, active, revision, updated_at",
                args![account, exercise, language, files, active, now],
            )
            .await?;
        let draft = read(&row.ok_or(Error::NotFound("draft"))?)?;
        // Afterwards, since only now nobody else can save: two cannot both be right.
        if expected.is_some_and(|expected| expected != draft.revision - 1) {
            return Err(Error::Conflict("it was saved elsewhere since"));
        }
        tx.commit().await?;
        Ok(draft)
    }

    pub async fn delete_draft(
        &self,
        account: &AccountId,
        exercise: &str,
        language: &str,
    ) -> Result<()> {
        let sql = format!("DELETE FROM draft WHERE {KEY}");
        self.db.write(sql, args![account, exercise, language]).await.map(drop)
    }

    /// All drafts of a person, newest first.
    pub async fn drafts(&self, account: &AccountId) -> Result<Vec<DraftEntry>> {
        let sql = "SELECT exercise, language, CAST(octet_length(files) AS BIGINT) AS bytes,
                   updated_at FROM draft
                   WHERE account_id = $1 ORDER BY updated_at DESC, exercise, language";
        let rows = self.db.all(sql, args![account]).await?;
        let read = |row: &Row| {
            Ok(DraftEntry {
                exercise: row.text("exercise")?,
                language: row.text("language")?,
                bytes: row.count("bytes")?,
                updated_at: row.int("updated_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
