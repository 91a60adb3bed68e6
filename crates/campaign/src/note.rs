//! Thank-you notes: when each is due, a draft from the person's own hooks, and what to look at
//! before it is sent.
//!
//! Practice: within a day, each interviewer their own, 150 to 200 words, one concrete thing that
//! was said, no pressure. A late-afternoon interview may be thanked for by nine the next morning.

use std::collections::BTreeSet;

use jiff::civil::{Time, Weekday, time};
use jiff::{SignedDuration, Zoned};
use serde::{Deserialize, Serialize};

use crate::words::{self, bare};

/// What a note is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hooks {
    /// Of the interviewer.
    pub name: String,
    pub company: String,
    pub position: String,
    /// What was said between the two, in the person's words; one is enough, three are better.
    pub said: Vec<String>,
    /// Why one fits, tied to that.
    pub fit: String,
    /// How the person signs.
    pub own_name: String,
}

/// A note to one interviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub hooks: Hooks,
    pub text: String,
}

/// What to look at before sending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Look {
    TooShort {
        words: u32,
    },
    TooLong {
        words: u32,
    },
    /// The name of the interviewer is not in it, or another interviewer's is.
    Name {
        missing: String,
    },
    WrongName {
        name: String,
    },
    Company {
        missing: String,
    },
    /// Nothing of what was said with this person.
    NoHook,
    /// A phrase that could stand in any note.
    Generic {
        phrase: String,
    },
    /// A run of words that another note of the same loop has too.
    Repeated {
        with: String,
        phrase: String,
    },
    /// A place that is still to be filled.
    Unfilled {
        place: String,
    },
}

/// Below and above this many words a note is hasty or a burden.
const WORDS: std::ops::RangeInclusive<u32> = 90..=220;
/// Words in a row that two notes must not share; greetings are shorter.
const RUN: usize = 7;
/// An interview that ends from this hour on is thanked for the next morning.
const EVENING: i8 = 16;
const MORNING: Time = time(9, 0, 0, 0);
/// Nobody wants thanks while they still write the feedback.
const EARLIEST_HOURS: i64 = 2;
const DUE_HOURS: i64 = 24;
/// Words of every draft, which therefore may stand in each note.
const OPENING: &str = "thank you for talking with me about";
const CLOSING: &str = "If anything else would help you to decide, I am glad to send it.";
const GENERIC: [&str; 8] = [
    "it was a pleasure meeting you",
    "thank you for your time and consideration",
    "i am writing to thank you",
    "i would be a great fit",
    "look forward to hearing from you soon",
    "to whom it may concern",
    "dear sir or madam",
    "dream job",
];

/// When a note may go out and when it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Zoned,
    pub due: Zoned,
}

/// The window after a round that ended at this time, in the zone of the people thanked.
pub fn window(end: &Zoned) -> Window {
    let later = |hours| end.saturating_add(SignedDuration::from_hours(hours));
    let from = later(EARLIEST_HOURS);
    let due = if end.hour() >= EVENING {
        later(DUE_HOURS).with().time(MORNING).build()
    } else {
        Ok(later(DUE_HOURS))
    };
    let mut due = due.unwrap_or_else(|_| later(DUE_HOURS));
    // A note on a Saturday is read on Monday.
    while matches!(due.weekday(), Weekday::Saturday | Weekday::Sunday) {
        let Ok(next) = due.tomorrow().and_then(|day| day.with().time(MORNING).build()) else {
            break;
        };
        due = next;
    }
    Window { from, due }
}

/// A draft in the four parts of a good note, made of the person's own words. What they did not give
/// stays as a place in square brackets, which [`look`] finds.
pub fn draft(hooks: &Hooks, day: &str) -> String {
    let or = |text: &str, place: &str| match text.trim() {
        "" => format!("[{place}]"),
        text => text.to_owned(),
    };
    let mut said: Vec<String> =
        hooks.said.iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    if said.is_empty() {
        said.push("[one thing you talked about]".into());
    }
    format!(
        "Dear {},\n\n{OPENING} the {} position on {day}.\n\n{}\n\n{}\n\n{CLOSING}\n\n{}\n",
        or(&hooks.name, "name"),
        or(&hooks.position, "position"),
        said.join("\n\n"),
        or(&hooks.fit, "why you fit, tied to that"),
        or(&hooks.own_name, "your name"),
    )
}

