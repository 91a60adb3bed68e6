//! Both engines have the same tables, and a database tells who made it.

use std::collections::BTreeSet;

use store::{Error, Location, Store};

use crate::world::{Engine, World, look};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    opens_again,
    many_open_it_at_once,
    engines_agree,
    newer_one_is_refused,
    foreign_file_is_refused,
    says_what_it_is,
    missing_server_is_named_without_its_password,
];

const SQLITE_TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table'
    AND name NOT LIKE 'sqlite_%' ORDER BY name";
const POSTGRES_TABLES: &str = "SELECT table_name::text FROM information_schema.tables
    WHERE table_schema = 'public' ORDER BY 1";

pub async fn tables(w: &World) -> Vec<String> {
    match w.engine {
        Engine::Sqlite => w.look(SQLITE_TABLES).await,
        Engine::Postgres => w.look(POSTGRES_TABLES).await,
    }
}

async fn opens_again(w: World) {
    let one = w.store.local_account(1).await.expect("made");
    w.store.close().await;
    let again = Store::open(&w.location).await.expect("opens again");
    assert_eq!(again.local_account(2).await.expect("found"), one);
}

async fn many_open_it_at_once(w: World) {
    let empty = w.another(w.engine).await;
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let empty = empty.clone();
        tasks.push(tokio::spawn(async move {
            let store = Store::open(&empty).await.expect("opens");
            store.ping().await.expect("answers");
            store.close().await;
        }));
    }
    for task in tasks {
        task.await.expect("no panic");
    }
}

/// Columns with their kind and whether they may be empty, then indexes with their columns.
async fn engines_agree(w: World) {
    if w.engine == Engine::Sqlite {
        return;
    }
    let sqlite = w.another(Engine::Sqlite).await;
    Store::open(&sqlite).await.expect("opens").close().await;
    let left = look(
        &sqlite,
        "SELECT m.name, c.name, upper(c.type), CASE WHEN c.\"notnull\" = 0 AND c.pk = 0
                THEN 'YES' ELSE 'NO' END, c.pk || ''
         FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
    )
    .await;
    let right = w
        .look(
            "SELECT c.table_name::text, c.column_name::text, upper(c.data_type), c.is_nullable::text,
                    coalesce(k.ordinal_position, 0)::text
             FROM information_schema.columns c
             LEFT JOIN information_schema.table_constraints t
                 ON t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY'
             LEFT JOIN information_schema.key_column_usage k
                 ON k.constraint_name = t.constraint_name AND k.column_name = c.column_name
             WHERE c.table_schema = 'public'",
        )
        .await;
    let aliases = |row: &String| row.replace("BYTEA", "BLOB");
    let left: BTreeSet<_> = left.iter().map(aliases).collect();
    let right: BTreeSet<_> = right.iter().map(aliases).collect();
    assert_eq!(left.difference(&right).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(right.difference(&left).collect::<Vec<_>>(), Vec::<&String>::new());

    let left = look(
        &sqlite,
        "SELECT i.name, i.tbl_name, CASE WHEN l.\"unique\" THEN 'unique' ELSE '' END,
                (SELECT group_concat(name, ',' ORDER BY seqno) FROM pragma_index_info(i.name)),
                CASE WHEN l.partial THEN 'partial' ELSE '' END
         FROM sqlite_master i JOIN pragma_index_list(i.tbl_name) l ON l.name = i.name
         WHERE i.type = 'index' AND i.sql IS NOT NULL",
    )
    .await;
    let right = w
        .look(
            "SELECT i.relname::text, t.relname::text,
                    CASE WHEN x.indisunique THEN 'unique' ELSE '' END,
                    (SELECT string_agg(a.attname, ',' ORDER BY k.position)
                     FROM unnest(x.indkey) WITH ORDINALITY k (attribute, position)
                     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attribute),
                    CASE WHEN x.indpred IS NULL THEN '' ELSE 'partial' END
             FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
             JOIN pg_class t ON t.oid = x.indrelid
             WHERE t.relnamespace = 'public'::regnamespace AND NOT x.indisprimary",
        )
        .await;
    let (left, right): (BTreeSet<_>, BTreeSet<_>) =
        (left.into_iter().collect(), right.into_iter().collect());
    assert_eq!(left, right);
}

async fn newer_one_is_refused(w: World) {
    w.change("INSERT INTO migration (number, name) VALUES (9999, 'later')").await;
    let refused = Store::open(&w.location).await.expect_err("it is newer");
    assert!(matches!(refused, Error::Newer { found: 9999, .. }), "{refused}");
    assert!(refused.to_string().contains("newer Greenroom"), "{refused}");
}

async fn foreign_file_is_refused(w: World) {
    let path = w.path("letter.db");
    let text = "Dear database,\n".repeat(1000);
    std::fs::write(&path, &text).expect("written");
    let refused = Store::open(&Location::Sqlite(path.clone())).await.expect_err("it is a letter");
    assert!(matches!(refused, Error::Damaged(_)), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), text, "it is as it was");
    let refused = Store::open(&Location::Sqlite(path.join("a.db"))).await.expect_err("no folder");
    assert!(matches!(refused, Error::File { .. }), "{refused}");
}

async fn says_what_it_is(w: World) {
    w.store.ping().await.expect("answers");
    let name = if w.engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    assert_eq!(w.store.engine(), name);
    let version = w.store.version().await.expect("answers");
    assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{version}");
    assert!(w.store.bytes().await.expect("answers").expect("known") > 1000);
    assert!(w.store.schema() >= 1);
}

async fn missing_server_is_named_without_its_password(w: World) {
    let address = "postgres://greenroom:secret@127.0.0.1:1/none";
    let refused = Store::open(&Location::Postgres(address.into())).await.expect_err("nobody there");
    assert!(matches!(refused, Error::Unavailable(_)), "{refused}");
    assert!(!format!("{refused} {refused:?}").contains("secret"), "{refused}");
    drop(w);
}
