//! What a person takes along, and what an archive from anywhere may not do.

use std::io::{Cursor, Read, Write};

use serde_json::json;
use store::{
    AccountId, AttemptFilter, Counts, Error, Imported, Limits, NewPackage, NewToken, Purpose, Role,
    Store,
};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::world::{NOW, SECOND, World, attempt, outcome};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    goes_out_and_comes_in_again,
    second_time_changes_nothing,
    two_people_take_in_one_archive,
    what_is_there_stays,
    holds_no_secret_and_nothing_of_others,
    many_attempts,
    faulty_archives_change_nothing,
    bombs_are_refused,
    odd_file_names_go_along,
];

type Archive = Cursor<Vec<u8>>;

async fn fill(w: &World, account: &AccountId) {
    let store = &w.store;
    store.put_setting(account, "{\"theme\":\"dark\"}").await.expect("stored");
    let text = "# Sums\n\nWith \u{1F980} and ``` code\r\n";
    store.put_note(account, "sum", text, None, NOW).await.expect("saved");
    store.put_note(account, "trie", "", None, NOW).await.expect("saved");
    let files = r#"[{"name":"main.go","text":"package main\n"},{"name":"a/b.go","text":""}]"#;
    store
        .put_draft(account, ("sum", "go"), (files, Some("a/b.go")), None, NOW)
        .await
        .expect("saved");
    store.open_hint(account, "sum", 2).await.expect("opened");
    store.surrender(account, "trie", NOW + 3).await.expect("stored");
    for (number, verdict) in (0_i64..).zip(["WA", "AC"]) {
        let mut new = attempt("sum", Purpose::Submit);
        new.source.input = Some(String::from("1\n")).filter(|_| number == 0);
        store.create_attempt(account, &new, NOW + number).await.expect("stored");
        let job = store.lease("w", NOW, NOW + SECOND).await.expect("asked").expect("one");
        let mut found = outcome(verdict, 1.0 / 3.0, 7);
        found.points = Some(store::Points { got: 0.1, of: None });
        found.level = Some(store::Level { reached: 1, of: 2, name: None });
        let report = "{\"lanes\": [1, 2.50]}";
        store.finish_attempt(&job, report, &found, &[], NOW + 9).await.expect("stored");
    }
    let package = NewPackage {
        account,
        slug: "mine",
        title: None,
        file_name: "mine.zip",
        content: vec![80, 75],
        findings: "[]",
        state: "published",
    };
    store.create_package(package, NOW).await.expect("stored");
}

async fn export(store: &Store, account: &AccountId) -> Archive {
    store.export(account, Cursor::new(Vec::new()), NOW + 60).await.expect("exported")
}

async fn import(store: &Store, account: &AccountId, archive: Archive) -> store::Result<Imported> {
    store.import(account, archive, Limits::default(), |_| true, NOW + 99).await
}

/// All that is imported, as one text without ids of rows.
async fn owned(store: &Store, account: &AccountId) -> String {
    let mut texts = vec![format!("{:?}", store.setting(account).await.expect("read"))];
    texts.push(format!("{:?}", store.notes(account).await.expect("listed")));
    for entry in store.drafts(account).await.expect("listed") {
        let draft = store.draft(account, &entry.exercise, &entry.language).await.expect("read");
        texts.push(format!("{entry:?} {draft:?}"));
    }
    let mut standings = store.standings(account).await.expect("listed");
    standings.sort_by(|a, b| a.exercise.cmp(&b.exercise));
    texts.push(format!("{standings:?}"));
    let filter = AttemptFilter { limit: 99, ..AttemptFilter::default() };
    for mut attempt in store.attempts(account, &filter).await.expect("listed") {
        let source = store.source(&attempt.id).await.expect("read");
        let report = store.report(&attempt.id).await.expect("read");
        attempt.account = store::Id::parse("00000000-0000-7000-8000-000000000000").expect("an id");
        attempt.id = store::Id::parse("00000000-0000-7000-8000-000000000000").expect("an id");
        texts.push(format!("{attempt:?} {source:?} {report:?}"));
    }
    texts.join("\n")
}

