//! Backups: the whole of a host in one SQLite file, whatever engine it runs on.
//!
//! A backup can be made while the server runs. It is complete and checked, or it is not there: the
//! file gets its name last. Restoring takes any backup of this or an older schema, checks it before
//! anything is touched, and keeps what was there before.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row as _, SqliteConnection};

use crate::copy::{Existing, copy_into};
use crate::db::{Db, Location};
use crate::error::{Error, Result};
use crate::migrate::known;
use crate::store::Store;

/// Names that are tried for what was there before.
const KEPT: u32 = 1000;
/// Faults of a damaged file that are named; the first says enough.
const FAULTS: u32 = 1;

/// What a restoring came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where what was there before is now; `None` when there was nothing.
    pub kept: Option<PathBuf>,
    /// Number of the schema that the backup had.
    pub schema: i64,
}

impl Store {
    /// Writes everything into a new file.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(Error::Archive(format!(
                "{} is there already; name a new file for the backup",
                to.display()
            )));
        }
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let folder = folder.display();
            return Err(Error::Archive(format!("{folder} is no folder; make it, or name another")));
        }
        let partial = beside(to, "partial");
        remove(&partial)?;
        let written = self.write_backup(&partial).await;
        if let Err(error) = written {
            remove(&partial)?;
            return Err(error);
        }
        check(&partial).await?;
        sync(&partial)?;
        rename(&partial, to)?;
        sync_folder(to)
    }

    async fn write_backup(&self, to: &Path) -> Result<()> {
        match &self.db {
            Db::Sqlite { read, .. } => {
                let sql = "VACUUM INTO ?";
                let path = to.to_str().ok_or_else(|| not_text(to))?;
                sqlx::query(sql).bind(path).execute(read).await?;
            }
            Db::Postgres(_) => {
                let target = Store::open(&Location::Sqlite(to.to_owned())).await?;
                let copied = copy_into(self, &target, Existing::Refuse, &mut |_| {}).await;
                target.close().await;
                copied?;
                one_file(to).await?;
            }
        }
        Ok(())
    }
}

/// Puts a backup in the place of a database, which no server may be using.
pub async fn restore(location: &Location, from: &Path) -> Result<Restored> {
    let schema = check(from).await.map_err(|error| match error {
        Error::Damaged(fault) => {
            let from = from.display();
            Error::Archive(format!("{from} is no sound backup ({fault}); name another"))
        }
        error => error,
    })?;
    let kept = match location {
        Location::Sqlite(path) => restore_file(path, from).await?,
        Location::Postgres(_) => restore_server(location, from).await?,
    };
    Ok(Restored { kept, schema })
}

async fn restore_file(path: &Path, from: &Path) -> Result<Option<PathBuf>> {
    let ready = beside(path, "restoring");
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| file_error(folder, "made", error))?;
    }
    tokio::fs::copy(from, &ready).await.map_err(|error| file_error(&ready, "written", error))?;
    sync(&ready)?;
    let kept = if path.exists() {
        match one_file(path).await {
            // Damage may be why one restores; such a file is kept as it is.
            Ok(()) | Err(Error::Damaged(_)) => {}
            Err(error) => {
                remove(&ready)?;
                let busy = matches!(error, Error::Busy(_));
                let path = path.display();
                let sentence = format!("{path} is in use; stop the server, then restore");
                return Err(if busy { Error::Archive(sentence) } else { error });
            }
        }
        Some(keep(path)?)
    } else {
        None
    };
    rename(&ready, path)?;
    sync_folder(path)?;
    Ok(kept)
}

/// Moves a database and what belongs to it aside.
fn keep(path: &Path) -> Result<PathBuf> {
    let kept = free_name(path)?;
    for ending in ["-wal", "-shm"] {
        let (old, new) = (with(path, ending), with(&kept, ending));
        if old.exists() {
            rename(&old, &new)?;
        }
    }
    rename(path, &kept)?;
    Ok(kept)
}

async fn restore_server(location: &Location, from: &Path) -> Result<Option<PathBuf>> {
    let target = Store::open(location).await?;
    let kept = free_name(from)?;
    target.backup(&kept).await?;
    // A copy, since opening it may bring it to a newer schema.
    let ready = beside(from, "restoring");
    tokio::fs::copy(from, &ready).await.map_err(|error| file_error(&ready, "written", error))?;
    let source = Store::open(&Location::Sqlite(ready.clone())).await?;
    let copied = copy_into(&source, &target, Existing::Replace, &mut |_| {}).await;
    source.close().await;
    target.close().await;
    for ending in ["", "-wal", "-shm"] {
        remove(&with(&ready, ending))?;
    }
    copied?;
    Ok(Some(kept))
}

/// Whether a file is a whole database of Greenroom; the number of its schema.
async fn check(path: &Path) -> Result<i64> {
    if let Err(error) = File::open(path) {
        return Err(file_error(path, "read", error));
    }
    let mut connection =
        SqliteConnectOptions::new().filename(path).read_only(true).connect().await?;
    let found = check_content(&mut connection, path).await;
    connection.close().await?;
    found
}

async fn check_content(connection: &mut SqliteConnection, path: &Path) -> Result<i64> {
    let ours = "SELECT count(*) FROM sqlite_master
                WHERE type = 'table' AND name IN ('migration', 'account', 'attempt')";
    let tables: i64 = sqlx::query(ours).fetch_one(&mut *connection).await?.try_get(0)?;
    if tables != 3 {
        return Err(Error::Archive(format!(
            "{} is no backup of Greenroom; name a file that `greenroom backup` wrote",
            path.display()
        )));
    }
    let sql = "SELECT coalesce(max(number), 0) FROM migration";
    let found: i64 = sqlx::query(sql).fetch_one(&mut *connection).await?.try_get(0)?;
    if found > known() {
        return Err(Error::Newer { found, known: known() });
    }
    let sql = AssertSqlSafe(format!("PRAGMA integrity_check({FAULTS})"));
    let said: String = sqlx::query(sql).fetch_one(&mut *connection).await?.try_get(0)?;
    if said != "ok" {
        return Err(Error::Damaged(said));
    }
    let dangling = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *connection).await?;
    if !dangling.is_empty() {
        return Err(Error::Damaged(format!("{} rows refer to nothing", dangling.len())));
    }
    Ok(found)
}

/// Takes the write-ahead log into the file itself, which nobody else may have open.
async fn one_file(path: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await?;
    let done = sqlx::query("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await;
    connection.close().await?;
    done?;
    Ok(())
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// A file in the same folder, so that renaming it is one step.
fn beside(path: &Path, what: &str) -> PathBuf {
    with(path, &format!(".{what}"))
}

fn free_name(path: &Path) -> Result<PathBuf> {
    let names = (1..=KEPT).map(|number| with(path, &format!(".before-restore-{number}")));
    let free = names.into_iter().find(|name| !name.exists());
    free.ok_or_else(|| {
        let folder = path.display();
        Error::Archive(format!("there are too many old copies of {folder}; delete some of them"))
    })
}

fn file_error(path: &Path, action: &'static str, source: std::io::Error) -> Error {
    Error::File { path: path.to_owned(), action, source }
}

fn not_text(path: &Path) -> Error {
    Error::Archive(format!("the name {} is not UTF-8; choose another one", path.display()))
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(file_error(path, "removed", error))
        }
        _ => Ok(()),
    }
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(|error| file_error(to, "written", error))
}

fn sync(path: &Path) -> Result<()> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| file_error(path, "written", error))
}

/// Makes a new name in a folder outlive a power cut.
fn sync_folder(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    sync(folder.unwrap_or(Path::new(".")))
}
