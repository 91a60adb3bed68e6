//! What happens to a design in one run: how long, and which faults in which windows.

use crate::faults::Fault;
use crate::{Nanos, SECOND};

/// A stretch of simulated time, `from` included, `until` excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: Nanos,
    pub until: Nanos,
}

impl Window {
    /// From and until in seconds, for short calls.
    pub fn seconds(from: u64, until: u64) -> Self {
        Self { from: from * SECOND, until: until * SECOND }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub duration: Nanos,
    /// What is measured before this moment is discarded; the per-second series keeps it.
    pub warm_up: Nanos,
    pub faults: Vec<Fault>,
    /// A run that needs more events stops and says so.
    pub max_events: u64,
    /// A run with more calls alive at once stops and says so: about 100 bytes each.
    pub max_in_flight: usize,
}

impl Scenario {
    /// Steady traffic, a fifth of it discarded as warm-up.
    pub fn steady(duration: Nanos) -> Self {
        Self {
            duration,
            warm_up: duration / 5,
            faults: Vec::new(),
            max_events: 50_000_000,
            max_in_flight: 2_000_000,
        }
    }
}
