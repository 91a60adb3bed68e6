//! One slot: leases a job, has it done on a thread of its own, keeps the lease alive meanwhile.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sandbox::Cancel;
use store::{AttemptId, Job, JobKind, PackageId};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::embedded::LEASE;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::outcome::{fault, outcome};
use crate::reference::parts;
use crate::work::{AttemptWork, measure, verify};
use crate::{Shared, now};

/// How long work may go on once the server stops; most attempts are done by then.
const GRACE: Duration = Duration::from_secs(3);
/// How often leases that ran out are looked for.
const SWEEP: Duration = Duration::from_secs(5);
/// How long events and answers to repeated requests are kept: reports have all that matters.
const KEEP: Duration = Duration::from_hours(24);
/// A pause after the database failed, so that a full disk is not also a busy one.
const BREATH: Duration = Duration::from_secs(1);

/// Attempts under way in this process, to cancel them at once.
#[derive(Debug, Default)]
pub struct Running(Mutex<HashMap<String, Cancel>>);

impl Running {
    pub fn cancel(&self, subject: &str) {
        let map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cancel) = map.get(subject)
            && let Err(error) = cancel.cancel()
        {
            tracing::warn!(%error, "a run could not be cancelled; it ends at its limits");
        }
    }

    fn add(&self, subject: &str, cancel: Cancel) {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        map.insert(subject.to_owned(), cancel);
    }

    fn remove(&self, subject: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(subject);
    }
}

pub struct Worker {
    shared: Arc<Shared>,
    name: String,
    stopping: watch::Receiver<bool>,
}

/// How the thread's work ended.
enum Done<T> {
    With(T),
    /// The work is somebody else's now, or not wanted any more.
    Lost,
    /// The server stops; the job is to be given back.
    Stopped,
}

impl Worker {
    pub fn new(shared: Arc<Shared>, number: usize, stopping: watch::Receiver<bool>) -> Self {
        let name = format!("{}-{number}", std::process::id());
        Self { shared, name, stopping }
    }

    pub async fn run(mut self) {
        while !*self.stopping.borrow() {
            let leased = tokio::select! {
                leased = self.shared.queue.lease(&self.name) => leased,
                _ = self.stopping.changed() => return,
            };
            let ended = match leased {
                Ok(Some(job)) => self.work(&job).await,
                Ok(None) => Ok(()),
                Err(error) => Err(error),
            };
            if let Err(error) = ended {
                tracing::error!(%error, "work failed; it is tried again when its lease ends");
                tokio::time::sleep(BREATH).await;
            }
        }
    }

    async fn work(&mut self, job: &Job) -> Result<()> {
        let started = std::time::Instant::now();
        let ended = match job.kind {
            JobKind::Attempt(_) => self.attempt(job).await,
            JobKind::Verification => self.verification(job).await,
            JobKind::Reference => self.reference(job).await,
        };
        metrics::histogram!("greenroom_job_seconds").record(started.elapsed());
        ended
    }

    async fn attempt(&mut self, job: &Job) -> Result<()> {
        let store = &self.shared.store;
        let id = AttemptId::parse(&job.subject);
        let (attempt, source) = match id {
            Some(id) => (store.attempt(&id).await?, store.source(&id).await?),
            None => (None, None),
        };
        let Some((attempt, source)) = attempt.zip(source) else {
            // Its account was deleted meanwhile.
            return self.shared.queue.done(job).await;
        };
        self.tell(job, &[Event::started()]).await?;
        let owner = if self.shared.config.apart { job.account.to_string() } else { String::new() };
        let cancel = Cancel::new().map_err(judge::Error::from)?;
        self.shared.running.add(&job.subject, cancel.clone());
        let package = self.shared.library.get(&attempt.exercise).map(|entry| entry.package);
        let judge = self.shared.judge.for_owner(owner);
        let work = AttemptWork { judge, attempt, source, package, cancel: cancel.clone() };
        let done = self.keep(job, Some(cancel), move |events| work.judge(events)).await;
        self.shared.running.remove(&job.subject);
        match done? {
            (Done::With(report), mut events) => {
                let outcome = outcome(&report);
                metrics::counter!("greenroom_attempts_judged_total",
                    "verdict" => report.verdict.code())
                .increment(1);
                events.push(Event::finished(&outcome.verdict, outcome.score));
                let events: Vec<_> = events.iter().map(Event::stored).collect();
                let report = serde_json::to_string(&report)?;
                self.shared.queue.finish(job, &report, &outcome, &events).await?;
                Ok(())
            }
            (Done::Lost, _) => self.forget(job).await,
            (Done::Stopped, _) => self.shared.queue.release(job, &self.name).await,
        }
    }

