//! Backups, restoring, and moving between engines.

use std::collections::BTreeMap;

use store::{Error, Location, NewPackage, Purpose, Store, copy, restore};

use crate::schema::tables;
use crate::world::{Engine, NOW, SECOND, World, look, outcome};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    copies_to_both_engines_and_back,
    copy_wants_an_empty_target,
    copy_of_a_longer_table,
    copied_tables_are_all_tables,
    backup_is_restored,
    backup_overwrites_nothing,
    restoring_refuses_what_is_no_backup,
    restoring_refuses_a_newer_one,
    restoring_refuses_a_damaged_one,
    restoring_over_damage_keeps_it,
    restoring_in_use_is_refused,
];

/// Something everywhere, with what engines might treat differently.
async fn fill(w: &World) {
    let local = w.store.local_account(NOW).await.expect("made").id;
    for (name, account) in [("ada", w.account("ada").await), ("local", local)] {
        let text = format!("{name} \u{1F980} ' \" \\ \r\n");
        w.store.put_note(&account, "sum", &text, None, NOW).await.expect("saved");
        w.store.put_setting(&account, "{}").await.expect("stored");
        w.store.put_draft(&account, ("sum", "go"), ("[]", None), None, NOW).await.expect("saved");
        w.store.open_hint(&account, "sum", 1).await.expect("opened");
        for verdict in ["WA", "AC"] {
            w.attempt(&account, "sum", Purpose::Submit, NOW).await;
            let job = w.store.lease("w", NOW, NOW + SECOND).await.expect("asked").expect("one");
            let mut found = outcome(verdict, 1.0 / 3.0, 7);
            found.memory_bytes = None;
            w.store.finish_attempt(&job, "{}", &found, &[], NOW).await.expect("stored");
        }
        w.attempt(&account, "trie", Purpose::Run, NOW).await;
        let event = store::NewEvent { name: "queued", data: "{}".into() };
        w.store.append_events(name, &[event], NOW).await.expect("stored");
        let package = NewPackage {
            account: &account,
            slug: "sum",
            title: None,
            file_name: "sum.zip",
            content: (0..=255).collect(),
            findings: "[]",
            state: "linted",
        };
        w.store.create_package(package, NOW).await.expect("stored");
    }
}

/// Every row of every table as text.
async fn everything(w: &World, location: &Location) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in tables(w).await {
        let columns = match location {
            Location::Sqlite(_) => {
                format!("SELECT name, type FROM pragma_table_info('{table}') ORDER BY name")
            }
            Location::Postgres(_) => format!(
                "SELECT column_name::text, data_type::text FROM information_schema.columns
                 WHERE table_name = '{table}' ORDER BY column_name"
            ),
        };
        let parts: Vec<String> = look(location, &columns)
            .await
            .iter()
            .map(|row| row.split_once('|').expect("two columns"))
            .map(|(name, kind)| match kind.to_ascii_uppercase().as_str() {
                "BLOB" => format!("hex({name})"),
                "BYTEA" => format!("upper(encode({name}, 'hex'))"),
                "BOOLEAN" => format!("CASE WHEN {name} THEN 'yes' ELSE 'no' END"),
                "DOUBLE PRECISION" => format!("CAST(CAST({name} * 1000000 AS BIGINT) AS TEXT)"),
                _ => format!("CAST({name} AS TEXT)"),
            })
            .collect();
        let mut rows = look(location, &format!("SELECT {} FROM {table}", parts.join(", "))).await;
        rows.sort();
        all.insert(table, rows);
    }
    all
}

async fn copies_to_both_engines_and_back(w: World) {
    fill(&w).await;
    let before = everything(&w, &w.location).await;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let there = w.another(engine).await;
        let back = w.another(w.engine).await;
        let (to, again) = (Store::open(&there).await, Store::open(&back).await);
        let (to, again) = (to.expect("opens"), again.expect("opens"));
        let mut steps = Vec::new();
        let copied = copy(&w.store, &to, &mut |step| steps.push(step)).await.expect("copied");
        assert!(copied.rows() > 20);
        assert!(steps.iter().any(|s| s.table == "attempt" && s.rows == s.of && s.of == 6));
        assert_eq!(everything(&w, &there).await, before, "to {engine:?}");
        copy(&to, &again, &mut |_| {}).await.expect("copied back");
        assert_eq!(everything(&w, &back).await, before, "from {engine:?}");
        // It is a database like any other: the queue goes on.
        assert!(to.lease("w", NOW, NOW + SECOND).await.expect("asked").is_some());
    }
}

async fn copy_wants_an_empty_target(w: World) {
    fill(&w).await;
    let there = w.another(Engine::Sqlite).await;
    let to = Store::open(&there).await.expect("opens");
    let mine = to.local_account(NOW).await.expect("made");
    let refused = copy(&w.store, &to, &mut |_| {}).await.expect_err("it is not empty");
    assert!(refused.to_string().contains("empty database"), "{refused}");
    assert_eq!(to.local_account(NOW).await.expect("there"), mine);
    assert!(to.drafts(&mine.id).await.expect("listed").is_empty());
}

async fn copy_of_a_longer_table(w: World) {
    // More than one batch, and a last one that is full.
    let events: Vec<_> =
        (0..1000).map(|_| store::NewEvent { name: "a", data: "{}".into() }).collect();
    w.store.append_events("s", &events, NOW).await.expect("stored");
    let to = Store::open(&w.another(w.engine).await).await.expect("opens");
    let copied = copy(&w.store, &to, &mut |_| {}).await.expect("copied");
    assert_eq!(copied.rows(), 1000);
    assert_eq!(to.events("s", 998, 10).await.expect("read").len(), 2);
}

