//! How ready a person is for a round: the chance of passing, with an interval.
//!
//! Three numbers are kept apart: the score of a run (the judge's), the ability per topic (`skill`)
//! and this. It rests on evidence only. How good the predictions were is in `record`, and widens
//! the interval while it is poor.

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::format::Format;
use crate::rating::Rating;
use crate::skill::Estimate;
use crate::topic::{Level, Topic, Topics};

/// A round ahead, as far as it steers practice.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// What the rest of the product calls it.
    pub id: String,
    /// Such as a company's name; empty where nobody said.
    pub company: String,
    pub day: Day,
    pub format: Format,
    pub level: Level,
    /// Topics that this round is known or likely to ask: the company's stack, a recruiter's hint.
    pub focus: Vec<Topic>,
}

/// What a round asks: topics with shares that add up to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demand {
    pub shares: Vec<(Topic, f64)>,
    /// The rating that passes half of the time.
    pub bar: f64,
}

/// The chance of passing, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    pub likely: f64,
    pub low: f64,
    pub high: f64,
}

/// How far the same person's rounds differ for reasons that no practice changes: the interviewer,
/// the question, the day (standard deviation). Public analyses of many mock interviews find single
/// results to swing widely; half a level to either side is this project's cautious reading.
const ROUND_NOISE: f64 = 120.0;
/// Standard deviations of the shown interval, which holds eight tenths of a normal distribution.
const EIGHT_TENTHS: f64 = 1.282;
/// Of what is asked, the part that a known focus takes when there is one.
const FOCUS_SHARE: f64 = 0.4;

impl Demand {
    pub fn of(round: &Round, topics: &Topics) -> Self {
        let focus: Vec<Topic> =
            round.focus.iter().copied().filter(|t| t.index() < topics.len()).collect();
        let mut shares = vec![0.0; topics.len()];
        let mut sizes = vec![0_u32; topics.area_count()];
        topics.all().for_each(|t| sizes[topics.area(t)] += 1);
        for topic in topics.all() {
            let area = topics.area(topic);
            let found = round.format.areas().iter().find(|(id, _)| *id == topics.area_id(area));
            if let Some((_, share)) = found {
                shares[topic.index()] = f64::from(*share) / f64::from(sizes[area]);
            }
        }
        if shares.iter().all(|s| *s <= 0.0) {
            shares.fill(1.0);
        }
        let sum: f64 = shares.iter().sum();
        let rest = if focus.is_empty() { 1.0 } else { 1.0 - FOCUS_SHARE };
        for share in &mut shares {
            *share *= rest / sum;
        }
        for topic in &focus {
            shares[topic.index()] += FOCUS_SHARE / focus.len() as f64;
        }
        let shares = topics.all().zip(shares).filter(|(_, share)| *share > 0.0).collect();
        Self { shares, bar: round.level.rating() }
    }

    /// All topics alike: what to work for while no round is known.
    pub fn whole_role(level: Level, topics: &Topics) -> Self {
        let share = 1.0 / topics.len().max(1) as f64;
        Self { shares: topics.all().map(|t| (t, share)).collect(), bar: level.rating() }
    }

    /// The chance of passing as of these estimates. `widening` comes from the record of past
    /// predictions and is 1 where they hold.
    ///
    /// A round asks something of a topic with the topic's share, and the answer is good enough
    /// with the chance that the rating scale gives it against the bar. Errors of estimates are
    /// taken to go together, so the ends of the interval are wide on purpose.
    pub fn chance(&self, estimates: &[Estimate], widening: f64) -> Chance {
        let widening = widening.max(1.0);
        let mut chance = Chance { likely: 0.0, low: 0.0, high: 0.0 };
        for (topic, share) in &self.shares {
            let Some(estimate) = estimates.get(topic.index()) else { continue };
            let deviation = estimate.deviation * widening;
            chance.likely += share * passes(estimate.mean, deviation, self.bar);
            chance.low += share * passes(estimate.mean - EIGHT_TENTHS * deviation, 0.0, self.bar);
            chance.high += share * passes(estimate.mean + EIGHT_TENTHS * deviation, 0.0, self.bar);
        }
        // Far from the bar the mean over a wide belief lies outside of its middle eight tenths.
        chance.low = chance.low.min(chance.likely);
        chance.high = chance.high.max(chance.likely);
        chance
    }

