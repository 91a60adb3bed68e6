//! The queue: each job to one worker, nothing lost, nothing twice, nobody starved.

use std::collections::HashSet;

use store::{Ended, JobKind, MAX_TRIES, NewEvent, Purpose};

use crate::world::{NOW, SECOND, World, outcome};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    runs_go_before_submits,
    each_job_goes_to_one_worker,
    hundred_of_one_person_make_another_wait_for_one,
    whoever_has_least_under_way_is_next,
    result_is_stored_once,
    result_is_stored_once_by_many_at_once,
    dead_worker_loses_its_job,
    heartbeat_keeps_a_job,
    job_that_kills_its_judge_is_not_freed_for_ever,
    released_job_counts_as_not_begun,
    cancelled_before_it_began,
    cancelled_while_judged,
    cancelled_job_of_a_dead_worker_stays_cancelled,
    cancel_and_finish_at_once,
    ahead_counts_those_before,
    same_subject_is_queued_once,
    counts,
    deep_queue_is_quick,
];

const LEASE: i64 = 30 * SECOND;

fn requeued() -> NewEvent {
    NewEvent { name: "requeued", data: String::from("{}") }
}

fn cancelled() -> NewEvent {
    NewEvent { name: "cancelled", data: String::from("{}") }
}

async fn state(w: &World, id: &store::AttemptId) -> String {
    w.store.attempt(id).await.expect("asked").expect("there").state
}

async fn lease(w: &World, worker: &str, now: i64) -> Option<store::Job> {
    w.store.lease(worker, now, now + LEASE).await.expect("asked")
}

async fn runs_go_before_submits(w: World) {
    let ada = w.account("ada").await;
    w.store.enqueue(JobKind::Reference, "sum 1", &ada, NOW).await.expect("queued");
    w.store.enqueue(JobKind::Verification, "p", &ada, NOW).await.expect("queued");
    let submit = w.attempt(&ada, "sum", Purpose::Submit, NOW + 1).await;
    let run = w.attempt(&ada, "sum", Purpose::Run, NOW + 2).await;
    let mut order = Vec::new();
    while let Some(job) = lease(&w, "w", NOW + 3).await {
        order.push(job.subject);
    }
    let expected = [run.id.to_string(), submit.id.to_string(), "p".into(), "sum 1".into()];
    assert_eq!(order, expected);
    assert_eq!(state(&w, &run.id).await, "judging");
}

