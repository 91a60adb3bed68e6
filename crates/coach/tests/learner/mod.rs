//! Simulated people, for comparing ways to choose what to practise at equal hours.
//!
//! They learn by other rules than the plan believes in: another curve of fit, spill-over between
//! topics of an area, forgetting, a personal rate, and half the gain where something required is
//! missing. A round is passed by three good answers to four questions, not by the plan's formula.
//! What comes out compares policies under these assumptions; it does not predict a person.

use coach::evidence::{Evidence, Help, Source};
use coach::{Day, Demand, Item, Level, Rating, Round, Topics};

/// `SplitMix64` (Steele, Lea, Flood 2014): small, seeded, the same everywhere.
#[derive(Clone, Debug)]
pub struct Dice(u64);

/// One person: true strengths, hidden from every policy.
#[derive(Clone, Debug)]
pub struct Person {
    strengths: Vec<f64>,
    /// What strengths fall back to.
    bases: Vec<f64>,
    hours: Vec<f64>,
    /// Points per hour of fitting practice at first.
    rate: f64,
    dice: Dice,
}

/// Questions of a round, and good answers that pass it.
const QUESTIONS: usize = 4;
const NEEDED: usize = 3;
/// Rounds drawn per person and round, so that luck of the draw averages out.
const DRAWS: usize = 200;
/// Points per logistic unit.
const SCALE: f64 = 173.7178;

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// Standard normal, near enough: twelve uniforms.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

impl Person {
    pub fn new(seed: u64, topics: &Topics, level: Level) -> Self {
        let mut dice = Dice::new(seed);
        let own = level.rating() + 100.0 * dice.normal();
        let areas: Vec<f64> = (0..topics.area_count()).map(|_| 170.0 * dice.normal()).collect();
        let strengths: Vec<f64> =
            topics.all().map(|t| own + areas[topics.area(t)] + 120.0 * dice.normal()).collect();
        Self {
            bases: strengths.clone(),
            hours: vec![0.0; strengths.len()],
            rate: 40.0 + 50.0 * dice.unit(),
            strengths,
            dice,
        }
    }

    /// Does an item on a day; answers what a judge would have seen.
    pub fn practise(&mut self, item: &Item, topics: &Topics, day: Day) -> Evidence {
        let count = item.topics.len() as f64;
        let mean = item.topics.iter().map(|t| self.strengths[t.index()]).sum::<f64>() / count;
        let hard = item.difficulty.rating;
        let required = item.topics.iter().flat_map(|t| topics.requires(*t));
        let lacking = required.clone().any(|r| self.strengths[r.index()] < hard - 250.0);
        let shown = mean - if lacking { 100.0 } else { 0.0 };
        let score = self.score(shown, hard);
        for topic in &item.topics {
            self.learn(topic.index(), item, topics, if lacking { 0.5 } else { 1.0 } / count.sqrt());
        }
        Evidence {
            item: item.id.clone(),
            source: Source::Judged,
            topics: item.topics.clone(),
            difficulty: item.difficulty,
            day,
            score,
            help: Help::default(),
        }
    }

    /// Solved with the chance of the rating scale; else some of the checks pass.
    fn score(&mut self, strength: f64, hard: f64) -> f64 {
        let chance = Rating::new(strength, 1.0).expected(Rating::new(hard, 1.0));
        if self.dice.unit() < chance { 1.0 } else { 0.6 * self.dice.unit() }
    }

    fn learn(&mut self, topic: usize, item: &Item, topics: &Topics, factor: f64) {
        let away = (item.difficulty.rating - self.strengths[topic] - 50.0) / 250.0;
        let fit = (-away * away).exp();
        let hours = f64::from(item.minutes) / 60.0;
        let tired = (-self.hours[topic] / 8.0).exp();
        let gain = self.rate * hours * fit * tired * factor;
        self.hours[topic] += hours * factor;
        for other in topics.all() {
            let same = topics.area(other) == topics.area(item.topics[0]);
            let share = if other.index() == topic {
                1.0
            } else if same {
                0.1
            } else {
                0.0
            };
            self.strengths[other.index()] += gain * share;
        }
    }

    /// A night: 1 % of what was gained is gone.
    pub fn sleep(&mut self) {
        for (strength, base) in self.strengths.iter_mut().zip(&self.bases) {
            *strength -= 0.01 * (*strength - base);
        }
    }

    /// The share of many drawn rounds that this person would pass now.
    pub fn chance(&self, round: &Round, topics: &Topics) -> f64 {
        let demand = Demand::of(round, topics);
        // The same questions for every policy, so that their luck is shared.
        let mut dice = Dice::new(round.id.bytes().fold(7, |h, b| h * 31 + u64::from(b)));
        let passed = (0..DRAWS).filter(|_| {
            let good = (0..QUESTIONS).filter(|_| {
                let topic = draw(&demand, dice.unit());
                let hard = demand.bar + 100.0 * dice.normal();
                let chance = 1.0 / (1.0 + ((hard - self.strengths[topic]) / SCALE).exp());
                dice.unit() < chance
            });
            good.count() >= NEEDED
        });
        passed.count() as f64 / DRAWS as f64
    }
}

fn draw(demand: &Demand, mut at: f64) -> usize {
    for (topic, share) in &demand.shares {
        at -= share;
        if at <= 0.0 {
            return topic.index();
        }
    }
    demand.shares.last().map_or(0, |(topic, _)| topic.index())
}
