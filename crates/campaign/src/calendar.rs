//! The campaign as iCalendar (RFC 5545): rounds, duties and study time, as a download and as a
//! feed.
//!
//! Own writer: the crate `icalendar` stamps the machine's clock and random ids into time zones and
//! alarms, where the standard allows neither, so equal campaigns would give unequal feeds. The
//! tests read everything back with its parser. Importing calendars is not here.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde::Serialize;

use crate::round::{HeldError, Round, RoundState, zone};

/// What a feed is made of.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// Shown by calendars as the name.
    pub name: &'a str,
    /// Makes ids of this host unlike those of others; a host name.
    pub host: &'a str,
    /// When the data was last changed; the same data has the same stamp.
    pub changed: Timestamp,
    pub rounds: &'a [Round],
    pub days: &'a [AllDay],
}

/// Something that belongs to a day and not to an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllDay {
    /// Stable for the life of the thing.
    pub id: String,
    pub day: Date,
    pub title: String,
    pub text: String,
}

/// A finished calendar, and rounds that are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Calendar {
    /// With CRLF line ends, as `text/calendar; charset=utf-8`.
    pub text: String,
    /// Ids of rounds whose time cannot be found, with why.
    pub left_out: Vec<(String, String)>,
}

/// Octets of a line without its end (RFC 5545, 3.1).
const LINE: usize = 75;
/// Entries of one feed; calendars of years stay far below.
const MOST_ENTRIES: usize = 5_000;
/// Characters of one text, since feeds are fetched again and again.
const MOST_TEXT: usize = 2_000;
/// Reminders before a round: the evening before has its own entry, an hour leaves time to travel.
const ALARMS: [(&str, &str); 2] = [("-P1D", "Tomorrow"), ("-PT1H", "In an hour")];
/// How often subscribers are asked to look again.
const REFRESH: &str = "PT1H";

impl Feed<'_> {
    pub fn calendar(&self) -> Calendar {
        let mut writer = Writer::default();
        let mut left_out = Vec::new();
        let mut zones: BTreeMap<&str, Vec<Timestamp>> = BTreeMap::new();
        let mut events = Writer::default();
        for round in self.rounds.iter().take(MOST_ENTRIES) {
            match self.round(round, &mut events) {
                Ok(begin) => zones.entry(&round.held.zone).or_default().push(begin),
                Err(error) => left_out.push((round.id.clone(), error.to_string())),
            }
        }
        for day in self.days.iter().take(MOST_ENTRIES) {
            self.all_day(day, &mut events);
        }
        writer.line("BEGIN", "VCALENDAR");
        writer.line("VERSION", "2.0");
        writer.line("PRODID", "-//Greenroom//Campaign//EN");
        writer.line("CALSCALE", "GREGORIAN");
        writer.line("METHOD", "PUBLISH");
        writer.text("NAME", self.name);
        writer.text("X-WR-CALNAME", self.name);
        writer.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        writer.line("X-PUBLISHED-TTL", REFRESH);
        for (name, begins) in zones {
            if let Some(found) = zone(name) {
                time_zone(name, &found, &begins, &mut writer);
            }
        }
        writer.out.push_str(&events.out);
        writer.line("END", "VCALENDAR");
        Calendar { text: writer.out, left_out }
    }

    fn round(&self, round: &Round, writer: &mut Writer) -> Result<Timestamp, HeldError> {
        let moment = round.held.moment()?;
        let (begin, end) = (moment.begin_there(), moment.end_there());
        writer.line("BEGIN", "VEVENT");
        self.identity(&round.id, writer);
        writer.line("SEQUENCE", &round.revision.to_string());
        let zone = &round.held.zone;
        writer.line(&format!("DTSTART;TZID={zone}"), &local(begin.datetime()));
        writer.line(&format!("DTEND;TZID={zone}"), &local(end.datetime()));
        writer.text("SUMMARY", &round.title);
        let cancelled = round.state == RoundState::Cancelled;
        writer.line("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
        if !round.place.trim().is_empty() {
            writer.text("LOCATION", &round.place);
        }
        let described: Vec<String> =
            [moment.warning().unwrap_or_default(), round.link.clone(), round.notes.clone()]
                .into_iter()
                .filter(|part| !part.trim().is_empty())
                .collect();
        if !described.is_empty() {
            writer.text("DESCRIPTION", &described.join("\n\n"));
        }
        if is_link(&round.link) {
            writer.line("URL", &round.link);
        }
        if round.state == RoundState::Planned {
            for (trigger, text) in ALARMS {
                writer.line("BEGIN", "VALARM");
                writer.line("ACTION", "DISPLAY");
                writer.text("DESCRIPTION", &format!("{text}: {}", round.title));
                writer.line("TRIGGER", trigger);
                writer.line("END", "VALARM");
            }
        }
        writer.line("END", "VEVENT");
        Ok(moment.begin)
    }

    fn all_day(&self, day: &AllDay, writer: &mut Writer) {
        let Ok(next) = day.day.tomorrow() else { return };
        writer.line("BEGIN", "VEVENT");
        self.identity(&day.id, writer);
        writer.line("DTSTART;VALUE=DATE", &day.day.strftime("%Y%m%d").to_string());
        writer.line("DTEND;VALUE=DATE", &next.strftime("%Y%m%d").to_string());
        writer.text("SUMMARY", &day.title);
        if !day.text.trim().is_empty() {
            writer.text("DESCRIPTION", &day.text);
        }
        // Study time blocks nobody's calendar.
        writer.line("TRANSP", "TRANSPARENT");
        writer.line("END", "VEVENT");
    }

    fn identity(&self, id: &str, writer: &mut Writer) {
        writer.text("UID", &format!("{id}@{}", self.host));
        writer.line("DTSTAMP", &utc(self.changed));
        writer.line("LAST-MODIFIED", &utc(self.changed));
    }
}

