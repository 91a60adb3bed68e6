//! When a card comes again: FSRS-6 through the crate `fsrs`, with fuzz and the short step after a
//! failure. What is asked in which order is in [`super::queue`].

use fsrs::{FSRS, FSRSError, MemoryState, current_retrievability};
use serde::{Deserialize, Serialize};

use super::{Due, Grade, Memory, Review, in_order};
use crate::day::Day;

/// How a person wants to remember.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f32", into = "f32")]
pub struct Retention(f32);

/// A retention that makes no sense.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("a retention of {0} is outside of 0.70 to 0.97; 0.90 suits most people")]
pub struct NoRetention(f32);

/// Settings of one person's scheduler.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The chance of recall at which a card is asked again.
    pub retention: Retention,
    /// No interval is longer, days.
    pub most_days: u16,
    /// Personal FSRS-6 parameters, 21 of them, or none for the defaults.
    #[serde(default)]
    pub parameters: Vec<f32>,
}

/// A scheduler with one person's settings.
#[derive(Clone, Debug)]
pub struct Scheduler {
    fsrs: FSRS,
    settings: Settings,
    decay: f32,
}

/// Parameters that FSRS does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these are no FSRS parameters; give 21 numbers, or none for the defaults")]
pub struct NoParameters;

/// Minutes after which what was forgotten is asked again in the same sitting.
const STEP_SECONDS: i64 = 10 * 60;
/// Number of FSRS-6 parameters.
pub const PARAMETERS: usize = 21;
/// Of FSRS-6's defaults: the exponent of the forgetting curve.
const DECAY: f32 = fsrs::FSRS6_DEFAULT_DECAY;
/// Intervals below this are not fuzzed, days.
const FUZZ_FROM: f32 = 2.5;
/// Part of an interval, from and to these days, by which it is moved at most.
const FUZZ: [(f32, f32, f32); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, f32::MAX, 0.05)];

impl Retention {
    /// 0.70 to 0.97: below, most answers fail; above, the work grows without end.
    pub fn new(value: f32) -> Result<Self, NoRetention> {
        if (0.70..=0.97).contains(&value) { Ok(Self(value)) } else { Err(NoRetention(value)) }
    }

    pub fn value(self) -> f32 {
        self.0
    }
}

impl Default for Retention {
    fn default() -> Self {
        Self(0.9)
    }
}

impl TryFrom<f32> for Retention {
    type Error = NoRetention;

    fn try_from(value: f32) -> Result<Self, NoRetention> {
        Self::new(value)
    }
}

impl From<Retention> for f32 {
    fn from(retention: Retention) -> Self {
        retention.0
    }
}

impl Default for Settings {
    fn default() -> Self {
        // A year: preparation ends, and a card should be seen again before the next search.
        Self { retention: Retention::default(), most_days: 365, parameters: Vec::new() }
    }
}

