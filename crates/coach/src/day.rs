//! Calendar days and weekdays in the person's own time zone. Whoever calls decides which zone;
//! nothing here reads a clock.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One day, counted from 1970-01-01. Written as `2026-03-01`.
///
/// A number rather than a date with fields, because schedules subtract days far more often than
/// they show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// Index 0 is Monday, as in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A text that is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day; write year, month and day as in 2026-03-01")]
pub struct NotADay(String);

const EPOCH: Date = jiff::civil::date(1970, 1, 1);
/// The last day that a year of four digits can name, 9999-12-31.
const LAST: i32 = 2_932_896;
/// The first one, 0000-01-01.
const FIRST: i32 = -719_528;

impl Day {
    /// The day that is `number` days after 1970-01-01, held within the years 0 to 9999.
    pub fn from_number(number: i32) -> Self {
        Self(number.clamp(FIRST, LAST))
    }

    /// A day for constants of tests.
    #[cfg(test)]
    pub(crate) const fn at(number: i32) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day `days` later, or earlier where negative; held within the years 0 to 9999.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day; negative when it is later.
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday, three days after a Monday.
        Weekday::ALL[(self.0 + 3).rem_euclid(7) as usize]
    }

    pub fn date(self) -> Date {
        EPOCH.checked_add(jiff::Span::new().days(self.0)).expect("held within four-digit years")
    }

    /// As people write a day in a sentence: `Tue 3 March`.
    pub fn in_words(self) -> String {
        self.date().strftime("%a %-d %B").to_string()
    }
}

impl Weekday {
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 0 for Monday to 6 for Sunday.
    pub fn index(self) -> usize {
        self as usize
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let days = date.since((jiff::Unit::Day, EPOCH)).expect("days of two dates are in range");
        Self::from_number(days.get_days())
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let date: Date = text.parse().map_err(|_| NotADay(text.chars().take(40).collect()))?;
        if !(0..=9999).contains(&date.year()) {
            return Err(NotADay(text.chars().take(40).collect()));
        }
        Ok(date.into())
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_and_read_back() {
        let day: Day = "2026-03-01".parse().expect("a day");
        assert_eq!((day.number(), day.weekday()), (20_513, Weekday::Sunday));
        assert_eq!(day.plus(-1).to_string(), "2026-02-28");
        assert_eq!(day.plus(1).since(day), 1);
        assert_eq!(day.in_words(), "Sun 1 March");
        for number in [FIRST, -1, 0, 59, 20_513, LAST] {
            let day = Day::from_number(number);
            assert_eq!(day.to_string().parse(), Ok(day));
            assert_eq!(Day::from(day.date()), day);
        }
        assert_eq!(Day::from_number(i32::MAX).to_string(), "9999-12-31");
    }

    #[test]
    fn what_is_no_day_is_said() {
        for text in ["", "2026-02-30", "yesterday", "2026-13-01", "-000001-01-01"] {
            let error = text.parse::<Day>().expect_err(text);
            assert!(error.to_string().contains("is not a day"), "{error}");
        }
    }
}
