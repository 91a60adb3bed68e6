//! Stories of one's own work: situation, task, action, result, reflection, and which question each
//! one serves.
//!
//! How a telling went is in [`rehearsal`], how it is graded in [`rubric`], what is not covered in
//! [`matrix`].

pub mod matrix;
pub mod rehearsal;
pub mod rubric;

use serde::{Deserialize, Serialize};

use crate::words;

/// The parts of a story, in the order they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    Situation,
    Task,
    Action,
    Result,
    Reflection,
}

/// One story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Story {
    pub id: String,
    pub title: String,
    pub situation: String,
    pub task: String,
    pub action: String,
    pub result: String,
    pub reflection: String,
    /// For when time is short: a minute and a half.
    pub short: String,
    /// Ids of professional topics that it shows.
    pub competencies: Vec<String>,
    /// Values in companies' own words that it serves.
    pub values: Vec<String>,
    /// Ids of prompts that it answers.
    pub prompts: Vec<String>,
    /// Companies it was told at, so that nobody hears it twice.
    pub told_at: Vec<String>,
}

/// Something about a story that is worth a second look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Remark {
    Missing {
        part: Part,
    },
    NoFigure,
    /// Estimated from the words at a calm pace, seconds.
    TooLong {
        seconds: u32,
        target: u32,
    },
    NotShort {
        seconds: u32,
    },
    ServesNothing,
}

/// Words a minute of calm speech; public-speaking guides put conversation at 120 to 160.
pub const WORDS_PER_MINUTE: u32 = 140;
/// The long version takes two minutes, the short one a minute and a half.
pub const LONG_SECONDS: u32 = 120;
pub const SHORT_SECONDS: u32 = 90;
/// Up to a half more than the long version is still within three minutes.
const MOST_SECONDS: u32 = 180;
/// Characters of one part.
pub const MOST_CHARACTERS: usize = 8_000;
/// Stories of one person. Six to eight are enough; this is room for many years.
pub const MOST_STORIES: usize = 500;

impl Part {
    pub const ALL: [Self; 5] =
        [Self::Situation, Self::Task, Self::Action, Self::Result, Self::Reflection];

    pub fn name(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Task => "task",
            Self::Action => "action",
            Self::Result => "result",
            Self::Reflection => "reflection",
        }
    }
}

impl Story {
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Situation => &self.situation,
            Part::Task => &self.task,
            Part::Action => &self.action,
            Part::Result => &self.result,
            Part::Reflection => &self.reflection,
        }
    }

    /// Words of all parts.
    pub fn words(&self) -> u32 {
        Part::ALL.iter().map(|part| words::count(self.part(*part))).sum()
    }

    /// What is missing or too long. Nothing here changes a word.
    pub fn remarks(&self) -> Vec<Remark> {
        let empty = |part: &Part| self.part(*part).trim().is_empty();
        let missing = Part::ALL.into_iter().filter(empty);
        let mut remarks: Vec<Remark> = missing.map(|part| Remark::Missing { part }).collect();
        if !empty(&Part::Result) && words::figures(&self.result) == 0 {
            remarks.push(Remark::NoFigure);
        }
        let seconds = estimated_seconds(self.words());
        if seconds > MOST_SECONDS {
            remarks.push(Remark::TooLong { seconds, target: LONG_SECONDS });
        }
        let short = estimated_seconds(words::count(&self.short));
        if short > SHORT_SECONDS {
            remarks.push(Remark::NotShort { seconds: short });
        }
        if self.competencies.is_empty() && self.values.is_empty() && self.prompts.is_empty() {
            remarks.push(Remark::ServesNothing);
        }
        remarks
    }
}

impl Remark {
    pub fn sentence(&self) -> String {
        match self {
            Self::Missing { part } => format!("The {} is not written yet.", part.name()),
            Self::NoFigure => "The result has no figure; say what changed and by how much.".into(),
            Self::TooLong { seconds, target } => format!(
                "Told calmly this takes about {seconds} seconds; two minutes ({target}) keep an \
                 interviewer listening."
            ),
            Self::NotShort { seconds } => format!(
                "The short version takes about {seconds} seconds; cut it to {SHORT_SECONDS}."
            ),
            Self::ServesNothing => {
                "It answers no competency, value or prompt yet; say what it shows.".into()
            }
        }
    }
}

/// Seconds that so many words take at [`WORDS_PER_MINUTE`].
pub fn estimated_seconds(words: u32) -> u32 {
    words.saturating_mul(60) / WORDS_PER_MINUTE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_name_what_is_missing() {
        let empty = Story::default().remarks();
        assert_eq!(empty.len(), 6, "{empty:?}");
        let mut story = Story {
            situation: "Orders failed at night.".into(),
            task: "I was on call.".into(),
            action: "I bisected the releases.".into(),
            result: "Fewer failures.".into(),
            reflection: "Alert on symptoms.".into(),
            competencies: vec!["professional/ownership".into()],
            ..Story::default()
        };
        assert_eq!(story.remarks(), [Remark::NoFigure]);
        story.result = "Failures fell from 40 a night to none.".into();
        assert_eq!(story.remarks(), []);
        story.action = "I did one thing after the other. ".repeat(80);
        story.short = "word ".repeat(300);
        let remarks = story.remarks();
        assert!(matches!(remarks[..], [Remark::TooLong { .. }, Remark::NotShort { seconds: 128 }]));
        assert!(remarks.iter().all(|r| r.sentence().ends_with('.')));
    }
}