impl Scheduler {
    pub fn new(settings: Settings) -> Result<Self, NoParameters> {
        let given = &settings.parameters;
        if !given.is_empty() && given.len() != PARAMETERS || given.iter().any(|p| !p.is_finite()) {
            return Err(NoParameters);
        }
        let fsrs = FSRS::new(given).map_err(|_: FSRSError| NoParameters)?;
        let decay = given.last().copied().unwrap_or(DECAY).clamp(0.1, 0.8);
        Ok(Self { fsrs, settings, decay })
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is remembered after a review. A review from before the last one counts as the same day.
    pub fn after(&self, memory: Option<&Memory>, review: &Review) -> Memory {
        let state = self.state(memory, review.day, review.grade);
        let due = match review.grade {
            Grade::Again => Due::At(review.at + STEP_SECONDS),
            _ => Due::On(review.day.plus(self.days(memory, state, &review.card.0))),
        };
        let lapsed =
            review.grade == Grade::Again && memory.is_some_and(|m| matches!(m.due, Due::On(_)));
        Memory {
            stability: state.stability,
            difficulty: state.difficulty,
            last: memory.map_or(review.day, |m| m.last.max(review.day)),
            due,
            reviews: memory.map_or(0, |m| m.reviews) + 1,
            lapses: memory.map_or(0, |m| m.lapses) + u32::from(lapsed),
        }
    }

    /// Folds all reviews of one card, in any order and with repeats; nothing without reviews.
    pub fn replay(&self, reviews: &[Review]) -> Option<Memory> {
        in_order(reviews)
            .into_iter()
            .fold(None, |memory, review| Some(self.after(memory.as_ref(), review)))
    }

    /// Days until the card would come again after each grade, from again to easy; again is 0, in
    /// ten minutes.
    pub fn preview(&self, memory: Option<&Memory>, card: &super::CardId, today: Day) -> [i32; 4] {
        Grade::ALL.map(|grade| match grade {
            Grade::Again => 0,
            _ => self.days(memory, self.state(memory, today, grade), &card.0),
        })
    }

    /// The chance of recall on a day, 0 to 1.
    pub fn recall(&self, memory: &Memory, today: Day) -> f32 {
        let days = today.since(memory.last).max(0) as f32;
        let state = MemoryState { stability: memory.stability, difficulty: memory.difficulty };
        current_retrievability(state, days, self.decay)
    }

    fn state(&self, memory: Option<&Memory>, today: Day, grade: Grade) -> MemoryState {
        let before = memory.map(|m| MemoryState {
            // Stored numbers may be damaged; FSRS holds finite ones within its own bounds.
            stability: if m.stability.is_finite() { m.stability } else { 1.0 },
            difficulty: if m.difficulty.is_finite() { m.difficulty } else { 5.0 },
        });
        let elapsed = memory.map_or(0, |m| today.since(m.last).max(0) as u32);
        let states = self
            .fsrs
            .next_states(before, self.settings.retention.value(), elapsed)
            .expect("finite states and checked parameters give finite states");
        match grade {
            Grade::Again => states.again.memory,
            Grade::Hard => states.hard.memory,
            Grade::Good => states.good.memory,
            Grade::Easy => states.easy.memory,
        }
    }

    /// Whole days of the next interval, with fuzz.
    fn days(&self, memory: Option<&Memory>, state: MemoryState, card: &str) -> i32 {
        let most = f32::from(self.settings.most_days.max(1));
        let retention = self.settings.retention.value();
        let interval = self.fsrs.next_interval(Some(state.stability), retention, 3);
        let reviews = memory.map_or(0, |m| m.reviews);
        fuzzed(interval.clamp(1.0, most), unit(card, reviews)).min(most) as i32
    }
}

/// Moves an interval by up to a few percent so that cards learnt together do not stay together.
/// `at` in 0..1 says where in the range. Ranges as in the FSRS libraries.
fn fuzzed(interval: f32, at: f32) -> f32 {
    if interval < FUZZ_FROM {
        return interval.round().max(1.0);
    }
    let part = |(from, to, share): (f32, f32, f32)| share * (interval.min(to) - from).max(0.0);
    let delta = 1.0 + FUZZ.into_iter().map(part).sum::<f32>();
    let low = (interval - delta).round().max(2.0);
    let high = (interval + delta).round().max(low);
    (low + (at * (high - low + 1.0)).floor()).min(high)
}

/// A number in 0..1 that is the same for the same card and review: FNV-1a, then mixed.
fn unit(card: &str, reviews: u32) -> f32 {
    let bytes = card.bytes().chain(reviews.to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed ^ (mixed >> 27)) >> 40) as f32 / (1_u32 << 24) as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::memory::{CardId, LEECH_LAPSES, Leech, UndoError, forecast, undo};

    fn scheduler() -> Scheduler {
        Scheduler::new(Settings::default()).expect("defaults")
    }

