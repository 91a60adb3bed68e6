//! A short test of where a person stands: always the item that tells most per minute.
//!
//! Not an exam: it can be skipped, and what it finds is evidence like any other.

use std::collections::BTreeSet;

use crate::item::{Item, ItemId};
use crate::readiness::Demand;
use crate::skill::{Estimate, of_topics};

/// Twenty minutes: enough for a first picture, short enough to be done.
pub const MINUTES: u16 = 20;
/// Nothing longer fits into a placement without being half of it.
const LONGEST: u16 = 10;
/// Reduction of uncertainty per minute, in nats weighted by demand, that is still worth asking for.
const LEAST_WORTH: f64 = 0.0005;
/// Points per logistic unit: 400 / ln 10.
const SCALE: f64 = 173.7178;

/// The next item to ask, or none when time or doubt has run out.
///
/// `estimates` are those of now, with the placement's own answers so far folded in. Worth of an
/// item is the expected reduction of entropy, ½ ln(1 + I·σ²), with the Fisher information
/// I = p(1 - p)/s² of an answer with chance p, over its topics weighted by what the rounds ask.
pub fn next<'a>(
    items: &'a [Item],
    estimates: &[Estimate],
    demand: &Demand,
    asked: &BTreeSet<ItemId>,
    minutes_left: u16,
) -> Option<&'a Item> {
    let mut shares = vec![0.0; estimates.len()];
    for (topic, share) in demand.shares.iter().filter(|(t, _)| t.index() < estimates.len()) {
        shares[topic.index()] = *share;
    }
    let worth = |item: &Item| {
        let known: Vec<_> =
            item.topics.iter().copied().filter(|t| t.index() < estimates.len()).collect();
        let share: f64 = known.iter().map(|t| shares[t.index()]).sum();
        let learner = of_topics(estimates, &known);
        let p = learner.rating().expected(item.difficulty);
        let information = p * (1.0 - p) / (SCALE * SCALE * known.len().max(1) as f64);
        let gained = 0.5 * (1.0 + information * learner.deviation * learner.deviation).ln();
        share * gained / f64::from(item.minutes)
    };
    items
        .iter()
        .filter(|i| i.minutes <= LONGEST.min(minutes_left) && !asked.contains(&i.id))
        .map(|item| (worth(item), item))
        .filter(|(worth, _)| *worth >= LEAST_WORTH / demand.shares.len().max(1) as f64)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.id.cmp(&x.id)))
        .map(|(_, item)| item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::evidence::{Evidence, Help, Source};
    use crate::item::Activity;
    use crate::rating::Rating;
    use crate::skill::Skills;
    use crate::topic::{Level, Topics};

    fn map() -> Topics {
        let ids: Vec<String> = (0..24).map(|n| format!("area{}/topic{n}", n / 6)).collect();
        Topics::new(ids.iter().map(|id| (id.as_str(), vec![]))).expect("a map")
    }

    fn library(topics: &Topics) -> Vec<Item> {
        let of = |topic| {
            Level::ALL.map(|level| {
                let id = format!("q{}-{level:?}", crate::topic::Topic::index(topic));
                Item::new(id, Activity::Question, vec![topic], level, 2)
            })
        };
        topics.all().flat_map(of).collect()
    }

    /// Runs a placement of a person whose true strength is the same everywhere; answers the number
    /// of questions and of areas asked, and the estimate at the end.
    fn place(strength: f64) -> (usize, usize, f64) {
        let topics = map();
        let items = library(&topics);
        let demand = Demand::whole_role(Level::Mid, &topics);
        let person = Rating::new(strength, 1.0);
        let (mut evidence, mut asked, mut left) = (Vec::new(), BTreeSet::new(), MINUTES);
        let today = Day::from_number(0);
        loop {
            let estimates = Skills::fold(&topics, &evidence).0.on(today);
            let Some(item) = next(&items, &estimates, &demand, &asked, left) else { break };
            left -= item.minutes;
            asked.insert(item.id.clone());
            evidence.push(Evidence {
                item: item.id.clone(),
                source: Source::Judged,
                topics: item.topics.clone(),
                difficulty: item.difficulty,
                day: today,
                score: person.expected(item.difficulty),
                help: Help::default(),
            });
        }
        let areas: BTreeSet<usize> = evidence.iter().map(|e| topics.area(e.topics[0])).collect();
        let estimates = Skills::fold(&topics, &evidence).0.on(today);
        let all: Vec<_> = topics.all().collect();
        (evidence.len(), areas.len(), of_topics(&estimates, &all).mean)
    }

    #[test]
    fn it_spreads_over_areas_and_finds_the_level() {
        for strength in [1250.0, 1500.0, 1850.0] {
            let (questions, areas, mean) = place(strength);
            assert_eq!((questions, areas), (10, 4), "{strength}");
            assert!((mean - strength).abs() < 120.0, "{strength}: {mean}");
        }
    }

    #[test]
    fn it_ends_without_time_or_questions() {
        let topics = map();
        let demand = Demand::whole_role(Level::Mid, &topics);
        let estimates = Skills::unknown(&topics).on(Day::from_number(0));
        let items = library(&topics);
        assert_eq!(next(&items, &estimates, &demand, &BTreeSet::new(), 1), None);
        assert_eq!(next(&[], &estimates, &demand, &BTreeSet::new(), 20), None);
        let sure = vec![Estimate { mean: 1500.0, deviation: 1.0, times: 9 }; topics.len()];
        assert_eq!(next(&items, &sure, &demand, &BTreeSet::new(), 20), None);
    }
}
