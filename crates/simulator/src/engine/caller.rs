//! The caller's side of a call: choose an instance, send, time out, retry within the budget,
//! hedge, and take the answer.

use super::Engine;
use super::events::Event;
use super::record::{NEVER, NONE, Outcome, Record, State};
use crate::components::{Component, Policy};
use crate::design::{Backoff, Edge};

impl Engine<'_> {
    /// Makes a call for a visit.
    pub(super) fn ask(&mut self, parent: u32, edge: u16, write: bool) {
        self.calls += 1;
        self.limit();
        if self.stopped.is_some() {
            return;
        }
        let policy = self.plan.edge(edge);
        let state = &mut self.edges[usize::from(edge)];
        state.run.asked += 1;
        state.tokens = (state.tokens + policy.budget.unwrap_or(0.0)).min(Edge::BUDGET_RESERVE);
        let call = self.copy_for(parent, edge, write);
        self.send(call);
    }

    pub(super) fn send(&mut self, call: u32) {
        let now = self.now;
        let edge = self.record(call).edge;
        let policy = self.plan.edge(edge);
        self.edges[usize::from(edge)].run.sent += 1;
        let instance = self.choose(call, policy);
        let record = self.record_mut(call);
        record.instance = instance;
        record.state = State::Travelling;
        if let Some(timeout) = policy.timeout {
            record.timeout_at = now + timeout;
            record.deadline = record.deadline.min(now + timeout);
            self.events.after(now, timeout, Event::Timeout(call));
        }
        if let Some(delay) = policy.hedge
            && self.record(call).sibling == NONE
        {
            self.record_mut(call).hedge_at = now + delay;
            self.events.after(now, delay, Event::Hedge(call));
        }
        if policy.hop == 0 {
            self.arrive(call);
        } else {
            self.record_mut(call).due = now + policy.hop;
            self.events.after(now, policy.hop, Event::Due(call));
        }
    }

    /// The caller gives up. The visit goes on and burns what it holds.
    pub(super) fn timeout(&mut self, call: u32) {
        let record = self.record_mut(call);
        (record.timeout_at, record.hedge_at) = (NEVER, NEVER);
        let abandoned = record.clone();
        (record.parent, record.sibling) = (NONE, NONE);
        if record.state == State::Lost {
            self.release(call);
        }
        if abandoned.parent != NONE {
            self.unsuccessful(&abandoned);
        }
    }

    /// No answer yet: send a second copy.
    pub(super) fn hedge(&mut self, call: u32) {
        let record = self.record_mut(call);
        record.hedge_at = NEVER;
        let (parent, edge, write) = (record.parent, record.edge, record.write);
        let attempt = record.attempt;
        if parent == NONE {
            return;
        }
        let twin = self.copy_for(parent, edge, write);
        let second = self.record_mut(twin);
        (second.sibling, second.attempt) = (call, attempt);
        self.record_mut(call).sibling = twin;
        self.send(twin);
    }

    /// The answer reaches the caller, if anyone still waits for it.
    pub(super) fn deliver(&mut self, call: u32) {
        let record = self.record(call).clone();
        self.release(call);
        if record.parent == NONE {
            return;
        }
        if record.outcome == Outcome::Failed {
            return self.unsuccessful(&record);
        }
        if record.sibling != NONE {
            let slower = self.record_mut(record.sibling);
            (slower.parent, slower.sibling, slower.hedge_at) = (NONE, NONE, NEVER);
            slower.timeout_at = NEVER;
            if slower.state == State::Lost {
                self.release(record.sibling);
            }
        }
        self.successful(&record);
    }

    /// A black hole took the call: without a timeout its caller waits for ever.
    pub(super) fn swallow(&mut self, call: u32) {
        self.record_mut(call).state = State::Lost;
        if self.record(call).parent == NONE {
            self.release(call);
        }
    }

    fn successful(&mut self, record: &Record) {
        let of_cache = matches!(
            self.plan.design.nodes[usize::from(record.node)].component,
            Component::Cache(_)
        );
        let parent = self.record_mut(record.parent);
        if of_cache {
            parent.missed = record.outcome == Outcome::Miss;
        }
        parent.wrote |= record.wrote || record.write;
        self.one_less(record.parent);
    }

    fn unsuccessful(&mut self, record: &Record) {
        if record.sibling != NONE {
            // The other copy may still answer.
            self.record_mut(record.sibling).sibling = NONE;
            return;
        }
        let policy = self.plan.edge(record.edge);
        let state = &mut self.edges[usize::from(record.edge)];
        let allowed = policy.budget.is_none() || state.tokens >= 1.0;
        if record.attempt < policy.retries && allowed {
            if policy.budget.is_some() {
                state.tokens -= 1.0;
            }
            return self.retry(record, policy);
        }
        if self.optional(record.parent) {
            self.record_mut(record.parent).missed = true;
        } else {
            self.record_mut(record.parent).failed = true;
        }
        self.one_less(record.parent);
    }

    fn retry(&mut self, record: &Record, policy: &Edge) {
        let now = self.now;
        let call = self.copy_for(record.parent, record.edge, record.write);
        self.record_mut(call).attempt = record.attempt + 1;
        match policy.backoff {
            Backoff::None => self.send(call),
            Backoff::FullJitter { base } => {
                let longest = base.saturating_mul(1 << record.attempt);
                let unit = self.edges[usize::from(record.edge)].jitter.unit();
                let pause = (unit * longest as f64) as u64;
                let waiting = self.record_mut(call);
                waiting.state = State::Backoff;
                waiting.due = now + pause;
                self.events.at(now + pause, Event::Due(call));
            }
        }
    }

    fn one_less(&mut self, parent: u32) {
        let record = self.record_mut(parent);
        record.pending -= 1;
        if record.pending == 0 {
            self.answered(parent);
        }
    }

    fn optional(&self, parent: u32) -> bool {
        let record = self.record(parent);
        let steps = &self.plan.stations[usize::from(record.node)].programs;
        let step = &steps[usize::from(record.program)][usize::from(record.step)];
        matches!(step, crate::Step::Call(call) if call.optional)
    }

    fn copy_for(&mut self, parent: u32, edge: u16, write: bool) -> u32 {
        let asker = self.record(parent);
        let (key, wrote, deadline) = (asker.key, asker.wrote, asker.deadline);
        let record = Record::new(self.plan.edge(edge).to.0, edge, parent);
        self.allot(Record { write, wrote, key, deadline, ..record })
    }

    /// The instance that the call goes to.
    fn choose(&mut self, call: u32, edge: &Edge) -> u32 {
        let node = usize::from(edge.to.0);
        let base = self.plan.bases[node];
        let count = u32::from(self.plan.stations[node].instances);
        if let Component::Database(_) = self.plan.design.nodes[node].component {
            // Writes and strict reads belong to the primary.
            if self.record(call).write || !edge.read_replicas || count == 1 {
                return base;
            }
            return self.spread(call, base + 1, count - 1);
        }
        if count == 1 { base } else { self.spread(call, base, count) }
    }

    fn spread(&mut self, call: u32, base: u32, count: u32) -> u32 {
        let caller = usize::from(self.record(self.record(call).parent).node);
        let station = &self.plan.stations[caller];
        let now = self.now;
        let alive = |i: &u32| {
            let instance = &self.instances[*i as usize];
            let known =
                station.detection.is_some_and(|d| now >= instance.down_since.saturating_add(d));
            instance.down.is_none() || !known
        };
        let mut known: Vec<u32> = Vec::new();
        // Only a crash costs the list; without one every instance is a candidate.
        let any_down = (base..base + count).any(|i| self.instances[i as usize].down.is_some());
        if any_down {
            known = (base..base + count).filter(alive).collect();
        }
        let all = known.is_empty();
        let count = if all { count } else { known.len() as u32 };
        let pick = |n: u32| if all { base + n } else { known[n as usize] };
        let load = |n: u32| self.instances[pick(n) as usize].in_system;
        let state = &mut self.nodes[caller];
        let chosen = match station.policy {
            Policy::Random => state.route.below(count),
            Policy::RoundRobin => {
                state.turn = (state.turn + 1) % count;
                state.turn
            }
            Policy::TwoChoices => {
                let (one, two) = (state.route.below(count), state.route.below(count));
                if load(two) < load(one) { two } else { one }
            }
            Policy::Least => (0..count).min_by_key(|&n| load(n)).unwrap_or(0),
            Policy::Hash => {
                let mixed =
                    u64::from(self.records[call as usize].key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                ((mixed >> 32) % u64::from(count)) as u32
            }
        };
        pick(chosen)
    }
}
