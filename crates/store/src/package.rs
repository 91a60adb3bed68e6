//! Uploaded exercise packages: the archive, what the linter and the verification said, the state.

use crate::db::{Row, args};
use crate::error::{Error, Result};
use crate::event::{NewEvent, append};
use crate::id::{AccountId, JobId, PackageId};
use crate::queue::{Ended, JobKind, enqueue};
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

    /// Newest first; `account` leaves only theirs, `after` is the id the page before ended with.
    pub async fn packages(
        &self,
        account: Option<&AccountId>,
        after: Option<&PackageId>,
        limit: usize,
    ) -> Result<Vec<Package>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM package
             WHERE (CAST($1 AS TEXT) IS NULL OR account_id = $1)
             AND (CAST($2 AS TEXT) IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
        );
        let values = args![account.map(ToString::to_string), after.map(ToString::to_string), limit];
        self.db.all(sql, values).await?.iter().map(read).collect()
    }

    pub async fn package_count(&self) -> Result<u64> {
        let row = self.db.first("SELECT count(*) AS n FROM package", args![]).await?;
        row.map_or(Ok(0), |row| row.count("n"))
    }

    /// Those that are in the library, in the order they were uploaded.
    pub async fn published_packages(&self) -> Result<Vec<Package>> {
        let sql = format!("SELECT {COLUMNS} FROM package WHERE state = 'published' ORDER BY id");
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

    /// Starts a verification: state, event and job together. False when the package is refused,
    /// published or being verified. Events of an earlier one go; the numbers go on.
    pub async fn begin_verification(
        &self,
        id: &PackageId,
        account: &AccountId,
        event: &NewEvent,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.db.begin().await?;
        let sql = "UPDATE package SET state = 'verifying', verification = NULL
                   WHERE id = $1 AND state IN ('linted', 'sound', 'unsound')";
        if tx.write(sql, args![id]).await? == 0 {
            return Ok(false);
        }
        let stream = id.to_string();
        append(&mut tx, &stream, std::slice::from_ref(event), now).await?;
        let sql = "DELETE FROM event WHERE stream = $1
                   AND number < (SELECT max(number) FROM event WHERE stream = $1)";
        tx.write(sql, args![&stream]).await?;
        enqueue(&mut tx, JobKind::Verification, &stream, account, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Stores what a verification found, with its last events, and ends its job.
    pub async fn finish_verification(
        &self,
        job: &JobId,
        id: &PackageId,
        verification: &str,
        state: &str,
        events: &[NewEvent],
        now: i64,
    ) -> Result<Ended> {
        let mut tx = self.db.begin().await?;
        tx.write("DELETE FROM job WHERE id = $1", args![job]).await?;
        let sql = "UPDATE package SET verification = $2, state = $3
                   WHERE id = $1 AND state = 'verifying'";
        let ended = match tx.write(sql, args![id, verification, state]).await? {
            0 => Ended::TooLate,
            _ => Ended::Stored,
        };
        if ended == Ended::Stored {
            append(&mut tx, &id.to_string(), events, now).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    /// Publishes a sound package instead of any other of its name; false when it is not sound.
    pub async fn publish_package(&self, id: &PackageId) -> Result<bool> {
        let mut tx = self.db.begin().await?;
        let sql = "UPDATE package SET state = 'published' WHERE id = $1 AND state = 'sound'";
        if tx.write(sql, args![id]).await? == 0 {
            return Ok(false);
        }
        tx.write(
            "UPDATE package SET state = 'sound' WHERE id <> $1 AND state = 'published'
             AND slug = (SELECT slug FROM package WHERE id = $1)",
            args![id],
        )
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Takes a package back out of the library; false when it is not there.
    pub async fn withdraw_package(&self, id: &PackageId) -> Result<bool> {
        let sql = "UPDATE package SET state = 'sound' WHERE id = $1 AND state = 'published'";
        Ok(self.db.write(sql, args![id]).await? == 1)
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
