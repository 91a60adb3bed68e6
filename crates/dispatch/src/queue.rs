//! What a queue must do. The store stays the only truth: a queue says who does what and when.
//!
//! [`crate::Embedded`] is a table of the store. A queue between machines has the same duties.

use futures::future::BoxFuture;
use store::{Ended, Job, NewEvent, Outcome};

use crate::error::Result;

pub trait Queue: Send + Sync {
    /// Waits for the next job and leases it to `worker`; `None` when woken without one.
    fn lease<'a>(&'a self, worker: &'a str) -> BoxFuture<'a, Result<Option<Job>>>;

    /// Extends a lease; false when the work is not wanted any more, or somebody else does it.
    fn heartbeat<'a>(&'a self, job: &'a Job, worker: &'a str) -> BoxFuture<'a, Result<bool>>;

    /// Stores an attempt's result and ends its job, both or neither.
    fn finish<'a>(
        &'a self,
        job: &'a Job,
        report: &'a str,
        outcome: &'a Outcome,
        events: &'a [NewEvent],
    ) -> BoxFuture<'a, Result<Ended>>;

    /// Ends a job whose result is stored elsewhere.
    fn done<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<()>>;

    /// Gives a job back: it counts as not begun.
    fn release<'a>(&'a self, job: &'a Job, worker: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Frees jobs whose lease ran out; answers those that were begun too often.
    fn sweep(&self) -> BoxFuture<'_, Result<Vec<Job>>>;

    /// Frees all jobs, as nobody is left who could hold one.
    fn recover(&self) -> BoxFuture<'_, Result<()>>;

    /// There may be work: wakes those who wait in `lease`.
    fn wake(&self);
}
