//! Invitations: one-time links that make accounts.

use crate::account::{Account, NewAccount, Role, insert};
use crate::db::{Row, Tx, args};
use crate::error::{Error, Result};
use crate::id::{AccountId, InvitationId};
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub role: Role,
    /// The only address that may accept it, where one is named.
    pub email: Option<String>,
    /// Name of whoever invited.
    pub created_by: String,
    pub created_at: i64,
    pub expires_at: i64,
    pub accepted_at: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct NewInvitation<'a> {
    /// SHA-256 of the secret, in hexadecimal.
    pub secret_hash: &'a str,
    pub role: Role,
    pub email: Option<&'a str>,
    pub created_by: &'a str,
    pub expires_at: i64,
}

const COLUMNS: &str = "id, role, email, created_by, created_at, expires_at, accepted_at";

fn read(row: &Row) -> Result<Invitation> {
    let role = row.text("role")?;
    let unknown = || Error::Damaged(format!("{role} is no role"));
    Ok(Invitation {
        id: row.id("id")?,
        role: Role::from_name(&role).ok_or_else(unknown)?,
        email: row.optional_text("email")?,
        created_by: row.text("created_by")?,
        created_at: row.int("created_at")?,
        expires_at: row.int("expires_at")?,
        accepted_at: row.optional_int("accepted_at")?,
    })
}

impl Store {
    pub async fn create_invitation(&self, new: &NewInvitation<'_>, now: i64) -> Result<Invitation> {
        let id = InvitationId::fresh();
        let sql = format!(
            "INSERT INTO invitation (id, secret_hash, role, email, created_by, created_at,
             expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {COLUMNS}"
        );
        let email = new.email.map(str::to_lowercase);
        let (role, by) = (new.role.name(), new.created_by);
        let mut tx = self.db.begin().await?;
        let values = args![id, new.secret_hash, role, email, by, now, new.expires_at];
        let row = tx.first(sql, values).await?;
        let invitation = read(&row.ok_or(Error::NotFound("invitation"))?)?;
        tx.commit().await?;
        Ok(invitation)
    }

    /// The open invitation of a secret.
    pub async fn invitation(&self, secret_hash: &str, now: i64) -> Result<Option<Invitation>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM invitation
             WHERE secret_hash = $1 AND accepted_at IS NULL AND expires_at > $2"
        );
        self.db.first(sql, args![secret_hash, now]).await?.as_ref().map(read).transpose()
    }

    /// The newest open invitation that names this address.
    pub async fn invitation_for(&self, email: &str, now: i64) -> Result<Option<Invitation>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM invitation
             WHERE email = $1 AND accepted_at IS NULL AND expires_at > $2
             ORDER BY id DESC LIMIT 1"
        );
        let values = args![email.to_lowercase(), now];
        self.db.first(sql, values).await?.as_ref().map(read).transpose()
    }

    /// Deletes what somebody of this name invited and nobody has accepted.
    pub async fn withdraw_invitations(&self, created_by: &str) -> Result<()> {
        let sql = "DELETE FROM invitation WHERE created_by = $1 AND accepted_at IS NULL";
        self.db.write(sql, args![created_by]).await.map(drop)
    }

    pub async fn invitations(&self) -> Result<Vec<Invitation>> {
        let sql = format!("SELECT {COLUMNS} FROM invitation ORDER BY id DESC LIMIT 500");
        self.db.all(sql, args![]).await?.iter().map(read).collect()
    }

    pub async fn delete_invitation(&self, id: &InvitationId) -> Result<bool> {
        Ok(self.db.write("DELETE FROM invitation WHERE id = $1", args![id]).await? == 1)
    }

    /// Makes the account and uses the invitation up, both or neither.
    pub async fn accept_invitation(
        &self,
        invitation: &InvitationId,
        new: &NewAccount<'_>,
        now: i64,
    ) -> Result<Account> {
        let mut tx = self.db.begin().await?;
        use_up(&mut tx, invitation, now).await?;
        let id = insert(&mut tx, new, now).await?;
        tx.commit().await?;
        self.account(&id).await?.ok_or(Error::NotFound("account"))
    }
}

impl Store {
    /// Gives an account a new password and uses the invitation up, both or neither. Whoever was
    /// signed in to it is signed out.
    pub async fn accept_for_account(
        &self,
        invitation: &InvitationId,
        account: &AccountId,
        password: &str,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        use_up(&mut tx, invitation, now).await?;
        let sql = "UPDATE account SET password = $2 WHERE id = $1";
        tx.write(sql, args![account, password]).await?;
        tx.write("DELETE FROM session WHERE account_id = $1", args![account]).await?;
        tx.commit().await
    }
}

/// Marks an invitation as accepted; not found when somebody else was first.
pub(crate) async fn use_up(tx: &mut Tx, invitation: &InvitationId, now: i64) -> Result<()> {
    let sql = "UPDATE invitation SET accepted_at = $2 WHERE id = $1 AND accepted_at IS NULL";
    if tx.write(sql, args![invitation, now]).await? == 0 {
        return Err(Error::NotFound("invitation"));
    }
    Ok(())
}
