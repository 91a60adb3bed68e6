//! The queue in the store's own table, for one process or a few on one database.

use std::time::Duration;

use futures::future::BoxFuture;
use store::{Ended, Job, MAX_TRIES, NewEvent, Outcome, Store};
use tokio::sync::Notify;

use crate::error::Result;
use crate::event::Event;
use crate::hub::Hub;
use crate::now;
use crate::queue::Queue;

/// How long a lease holds without a heartbeat. A worker beats three times as often.
pub const LEASE: Duration = Duration::from_secs(30);
/// How often a waiting worker looks for jobs that another process stored.
const LOOK: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub struct Embedded {
    store: Store,
    hub: Hub,
    work: Notify,
}

impl Embedded {
    pub fn new(store: Store, hub: Hub) -> Self {
        Self { store, hub, work: Notify::new() }
    }

    async fn free(&self, before: i64) -> Result<Vec<Job>> {
        let event = Event::requeued("its worker stopped before it was done").stored();
        let jobs = self.store.expire(&event, before, now()).await?;
        for job in &jobs {
            self.hub.announce(&job.subject);
        }
        if !jobs.is_empty() {
            self.wake();
        }
        Ok(jobs.into_iter().filter(|job| job.tries >= MAX_TRIES).collect())
    }
}

fn until() -> i64 {
    now() + i64::try_from(LEASE.as_micros()).unwrap_or(i64::MAX)
}

impl Queue for Embedded {
    fn lease<'a>(&'a self, worker: &'a str) -> BoxFuture<'a, Result<Option<Job>>> {
        Box::pin(async move {
            if let Some(job) = self.store.lease(worker, now(), until()).await? {
                // There may be more than one: the next one to wait looks as well.
                self.work.notify_one();
                return Ok(Some(job));
            }
            // Running out of patience is as good as being woken.
            let _woken = tokio::time::timeout(LOOK, self.work.notified()).await;
            Ok(None)
        })
    }

    fn heartbeat<'a>(&'a self, job: &'a Job, worker: &'a str) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move { Ok(self.store.heartbeat(&job.id, worker, until()).await?) })
    }

    fn finish<'a>(
        &'a self,
        job: &'a Job,
        report: &'a str,
        outcome: &'a Outcome,
        events: &'a [NewEvent],
    ) -> BoxFuture<'a, Result<Ended>> {
        Box::pin(async move {
            let ended = self.store.finish_attempt(job, report, outcome, events, now()).await?;
            self.hub.announce(&job.subject);
            Ok(ended)
        })
    }

    fn done<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            self.store.finish_job(&job.id).await?;
            self.hub.announce(&job.subject);
            Ok(())
        })
    }

    fn release<'a>(&'a self, job: &'a Job, worker: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let event = Event::requeued("the server stopped before it was done").stored();
            self.store.release(job, worker, &event, now()).await?;
            self.hub.announce(&job.subject);
            Ok(())
        })
    }

    fn sweep(&self) -> BoxFuture<'_, Result<Vec<Job>>> {
        Box::pin(async move { self.free(now()).await })
    }

    fn recover(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            // Jobs begun too often stay leased; the sweep ends them.
            self.free(i64::MAX).await.map(drop)
        })
    }

    fn wake(&self) {
        self.work.notify_one();
    }
}