/// What to look at in a note, beside the other notes of the same loop.
pub fn look(note: &Note, others: &[Note]) -> Vec<Look> {
    let mut looks = Vec::new();
    let count = words::count(&note.text);
    if count < *WORDS.start() {
        looks.push(Look::TooShort { words: count });
    } else if count > *WORDS.end() {
        looks.push(Look::TooLong { words: count });
    }
    let all = plain(&note.text);
    let has = |text: &str| contains(&all, &plain(text));
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_owned();
    let name = first(&note.hooks.name);
    if !name.is_empty() && !has(&name) {
        looks.push(Look::Name { missing: note.hooks.name.clone() });
    }
    let others_names = others.iter().map(|o| &o.hooks.name).filter(|n| **n != note.hooks.name);
    let salutation = plain(note.text.lines().next().unwrap_or_default());
    for other in others_names {
        let first = first(other);
        if !first.is_empty() && first != name && contains(&salutation, &plain(&first)) {
            looks.push(Look::WrongName { name: other.clone() });
        }
    }
    let place = [&note.hooks.company, &note.hooks.position];
    if place.iter().all(|p| p.trim().is_empty() || !has(p))
        && let Some(missing) = place.iter().find(|p| !p.trim().is_empty())
    {
        looks.push(Look::Company { missing: (*missing).clone() });
    }
    if !note.hooks.said.iter().any(|said| shares_content(said, &all)) {
        looks.push(Look::NoHook);
    }
    let generic = GENERIC.iter().filter(|phrase| has(phrase));
    looks.extend(generic.map(|p| Look::Generic { phrase: (*p).to_owned() }));
    looks.extend(others.iter().filter_map(|other| repeated(note, other)));
    looks.extend(unfilled(&note.text));
    looks
}

impl Look {
    pub fn sentence(&self) -> String {
        match self {
            Self::TooShort { words } => {
                format!("{words} words are few; say one thing of the talk and why it matters.")
            }
            Self::TooLong { words } => {
                format!("{words} words are many; 150 to 200 are read to the end.")
            }
            Self::Name { missing } => format!("{missing} is not addressed by name."),
            Self::WrongName { name } => format!("It is addressed to {name}; check the name."),
            Self::Company { missing } => format!("Neither company nor position: {missing}."),
            Self::NoHook => "Nothing in it was said with this person; use one of the hooks.".into(),
            Self::Generic { phrase } => {
                format!("\"{phrase}\" could stand in any note; say it in your own way.")
            }
            Self::Repeated { with, phrase } => {
                format!("{with} would read the same words: \"{phrase}\". Change one of the two.")
            }
            Self::Unfilled { place } => format!("{place} is still to be filled."),
        }
    }
}

fn plain(text: &str) -> Vec<String> {
    words::words(text).map(bare).filter(|w| !w.is_empty()).collect()
}

fn contains(all: &[String], part: &[String]) -> bool {
    !part.is_empty() && all.windows(part.len()).any(|run| run == part)
}

/// Two words of five letters and more, or one where the hook has no more.
fn shares_content(said: &str, all: &[String]) -> bool {
    let long: BTreeSet<String> =
        plain(said).into_iter().filter(|w| w.chars().count() >= 5).collect();
    let shared = long.iter().filter(|w| all.contains(w)).count();
    shared >= long.len().clamp(1, 2)
}

/// The first run of words that another note has too.
fn repeated(note: &Note, other: &Note) -> Option<Look> {
    let (own, theirs) = (own_words(&note.text), own_words(&other.text));
    let known: BTreeSet<&[String]> = theirs.windows(RUN).collect();
    let run = own.windows(RUN).find(|run| known.contains(run))?;
    Some(Look::Repeated { with: other.hooks.name.clone(), phrase: run.join(" ") })
}

/// Words without the lines that come from the draft.
fn own_words(text: &str) -> Vec<String> {
    let stock = |line: &&str| !line.starts_with(OPENING) && !line.starts_with(CLOSING);
    text.lines().filter(stock).flat_map(plain).collect()
}

