//! Accounts: the people of a host, and the one person of local mode.

use serde::{Deserialize, Serialize};

use crate::db::{Row, Tx, add, args};
use crate::error::{Error, Result};
use crate::id::AccountId;
use crate::store::Store;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Member,
    /// Sees members' progress and attempts.
    Coach,
    /// Adds exercises.
    Author,
    Admin,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Member, Self::Coach, Self::Author, Self::Admin];

    pub fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Coach => "coach",
            Self::Author => "author",
            Self::Admin => "admin",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    /// In lower case.
    pub email: Option<String>,
    pub role: Role,
    pub is_disabled: bool,
    pub created_at: i64,
    pub last_seen_at: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct NewAccount<'a> {
    pub name: &'a str,
    pub email: Option<&'a str>,
    pub role: Role,
    /// PHC string.
    pub password: Option<&'a str>,
}

/// Which accounts to list.
#[derive(Clone, Debug, Default)]
pub struct AccountPage {
    /// Part of name or address.
    pub q: Option<String>,
    pub role: Option<Role>,
    /// Accounts after this one, by name.
    pub after: Option<(String, AccountId)>,
    pub limit: usize,
}

const COLUMNS: &str = "id, name, email, role, is_disabled, created_at, last_seen_at";

fn read(row: &Row) -> Result<Account> {
    let role = row.text("role")?;
    let unknown = || Error::Damaged(format!("{role} is no role"));
    Ok(Account {
        id: row.id("id")?,
        name: row.text("name")?,
        email: row.optional_text("email")?,
        role: Role::from_name(&role).ok_or_else(unknown)?,
        is_disabled: row.flag("is_disabled")?,
        created_at: row.int("created_at")?,
        last_seen_at: row.optional_int("last_seen_at")?,
    })
}

/// Writes a new account down. A conflict when the address is taken.
pub(crate) async fn insert(tx: &mut Tx, new: &NewAccount<'_>, now: i64) -> Result<AccountId> {
    let id = AccountId::fresh();
    let email = new.email.map(str::to_lowercase);
    let sql = "INSERT INTO account
               (id, name, email, role, is_local, is_disabled, password, created_at)
               VALUES ($1, $2, $3, $4, false, false, $5, $6)";
    let values = args![id, new.name, email, new.role.name(), new.password, now];
    tx.write(sql, values).await.map_err(taken)?;
    Ok(id)
}

/// The only thing two accounts cannot share is their address.
fn taken(error: Error) -> Error {
    match error {
        Error::Conflict(_) => Error::Conflict("this e-mail address has an account"),
        error => error,
    }
}

/// How many can sign in as administrators.
const ADMINS: &str = "SELECT count(*) AS n FROM account
    WHERE role = 'admin' AND is_local = false AND is_disabled = false";

/// Administrators before a change. Writing to their rows holds every other change of one until
/// this transaction ends: two who demote each other at once are one after the other.
async fn admins_held(tx: &mut Tx) -> Result<u64> {
    let hold = "UPDATE account SET role = role WHERE role = 'admin' AND is_local = false";
    tx.write(hold, args![]).await?;
    tx.first(ADMINS, args![]).await?.map_or(Ok(0), |row| row.count("n"))
}

/// Refuses a change after which nobody is left who could undo it.
async fn keeps_an_admin(tx: &mut Tx, before: u64) -> Result<()> {
    let after: u64 = tx.first(ADMINS, args![]).await?.map_or(Ok(0), |row| row.count("n"))?;
    if before > 0 && after == 0 {
        return Err(Error::Conflict(
            "this is the last administrator; make somebody else one first",
        ));
    }
    Ok(())
}

