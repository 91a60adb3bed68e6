//! Whether an item may come into the plan, from which day, and how much less it is worth the second
//! time. Also what the person wished; a pinned item is kept out of the choice and placed by hand.

use crate::day::Day;
use crate::item::{Activity, Item, ItemId};
use crate::plan::Notice;
use crate::plan::fill::Filling;
use crate::plan::input::{Input, Wish};

/// Days between two runs of an item that was not solved, of a rehearsal, of a whole mock round.
const REST_AFTER_FAILURE: i32 = 2;
const REST_AFTER_REHEARSAL: i32 = 4;
const REST_AFTER_MOCK: i32 = 7;
/// Worth of an item that was tried without success, and of a rehearsal that was held before.
const UNFINISHED: f64 = 1.2;
const REPEATED: f64 = 0.5;

/// What may still happen with an item.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Not before this day; `None` is never.
    pub from: Option<Day>,
    /// Factor on its worth.
    pub factor: f64,
}

impl State {
    /// Whether an item may be chosen at all, and from when.
    pub fn at_first(item: &Item, input: &Input<'_>) -> Self {
        let fresh = State { from: Some(input.today), factor: 1.0 };
        let done = input.done.get(&item.id);
        match (item.activity, done) {
            (Activity::Question, _) => State { from: None, ..fresh },
            (_, None) => fresh,
            // Solved: it comes back as a re-solve.
            (Activity::Exercise, Some(done)) if done.best >= 1.0 => State { from: None, ..fresh },
            (Activity::Exercise, Some(done)) => {
                State { from: Some(done.last.plus(REST_AFTER_FAILURE)), factor: UNFINISHED }
            }
            (Activity::Rehearsal, Some(done)) => {
                State { from: Some(done.last.plus(REST_AFTER_REHEARSAL)), factor: REPEATED }
            }
            (Activity::Mock, Some(done)) => {
                State { from: Some(done.last.plus(REST_AFTER_MOCK)), factor: REPEATED }
            }
        }
    }

    /// After the item was given a day.
    pub fn hold(&mut self, activity: Activity, day: Day) {
        let rest = match activity {
            Activity::Exercise | Activity::Question => None,
            Activity::Rehearsal => Some(REST_AFTER_REHEARSAL),
            Activity::Mock => Some(REST_AFTER_MOCK),
        };
        self.from = rest.and_then(|days| self.from.map(|_| day.plus(days)));
        self.factor = REPEATED;
    }
}

impl Filling<'_> {
    /// Snoozes, skips, and pins: a pinned item is kept out of the choice until its day.
    pub(super) fn heed_wishes(&mut self) {
        for wish in self.input.wishes {
            let ids: Vec<&ItemId> = match wish {
                Wish::Pin { item, .. } | Wish::Snooze { item, .. } | Wish::Skip { item } => {
                    vec![item]
                }
                Wish::Lock { items, .. } => items.iter().collect(),
            };
            for item in ids {
                let Some(index) = self.by_id.get(item).copied() else {
                    self.notices.push(Notice::UnknownItem { item: item.clone() });
                    continue;
                };
                let fulfilled = is_done_since(&self.items[index], self.input, wish);
                let state = &mut self.state[index];
                state.from = match wish {
                    Wish::Snooze { until, .. } => state.from.map(|from| from.max(*until)),
                    Wish::Lock { day, .. } if *day < self.input.today => state.from,
                    Wish::Pin { .. } | Wish::Lock { .. } if fulfilled => state.from,
                    // Placed by hand: once is what was asked for.
                    Wish::Pin { .. } | Wish::Lock { .. } | Wish::Skip { .. } => None,
                };
            }
        }
    }
}

/// Whether a wish is fulfilled: the item was done on its day or later.
pub fn is_done_since(item: &Item, input: &Input<'_>, wish: &Wish) -> bool {
    let day = match wish {
        Wish::Pin { day, .. } | Wish::Lock { day, .. } => *day,
        Wish::Snooze { .. } | Wish::Skip { .. } => return false,
    };
    input.done.get(&item.id).is_some_and(|done| done.last >= day)
}
