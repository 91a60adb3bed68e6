//! Filling days: dated things first, then reviews, then practice by worth.
//!
//! Here is only who gets which minutes. What an item is worth is in `gain`, whether it may come in
//! `state`, why it came in `explain`.

use std::collections::HashMap;

use crate::day::Day;
use crate::item::{Activity, Item, ItemId};
use crate::plan::gain::{Learner, Worth};
use crate::plan::input::{Duty, Input, Resolve, Wish};
use crate::plan::reason::Reason;
use crate::plan::state::{State, is_done_since};
use crate::plan::{
    DayPlan, ENOUGH_PER_HOUR, Enough, Entry, MOST_DAYS, MOST_ITEMS, Notice, Plan, Task,
};
use crate::readiness::{Demand, Round};
use crate::topic::Topic;

/// Reviews take at most this part of a day, so that a backlog never stops practice.
const REVIEW_SHARE: f64 = 0.3;
/// On a short day, and on the day of a round, reviews may still have this many minutes.
const LEAST_REVIEW: u16 = 10;
/// Re-solves take at most this part of a day, but one always may.
const RESOLVE_SHARE: f64 = 0.35;
/// The day before a round: half of the time, and no more than an hour.
const EVE_MINUTES: u16 = 60;
/// The longest thing to begin on that day.
const EVE_LONGEST: u16 = 30;
/// A duty is done up to so many days before it is due, as soon as there is time.
const DUTY_AHEAD: i32 = 3;
/// Worth of one more item of the same main topic, and of the same area, on one day: mixing topics
/// keeps more than repeating one does.
const SAME_TOPIC: f64 = 0.6;
const SAME_AREA: f64 = 0.85;
/// Mock rounds help most when the real one is between these days away.
const MOCK_DAYS: std::ops::RangeInclusive<i32> = 2..=12;
const MOCK_NEAR: f64 = 1.5;
const MOCK_FAR: f64 = 0.5;
/// An item longer than this part of the longest day is done in parts.
const SPLIT_SHARE: f64 = 0.65;
/// Less time than this is not worth beginning something long.
const LEAST_PART: u16 = 20;
/// A plan in the making.
pub struct Filling<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) items: &'a [Item],
    pub(super) rounds: Vec<&'a Round>,
    pub(super) demands: Vec<(Option<Day>, Demand)>,
    pub(super) learner: Learner,
    pub(super) by_id: HashMap<&'a ItemId, usize>,
    by_topic: Vec<Vec<usize>>,
    pub(super) state: Vec<State>,
    duties: Vec<&'a Duty>,
    resolves: Vec<&'a Resolve>,
    /// Cards that are due and not yet given a day.
    waiting: u32,
    /// What was begun and not finished, with its minutes left.
    begun: Option<(usize, u16)>,
    pub(super) notices: Vec<Notice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ordinary,
    Eve,
    RoundDay,
}

/// One day in the making.
pub(super) struct Today<'a> {
    pub(super) day: Day,
    kind: Kind,
    minutes: u16,
    left: u16,
    entries: Vec<Entry>,
    pub(super) worth: Worth,
    /// Expected gains of all items; 0 for those that are closed.
    gains: Vec<f64>,
    topics: Vec<Topic>,
    rounds: Vec<&'a Round>,
}

impl<'a> Filling<'a> {
    pub fn new(input: &'a Input<'a>) -> Self {
        let items = &input.items[..input.items.len().min(MOST_ITEMS)];
        let mut rounds: Vec<&Round> = input.rounds.iter().collect();
        rounds.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        let past = rounds.partition_point(|r| r.day < input.today);
        let mut notices: Vec<Notice> =
            rounds.drain(..past).map(|r| Notice::RoundPast { round: r.id.clone() }).collect();
        let mut demands: Vec<(Option<Day>, Demand)> =
            rounds.iter().map(|r| (Some(r.day), Demand::of(r, input.topics))).collect();
        if demands.is_empty() {
            notices.push(Notice::NoRound);
            demands.push((None, Demand::whole_role(input.level, input.topics)));
        }
        if input.week.longest() == 0 {
            notices.push(Notice::NoTime);
        }
        let mut by_topic = vec![Vec::new(); input.topics.len()];
        for (index, item) in items.iter().enumerate() {
            for topic in &item.topics {
                if let Some(list) = by_topic.get_mut(topic.index()) {
                    list.push(index);
                }
            }
        }
        let mut duties: Vec<&Duty> = input.duties.iter().collect();
        duties.sort_by(|a, b| (a.due, a.kind, &a.id).cmp(&(b.due, b.kind, &b.id)));
        let mut resolves: Vec<&Resolve> = input.resolves.iter().collect();
        resolves.sort_by(|a, b| (a.due, &a.item).cmp(&(b.due, &b.item)));
        let mut filling = Self {
            input,
            items,
            rounds,
            demands,
            learner: Learner::new(input.estimates, input.topics, items),
            by_id: items.iter().enumerate().map(|(n, i)| (&i.id, n)).collect(),
            by_topic,
            state: items.iter().map(|item| State::at_first(item, input)).collect(),
            duties,
            resolves,
            waiting: 0,
            begun: None,
            notices,
        };
        filling.heed_wishes();
        filling
    }