/// The zone's offsets around these instants, one observance per change, so that nothing has to be
/// guessed about its rules.
fn time_zone(name: &str, zone: &TimeZone, begins: &[Timestamp], writer: &mut Writer) {
    let (Some(first), Some(last)) = (begins.iter().min(), begins.iter().max()) else { return };
    // A round may last a day; a calendar needs the observance in force at both ends.
    let last = last.saturating_add(SignedDuration::from_hours(48)).unwrap_or(Timestamp::MAX);
    let start = zone.preceding(*first).next().map_or(*first, |t| t.timestamp());
    let before = start.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(start);
    let changes: Vec<Timestamp> = std::iter::once(start)
        .chain(zone.following(start).map(|t| t.timestamp()).take_while(|t| *t <= last))
        .collect();
    writer.line("BEGIN", "VTIMEZONE");
    writer.text("TZID", name);
    let mut from = zone.to_offset(before);
    for change in changes {
        let info = zone.to_offset_info(change);
        let kind = if info.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
        writer.line("BEGIN", kind);
        // The local time as it was just before the change (RFC 5545, 3.6.5).
        writer.line("DTSTART", &local(from.to_datetime(change)));
        writer.line("TZOFFSETFROM", &offset(from.seconds()));
        writer.line("TZOFFSETTO", &offset(info.offset().seconds()));
        writer.text("TZNAME", info.abbreviation());
        writer.line("END", kind);
        from = info.offset();
    }
    writer.line("END", "VTIMEZONE");
}

fn offset(seconds: i32) -> String {
    let (sign, all) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let (hours, minutes, rest) = (all / 3_600, all / 60 % 60, all % 60);
    match rest {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}

fn local(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A link that may stand bare in a property: an address of the web without spaces or controls.
fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && text.len() <= MOST_TEXT
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control())
}

#[derive(Default)]
struct Writer {
    out: String,
}

impl Writer {
    /// A property whose value is known to need no escape.
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut width = 0;
        for character in line.chars() {
            let size = character.len_utf8();
            if width + size > LINE {
                self.out.push_str("\r\n ");
                // The space that folds counts too.
                width = 1;
            }
            self.out.push(character);
            width += size;
        }
        self.out.push_str("\r\n");
    }

    /// A property with a person's text: cut, without controls, escaped.
    fn text(&mut self, name: &str, text: &str) {
        let mut value = String::new();
        for character in text.replace("\r\n", "\n").chars().take(MOST_TEXT) {
            match character {
                '\\' | ';' | ',' => value.extend(['\\', character]),
                '\n' | '\r' => value.push_str("\\n"),
                '\t' => value.push(' '),
                c if c.is_control() => {}
                c => value.push(c),
            }
        }
        self.line(name, &value);
    }
}

/// A day so many days before another, for entries such as the evening before.
pub fn days_before(day: Date, days: u16) -> Date {
    day.saturating_sub(Span::new().days(i64::from(days)))
}

#[cfg(test)]
mod tests {
    use icalendar::parser::{read_calendar, unfold};
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::round::Held;

