//! Identities at an OpenID provider, and the accounts they belong to.

use crate::account::{Account, NewAccount, insert};
use crate::db::{Tx, args};
use crate::error::{Error, Result};
use crate::id::{AccountId, InvitationId};
use crate::invitation::use_up;
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
        let mut tx = self.db.begin().await?;
        put(&mut tx, issuer, subject, account).await?;
        tx.commit().await
    }

    /// Makes an account for an identity and uses the invitation up where there is one: all of it
    /// or nothing.
    pub async fn create_account_of_identity(
        &self,
        (issuer, subject): (&str, &str),
        invitation: Option<&InvitationId>,
        new: &NewAccount<'_>,
        now: i64,
    ) -> Result<Account> {
        let mut tx = self.db.begin().await?;
        if let Some(invitation) = invitation {
            use_up(&mut tx, invitation, now).await?;
        }
        let id = insert(&mut tx, new, now).await?;
        put(&mut tx, issuer, subject, &id).await?;
        tx.commit().await?;
        self.account(&id).await?.ok_or(Error::NotFound("account"))
    }
}

async fn put(tx: &mut Tx, issuer: &str, subject: &str, account: &AccountId) -> Result<()> {
    let sql = "INSERT INTO identity (issuer, subject, account_id) VALUES ($1, $2, $3)
               ON CONFLICT (issuer, subject) DO UPDATE SET account_id = excluded.account_id";
    tx.write(sql, args![issuer, subject, account]).await.map(drop)
}
