//! The rubric of a behavioural answer: ten dimensions in four bands, each band an observable
//! behaviour. What can be measured is suggested; the rest is for oneself or a partner to judge.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rehearsal::Measures;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    Relevance,
    SetUp,
    OwnRole,
    Action,
    Stakes,
    Result,
    Reflection,
    Scope,
    Delivery,
    FollowUp,
}

/// 1 is the weakest, 4 the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Band(u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a band is 1, 2, 3 or 4, not {0}")]
pub struct NoBand(u8);

/// Bands of one telling by one judge.
pub type Bands = BTreeMap<Dimension, Band>;

impl Band {
    pub fn new(band: u8) -> Result<Self, NoBand> {
        if (1..=4).contains(&band) { Ok(Self(band)) } else { Err(NoBand(band)) }
    }

    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Band {
    type Error = NoBand;

    fn try_from(band: u8) -> Result<Self, NoBand> {
        Self::new(band)
    }
}

impl From<Band> for u8 {
    fn from(band: Band) -> Self {
        band.0
    }
}

impl Dimension {
    pub const ALL: [Self; 10] = [
        Self::Relevance,
        Self::SetUp,
        Self::OwnRole,
        Self::Action,
        Self::Stakes,
        Self::Result,
        Self::Reflection,
        Self::Scope,
        Self::Delivery,
        Self::FollowUp,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::Relevance => "Answers the question",
            Self::SetUp => "Set-up is short",
            Self::OwnRole => "Own part is clear",
            Self::Action => "Action is concrete",
            Self::Stakes => "Something was at stake",
            Self::Result => "Result is measured",
            Self::Reflection => "Something was learnt",
            Self::Scope => "Scope fits the level",
            Self::Delivery => "Length and order",
            Self::FollowUp => "Holds under questions",
        }
    }

    /// What a listener would have observed, from band 1 to 4.
    pub fn bands(self) -> [&'static str; 4] {
        match self {
            Self::Relevance => [
                "answers another question",
                "touches the question",
                "answers it",
                "answers it with a story chosen for it",
            ],
            Self::SetUp => [
                "more than half is set-up",
                "set-up is long",
                "at most three tenths is set-up",
                "a tenth to a fifth is set-up, and the stakes are clear",
            ],
            Self::OwnRole => [
                "only \"we\"",
                "own part is mixed with the team's",
                "\"I\" is clear",
                "\"I\" is clear and others get fair credit",
            ],
            Self::Action => [
                "no action is named",
                "vague",
                "three or more concrete steps",
                "steps with reasons and alternatives",
            ],
            Self::Stakes => [
                "trivial",
                "routine",
                "a real obstacle",
                "an obstacle, and what failing would have cost",
            ],
            Self::Result => [
                "no result",
                "a result without measure",
                "a measured result",
                "before and after, and it lasted",
            ],
            Self::Reflection => {
                ["none", "a commonplace", "a lesson", "a lesson that was applied later"]
            }
            Self::Scope => {
                ["below the level", "at its lower end", "at the level", "above the level"]
            }
            Self::Delivery => [
                "over four minutes or under 45 seconds",
                "rambling or rushed",
                "two to three minutes",
                "about two minutes, in a clear order",
            ],
            Self::FollowUp => ["contradicts itself", "thin", "holds", "adds depth"],
        }
    }
}

/// Bands that the measures alone support. Dimensions that need a listener are absent, and so is
/// whatever could not be measured; a listener's band replaces any of these.
pub fn suggest(measures: &Measures) -> Bands {
    let mut bands = Bands::new();
    let mut set = |dimension, band: u8| {
        bands.insert(dimension, Band(band));
    };
    if measures.words == 0 {
        set(Dimension::Delivery, delivery(measures.seconds));
        return bands;
    }
    if let Some(share) = measures.set_up {
        set(Dimension::SetUp, set_up(share));
        // Only a telling in parts has a result and a reflection to look for.
        set(
            Dimension::Result,
            match measures.figures_in_result {
                _ if part_words(measures, super::Part::Result) == 0 => 1,
                0 => 2,
                1 => 3,
                _ => 4,
            },
        );
        // Whether a lesson was applied later is for a listener: never 4 from here.
        set(
            Dimension::Reflection,
            match measures.reflection_words {
                0 => 1,
                1..8 => 2,
                _ => 3,
            },
        );
    }
    set(
        Dimension::OwnRole,
        match (measures.me, measures.us) {
            (0, _) => 1,
            (me, us) if us > me => 2,
            (_, 0) => 3,
            _ => 4,
        },
    );
    set(
        Dimension::Action,
        match (measures.steps, measures.reasons) {
            (0, _) => 1,
            (1..=2, _) => 2,
            (_, 0) => 3,
            _ => 4,
        },
    );
    set(Dimension::Delivery, delivery(measures.seconds));
    bands
}

