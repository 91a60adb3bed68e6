//! A design: nodes, the edges between them, and what a visit does step by step. Checked as a
//! whole by [`Design::check`] before any run; text formats are elsewhere.

use crate::components::{Arrivals, Component};
use crate::law::MAX_DURATION;
use crate::{Law, Nanos, SECOND};
use thiserror::Error;

/// Enough for any whiteboard; keeps hostile designs small.
pub const MAX_NODES: usize = 200;
pub const MAX_EDGES: usize = 1_000;
/// Instances of one node, users of a closed client, retries of one call.
pub const MAX_INSTANCES: u16 = 1_000;
/// Steps of a visit, and calls at once in one of them.
pub const MAX_STEPS: usize = 100;
/// Entries of caches and ledgers of a whole design: keys times nodes that keep something by key.
pub const MAX_ENTRIES: usize = 20_000_000;
pub const MAX_USERS: u32 = 100_000;
/// Base of a backoff: doubled by every retry, it stays below the end of the clock.
const MAX_PAUSE: Nanos = 1_000 * SECOND;
pub const MAX_RETRIES: u8 = 20;
/// Requests per second of one client.
pub const MAX_RATE: f64 = 1e9;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeId(pub(crate) u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeId(pub(crate) u16);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Design {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub name: String,
    pub component: Component,
}

/// A call from one node to another, and how patient and stubborn the caller is.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    pub to: NodeId,
    /// Network delay of each direction.
    pub hop: Nanos,
    /// After this the caller gives up; the work that it asked for goes on.
    pub timeout: Option<Nanos>,
    pub retries: u8,
    /// Retries allowed per call asked for, saved up to [`Edge::BUDGET_RESERVE`]; `None` is all.
    pub budget: Option<f64>,
    pub backoff: Backoff,
    /// A second copy is sent when no answer came by then; the first answer counts.
    pub hedge: Option<Nanos>,
    /// Reads may go to any instance but the first.
    pub read_replicas: bool,
}

/// The pause before retry n (from 1): uniform from 0 to `base` times 2^(n-1), "full jitter".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backoff {
    None,
    FullJitter { base: Nanos },
}

/// One thing that a visit does.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Work(Law),
    Call(Call),
    /// Calls over all these edges at once and waits for every answer.
    All(Vec<EdgeId>),
    /// Puts the request's key into a cache, as the caller of a cache aside does after a miss.
    Fill(NodeId),
    /// Removes the request's key from a cache.
    Invalidate(NodeId),
    /// Looks the key up in this node's own cache.
    LookUp,
    /// Keeps the key in this node's own cache.
    Keep,
    /// Reads or writes the key, as the call asked.
    Statement {
        read: Law,
        write: Law,
        lag: Law,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub edge: EdgeId,
    pub when: When,
    pub effect: Effect,
    /// Probability of making the same call again after each answer.
    pub again: f64,
    /// A failed call counts as a miss instead of failing the visit.
    pub optional: bool,
}

