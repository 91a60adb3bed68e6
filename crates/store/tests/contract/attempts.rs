//! Attempts, what they come to, and what happened to them.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use store::{AttemptFilter, Ended, Level, NewEvent, Order, Points, Purpose, Source};

use crate::world::{NOW, SECOND, World, attempt, outcome};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    stored_with_its_source_and_job,
    every_column_comes_back,
    list_filters_and_goes_both_ways,
    long_list_is_quick,
    standings_are_sums,
    hints_and_surrender_count,
    progress_counts_submits,
    events_are_numbered,
    events_of_many_writers_have_no_gap,
    old_events_go,
];

async fn stored_with_its_source_and_job(w: World) {
    let ada = w.account("ada").await;
    let mut new = attempt("sum", Purpose::Run);
    new.source = Source {
        files: String::from("[]"),
        entry_point: Some(String::from("main")),
        input: Some(String::from("1 2\n\u{1F980}")),
        only: Some(String::from("sample/1")),
    };
    let made = w.store.create_attempt(&ada, &new, NOW).await.expect("stored");
    assert_eq!((made.state.as_str(), made.has_input, made.account), ("queued", true, ada));
    let found = w.store.attempt(&made.id).await.expect("asked");
    assert_eq!(found.as_ref(), Some(&made));
    assert_eq!(w.store.source(&made.id).await.expect("asked"), Some(new.source));
    assert_eq!(w.store.report(&made.id).await.expect("asked"), None);
    assert_eq!(w.store.waiting(&ada).await.expect("counted"), 1);
}

async fn every_column_comes_back(w: World) {
    let ada = w.account("ada").await;
    w.store.open_hint(&ada, "sum", 2).await.expect("opened");
    let mut new = attempt("sum", Purpose::Submit);
    let first = w.store.create_attempt(&ada, &new, NOW).await.expect("stored");
    new.rejudges = Some(first.id);
    let made = w.store.create_attempt(&ada, &new, NOW + 1).await.expect("stored");
    assert_eq!((made.hints_opened, made.rejudges), (2, Some(first.id.to_string())));
    let mut full = outcome("WA", 0.25, 9);
    full.points = Some(Points { got: 2.5, of: Some(10.0) });
    full.level = Some(Level { reached: 1, of: 4, name: Some(String::from("Basics")) });
    let mut bare = outcome("CE", 0.0, 0);
    (bare.cpu_us, bare.wall_us, bare.memory_bytes) = (None, None, None);
    bare.points = Some(Points { got: 0.0, of: None });
    for expected in [&full, &bare] {
        let job = w.store.lease("w", NOW + 2, NOW + SECOND).await.expect("asked").expect("one");
        w.store.finish_attempt(&job, "{\"a\":1}", expected, &[], NOW + 3).await.expect("stored");
        let id = store::Id::parse(&job.subject).expect("an id");
        let found = w.store.attempt(&id).await.expect("asked").expect("there");
        assert_eq!(found.outcome.as_ref(), Some(expected));
        assert_eq!((found.state.as_str(), found.started_at), ("finished", Some(NOW + 2)));
        assert_eq!(found.finished_at, Some(NOW + 3));
        let report = w.store.report(&id).await.expect("asked");
        assert_eq!(report.as_deref(), Some("{\"a\":1}"));
    }
}