    /// A cancelled attempt's job goes; one that another worker took stays theirs.
    async fn forget(&self, job: &Job) -> Result<()> {
        let id = AttemptId::parse(&job.subject);
        let attempt = match id {
            Some(id) => self.shared.store.attempt(&id).await?,
            None => None,
        };
        if attempt.is_none_or(|attempt| attempt.state == "cancelled") {
            return self.shared.queue.done(job).await;
        }
        Ok(())
    }

    async fn verification(&mut self, job: &Job) -> Result<()> {
        let id = PackageId::parse(&job.subject);
        let (package, content) = match &id {
            Some(id) => {
                (self.shared.store.package(id).await?, self.shared.store.package_content(id).await?)
            }
            None => (None, None),
        };
        let Some(((id, package), content)) = id.zip(package).zip(content) else {
            return self.shared.queue.done(job).await;
        };
        let judge = self.shared.judge.clone();
        match self
            .keep(job, None, move |events| Ok(verify(&judge, &package.slug, &content, events)))
            .await?
        {
            (Done::With(found), mut events) => {
                let state = if found.is_sound() { "sound" } else { "unsound" };
                let text = serde_json::to_string(&found)?;
                events.push(Event::verified(&found));
                let events: Vec<_> = events.iter().map(Event::stored).collect();
                self.shared
                    .store
                    .finish_verification(&job.id, &id, &text, state, &events, now())
                    .await?;
                self.shared.hub.announce(&job.subject);
                Ok(())
            }
            (Done::Lost, _) => Ok(()),
            (Done::Stopped, _) => self.shared.queue.release(job, &self.name).await,
        }
    }

    async fn reference(&mut self, job: &Job) -> Result<()> {
        let (exercise, version) = parts(&job.subject);
        let Some(entry) = self.shared.library.get(exercise) else {
            return self.shared.queue.done(job).await;
        };
        let judge = self.shared.judge.clone();
        match self.keep(job, None, move |_| Ok(measure(&judge, &entry.package))).await? {
            (Done::With(found), _) => {
                self.shared.store.put_references(exercise, version, &found, now()).await?;
                self.shared.queue.done(job).await
            }
            (Done::Lost, _) => Ok(()),
            (Done::Stopped, _) => self.shared.queue.release(job, &self.name).await,
        }
    }

