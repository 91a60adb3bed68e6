//! What a person can do, per topic, with how sure that is.
//!
//! # Theory of operation
//!
//! Every topic has a Glicko-2 rating; a rating period is a day. Evidence of a day is one period
//! against the items' difficulties; days without evidence only widen the deviation. A topic that
//! was never shown borrows from its neighbours: a person lies somewhere, the person's areas lie
//! around that, topics around their area, each with a spread (a linear hierarchy of normal
//! distributions, combined by inverse variance). What a topic borrows leaves out its own evidence.
//! So somebody strong in four topics of an area is not held to be unknown in the fifth, and is not
//! held to be proven there either.
//!
//! Skills are folded from evidence and never stored as truth: the same evidence gives the same
//! skills. Readiness for a round is in `readiness`.

use serde::Serialize;

use crate::day::Day;
use crate::difficulty::Encounter;
use crate::evidence::{Evidence, settle};
use crate::rating::{MOST_DEVIATION, Outcome, Rating, START};
use crate::topic::{Topic, Topics};

/// Ratings of all topics, each as of its last day with evidence.
#[derive(Clone, Debug)]
pub struct Skills {
    shown: Vec<Option<Shown>>,
    areas: Vec<usize>,
    area_count: usize,
}

#[derive(Clone, Copy, Debug)]
struct Shown {
    rating: Rating,
    /// The last day with evidence.
    day: Day,
    /// Days with evidence.
    times: u32,
}

/// Where a strength is thought to lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    pub mean: f64,
    pub deviation: f64,
    /// Days with evidence of the topic itself; 0 where everything is borrowed.
    pub times: u32,
}

/// The strength lies in here nine times of ten, if the model holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

/// How far topics of one area lie apart in one person (standard deviation). A guess by the
/// designers of this scale, between the width of a level and half of it; evidence overrides it.
const WITHIN_AREA: f64 = 150.0;
/// How far areas lie apart in one person; more than a level.
const BETWEEN_AREAS: f64 = 250.0;
/// Standard deviations to either side that hold nine tenths of a normal distribution.
const NINE_TENTHS: f64 = 1.645;

impl Skills {
    pub fn unknown(topics: &Topics) -> Self {
        Self {
            shown: vec![None; topics.len()],
            areas: topics.all().map(|t| topics.area(t)).collect(),
            area_count: topics.area_count(),
        }
    }

    /// Folds evidence; also answers how each item was met, from which its difficulty is corrected.
    pub fn fold(topics: &Topics, evidence: &[Evidence]) -> (Self, Vec<Encounter>) {
        let mut skills = Self::unknown(topics);
        let mut encounters = Vec::new();
        let settled = settle(evidence);
        for day in settled.chunk_by(|a, b| a.0.day == b.0.day) {
            skills.add_day(day, &mut encounters);
        }
        (skills, encounters)
    }

    fn add_day(&mut self, day: &[(Evidence, f64)], encounters: &mut Vec<Encounter>) {
        let today = day[0].0.day;
        let before = self.on(today);
        let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
        for (one, repeated) in day {
            let weight = one.weight_per_topic() * repeated;
            if weight <= 0.0 {
                continue;
            }
            let score = one.own_score();
            for topic in one.topics.iter().filter(|t| t.index() < self.shown.len()) {
                let outcome = Outcome { opponent: one.difficulty, score, weight };
                outcomes.push((topic.index(), outcome));
            }
            let mean = of_topics(&before, &one.topics);
            let learner = Rating::new(mean.mean, mean.deviation);
            let weight = one.source.weight() * repeated;
            encounters.push(Encounter { item: one.item.clone(), learner, score, weight });
        }
        outcomes.sort_by_key(|(topic, _)| *topic);
        for of_topic in outcomes.chunk_by(|a, b| a.0 == b.0) {
            let index = of_topic[0].0;
            let list: Vec<Outcome> = of_topic.iter().map(|(_, o)| *o).collect();
            let (rating, times) = match &self.shown[index] {
                None => (START, 0),
                // The period of today is part of `after`.
                Some(shown) => (shown.rating.idle(idle_days(shown.day, today, 1)), shown.times),
            };
            self.shown[index] =
                Some(Shown { rating: rating.after(&list), day: today, times: times + 1 });
        }
    }

