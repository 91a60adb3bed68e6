//! What a test gets: an empty database of one engine, and ways around the store to look into it.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row};
use store::{
    AccountId, Attempt, Location, NewAccount, NewAttempt, Outcome, Purpose, Role, Source, Store,
};
use tempfile::TempDir;

use crate::server::Server;

/// Microseconds of a second.
pub const SECOND: i64 = 1_000_000;
/// Some moment in November 2026; tests count from here.
pub const NOW: i64 = 1_795_600_000 * SECOND;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub struct World {
    pub engine: Engine,
    pub location: Location,
    pub store: Store,
    pub folder: TempDir,
    server: Arc<Server>,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

impl World {
    pub async fn new(engine: Engine, server: Arc<Server>) -> Self {
        let folder = TempDir::new().expect("a folder");
        let location = match engine {
            Engine::Sqlite => Location::Sqlite(folder.path().join("greenroom.db")),
            Engine::Postgres => new_database(&server).await,
        };
        let store = Store::open(&location).await.expect("an empty database opens");
        Self { engine, location, store, folder, server }
    }

    /// A place where there is nothing yet.
    pub async fn another(&self, engine: Engine) -> Location {
        match engine {
            Engine::Sqlite => {
                let number = DATABASES.fetch_add(1, Ordering::Relaxed);
                Location::Sqlite(self.path(&format!("another-{number}.db")))
            }
            Engine::Postgres => new_database(&self.server).await,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub async fn account(&self, name: &str) -> AccountId {
        let email = format!("{name}@example.org");
        let new =
            NewAccount { name, email: Some(&email), role: Role::Member, password: Some("hash") };
        self.store.create_account(&new, NOW).await.expect("an account is made").id
    }

    pub async fn attempt(
        &self,
        account: &AccountId,
        exercise: &str,
        purpose: Purpose,
        at: i64,
    ) -> Attempt {
        let new = attempt(exercise, purpose);
        self.store.create_attempt(account, &new, at).await.expect("an attempt is stored")
    }

    /// All rows of a statement, each as its columns between bars.
    pub async fn look(&self, sql: &str) -> Vec<String> {
        look(&self.location, sql).await
    }

    pub async fn change(&self, sql: &str) {
        self.look(sql).await;
    }
}

pub async fn look(location: &Location, sql: &str) -> Vec<String> {
    let sql = AssertSqlSafe(sql.to_owned());
    match location {
        Location::Sqlite(path) => {
            let options = SqliteConnectOptions::new().filename(path);
            let mut connection = options.connect().await.expect("the file opens");
            let rows = sqlx::query(sql).fetch_all(&mut connection).await.expect("the SQL is right");
            connection.close().await.expect("it closes");
            rows.iter().map(|row| columns(row.len(), |at| row.get(at))).collect()
        }
        Location::Postgres(address) => {
            let mut connection = PgConnection::connect(address).await.expect("it answers");
            let rows = sqlx::query(sql).fetch_all(&mut connection).await.expect("the SQL is right");
            connection.close().await.expect("it closes");
            rows.iter().map(|row| columns(row.len(), |at| row.get(at))).collect()
        }
    }
}

fn columns(count: usize, column: impl Fn(usize) -> Option<String>) -> String {
    let texts: Vec<String> = (0..count).map(|at| column(at).unwrap_or_default()).collect();
    texts.join("|")
}

async fn new_database(server: &Server) -> Location {
    let number = DATABASES.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{number}");
    let address = Location::from_str(&server.address("postgres")).expect("an address");
    look(&address, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    Location::Postgres(server.address(&name))
}

pub fn attempt(exercise: &str, purpose: Purpose) -> NewAttempt {
    NewAttempt {
        exercise: exercise.to_owned(),
        title: String::from("Two sums"),
        purpose,
        language: String::from("python3"),
        rejudges: None,
        source: Source {
            files: String::from(r#"[{"name":"main.py","text":"print(1)\n"}]"#),
            entry_point: None,
            input: None,
            only: None,
        },
    }
}

pub fn outcome(verdict: &str, score: f64, cpu_us: u64) -> Outcome {
    Outcome {
        verdict: verdict.to_owned(),
        score,
        points: None,
        level: None,
        checks_passed: 3,
        checks_total: 4,
        explanation: String::from("Case 4 is wrong."),
        cpu_us: Some(cpu_us),
        wall_us: Some(cpu_us + 5),
        memory_bytes: Some(1 << 20),
    }
}