    /// Has `work` done on a thread, stores its events as they come, and keeps the lease. Answers
    /// with events that are not stored yet.
    async fn keep<T: Send + 'static>(
        &mut self,
        job: &Job,
        cancel: Option<Cancel>,
        work: impl FnOnce(&mut dyn FnMut(Event)) -> Result<T> + Send + 'static,
    ) -> Result<(Done<T>, Vec<Event>)> {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let mut thread: JoinHandle<Result<T>> = tokio::task::spawn_blocking(move || {
            work(&mut |event| {
                // The receiver goes only when nobody wants the events any more.
                let _unheard = sender.send(event);
            })
        });
        let mut beat = tokio::time::interval(LEASE / 3);
        beat.tick().await;
        let mut stopping = self.stopping.clone();
        let mut end: Option<Done<T>> = None;
        let stop = |cancel: &Option<Cancel>| {
            if let Some(Err(error)) = cancel.as_ref().map(Cancel::cancel) {
                tracing::warn!(%error, "a run could not be cancelled; it ends at its limits");
            }
        };
        let result = loop {
            tokio::select! {
                biased;
                result = &mut thread => break result?,
                Some(event) = receiver.recv() => {
                    let mut events = vec![event];
                    while let Ok(event) = receiver.try_recv() {
                        events.push(event);
                    }
                    self.tell(job, &events).await?;
                }
                _ = beat.tick() => {
                    if !self.shared.queue.heartbeat(job, &self.name).await? {
                        end = Some(Done::Lost);
                        stop(&cancel);
                    }
                }
                () = grace(&mut stopping), if end.is_none() => {
                    end = Some(Done::Stopped);
                    stop(&cancel);
                    if cancel.is_none() {
                        // It cannot be interrupted; its result will not be wanted.
                        return Ok((Done::Stopped, Vec::new()));
                    }
                }
            }
        };
        let mut rest = Vec::new();
        while let Ok(event) = receiver.try_recv() {
            rest.push(event);
        }
        match (result, end) {
            (Ok(value), _) => Ok((Done::With(value), rest)),
            (Err(Error::Judge(judge::Error::Cancelled)), end) => {
                Ok((end.unwrap_or(Done::Lost), rest))
            }
            (Err(error), _) => Err(error),
        }
    }

    async fn tell(&self, job: &Job, events: &[Event]) -> Result<()> {
        let stored: Vec<_> = events.iter().map(Event::stored).collect();
        self.shared.store.append_events(&job.subject, &stored, now()).await?;
        self.shared.hub.announce(&job.subject);
        Ok(())
    }
}

/// Until the server has been stopping for a while.
async fn grace(stopping: &mut watch::Receiver<bool>) {
    // A sender that is gone means the same.
    let _gone = stopping.wait_for(|stopping| *stopping).await.map(drop);
    tokio::time::sleep(GRACE).await;
}

/// Now and then: frees leases that ran out, ends what was begun too often, forgets old events.
pub async fn sweep(shared: Arc<Shared>, mut stopping: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(SWEEP);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            _ = stopping.changed() => return,
        }
        if let Err(error) = sweep_once(&shared).await {
            tracing::error!(%error, "the queue could not be swept; it is tried again soon");
        }
    }
}

async fn sweep_once(shared: &Shared) -> Result<()> {
    for job in shared.queue.sweep().await? {
        end(shared, &job).await?;
    }
    let before = now() - i64::try_from(KEEP.as_micros()).unwrap_or(0);
    shared.store.prune_events(before).await?;
    shared.store.forget_remembered(before).await?;
    Ok(())
}

/// Ends a job that nobody could do, so that it does not stop a worker for ever.
async fn end(shared: &Shared, job: &Job) -> Result<()> {
    let words = "its judge stopped again and again while judging it; tell whoever runs this server";
    tracing::error!(subject = job.subject, "a job was begun too often and is ended");
    match (job.kind, AttemptId::parse(&job.subject), PackageId::parse(&job.subject)) {
        (JobKind::Attempt(_), Some(id), _) => {
            let Some(attempt) = shared.store.attempt(&id).await? else {
                return shared.queue.done(job).await;
            };
            let report =
                fault(&attempt.exercise, &attempt.title, &attempt.language, words.to_owned());
            let outcome = outcome(&report);
            let events = [Event::finished(&outcome.verdict, 0.0).stored()];
            let report = serde_json::to_string(&report)?;
            shared.queue.finish(job, &report, &outcome, &events).await.map(drop)
        }
        (JobKind::Verification, _, Some(id)) => {
            let found = judge::kinds::program::Verification {
                refused: Some(words.to_owned()),
                ..Default::default()
            };
            let text = serde_json::to_string(&found)?;
            let events = [Event::verified(&found).stored()];
            shared
                .store
                .finish_verification(&job.id, &id, &text, "unsound", &events, now())
                .await?;
            shared.hub.announce(&job.subject);
            Ok(())
        }
        _ => shared.queue.done(job).await,
    }
}