async fn list_filters_and_goes_both_ways(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    w.attempt(&bob, "sum", Purpose::Run, NOW).await;
    let mut made = Vec::new();
    for number in 0..7 {
        let exercise = if number % 2 == 0 { "sum" } else { "trie" };
        // Three at the same moment: their ids decide.
        made.push(w.attempt(&ada, exercise, Purpose::Submit, NOW + number / 3).await);
    }
    made.sort_by_key(|a| (a.created_at, a.id.to_string()));
    for order in [Order::OldestFirst, Order::NewestFirst] {
        let mut filter = AttemptFilter { order, limit: 2, ..AttemptFilter::default() };
        let mut found = Vec::new();
        loop {
            let page = w.store.attempts(&ada, &filter).await.expect("listed");
            let Some(last) = page.last() else { break };
            filter.after = Some((last.created_at, last.id));
            found.extend(page);
        }
        if order == Order::NewestFirst {
            found.reverse();
        }
        assert_eq!(found, made, "{order:?}");
    }
    let all = AttemptFilter { limit: 50, ..AttemptFilter::default() };
    for (filter, count) in [
        (AttemptFilter { exercise: Some("trie".into()), ..all.clone() }, 3),
        (AttemptFilter { purpose: Some(Purpose::Run), ..all.clone() }, 0),
        (AttemptFilter { language: Some("python3".into()), ..all.clone() }, 7),
        (AttemptFilter { state: Some("queued".into()), ..all.clone() }, 7),
        (AttemptFilter { verdict: Some("AC".into()), ..all.clone() }, 0),
        (AttemptFilter { exercise: Some("' OR 1=1 --".into()), ..all.clone() }, 0),
    ] {
        let found = w.store.attempts(&ada, &filter).await.expect("listed");
        assert_eq!(found.len(), count, "{filter:?}");
    }
}

/// Put in as rows: 100,000 through the queue would take minutes and test nothing more.
async fn long_list_is_quick(w: World) {
    const MANY: u32 = 100_000;
    let ada = w.account("ada").await;
    let series = match w.engine {
        crate::world::Engine::Sqlite => {
            "WITH RECURSIVE series (n) AS
                 (SELECT 0 UNION ALL SELECT n + 1 FROM series WHERE n < 99999)"
        }
        crate::world::Engine::Postgres => "WITH series (n) AS (SELECT generate_series(0, 99999))",
    };
    w.change(
        &format!(
            "INSERT INTO attempt (id, account_id, exercise, title, purpose, language, has_input,
             hints_opened, state, verdict, score, explanation, created_at, started_at, finished_at)
         {series} SELECT '00000000-0000-7000-8000-' || substr('000000000000' || n, -12, 12),
             '{ada}', 'exercise-' || (n % 300), 'Title',
             CASE WHEN n % 3 = 0 THEN 'run' ELSE 'submit' END,
             CASE WHEN n % 2 = 0 THEN 'go' ELSE 'python3' END, false, 0, 'finished',
             CASE WHEN n % 5 = 0 THEN 'AC' ELSE 'WA' END, 0.5, 'Wrong.', {NOW} + n, {NOW} + n,
             {NOW} + n FROM series"
        )
        .replace(
            "substr('000000000000' || n, -12, 12)",
            match w.engine {
                crate::world::Engine::Sqlite => "substr('000000000000' || n, -12, 12)",
                crate::world::Engine::Postgres => "lpad(n::text, 12, '0')",
            },
        ),
    )
    .await;
    w.change(if w.engine == crate::world::Engine::Sqlite { "ANALYZE" } else { "ANALYZE attempt" })
        .await;
    let all = AttemptFilter { limit: 51, ..AttemptFilter::default() };
    let middle = store::Id::parse("00000000-0000-7000-8000-000000050000").expect("an id");
    let filters = [
        ("newest", all.clone()),
        (
            "after the middle",
            AttemptFilter { after: Some((NOW + i64::from(MANY / 2), middle)), ..all.clone() },
        ),
        ("of an exercise", AttemptFilter { exercise: Some("exercise-7".into()), ..all.clone() }),
        ("of no verdict", AttemptFilter { verdict: Some("MLE".into()), ..all.clone() }),
        (
            "of no language",
            AttemptFilter {
                language: Some("rust".into()),
                verdict: Some("AC".into()),
                ..all.clone()
            },
        ),
        ("waiting", AttemptFilter { state: Some("queued".into()), ..all.clone() }),
    ];
    for (name, filter) in &filters {
        let best =
            quickest(async || drop(w.store.attempts(&ada, filter).await.expect("listed"))).await;
        report(&w, name, best, 25);
    }
    let best = quickest(async || drop(w.store.verdicts(&ada).await.expect("counted"))).await;
    report(&w, "verdicts", best, 150);
    let week = NOW + i64::from(MANY) - 1000;
    let best = quickest(async || drop(w.store.finished(&ada, week).await.expect("listed"))).await;
    report(&w, "finished lately", best, 25);
    let best =
        quickest(async || assert_eq!(w.store.finished_since(week).await.expect("counted"), 1000))
            .await;
    report(&w, "finished by anybody", best, 25);
}

