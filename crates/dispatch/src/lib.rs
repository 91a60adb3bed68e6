//! Hands work to judges: attempts, verifications of packages, measuring of reference programs.
//!
//! Theory of operation. An attempt is stored together with its job before anybody is told of it.
//! Workers, one for each slot, lease jobs from a [`Queue`], judge them on a thread of their own and
//! store the report in the transaction that ends the job. While they work they extend the lease and
//! store events; whoever follows an attempt is woken through the [`Hub`] and reads the store. A
//! process that is killed loses nothing: its leases run out and the jobs are done again. A process
//! that stops gives its jobs back. Submissions run in the sandbox's processes, never in this one.

mod embedded;
mod error;
mod event;
mod hub;
mod outcome;
mod queue;
mod reference;
mod tools;
mod work;
mod worker;

use std::sync::Arc;

use exercise::Library;
use judge::Judge;
use sandbox::Sandbox;
use store::{AccountId, Attempt, AttemptId, NewAttempt, Store};
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use embedded::Embedded;
pub use error::{Error, Result};
pub use event::Event;
pub use hub::{Follower, Hub};
pub use queue::Queue;
pub use reference::{reference_programs, reference_version};
pub use tools::{Examination, KnownLanguage};
pub use work::Archive;
use worker::Worker;

/// How work is done on this host.
#[derive(Clone, Debug)]
pub struct Config {
    /// Jobs at the same time; at most one for each core keeps times true.
    pub slots: usize,
    /// People do not share compiled programs.
    pub apart: bool,
    /// No other process works on this database: every lease that is there belonged to a dead one.
    pub alone: bool,
}

/// The workers of this process and what goes with them. Clones share everything.
#[derive(Clone)]
pub struct Dispatch {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub store: Store,
    pub queue: Arc<dyn Queue>,
    pub hub: Hub,
    pub library: Arc<Library>,
    pub judge: Judge,
    pub config: Config,
    pub running: worker::Running,
    pub tools: tools::Tools,
    stopping: watch::Sender<bool>,
    workers: tokio::sync::Mutex<JoinSet<()>>,
}

impl Dispatch {
    /// Frees what dead processes left behind and starts the workers.
    pub async fn start(
        store: Store,
        library: Arc<Library>,
        sandbox: &Sandbox,
        judge: Judge,
        config: Config,
    ) -> Result<Self> {
        let hub = Hub::default();
        let queue: Arc<dyn Queue> = Arc::new(Embedded::new(store.clone(), hub.clone()));
        if config.alone {
            queue.recover().await?;
        }
        let shared = Arc::new(Shared {
            store,
            queue,
            hub,
            library,
            tools: tools::Tools::new(sandbox.clone(), judge.clone()),
            judge,
            config,
            running: worker::Running::default(),
            stopping: watch::Sender::new(false),
            workers: tokio::sync::Mutex::new(JoinSet::new()),
        });
        let mut workers = shared.workers.lock().await;
        for number in 0..shared.config.slots.max(1) {
            let stopping = shared.stopping.subscribe();
            let worker = Worker::new(Arc::clone(&shared), number, stopping.clone());
            workers.spawn(worker.run());
        }
        workers.spawn(worker::sweep(Arc::clone(&shared), shared.stopping.subscribe()));
        drop(workers);
        Ok(Self { shared })
    }

    pub fn hub(&self) -> &Hub {
        &self.shared.hub
    }

    pub fn slots(&self) -> usize {
        self.shared.config.slots
    }

    /// Stores an attempt and its job, then wakes a worker.
    pub async fn submit(&self, account: &AccountId, new: &NewAttempt) -> Result<Attempt> {
        let now = now();
        let attempt = self.shared.store.create_attempt(account, new, now).await?;
        self.shared.queue.wake();
        metrics::counter!("greenroom_attempts_submitted_total", "purpose" => new.purpose.name())
            .increment(1);
        Ok(attempt)
    }

    /// Ends an attempt that is not wanted any more; false when it has ended already.
    pub async fn cancel(&self, id: &AttemptId) -> Result<bool> {
        let cancelled = self.shared.store.cancel(id, &Event::cancelled().stored(), now()).await?;
        let stream = id.to_string();
        if cancelled {
            self.shared.running.cancel(&stream);
        }
        self.shared.hub.announce(&stream);
        Ok(cancelled)
    }

    /// Starts the verification of an uploaded package; false when it is refused, published or
    /// being verified.
    pub async fn verify(&self, package: &store::PackageId, account: &AccountId) -> Result<bool> {
        let event = Event::queued().stored();
        let begun = self.shared.store.begin_verification(package, account, &event, now()).await?;
        if begun {
            self.shared.queue.wake();
            self.shared.hub.announce(&package.to_string());
        }
        Ok(begun)
    }

    /// Starts measuring an exercise's accepted programs, unless that is under way.
    pub async fn measure_references(
        &self,
        exercise: &str,
        version: &str,
        account: &AccountId,
    ) -> Result<()> {
        let kind = store::JobKind::Reference;
        let subject = reference::subject(exercise, version);
        self.shared.store.enqueue(kind, &subject, account, now()).await?;
        self.shared.queue.wake();
        Ok(())
    }

    /// Lets work under way end for a moment, gives back the rest, and waits for the workers.
    pub async fn stop(&self) {
        self.shared.stopping.send_replace(true);
        self.shared.queue.wake();
        let mut workers = self.shared.workers.lock().await;
        while workers.join_next().await.is_some() {}
        self.shared.hub.announce_all();
    }
}

/// Microseconds since 1970, UTC.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}
