//! Instances stop: what they held is lost, caches restart cold. What callers see is explicit.

use crate::design::NodeId;
use crate::engine::Engine;
use crate::scenario::Window;

#[derive(Debug, Clone, PartialEq)]
pub struct Crash {
    pub node: NodeId,
    /// One instance, or all of them.
    pub instance: Option<u16>,
    pub window: Window,
    pub silence: Silence,
}

/// What a caller of a crashed instance sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// An error at once.
    Reset,
    /// Nothing, until its own timeout.
    BlackHole,
}

impl Crash {
    pub(super) fn begin(&self, engine: &mut Engine<'_>) {
        engine.crash(self.node, self.instance, self.silence);
    }

    pub(super) fn end(&self, engine: &mut Engine<'_>) {
        engine.restore(self.node, self.instance);
    }
}
