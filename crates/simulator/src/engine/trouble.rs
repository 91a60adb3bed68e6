//! What faults do to a running engine, and what a database promised.

use std::collections::VecDeque;

use super::record::{NONE, Outcome, State};
use super::{Engine, Nanos};
use crate::Law;
use crate::design::NodeId;
use crate::faults::Silence;

/// The newest write of each key, and writes that no replica has yet.
#[derive(Debug)]
pub(super) struct Ledger {
    /// When the newest write was committed and when replicas have it.
    newest: Vec<(Nanos, Nanos)>,
    /// When replicas have each recent write.
    tail: VecDeque<Nanos>,
}

impl Ledger {
    pub fn new(keys: u32) -> Self {
        Self { newest: vec![(0, 0); keys as usize], tail: VecDeque::new() }
    }
}

impl Engine<'_> {
    /// A statement is over: the write is committed, or the read has seen what it has seen.
    pub(super) fn take_effect(&mut self, call: u32, lag: Law) {
        let now = self.now;
        let record = self.record(call);
        let (node, key, write) = (usize::from(record.node), record.key as usize, record.write);
        let (wrote, arrived) = (record.wrote, record.arrived);
        let on_replica = record.instance != self.plan.bases[node];
        let replicated = self.plan.stations[node].instances > 1;
        if write {
            self.integrity.writes += 1;
            if replicated {
                let seen = now.saturating_add(lag.sample(&mut self.nodes[node].steps));
                let ledger = &mut self.ledgers[node];
                ledger.newest[key] = (now, seen);
                ledger.tail.push_back(seen);
                while ledger.tail.front().is_some_and(|&seen| seen <= now) {
                    ledger.tail.pop_front();
                }
            }
            return;
        }
        self.integrity.reads += 1;
        if on_replica {
            let (committed, seen) = self.ledgers[node].newest[key];
            if committed <= arrived && seen > now {
                self.integrity.stale_reads += 1;
                self.integrity.read_your_writes += u64::from(wrote);
            }
        }
    }

    pub(crate) fn crash(&mut self, node: NodeId, only: Option<u16>, silence: Silence) {
        let now = self.now;
        let first = self.plan.bases[usize::from(node.0)];
        for index in self.of(node, only) {
            let instance = &mut self.instances[index];
            instance.down = Some(silence);
            instance.down_since = now;
            instance.sharing.clear();
            self.kill(index as u32, silence);
            self.instances[index].queue.clear();
            if index == first as usize {
                let tail = std::mem::take(&mut self.ledgers[usize::from(node.0)].tail);
                self.integrity.lost_writes +=
                    tail.iter().filter(|&&seen| seen > now).count() as u64;
            }
        }
        if let Some(shelf) = &mut self.shelves[usize::from(node.0)] {
            shelf.clear();
        }
    }

    pub(crate) fn restore(&mut self, node: NodeId, only: Option<u16>) {
        for index in self.of(node, only) {
            self.instances[index].down = None;
        }
    }

    pub(crate) fn pace(&mut self, node: NodeId, only: Option<u16>, factor: Option<f64>) {
        for index in self.of(node, only) {
            self.instances[index].pace = factor;
        }
    }

    pub(crate) fn flush(&mut self, node: NodeId) {
        if let Some(shelf) = &mut self.shelves[usize::from(node.0)] {
            shelf.clear();
        }
    }

    fn of(&self, node: NodeId, only: Option<u16>) -> Vec<usize> {
        let base = self.plan.bases[usize::from(node.0)] as usize;
        let count = usize::from(self.plan.stations[usize::from(node.0)].instances);
        match only {
            Some(one) if usize::from(one) < count => vec![base + usize::from(one)],
            Some(_) => Vec::new(),
            None => (base..base + count).collect(),
        }
    }

    /// Ends every visit at the instance; calls that they had out go on without a caller.
    fn kill(&mut self, instance: u32, silence: Silence) {
        let inside = [State::Queued, State::Working, State::Waiting];
        let victims: Vec<u32> = (0..self.records.len() as u32)
            .filter(|&call| {
                let record = self.record(call);
                record.instance == instance && inside.contains(&record.state)
            })
            .collect();
        let mut doomed = vec![false; self.records.len()];
        for &call in &victims {
            doomed[call as usize] = true;
            self.leave(call);
            self.instances[instance as usize].tally.killed += 1;
            self.record_mut(call).due = super::record::NEVER;
            match silence {
                Silence::Reset => {
                    let hop = self.plan.edge(self.record(call).edge).hop;
                    self.reply(call, Outcome::Failed, hop);
                }
                Silence::BlackHole => self.swallow(call),
            }
        }
        for index in 0..self.records.len() {
            let parent = self.records[index].parent;
            if parent != NONE && doomed[parent as usize] {
                self.records[index].parent = NONE;
                self.records[index].timeout_at = super::record::NEVER;
                self.records[index].hedge_at = super::record::NEVER;
                if self.records[index].state == State::Lost {
                    self.release(index as u32);
                }
            }
        }
    }
}