/// 0 to 1 over the judged dimensions; nothing without any. For evidence: of a partner's bands, or
/// of the suggested ones, never of one's own.
pub fn score(bands: &Bands) -> Option<f64> {
    if bands.is_empty() {
        return None;
    }
    let sum: u32 = bands.values().map(|b| u32::from(b.0) - 1).sum();
    let count = u32::try_from(bands.len()).unwrap_or(u32::MAX);
    Some(f64::from(sum) / (3.0 * f64::from(count)))
}

fn part_words(measures: &Measures, part: super::Part) -> u32 {
    measures.parts.iter().filter(|p| p.part == part).map(|p| p.words).sum()
}

fn set_up(share: f64) -> u8 {
    match share {
        s if s > 0.5 => 1,
        s if s > 0.3 => 2,
        s if (0.1..=0.2).contains(&s) => 4,
        _ => 3,
    }
}

fn delivery(seconds: u32) -> u8 {
    match seconds {
        0..45 | 241.. => 1,
        100..=150 => 4,
        90..=180 => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Part;
    use crate::story::rehearsal::{Origin, Spoken, Take, measure};

    fn bands(parts: &[(Part, &str, u32)]) -> Vec<(Dimension, u8)> {
        let parts = parts.iter().map(|(part, text, seconds)| Spoken {
            part: *part,
            text: (*text).to_owned(),
            seconds: *seconds,
        });
        let take = Take { parts: parts.collect(), target_seconds: 120, origin: Origin::Spoken };
        suggest(&measure(&take)).into_iter().map(|(d, b)| (d, b.number())).collect()
    }

    #[test]
    fn a_good_story_and_a_poor_one() {
        use Dimension::{Action, Delivery, OwnRole, Reflection, Result, SetUp};
        let good = bands(&[
            (Part::Situation, "Checkout was slow and we lost orders.", 12),
            (Part::Task, "I was to find out why.", 6),
            (Part::Action, "I traced it. I found a lock. I replaced it because reads waited.", 70),
            (Part::Result, "Median fell from 900 ms to 80 ms and stayed there for 6 months.", 20),
            (Part::Reflection, "Since then I look at waits before I look at work.", 12),
        ]);
        let expected =
            [(SetUp, 4), (OwnRole, 4), (Action, 4), (Result, 4), (Reflection, 3), (Delivery, 4)];
        assert_eq!(good, expected);
        let poor = bands(&[
            (Part::Situation, "We had a system and we had a team and so on.", 200),
            (Part::Action, "We fixed it.", 50),
        ]);
        let expected =
            [(SetUp, 1), (OwnRole, 1), (Action, 1), (Result, 1), (Reflection, 1), (Delivery, 1)];
        assert_eq!(poor, expected);
    }

    #[test]
    fn only_time_is_only_delivery_and_a_talk_has_no_set_up() {
        assert_eq!(bands(&[(Part::Action, "", 120)]), [(Dimension::Delivery, 4)]);
        let talk = bands(&[(Part::Action, "I build services.", 95)]);
        assert!(talk.iter().all(|(d, _)| *d != Dimension::SetUp && *d != Dimension::Result));
    }

    #[test]
    fn scores_run_from_0_to_1() {
        let all = |band: u8| Dimension::ALL.map(|d| (d, Band(band))).into_iter().collect::<Bands>();
        assert_eq!(score(&Bands::new()), None);
        for (band, expected) in [(1, 0.0), (4, 1.0)] {
            assert!((score(&all(band)).unwrap_or(9.0) - expected).abs() < 1e-12);
        }
        assert_eq!(Band::new(5), Err(NoBand(5)));
        assert!(Dimension::ALL.iter().all(|d| d.bands().iter().all(|b| !b.is_empty())));
    }
}
