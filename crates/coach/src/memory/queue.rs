//! What is asked next: what failed a moment ago, then what is due, the weakest first, with new
//! cards in between, within the day's limits.
//!
//! One pass over all cards per answer and no state of its own: the queue is right after every
//! grade, on every device.

use serde::{Deserialize, Serialize};

use super::{Due, Memory, Scheduler};
use crate::day::Day;
use crate::topic::Topic;

/// A card as the queue sees it.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    /// Breaks ties, so that the order is the same everywhere.
    pub name: &'a str,
    pub topic: Option<Topic>,
    /// None is a new card.
    pub memory: Option<&'a Memory>,
    pub held: Held,
    /// Among new cards the greater comes first; the plan's worth of the topic.
    pub priority: f64,
}

/// Whether the person put a card away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Held {
    #[default]
    No,
    Until(Day),
    Suspended,
}

/// The most of a day. 0 asks none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub new: u16,
    pub reviews: u16,
}

/// What was asked today already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub new: u16,
    pub reviews: u16,
    pub last_topic: Option<Topic>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// This place in the list.
    Card(usize),
    /// Nothing but a card that failed a moment ago, which comes at this time (seconds UTC).
    Wait { until: i64 },
    /// Done for today; `waiting` cards are beyond the limits.
    Finished { waiting: u32 },
}

/// What is left of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub new: u32,
    pub learning: u32,
    pub due: u32,
}

impl Default for Limits {
    /// Ten new cards bring about eighty reviews a day within weeks, half an hour of work.
    fn default() -> Self {
        Self { new: 10, reviews: 200 }
    }
}

/// A failed card may come so much early when nothing else is left, as in Anki.
const LEARN_AHEAD_SECONDS: i64 = 20 * 60;
/// A card of another topic than the last goes before a weaker one of the same within this chance
/// of recall: mixing topics keeps more.
const MIX_WITHIN: f32 = 0.05;

/// Everything that one pass finds.
#[derive(Default)]
struct Found {
    learning: Option<(i64, usize)>,
    due: Best,
    new: Best,
    counts: Counts,
}

/// The best card, and the best of another topic than the last.
#[derive(Default)]
struct Best {
    any: Option<(f64, usize)>,
    mixed: Option<(f64, usize)>,
}