    fn review(id: usize, day: i32, grade: Grade) -> Review {
        Review {
            id: format!("review-{id}"),
            card: CardId("card".into()),
            at: i64::from(day) * 86_400 + i64::try_from(id).expect("small"),
            day: Day::from_number(day),
            grade,
            seconds: 10,
        }
    }

    /// Grades 1 to 4 with the gap in days before each.
    fn history(steps: &[(u8, i32)]) -> Vec<Review> {
        let mut day = 20_000;
        let one = |(id, (grade, gap)): (usize, &(u8, i32))| {
            day += gap;
            review(id, day, Grade::from_number(*grade).expect("1 to 4"))
        };
        steps.iter().enumerate().map(one).collect()
    }

    #[test]
    fn the_published_vector() {
        // FSRS-6 with default parameters, as the open-spaced-repetition libraries publish it.
        let steps = [(1, 0), (3, 0), (3, 1), (3, 3), (3, 8), (3, 21)];
        let expected = [
            (0.212, 6.4133),
            (0.246_689, 6.402_115),
            (2.021_477, 6.390_941),
            (7.863_699, 6.379_779),
            (21.917_713, 6.368_627),
            (53.626_903, 6.357_487),
        ];
        let scheduler = scheduler();
        for (count, (stability, difficulty)) in (1..).zip(expected) {
            let memory = scheduler.replay(&history(&steps[..count])).expect("reviews");
            assert!((memory.stability / stability - 1.0).abs() < 1e-4, "{count}: {memory:?}");
            assert!((memory.difficulty - difficulty).abs() < 1e-4, "{count}: {memory:?}");
        }
        let memory = scheduler.replay(&history(&steps[..3])).expect("reviews");
        let recall = scheduler.recall(&memory, memory.last.plus(3));
        assert!((recall - 0.870_677).abs() < 1e-4, "{recall}");
    }

    #[test]
    fn first_grades_have_the_published_difficulties() {
        for (grade, difficulty) in [(1, 6.4133), (2, 5.112_170_7), (3, 2.118_104), (4, 1.0)] {
            let memory = scheduler().replay(&history(&[(grade, 0)])).expect("a review");
            assert!((memory.difficulty - difficulty).abs() < 1e-4, "{memory:?}");
        }
    }

    #[test]
    fn forgotten_comes_in_the_same_sitting_and_counts_as_a_lapse_once_learnt() {
        let scheduler = scheduler();
        let fresh = scheduler.replay(&history(&[(1, 0), (1, 0)])).expect("reviews");
        assert_eq!((fresh.lapses, fresh.reviews), (0, 2));
        assert_eq!(fresh.due, Due::At(20_000 * 86_400 + 1 + STEP_SECONDS));
        let steps: Vec<(u8, i32)> = (0..LEECH_LAPSES).flat_map(|_| [(3, 1), (1, 5)]).collect();
        let leech = scheduler.replay(&history(&steps)).expect("reviews");
        assert_eq!((leech.lapses, leech.leech()), (LEECH_LAPSES, Leech::Yes));
        let before = scheduler.replay(&history(&steps[..steps.len() - 1])).expect("reviews");
        assert_eq!(before.leech(), Leech::No);
    }

    #[test]
    fn a_grade_sent_twice_or_late_counts_once_and_in_its_place() {
        let scheduler = scheduler();
        let list = history(&[(3, 0), (3, 3), (2, 8), (1, 20)]);
        let expected = scheduler.replay(&list);
        let mut shuffled = list.clone();
        shuffled.reverse();
        shuffled.extend_from_slice(&list[1..3]);
        assert_eq!(scheduler.replay(&shuffled), expected);
        assert_eq!(scheduler.replay(&[]), None);
    }

    #[test]
    fn undo_takes_back_the_last_review_only() {
        let scheduler = scheduler();
        let list = history(&[(3, 0), (3, 3), (1, 8)]);
        let back = undo(&list, "review-2").expect("the last");
        assert_eq!(scheduler.replay(&back), scheduler.replay(&list[..2]));
        assert_eq!(undo(&list, "review-0"), Err(UndoError::NotLast));
        assert_eq!(undo(&back, "review-2"), Err(UndoError::Unknown));
    }

