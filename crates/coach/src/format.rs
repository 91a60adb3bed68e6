//! The kinds of rounds that are held, how long they take and what they ask about.
//!
//! Shares are per area of the competency map and are judgements of this project after the loops
//! that firms and preparation handbooks describe; they steer practice and never a grade. A round's
//! own stack and topics come on top, see [`crate::readiness::Round`].

use serde::{Deserialize, Serialize};

/// The kind of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    RecruiterScreen,
    OnlineAssessment,
    PhoneScreen,
    Coding,
    Practical,
    Integration,
    Debugging,
    MachineCoding,
    SystemDesign,
    ApiDesign,
    Sql,
    CodeReview,
    TakeHome,
    TakeHomeReview,
    ProjectDeepDive,
    Behavioural,
    HiringManager,
}

impl Format {
    pub const ALL: [Self; 17] = [
        Self::RecruiterScreen,
        Self::OnlineAssessment,
        Self::PhoneScreen,
        Self::Coding,
        Self::Practical,
        Self::Integration,
        Self::Debugging,
        Self::MachineCoding,
        Self::SystemDesign,
        Self::ApiDesign,
        Self::Sql,
        Self::CodeReview,
        Self::TakeHome,
        Self::TakeHomeReview,
        Self::ProjectDeepDive,
        Self::Behavioural,
        Self::HiringManager,
    ];

    /// As people say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::RecruiterScreen => "recruiter screen",
            Self::OnlineAssessment => "online assessment",
            Self::PhoneScreen => "phone screen",
            Self::Coding => "coding round",
            Self::Practical => "practical programming round",
            Self::Integration => "integration round",
            Self::Debugging => "debugging round",
            Self::MachineCoding => "machine coding round",
            Self::SystemDesign => "system design round",
            Self::ApiDesign => "API design round",
            Self::Sql => "SQL round",
            Self::CodeReview => "code review round",
            Self::TakeHome => "take-home task",
            Self::TakeHomeReview => "take-home review",
            Self::ProjectDeepDive => "project deep-dive",
            Self::Behavioural => "behavioural round",
            Self::HiringManager => "hiring manager round",
        }
    }

    /// Usual length in minutes.
    pub fn minutes(self) -> u16 {
        match self {
            Self::RecruiterScreen => 30,
            Self::OnlineAssessment => 70,
            Self::MachineCoding => 150,
            Self::TakeHome => 180,
            Self::Practical | Self::Behavioural | Self::HiringManager | Self::CodeReview => 45,
            _ => 60,
        }
    }

    /// Areas and their share of what is asked; shares of one format add up to 100.
    pub fn areas(self) -> &'static [(&'static str, u8)] {
        match self {
            Self::RecruiterScreen | Self::Behavioural => &[("professional", 100)],
            Self::OnlineAssessment | Self::PhoneScreen => {
                &[("algorithms", 75), ("language", 20), ("professional", 5)]
            }
            Self::Coding => &[("algorithms", 80), ("language", 15), ("design", 5)],
            Self::Practical => &[("language", 35), ("design", 35), ("algorithms", 20), ("api", 10)],
            Self::Integration => &[
                ("api", 40),
                ("language", 25),
                ("messaging", 10),
                ("reliability", 10),
                ("design", 15),
            ],
            Self::Debugging => {
                &[("language", 30), ("design", 25), ("systems", 20), ("concurrency", 25)]
            }
            Self::MachineCoding => {
                &[("design", 45), ("language", 25), ("algorithms", 15), ("concurrency", 15)]
            }
            Self::SystemDesign => &[
                ("distributed", 25),
                ("reliability", 20),
                ("stores", 15),
                ("messaging", 15),
                ("api", 10),
                ("sql", 10),
                ("money", 5),
            ],
            Self::ApiDesign => &[("api", 65), ("security", 15), ("sql", 10), ("reliability", 10)],
            Self::Sql => &[("sql", 70), ("concurrency", 20), ("stores", 10)],
            Self::CodeReview => &[
                ("design", 30),
                ("security", 25),
                ("concurrency", 20),
                ("language", 15),
                ("sql", 10),
            ],
            Self::TakeHome => {
                &[("design", 35), ("api", 25), ("sql", 15), ("language", 15), ("security", 10)]
            }
            Self::TakeHomeReview => {
                &[("design", 40), ("reliability", 20), ("api", 20), ("professional", 20)]
            }
            Self::ProjectDeepDive => {
                &[("professional", 40), ("distributed", 20), ("reliability", 20), ("design", 20)]
            }
            Self::HiringManager => &[("professional", 85), ("design", 15)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole() {
        for format in Format::ALL {
            let sum: u16 = format.areas().iter().map(|(_, share)| u16::from(*share)).sum();
            assert_eq!(sum, 100, "{}", format.name());
        }
    }
}