    pub fn run(mut self) -> Plan {
        let count = self.input.days.clamp(1, MOST_DAYS);
        let days: Vec<DayPlan> =
            (0..i32::from(count)).map(|n| self.day(self.input.today.plus(n), n)).collect();
        if self.input.week.longest() > 0 && self.open(self.input.today).next().is_none() {
            self.notices.push(Notice::NothingLeft);
        }
        let enough_from = enough_from(&days);
        Plan { days, notices: self.notices, enough_from }
    }

    fn day(&mut self, day: Day, offset: i32) -> DayPlan {
        let rounds: Vec<&Round> = self.rounds.iter().copied().filter(|r| r.day == day).collect();
        let kind = if !rounds.is_empty() {
            Kind::RoundDay
        } else if self.rounds.iter().any(|r| r.day == day.plus(1)) {
            Kind::Eve
        } else {
            Kind::Ordinary
        };
        let minutes = self.input.week.on(day);
        let left = match kind {
            Kind::Ordinary => minutes,
            Kind::Eve => (minutes / 2).min(EVE_MINUTES),
            Kind::RoundDay => minutes.min(LEAST_REVIEW),
        };
        let worth = Worth::on(day, &self.demands, &self.learner, self.input.topics);
        let mut today = Today {
            day,
            kind,
            minutes,
            left,
            entries: Vec::new(),
            gains: Vec::new(),
            worth,
            topics: Vec::new(),
            rounds,
        };
        self.duties(&mut today);
        let locked = self.wished(&mut today);
        self.reviews(&mut today, offset);
        let mut enough = Enough::NotYet;
        if kind != Kind::RoundDay && locked == Locked::Open {
            self.resolves(&mut today);
            today.gains = (0..self.items.len()).map(|n| self.gain(n, &today.worth)).collect();
            self.go_on(&mut today);
            enough = self.practise(&mut today);
        }
        self.notice_overfull(&today);
        DayPlan {
            day,
            minutes,
            entries: today.entries,
            enough,
            rounds: today.rounds.iter().map(|r| r.id.clone()).collect(),
        }
    }

    fn duties(&mut self, today: &mut Today) {
        let Today { day, left, entries, .. } = today;
        self.duties.retain(|duty| {
            let must = duty.due <= *day;
            let may = duty.due <= day.plus(DUTY_AHEAD) && *left >= duty.minutes;
            if duty.earliest > *day || !(must || may) {
                return true;
            }
            *left = left.saturating_sub(duty.minutes);
            let late = u16::try_from(day.since(duty.due).max(0)).unwrap_or(u16::MAX);
            entries.push(Entry {
                task: Task::Duty { id: duty.id.clone() },
                minutes: duty.minutes,
                reason: Reason::Duty { duty: duty.kind, due: duty.due, late },
            });
            false
        });
    }

    /// What the person put on this day.
    fn wished(&mut self, today: &mut Today) -> Locked {
        let is_first = today.day == self.input.today;
        let mut locked = Locked::Open;
        for wish in self.input.wishes {
            let ids = match wish {
                Wish::Lock { day, items } if *day == today.day => {
                    locked = Locked::Shut;
                    items.as_slice()
                }
                Wish::Pin { item, day } if *day == today.day || is_first && *day < today.day => {
                    std::slice::from_ref(item)
                }
                _ => continue,
            };
            let known: Vec<usize> =
                ids.iter().filter_map(|id| self.by_id.get(id).copied()).collect();
            for index in known {
                if !is_done_since(&self.items[index], self.input, wish) {
                    let minutes = self.items[index].minutes;
                    self.place(today, index, minutes, Reason::Wished);
                }
            }
        }
        locked
    }

