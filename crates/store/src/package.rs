//! Uploaded exercise packages: the archive, what the linter and the verification said, the state.

use crate::db::{Row, args};
use crate::error::{Error, Result};
use crate::id::{AccountId, PackageId};
use crate::store::Store;

/// A package without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    pub id: PackageId,
    pub account: AccountId,
    /// Short name of the exercise.
    pub slug: String,
    pub title: Option<String>,
    pub file_name: String,
    pub bytes: u64,
    /// JSON list.
    pub findings: String,
    /// JSON object.
    pub verification: Option<String>,
    /// `refused`, `linted`, `verifying`, `sound`, `unsound` or `published`.
    pub state: String,
    pub uploaded_at: i64,
}

#[derive(Clone, Debug)]
pub struct NewPackage<'a> {
    pub account: &'a AccountId,
    pub slug: &'a str,
    pub title: Option<&'a str>,
    pub file_name: &'a str,
    pub content: Vec<u8>,
    pub findings: &'a str,
    pub state: &'a str,
}

const COLUMNS: &str = "id, account_id, slug, title, file_name, content_bytes, findings,
    verification, state, uploaded_at";

fn read(row: &Row) -> Result<Package> {
    Ok(Package {
        id: row.id("id")?,
        account: row.id("account_id")?,
        slug: row.text("slug")?,
        title: row.optional_text("title")?,
        file_name: row.text("file_name")?,
        bytes: row.count("content_bytes")?,
        findings: row.text("findings")?,
        verification: row.optional_text("verification")?,
        state: row.text("state")?,
        uploaded_at: row.int("uploaded_at")?,
    })
}

impl Store {
    pub async fn create_package(&self, new: NewPackage<'_>, now: i64) -> Result<Package> {
        let id = PackageId::fresh();
        let sql = format!(
            "INSERT INTO package (id, account_id, slug, title, file_name, content, content_bytes,
             findings, state, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             RETURNING {COLUMNS}"
        );
        let bytes = new.content.len();
        let mut tx = self.db.begin().await?;
        let values = args![
            id,
            new.account,
            new.slug,
            new.title,
            new.file_name,
            new.content,
            bytes,
            new.findings,
            new.state,
            now
        ];
        let row = tx.first(sql, values).await?.ok_or(Error::NotFound("package"))?;
        let package = read(&row)?;
        tx.commit().await?;
        Ok(package)
    }

    pub async fn packages(&self) -> Result<Vec<Package>> {
        let sql = format!("SELECT {COLUMNS} FROM package ORDER BY id DESC LIMIT 500");
        self.db.all(sql, args![]).await?.iter().map(read).collect()
    }

    pub async fn package(&self, id: &PackageId) -> Result<Option<Package>> {
        let sql = format!("SELECT {COLUMNS} FROM package WHERE id = $1");
        self.db.first(sql, args![id]).await?.as_ref().map(read).transpose()
    }

    pub async fn package_content(&self, id: &PackageId) -> Result<Option<Vec<u8>>> {
        let row = self.db.first("SELECT content FROM package WHERE id = $1", args![id]).await?;
        row.map(|row| row.bytes("content")).transpose()
    }

    /// Changes the state, if it is one of `from`; false when it is not.
    pub async fn put_package_state(&self, id: &PackageId, from: &[&str], to: &str) -> Result<bool> {
        let list: Vec<String> = (3..from.len() + 3).map(|at| format!("${at}")).collect();
        let sql = format!(
            "UPDATE package SET state = $2 WHERE id = $1 AND state IN ({})",
            list.join(", ")
        );
        let mut values = args![id, to];
        values.extend(from.iter().map(|state| (*state).into()));
        Ok(self.db.write(sql, values).await? == 1)
    }

    /// Stores what a verification found.
    pub async fn put_verification(
        &self,
        id: &PackageId,
        verification: &str,
        state: &str,
    ) -> Result<()> {
        let sql = "UPDATE package SET verification = $2, state = $3 WHERE id = $1";
        self.db.write(sql, args![id, verification, state]).await.map(drop)
    }

    pub async fn delete_package(&self, id: &PackageId) -> Result<bool> {
        let mut tx = self.db.begin().await?;
        tx.write("DELETE FROM event WHERE stream = $1", args![id]).await?;
        tx.write("DELETE FROM job WHERE subject = $1", args![id]).await?;
        let gone = tx.write("DELETE FROM package WHERE id = $1", args![id]).await?;
        tx.commit().await?;
        Ok(gone == 1)
    }
}