/// The quickest of five, which is what the code costs when the machine does nothing else.
async fn quickest(question: impl AsyncFn()) -> std::time::Duration {
    let mut best = std::time::Duration::MAX;
    for _ in 0..5 {
        let start = std::time::Instant::now();
        question().await;
        best = best.min(start.elapsed());
    }
    best
}

/// Prints the figure; fails only far beyond it, where an index is missing.
fn report(w: &World, what: &str, took: std::time::Duration, limit_ms: u64) {
    println!("{:?}: {what}: {took:?}", w.engine);
    assert!(took < std::time::Duration::from_millis(limit_ms), "{what} took {took:?}");
}

async fn standings_are_sums(w: World) {
    let ada = w.account("ada").await;
    let verdicts = ["AC", "WA", "TLE", "JE"];
    let attempts =
        proptest::collection::vec((0..3_u8, 0..4_usize, 0..5_u32, 0..9_u64, 0..2_u8), 40);
    let tree = attempts.new_tree(&mut TestRunner::deterministic()).expect("drawn");
    let drawn = tree.current();
    for (at, (exercise, verdict, level, cpu, purpose)) in (0_i64..).zip(drawn) {
        let purpose = if purpose == 0 { Purpose::Run } else { Purpose::Submit };
        w.attempt(&ada, &format!("exercise-{exercise}"), purpose, NOW + at).await;
        let job = w.store.lease("w", NOW + at, NOW + SECOND).await.expect("asked").expect("one");
        let mut found = outcome(verdicts[verdict], f64::from(level) / 4.0, cpu);
        found.cpu_us = Some(cpu).filter(|cpu| *cpu > 0);
        found.level = Some(Level { reached: level, of: 4, name: None }).filter(|_| level > 1);
        let ended = w.store.finish_attempt(&job, "{}", &found, &[], NOW + at).await;
        assert_eq!(ended.expect("stored"), Ended::Stored);
    }
    w.store.surrender(&ada, "exercise-0", NOW).await.expect("stored");
    let kept = w.store.standings(&ada).await.expect("listed");
    assert!(!kept.is_empty());
    w.change("UPDATE standing SET attempts = 99, best_score = 0.1, best_level = 9, solved_at = 1")
        .await;
    w.change("DELETE FROM standing WHERE exercise = 'exercise-1'").await;
    w.store.rebuild_standings().await.expect("made anew");
    let by_name = |list: Vec<store::Standing>| {
        let mut list = list;
        list.sort_by(|a, b| a.exercise.cmp(&b.exercise));
        list
    };
    assert_eq!(by_name(w.store.standings(&ada).await.expect("listed")), by_name(kept));
}

async fn hints_and_surrender_count(w: World) {
    let ada = w.account("ada").await;
    w.store.open_hint(&ada, "sum", 1).await.expect("opened");
    w.store.open_hint(&ada, "sum", 2).await.expect("opened");
    w.store.open_hint(&ada, "sum", 1).await.expect("opened");
    w.store.surrender(&ada, "sum", NOW).await.expect("stored");
    w.store.surrender(&ada, "sum", NOW + 5).await.expect("stored");
    let found = w.store.standing(&ada, "sum").await.expect("asked").expect("there");
    assert_eq!((found.hints_opened, found.surrendered_at), (2, Some(NOW)));
    assert_eq!((found.attempts, found.best_score), (0, None));
    // A draft alone is a beginning too.
    w.store.put_draft(&ada, ("trie", "go"), ("[]", None), None, NOW + 1).await.expect("saved");
    w.store.put_draft(&ada, ("trie", "java"), ("[]", None), None, NOW + 2).await.expect("saved");
    let all = w.store.standings(&ada).await.expect("listed");
    assert_eq!(all.len(), 2);
    let trie = all.iter().find(|standing| standing.exercise == "trie").expect("there");
    assert_eq!(trie.draft_at, Some(NOW + 2));
    assert!(w.store.standing(&ada, "none").await.expect("asked").is_none());
}

