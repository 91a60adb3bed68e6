//! Open-loop traffic is multiplied in a window: a spike or a step, or a lull below 1.

use crate::design::NodeId;
use crate::scenario::Window;

#[derive(Debug, Clone, PartialEq)]
pub struct Surge {
    pub node: NodeId,
    pub window: Window,
    pub factor: f64,
}
