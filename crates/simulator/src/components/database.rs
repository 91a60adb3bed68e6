//! A relational database: one primary that takes every write, and replicas that follow it after
//! a lag. Instance 0 is the primary.

use super::Station;
use crate::Law;
use crate::design::Step;

#[derive(Debug, Clone, PartialEq)]
pub struct Database {
    pub replicas: u16,
    /// Statements that one instance executes at once.
    pub connections: u32,
    pub queue: Option<u32>,
    pub read: Law,
    pub write: Law,
    /// How long after its commit a write is seen on the replicas. Asynchronous: a crash of the
    /// primary loses what was not seen yet.
    pub lag: Law,
}

impl Database {
    /// A primary alone.
    pub fn new(connections: u32, read: Law, write: Law) -> Self {
        Self { replicas: 0, connections, queue: None, read, write, lag: Law::Constant(0) }
    }

    pub(super) fn station(&self) -> Station {
        let statement = Step::Statement { read: self.read, write: self.write, lag: self.lag };
        let mut station = Station::new(Some(self.connections), vec![statement]);
        station.instances = self.replicas + 1;
        station.queue = self.queue;
        station
    }
}
