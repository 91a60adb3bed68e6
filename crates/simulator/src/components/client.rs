//! Those who use the design: arrivals, what they ask for, how long they wait.

use super::Station;
use crate::design::Step;
use crate::{Keys, Law, Nanos};

#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    pub arrivals: Arrivals,
    pub keys: Keys,
    pub operations: Vec<Operation>,
    /// An answer later than this after the intended arrival is not good.
    pub patience: Nanos,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arrivals {
    /// Open loop: requests per second, whatever becomes of them.
    Poisson { rate: f64 },
    /// Closed loop: each user thinks, asks and waits for the answer.
    Closed { users: u32, think: Law },
}

/// One kind of request and its share of the mix.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub share: f64,
    pub steps: Vec<Step>,
}

impl Client {
    /// Open-loop traffic of one operation over one key, with a patience of ten seconds.
    pub fn open(rate: f64, steps: Vec<Step>) -> Self {
        Self {
            arrivals: Arrivals::Poisson { rate },
            keys: Keys::Uniform { count: 1 },
            operations: vec![Operation { share: 1.0, steps }],
            patience: 10 * crate::SECOND,
        }
    }

    pub(super) fn station(&self) -> Station {
        let mut station = Station::new(None, Vec::new());
        station.programs = self.operations.iter().map(|o| o.steps.clone()).collect();
        station
    }
}
