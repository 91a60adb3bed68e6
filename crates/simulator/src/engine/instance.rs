//! One instance of a component: its queue, its servers, and the areas under their curves that
//! operational laws are checked with.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::record::NEVER;
use crate::Nanos;
use crate::faults::Silence;

#[derive(Debug)]
pub(super) struct Instance {
    pub node: u16,
    pub queue: VecDeque<u32>,
    pub busy: u32,
    pub in_system: u32,
    pub down: Option<Silence>,
    pub down_since: Nanos,
    /// Factor on every duration of work that begins now; none is 1.
    pub pace: Option<f64>,
    pub sharing: Sharing,
    pub tally: Tally,
}

/// Counts and areas since the last reset. Residence and holding are summed when they end, areas
/// while they last: two ways to the same figure.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub since: Nanos,
    touched: Nanos,
    pub at_reset: u64,
    pub arrivals: u64,
    pub done: u64,
    pub rejected: u64,
    pub late: u64,
    pub killed: u64,
    pub area_in_system: u128,
    pub area_busy: u128,
    pub residence: u128,
    pub held: u128,
    pub residence_done: u128,
}

/// Processor sharing in virtual time: every visit inside gets 1/n of the server.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    pub active: bool,
    virtual_time: f64,
    moved: Nanos,
    /// Virtual finishing times (positive, so their bits sort as they do) and calls.
    tags: BinaryHeap<Reverse<(u64, u32)>>,
    pub due: Nanos,
}

impl Instance {
    pub fn new(node: u16, shares: bool) -> Self {
        Self {
            node,
            queue: VecDeque::new(),
            busy: 0,
            in_system: 0,
            down: None,
            down_since: 0,
            pace: None,
            sharing: Sharing { active: shares, due: NEVER, ..Sharing::default() },
            tally: Tally::default(),
        }
    }

    /// Brings the areas up to `now`; before any change of `busy` or `in_system`.
    pub fn touch(&mut self, now: Nanos) {
        let passed = u128::from(now - self.tally.touched);
        let busy = if self.sharing.active { self.busy.min(1) } else { self.busy };
        self.tally.area_in_system += passed * u128::from(self.in_system);
        self.tally.area_busy += passed * u128::from(busy);
        self.tally.touched = now;
    }

    pub fn reset(&mut self, now: Nanos) {
        self.tally = Tally {
            since: now,
            touched: now,
            at_reset: u64::from(self.in_system),
            ..Tally::default()
        };
    }
}

impl Sharing {
    /// Takes in a visit that needs `work`; the next departure is then at `due`.
    pub fn enter(&mut self, now: Nanos, call: u32, work: Nanos) {
        self.progress(now);
        let tag = self.virtual_time + work as f64;
        self.tags.push(Reverse((tag.to_bits(), call)));
        self.plan(now);
    }

    /// The visit that departs now.
    pub fn leave(&mut self, now: Nanos) -> Option<u32> {
        self.progress(now);
        let call = self.tags.pop().map(|Reverse((_, call))| call);
        self.plan(now);
        call
    }

    pub fn clear(&mut self) {
        self.tags.clear();
        self.due = NEVER;
    }

    fn progress(&mut self, now: Nanos) {
        if !self.tags.is_empty() {
            self.virtual_time += (now - self.moved) as f64 / self.tags.len() as f64;
        }
        self.moved = now;
    }

    fn plan(&mut self, now: Nanos) {
        self.due = self.tags.peek().map_or(NEVER, |Reverse((tag, _))| {
            let left = (f64::from_bits(*tag) - self.virtual_time).max(0.0);
            now + (left * self.tags.len() as f64).ceil() as Nanos
        });
    }
}
