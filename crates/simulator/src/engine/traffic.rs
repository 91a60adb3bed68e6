//! Requests of clients: when they come, what they ask for, and how they ended.

use super::events::Event;
use super::record::{NONE, Outcome, ROOT, Record, State};
use super::{Engine, Timer};
use crate::components::{Arrivals, Component};
use crate::design::Design;
use crate::law::KeyTable;
use crate::random::Stream;
use crate::scenario::Scenario;
use crate::{Fault, Law, Nanos, SECOND};

pub(super) struct Source {
    node: u16,
    kind: Kind,
    keys: KeyTable,
    /// Cumulative shares of the operations.
    mix: Vec<f64>,
    patience: Nanos,
    arrivals: Stream,
    draws: Stream,
}

enum Kind {
    /// Arrivals per nanosecond, and from when on which multiple of it holds.
    Open {
        rate: f64,
        factors: Vec<(Nanos, f64)>,
    },
    Closed {
        users: u32,
        think: Law,
    },
}

impl Source {
    pub fn all(design: &Design, scenario: &Scenario, seed: u64) -> Vec<Self> {
        let clients = (0..).zip(&design.nodes).filter_map(|(node, n)| match &n.component {
            Component::Client(client) => Some((node, &n.name, client)),
            _ => None,
        });
        clients
            .map(|(node, name, client)| Self {
                node,
                kind: match client.arrivals {
                    Arrivals::Poisson { rate } => {
                        Kind::Open { rate: rate / 1e9, factors: factors(node, scenario) }
                    }
                    Arrivals::Closed { users, think } => Kind::Closed { users, think },
                },
                keys: KeyTable::new(client.keys),
                mix: client
                    .operations
                    .iter()
                    .scan(0.0, |sum, o| {
                        *sum += o.share;
                        Some(*sum)
                    })
                    .collect(),
                patience: client.patience,
                arrivals: Stream::new(seed, name, "arrivals"),
                draws: Stream::new(seed, name, "draws"),
            })
            .collect()
    }

    /// The next arrival of a Poisson process whose rate changes in steps: a unit exponential is
    /// used up at the rate of each stretch, which is exact.
    fn next(&mut self, now: Nanos) -> Option<Nanos> {
        let Kind::Open { rate, factors } = &self.kind else { return None };
        let mut left = self.arrivals.exponential();
        let mut at = now;
        let mut stretch = factors.iter().rposition(|(from, _)| *from <= now)?;
        loop {
            let pace = rate * factors[stretch].1;
            let Some(&(end, _)) = factors.get(stretch + 1) else {
                return Some(at.saturating_add((left / pace + 0.5) as Nanos));
            };
            let room = (end - at) as f64 * pace;
            if left < room {
                return Some(at + (left / pace + 0.5) as Nanos);
            }
            left -= room;
            at = end;
            stretch += 1;
        }
    }
}

/// Surges do not overlap on one client; that was checked.
fn factors(node: u16, scenario: &Scenario) -> Vec<(Nanos, f64)> {
    let mut list = vec![(0, 1.0)];
    let mut surges: Vec<_> = scenario
        .faults
        .iter()
        .filter_map(|f| match f {
            Fault::Surge(surge) if surge.node.0 == node => Some((surge.window, surge.factor)),
            _ => None,
        })
        .collect();
    surges.sort_by_key(|(window, _)| window.from);
    for (window, factor) in surges {
        list.extend([(window.from, factor), (window.until, 1.0)]);
    }
    list
}

impl Engine<'_> {
    pub(super) fn start_traffic(&mut self) {
        for index in 0..self.sources.len() {
            if let Kind::Closed { users, .. } = self.sources[index].kind {
                (0..users).for_each(|_| self.think(index));
            } else if let Some(first) = self.sources[index].next(0) {
                self.timer(first, Timer::Arrival(index));
            }
        }
    }

    pub(super) fn arrival(&mut self, source: usize, timer: u32) {
        let now = self.now;
        if let Some(next) = self.sources[source].next(now) {
            self.events.at(next, Event::Timer(timer));
        }
        let call = self.allot(Record::new(self.sources[source].node, ROOT, NONE));
        self.begin_request(call);
    }

    pub(super) fn begin_request(&mut self, call: u32) {
        let now = self.now;
        let node = self.record(call).node;
        let position = self.sources.iter().position(|s| s.node == node);
        let source = &mut self.sources[position.expect("only clients begin requests")];
        let key = source.keys.draw(&mut source.draws);
        let program = if source.mix.len() == 1 {
            0
        } else {
            let drawn = source.draws.unit();
            source.mix.iter().position(|&sum| drawn < sum).unwrap_or(source.mix.len() - 1)
        };
        let patience = source.patience;
        let instance = self.plan.bases[usize::from(node)];
        let record = self.record_mut(call);
        (record.key, record.program, record.instance) = (key, program as u8, instance);
        record.deadline = now.saturating_add(patience);
        self.offered += 1;
        self.requests_alive += 1;
        self.second(|s| s.offered += 1);
        self.arrive(call);
    }

    pub(super) fn request_over(&mut self, call: u32, outcome: Outcome) {
        let (now, record) = (self.now, self.record(call));
        let (arrived, deadline, node) = (record.arrived, record.deadline, record.node);
        self.release(call);
        self.requests_alive -= 1;
        if outcome == Outcome::Failed {
            self.failed += 1;
            self.second(|s| s.failed += 1);
        } else {
            self.answered += 1;
            self.latency.add(now - arrived);
            if now <= deadline {
                self.good += 1;
                self.second(|s| s.good += 1);
            } else {
                self.second(|s| s.late += 1);
            }
        }
        let source = self.sources.iter().position(|s| s.node == node);
        let source = source.expect("only clients begin requests");
        if matches!(self.sources[source].kind, Kind::Closed { .. }) {
            self.think(source);
        }
    }

    fn think(&mut self, index: usize) {
        let now = self.now;
        let source = &mut self.sources[index];
        let Kind::Closed { think, .. } = source.kind else { return };
        let due = now.saturating_add(think.sample(&mut source.arrivals));
        let record = Record::new(source.node, ROOT, NONE);
        let call = self.allot(Record { state: State::Thinking, due, ..record });
        self.events.at(due, Event::Due(call));
    }

    fn second(&mut self, add: impl FnOnce(&mut crate::Second)) {
        add(&mut self.seconds[(self.now / SECOND) as usize]);
    }
}
