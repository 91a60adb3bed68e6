//! Drafts, notes, settings, packages, references and answers that are remembered.

use store::{
    AccountId, Ended, Error, JobKind, NewEvent, NewPackage, Package, Reference, Remembered,
};

use crate::world::{NOW, World};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    drafts_have_revisions,
    draft_saved_by_two_at_once_is_lost_by_neither,
    drafts_are_listed_with_their_bytes,
    notes_have_revisions,
    strangers_see_nothing,
    text_that_one_engine_cannot_keep,
    settings_are_one,
    packages_change_state,
    references_are_of_one_version,
    answers_are_remembered,
];

async fn drafts_have_revisions(w: World) {
    let ada = w.account("ada").await;
    let key = ("sum", "go");
    let put = |text, expected, at| {
        let (store, ada) = (w.store.clone(), ada);
        async move { store.put_draft(&ada, key, (text, Some("main.go")), expected, at).await }
    };
    let one = put("[1]", Some(0), NOW).await.expect("saved");
    assert_eq!((one.revision, one.active.as_deref()), (1, Some("main.go")));
    let two = put("[2]", Some(1), NOW + 1).await.expect("saved");
    assert_eq!((two.revision, two.updated_at), (2, NOW + 1));
    for expected in [Some(1), Some(0), Some(3)] {
        let refused = put("[x]", expected, NOW + 2).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    }
    assert_eq!(w.store.draft(&ada, "sum", "go").await.expect("asked"), Some(two));
    assert_eq!(put("[3]", None, NOW + 3).await.expect("saved").revision, 3);
    w.store.delete_draft(&ada, "sum", "go").await.expect("deleted");
    assert_eq!(w.store.draft(&ada, "sum", "go").await.expect("asked"), None);
}

async fn draft_saved_by_two_at_once_is_lost_by_neither(w: World) {
    let ada = w.account("ada").await;
    for number in 0..10 {
        let mut tasks = Vec::new();
        for _ in 0..4 {
            let store = w.store.clone();
            tasks.push(tokio::spawn(async move {
                let saved = store.put_draft(&ada, ("sum", "go"), ("[]", None), Some(number), NOW);
                saved.await.is_ok()
            }));
        }
        let mut saved = 0;
        for task in tasks {
            saved += u32::from(task.await.expect("no panic"));
        }
        assert_eq!(saved, 1, "revision {number}");
    }
}

async fn drafts_are_listed_with_their_bytes(w: World) {
    let ada = w.account("ada").await;
    w.store.put_draft(&ada, ("sum", "go"), ("[]", None), None, NOW).await.expect("saved");
    w.store.put_draft(&ada, ("trie", "go"), ("\u{1F980}", None), None, NOW + 1).await.expect("ok");
    let found = w.store.drafts(&ada).await.expect("listed");
    let found: Vec<_> = found.iter().map(|d| (d.exercise.as_str(), d.bytes)).collect();
    assert_eq!(found, [("trie", 4), ("sum", 2)]);
}

async fn notes_have_revisions(w: World) {
    let ada = w.account("ada").await;
    let one = w.store.put_note(&ada, "sum", "# One", Some(0), NOW).await.expect("saved");
    let refused = w.store.put_note(&ada, "sum", "# Two", Some(0), NOW).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert_eq!(w.store.note(&ada, "sum").await.expect("asked"), Some(one));
    let two = w.store.put_note(&ada, "sum", "", Some(1), NOW + 1).await.expect("saved");
    assert_eq!((two.revision, two.text.as_str()), (2, ""));
    assert_eq!(w.store.notes(&ada).await.expect("listed"), [two]);
}

async fn strangers_see_nothing(w: World) {
    let (ada, eve) = (w.account("ada").await, w.account("eve").await);
    w.store.put_draft(&ada, ("sum", "go"), ("[]", None), None, NOW).await.expect("saved");
    w.store.put_note(&ada, "sum", "secret", None, NOW).await.expect("saved");
    w.store.put_setting(&ada, "{}").await.expect("stored");
    assert_eq!(w.store.draft(&eve, "sum", "go").await.expect("asked"), None);
    assert_eq!(w.store.note(&eve, "sum").await.expect("asked"), None);
    assert_eq!(w.store.setting(&eve).await.expect("asked"), None);
    assert!(w.store.drafts(&eve).await.expect("listed").is_empty());
    w.store.delete_draft(&eve, "sum", "go").await.expect("nothing to delete");
    assert!(w.store.draft(&ada, "sum", "go").await.expect("asked").is_some());
}

async fn text_that_one_engine_cannot_keep(w: World) {
    let ada = w.account("ada").await;
    let refused = w.store.put_note(&ada, "sum", "a\0b", None, NOW).await.expect_err("refused");
    assert!(refused.to_string().contains("U+0000"), "{refused}");
    let text = "\u{1}\u{7f}\u{feff}\u{10ffff} \r\n\t'\"\\ % _ $1 ; --";
    w.store.put_note(&ada, "sum", text, None, NOW).await.expect("saved");
    let kept = w.store.note(&ada, "sum").await.expect("asked").expect("there");
    assert_eq!(kept.text, text);
}

async fn settings_are_one(w: World) {
    let ada = w.account("ada").await;
    for body in ["{}", "{\"theme\":\"dark\"}"] {
        w.store.put_setting(&ada, body).await.expect("stored");
        assert_eq!(w.store.setting(&ada).await.expect("asked").as_deref(), Some(body));
    }
}

fn event(name: &'static str) -> NewEvent {
    NewEvent { name, data: String::from("{}") }
}

