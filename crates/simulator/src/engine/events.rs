//! The event queue. Total order: time, then the order of scheduling. Events a constant delay
//! ahead are already in order, so each such delay has a plain queue ("lane") and the heap holds
//! little else than busy servers.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::Nanos;

/// More lanes than this cost more in comparing heads than the heap costs.
const MAX_LANES: usize = 8;

/// What an event is about: kind in the upper two bits, index below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// The next thing that a call does by itself.
    Due(u32),
    Timeout(u32),
    Hedge(u32),
    /// Index into the engine's timers.
    Timer(u32),
}

#[derive(Debug, Default)]
pub(super) struct Events {
    /// Time, sequence and event packed, so that one comparison orders them.
    heap: BinaryHeap<Reverse<u128>>,
    lanes: Vec<(Nanos, VecDeque<u128>)>,
    scheduled: u32,
}

impl Events {
    pub fn at(&mut self, time: Nanos, event: Event) {
        let key = self.key(time, event);
        self.heap.push(Reverse(key));
    }

    /// `delay` after `now`, where the same delay is used again and again.
    pub fn after(&mut self, now: Nanos, delay: Nanos, event: Event) {
        let key = self.key(now + delay, event);
        if let Some((_, lane)) = self.lanes.iter_mut().find(|(d, _)| *d == delay) {
            lane.push_back(key);
        } else if self.lanes.len() < MAX_LANES {
            self.lanes.push((delay, VecDeque::from([key])));
        } else {
            self.heap.push(Reverse(key));
        }
    }

    pub fn pop(&mut self) -> Option<(Nanos, Event)> {
        let mut best = self.heap.peek().map_or(u128::MAX, |r| r.0);
        let mut from = None;
        for (index, (_, lane)) in self.lanes.iter().enumerate() {
            if let Some(&head) = lane.front()
                && head < best
            {
                (best, from) = (head, Some(index));
            }
        }
        match from {
            Some(lane) => drop(self.lanes[lane].1.pop_front()),
            None => drop(self.heap.pop()?),
        }
        let index = (best as u32) & 0x3fff_ffff;
        let event = match (best as u32) >> 30 {
            0 => Event::Due(index),
            1 => Event::Timeout(index),
            2 => Event::Hedge(index),
            _ => Event::Timer(index),
        };
        Some(((best >> 64) as Nanos, event))
    }

    fn key(&mut self, time: Nanos, event: Event) -> u128 {
        let payload = match event {
            Event::Due(index) => index,
            Event::Timeout(index) => 1 << 30 | index,
            Event::Hedge(index) => 2 << 30 | index,
            Event::Timer(index) => 3 << 30 | index,
        };
        self.scheduled += 1;
        u128::from(time) << 64 | u128::from(self.scheduled) << 32 | u128::from(payload)
    }
}
