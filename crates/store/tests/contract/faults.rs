//! Faults of the engines themselves, told apart by what one can do about them.

use sqlx::{ConnectOptions, Connection, Executor, sqlite::SqliteConnectOptions};
use store::{Error, Location, Store};

use crate::world::{Engine, NOW, World};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    full_disk_is_named,
    write_protection_is_named,
    end_of_the_server_is_named,
    unknown_owner_is_named,
];

/// A limit of pages has the same effect as a full disk, for the one connection that has it.
async fn full_disk_is_named(w: World) {
    let Location::Sqlite(path) = &w.location else { return };
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await.expect("opens");
    connection.execute("PRAGMA max_page_count = 1").await.expect("set");
    let insert = "INSERT INTO setting VALUES ('x', hex(zeroblob(100000)))";
    connection.execute("PRAGMA foreign_keys = off").await.expect("set");
    let refused = Error::from(connection.execute(insert).await.expect_err("no room"));
    assert!(matches!(refused, Error::Full(_)), "{refused}");
    assert!(refused.to_string().contains("free space"), "{refused}");
    connection.close().await.expect("closes");
}

async fn write_protection_is_named(w: World) {
    let ada = w.account("ada").await;
    match &w.location {
        Location::Sqlite(path) => {
            // Root writes where it likes, so that rights of files say nothing here.
            let options = SqliteConnectOptions::new().filename(path).read_only(true);
            let mut connection = options.connect().await.expect("opens");
            let refused = connection.execute("DELETE FROM account").await.expect_err("protected");
            let refused = Error::from(refused);
            assert!(matches!(refused, Error::ReadOnly(_)), "{refused}");
            connection.close().await.expect("closes");
        }
        Location::Postgres(_) => {
            let name = w.look("SELECT current_database()::text").await.remove(0);
            w.change(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on"))
                .await;
            let store = Store::open(&w.location).await.expect("it can be read");
            let refused = store.put_setting(&ada, "{}").await.expect_err("protected");
            assert!(matches!(refused, Error::ReadOnly(_)), "{refused}");
            assert!(store.account(&ada).await.expect("read").is_some());
        }
    }
}

async fn end_of_the_server_is_named(w: World) {
    if w.engine == Engine::Sqlite {
        return;
    }
    w.store.local_account(NOW).await.expect("made");
    let end = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    w.look(end).await;
    // Connections are tried before they are used: whoever asks does not notice.
    w.store.local_account(NOW).await.expect("answers over a new connection");
    w.store.close().await;
    let refused = w.store.ping().await.expect_err("it is closed");
    assert!(matches!(refused, Error::Unavailable(_)), "{refused}");
}

async fn unknown_owner_is_named(w: World) {
    let nobody = store::Id::parse("00000000-0000-7000-8000-000000000000").expect("an id");
    let refused = w.store.put_note(&nobody, "sum", "text", None, NOW).await.expect_err("nobody");
    assert!(matches!(refused, Error::NotFound(_)), "{refused}");
}