async fn copied_tables_are_all_tables(w: World) {
    let to = Store::open(&w.another(w.engine).await).await.expect("opens");
    let copied = copy(&w.store, &to, &mut |_| {}).await.expect("copied");
    let mut names: Vec<_> = copied.tables.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.push(String::from("migration"));
    names.sort();
    assert_eq!(names, tables(&w).await);
}

async fn backup_is_restored(w: World) {
    fill(&w).await;
    let before = everything(&w, &w.location).await;
    let file = w.path("backup.db");
    w.store.backup(&file).await.expect("backed up");
    assert!(!w.path("backup.db.partial").exists() && !w.path("backup.db-wal").exists());
    // Afterwards something is lost and something is new.
    let ada = w.store.account_by_email("ada@example.org").await.expect("asked").expect("there").0;
    w.store.delete_account(&ada.id).await.expect("deleted");
    w.account("late").await;
    let after = everything(&w, &w.location).await;
    w.store.close().await;
    let restored = restore(&w.location, &file).await.expect("restored");
    assert!(restored.schema >= 1);
    assert_eq!(everything(&w, &w.location).await, before);
    let kept = Location::Sqlite(restored.kept.expect("there was something"));
    assert_eq!(everything(&w, &kept).await, after, "what was there is kept");
    Store::open(&w.location).await.expect("opens").ping().await.expect("answers");
    // And to a place where there was nothing, of either engine.
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let elsewhere = w.another(engine).await;
        restore(&elsewhere, &file).await.expect("restored");
        assert_eq!(everything(&w, &elsewhere).await, before);
    }
}

async fn backup_overwrites_nothing(w: World) {
    let file = w.path("backup.db");
    std::fs::write(&file, "mine").expect("written");
    let refused = w.store.backup(&file).await.expect_err("it is there");
    assert!(refused.to_string().contains("name a new file"), "{refused}");
    assert_eq!(std::fs::read_to_string(&file).expect("read"), "mine");
    let refused = w.store.backup(&w.path("no/such/folder.db")).await.expect_err("no such folder");
    assert!(refused.to_string().contains("is no folder"), "{refused}");
}

async fn restoring_refuses_what_is_no_backup(w: World) {
    let one = w.store.local_account(NOW).await.expect("made");
    let (letter, other) = (w.path("letter"), w.path("other.db"));
    std::fs::write(&letter, "Dear database,\n".repeat(500)).expect("written");
    look_new(&other, "CREATE TABLE account (id TEXT)").await;
    std::fs::write(w.path("empty"), "").expect("written");
    w.store.close().await;
    for (file, word) in [
        (letter, "no sound backup"),
        (other, "no backup"),
        (w.path("empty"), "no backup"),
        (w.path("none"), "read"),
    ] {
        let refused = restore(&w.location, &file).await.expect_err("no backup");
        assert!(refused.to_string().contains(word), "{}: {refused}", file.display());
    }
    let again = Store::open(&w.location).await.expect("opens");
    assert_eq!(again.local_account(NOW).await.expect("there"), one);
}

async fn look_new(path: &std::path::Path, sql: &str) {
    std::fs::File::create(path).expect("made");
    look(&Location::Sqlite(path.to_owned()), sql).await;
}

async fn restoring_refuses_a_newer_one(w: World) {
    let file = w.path("backup.db");
    w.store.backup(&file).await.expect("backed up");
    let insert = "INSERT INTO migration (number, name) VALUES (9999, 'later')";
    look(&Location::Sqlite(file.clone()), insert).await;
    w.store.close().await;
    let refused = restore(&w.location, &file).await.expect_err("it is newer");
    assert!(matches!(refused, Error::Newer { found: 9999, .. }), "{refused}");
}

async fn restoring_refuses_a_damaged_one(w: World) {
    fill(&w).await;
    let file = w.path("backup.db");
    w.store.backup(&file).await.expect("backed up");
    w.store.close().await;
    let mut bytes = std::fs::read(&file).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xAA);
    std::fs::write(&file, bytes).expect("written");
    let refused = restore(&w.location, &file).await.expect_err("it is damaged");
    assert!(matches!(refused, Error::Archive(_)), "{refused}");
}

async fn restoring_over_damage_keeps_it(w: World) {
    let Location::Sqlite(path) = &w.location else { return };
    let file = w.path("backup.db");
    w.store.backup(&file).await.expect("backed up");
    w.store.close().await;
    let damage = "damage ".repeat(2000);
    std::fs::write(path, &damage).expect("written");
    let restored = restore(&w.location, &file).await.expect("restored");
    let kept = restored.kept.expect("it is kept");
    assert_eq!(std::fs::read_to_string(kept).expect("read"), damage);
    Store::open(&w.location).await.expect("opens");
}

async fn restoring_in_use_is_refused(w: World) {
    if w.engine == Engine::Postgres {
        return;
    }
    let one = w.store.local_account(NOW).await.expect("made");
    let file = w.path("backup.db");
    w.store.backup(&file).await.expect("backed up");
    let refused = restore(&w.location, &file).await.expect_err("it is in use");
    assert!(refused.to_string().contains("stop the server"), "{refused}");
    assert_eq!(w.store.local_account(NOW).await.expect("there"), one);
}
