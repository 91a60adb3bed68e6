//! Streaks: days in a row on which something was handed in. A freeze bridges one missed day by
//! itself, twice a calendar month, so that a streak measures a habit and punishes no cold.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

/// Freezes of a calendar month.
pub const FREEZES: u32 = 2;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// Active days of the streak that reaches to today or yesterday; frozen days do not count.
    pub current: u32,
    pub longest: u32,
    /// Of today's month.
    pub freezes_left: u32,
    /// Days that a freeze bridged.
    pub frozen: Vec<Date>,
}

/// From the active days up to today. Today itself is not missed before it is over.
pub fn streak(active: &BTreeSet<Date>, today: Date) -> Streak {
    let mut found = Streak { freezes_left: FREEZES, ..Streak::default() };
    let mut run = 0;
    let mut previous: Option<Date> = None;
    for day in active.range(..=today).copied() {
        let gap = previous.map(|previous| missed(previous, day));
        match gap {
            Some(gap) if gap.is_empty() => run += 1,
            Some(gap) if bridge(&gap, &mut found.frozen) => run += 1,
            _ => run = 1,
        }
        found.longest = found.longest.max(run);
        previous = Some(day);
    }
    let gap = previous.map(|previous| missed(previous, today)).unwrap_or_default();
    if previous.is_some() && (gap.is_empty() || bridge(&gap, &mut found.frozen)) {
        found.current = run;
    }
    let this_month = |day: &&Date| (day.year(), day.month()) == (today.year(), today.month());
    let used = found.frozen.iter().filter(this_month).count();
    found.freezes_left = FREEZES.saturating_sub(u32::try_from(used).unwrap_or(FREEZES));
    found
}

/// Days strictly between two; two at most, since more are never bridged.
fn missed(from: Date, to: Date) -> Vec<Date> {
    let next = |day: &Date| Some(day.saturating_add(1.days())).filter(|day| *day < to);
    std::iter::successors(next(&from), next).take(2).collect()
}

/// Freezes one missed day, if its month has a freeze left.
fn bridge(gap: &[Date], frozen: &mut Vec<Date>) -> bool {
    let [day] = gap else { return false };
    let same_month = |other: &&Date| (other.year(), other.month()) == (day.year(), day.month());
    if frozen.iter().filter(same_month).count() >= FREEZES as usize {
        return false;
    }
    frozen.push(*day);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(days: &[i8], today: i8) -> (u32, u32, u32) {
        let active = days.iter().map(|day| date(2026, 11, *day)).collect();
        let found = streak(&active, date(2026, 11, today));
        (found.current, found.longest, found.freezes_left)
    }

    #[test]
    fn streaks_live_until_a_day_is_missed_without_a_freeze() {
        assert_eq!(of(&[], 5), (0, 0, 2));
        assert_eq!(of(&[3, 4, 5], 5), (3, 3, 2));
        assert_eq!(of(&[3, 4], 5), (2, 2, 2), "today is not over");
        assert_eq!(of(&[3, 4], 6), (2, 2, 1), "yesterday was frozen");
        assert_eq!(of(&[3, 4], 7), (0, 2, 2), "two missed days end it");
        assert_eq!(of(&[1, 3, 5, 6], 6), (4, 4, 0), "two freezes a month");
        assert_eq!(of(&[1, 3, 5, 7], 7), (1, 3, 0), "and no third");
    }

    #[test]
    fn a_new_month_has_new_freezes() {
        let active = [(10, 28), (10, 30), (11, 1), (11, 3)]
            .iter()
            .map(|(month, day)| date(2026, *month, *day))
            .collect();
        let found = streak(&active, date(2026, 11, 3));
        assert_eq!((found.current, found.freezes_left), (4, 1));
    }
}