async fn each_job_goes_to_one_worker(w: World) {
    let people = [w.account("ada").await, w.account("bob").await, w.account("cy").await];
    for number in 0..60 {
        w.attempt(&people[number % 3], "sum", Purpose::Submit, NOW).await;
    }
    let mut tasks = Vec::new();
    for worker in 0..8 {
        let store = w.store.clone();
        tasks.push(tokio::spawn(async move {
            let (name, mut mine) = (format!("worker {worker}"), Vec::new());
            while let Some(job) = store.lease(&name, NOW, NOW + LEASE).await.expect("asked") {
                let found = outcome("AC", 1.0, 1);
                let ended = store.finish_attempt(&job, "{}", &found, &[], NOW).await;
                assert_eq!(ended.expect("stored"), Ended::Stored);
                mine.push(job.subject);
            }
            mine
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.expect("no panic"));
    }
    assert_eq!(all.len(), 60, "none is lost");
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 60, "none is done twice");
    let standing = w.store.standing(&people[0], "sum").await.expect("asked").expect("there");
    assert_eq!(standing.attempts, 20);
}

async fn hundred_of_one_person_make_another_wait_for_one(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    for number in 0..100 {
        w.attempt(&ada, "sum", Purpose::Submit, NOW + number).await;
    }
    let his = w.attempt(&bob, "sum", Purpose::Submit, NOW + 1000).await;
    // One judge, as on a small machine: nobody has anything under way when it asks.
    for turn in 0..2 {
        let job = lease(&w, "w", NOW + 2000 + turn).await.expect("there is one");
        let found = outcome("AC", 1.0, 1);
        w.store.finish_attempt(&job, "{}", &found, &[], NOW + 2000).await.expect("stored");
    }
    assert_eq!(state(&w, &his.id).await, "finished");
}

async fn whoever_has_least_under_way_is_next(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    for number in 0..3 {
        w.attempt(&ada, "sum", Purpose::Submit, NOW + number).await;
    }
    w.attempt(&bob, "sum", Purpose::Submit, NOW + 10).await;
    let mut order = Vec::new();
    for turn in 0..4 {
        order.push(lease(&w, "w", NOW + 20 + turn).await.expect("there is one").account);
    }
    assert_eq!(order, [ada, bob, ada, ada]);
}

async fn result_is_stored_once(w: World) {
    let ada = w.account("ada").await;
    let made = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let job = lease(&w, "w", NOW).await.expect("there is one");
    let done = [NewEvent { name: "finished", data: String::from("{}") }];
    for (report, verdict, expected) in [("1", "AC", Ended::Stored), ("2", "WA", Ended::TooLate)] {
        let found = outcome(verdict, 1.0, 1);
        let ended = w.store.finish_attempt(&job, report, &found, &done, NOW).await;
        assert_eq!(ended.expect("no error"), expected);
    }
    assert_eq!(w.store.report(&made.id).await.expect("asked").as_deref(), Some("1"));
    assert_eq!(w.store.events(&job.subject, 0, 10).await.expect("read").len(), 1);
    let standing = w.store.standing(&ada, "sum").await.expect("asked").expect("there");
    assert_eq!(standing.attempts, 1);
    assert!(lease(&w, "w", NOW).await.is_none());
}

async fn result_is_stored_once_by_many_at_once(w: World) {
    let ada = w.account("ada").await;
    w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let job = lease(&w, "w", NOW).await.expect("there is one");
    let mut tasks = Vec::new();
    for _ in 0..6 {
        let (store, job) = (w.store.clone(), job.clone());
        tasks.push(tokio::spawn(async move {
            let done = NewEvent { name: "finished", data: String::from("{}") };
            store.finish_attempt(&job, "{}", &outcome("AC", 1.0, 1), &[done], NOW).await
        }));
    }
    let mut stored = 0;
    for task in tasks {
        let ended = task.await.expect("no panic").expect("no error");
        stored += u32::from(ended == Ended::Stored);
    }
    assert_eq!(stored, 1);
    assert_eq!(w.store.events(&job.subject, 0, 10).await.expect("read").len(), 1);
}

async fn dead_worker_loses_its_job(w: World) {
    let ada = w.account("ada").await;
    let made = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let dead = lease(&w, "dead", NOW).await.expect("there is one");
    let none = w.store.expire(&requeued(), NOW + LEASE, NOW + LEASE).await.expect("asked");
    assert!(none.is_empty(), "the lease holds to its end");
    let late = NOW + LEASE + 1;
    assert_eq!(w.store.expire(&requeued(), late, late).await.expect("asked").len(), 1);
    assert!(w.store.expire(&requeued(), late, late).await.expect("asked").is_empty());
    assert_eq!(state(&w, &made.id).await, "queued");
    assert!(!w.store.heartbeat(&dead.id, "dead", late + LEASE).await.expect("asked"));
    let next = lease(&w, "alive", late).await.expect("there is one");
    assert_eq!((next.id, next.tries), (dead.id, 2));
    let found = outcome("AC", 1.0, 1);
    let ended = w.store.finish_attempt(&next, "{}", &found, &[], late).await.expect("stored");
    assert_eq!(ended, Ended::Stored);
    // The dead one was only slow; what it brings comes too late.
    let ended = w.store.finish_attempt(&dead, "{}", &found, &[], late).await.expect("asked");
    assert_eq!(ended, Ended::TooLate);
    let events = w.store.events(&dead.subject, 0, 10).await.expect("read");
    assert_eq!(events.iter().filter(|event| event.name == "requeued").count(), 1);
}

async fn heartbeat_keeps_a_job(w: World) {
    let ada = w.account("ada").await;
    w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let job = lease(&w, "w", NOW).await.expect("there is one");
    assert!(w.store.heartbeat(&job.id, "w", NOW + 3 * LEASE).await.expect("asked"));
    assert!(!w.store.heartbeat(&job.id, "another", NOW + 9 * LEASE).await.expect("asked"));
    let late = NOW + 2 * LEASE;
    assert!(w.store.expire(&requeued(), late, late).await.expect("asked").is_empty());
    assert!(lease(&w, "another", late).await.is_none());
}

async fn job_that_kills_its_judge_is_not_freed_for_ever(w: World) {
    let ada = w.account("ada").await;
    let made = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let mut now = NOW;
    for tries in 1..=MAX_TRIES {
        let job = lease(&w, "w", now).await.expect("it is free");
        assert_eq!(job.tries, tries);
        now += LEASE + 1;
        let expired = w.store.expire(&requeued(), now, now).await.expect("asked");
        assert_eq!(expired.iter().map(|job| job.tries).collect::<Vec<_>>(), [tries]);
    }
    assert!(lease(&w, "w", now).await.is_none(), "it is not begun a fourth time");
    let given_up = w.store.expire(&requeued(), now, now).await.expect("asked");
    let found = outcome("JE", 0.0, 0);
    let ended = w.store.finish_attempt(&given_up[0], "{}", &found, &[], now).await;
    assert_eq!(ended.expect("stored"), Ended::Stored);
    assert!(w.store.expire(&requeued(), now, now).await.expect("asked").is_empty());
    assert_eq!(state(&w, &made.id).await, "finished");
    let standing = w.store.standing(&ada, "sum").await.expect("asked");
    assert!(standing.is_none(), "our fault does not count");
}

async fn released_job_counts_as_not_begun(w: World) {
    let ada = w.account("ada").await;
    let made = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    for _ in 0..=MAX_TRIES {
        let job = lease(&w, "w", NOW).await.expect("there is one");
        assert_eq!(job.tries, 1);
        w.store.release(&job, "another", &requeued(), NOW).await.expect("asked");
        assert_eq!(state(&w, &made.id).await, "judging", "it is not the other's");
        w.store.release(&job, "w", &requeued(), NOW).await.expect("released");
        assert_eq!(state(&w, &made.id).await, "queued");
    }
}

async fn cancelled_before_it_began(w: World) {
    let ada = w.account("ada").await;
    let made = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    assert!(w.store.cancel(&made.id, &cancelled(), NOW).await.expect("asked"));
    assert!(!w.store.cancel(&made.id, &cancelled(), NOW).await.expect("asked"), "once");
    assert_eq!(state(&w, &made.id).await, "cancelled");
    assert!(lease(&w, "w", NOW).await.is_none());
    let events = w.store.events(&made.id.to_string(), 0, 10).await.expect("read");
    assert_eq!(events.iter().map(|event| event.name.as_str()).collect::<Vec<_>>(), ["cancelled"]);
}

async fn cancelled_while_judged(w: World) {
    let ada = w.account("ada").await;
    let made = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let job = lease(&w, "w", NOW).await.expect("there is one");
    assert!(w.store.cancel(&made.id, &cancelled(), NOW).await.expect("asked"));
    let kept = w.store.heartbeat(&job.id, "w", NOW + LEASE).await.expect("asked");
    assert!(!kept, "the worker learns of it");
    let found = outcome("AC", 1.0, 1);
    let ended = w.store.finish_attempt(&job, "{}", &found, &[], NOW).await.expect("asked");
    assert_eq!(ended, Ended::TooLate);
    assert_eq!(state(&w, &made.id).await, "cancelled");
    assert_eq!(w.store.waiting(&ada).await.expect("counted"), 0, "the job is gone");
}

async fn cancelled_job_of_a_dead_worker_stays_cancelled(w: World) {
    let ada = w.account("ada").await;
    let made = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let other = w.attempt(&ada, "trie", Purpose::Submit, NOW + 1).await;
    lease(&w, "dead", NOW).await.expect("there is one");
    let job = lease(&w, "w", NOW).await.expect("there is another one");
    for id in [&made.id, &other.id] {
        assert!(w.store.cancel(id, &cancelled(), NOW).await.expect("asked"));
    }
    w.store.release(&job, "w", &requeued(), NOW).await.expect("released");
    let late = NOW + LEASE + 1;
    w.store.expire(&requeued(), late, late).await.expect("asked");
    assert!(lease(&w, "w", late).await.is_none(), "nobody wants it");
    for id in [&made.id, &other.id] {
        assert_eq!(state(&w, id).await, "cancelled");
        let events = w.store.events(&id.to_string(), 0, 10).await.expect("read");
        assert_eq!(events.last().map(|event| event.name.as_str()), Some("cancelled"));
    }
    assert_eq!(w.store.waiting(&ada).await.expect("counted"), 0);
}

async fn cancel_and_finish_at_once(w: World) {
    let ada = w.account("ada").await;
    for number in 0..20 {
        let made = w.attempt(&ada, "sum", Purpose::Submit, NOW + number).await;
        let (one, two, three) = (w.store.clone(), w.store.clone(), w.store.clone());
        let cancel = tokio::spawn(async move { one.cancel(&made.id, &cancelled(), NOW).await });
        let judge = tokio::spawn(async move {
            let Some(job) = two.lease("w", NOW, NOW + LEASE).await.expect("asked") else {
                return false;
            };
            let found = outcome("AC", 1.0, 1);
            let ended = two.finish_attempt(&job, "{}", &found, &[], NOW).await;
            ended.expect("no error") == Ended::Stored
        });
        let sweep = tokio::spawn(async move { three.expire(&requeued(), NOW, NOW).await });
        let was_cancelled = cancel.await.expect("no panic").expect("no error");
        let was_stored = judge.await.expect("no panic");
        sweep.await.expect("no panic").expect("no error");
        assert!(was_cancelled != was_stored, "one of both happened");
        assert_eq!(state(&w, &made.id).await, if was_stored { "finished" } else { "cancelled" });
    }
    assert_eq!(w.store.waiting(&ada).await.expect("counted"), 0);
}

async fn ahead_counts_those_before(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    let one = w.attempt(&ada, "sum", Purpose::Submit, NOW).await;
    let two = w.attempt(&ada, "sum", Purpose::Submit, NOW + 1).await;
    let his = w.attempt(&bob, "sum", Purpose::Submit, NOW + 2).await;
    let run = w.attempt(&bob, "sum", Purpose::Run, NOW + 3).await;
    // Each person in turn: his first comes before her second.
    for (attempt, ahead) in [(&run, 0), (&one, 1), (&his, 2), (&two, 3)] {
        assert_eq!(w.store.ahead(&attempt.id).await.expect("asked"), Some(ahead));
    }
    lease(&w, "w", NOW + 4).await.expect("there is one");
    assert_eq!(w.store.ahead(&run.id).await.expect("asked"), None, "it does not wait");
    assert_eq!(w.store.ahead(&one.id).await.expect("asked"), Some(0));
}

async fn same_subject_is_queued_once(w: World) {
    let ada = w.account("ada").await;
    for _ in 0..2 {
        w.store.enqueue(JobKind::Reference, "sum 1", &ada, NOW).await.expect("queued");
    }
    assert!(w.store.is_queued(JobKind::Reference, "sum 1").await.expect("asked"));
    assert!(!w.store.is_queued(JobKind::Verification, "sum 1").await.expect("asked"));
    let job = lease(&w, "w", NOW).await.expect("there is one");
    assert_eq!(job.kind, JobKind::Reference);
    assert!(lease(&w, "w", NOW).await.is_none());
    w.store.finish_job(&job.id).await.expect("ended");
    assert!(!w.store.is_queued(JobKind::Reference, "sum 1").await.expect("asked"));
}

async fn counts(w: World) {
    let ada = w.account("ada").await;
    for number in 0..3 {
        w.attempt(&ada, "sum", Purpose::Submit, NOW + number).await;
    }
    lease(&w, "w", NOW + 5).await.expect("there is one");
    let counts = w.store.queue_counts().await.expect("counted");
    assert_eq!((counts.queued, counts.judging, counts.oldest_at), (2, 1, Some(NOW + 1)));
}

/// 5,000 waiting jobs of 50 people, put in as rows.
async fn deep_queue_is_quick(w: World) {
    let mut people = Vec::new();
    for number in 0..50 {
        people.push(w.account(&format!("person-{number}")).await);
    }
    let rows: Vec<String> = (0..5000)
        .map(|n| {
            let account = people[n % people.len()];
            format!(
                "('00000000-0000-7000-8000-{n:012}', 'reference', '{n}', '{account}', 3, 0, false,
                  {NOW} + {n})"
            )
        })
        .collect();
    w.change(&format!(
        "INSERT INTO job (id, kind, subject, account_id, priority, tries, is_cancelled, created_at)
         VALUES {}",
        rows.join(", ")
    ))
    .await;
    let mut best = std::time::Duration::MAX;
    for turn in 0..5 {
        let start = std::time::Instant::now();
        lease(&w, "w", NOW + 10_000 + turn).await.expect("there is one");
        best = best.min(start.elapsed());
    }
    println!("{:?}: lease of 5,000: {best:?}", w.engine);
    assert!(best < std::time::Duration::from_millis(100), "{best:?}");
}