    fn round(id: &str, local: &str, zone: &str, title: &str) -> Round {
        Round {
            id: id.into(),
            application: "a".into(),
            format: "coding".into(),
            title: title.into(),
            held: Held { local: local.parse().expect("a time"), zone: zone.into(), minutes: 60 },
            people: Vec::new(),
            place: "Room 4; 2nd floor, left".into(),
            link: "https://meet.example/abc".into(),
            notes: "Bring water\nand a pen".into(),
            state: RoundState::Planned,
            revision: 3,
        }
    }

    fn made(rounds: &[Round], days: &[AllDay]) -> Calendar {
        let changed = "2026-03-01T08:00:00Z".parse().expect("an instant");
        Feed { name: "Campaign", host: "host.example", changed, rounds, days }.calendar()
    }

    /// Values of a property over all components, as another implementation reads them.
    fn values(calendar: &Calendar, name: &str) -> Vec<String> {
        let text = unfold(&calendar.text);
        let read = read_calendar(&text).expect("the calendar parses");
        let mut found = Vec::new();
        let mut open: Vec<&icalendar::parser::Component<'_>> = read.components.iter().collect();
        while let Some(component) = open.pop() {
            let named = component.properties.iter().filter(|p| p.name == name);
            found.extend(named.map(|p| p.val.to_string()));
            open.extend(&component.components);
        }
        found.sort();
        found
    }

    #[test]
    fn a_round_with_its_zone_and_reminders() {
        let calendar = made(&[round("r", "2026-03-28T10:00", "Europe/Paris", "Coding, Acme")], &[]);
        assert_eq!(calendar.left_out, []);
        let text = &calendar.text;
        for line in [
            "UID:r@host.example",
            "SEQUENCE:3",
            "DTSTART;TZID=Europe/Paris:20260328T100000",
            "DTEND;TZID=Europe/Paris:20260328T110000",
            "SUMMARY:Coding\\, Acme",
            "LOCATION:Room 4\\; 2nd floor\\, left",
            "TZID:Europe/Paris",
            "TRIGGER:-PT1H",
            "URL:https://meet.example/abc",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
        // Winter time was in force and summer time begins the next night.
        assert_eq!(values(&calendar, "TZOFFSETTO"), ["+0100", "+0200"]);
        assert!(text.contains("BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\n"), "{text}");
        assert!(text.contains("BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\n"), "{text}");
        assert_eq!(made(&[], &[]).text, made(&[], &[]).text);
    }

    #[test]
    fn days_and_cancelled_rounds_and_lost_zones() {
        let mut off = round("off", "2026-03-05T10:00", "Asia/Kolkata", "Off");
        off.state = RoundState::Cancelled;
        let lost = round("lost", "2026-03-05T10:00", "Nowhere/Land", "Lost");
        let day = AllDay {
            id: "plan-2026-03-05".into(),
            day: date(2026, 3, 5),
            title: "Joins, 40 min".into(),
            text: String::new(),
        };
        let calendar = made(&[off, lost], &[day]);
        assert_eq!(values(&calendar, "STATUS"), ["CANCELLED"]);
        assert_eq!(values(&calendar, "TRIGGER"), [""; 0]);
        assert_eq!(values(&calendar, "DTEND"), ["20260305T110000", "20260306"]);
        assert_eq!(values(&calendar, "TZOFFSETTO"), ["+0530"]);
        assert_eq!(calendar.left_out.len(), 1);
        assert!(calendar.left_out[0].1.contains("not known"));
    }

    #[test]
    fn a_zone_without_changes_still_has_an_observance() {
        let calendar = made(&[round("r", "2026-03-05T10:00", "UTC", "U")], &[]);
        assert_eq!(values(&calendar, "TZOFFSETTO"), ["+0000"]);
    }

    proptest! {
        #[test]
        fn any_text_is_one_property(title in "\\PC{0,200}", notes in "(\\PC|\r|\n|\t){0,300}") {
            let mut one = round("r", "2026-03-05T10:00", "Europe/Paris", &title);
            one.notes = notes;
            one.link = format!("https://x.example/{title}");
            let calendar = made(&[one], &[]);
            for line in calendar.text.split("\r\n") {
                prop_assert!(line.len() <= LINE, "{line:?}");
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let text = calendar.text.replace("\r\n ", "");
            prop_assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 1);
            prop_assert_eq!(text.matches("\r\nSUMMARY:").count(), 1);
            prop_assert!(read_calendar(&unfold(&calendar.text)).is_ok());
        }
    }
}
