//! A cache forgets everything at one moment.

use crate::Nanos;
use crate::design::NodeId;
use crate::engine::Engine;

#[derive(Debug, Clone, PartialEq)]
pub struct Flush {
    pub node: NodeId,
    pub at: Nanos,
}

impl Flush {
    pub(super) fn begin(&self, engine: &mut Engine<'_>) {
        engine.flush(self.node);
    }
}