async fn packages_change_state(w: World) {
    let ada = w.account("ada").await;
    let content: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let new = NewPackage {
        account: &ada,
        slug: "sum",
        title: Some("Sum"),
        file_name: "sum.zip",
        content: content.clone(),
        findings: "[]",
        state: "linted",
    };
    let made = w.store.create_package(new, NOW).await.expect("stored");
    assert_eq!((made.bytes, made.state.as_str()), (70_000, "linted"));
    assert_eq!(w.store.package_content(&made.id).await.expect("asked"), Some(content));
    let id = made.id;
    let queued = event("queued");
    let begin = || w.store.begin_verification(&id, &ada, &queued, NOW);
    assert!(!w.store.publish_package(&id).await.expect("asked"), "it is not sound");
    assert!(begin().await.expect("begun"));
    assert!(!begin().await.expect("asked"), "it is under way");
    let job = w.store.lease("w", NOW, NOW + 1).await.expect("asked").expect("a job");
    assert_eq!((job.kind, job.subject.as_str()), (JobKind::Verification, &*id.to_string()));
    let finish = |state| {
        let store = w.store.clone();
        let events = [event("verified")];
        async move { store.finish_verification(&job.id, &id, "{}", state, &events, NOW).await }
    };
    assert_eq!(finish("sound").await.expect("stored"), Ended::Stored);
    assert_eq!(finish("unsound").await.expect("asked"), Ended::TooLate);
    assert!(!w.store.is_queued(JobKind::Verification, &id.to_string()).await.expect("asked"));

    // Once more: the numbers of its events go on, and the old ones are gone.
    assert!(begin().await.expect("begun"));
    let events = w.store.events(&id.to_string(), 0, 9).await.expect("listed");
    assert_eq!(events.iter().map(|event| event.number).collect::<Vec<_>>(), [3]);
    let job = w.store.lease("w", NOW, NOW + 1).await.expect("asked").expect("a job");
    let stored = w.store.finish_verification(&job.id, &id, "{}", "sound", &[], NOW).await;
    assert_eq!(stored.expect("stored"), Ended::Stored);

    assert!(w.store.publish_package(&id).await.expect("published"));
    assert!(!begin().await.expect("asked"), "it is published");
    let found = w.store.package(&id).await.expect("asked").expect("there");
    assert_eq!((found.state.as_str(), found.verification.as_deref()), ("published", Some("{}")));
    assert_eq!(w.store.published_packages().await.expect("listed"), std::slice::from_ref(&found));
    packages_replace_and_page(&w, &ada, found).await;
}

/// A second package of the same name, published, takes the place of `first`.
async fn packages_replace_and_page(w: &World, ada: &AccountId, first: Package) {
    let new = NewPackage {
        account: ada,
        slug: &first.slug,
        title: None,
        file_name: "sum.zip",
        content: Vec::new(),
        findings: "[]",
        state: "sound",
    };
    let second = w.store.create_package(new, NOW).await.expect("stored");
    assert!(w.store.publish_package(&second.id).await.expect("published"));
    let first = w.store.package(&first.id).await.expect("asked").expect("there");
    assert_eq!(first.state, "sound", "it was replaced");
    assert!(w.store.withdraw_package(&second.id).await.expect("withdrawn"));
    assert!(!w.store.withdraw_package(&second.id).await.expect("asked"));
    assert_eq!(w.store.package_count().await.expect("counted"), 2);
    let second = w.store.package(&second.id).await.expect("asked").expect("there");
    let eve = w.account("eve").await;
    let list = async |account, after| w.store.packages(account, after, 9).await.expect("listed");
    assert_eq!(list(None, None).await, [second.clone(), first.clone()]);
    assert_eq!(list(Some(ada), Some(&second.id)).await, std::slice::from_ref(&first));
    assert!(list(Some(&eve), None).await.is_empty());
    assert!(w.store.delete_package(&first.id).await.expect("deleted"));
    assert!(!w.store.delete_package(&first.id).await.expect("asked"));
}

async fn references_are_of_one_version(w: World) {
    let reference = |program: &str, cpu_us| Reference {
        program: program.to_owned(),
        language: String::from("go"),
        verdict: String::from("AC"),
        cpu_us,
        memory_bytes: 7,
    };
    let one = [reference("slow.go", 9), reference("quick.go", 1)];
    w.store.put_references("sum", "1", &one, NOW).await.expect("stored");
    let found = w.store.references("sum", "1").await.expect("listed");
    assert_eq!(found, [one[1].clone(), one[0].clone()]);
    w.store.put_references("sum", "2", &one[..1], NOW).await.expect("stored");
    assert!(w.store.references("sum", "1").await.expect("listed").is_empty());
    assert_eq!(w.store.references("sum", "2").await.expect("listed"), one[..1]);
}

async fn answers_are_remembered(w: World) {
    let (ada, eve) = (w.account("ada").await, w.account("eve").await);
    let answer = |body: &str| Remembered {
        fingerprint: String::from("f"),
        status: 201,
        body: body.to_owned(),
    };
    w.store.remember(&ada, "key", &answer("one"), NOW).await.expect("stored");
    w.store.remember(&ada, "key", &answer("two"), NOW).await.expect("stored");
    assert_eq!(w.store.remembered(&ada, "key").await.expect("asked"), Some(answer("one")));
    assert_eq!(w.store.remembered(&eve, "key").await.expect("asked"), None);
    assert_eq!(w.store.forget_remembered(NOW).await.expect("pruned"), 0);
    assert_eq!(w.store.forget_remembered(NOW + 1).await.expect("pruned"), 1);
}
