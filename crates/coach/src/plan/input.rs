//! Everything a plan depends on.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::item::{Item, ItemId};
use crate::readiness::Round;
use crate::skill::Estimate;
use crate::topic::{Level, Topics};

/// What a plan is made from.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    pub today: Day,
    pub topics: &'a Topics,
    pub items: &'a [Item],
    /// Rounds ahead, in any order; past ones are named in a notice and otherwise left out.
    pub rounds: &'a [Round],
    /// What to work for while no round is ahead.
    pub level: Level,
    /// As of today, in the order of `topics`; see [`crate::Skills::on`].
    pub estimates: &'a [Estimate],
    /// What was tried before.
    pub done: &'a BTreeMap<ItemId, Done>,
    pub week: &'a Week,
    pub reviews: &'a ReviewLoad,
    pub resolves: &'a [Resolve],
    pub duties: &'a [Duty],
    pub wishes: &'a [Wish],
    /// Days to plan, today included.
    pub days: u16,
}

/// The best and the last of somebody's runs of an item.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done {
    pub last: Day,
    /// 0 to 1; 1 is solved.
    pub best: f64,
}

/// Time that the person gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// Minutes from Monday to Sunday, each at most [`Week::MOST`].
    pub minutes: [u16; 7],
    pub days_off: BTreeSet<Day>,
}

/// Reviews ahead, as memory foretells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewLoad {
    /// Cards that fall due on today, tomorrow and so on; today's includes what is overdue.
    pub due: Vec<u32>,
    /// This person's median per card; 0 stands for [`ReviewLoad::SECONDS`].
    pub seconds_per_card: u16,
}

/// A solved item that is to be solved again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolve {
    pub item: ItemId,
    pub due: Day,
}

/// Something of the campaign that has a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub id: String,
    pub kind: DutyKind,
    pub minutes: u16,
    pub earliest: Day,
    pub due: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyKind {
    Debrief,
    ThankYou,
    Checklist,
    FollowUp,
    Research,
    Document,
}

/// What the person wants otherwise than the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Wish {
    /// On this day; when the day has passed without it, today.
    Pin { item: ItemId, day: Day },
    /// Not before this day.
    Snooze { item: ItemId, until: Day },
    /// Not at all.
    Skip { item: ItemId },
    /// Exactly these on this day, besides duties and reviews.
    Lock { day: Day, items: Vec<ItemId> },
}

impl Week {
    /// Of one day: twelve hours, since a plan for more would not be kept.
    pub const MOST: u16 = 720;

    /// The same on every day.
    pub fn every_day(minutes: u16) -> Self {
        Self { minutes: [minutes; 7], days_off: BTreeSet::new() }
    }

    pub fn on(&self, day: Day) -> u16 {
        if self.days_off.contains(&day) {
            return 0;
        }
        self.minutes[day.weekday().index()].min(Self::MOST)
    }

    /// The longest day, which decides whether an item must be split.
    pub fn longest(&self) -> u16 {
        self.minutes.into_iter().max().unwrap_or(0).min(Self::MOST)
    }
}

impl ReviewLoad {
    /// Per card before there is a measure: reading, thinking, comparing.
    pub const SECONDS: u16 = 25;

    pub fn seconds(&self) -> u32 {
        match self.seconds_per_card {
            0 => u32::from(Self::SECONDS),
            // Above five minutes the card was left open, not thought about.
            seconds => u32::from(seconds.min(300)),
        }
    }
}
