//! Keeps answers by key. It holds real entries, so that its hit ratio is an outcome.

use super::Station;
use crate::design::{Call, EdgeId, Step, When};
use crate::{Law, MICROSECOND, Nanos};

#[derive(Debug, Clone, PartialEq)]
pub struct Cache {
    /// Entries before the least recently used one is evicted.
    pub capacity: u32,
    /// Life of an entry from its filling; `None` keeps it until evicted.
    pub ttl: Option<Nanos>,
    pub mode: Mode,
    pub servers: u32,
    pub lookup: Law,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Answers hit or miss; the caller fetches and fills.
    Aside,
    /// Fetches over this edge itself and keeps the answer.
    Through(EdgeId),
}

impl Cache {
    /// One single-threaded node of the usual kind: 12 microseconds a lookup.
    pub fn new(capacity: u32) -> Self {
        let lookup = Law::Constant(12 * MICROSECOND);
        Self { capacity, ttl: None, mode: Mode::Aside, servers: 1, lookup }
    }

    pub(super) fn station(&self) -> Station {
        let mut steps = vec![Step::Work(self.lookup), Step::LookUp];
        if let Mode::Through(edge) = self.mode {
            let fetch = Call { when: When::AfterMiss, ..Call::always(edge) };
            steps.extend([Step::Call(fetch), Step::Keep]);
        }
        Station::new(Some(self.servers), steps)
    }
}