    /// All topics as of `today`, in the order of the map.
    pub fn on(&self, today: Day) -> Vec<Estimate> {
        let own: Vec<Belief> = self.shown.iter().map(|s| own_belief(s.as_ref(), today)).collect();
        let mut areas = vec![Belief::default(); self.area_count];
        for (belief, area) in own.iter().zip(&self.areas) {
            areas[*area] = areas[*area].and(belief.blurred(WITHIN_AREA));
        }
        let seen = |area: &Belief| area.blurred(BETWEEN_AREAS);
        let person = areas.iter().fold(START_BELIEF, |sum, area| sum.and(seen(area)));
        let estimate = |index: usize| {
            let area = areas[self.areas[index]];
            let siblings = area.without(own[index].blurred(WITHIN_AREA));
            let others = person.without(seen(&area)).blurred(BETWEEN_AREAS);
            let topic = others.and(siblings).blurred(WITHIN_AREA).and(own[index]);
            let (mean, deviation) = topic.mean_and_deviation();
            Estimate { mean, deviation, times: self.shown[index].map_or(0, |s| s.times) }
        };
        (0..self.shown.len()).map(estimate).collect()
    }

    /// One topic as of `today`. For many use [`Skills::on`], which costs the same.
    pub fn of(&self, topic: Topic, today: Day) -> Estimate {
        self.on(today)[topic.index()]
    }
}

/// The mean of several topics; their errors are taken to go together, so deviations average too.
pub fn of_topics(estimates: &[Estimate], topics: &[Topic]) -> Estimate {
    let found = || topics.iter().filter_map(|t| estimates.get(t.index()));
    let count = found().count();
    if count == 0 {
        return Estimate { mean: START.rating, deviation: MOST_DEVIATION, times: 0 };
    }
    let sum = |f: fn(&Estimate) -> f64| found().map(f).sum::<f64>() / count as f64;
    Estimate {
        mean: sum(|e| e.mean),
        deviation: sum(|e| e.deviation),
        times: found().map(|e| e.times).min().unwrap_or(0),
    }
}

impl Estimate {
    pub fn range(&self) -> Range {
        let half = NINE_TENTHS * self.deviation;
        Range { low: self.mean - half, high: self.mean + half }
    }

    pub fn rating(&self) -> Rating {
        Rating::new(self.mean, self.deviation)
    }
}

/// Periods between two days that [`Rating::after`] does not count itself; a clock that went
/// backwards counts none.
fn idle_days(from: Day, to: Day, counted: i32) -> u32 {
    u32::try_from(to.since(from) - counted).unwrap_or(0)
}

/// What the evidence of a topic says by itself: the rating with its starting guess (1500, 350)
/// taken out again, since [`Skills::on`] puts a better one in.
fn own_belief(shown: Option<&Shown>, today: Day) -> Belief {
    let Some(shown) = shown else { return Belief::default() };
    let rating = shown.rating.idle(idle_days(shown.day, today, 0));
    let all = Belief::new(rating.rating, rating.deviation);
    all.without(Belief::new(START.rating, MOST_DEVIATION))
}

/// A normal distribution as precision (inverse variance) and precision times mean, in which
/// independent beliefs add. Precision 0 knows nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Belief {
    precision: f64,
    weighted: f64,
}

/// Of a person nobody has seen, so that topic, area and person together are as wide as a starting
/// rating: 350² = 194² + 250² + 150².
const START_BELIEF: Belief = {
    let variance =
        MOST_DEVIATION * MOST_DEVIATION - BETWEEN_AREAS * BETWEEN_AREAS - WITHIN_AREA * WITHIN_AREA;
    Belief { precision: 1.0 / variance, weighted: START.rating / variance }
};
/// Below this a belief is what rounding left: a deviation of 30,000 points.
const NOTHING: f64 = 1e-9;

impl Belief {
    fn new(mean: f64, deviation: f64) -> Self {
        let precision = 1.0 / (deviation * deviation);
        Self { precision, weighted: precision * mean }
    }

    fn and(self, other: Self) -> Self {
        Self {
            precision: self.precision + other.precision,
            weighted: self.weighted + other.weighted,
        }
    }

    fn without(self, other: Self) -> Self {
        let precision = self.precision - other.precision;
        if precision < NOTHING {
            return Self::default();
        }
        Self { precision, weighted: self.weighted - other.weighted }
    }

    /// The same of something that lies this far (standard deviation) from what was seen.
    fn blurred(self, deviation: f64) -> Self {
        if self.precision < NOTHING {
            return Self::default();
        }
        let factor = 1.0 / (1.0 + self.precision * deviation * deviation);
        Self { precision: self.precision * factor, weighted: self.weighted * factor }
    }