async fn progress_counts_submits(w: World) {
    let ada = w.account("ada").await;
    for (at, (purpose, verdict)) in (0_i64..).zip([
        (Purpose::Submit, "WA"),
        (Purpose::Run, "AC"),
        (Purpose::Submit, "AC"),
        (Purpose::Submit, "AC"),
    ]) {
        w.attempt(&ada, "sum", purpose, NOW).await;
        let job = w.store.lease("w", NOW, NOW + SECOND).await.expect("asked").expect("one");
        let at = NOW + at * SECOND;
        let found = outcome(verdict, 1.0, 1);
        w.store.finish_attempt(&job, "{}", &found, &[], at).await.expect("stored");
    }
    let finished = w.store.finished(&ada, NOW + 1).await.expect("listed");
    let times: Vec<_> = finished.iter().map(|f| ((f.at - NOW) / SECOND, f.accepted)).collect();
    assert_eq!(times, [(2, true), (3, true)]);
    let verdicts = w.store.verdicts(&ada).await.expect("counted");
    let verdicts: Vec<_> = verdicts.iter().map(|v| (v.verdict.as_str(), v.count)).collect();
    assert_eq!(verdicts, [("AC", 2), ("WA", 1)]);
    assert_eq!(w.store.finished_since(NOW + SECOND).await.expect("counted"), 3);
}

fn event(name: &'static str) -> NewEvent {
    NewEvent { name, data: String::from("{}") }
}

async fn events_are_numbered(w: World) {
    w.store.append_events("s", &[event("a"), event("b")], NOW).await.expect("stored");
    w.store.append_events("s", &[], NOW).await.expect("stored");
    w.store.append_events("t", &[event("x")], NOW).await.expect("stored");
    w.store.append_events("s", &[event("c")], NOW).await.expect("stored");
    let all = w.store.events("s", 0, 10).await.expect("read");
    let all: Vec<_> = all.iter().map(|e| (e.number, e.name.as_str())).collect();
    assert_eq!(all, [(1, "a"), (2, "b"), (3, "c")]);
    assert_eq!(w.store.events("s", 1, 1).await.expect("read")[0].name, "b");
    assert!(w.store.events("s", 3, 10).await.expect("read").is_empty());
}

async fn events_of_many_writers_have_no_gap(w: World) {
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let store = w.store.clone();
        tasks.push(tokio::spawn(async move {
            for _ in 0..5 {
                store.append_events("s", &[event("a"), event("b")], NOW).await.expect("stored");
            }
        }));
    }
    for task in tasks {
        task.await.expect("no panic");
    }
    let numbers: Vec<_> =
        w.store.events("s", 0, 1000).await.expect("read").iter().map(|e| e.number).collect();
    assert_eq!(numbers, (1..=80).collect::<Vec<_>>());
}

async fn old_events_go(w: World) {
    let ada = w.account("ada").await;
    let waiting = w.attempt(&ada, "sum", Purpose::Run, NOW).await.id.to_string();
    for stream in [waiting.as_str(), "done"] {
        w.store.append_events(stream, &[event("a")], NOW).await.expect("stored");
    }
    assert_eq!(w.store.prune_events(NOW).await.expect("pruned"), 0);
    assert_eq!(w.store.prune_events(NOW + 1).await.expect("pruned"), 1);
    assert_eq!(w.store.events(&waiting, 0, 10).await.expect("read").len(), 1);
}
