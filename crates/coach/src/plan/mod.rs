//! What to do on each day until the rounds, and when it is enough.
//!
//! # Theory of operation
//!
//! A plan is a pure function of its [`Input`]; nothing of an older plan is kept, so it is rebuilt
//! after every result and every missed day, and equal inputs give equal plans.
//!
//! Days are filled in order. What has a date comes first: what the person locked or pinned, duties
//! such as research and thank-you notes, then reviews and re-solves up to a share of the day. What
//! is left goes to practice, always the item with the largest expected gain per minute: how far it
//! moves its topics (`gain`), times what a point in a topic is worth for the rounds ahead. After
//! each choice the plan goes on as if the item had been done, so that the next one is chosen by
//! somebody who knows a little more. A point is worth little where the person is far above or far
//! below the bar, which is why weak spots near the bar come first and why a plan can end: when the
//! best remaining hour would add less than [`ENOUGH_PER_HOUR`], the day says *enough*.
//!
//! Topics are closed to hard items while something they require is not known; their worth then
//! flows to what is missing. The day before a round is light and the day itself is free.
//!
//! Where to look: the worth of an item, `gain`; how a day is filled, `fill`; sentences, `reason`.

mod explain;
mod fill;
mod gain;
mod input;
mod reason;
mod state;

use serde::Serialize;

use crate::day::Day;
use crate::item::ItemId;

pub use input::{Done, Duty, DutyKind, Input, Resolve, ReviewLoad, Week, Wish};
pub use reason::{Reason, RoundName};

/// The days ahead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// From today on, without gaps.
    pub days: Vec<DayPlan>,
    /// What the person should know about the plan as a whole.
    pub notices: Vec<Notice>,
    /// From this day on every day says enough; absent where the plan has work to its end.
    pub enough_from: Option<Day>,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayPlan {
    pub day: Day,
    /// The time the person gave.
    pub minutes: u16,
    pub entries: Vec<Entry>,
    /// Whether time was left because nothing more was worth it.
    pub enough: Enough,
    /// Rounds held on this day.
    pub rounds: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Enough {
    /// The day is full, or has no time.
    NotYet,
    /// Another hour would add less than [`ENOUGH_PER_HOUR`].
    Enough,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    pub task: Task,
    pub minutes: u16,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Task {
    /// `left` minutes stay for another day where the item is longer than any day.
    Practise {
        item: ItemId,
        left: u16,
    },
    /// Solve again what was solved before.
    Resolve {
        item: ItemId,
    },
    Review {
        cards: u32,
    },
    Duty {
        id: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Notice {
    /// No weekday has any time.
    NoTime,
    /// This round's day is over; it steers nothing.
    RoundPast { round: String },
    /// No round is ahead: the plan works for the whole role.
    NoRound,
    /// The library has nothing that is not done, skipped or snoozed.
    NothingLeft,
    /// So many cards wait beyond what a day should hold.
    Backlog { cards: u32 },
    /// What was pinned or locked takes more than the day has.
    Overfull { day: Day, minutes: u16 },
    /// A wish names something that is not in the library.
    UnknownItem { item: ItemId },
}

/// Expected gain, in chance of passing summed over the rounds ahead, below which an hour is better
/// spent on sleep: twenty such hours would add one percentage point.
pub const ENOUGH_PER_HOUR: f64 = 0.0005;
/// Days of one plan: a year. Nobody has rounds further ahead.
pub const MOST_DAYS: u16 = 366;
/// Items of one library, so that a plan stays a matter of milliseconds.
pub const MOST_ITEMS: usize = 20_000;

/// Makes the plan. Items beyond [`MOST_ITEMS`] and days beyond [`MOST_DAYS`] are left out.
pub fn plan(input: &Input<'_>) -> Plan {
    fill::Filling::new(input).run()
}

impl Plan {
    pub fn day(&self, day: Day) -> Option<&DayPlan> {
        self.days.iter().find(|d| d.day == day)
    }
}

impl DayPlan {
    /// Minutes of all entries.
    pub fn planned(&self) -> u16 {
        self.entries.iter().map(|e| e.minutes).fold(0, u16::saturating_add)
    }
}

impl Notice {
    /// One sentence: what is the matter, then what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoTime => "No weekday has any time; say in Settings how much you have.".into(),
            Self::RoundPast { round } => {
                format!("The round {round} is over; enter how it went, or move its date.")
            }
            Self::NoRound => {
                "No round is ahead, so this plan works for the whole role; add a round to aim it."
                    .into()
            }
            Self::NothingLeft => {
                "Everything in the library is done, skipped or snoozed; reviews and rounds remain."
                    .into()
            }
            Self::Backlog { cards } => format!(
                "{cards} cards wait beyond today; they come over the next days, the weakest first."
            ),
            Self::Overfull { day, minutes } => format!(
                "What you put on {} takes {minutes} minutes more than you gave that day; move one.",
                day.in_words()
            ),
            Self::UnknownItem { item } => {
                format!("`{}` is not in the library any more; the wish about it is idle.", item.0)
            }
        }
    }
}