    fn reviews(&mut self, today: &mut Today, offset: i32) {
        let due = self.input.reviews.due.get(offset as usize).copied().unwrap_or(0);
        self.waiting = self.waiting.saturating_add(due);
        let share = (f64::from(today.minutes) * REVIEW_SHARE) as u16;
        let most = share.max(LEAST_REVIEW).min(today.left);
        let seconds = self.input.reviews.seconds();
        let cards = self.waiting.min(u32::from(most) * 60 / seconds);
        if cards == 0 {
            return;
        }
        self.waiting -= cards;
        if offset == 0 && self.waiting > 0 {
            self.notices.push(Notice::Backlog { cards: self.waiting });
        }
        let minutes = (cards * seconds).div_ceil(60) as u16;
        today.left = today.left.saturating_sub(minutes);
        today.entries.push(Entry {
            task: Task::Review { cards },
            minutes,
            reason: Reason::Cards { waiting: self.waiting },
        });
    }

    fn resolves(&mut self, today: &mut Today) {
        let most = (f64::from(today.minutes) * RESOLVE_SHARE) as u16;
        let mut taken = 0;
        let mut kept = Vec::with_capacity(self.resolves.len());
        for resolve in std::mem::take(&mut self.resolves) {
            let index = self.by_id.get(&resolve.item).copied();
            let Some(index) = index else { continue };
            let skipped = self.input.wishes.iter().any(|wish| match wish {
                Wish::Skip { item } => *item == resolve.item,
                Wish::Snooze { item, until } => *item == resolve.item && *until > today.day,
                _ => false,
            });
            // Solved once, it takes about half of the time.
            let minutes = self.items[index].minutes.div_ceil(2);
            let fits = minutes <= today.left && (taken == 0 || taken + minutes <= most);
            let light = today.kind != Kind::Eve || minutes <= EVE_LONGEST;
            if resolve.due > today.day || skipped || !fits || !light {
                kept.push(resolve);
                continue;
            }
            taken += minutes;
            today.left -= minutes;
            today.topics.extend(&self.items[index].topics);
            let last = self.input.done.get(&resolve.item).map(|d| d.last);
            today.entries.push(Entry {
                task: Task::Resolve { item: resolve.item.clone() },
                minutes,
                reason: Reason::Fading { last },
            });
        }
        self.resolves = kept;
    }

    /// The rest of what was begun on an earlier day.
    fn go_on(&mut self, today: &mut Today) {
        let Some((index, minutes)) = self.begun else { return };
        if today.kind == Kind::Eve || today.left < minutes.min(LEAST_PART) {
            return;
        }
        self.place(today, index, minutes.min(today.left), Reason::Continued);
        if let Some(entry) = today.entries.last_mut()
            && let Task::Practise { left, .. } = &mut entry.task
        {
            *left = minutes - entry.minutes;
            self.begun = (*left > 0).then_some((index, *left));
        }
    }

    fn practise(&mut self, today: &mut Today) -> Enough {
        loop {
            let mut best: Option<(f64, usize)> = None;
            let mut per_hour: f64 = 0.0;
            for index in self.open(today.day) {
                let item = &self.items[index];
                let worth = today.gains[index] * self.variety(item, today);
                let density = worth / f64::from(item.minutes);
                per_hour = per_hour.max(density * 60.0);
                if !self.fits(item, today) {
                    continue;
                }
                if best.is_none_or(|(most, held)| {
                    density > most || density >= most && item.id < self.items[held].id
                }) {
                    best = Some((density, index));
                }
            }
            let began = self.begun.is_some();
            if per_hour < ENOUGH_PER_HOUR && !began {
                return if today.minutes > 0 { Enough::Enough } else { Enough::NotYet };
            }
            let Some((density, index)) = best else { return Enough::NotYet };
            if density * 60.0 < ENOUGH_PER_HOUR {
                return Enough::NotYet;
            }
            let minutes = self.items[index].minutes;
            let reason = self.reason(&self.items[index], today);
            let now = minutes.min(today.left);
            self.place(today, index, now, reason);
            if now < minutes {
                self.begun = Some((index, minutes - now));
                if let Some(Entry { task: Task::Practise { left, .. }, .. }) =
                    today.entries.last_mut()
                {
                    *left = minutes - now;
                }
                return Enough::NotYet;
            }
        }
    }

