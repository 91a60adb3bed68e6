//! A round of interviews: when it is in which time zone, with whom, where.
//!
//! The time is kept as the company said it, a civil time and a zone's name, and becomes an instant
//! only when it is needed: a government that moves its summer time moves no appointment. Zones come
//! from the database that is built in.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// One round of one application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    pub id: String,
    pub application: String,
    /// Name of a format, as the coach knows it, such as `system-design`.
    pub format: String,
    pub title: String,
    pub held: Held,
    /// Ids of contacts.
    #[serde(default)]
    pub people: Vec<String>,
    /// A room or an address; a link.
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub link: String,
    #[serde(default)]
    pub notes: String,
    #[serde(default)]
    pub state: RoundState,
    /// Raised with each change of time or place, for calendars.
    #[serde(default)]
    pub revision: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoundState {
    #[default]
    Planned,
    Passed,
    Failed,
    Cancelled,
}

/// When something is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// As it was said, without offset: `2026-03-29T09:00`.
    pub local: DateTime,
    /// Of the IANA database: `Europe/Paris`.
    pub zone: String,
    pub minutes: u16,
}

/// A time found on the time line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub begin: Timestamp,
    pub end: Timestamp,
    pub clock: Clock,
    zone: TimeZone,
}

/// Whether the clock shows the time once on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    Once,
    /// Clocks go forward over it; taken as so much later.
    Skipped,
    /// Clocks go back over it; taken as the first time.
    Twice,
}

/// Why a time cannot be found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeldError {
    #[error("the time zone `{0}` is not known; choose one such as Europe/Paris or UTC")]
    NoZone(String),
    #[error("{0} lies outside of the years that can be planned; correct the date")]
    NoInstant(DateTime),
    #[error("a round of {0} minutes is not planned; give 5 to 1440 minutes")]
    NoLength(u16),
}

/// A round of minutes, 5 to a day (take-home tasks are not held, they are due).
const MINUTES: std::ops::RangeInclusive<u16> = 5..=1_440;

/// The zone of this name; nothing for one that the built-in database does not know (any more).
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

impl Held {
    pub fn moment(&self) -> Result<Moment, HeldError> {
        if !MINUTES.contains(&self.minutes) {
            return Err(HeldError::NoLength(self.minutes));
        }
        let zone = zone(&self.zone)
            .ok_or_else(|| HeldError::NoZone(self.zone.chars().take(60).collect()))?;
        let ambiguous = zone.to_ambiguous_timestamp(self.local);
        let clock = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => Clock::Once,
            AmbiguousOffset::Gap { .. } => Clock::Skipped,
            AmbiguousOffset::Fold { .. } => Clock::Twice,
        };
        let no_instant = |_| HeldError::NoInstant(self.local);
        let begin = ambiguous.compatible().map_err(no_instant)?;
        let length = SignedDuration::from_mins(i64::from(self.minutes));
        let end = begin.checked_add(length).map_err(no_instant)?;
        Ok(Moment { begin, end, clock, zone })
    }
}

impl Moment {
    /// In the zone in which it was said.
    pub fn begin_there(&self) -> Zoned {
        self.begin.to_zoned(self.zone.clone())
    }

    pub fn end_there(&self) -> Zoned {
        self.end.to_zoned(self.zone.clone())
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.begin < other.end && other.begin < self.end
    }

    /// One sentence where the clock is odd that day; nothing else.
    pub fn warning(&self) -> Option<String> {
        let time = self.begin_there().strftime("%H:%M").to_string();
        match self.clock {
            Clock::Once => None,
            Clock::Skipped => Some(format!(
                "Clocks go forward over this time; it is taken as {time}. Ask which time is meant."
            )),
            Clock::Twice => Some(
                "Clocks go back over this time, so it comes twice; the first is taken. Ask which \
                 is meant."
                    .into(),
            ),
        }
    }
}

/// Pairs of planned rounds that are held at the same time, by their places in the list. Rounds
/// whose time cannot be found overlap nothing; their own error says so.
pub fn overlaps(rounds: &[Round]) -> Vec<(usize, usize)> {
    let planned = rounds.iter().enumerate().filter(|(_, r)| r.state == RoundState::Planned);
    let mut moments: Vec<(usize, Moment)> =
        planned.filter_map(|(n, r)| Some((n, r.held.moment().ok()?))).collect();
    moments.sort_by_key(|(n, m)| (m.begin, *n));
    let mut pairs = Vec::new();
    for (at, (first, moment)) in moments.iter().enumerate() {
        let during = moments[at + 1..].iter().take_while(|(_, m)| m.begin < moment.end);
        pairs.extend(during.map(|(second, _)| (*first.min(second), *first.max(second))));
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(local: &str, zone: &str) -> Held {
        Held { local: local.parse().expect("a time"), zone: zone.into(), minutes: 60 }
    }

    fn round(id: &str, local: &str, zone: &str) -> Round {
        Round {
            id: id.into(),
            application: "a".into(),
            format: "coding".into(),
            title: String::new(),
            held: held(local, zone),
            people: Vec::new(),
            place: String::new(),
            link: String::new(),
            notes: String::new(),
            state: RoundState::Planned,
            revision: 0,
        }
    }

    #[test]
    fn times_are_found_through_summer_time_and_its_ends() {
        let cases = [
            ("2026-03-01T09:00", "Europe/Paris", "2026-03-01T08:00:00Z", Clock::Once),
            ("2026-07-01T09:00", "Europe/Paris", "2026-07-01T07:00:00Z", Clock::Once),
            ("2026-03-29T02:30", "Europe/Paris", "2026-03-29T01:30:00Z", Clock::Skipped),
            ("2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30:00Z", Clock::Twice),
            ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z", Clock::Twice),
            ("2026-03-01T09:00", "Asia/Kathmandu", "2026-03-01T03:15:00Z", Clock::Once),
            ("2026-03-01T09:00", "UTC", "2026-03-01T09:00:00Z", Clock::Once),
        ];
        for (local, zone, instant, clock) in cases {
            let moment = held(local, zone).moment().expect(local);
            assert_eq!((moment.begin.to_string().as_str(), moment.clock), (instant, clock));
            assert_eq!(moment.warning().is_some(), clock != Clock::Once);
        }
    }

    #[test]
    fn what_cannot_be_found_is_said() {
        let mut long = held("2026-03-01T09:00", "UTC");
        long.minutes = 0;
        let cases = [
            (held("2026-03-01T09:00", "Mars/Olympus"), "`Mars/Olympus` is not known"),
            (held("2026-03-01T09:00", ""), "`` is not known"),
            (held("9999-12-31T23:59", "America/New_York"), "outside of the years"),
            (long, "5 to 1440 minutes"),
        ];
        for (held, expected) in cases {
            let error = held.moment().expect_err(expected).to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn rounds_in_different_zones_overlap() {
        let mut rounds = vec![
            round("paris", "2026-03-02T15:30", "Europe/Paris"),
            round("york", "2026-03-02T10:00", "America/New_York"),
            round("later", "2026-03-02T16:00", "America/New_York"),
            round("lost", "2026-03-02T15:30", "Nowhere/Land"),
        ];
        assert_eq!(overlaps(&rounds), [(0, 1)]);
        rounds[1].state = RoundState::Cancelled;
        assert_eq!(overlaps(&rounds), []);
    }
}
