//! Instances work slower by a factor and still pass every health check: a grey failure.

use crate::design::NodeId;
use crate::engine::Engine;
use crate::scenario::Window;

#[derive(Debug, Clone, PartialEq)]
pub struct Slow {
    pub node: NodeId,
    /// One instance, or all of them.
    pub instance: Option<u16>,
    pub window: Window,
    /// Work that begins in the window takes this many times as long.
    pub factor: f64,
}

impl Slow {
    pub(super) fn begin(&self, engine: &mut Engine<'_>) {
        engine.pace(self.node, self.instance, Some(self.factor));
    }

    pub(super) fn end(&self, engine: &mut Engine<'_>) {
        engine.pace(self.node, self.instance, None);
    }
}
