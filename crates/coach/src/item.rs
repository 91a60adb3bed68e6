//! Something to practise, as far as the coach must know it: what it trains, how hard it is and how
//! long it takes. Its text and its judge are elsewhere.

use serde::{Deserialize, Serialize};

use crate::rating::Rating;
use crate::topic::{Level, Topic};

/// An item by the name that the rest of the product uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub String);

/// What is done with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activity {
    /// An exercise that a judge decides.
    Exercise,
    /// A story or a talk, told against the clock.
    Rehearsal,
    /// A whole round under the clock, alone or with a partner.
    Mock,
    /// A question to answer now: choose, estimate.
    Question,
}

/// One item of the library.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: ItemId,
    pub title: String,
    pub activity: Activity,
    /// What it trains and shows; the first is what it is mainly about. Never empty.
    pub topics: Vec<Topic>,
    pub level: Level,
    /// For somebody of its level; 1 to [`MOST_MINUTES`].
    pub minutes: u16,
    /// Starts at the author's level and follows the attempts; see `difficulty`.
    pub difficulty: Rating,
}

/// Of one item: four hours, the longest take-home worth a single sitting.
pub const MOST_MINUTES: u16 = 240;

impl Item {
    /// An item whose difficulty is what its author says.
    pub fn new(
        id: impl Into<String>,
        activity: Activity,
        topics: Vec<Topic>,
        level: Level,
        minutes: u16,
    ) -> Self {
        let id = id.into();
        Self {
            title: id.clone(),
            id: ItemId(id),
            activity,
            topics,
            level,
            minutes: minutes.clamp(1, MOST_MINUTES),
            difficulty: crate::difficulty::of_author(level),
        }
    }
}
