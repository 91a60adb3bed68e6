//! Answers to requests that carried an idempotency key: a repeated request gets the first answer.

use crate::db::args;
use crate::error::Result;
use crate::id::AccountId;
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Of method, path and body; another one under the same key is a mistake.
    pub fingerprint: String,
    pub status: u16,
    pub body: String,
}

impl Store {
    pub async fn remembered(&self, account: &AccountId, key: &str) -> Result<Option<Remembered>> {
        let sql = "SELECT fingerprint, status, body FROM remembered
                   WHERE account_id = $1 AND request_key = $2";
        let row = self.db.first(sql, args![account, key]).await?;
        row.map(|row| {
            Ok(Remembered {
                fingerprint: row.text("fingerprint")?,
                status: row.count("status")?,
                body: row.text("body")?,
            })
        })
        .transpose()
    }

    /// Keeps an answer; the first one under a key stays.
    pub async fn remember(
        &self,
        account: &AccountId,
        key: &str,
        answer: &Remembered,
        now: i64,
    ) -> Result<()> {
        let sql = "INSERT INTO remembered (account_id, request_key, fingerprint, status, body,
                   created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        let status = i64::from(answer.status);
        let values = args![account, key, &answer.fingerprint, status, &answer.body, now];
        self.db.write(sql, values).await.map(drop)
    }

    pub async fn forget_remembered(&self, before: i64) -> Result<u64> {
        self.db.write("DELETE FROM remembered WHERE created_at < $1", args![before]).await
    }
}