    #[test]
    fn a_wish_to_remember_better_shortens_intervals() {
        let of = |retention| {
            let retention = Retention::new(retention).expect("in range");
            let settings = Settings { retention, ..Settings::default() };
            let scheduler = Scheduler::new(settings).expect("settings");
            let memory = scheduler.replay(&history(&[(3, 0), (3, 3), (3, 12)])).expect("reviews");
            let Due::On(day) = memory.due else { panic!("good is due on a day") };
            day.since(memory.last)
        };
        assert!(of(0.97) < of(0.9) && of(0.9) < of(0.75));
        for bad in [0.0, 0.69, 0.98, f32::NAN] {
            assert!(Retention::new(bad).is_err());
        }
        let long = Settings { most_days: 30, ..Settings::default() };
        let scheduler = Scheduler::new(long).expect("settings");
        let memory = scheduler.replay(&history(&[(4, 0), (4, 30), (4, 300)])).expect("reviews");
        assert_eq!(memory.due, Due::On(memory.last.plus(30)));
    }

    #[test]
    fn fuzz_spreads_and_stays_near() {
        let days: Vec<f32> = (0..400).map(|n| fuzzed(20.0, unit(&n.to_string(), 3))).collect();
        let (low, high) = (17.0, 23.0);
        assert!(days.iter().all(|d| (low..=high).contains(d)), "{days:?}");
        assert!((17..=23).all(|d| days.iter().any(|x| (*x - d as f32).abs() < 0.1)));
        assert!((fuzzed(1.2, 0.99) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_load_ahead_is_counted() {
        let scheduler = scheduler();
        let learnt = scheduler.replay(&history(&[(3, 0)])).expect("a review");
        let failed = scheduler.replay(&history(&[(1, 0)])).expect("a review");
        let Due::On(day) = learnt.due else { panic!("good is due on a day") };
        let today = day.plus(-1);
        assert_eq!(forecast([&learnt, &failed], today, 3), [1, 1, 0]);
        assert_eq!(forecast([&learnt, &failed], day.plus(9), 2), [2, 0]);
    }

    #[test]
    fn parameters_are_checked() {
        for bad in [vec![1.0; 3], vec![f32::NAN; PARAMETERS]] {
            let settings = Settings { parameters: bad, ..Settings::default() };
            assert_eq!(Scheduler::new(settings).err(), Some(NoParameters));
        }
    }

    proptest! {
        #[test]
        fn better_grades_never_come_sooner(
            steps in prop::collection::vec((1..=4_u8, 0..400_i32), 0..20),
            gap in 0..500_i32,
        ) {
            let scheduler = scheduler();
            let memory = scheduler.replay(&history(&steps));
            let today = memory.map_or(Day::from_number(20_000), |m| m.last.plus(gap));
            let days = scheduler.preview(memory.as_ref(), &CardId("card".into()), today);
            prop_assert!(days.is_sorted(), "{days:?}");
            prop_assert!(days[1..].iter().all(|d| (1..=365).contains(d)));
        }

        #[test]
        fn two_devices_agree(
            steps in prop::collection::vec((1..=4_u8, 0..40_i32), 1..16),
            split in any::<u16>(),
        ) {
            let scheduler = scheduler();
            let list = history(&steps);
            let (mut one, mut two): (Vec<Review>, Vec<Review>) = (Vec::new(), Vec::new());
            for (n, review) in list.iter().enumerate() {
                let side = if split >> (n % 16) & 1 == 0 { &mut one } else { &mut two };
                side.push(review.clone());
            }
            let merged: Vec<Review> = [&one[..], &two[..], &one[..]].concat();
            prop_assert_eq!(scheduler.replay(&merged), scheduler.replay(&list));
        }
    }
}