async fn goes_out_and_comes_in_again(w: World) {
    let ada = w.account("ada").await;
    fill(&w, &ada).await;
    let before = owned(&w.store, &ada).await;
    let archive = export(&w.store, &ada).await;
    let elsewhere = Store::open(&w.another(w.engine).await).await.expect("opens");
    let you = elsewhere.local_account(NOW).await.expect("made").id;
    let done = import(&elsewhere, &you, archive).await.expect("imported");
    let created =
        Counts { attempts: 2, drafts: 1, notes: 2, exercises: 2, settings: 1, packages: 0 };
    let skipped = Counts { packages: 1, ..Counts::default() };
    assert_eq!(done, Imported { created, skipped });
    assert_eq!(owned(&elsewhere, &you).await, before);
    assert!(
        elsewhere.packages(None, None, 9).await.expect("listed").is_empty(),
        "it was not checked here"
    );
    assert!(elsewhere.lease("w", NOW, NOW).await.expect("asked").is_none());
}

async fn second_time_changes_nothing(w: World) {
    let ada = w.account("ada").await;
    fill(&w, &ada).await;
    let before = owned(&w.store, &ada).await;
    let archive = export(&w.store, &ada).await;
    let done = import(&w.store, &ada, archive).await.expect("imported");
    assert_eq!(done.created, Counts::default());
    assert_eq!(done.skipped.attempts, 2);
    assert_eq!(owned(&w.store, &ada).await, before);
}

async fn two_people_take_in_one_archive(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    fill(&w, &ada).await;
    let before = owned(&w.store, &ada).await;
    let archive = export(&w.store, &ada).await;
    for created in [2, 0] {
        let done = import(&w.store, &bob, archive.clone()).await.expect("imported");
        assert_eq!((done.created.attempts, done.skipped.attempts), (created, 2 - created));
    }
    assert_eq!(owned(&w.store, &bob).await, before);
    assert_eq!(owned(&w.store, &ada).await, before, "hers are untouched");
}

async fn what_is_there_stays(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    fill(&w, &ada).await;
    w.store.put_note(&bob, "sum", "mine", None, NOW).await.expect("saved");
    w.store.put_setting(&bob, "{\"theme\":\"light\"}").await.expect("stored");
    w.store.open_hint(&bob, "sum", 3).await.expect("opened");
    // Waiting there, cancelled here: nobody would judge it.
    let waiting = w.attempt(&ada, "trie", Purpose::Submit, NOW + 20).await;
    let archive = export(&w.store, &ada).await;
    import(&w.store, &bob, archive).await.expect("imported");
    let note = w.store.note(&bob, "sum").await.expect("read").expect("there");
    assert_eq!(note.text, "mine");
    let setting = w.store.setting(&bob).await.expect("read");
    assert_eq!(setting.as_deref(), Some("{\"theme\":\"light\"}"));
    let standing = w.store.standing(&bob, "sum").await.expect("read").expect("there");
    assert_eq!((standing.hints_opened, standing.attempts), (3, 2));
    let filter = AttemptFilter { limit: 1, ..AttemptFilter::default() };
    let newest = w.store.attempts(&bob, &filter).await.expect("listed").remove(0);
    assert_eq!((newest.created_at, newest.state.as_str()), (waiting.created_at, "cancelled"));
    let refused = |_: &str| false;
    let cy = w.account("cy").await;
    let archive = export(&w.store, &ada).await;
    let done = w.store.import(&cy, archive, Limits::default(), refused, NOW).await;
    assert_eq!(done.expect("imported").skipped.settings, 1);
    assert_eq!(w.store.setting(&cy).await.expect("read"), None);
}

fn entries(archive: Archive) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(archive).expect("a zip");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("there");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("read");
            let name = file.name().expect("a name").into_owned();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

