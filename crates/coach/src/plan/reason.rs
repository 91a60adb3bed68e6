//! Why an entry is in the plan, in one sentence.

use serde::Serialize;

use crate::day::Day;
use crate::format::Format;
use crate::plan::input::DutyKind;

/// A round as a sentence names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoundName {
    pub format: Format,
    pub company: String,
    pub day: Day,
}

/// Why this, and why now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Reason {
    /// The topic costs the round much; `answers` of ten such questions would go well.
    Gap {
        topic: String,
        round: RoundName,
        answers: u8,
    },
    /// Nothing was shown of the topic.
    Unknown {
        topic: String,
        round: RoundName,
    },
    /// Behind the topic waits one that the round asks.
    Before {
        topic: String,
        behind: String,
    },
    /// Above the bar, and still the best use of the time.
    Sharpen {
        topic: String,
        round: RoundName,
    },
    /// No round is ahead.
    Role {
        topic: String,
    },
    /// Tried without success on that day.
    Again {
        last: Day,
    },
    /// A whole round under the clock.
    Mock {
        round: RoundName,
        days: u16,
    },
    /// The rest of what is longer than a day.
    Continued,
    /// The person put it there.
    Wished,
    /// Solved on that day, and about to be forgotten.
    Fading {
        last: Option<Day>,
    },
    /// Cards; `waiting` more stay for the next days.
    Cards {
        waiting: u32,
    },
    Duty {
        duty: DutyKind,
        due: Day,
        late: u16,
    },
}

impl RoundName {
    fn words(&self) -> String {
        let at = match self.company.as_str() {
            "" => String::new(),
            company => format!(" at {company}"),
        };
        format!("the {}{at} on {}", self.format.name(), self.day.in_words())
    }
}

impl Reason {
    /// One sentence. `title` turns a topic's id into words.
    pub fn sentence(&self, title: impl Fn(&str) -> String) -> String {
        match self {
            Self::Gap { topic, round, answers } => format!(
                "{} is where {} would cost you most: about {answers} of 10 such questions would go well.",
                title(topic),
                round.words()
            ),
            Self::Unknown { topic, round } => format!(
                "Nothing shows yet where you stand in {}, which {} asks.",
                title(topic),
                round.words()
            ),
            Self::Before { topic, behind } => {
                format!("{} comes before {}, which your rounds ask.", title(topic), title(behind))
            }
            Self::Sharpen { topic, round } => format!(
                "You are above the bar in {}; one more keeps it safe for {}.",
                title(topic),
                round.words()
            ),
            Self::Role { topic } => {
                format!("{} moves you most towards your level.", title(topic))
            }
            Self::Again { last } => format!(
                "You did not get through it on {}; a second try teaches most.",
                last.in_words()
            ),
            Self::Mock { round, days } => format!(
                "A whole round under the clock, {} before {}.",
                counted(u32::from(*days), "day"),
                round.words()
            ),
            Self::Continued => "The rest of what you began; it is longer than one day.".into(),
            Self::Wished => "You put it on this day.".into(),
            Self::Fading { last: Some(last) } => {
                format!("You solved it on {}; solve it again before it fades.", last.in_words())
            }
            Self::Fading { last: None } => "Solve it again before it fades.".into(),
            Self::Cards { waiting: 0 } => "Asked now, just before you would forget them.".into(),
            Self::Cards { waiting } => format!(
                "The weakest of what is due; {} more come over the next days, so that practice keeps its time.",
                counted(*waiting, "card")
            ),
            Self::Duty { duty, due, late: 0 } => {
                format!("{}, due on {}.", duty.words(), due.in_words())
            }
            Self::Duty { duty, due, late } => format!(
                "{}, was due on {}, {} ago.",
                duty.words(),
                due.in_words(),
                counted(u32::from(*late), "day")
            ),
        }
    }
}

impl DutyKind {
    fn words(self) -> &'static str {
        match self {
            Self::Debrief => "Write down what was asked while it is fresh",
            Self::ThankYou => "A thank-you note",
            Self::Checklist => "Room, light, device, documents",
            Self::FollowUp => "A nudge after silence",
            Self::Research => "Know the company before it asks you",
            Self::Document => "A document that the company waits for",
        }
    }
}

fn counted(count: u32, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