impl Store {
    /// The one person of local mode; made when it is not there.
    pub async fn local_account(&self, now: i64) -> Result<Account> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE is_local = true");
        if let Some(row) = self.db.first(sql.as_str(), args![]).await? {
            return read(&row);
        }
        let made = "INSERT INTO account (id, name, role, is_local, is_disabled, created_at)
                    VALUES ($1, 'You', 'admin', true, false, $2) ON CONFLICT DO NOTHING";
        self.db.write(made, args![AccountId::fresh(), now]).await?;
        // Perhaps another process was first.
        let row = self.db.first(sql.as_str(), args![]).await?;
        read(&row.ok_or(Error::NotFound("account"))?)
    }

    /// A conflict when the address is taken.
    pub async fn create_account(&self, new: &NewAccount<'_>, now: i64) -> Result<Account> {
        let mut tx = self.db.begin().await?;
        let id = insert(&mut tx, new, now).await?;
        tx.commit().await?;
        self.account(&id).await?.ok_or(Error::NotFound("account"))
    }

    pub async fn account(&self, id: &AccountId) -> Result<Option<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE id = $1");
        self.db.first(sql, args![id]).await?.as_ref().map(read).transpose()
    }

    /// The account of an address with its password, where it has one.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<(Account, Option<String>)>> {
        let sql = format!("SELECT {COLUMNS}, password FROM account WHERE email = $1");
        let row = self.db.first(sql, args![email.to_lowercase()]).await?;
        row.map(|row| Ok((read(&row)?, row.optional_text("password")?))).transpose()
    }

    pub async fn password(&self, id: &AccountId) -> Result<Option<String>> {
        let row = self.db.first("SELECT password FROM account WHERE id = $1", args![id]).await?;
        row.map(|row| row.optional_text("password")).transpose().map(Option::flatten)
    }

    pub async fn put_password(&self, id: &AccountId, password: &str) -> Result<()> {
        let sql = "UPDATE account SET password = $2 WHERE id = $1";
        self.db.write(sql, args![id, password]).await.map(drop)
    }

    pub async fn accounts(&self, page: &AccountPage) -> Result<Vec<Account>> {
        let mut sql = format!("SELECT {COLUMNS} FROM account WHERE is_local = false");
        let mut values = Vec::new();
        if let Some(role) = page.role {
            values.push(role.name().into());
            add(&mut sql, format_args!(" AND role = ${}", values.len()));
        }
        if let Some(q) = &page.q {
            let escaped = q.to_lowercase().replace('\\', "\\\\").replace('%', "\\%");
            values.push(format!("%{}%", escaped.replace('_', "\\_")).into());
            let at = values.len();
            let like = format_args!(
                " AND (lower(name) LIKE ${at} ESCAPE '\\' OR email LIKE ${at} ESCAPE '\\')"
            );
            add(&mut sql, like);
        }
        if let Some((name, id)) = &page.after {
            values.extend(args![name, id]);
            let id = values.len();
            add(&mut sql, format_args!(" AND (name, id) > (${}, ${id})", id - 1));
        }
        values.push(page.limit.into());
        add(&mut sql, format_args!(" ORDER BY name, id LIMIT ${}", values.len()));
        self.db.all(sql, values).await?.iter().map(read).collect()
    }

    /// How many can sign in as administrators.
    pub async fn admins(&self) -> Result<u64> {
        self.db.first(ADMINS, args![]).await?.map_or(Ok(0), |row| row.count("n"))
    }

    /// Writes name, address, role and whether it is disabled. A disabled account is signed out. A
    /// conflict when the address is taken, or when no administrator would be left.
    pub async fn update_account(&self, account: &Account) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let admins = admins_held(&mut tx).await?;
        let email = account.email.as_deref().map(str::to_lowercase);
        let (role, is_disabled) = (account.role.name(), account.is_disabled);
        let sql = "UPDATE account SET name = $2, email = $3, role = $4, is_disabled = $5
                   WHERE id = $1";
        let values = args![account.id, &account.name, email, role, is_disabled];
        tx.write(sql, values).await.map_err(taken)?;
        keeps_an_admin(&mut tx, admins).await?;
        if account.is_disabled {
            tx.write("DELETE FROM session WHERE account_id = $1", args![account.id]).await?;
        }
        tx.commit().await
    }

    pub async fn touch_account(&self, id: &AccountId, now: i64) -> Result<()> {
        let sql = "UPDATE account SET last_seen_at = $2 WHERE id = $1";
        self.db.write(sql, args![id, now]).await.map(drop)
    }

    /// Deletes the account and everything it owns. A conflict when no administrator would be left.
    pub async fn delete_account(&self, id: &AccountId) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let admins = admins_held(&mut tx).await?;
        // Streams are named by ids of attempts and packages; they have no key of their own.
        tx.write(
            "DELETE FROM event WHERE stream IN
             (SELECT id FROM attempt WHERE account_id = $1
              UNION SELECT id FROM package WHERE account_id = $1)",
            args![id],
        )
        .await?;
        // The invitation they came by holds their address.
        tx.write(
            "DELETE FROM invitation WHERE email = (SELECT email FROM account WHERE id = $1)",
            args![id],
        )
        .await?;
        tx.write("DELETE FROM account WHERE id = $1", args![id]).await?;
        keeps_an_admin(&mut tx, admins).await?;
        tx.commit().await
    }
}