async fn holds_no_secret_and_nothing_of_others(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    fill(&w, &ada).await;
    w.store.put_password(&ada, "a password").await.expect("stored");
    let token = NewToken {
        account: &ada,
        secret_hash: "a secret",
        name: "laptop",
        scopes: "read",
        expires_at: None,
    };
    w.store.create_token(&token, NOW).await.expect("made");
    w.store.put_note(&bob, "sum", "of bob", None, NOW).await.expect("saved");
    let all = entries(export(&w.store, &ada).await);
    let text = format!("{all:?}");
    for word in ["a password", "a secret", "of bob"] {
        assert!(!text.contains(word), "{word}");
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["README.md", "notes/sum.md", "drafts/sum/go/a/b.go", "attempts-0001.jsonl"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    assert!(text.contains("laptop") && text.contains("2026-"), "{text}");
    let reports = all.iter().filter(|(name, _)| name.ends_with("/report.json")).count();
    assert_eq!(reports, 2);
}

async fn many_attempts(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    let line = |number: u32| {
        let id = format!("00000000-0000-7000-8000-{number:012}");
        accepted().replace("00000000-0000-7000-8000-000000000000", &id) + "\n"
    };
    let first: String = (0..300).map(line).collect();
    let second: String = (300..450).map(line).collect();
    let made = zip(&[
        ("greenroom.json", MANIFEST.into()),
        ("attempts-0001.jsonl", first),
        ("attempts-0002.jsonl", second),
    ]);
    let done = import(&w.store, &ada, made).await.expect("imported");
    assert_eq!(done.created.attempts, 450);
    let standing = w.store.standing(&ada, "sum").await.expect("read").expect("there");
    assert_eq!(standing.attempts, 450);
    let archive = export(&w.store, &ada).await;
    let done = import(&w.store, &bob, archive).await.expect("imported");
    assert_eq!(done.created.attempts, 450);
}

/// One line of `attempts-0001.jsonl`.
fn accepted() -> String {
    json!({
        "id": "00000000-0000-7000-8000-000000000000", "exercise": "sum", "title": "Sum",
        "purpose": "submit", "language": "go", "hints_opened": 0, "of": null,
        "state": "finished", "created_at": "2026-11-25T08:00:00Z", "started_at": null,
        "finished_at": "2026-11-25T08:00:01Z",
        "result": {
            "verdict": "AC", "score": 1.0, "points": null, "level": null, "checks_passed": 1,
            "checks_total": 1, "explanation": "", "cpu_us": 1, "wall_us": 1, "memory_bytes": 1,
        },
        "source": { "files": [], "entry_point": null, "input": null, "only": null },
        "report": { "text": "{}" },
    })
    .to_string()
}

const MANIFEST: &str = r#"{"format":"greenroom-export","version":1,
    "exported_at":"2026-11-25T08:00:00Z",
    "account":{"name":"Ada","email":null,"role":"member","created_at":"2026-11-25T08:00:00Z"}}"#;

fn zip(files: &[(&str, String)]) -> Archive {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("begun");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("finished")
}

async fn faulty_archives_change_nothing(w: World) {
    let ada = w.account("ada").await;
    let note = |rest: &str| {
        format!(r#"{{"exercise":"sum","revision":1,"updated_at":"2026-11-25T08:00:00Z",{rest}}}"#)
    };
    let good = ("notes.jsonl", note(r#""text":"fine""#));
    let draft = |name: &str| {
        json!({
            "exercise": "sum", "language": "go", "active": null, "revision": 1,
            "updated_at": "2026-11-25T08:00:00Z", "files": [{ "name": name, "text": "" }],
        })
        .to_string()
    };
    let newer = MANIFEST.replace("\"version\":1", "\"version\":7");
    let other = MANIFEST.replace("greenroom-export", "other");
    let manifest = ("greenroom.json", MANIFEST.to_owned());
    let faulty =
        |name: &'static str, text: String| zip(&[manifest.clone(), good.clone(), (name, text)]);
    let cases = [
        ("cannot be read", Cursor::new(b"no zip".to_vec())),
        ("cannot be read", Cursor::new(Vec::new())),
        ("no greenroom.json", zip(std::slice::from_ref(&good))),
        ("version 7", zip(&[("greenroom.json", newer), good.clone()])),
        ("format", zip(&[("greenroom.json", other), good.clone()])),
        ("settings.json", faulty("settings.json", "[1".into())),
        ("settings.json", faulty("settings.json", "[]".into())),
        ("drafts.jsonl, line 1", faulty("drafts.jsonl", "nonsense".into())),
        ("name is none", faulty("drafts.jsonl", draft("../../etc/passwd"))),
        ("name is none", faulty("drafts.jsonl", draft("/etc/passwd"))),
        ("exercise or language", faulty("drafts.jsonl", draft("a").replace("sum", "../x"))),
        (
            "line 2",
            faulty(
                "exercises.jsonl",
                format!("{}\n{{}}", r#"{"exercise":"a","hints_opened":1,"surrendered_at":null}"#),
            ),
        ),
        (
            "too many hints",
            faulty(
                "exercises.jsonl",
                r#"{"exercise":"a","hints_opened":4000000000,"surrendered_at":null}"#.into(),
            ),
        ),
        ("attempts-0001.jsonl", faulty("attempts-0001.jsonl", r#"{"id":"x"}"#.into())),
        ("not there", zip(&[manifest.clone(), ("notes.jsonl", note(r#""path":"notes/none.md""#))])),
        ("U+0000", zip(&[manifest.clone(), ("notes.jsonl", note(r#""text":"a\u0000""#))])),
    ];
    for (expected, archive) in cases {
        let refused = import(&w.store, &ada, archive).await.expect_err(expected);
        assert!(matches!(refused, Error::Archive(_)), "{refused:?}");
        assert!(refused.to_string().contains(expected), "{expected}: {refused}");
        assert!(w.store.notes(&ada).await.expect("listed").is_empty(), "{expected}");
    }
    // A hostile report that claims what there is not.
    let attempt = |change: (&str, &str)| {
        let line = accepted();
        assert!(line.contains(change.0));
        faulty("attempts-0001.jsonl", line.replace(change.0, change.1))
    };
    for change in [
        ("\"AC\"", "\"<script>\""),
        ("\"score\":1.0", "\"score\":1e9"),
        ("\"cpu_us\":1", "\"cpu_us\":-1"),
        ("\"finished\"", "\"won\""),
        ("\"finished\"", "\"queued\""),
        ("\"text\":\"{}\"", "\"text\":\"{\""),
        ("\"submit\"", "\"drop\""),
        ("2026-11-25T08:00:00Z", "yesterday"),
    ] {
        let refused = import(&w.store, &ada, attempt(change)).await.expect_err("refused");
        assert!(matches!(refused, Error::Archive(_)), "{change:?}: {refused:?}");
    }
    assert!(w.store.notes(&ada).await.expect("listed").is_empty());
}

async fn bombs_are_refused(w: World) {
    let ada = w.account("ada").await;
    let small = Limits { entries: 4, expanded_bytes: 300_000, file_bytes: 100_000, records: 1000 };
    let manifest = ("greenroom.json", MANIFEST.to_owned());
    let large = "a".repeat(100_001);
    let note =
        r#"{"exercise":"sum","revision":1,"updated_at":"2026-11-25T08:00:00Z","path":"big"}"#;
    let again = format!("{note}\n").repeat(9);
    let bombs = [
        zip(&[manifest.clone(), ("settings.json", large)]),
        // One file that is named again and again.
        zip(&[manifest.clone(), ("big", "a".repeat(90_000)), ("notes.jsonl", again)]),
        zip(&[
            manifest.clone(),
            ("a", String::new()),
            ("b", String::new()),
            ("c", String::new()),
            ("d", String::new()),
        ]),
        zip(&[manifest, ("packages.jsonl", "1\n".repeat(1001))]),
    ];
    for bomb in bombs {
        let refused = w.store.import(&ada, bomb, small, |_| true, NOW).await.expect_err("refused");
        assert!(matches!(refused, Error::Archive(_)), "{refused:?}");
    }
    assert!(w.store.notes(&ada).await.expect("listed").is_empty());
}

async fn odd_file_names_go_along(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    let files = r#"[{"name":"Main.java","text":"one"},{"name":"main.java","text":"two"}]"#;
    w.store.put_draft(&ada, ("sum", "java"), (files, None), None, NOW).await.expect("saved");
    let archive = export(&w.store, &ada).await;
    import(&w.store, &bob, archive).await.expect("imported");
    let draft = w.store.draft(&bob, "sum", "java").await.expect("read").expect("there");
    assert_eq!(draft.files, files);
    let person = w.store.account(&bob).await.expect("read").expect("there");
    assert_eq!(person.role, Role::Member, "an archive gives no rights");
}
