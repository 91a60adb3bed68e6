//! Identities at an OpenID provider, and the accounts they belong to.

use crate::account::Account;
use crate::db::args;
use crate::error::Result;
use crate::id::AccountId;
use crate::store::Store;

impl Store {
    pub async fn account_by_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>> {
        let sql = "SELECT account_id FROM identity WHERE issuer = $1 AND subject = $2";
        let Some(row) = self.db.first(sql, args![issuer, subject]).await? else { return Ok(None) };
        self.account(&row.id("account_id")?).await
    }

    pub async fn put_identity(
        &self,
        issuer: &str,
        subject: &str,
        account: &AccountId,
    ) -> Result<()> {
        let sql = "INSERT INTO identity (issuer, subject, account_id) VALUES ($1, $2, $3)
                   ON CONFLICT (issuer, subject) DO UPDATE SET account_id = excluded.account_id";
        self.db.write(sql, args![issuer, subject, account]).await.map(drop)
    }
}
