//! What a person remembers of each card, and when to ask it again.
//!
//! # Theory of operation
//!
//! A review is a fact: which card, when, how it was graded. Facts are kept, never changed, and have
//! an id that the device made, so that a grade sent twice, or by two devices in any order, counts
//! once. What is remembered ([`Memory`]) is folded from a card's reviews in order of time by
//! FSRS-6 (crate `fsrs`, the engine of Anki): stability in days, difficulty from 1 to 10, and from
//! both the day on which recall falls to the wanted retention. Undo withdraws the last fact and
//! folds again.
//!
//! Where to look: intervals, [`schedule`]; what is asked next, [`queue`]; personal parameters,
//! [`training`]; whether an answer was right, [`answer`]; cards out of failures, [`draft`]; solving
//! again what was solved, [`resolve`].

pub mod answer;
pub mod draft;
pub mod queue;
pub mod resolve;
pub mod schedule;
pub mod training;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::day::Day;

pub use schedule::{Scheduler, Settings};

/// A card by the name that the rest of the product uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardId(pub String);

/// How well it was remembered, as FSRS and Anki number it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not remembered.
    Again = 1,
    /// Remembered with effort or a gap.
    Hard = 2,
    Good = 3,
    /// Without thinking.
    Easy = 4,
}

/// One answer to one card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Made by the device that asked; the same id is the same review.
    pub id: String,
    pub card: CardId,
    /// Seconds since 1970-01-01 UTC.
    pub at: i64,
    /// The same moment as a day in the person's zone.
    pub day: Day,
    pub grade: Grade,
    /// From showing the question to grading; at most [`MOST_SECONDS`] are counted.
    pub seconds: u16,
}

/// A card left open for longer was not thought about.
pub const MOST_SECONDS: u16 = 300;
/// Reviews of one card that are folded: the last ones, since old ones hardly matter by then.
pub const MOST_REVIEWS: usize = 2_000;

/// What is remembered of one card.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Days after which recall has fallen to 90 %.
    pub stability: f32,
    /// 1 to 10.
    pub difficulty: f32,
    pub last: Day,
    pub due: Due,
    pub reviews: u32,
    /// Times that it was forgotten after it had been learnt.
    pub lapses: u32,
}

/// When to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Due {
    /// In this sitting: seconds since 1970-01-01 UTC.
    At(i64),
    /// Any time on this day.
    On(Day),
}

/// Forgotten so often that the card, not the person, is to be worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Leech {
    No,
    Yes,
}

/// Lapses of a leech, as Anki has it.
pub const LEECH_LAPSES: u32 = 8;

/// Why a review cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoError {
    #[error("there is no such review; it may be undone already")]
    Unknown,
    #[error("the card was reviewed again since; undo the later review first")]
    NotLast,
}

impl Grade {
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// 1 to 4.
    pub fn number(self) -> u8 {
        self as u8
    }

    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.number() == number)
    }
}

impl Memory {
    pub fn leech(&self) -> Leech {
        if self.lapses >= LEECH_LAPSES { Leech::Yes } else { Leech::No }
    }

    /// Whether the day of `due` has come.
    pub fn is_due(&self, today: Day, now: i64) -> bool {
        match self.due {
            Due::At(at) => at <= now,
            Due::On(day) => day <= today,
        }
    }
}

/// A card's reviews in the order of time, each once, the last [`MOST_REVIEWS`].
pub fn in_order(reviews: &[Review]) -> Vec<&Review> {
    let mut seen = BTreeSet::new();
    let mut list: Vec<&Review> = reviews.iter().filter(|r| seen.insert(&r.id)).collect();
    list.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    list.drain(..list.len().saturating_sub(MOST_REVIEWS));
    list
}

/// Takes back the review `id` of a card; answers the reviews that stay.
pub fn undo(reviews: &[Review], id: &str) -> Result<Vec<Review>, UndoError> {
    let ordered = in_order(reviews);
    let found = ordered.iter().position(|r| r.id == id).ok_or(UndoError::Unknown)?;
    if found + 1 != ordered.len() {
        return Err(UndoError::NotLast);
    }
    Ok(ordered[..found].iter().map(|r| (*r).clone()).collect())
}

/// Cards that fall due on today (with all that is overdue), tomorrow and so on, for the plan.
pub fn forecast<'a>(
    memories: impl IntoIterator<Item = &'a Memory>,
    today: Day,
    days: u16,
) -> Vec<u32> {
    let mut due = vec![0; usize::from(days)];
    for memory in memories {
        let offset = match memory.due {
            Due::At(_) => 0,
            Due::On(day) => day.since(today).max(0) as usize,
        };
        if let Some(count) = due.get_mut(offset) {
            *count += 1;
        }
    }
    due
}