impl Call {
    /// A read that is always made, once, and has to succeed.
    pub fn always(edge: EdgeId) -> Self {
        Self { edge, when: When::Always, effect: Effect::Inherit, again: 0.0, optional: false }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    Always,
    Chance(f64),
    /// If the last look-up of this visit missed.
    AfterMiss,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// As the visit that makes the call; a request begins as a read.
    Inherit,
    Read,
    Write,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DesignError {
    #[error("the design has more than {MAX_NODES} nodes or {MAX_EDGES} edges; make it smaller")]
    TooLarge,
    #[error("keys times caches and databases is above {MAX_ENTRIES}; use fewer keys")]
    TooManyKeys,
    #[error("the design has no client, so nothing would happen; add one")]
    NoClient,
    #[error("`{node}`: {problem}")]
    Node { node: String, problem: String },
    #[error("the calls form a circle through `{node}`; remove one of them")]
    Circle { node: String },
    #[error("the scenario: {problem}")]
    Scenario { problem: String },
}

impl Edge {
    /// Retries saved up while a budget is not used.
    pub const BUDGET_RESERVE: f64 = 10.0;

    /// A call without delay, timeout or retry.
    pub fn to(node: NodeId) -> Self {
        Self {
            to: node,
            hop: 0,
            timeout: None,
            retries: 0,
            budget: None,
            backoff: Backoff::None,
            hedge: None,
            read_replicas: false,
        }
    }
}

impl Design {
    pub fn add(&mut self, name: &str, component: Component) -> NodeId {
        self.nodes.push(Node { name: name.to_owned(), component });
        NodeId((self.nodes.len() - 1) as u16)
    }

    /// The node of that name, the first if several share it.
    pub fn node(&self, name: &str) -> Option<NodeId> {
        self.nodes.iter().position(|n| n.name == name).map(|index| NodeId(index as u16))
    }

    pub fn connect(&mut self, edge: Edge) -> EdgeId {
        self.edges.push(edge);
        EdgeId((self.edges.len() - 1) as u16)
    }

    /// Whether a run would make sense: sizes, ids, figures, and no circle of calls.
    pub fn check(&self) -> Result<(), DesignError> {
        if self.nodes.len() > MAX_NODES || self.edges.len() > MAX_EDGES {
            return Err(DesignError::TooLarge);
        }
        if !self.nodes.iter().any(|n| matches!(n.component, Component::Client(_))) {
            return Err(DesignError::NoClient);
        }
        self.check_entries()?;
        for (index, node) in self.nodes.iter().enumerate() {
            let wrong = self.problem(&node.component);
            if let Some(problem) = wrong {
                return Err(DesignError::Node { node: node.name.clone(), problem });
            }
            if self.reaches(index, index) {
                return Err(DesignError::Circle { node: node.name.clone() });
            }
        }
        Ok(())
    }

    fn check_entries(&self) -> Result<(), DesignError> {
        let keys = self.nodes.iter().filter_map(|n| match &n.component {
            Component::Client(client) => Some(client.keys.count() as usize),
            _ => None,
        });
        let keepers = self
            .nodes
            .iter()
            .filter(|n| matches!(n.component, Component::Cache(_) | Component::Database(_)));
        if keys.max().unwrap_or(0) * keepers.count() > MAX_ENTRIES {
            return Err(DesignError::TooManyKeys);
        }
        Ok(())
    }

    fn problem(&self, component: &Component) -> Option<String> {
        let station = component.station();
        let counts = station.instances;
        if counts == 0 || counts > MAX_INSTANCES {
            return Some(format!("instances must be from 1 to {MAX_INSTANCES}"));
        }
        if station.servers == Some(0) {
            return Some(String::from("must serve at least one request at a time"));
        }
        if let Component::Cache(cache) = component
            && cache.capacity == 0
        {
            return Some(String::from("must hold at least one entry"));
        }
        if let Component::Client(client) = component
            && let Some(problem) = client_problem(client)
        {
            return Some(problem);
        }
        if station.programs.iter().any(|steps| steps.len() > MAX_STEPS) {
            return Some(format!("a visit may have at most {MAX_STEPS} steps"));
        }
        let foreign = station.programs.iter().flatten().any(|step| match step {
            Step::LookUp | Step::Keep => !matches!(component, Component::Cache(_)),
            Step::Statement { .. } => !matches!(component, Component::Database(_)),
            _ => false,
        });
        if foreign {
            return Some(String::from("has a step that only a cache or a database can do"));
        }
        station.programs.iter().flatten().find_map(|step| self.step_problem(step))
    }

    fn step_problem(&self, step: &Step) -> Option<String> {
        let laws: &[Law] = match step {
            Step::Work(law) => &[*law],
            Step::Statement { read, write, lag } => &[*read, *write, *lag],
            _ => &[],
        };
        if let Some(fault) = laws.iter().find_map(Law::fault) {
            return Some(fault.to_owned());
        }
        if let Step::Call(call) = step {
            let chance = if let When::Chance(p) = call.when { p } else { 1.0 };
            if !(0.0..=1.0).contains(&chance) || !(0.0..=0.99).contains(&call.again) {
                return Some(String::from("chances must be from 0 to 1, and `again` below 0.99"));
            }
        }
        if let Step::Fill(node) | Step::Invalidate(node) = step
            && !self
                .nodes
                .get(usize::from(node.0))
                .is_some_and(|n| matches!(n.component, Component::Cache(_)))
        {
            return Some(String::from("fills something that is not a cache"));
        }
        if targets(step).len() > MAX_STEPS {
            return Some(format!("makes more than {MAX_STEPS} calls at once"));
        }
        targets(step).into_iter().find_map(|edge| self.edge_problem(edge))
    }

    fn edge_problem(&self, edge: EdgeId) -> Option<String> {
        let Some(edge) = self.edges.get(usize::from(edge.0)) else {
            return Some(String::from("calls over an edge that does not exist"));
        };
        let Some(node) = self.nodes.get(usize::from(edge.to.0)) else {
            return Some(String::from("calls a node that does not exist"));
        };
        if matches!(node.component, Component::Client(_)) {
            return Some(format!("calls the client `{}`", node.name));
        }
        if edge.retries > MAX_RETRIES {
            return Some(format!("retries must be at most {MAX_RETRIES}"));
        }
        let Backoff::FullJitter { base } = edge.backoff else { return edge_figures(edge) };
        if base > MAX_PAUSE {
            return Some(String::from("the base of a backoff must be at most 1000 s"));
        }
        edge_figures(edge)
    }

    /// Nodes that a visit calls.
    fn callees(&self, node: usize) -> Vec<usize> {
        let programs = self.nodes[node].component.station().programs;
        let edges = programs.iter().flatten().flat_map(targets);
        edges
            .filter_map(|e| self.edges.get(usize::from(e.0)))
            .map(|e| usize::from(e.to.0))
            .collect()
    }

    /// Whether `goal` can be called from `start`, over any number of nodes.
    fn reaches(&self, start: usize, goal: usize) -> bool {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = self.callees(start);
        while let Some(node) = open.pop() {
            if node == goal {
                return true;
            }
            if node < seen.len() && !std::mem::replace(&mut seen[node], true) {
                open.extend(self.callees(node));
            }
        }
        false
    }
}

fn edge_figures(edge: &Edge) -> Option<String> {
    if edge.timeout == Some(0) || edge.hedge == Some(0) {
        return Some(String::from("a timeout and a hedge must be longer than nothing"));
    }
    let longest = edge.hop.max(edge.timeout.unwrap_or(0)).max(edge.hedge.unwrap_or(0));
    if longest > MAX_DURATION {
        return Some(String::from("a duration must be at most a million seconds"));
    }
    edge.budget
        .is_some_and(|b| !(0.0..=1.0).contains(&b))
        .then(|| String::from("a retry budget must be from 0 to 100 %"))
}

fn targets(step: &Step) -> Vec<EdgeId> {
    match step {
        Step::Call(call) => vec![call.edge],
        Step::All(edges) => edges.clone(),
        _ => Vec::new(),
    }
}

fn client_problem(client: &crate::components::Client) -> Option<String> {
    if let Some(fault) = client.keys.fault() {
        return Some(fault.to_owned());
    }
    let shares: f64 = client.operations.iter().map(|o| o.share).sum();
    if client.operations.len() > 100
        || client.operations.iter().any(|o| o.share < 0.0)
        || !(0.999_999..=1.000_001).contains(&shares)
    {
        return Some(String::from("the shares of its operations must add up to 100 %"));
    }
    match client.arrivals {
        Arrivals::Poisson { rate } if !(rate > 0.0 && rate <= MAX_RATE) => {
            Some(format!("the rate must be above 0 and at most {MAX_RATE} a second"))
        }
        Arrivals::Closed { users, .. } if users == 0 || users > MAX_USERS => {
            Some(format!("users must be from 1 to {MAX_USERS}"))
        }
        Arrivals::Closed { think, .. } => think.fault().map(str::to_owned),
        Arrivals::Poisson { .. } => None,
    }
}
