//! Spreads calls over the instances of what it calls. Its own work is a delay: proxies are rarely
//! what saturates.

use super::Station;
use crate::design::{Call, EdgeId, Step};
use crate::{Law, MICROSECOND, Nanos, SECOND};

/// How the caller picks one of several instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    Random,
    RoundRobin,
    /// The less busy of two drawn at random (Mitzenmacher, 2001).
    TwoChoices,
    /// The least busy of all; the first among equals.
    Least,
    /// By key, so that one key always meets the same instance.
    Hash,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Balancer {
    pub policy: Policy,
    pub delay: Law,
    pub target: EdgeId,
    /// Probe interval times failed probes before an instance is ejected.
    pub detection: Nanos,
}

impl Balancer {
    /// Two choices, 50 microseconds of proxy work, crashed instances noticed after 15 seconds.
    pub fn new(target: EdgeId) -> Self {
        Self {
            policy: Policy::TwoChoices,
            delay: Law::Constant(50 * MICROSECOND),
            target,
            detection: 15 * SECOND,
        }
    }

    pub(super) fn station(&self) -> Station {
        let steps = vec![Step::Work(self.delay), Step::Call(Call::always(self.target))];
        let mut station = Station::new(None, steps);
        station.policy = self.policy;
        station.detection = Some(self.detection);
        station
    }
}
