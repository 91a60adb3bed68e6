//! API tokens. Only the hash of a token is stored.

use crate::account::Account;
use crate::db::{Row, args};
use crate::error::Result;
use crate::id::{AccountId, TokenId};
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub account: AccountId,
    pub name: String,
    /// Names of scopes, separated by spaces.
    pub scopes: String,
    pub created_at: i64,
    pub last_used_at: Option<i64>,
    pub expires_at: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct NewToken<'a> {
    pub account: &'a AccountId,
    /// SHA-256 of the secret, in hexadecimal.
    pub secret_hash: &'a str,
    pub name: &'a str,
    pub scopes: &'a str,
    pub expires_at: Option<i64>,
}

const COLUMNS: &str = "id, account_id, name, scopes, created_at, last_used_at, expires_at";

fn read(row: &Row) -> Result<Token> {
    Ok(Token {
        id: row.id("id")?,
        account: row.id("account_id")?,
        name: row.text("name")?,
        scopes: row.text("scopes")?,
        created_at: row.int("created_at")?,
        last_used_at: row.optional_int("last_used_at")?,
        expires_at: row.optional_int("expires_at")?,
    })
}

impl Store {
    pub async fn create_token(&self, new: &NewToken<'_>, now: i64) -> Result<Token> {
        let id = TokenId::fresh();
        self.db
            .write(
                "INSERT INTO token (id, account_id, secret_hash, name, scopes, created_at,
                 expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                args![id, new.account, new.secret_hash, new.name, new.scopes, now, new.expires_at],
            )
            .await?;
        Ok(Token {
            id,
            account: *new.account,
            name: new.name.to_owned(),
            scopes: new.scopes.to_owned(),
            created_at: now,
            last_used_at: None,
            expires_at: new.expires_at,
        })
    }

    /// The token of a secret with its account, unless it has expired or the account is disabled.
    pub async fn token(&self, secret_hash: &str, now: i64) -> Result<Option<(Token, Account)>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM token
             WHERE secret_hash = $1 AND (expires_at IS NULL OR expires_at > $2)"
        );
        let Some(row) = self.db.first(sql, args![secret_hash, now]).await? else { return Ok(None) };
        let token = read(&row)?;
        let account = self.account(&token.account).await?;
        Ok(account.filter(|account| !account.is_disabled).map(|account| (token, account)))
    }

    pub async fn touch_token(&self, id: &TokenId, now: i64) -> Result<()> {
        let sql = "UPDATE token SET last_used_at = $2 WHERE id = $1";
        self.db.write(sql, args![id, now]).await.map(drop)
    }

    pub async fn tokens(&self, account: &AccountId) -> Result<Vec<Token>> {
        let sql = format!("SELECT {COLUMNS} FROM token WHERE account_id = $1 ORDER BY id DESC");
        self.db.all(sql, args![account]).await?.iter().map(read).collect()
    }

    /// False when the account has no such token.
    pub async fn delete_token(&self, account: &AccountId, id: &TokenId) -> Result<bool> {
        let sql = "DELETE FROM token WHERE id = $1 AND account_id = $2";
        Ok(self.db.write(sql, args![id, account]).await? == 1)
    }
}
