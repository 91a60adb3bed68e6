//! What can be measured of a telling: time and words per part, set-up, "I" and "we", figures in the
//! result, fillers, pace, length. The words stay as they were said.
//!
//! Shares of time follow what the handbooks agree on: set-up short, action more than half. What a
//! measure is worth is in [`super::rubric`].

use serde::{Deserialize, Serialize};

use super::{Part, estimated_seconds};
use crate::words::{self, ME, US};

/// One telling, by parts. A talk that is no story has all of it in `Part::Action`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    pub parts: Vec<Spoken>,
    /// What was aimed at, seconds.
    pub target_seconds: u32,
    pub origin: Origin,
}

/// One part as it was said or typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spoken {
    pub part: Part,
    /// A transcript or typed text; empty where there is only time.
    pub text: String,
    /// 0 where nobody timed it.
    pub seconds: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Said aloud; words are a transcript, so pace and fillers mean something.
    Spoken,
    #[default]
    Typed,
}

/// What was measured. Absent is what could not be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measures {
    pub parts: Vec<PartMeasure>,
    pub words: u32,
    /// Of the whole; estimated from the words where nobody timed it.
    pub seconds: u32,
    pub timing: Timing,
    pub target_seconds: u32,
    /// Situation and task, as a share of the whole, 0 to 1.
    pub set_up: Option<f64>,
    pub me: u32,
    pub us: u32,
    /// Sentences of the action that say what the speaker did.
    pub steps: u32,
    /// Reasons and alternatives named in the action.
    pub reasons: u32,
    pub figures_in_result: u32,
    pub reflection_words: u32,
    pub fillers: Option<u32>,
    /// Words a minute.
    pub pace: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartMeasure {
    pub part: Part,
    pub words: u32,
    pub seconds: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Timing {
    Measured,
    Estimated,
}

/// Words that introduce a reason or an alternative.
const REASONS: [&str; 10] = [
    "because",
    "since",
    "instead",
    "rather",
    "alternative",
    "alternatively",
    "considered",
    "therefore",
    "rejected",
    "trade-off",
];

/// Measures a take. Parts that come twice are added up.
pub fn measure(take: &Take) -> Measures {
    let text = |part: Part| {
        let of_part = take.parts.iter().filter(|s| s.part == part);
        of_part.map(|s| s.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    let seconds = |part: Part| {
        let of_part = take.parts.iter().filter(|s| s.part == part);
        of_part.fold(0_u32, |sum, s| sum.saturating_add(s.seconds))
    };
    let parts: Vec<PartMeasure> = Part::ALL
        .into_iter()
        .map(|part| PartMeasure { part, words: words::count(&text(part)), seconds: seconds(part) })
        .collect();
    let all: String = Part::ALL.into_iter().map(|part| text(part) + "\n").collect();
    let count: u32 = parts.iter().map(|p| p.words).sum();
    let timed: u32 = parts.iter().map(|p| p.seconds).fold(0, u32::saturating_add);
    let is_timed = timed > 0;
    let spoken = take.origin == Origin::Spoken && count > 0;
    let action = text(Part::Action);
    Measures {
        set_up: set_up(&parts, is_timed),
        words: count,
        seconds: if is_timed { timed } else { estimated_seconds(count) },
        timing: if is_timed { Timing::Measured } else { Timing::Estimated },
        target_seconds: take.target_seconds,
        me: words::of_list(&all, &ME),
        us: words::of_list(&all, &US),
        steps: steps(&action),
        reasons: words::of_list(&action, &REASONS),
        figures_in_result: words::figures(&text(Part::Result)),
        reflection_words: words::count(&text(Part::Reflection)),
        fillers: spoken.then(|| words::fillers(&all)),
        pace: (spoken && is_timed).then(|| count.saturating_mul(60) / timed),
        parts,
    }
}

/// By time where there is any, else by words; nothing where a telling has no parts but one.
fn set_up(parts: &[PartMeasure], is_timed: bool) -> Option<f64> {
    let size = |p: &PartMeasure| f64::from(if is_timed { p.seconds } else { p.words });
    let all: f64 = parts.iter().map(size).sum();
    let told = parts.iter().filter(|p| size(p) > 0.0).count();
    let before = parts.iter().filter(|p| matches!(p.part, Part::Situation | Part::Task));
    (told > 1).then(|| before.map(size).sum::<f64>() / all)
}

fn steps(action: &str) -> u32 {
    let with_me = |sentence: &&&str| words::of_list(sentence, &ME) > 0;
    let found = words::sentences(action);
    u32::try_from(found.iter().filter(with_me).count()).unwrap_or(u32::MAX)
}

/// Whether telling it again helped: the first and the last takes compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Last minus first, so a shorter set-up is negative.
    pub set_up: Option<f64>,
    /// Distance from the target in seconds, last minus first: negative is nearer.
    pub off_target: i64,
    pub figures: i64,
    pub fillers: Option<i64>,
}

/// Takes in order of time; nothing with fewer than two.
pub fn change(takes: &[Measures]) -> Option<Change> {
    let (first, last) = (takes.first()?, takes.last()?);
    if takes.len() < 2 {
        return None;
    }
    let off = |m: &Measures| (i64::from(m.seconds) - i64::from(m.target_seconds)).abs();
    Some(Change {
        set_up: last.set_up.zip(first.set_up).map(|(last, first)| last - first),
        off_target: off(last) - off(first),
        figures: i64::from(last.figures_in_result) - i64::from(first.figures_in_result),
        fillers: last
            .fillers
            .zip(first.fillers)
            .map(|(last, first)| i64::from(last) - i64::from(first)),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn take(parts: &[(Part, &str, u32)], origin: Origin) -> Take {
        let spoken = |(part, text, seconds): &(Part, &str, u32)| Spoken {
            part: *part,
            text: (*text).to_owned(),
            seconds: *seconds,
        };
        Take { parts: parts.iter().map(spoken).collect(), target_seconds: 120, origin }
    }

    fn told() -> Take {
        take(
            &[
                (Part::Situation, "Our queue, um, lost jobs at night.", 15),
                (Part::Task, "I owned it.", 5),
                (
                    Part::Action,
                    "I read the logs. We met. I moved the acknowledgement after the write, \
                     because a crash between them lost the job. Then it worked.",
                    60,
                ),
                (Part::Result, "Lost jobs went from 40 a week to zero.", 20),
                (Part::Reflection, "I now ask what a crash here loses.", 10),
            ],
            Origin::Spoken,
        )
    }

    #[test]
    fn a_telling_is_measured() {
        let measures = measure(&told());
        assert_eq!((measures.words, measures.seconds), (51, 110));
        assert!((measures.set_up.unwrap_or(0.0) - 20.0 / 110.0).abs() < 1e-9);
        assert_eq!((measures.me, measures.us, measures.steps, measures.reasons), (4, 2, 2, 1));
        assert_eq!((measures.figures_in_result, measures.reflection_words), (2, 8));
        assert_eq!((measures.fillers, measures.pace), (Some(1), Some(27)));
    }

    #[test]
    fn typed_text_has_no_pace_and_silence_no_share() {
        let typed = measure(&take(&[(Part::Action, "I did it.", 0)], Origin::Typed));
        assert_eq!((typed.fillers, typed.pace, typed.set_up), (None, None, None));
        assert_eq!((typed.seconds, typed.timing), (1, Timing::Estimated));
        let silent = measure(&take(&[], Origin::Spoken));
        assert_eq!((silent.words, silent.fillers, silent.set_up), (0, None, None));
    }

    #[test]
    fn takes_are_compared() {
        let first = measure(&told());
        let mut better = first.clone();
        better.seconds = 118;
        better.fillers = Some(0);
        assert_eq!(change(std::slice::from_ref(&first)), None);
        let change = change(&[first, better]).expect("two takes");
        assert_eq!((change.off_target, change.fillers), (-8, Some(-1)));
    }

    proptest! {
        #[test]
        fn any_text_is_measured(
            parts in prop::collection::vec((0..5_usize, "\\PC{0,80}", any::<u32>()), 0..8),
        ) {
            let parts: Vec<(Part, &str, u32)> =
                parts.iter().map(|(n, text, s)| (Part::ALL[*n], text.as_str(), *s)).collect();
            let measures = measure(&take(&parts, Origin::Spoken));
            prop_assert!(measures.set_up.is_none_or(|s| (0.0..=1.0).contains(&s)));
        }
    }
}