    fn mean_and_deviation(self) -> (f64, f64) {
        (self.weighted / self.precision, (1.0 / self.precision).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evidence::{Help, Source};
    use crate::item::ItemId;

    fn map() -> Topics {
        Topics::new([
            ("sql/joins", vec![]),
            ("sql/indexes", vec![]),
            ("sql/plans", vec![]),
            ("api/status", vec![]),
        ])
        .expect("a map")
    }

    fn shown(topics: &Topics, topic: &str, day: i32, score: f64, difficulty: f64) -> Evidence {
        Evidence {
            item: ItemId(format!("{topic}-{day}-{difficulty}")),
            source: Source::Judged,
            topics: vec![topics.find(topic).expect("a topic")],
            difficulty: Rating::new(difficulty, 100.0),
            day: Day::from_number(day),
            score,
            help: Help::default(),
        }
    }

    fn on(evidence: &[Evidence], day: i32) -> Vec<Estimate> {
        Skills::fold(&map(), evidence).0.on(Day::from_number(day))
    }

    #[test]
    fn nothing_shown_is_a_wide_range() {
        for estimate in on(&[], 0) {
            let range = estimate.range();
            assert!((range.low - 924.25).abs() < 1.0 && (range.high - 2075.75).abs() < 1.0);
        }
    }

    #[test]
    fn evidence_moves_its_topic_most_then_its_area_then_the_rest() {
        let topics = map();
        let list: Vec<Evidence> =
            (0..8).map(|d| shown(&topics, "sql/joins", d, 1.0, 1700.0)).collect();
        let [joins, indexes, plans, status] = on(&list, 8)[..] else { panic!("four topics") };
        let means = [joins, indexes, status].map(|e| e.mean);
        assert!(means[0] > means[1] && means[1] > means[2] && means[2] > 1500.0, "{means:?}");
        assert!((indexes.mean - plans.mean).abs() < 1e-9);
        assert!(joins.deviation < indexes.deviation && indexes.deviation < status.deviation);
        assert_eq!([joins.times, indexes.times], [8, 0]);
    }

    #[test]
    fn what_is_long_ago_is_unsure_again() {
        let topics = map();
        let list: Vec<Evidence> =
            (0..8).map(|d| shown(&topics, "sql/joins", d, 1.0, 1500.0)).collect();
        let at = |day| on(&list, day)[0].deviation;
        assert!(at(8) < at(60) && at(60) < at(400), "{} {} {}", at(8), at(60), at(400));
    }

    #[test]
    fn order_of_arrival_does_not_matter_and_self_grades_count_nothing() {
        let topics = map();
        let mut list: Vec<Evidence> = (0..6)
            .map(|d| shown(&topics, "sql/plans", d, f64::from(d % 2), 1400.0 + f64::from(d)))
            .collect();
        let forward = on(&list, 9);
        list.reverse();
        assert_eq!(forward, on(&list, 9));
        let mut own = shown(&topics, "sql/plans", 7, 1.0, 1900.0);
        own.source = Source::SelfGraded;
        list.push(own);
        assert_eq!(forward, on(&list, 9));
    }

    #[test]
    fn a_steady_person_is_found() {
        // Scores are what a person of 1650 is expected to get; the estimate must come near.
        let topics = map();
        let person = Rating::new(1650.0, 1.0);
        let list: Vec<Evidence> = (0..40)
            .map(|d| {
                let difficulty = 1300.0 + f64::from(d * 97 % 700);
                let score = person.expected(Rating::new(difficulty, 100.0));
                shown(&topics, "sql/joins", d, score, difficulty)
            })
            .collect();
        let estimate = on(&list, 40)[0];
        assert!((estimate.mean - 1650.0).abs() < 30.0, "{estimate:?}");
        assert!(estimate.range().low < 1650.0 && 1650.0 < estimate.range().high);
    }

    proptest! {
        #[test]
        fn always_finite(
            list in prop::collection::vec(
                (0..4_usize, -4000..4000_i32, -1.0..2.0_f64, 0.0..4000.0_f64), 0..60),
        ) {
            let topics = map();
            let list: Vec<Evidence> = list
                .into_iter()
                .map(|(t, day, score, difficulty)| {
                    shown(&topics, topics.id(topics.all().nth(t).expect("four")), day, score,
                        difficulty)
                })
                .collect();
            for estimate in on(&list, 0) {
                prop_assert!(estimate.mean.is_finite());
                prop_assert!(estimate.deviation > 0.0 && estimate.deviation <= 351.0);
            }
        }
    }
}