    /// Topics whose lack costs most, dearest first: share times the chance of a poor answer.
    pub fn gaps(&self, estimates: &[Estimate]) -> Vec<(Topic, f64)> {
        let cost = |(topic, share): &(Topic, f64)| {
            let estimate = estimates.get(topic.index())?;
            Some((*topic, share * (1.0 - passes(estimate.mean, estimate.deviation, self.bar))))
        };
        let mut gaps: Vec<(Topic, f64)> = self.shares.iter().filter_map(cost).collect();
        gaps.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        gaps
    }
}

/// The chance that an answer of this strength is good enough for the bar.
pub fn passes(mean: f64, deviation: f64, bar: f64) -> f64 {
    Rating { deviation, ..Rating::new(mean, 1.0) }.expected(Rating::new(bar, ROUND_NOISE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn map() -> Topics {
        Topics::new([
            ("sql/joins", vec![]),
            ("sql/plans", vec![]),
            ("concurrency/locks", vec![]),
            ("stores/cache", vec![]),
            ("professional/conflict", vec![]),
        ])
        .expect("a map")
    }

    fn round(format: Format, focus: &[&str]) -> Round {
        Round {
            id: "r".into(),
            company: String::new(),
            day: Day::from_number(0),
            format,
            level: Level::Mid,
            focus: focus.iter().filter_map(|id| map().find(id)).collect(),
        }
    }

    fn same(mean: f64, deviation: f64) -> Vec<Estimate> {
        vec![Estimate { mean, deviation, times: 3 }; 5]
    }

    #[test]
    fn a_round_asks_its_areas_and_its_focus() {
        let cases: [(Format, &[&str], [f64; 5]); 3] = [
            (Format::Sql, &[], [0.35, 0.35, 0.2, 0.1, 0.0]),
            (Format::Behavioural, &[], [0.0, 0.0, 0.0, 0.0, 1.0]),
            (Format::Sql, &["sql/plans"], [0.21, 0.61, 0.12, 0.06, 0.0]),
        ];
        for (format, focus, expected) in cases {
            let demand = Demand::of(&round(format, focus), &map());
            for (topic, want) in map().all().zip(expected) {
                let got = demand.shares.iter().find(|(t, _)| *t == topic).map_or(0.0, |s| s.1);
                assert!((got - want).abs() < 1e-9, "{format:?}: {got} for {want}");
            }
        }
    }

    #[test]
    fn a_format_whose_areas_are_not_in_the_map_asks_everything() {
        let other = Topics::new([("x/a", vec![]), ("y/b", vec![])]).expect("a map");
        assert_eq!(Demand::of(&round(Format::Sql, &[]), &other).shares.len(), 2);
    }

    #[test]
    fn at_the_bar_it_is_even_and_unknown_is_wide() {
        let demand = Demand::of(&round(Format::Sql, &[]), &map());
        let even = demand.chance(&same(1500.0, 60.0), 1.0);
        assert!((even.likely - 0.5).abs() < 1e-9 && even.high - even.low < 0.25, "{even:?}");
        let unknown = demand.chance(&same(1500.0, 350.0), 1.0);
        assert!(unknown.low < 0.1 && unknown.high > 0.9, "{unknown:?}");
        let good = demand.chance(&same(1800.0, 60.0), 1.0);
        assert!(good.low > 0.7, "{good:?}");
        let widened = demand.chance(&same(1800.0, 60.0), 2.0);
        assert!(widened.low < good.low && widened.high > good.high);
    }

    #[test]
    fn the_dearest_gap_comes_first() {
        let demand = Demand::of(&round(Format::Sql, &[]), &map());
        let mut estimates = same(1500.0, 80.0);
        estimates[2].mean = 1000.0;
        estimates[0].mean = 1900.0;
        let order: Vec<usize> = demand.gaps(&estimates).iter().map(|g| g.0.index()).collect();
        assert_eq!(order, [2, 1, 3, 0]);
    }

    proptest! {
        #[test]
        fn always_a_chance(mean in 0.0..4000.0_f64, deviation in 1.0..350.0_f64,
                           widening in 0.0..5.0_f64) {
            let demand = Demand::of(&round(Format::Sql, &[]), &map());
            let chance = demand.chance(&same(mean, deviation), widening);
            prop_assert!(0.0 <= chance.low && chance.low <= chance.likely + 1e-9);
            prop_assert!(chance.likely <= chance.high + 1e-9 && chance.high <= 1.0 + 1e-9);
        }
    }
}
