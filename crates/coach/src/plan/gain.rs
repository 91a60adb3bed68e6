//! How much an item would help: how far it moves its topics, times what a point is worth.
//!
//! The numbers are this project's model of practice, not measurements of people; they rank items
//! and never reach a grade. `tests/learner` shows that the ranking still wins where people learn by
//! quite other numbers.

use crate::day::Day;
use crate::item::Item;
use crate::rating::Rating;
use crate::readiness::{Demand, passes};
use crate::skill::{Estimate, of_topics};
use crate::topic::{Topic, Topics};

/// Points that an hour of fitting practice adds to one topic at first.
const POINTS_PER_HOUR: f64 = 60.0;
/// Hours in one topic after which another hour adds half as much as the first.
const HALF_AFTER_HOURS: f64 = 4.0;
/// An item far too easy or far too hard still teaches something.
const LEAST_FIT: f64 = 0.15;
/// Practice at a success rate near this teaches most: hard enough to show a gap, easy enough to
/// close it. Studies of learning put it between 0.6 and 0.85 (R. Wilson et al., *The eighty five
/// percent rule for optimal learning*, 2019, for binary tasks).
const BEST_SUCCESS: f64 = 0.7;
/// Days after which half of what was gained is gone, unless it is used. Decides only how much more
/// a near round weighs than a far one.
const HALF_LIFE_DAYS: f64 = 60.0;
/// What a point in a required topic is worth, as a part of what waits behind it.
const FLOWS_BACK: f64 = 0.6;
/// The same where the required topic is held: a firm base still helps a little, and of equals the
/// base comes first.
const SUPPORTS: f64 = 0.05;
/// How far below an item's difficulty its required topics may be.
const REQUIRED_BELOW: f64 = 250.0;
/// Worth of finding out, per point of deviation taken away, as a part of the worth of a point of
/// ability: what is unknown may be a gap that no plan would otherwise see.
const CURIOSITY: f64 = 0.15;
/// Points per logistic unit of the rating scale, 400 / ln 10.
const SCALE: f64 = 173.7178;
/// Step of the numeric slope, points.
const STEP: f64 = 20.0;

/// A person as the plan imagines them on a day.
#[derive(Clone, Debug)]
pub struct Learner {
    pub estimates: Vec<Estimate>,
    hours: Vec<f64>,
    /// Topics that some item trains; what nothing trains cannot be asked for first.
    trained: Vec<Trained>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trained {
    ByNothing,
    BySomething,
}

/// What one point in each topic is worth on a day: chance of passing, summed over rounds.
#[derive(Clone, Debug)]
pub struct Worth {
    per_point: Vec<f64>,
    /// Of each topic, the topic behind it that its worth mainly flows from, if any.
    behind: Vec<Option<Topic>>,
}

impl Learner {
    pub fn new(estimates: &[Estimate], topics: &Topics, items: &[Item]) -> Self {
        let unknown = Estimate { mean: 1500.0, deviation: 350.0, times: 0 };
        let mut estimates: Vec<Estimate> = estimates.iter().copied().take(topics.len()).collect();
        estimates.resize(topics.len(), unknown);
        let mut trained = vec![Trained::ByNothing; topics.len()];
        for topic in items.iter().flat_map(|i| &i.topics) {
            if let Some(slot) = trained.get_mut(topic.index()) {
                *slot = Trained::BySomething;
            }
        }
        Self { hours: vec![0.0; topics.len()], estimates, trained }
    }

    /// Points that each of the item's topics would gain.
    pub fn points(&self, item: &Item) -> f64 {
        let learner = of_topics(&self.estimates, &item.topics);
        // The deviation stays out: how well an item fits is about the likeliest person.
        let success = Rating::new(learner.mean, 1.0).expected(item.difficulty);
        let away = (success - BEST_SUCCESS) / BEST_SUCCESS.max(1.0 - BEST_SUCCESS);
        let fit = (1.0 - away * away).max(LEAST_FIT);
        let before = self.hours_in(item);
        let hours = f64::from(item.minutes) / 60.0;
        let count = (item.topics.len().max(1) as f64).sqrt();
        POINTS_PER_HOUR * hours * fit / (1.0 + before / HALF_AFTER_HOURS) / count
    }

