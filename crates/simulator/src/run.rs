//! What one run measured. Plain data: how it came about is in `engine`, intervals in `replicate`.

use crate::{Histogram, Nanos};

/// The measures of one run after its warm-up.
#[derive(Debug, Clone)]
pub struct Run {
    /// From warm-up to the end, or to where the run stopped.
    pub measured: Nanos,
    pub offered: u64,
    /// Answered, whether or not in time.
    pub answered: u64,
    /// Answered right and inside the deadline.
    pub good: u64,
    pub failed: u64,
    /// Latency of answered requests, from the intended arrival.
    pub latency: Histogram,
    /// One per node, in the order of the design.
    pub nodes: Vec<NodeRun>,
    /// One per edge: calls sent, retries and hedges included, and calls asked for.
    pub edges: Vec<EdgeRun>,
    pub seconds: Vec<Second>,
    pub integrity: Integrity,
    pub events: u64,
    /// Folds time and kind of every event: equal hashes, equal runs.
    pub trace_hash: u64,
    pub stopped: Option<Stop>,
    /// Operational laws that did not hold. Always empty unless the engine has a defect.
    pub broken_laws: Vec<String>,
}

impl Run {
    pub fn seconds_measured(&self) -> f64 {
        self.measured as f64 / 1e9
    }

    /// Attempts on `edge` per call asked for: 1 without retries and hedges.
    pub fn amplification(&self, edge: usize) -> f64 {
        let EdgeRun { asked, sent } = self.edges[edge];
        if asked == 0 { 1.0 } else { sent as f64 / asked as f64 }
    }
}

#[derive(Debug, Clone, Default)]
pub struct NodeRun {
    pub arrivals: u64,
    /// Left after service, whatever the answer.
    pub done: u64,
    /// Turned away by a full queue.
    pub rejected: u64,
    /// Dropped from the queue because their deadline had passed.
    pub late: u64,
    /// In service or in the queue when a crash took the instance.
    pub killed: u64,
    /// Share of its servers that were held, over all instances; 0 for a delay without servers.
    pub utilisation: f64,
    /// Mean number waiting and mean number in the system, over all instances together.
    pub queue_mean: f64,
    pub in_system_mean: f64,
    /// Mean time from arrival to leaving, in nanoseconds, of those that left after service.
    pub residence_mean: f64,
    pub hits: u64,
    pub misses: u64,
}

impl NodeRun {
    /// `None` where nothing was looked up.
    pub fn hit_ratio(&self) -> Option<f64> {
        let looked = self.hits + self.misses;
        (looked > 0).then(|| self.hits as f64 / looked as f64)
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub struct EdgeRun {
    pub asked: u64,
    pub sent: u64,
}

/// One second of the whole run, warm-up included: what charts and recovery times are read from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Second {
    pub offered: u64,
    pub good: u64,
    /// Answered after the deadline.
    pub late: u64,
    pub failed: u64,
}

/// What clients were promised and did not get.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Integrity {
    pub reads: u64,
    /// Reads that missed the newest write acknowledged before them.
    pub stale_reads: u64,
    /// Stale reads whose missing write was made by the same request.
    pub read_your_writes: u64,
    pub writes: u64,
    /// Acknowledged and gone after the primary crashed.
    pub lost_writes: u64,
}

/// Why a run ended early, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    TooManyEvents { at: Nanos },
    Overload { at: Nanos },
}