    fn fits(&self, item: &Item, today: &Today) -> bool {
        if today.kind == Kind::Eve {
            let light = item.activity == Activity::Rehearsal || item.minutes <= EVE_LONGEST;
            return light && item.activity != Activity::Mock && item.minutes <= today.left;
        }
        let long = f64::from(self.input.week.longest()) * SPLIT_SHARE;
        let splits = f64::from(item.minutes) > long && self.begun.is_none();
        item.minutes <= today.left || splits && today.left >= LEAST_PART
    }

    /// Puts an item on the day and goes on as if it had been done.
    fn place(&mut self, today: &mut Today, index: usize, minutes: u16, reason: Reason) {
        let items = self.items;
        let item = &items[index];
        today.left = today.left.saturating_sub(minutes);
        today.topics.extend(&item.topics);
        let task = Task::Practise { item: item.id.clone(), left: 0 };
        today.entries.push(Entry { task, minutes, reason });
        self.learner.practise(item, f64::from(minutes) / f64::from(item.minutes));
        self.state[index].hold(item.activity, today.day);
        today.worth = Worth::on(today.day, &self.demands, &self.learner, self.input.topics);
        if today.gains.is_empty() {
            return;
        }
        for topic in item.topics.iter().filter(|t| t.index() < self.by_topic.len()) {
            for other in &self.by_topic[topic.index()] {
                today.gains[*other] = self.gain(*other, &today.worth);
            }
        }
    }

    fn gain(&self, index: usize, worth: &Worth) -> f64 {
        let item = &self.items[index];
        if self.state[index].from.is_none()
            || self.learner.missing(item, self.input.topics).is_some()
        {
            return 0.0;
        }
        self.learner.gain(item, worth) * self.state[index].factor
    }

    /// Items that may be chosen on the day.
    fn open(&self, day: Day) -> impl Iterator<Item = usize> + '_ {
        let begun = self.begun.map(|(index, _)| index);
        let is_open = move |(index, state): &(usize, &State)| {
            state.from.is_some_and(|from| from <= day) && begun != Some(*index)
        };
        self.state.iter().enumerate().filter(is_open).map(|(index, _)| index)
    }

    fn variety(&self, item: &Item, today: &Today) -> f64 {
        let mut factor = 1.0;
        let area =
            |t: &Topic| (t.index() < self.by_topic.len()).then(|| self.input.topics.area(*t));
        if let Some(main) = item.topics.first() {
            for before in &today.topics {
                if before == main {
                    factor *= SAME_TOPIC;
                } else if area(before) == area(main) {
                    factor *= SAME_AREA;
                }
            }
        }
        if item.activity == Activity::Mock {
            let next = self.rounds.iter().map(|r| r.day.since(today.day)).find(|d| *d >= 0);
            let near = next.is_some_and(|days| MOCK_DAYS.contains(&days));
            factor *= if near { MOCK_NEAR } else { MOCK_FAR };
        }
        factor
    }

    fn notice_overfull(&mut self, today: &Today) {
        let wished = today.entries.iter().filter(|e| e.reason == Reason::Wished);
        let minutes = wished.map(|e| e.minutes).fold(0, u16::saturating_add);
        if minutes > today.minutes {
            let minutes = minutes - today.minutes;
            self.notices.push(Notice::Overfull { day: today.day, minutes });
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Locked {
    Open,
    /// The person fixed what is on the day.
    Shut,
}

/// The first day from which every day with time says enough.
fn enough_from(days: &[DayPlan]) -> Option<Day> {
    let counted = days.iter().filter(|d| d.minutes > 0 && d.rounds.is_empty());
    let last_busy = counted.clone().rfind(|d| d.enough == Enough::NotYet);
    counted.map(|d| d.day).find(|day| last_busy.is_none_or(|busy| *day > busy.day))
}
