//! What goes wrong, or what traffic does, in a window of a scenario; one file each. A retry storm
//! is never scripted: it emerges.

mod crash;
mod flush;
mod slow;
mod surge;

pub use crash::{Crash, Silence};
pub use flush::Flush;
pub use slow::Slow;
pub use surge::Surge;

use crate::Nanos;
use crate::components::Component;
use crate::design::{Design, DesignError, NodeId};
use crate::engine::Engine;
use crate::scenario::Scenario;

#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    Crash(Crash),
    Slow(Slow),
    Flush(Flush),
    Surge(Surge),
}

impl Fault {
    /// When it begins and when it ends.
    pub(crate) fn moments(&self) -> (Nanos, Nanos) {
        match self {
            Self::Crash(fault) => (fault.window.from, fault.window.until),
            Self::Slow(fault) => (fault.window.from, fault.window.until),
            Self::Flush(fault) => (fault.at, fault.at),
            Self::Surge(fault) => (fault.window.from, fault.window.until),
        }
    }

    pub(crate) fn begin(&self, engine: &mut Engine<'_>) {
        match self {
            Self::Crash(fault) => fault.begin(engine),
            Self::Slow(fault) => fault.begin(engine),
            Self::Flush(fault) => fault.begin(engine),
            // Traffic follows its own profile.
            Self::Surge(_) => {}
        }
    }

    pub(crate) fn end(&self, engine: &mut Engine<'_>) {
        match self {
            Self::Crash(fault) => fault.end(engine),
            Self::Slow(fault) => fault.end(engine),
            Self::Flush(_) | Self::Surge(_) => {}
        }
    }

    fn node(&self) -> NodeId {
        match self {
            Self::Crash(Crash { node, .. })
            | Self::Slow(Slow { node, .. })
            | Self::Flush(Flush { node, .. })
            | Self::Surge(Surge { node, .. }) => *node,
        }
    }
}

/// Whether the faults of a scenario fit the design.
pub(crate) fn check(design: &Design, scenario: &Scenario) -> Result<(), DesignError> {
    let wrong = |problem: &str| Err(DesignError::Scenario { problem: problem.to_owned() });
    if scenario.warm_up >= scenario.duration {
        return wrong("the warm-up must be shorter than the duration");
    }
    for (index, fault) in scenario.faults.iter().enumerate() {
        let (from, until) = fault.moments();
        if from > until || (from == until && !matches!(fault, Fault::Flush(_))) {
            return wrong("a fault must end after it begins");
        }
        if usize::from(fault.node().0) >= design.nodes.len() {
            return wrong("a fault names a node that does not exist");
        }
        let component = &design.nodes[usize::from(fault.node().0)].component;
        let fits = match fault {
            Fault::Surge(_) => matches!(component, Component::Client(_)),
            Fault::Flush(_) => matches!(component, Component::Cache(_)),
            Fault::Crash(_) | Fault::Slow(_) => !matches!(component, Component::Client(_)),
        };
        if !fits {
            return wrong("surges are for clients, flushes for caches, crashes for the rest");
        }
        if let Fault::Slow(Slow { factor, .. }) | Fault::Surge(Surge { factor, .. }) = fault
            && !(*factor > 0.0 && *factor <= 1e4)
        {
            return wrong("a factor must be above 0 and at most 10000");
        }
        let overlaps = scenario.faults[..index].iter().any(|other| {
            let (start, end) = other.moments();
            std::mem::discriminant(other) == std::mem::discriminant(fault)
                && other.node() == fault.node()
                && from < end
                && start < until
        });
        if overlaps {
            return wrong("two faults of one kind overlap on one node; join or part them");
        }
    }
    Ok(())
}