fn unfilled(text: &str) -> impl Iterator<Item = Look> + '_ {
    text.split('[').skip(1).filter_map(|rest| {
        let (place, _) = rest.split_once(']')?;
        Some(Look::Unfilled { place: format!("[{place}]") })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(end: &str) -> String {
        let window = window(&end.parse().expect("a time"));
        window.due.strftime("%a %F %H:%M").to_string()
    }

    #[test]
    fn notes_are_due_within_a_day_and_not_on_a_weekend() {
        let cases = [
            ("2026-03-03T11:00[Europe/Paris]", "Wed 2026-03-04 11:00"),
            ("2026-03-03T17:30[Europe/Paris]", "Wed 2026-03-04 09:00"),
            ("2026-03-06T11:00[Europe/Paris]", "Mon 2026-03-09 09:00"),
            ("2026-03-06T17:30[Europe/Paris]", "Mon 2026-03-09 09:00"),
            // The night in which clocks go forward is an hour shorter.
            ("2026-10-24T11:00[Europe/Paris]", "Mon 2026-10-26 09:00"),
        ];
        for (end, expected) in cases {
            assert_eq!(due(end), expected, "{end}");
        }
    }

    fn hooks(name: &str, said: &str) -> Hooks {
        Hooks {
            name: name.into(),
            company: "Halden Freight".into(),
            position: "senior back-end".into(),
            said: vec![said.into()],
            fit: "The retry storm that I described ended with the same budget that you use, and I \
                  would like to take it further with a team that measures it."
                .into(),
            own_name: "Sam".into(),
        }
    }

    fn note(name: &str, said: &str) -> Note {
        let hooks = hooks(name, said);
        Note { text: draft(&hooks, "Tuesday"), hooks }
    }

    const LOCK: &str = "What you said about the advisory lock around the tracking import stayed \
        with me: that it was meant for a week and held for two years, because nobody could say \
        what would break. I tried the same on paper afterwards and came to an outbox, and to the \
        question of who owns the table on the way there.";
    const ONCALL: &str = "I keep thinking about your rota, in which the person on call also writes \
        the next morning's fix and nothing else. In my team the two are apart, and the same alarm \
        comes back every month; I have written your version down as a proposal for us, with your \
        name under the idea.";

    #[test]
    fn a_note_with_a_hook_of_its_own_passes() {
        let (one, mut two) = (note("Mira Sandvik", LOCK), note("Jonas Ekeby", ONCALL));
        let shorter = "I would gladly build the second half of it.";
        two.text = two.text.replace(&two.hooks.fit, shorter);
        assert_eq!(look(&one, &[two.clone()]), []);
        assert_eq!(look(&two, &[one]), []);
    }

    #[test]
    fn each_fault_is_named() {
        let good = note("Mira Sandvik", LOCK);
        let other = note("Jonas Ekeby", LOCK);
        let with =
            |text: String| look(&Note { text, ..good.clone() }, std::slice::from_ref(&other));
        assert!(matches!(with(good.text.clone())[..], [Look::Repeated { .. }]));
        let wrong = with(good.text.replace("Mira", "Jonas"));
        assert!(wrong.contains(&Look::Name { missing: "Mira Sandvik".into() }), "{wrong:?}");
        assert!(wrong.contains(&Look::WrongName { name: "Jonas Ekeby".into() }));
        let short = look(&Note { text: "Thanks!".into(), ..good.clone() }, &[]);
        assert_eq!(short[0], Look::TooShort { words: 1 });
        assert!(short.contains(&Look::NoHook));
        assert!(short.contains(&Look::Company { missing: "Halden Freight".into() }));
        let long = look(&Note { text: good.text.repeat(3), ..good.clone() }, &[]);
        assert!(matches!(long[0], Look::TooLong { .. }));
        let generic = format!("{} It was a pleasure meeting you.", good.text);
        assert!(matches!(
            look(&Note { text: generic, ..good.clone() }, &[])[..],
            [Look::Generic { .. }]
        ));
        let empty = Note { text: draft(&Hooks::default(), "Tuesday"), hooks: Hooks::default() };
        let places = look(&empty, &[]);
        let unfilled = places.iter().filter(|l| matches!(l, Look::Unfilled { .. })).count();
        assert_eq!(unfilled, 5, "{places:?}");
        assert!(places.iter().all(|l| l.sentence().ends_with('.')));
    }
}
