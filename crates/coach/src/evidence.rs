//! What a person showed: in what, when, how well, and with how much help.
//!
//! Evidence is a fact and never changes. What it says about skills is folded in `skill`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::item::ItemId;
use crate::rating::Rating;
use crate::topic::Topic;

/// One showing.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub item: ItemId,
    pub source: Source,
    pub topics: Vec<Topic>,
    /// How hard the item was held to be.
    pub difficulty: Rating,
    pub day: Day,
    /// 0 to 1, as the judge, the measures or the partner gave it.
    pub score: f64,
    pub help: Help,
}

/// Who says so. Decides how much one showing counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A judge ran what was handed in.
    Judged,
    /// A partner's scorecard of a mock round.
    Scorecard,
    /// Measures of a rehearsal.
    Measured,
    /// A card that the program can check: an option or an estimate.
    Checked,
    /// The person's own grade. Schedules memory and says nothing about ability: readiness is never
    /// computed from what people think of themselves.
    SelfGraded,
}

/// What made it easier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Help {
    pub hints_opened: u16,
    pub hints_total: u16,
    /// Hand-ins of this item on this day, at least 1.
    pub tries: u16,
    /// Spent, and meant for it; 0 where nobody counted.
    pub minutes: u16,
    pub minutes_meant: u16,
    pub solution: Solution,
}

/// Whether the solution was on the table before the item was solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Solution {
    #[default]
    Unseen,
    Seen,
}

impl Source {
    /// Share of a whole result. A scorecard is one human's view of one hour and a measured
    /// rehearsal covers the form only, so both count for less than a judge's run; a checked card
    /// is seconds of work, a quarter of an exercise.
    pub fn weight(self) -> f64 {
        match self {
            Self::Judged => 1.0,
            Self::Scorecard => 0.7,
            Self::Measured => 0.5,
            Self::Checked => 0.25,
            Self::SelfGraded => 0.0,
        }
    }
}

impl Help {
    /// Part of the score that is the person's own, 0 to 1. All hints opened leave half of it, every
    /// further try takes a tenth down to a half, more than twice the time takes a fifth, and after
    /// a look at the solution a tenth is left. Haste earns nothing.
    pub fn own_share(&self) -> f64 {
        if self.solution == Solution::Seen {
            return 0.1;
        }
        let hints = match self.hints_total {
            0 => 1.0,
            total => 1.0 - 0.5 * (f64::from(self.hints_opened) / f64::from(total)).min(1.0),
        };
        let tries = (1.0 - 0.1 * f64::from(self.tries.saturating_sub(1))).max(0.5);
        let slow =
            self.minutes_meant > 0 && u32::from(self.minutes) > 2 * u32::from(self.minutes_meant);
        hints * tries * if slow { 0.8 } else { 1.0 }
    }
}

impl Evidence {
    /// What counts as the result, 0 to 1.
    pub fn own_score(&self) -> f64 {
        self.score.clamp(0.0, 1.0) * self.help.own_share()
    }

    /// Of one showing for each of its topics: an exercise over several topics says less about
    /// each, as the square root of their number.
    pub fn weight_per_topic(&self) -> f64 {
        self.source.weight() / (self.topics.len().max(1) as f64).sqrt()
    }
}

/// One showing per item, source and day, the best of them, in order of days: ten failed hand-ins
/// in an afternoon and then a success are one success with ten tries, not ten defeats. Each
/// repetition of an item on a later day weighs less, since it is partly remembered.
pub fn settle(evidence: &[Evidence]) -> Vec<(Evidence, f64)> {
    let mut best: BTreeMap<(Day, &ItemId, Source), (&Evidence, u16)> = BTreeMap::new();
    for one in evidence.iter().filter(|e| e.score.is_finite() && !e.topics.is_empty()) {
        let entry = best.entry((one.day, &one.item, one.source)).or_insert((one, 0));
        entry.1 = entry.1.saturating_add(1);
        if one.own_score() > entry.0.own_score() {
            entry.0 = one;
        }
    }
    let mut times: BTreeMap<&ItemId, u32> = BTreeMap::new();
    best.into_iter()
        .map(|((_, item, _), (one, tries))| {
            let before = times.entry(item).or_insert(0);
            *before += 1;
            let repeated = (1.0 / f64::from(*before)).max(LEAST_REPEATED);
            let mut one = one.clone();
            one.help.tries = one.help.tries.max(tries).max(1);
            (one, repeated)
        })
        .collect()
}

/// Weight of the fourth and every later day with the same item.
const LEAST_REPEATED: f64 = 0.25;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Topics;

    fn evidence(item: &str, day: i32, score: f64) -> Evidence {
        let topics = Topics::new([("a/x", vec![])]).expect("a map");
        Evidence {
            item: ItemId(item.into()),
            source: Source::Judged,
            topics: topics.all().collect(),
            difficulty: Rating::new(1500.0, 100.0),
            day: Day::from_number(day),
            score,
            help: Help::default(),
        }
    }

    #[test]
    fn help_takes_from_the_score_and_haste_adds_nothing() {
        let cases = [
            (Help::default(), 1.0),
            (Help { hints_opened: 1, hints_total: 2, tries: 1, ..Help::default() }, 0.75),
            (Help { hints_opened: 9, hints_total: 3, ..Help::default() }, 0.5),
            (Help { tries: 3, ..Help::default() }, 0.8),
            (Help { tries: 999, ..Help::default() }, 0.5),
            (Help { minutes: 1, minutes_meant: 60, ..Help::default() }, 1.0),
            (Help { minutes: 121, minutes_meant: 60, ..Help::default() }, 0.8),
            (Help { solution: Solution::Seen, ..Help::default() }, 0.1),
        ];
        for (help, expected) in cases {
            assert!((help.own_share() - expected).abs() < 1e-9, "{help:?}");
        }
    }

    #[test]
    fn one_showing_a_day_and_repetition_weighs_less() {
        let list = [
            evidence("a", 2, 1.0),
            evidence("a", 1, 0.0),
            evidence("a", 1, 0.4),
            evidence("a", 1, 1.0),
            evidence("b", 1, 0.2),
            evidence("b", 3, f64::NAN),
        ];
        let settled = settle(&list);
        let seen: Vec<(&str, i32, f64, u16, f64)> = settled
            .iter()
            .map(|(e, w)| (e.item.0.as_str(), e.day.number(), e.score, e.help.tries, *w))
            .collect();
        assert_eq!(seen, [("a", 1, 1.0, 3, 1.0), ("b", 1, 0.2, 1, 1.0), ("a", 2, 1.0, 1, 0.5)]);
    }
}
