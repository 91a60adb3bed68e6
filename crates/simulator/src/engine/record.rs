//! A call in flight, seen from both ends: what the caller waits for and where the visit stands.

use crate::Nanos;

/// No call, no instance.
pub(super) const NONE: u32 = u32::MAX;
/// The edge of a client's own request, which nobody calls.
pub(super) const ROOT: u16 = u16::MAX;
/// A timer that is not set.
pub(super) const NEVER: Nanos = Nanos::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Free,
    /// A closed client's user, before the next request.
    Thinking,
    /// Pausing before a retry.
    Backoff,
    Travelling,
    Queued,
    Working,
    /// Its own calls are out.
    Waiting,
    /// Its answer is on the way.
    Answered,
    /// Swallowed by a black hole: only the caller's timeout ends it.
    Lost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Fine,
    Miss,
    Failed,
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of one call")]
pub(super) struct Record {
    pub state: State,
    pub outcome: Outcome,
    pub write: bool,
    /// A write of this request to this key was acknowledged.
    pub wrote: bool,
    pub missed: bool,
    pub failed: bool,
    pub attempt: u8,
    pub program: u8,
    pub step: u16,
    pub pending: u16,
    pub node: u16,
    pub edge: u16,
    pub instance: u32,
    /// Who waits for the answer; none for a request of a client and for abandoned work.
    pub parent: u32,
    /// The other copy of a hedged call.
    pub sibling: u32,
    pub key: u32,
    /// Timers are valid only if an event has exactly their time: a record that was freed and used
    /// again does not react to events of its former life.
    pub due: Nanos,
    pub timeout_at: Nanos,
    pub hedge_at: Nanos,
    pub arrived: Nanos,
    pub started: Nanos,
    pub deadline: Nanos,
}

impl Record {
    pub fn new(node: u16, edge: u16, parent: u32) -> Self {
        Self {
            state: State::Waiting,
            outcome: Outcome::Fine,
            write: false,
            wrote: false,
            missed: false,
            failed: false,
            attempt: 0,
            program: 0,
            step: 0,
            pending: 0,
            node,
            edge,
            instance: NONE,
            parent,
            sibling: NONE,
            key: 0,
            due: NEVER,
            timeout_at: NEVER,
            hedge_at: NEVER,
            arrived: 0,
            started: 0,
            deadline: NEVER,
        }
    }
}
