//! The components of a design, one file each. A component is a set of figures that turns into a
//! station: servers, a queue and the steps of a visit. The engine knows stations only.

mod balancer;
mod cache;
mod client;
mod database;
mod service;

pub use balancer::{Balancer, Policy};
pub use cache::{Cache, Mode};
pub use client::{Arrivals, Client, Operation};
pub use database::Database;
pub use service::{Discipline, Service};

use crate::Nanos;
use crate::design::Step;

#[derive(Debug, Clone, PartialEq)]
pub enum Component {
    Client(Client),
    Balancer(Balancer),
    Service(Service),
    Cache(Cache),
    Database(Database),
}

impl Component {
    pub(crate) fn station(&self) -> Station {
        match self {
            Self::Client(client) => client.station(),
            Self::Balancer(balancer) => balancer.station(),
            Self::Service(service) => service.station(),
            Self::Cache(cache) => cache.station(),
            Self::Database(database) => database.station(),
        }
    }
}

/// What a component is to the engine.
#[derive(Debug, Clone)]
pub(crate) struct Station {
    pub instances: u16,
    /// Servers of each instance; `None` serves everyone at once.
    pub servers: Option<u32>,
    /// Longest queue of each instance; `None` is without a bound.
    pub queue: Option<u32>,
    pub discipline: Discipline,
    /// Whether a visit whose deadline has passed is dropped instead of served.
    pub drop_late: bool,
    /// Steps of a visit; a client has one list per operation.
    pub programs: Vec<Vec<Step>>,
    pub policy: Policy,
    /// How long a balancer goes on choosing a crashed instance; `None` never notices.
    pub detection: Option<Nanos>,
}

impl Station {
    pub fn new(servers: Option<u32>, steps: Vec<Step>) -> Self {
        Self {
            instances: 1,
            servers,
            queue: None,
            discipline: Discipline::Fifo,
            drop_late: false,
            programs: vec![steps],
            policy: Policy::Random,
            detection: None,
        }
    }
}
