//! Why an item was chosen: the round that asks it, the topic that gains, what waits behind it.

use crate::day::Day;
use crate::item::{Activity, Item};
use crate::plan::fill::{Filling, Today};
use crate::plan::reason::{Reason, RoundName};
use crate::readiness::{Round, passes};
use crate::topic::Topic;

/// From this chance per answer on a topic counts as held.
const ABOVE_BAR: f64 = 0.6;

impl<'a> Filling<'a> {
    pub(super) fn reason(&self, item: &Item, today: &Today<'_>) -> Reason {
        let topics = self.input.topics;
        if let Some(done) = self.input.done.get(&item.id)
            && item.activity == Activity::Exercise
        {
            return Reason::Again { last: done.last };
        }
        let topic = today.worth.main_topic(item);
        let name = topic.map_or_else(|| item.id.0.clone(), |t| topics.id(t).to_owned());
        let asking = topic.and_then(|topic| self.asking(topic, today.day));
        if item.activity == Activity::Mock
            && let Some((round, ..)) = asking.or_else(|| self.next_round(today.day))
        {
            let days = u16::try_from(round.day.since(today.day)).unwrap_or(0);
            return Reason::Mock { round: round_name(round), days };
        }
        let (Some(topic), Some((round, bar))) = (topic, asking) else {
            let behind = topic.and_then(|t| today.worth.behind(t));
            return match behind {
                Some(behind) if !self.rounds.is_empty() => {
                    Reason::Before { topic: name, behind: topics.id(behind).to_owned() }
                }
                _ => Reason::Role { topic: name },
            };
        };
        let round = round_name(round);
        let estimate = self.learner.estimates[topic.index()];
        let answers = passes(estimate.mean, estimate.deviation, bar);
        if estimate.times == 0 {
            Reason::Unknown { topic: name, round }
        } else if answers >= ABOVE_BAR {
            Reason::Sharpen { topic: name, round }
        } else {
            Reason::Gap { topic: name, round, answers: (answers * 10.0).round() as u8 }
        }
    }

    /// The round ahead that asks most of the topic, with its bar.
    fn asking(&self, topic: Topic, day: Day) -> Option<(&'a Round, f64)> {
        let asks = self.rounds.iter().zip(&self.demands).filter(|(r, _)| r.day >= day);
        let shares = asks.filter_map(|(round, (_, demand))| {
            let (_, share) = demand.shares.iter().find(|(t, _)| *t == topic)?;
            Some((*share, *round, demand.bar))
        });
        // The first of equals, which is the nearest.
        let best = shares.fold(None, |best: Option<(f64, &Round, f64)>, one| match best {
            Some(held) if held.0 >= one.0 => Some(held),
            _ => Some(one),
        });
        best.map(|(_, round, bar)| (round, bar))
    }

    fn next_round(&self, day: Day) -> Option<(&'a Round, f64)> {
        let round = self.rounds.iter().find(|r| r.day >= day)?;
        Some((round, round.level.rating()))
    }
}

fn round_name(round: &Round) -> RoundName {
    RoundName { format: round.format, company: round.company.clone(), day: round.day }
}