/// The next card of a person who has been asked `asked` today.
pub fn next(
    cards: &[Waiting<'_>],
    scheduler: &Scheduler,
    limits: Limits,
    asked: Asked,
    today: Day,
    now: i64,
) -> Next {
    let found = find(cards, scheduler, asked, today);
    if let Some((at, index)) = found.learning
        && at <= now
    {
        return Next::Card(index);
    }
    let due = (asked.reviews < limits.reviews).then(|| found.due.choose(MIX_WITHIN)).flatten();
    let new = (asked.new < limits.new).then(|| found.new.choose(0.0)).flatten();
    let chosen = match (due, new) {
        (Some(due), Some(new)) => {
            Some(if is_time_for_new(&found, limits, asked) { new } else { due })
        }
        (one, other) => one.or(other),
    };
    if let Some(index) = chosen {
        return Next::Card(index);
    }
    match found.learning {
        Some((at, index)) if at <= now + LEARN_AHEAD_SECONDS => Next::Card(index),
        Some((until, _)) => Next::Wait { until },
        None => Next::Finished { waiting: found.counts.due + found.counts.new },
    }
}

/// What is left of today within the limits.
pub fn counts(
    cards: &[Waiting<'_>],
    scheduler: &Scheduler,
    limits: Limits,
    asked: Asked,
    today: Day,
) -> Counts {
    let all = find(cards, scheduler, asked, today).counts;
    Counts {
        new: all.new.min(u32::from(limits.new.saturating_sub(asked.new))),
        learning: all.learning,
        due: all.due.min(u32::from(limits.reviews.saturating_sub(asked.reviews))),
    }
}

fn find(cards: &[Waiting<'_>], scheduler: &Scheduler, asked: Asked, today: Day) -> Found {
    let mut found = Found::default();
    for (index, card) in cards.iter().enumerate() {
        match card.held {
            Held::Suspended => continue,
            Held::Until(day) if day > today => continue,
            Held::No | Held::Until(_) => {}
        }
        let mixed = card.topic.is_none() || card.topic != asked.last_topic;
        match card.memory {
            None => {
                found.counts.new += 1;
                found.new.offer(-card.priority, index, mixed, cards);
            }
            Some(memory) => match memory.due {
                Due::At(at) => {
                    found.counts.learning += 1;
                    let earlier =
                        |(held, other): (i64, usize)| (at, card.name) < (held, cards[other].name);
                    if found.learning.is_none_or(earlier) {
                        found.learning = Some((at, index));
                    }
                }
                Due::On(day) if day <= today => {
                    found.counts.due += 1;
                    let recall = f64::from(scheduler.recall(memory, today));
                    found.due.offer(recall, index, mixed, cards);
                }
                Due::On(_) => {}
            },
        }
    }
    found
}

impl Best {
    /// Keeps the smallest value, and of equals the first name.
    fn offer(&mut self, value: f64, index: usize, mixed: bool, cards: &[Waiting<'_>]) {
        let beats = |held: Option<(f64, usize)>| {
            held.is_none_or(|(least, other)| {
                let order = value.total_cmp(&least);
                order.then_with(|| cards[index].name.cmp(cards[other].name)).is_lt()
            })
        };
        if beats(self.any) {
            self.any = Some((value, index));
        }
        if mixed && beats(self.mixed) {
            self.mixed = Some((value, index));
        }
    }

    fn choose(&self, within: f32) -> Option<usize> {
        let (least, any) = self.any?;
        let near = |(value, _): &(f64, usize)| *value <= least + f64::from(within);
        Some(self.mixed.filter(near).map_or(any, |(_, index)| index))
    }
}

/// New cards are spread evenly among the reviews of the day.
fn is_time_for_new(found: &Found, limits: Limits, asked: Asked) -> bool {
    let left = |count: u32, limit: u16, asked: u16| {
        u64::from(count.min(u32::from(limit.saturating_sub(asked))))
    };
    let new = left(found.counts.new, limits.new, asked.new) + u64::from(asked.new);
    let due = left(found.counts.due, limits.reviews, asked.reviews) + u64::from(asked.reviews);
    // New ones asked so far are behind their even share of reviews asked so far.
    (u64::from(asked.new) + 1) * due <= u64::from(asked.reviews) * new
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Instant;

    use super::*;
    use crate::memory::{CardId, Grade, Review, Settings};
    use crate::topic::Topics;

    const TODAY: Day = Day::at(20_000);

    fn scheduler() -> Scheduler {
        Scheduler::new(Settings::default()).expect("defaults")
    }

    fn memory(stability: f32, last: i32, due: Due) -> Memory {
        let last = TODAY.plus(last);
        Memory { stability, difficulty: 5.0, last, due, reviews: 3, lapses: 0 }
    }

    fn card<'a>(name: &'a str, memory: Option<&'a Memory>) -> Waiting<'a> {
        Waiting { name, topic: None, memory, held: Held::No, priority: 0.0 }
    }

    fn check(cards: &[Waiting<'_>], asked: Asked, expected: Next) {
        let limits = Limits { new: 2, reviews: 5 };
        assert_eq!(next(cards, &scheduler(), limits, asked, TODAY, 1_000), expected);
    }

    #[test]
    fn what_failed_then_the_weakest_then_new_within_limits() {
        let failed = memory(0.2, 0, Due::At(900));
        let later = memory(0.2, 0, Due::At(1_500));
        let much_later = memory(0.2, 0, Due::At(9_000));
        let weak = memory(3.0, -9, Due::On(TODAY.plus(-6)));
        let strong = memory(30.0, -30, Due::On(TODAY));
        let future = memory(30.0, -3, Due::On(TODAY.plus(20)));
        let none = Asked::default();
        let full = Asked { new: 2, reviews: 5, last_topic: None };
        check(&[], none, Next::Finished { waiting: 0 });
        check(&[card("f", Some(&future))], none, Next::Finished { waiting: 0 });
        let all = [
            card("s", Some(&strong)),
            card("w", Some(&weak)),
            card("n", None),
            card("f", Some(&failed)),
        ];
        check(&all, none, Next::Card(3));
        check(&all[..3], none, Next::Card(1));
        check(&all[..1], full, Next::Finished { waiting: 1 });
        check(&[card("n", None), card("l", Some(&later))], full, Next::Card(1));
        check(&[card("l", Some(&much_later))], full, Next::Wait { until: 9_000 });
        let away = [
            Waiting { held: Held::Suspended, ..card("a", Some(&weak)) },
            Waiting { held: Held::Until(TODAY.plus(1)), ..card("b", Some(&weak)) },
            Waiting { held: Held::Until(TODAY), ..card("c", Some(&weak)) },
        ];
        check(&away, none, Next::Card(2));
        let new = [card("b", None), card("a", None), Waiting { priority: 1.0, ..card("z", None) }];
        check(&new, none, Next::Card(2));
        check(&new[..2], none, Next::Card(1));
    }

    #[test]
    fn topics_are_mixed_when_it_costs_little() {
        let topics = Topics::new([("a/x", vec![]), ("a/y", vec![])]).expect("a map");
        let [x, y] = topics.all().collect::<Vec<_>>()[..] else { panic!("two topics") };
        let weak = memory(10.0, -14, Due::On(TODAY));
        let near = memory(10.0, -12, Due::On(TODAY));
        let strong = memory(100.0, -10, Due::On(TODAY));
        let of = |name, topic, memory| Waiting { topic: Some(topic), ..card(name, Some(memory)) };
        let asked = Asked { last_topic: Some(x), ..Asked::default() };
        check(&[of("a", x, &weak), of("b", y, &near)], asked, Next::Card(1));
        check(&[of("a", x, &weak), of("b", y, &strong)], asked, Next::Card(0));
    }

    #[test]
    fn a_day_ends_and_new_cards_are_spread() {
        let scheduler = scheduler();
        let due: Vec<Memory> =
            (0..30).map(|n| memory(10.0 + n as f32, -20, Due::On(TODAY))).collect();
        let names: Vec<String> = (0..40).map(|n| format!("{n:02}")).collect();
        let mut known: Vec<Option<Memory>> = due.into_iter().map(Some).collect();
        known.resize(40, None);
        let limits = Limits { new: 5, reviews: 20 };
        let (mut asked, mut order, mut now) = (Asked::default(), String::new(), 1_000);
        let mut seen = BTreeSet::new();
        loop {
            let cards: Vec<Waiting<'_>> =
                names.iter().zip(&known).map(|(n, m)| card(n, m.as_ref())).collect();
            let index = match next(&cards, &scheduler, limits, asked, TODAY, now) {
                Next::Card(index) => index,
                Next::Wait { .. } => panic!("nothing failed"),
                Next::Finished { waiting } => {
                    assert_eq!(waiting, 15);
                    break;
                }
            };
            assert!(seen.insert(index), "{index} twice");
            match known[index] {
                None => (asked.new += 1, order.push('n')),
                Some(_) => (asked.reviews += 1, order.push('r')),
            };
            now += 10;
            let review = Review {
                id: now.to_string(),
                card: CardId(names[index].clone()),
                at: now,
                day: TODAY,
                grade: Grade::Good,
                seconds: 9,
            };
            known[index] = Some(scheduler.after(known[index].as_ref(), &review));
        }
        assert_eq!(order, "rrrrnrrrrnrrrrnrrrrnrrrrn");
    }

    #[test]
    fn counts_are_within_the_limits() {
        let due = memory(3.0, -9, Due::On(TODAY));
        let failed = memory(3.0, 0, Due::At(5));
        let cards =
            [card("a", Some(&due)), card("b", None), card("c", None), card("d", Some(&failed))];
        let limits = Limits { new: 1, reviews: 9 };
        let counts = counts(&cards, &scheduler(), limits, Asked::default(), TODAY);
        assert_eq!(counts, Counts { new: 1, learning: 1, due: 1 });
    }

    /// Reads a clock only to report; `cargo xtask bench coach` has the figure.
    #[test]
    fn twenty_thousand_cards_are_one_pass() {
        let memories: Vec<Memory> =
            (0..20_000).map(|n| memory(1.0 + (n % 90) as f32, -40, Due::On(TODAY))).collect();
        let names: Vec<String> = (0..20_000).map(|n| n.to_string()).collect();
        let cards: Vec<Waiting<'_>> =
            names.iter().zip(&memories).map(|(n, m)| card(n, Some(m))).collect();
        let started = Instant::now();
        let found = next(&cards, &scheduler(), Limits::default(), Asked::default(), TODAY, 0);
        println!("20,000 cards: {:?}", started.elapsed());
        assert!(matches!(found, Next::Card(_)));
    }
}
