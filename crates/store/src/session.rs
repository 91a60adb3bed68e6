//! Sessions: signed-in browsers. Only the hash of a session's secret is stored.

use crate::account::Account;
use crate::db::{Row, args};
use crate::error::Result;
use crate::id::{AccountId, SessionId};
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub account: AccountId,
    pub user_agent: String,
    pub address: String,
    pub created_at: i64,
    pub last_seen_at: i64,
    pub expires_at: i64,
}

#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    pub account: &'a AccountId,
    /// SHA-256 of the secret, in hexadecimal.
    pub secret_hash: &'a str,
    pub user_agent: &'a str,
    pub address: &'a str,
    pub expires_at: i64,
}

/// Sessions of one account; the one not seen for longest ends when there are more. Nobody has that
/// many browsers, but a script that signs in each time it runs would fill the table.
const SESSIONS: i64 = 100;

const COLUMNS: &str = "id, account_id, user_agent, address, created_at, last_seen_at, expires_at";

fn read(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.id("id")?,
        account: row.id("account_id")?,
        user_agent: row.text("user_agent")?,
        address: row.text("address")?,
        created_at: row.int("created_at")?,
        last_seen_at: row.int("last_seen_at")?,
        expires_at: row.int("expires_at")?,
    })
}

impl Store {
    pub async fn create_session(&self, new: &NewSession<'_>, now: i64) -> Result<SessionId> {
        let id = SessionId::fresh();
        let mut tx = self.db.begin().await?;
        tx.write("DELETE FROM session WHERE expires_at < $1", args![now]).await?;
        tx.write(
            "INSERT INTO session (id, account_id, secret_hash, user_agent, address, created_at,
             last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
            args![
                id,
                new.account,
                new.secret_hash,
                new.user_agent,
                new.address,
                now,
                new.expires_at
            ],
        )
        .await?;
        tx.write(
            "DELETE FROM session WHERE account_id = $1 AND id NOT IN
             (SELECT id FROM session WHERE account_id = $1
              ORDER BY last_seen_at DESC, id DESC LIMIT $2)",
            args![new.account, SESSIONS],
        )
        .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The session of a secret with its account, unless it has expired or the account is disabled.
    pub async fn session(&self, secret_hash: &str, now: i64) -> Result<Option<(Session, Account)>> {
        let sql =
            format!("SELECT {COLUMNS} FROM session WHERE secret_hash = $1 AND expires_at > $2");
        let Some(row) = self.db.first(sql, args![secret_hash, now]).await? else { return Ok(None) };
        let session = read(&row)?;
        let account = self.account(&session.account).await?;
        Ok(account.filter(|account| !account.is_disabled).map(|account| (session, account)))
    }

    /// Notes that a session is in use, and moves its end.
    pub async fn touch_session(&self, id: &SessionId, now: i64, expires_at: i64) -> Result<()> {
        let sql = "UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1";
        self.db.write(sql, args![id, now, expires_at]).await.map(drop)
    }

    pub async fn sessions(&self, account: &AccountId, now: i64) -> Result<Vec<Session>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM session WHERE account_id = $1 AND expires_at > $2
             ORDER BY last_seen_at DESC"
        );
        self.db.all(sql, args![account, now]).await?.iter().map(read).collect()
    }

    /// False when the account has no such session.
    pub async fn delete_session(&self, account: &AccountId, id: &SessionId) -> Result<bool> {
        let sql = "DELETE FROM session WHERE id = $1 AND account_id = $2";
        Ok(self.db.write(sql, args![id, account]).await? == 1)
    }

    /// Signs out everywhere but here, as after a new password.
    pub async fn delete_other_sessions(
        &self,
        account: &AccountId,
        keep: Option<SessionId>,
    ) -> Result<()> {
        let keep = keep.map(|id| id.to_string()).unwrap_or_default();
        let sql = "DELETE FROM session WHERE account_id = $1 AND id <> $2";
        self.db.write(sql, args![account, keep]).await.map(drop)
    }
}
