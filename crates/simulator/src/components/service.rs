//! A program with threads. A thread is held while its calls are out, so that a slow database
//! exhausts the service in front of it.

use super::Station;
use crate::design::Step;

#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    pub replicas: u16,
    pub threads: u32,
    /// Longest queue of each replica; `None` is without a bound, which the engine's limit on
    /// calls in flight ends sooner or later.
    pub queue: Option<u32>,
    pub discipline: Discipline,
    /// Whether a request whose deadline has passed is dropped when a thread comes free.
    pub drop_late: bool,
    pub steps: Vec<Step>,
}

/// Who is served next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discipline {
    Fifo,
    Lifo,
    /// All at once, sharing one server; for visits that only work.
    Sharing,
}

impl Service {
    /// One replica that queues first come, first served, without a bound.
    pub fn new(threads: u32, steps: Vec<Step>) -> Self {
        Self {
            replicas: 1,
            threads,
            queue: None,
            discipline: Discipline::Fifo,
            drop_late: false,
            steps,
        }
    }

    pub(super) fn station(&self) -> Station {
        let mut station = Station::new(Some(self.threads), self.steps.clone());
        station.instances = self.replicas;
        station.queue = self.queue;
        station.discipline = self.discipline;
        station.drop_late = self.drop_late;
        station
    }
}