    /// Deviation that each topic would lose.
    fn found_out(&self, item: &Item) -> f64 {
        let learner = of_topics(&self.estimates, &item.topics);
        let p = learner.rating().expected(item.difficulty);
        let count = (item.topics.len().max(1) as f64).sqrt();
        let information = p * (1.0 - p) / (SCALE * SCALE * count);
        let before = 1.0 / (learner.deviation * learner.deviation);
        learner.deviation - 1.0 / (before + information).sqrt()
    }

    /// Expected gain of the item in chance of passing.
    pub fn gain(&self, item: &Item, worth: &Worth) -> f64 {
        let per_point: f64 =
            item.topics.iter().filter_map(|t| worth.per_point.get(t.index())).sum();
        if per_point <= 0.0 {
            return 0.0;
        }
        per_point * (self.points(item) + CURIOSITY * self.found_out(item))
    }

    /// Goes on as if the item had been done.
    pub fn practise(&mut self, item: &Item, share: f64) {
        let (points, found) = (self.points(item) * share, self.found_out(item) * share);
        let hours = f64::from(item.minutes) / 60.0 * share / item.topics.len().max(1) as f64;
        for topic in &item.topics {
            if let Some(estimate) = self.estimates.get_mut(topic.index()) {
                estimate.mean += points;
                estimate.deviation = (estimate.deviation - found).max(30.0);
                estimate.times += 1;
                self.hours[topic.index()] += hours;
            }
        }
    }

    /// What the item requires and the person does not have, if anything.
    pub fn missing(&self, item: &Item, topics: &Topics) -> Option<Topic> {
        let known = item.topics.iter().filter(|t| t.index() < topics.len());
        let required = known.flat_map(|t| topics.requires(*t));
        required.copied().find(|r| !self.holds(*r, item.difficulty.rating))
    }

    /// Whether a required topic is known well enough for something of this difficulty. Doubt
    /// counts against it, but not so much that nothing could ever begin.
    fn holds(&self, topic: Topic, difficulty: f64) -> bool {
        let estimate = &self.estimates[topic.index()];
        self.trained[topic.index()] == Trained::ByNothing
            || estimate.mean - 0.5 * estimate.deviation >= difficulty - REQUIRED_BELOW
    }

    fn hours_in(&self, item: &Item) -> f64 {
        let hours = item.topics.iter().filter_map(|t| self.hours.get(t.index()));
        hours.sum::<f64>() / item.topics.len().max(1) as f64
    }
}

impl Worth {
    /// For somebody like `learner` on `day`. A demand without a day is one for the whole role.
    pub fn on(
        day: Day,
        demands: &[(Option<Day>, Demand)],
        learner: &Learner,
        topics: &Topics,
    ) -> Self {
        let mut per_point = vec![0.0; topics.len()];
        let mut bar = f64::MIN;
        for (held, demand) in demands {
            let days = held.map_or(0, |held| held.since(day));
            if days < 0 {
                continue;
            }
            bar = bar.max(demand.bar);
            let kept = 0.5_f64.powf(f64::from(days) / HALF_LIFE_DAYS);
            for (topic, share) in &demand.shares {
                let e = &learner.estimates[topic.index()];
                let at = |mean| passes(mean, e.deviation, demand.bar);
                let slope = (at(e.mean + STEP) - at(e.mean - STEP)) / (2.0 * STEP);
                per_point[topic.index()] += kept * share * slope;
            }
        }
        let mut behind = vec![None; topics.len()];
        for topic in topics.hardest_first() {
            let worth = per_point[topic.index()];
            for required in topics.requires(*topic) {
                if learner.holds(*required, bar) {
                    per_point[required.index()] += worth * SUPPORTS;
                    continue;
                }
                if worth * FLOWS_BACK > per_point[required.index()] {
                    behind[required.index()] = Some(*topic);
                }
                per_point[required.index()] += worth * FLOWS_BACK;
            }
        }
        Self { per_point, behind }
    }

    /// The topic of the item that its gain mainly comes from.
    pub fn main_topic(&self, item: &Item) -> Option<Topic> {
        let known = item.topics.iter().filter(|t| t.index() < self.per_point.len());
        known.copied().max_by(|a, b| self.of(*a).total_cmp(&self.of(*b)).then(b.cmp(a)))
    }

    pub fn of(&self, topic: Topic) -> f64 {
        self.per_point[topic.index()]
    }

    /// What waits behind a topic that is worth practising for its sake.
    pub fn behind(&self, topic: Topic) -> Option<Topic> {
        self.behind[topic.index()]
    }
}
