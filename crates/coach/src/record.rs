//! How good the predictions of readiness were.
//!
//! A prediction is kept before the round or mock and is never changed. Afterwards it is compared
//! with what happened: Brier score (G. Brier, *Verification of forecasts expressed in terms of
//! probability*, 1950) and a reliability chart. While the record is short or poor, the interval of
//! the next prediction is wider than the skills alone would make it.

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::readiness::Chance;

/// What was said before, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    pub round: String,
    /// When it was made.
    pub made: Day,
    /// When the round was.
    pub held: Day,
    pub chance: Chance,
    pub result: Option<Passed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Passed {
    Passed,
    Failed,
}

/// The record of all predictions that have a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    pub count: u32,
    /// Mean of (chance - result)², 0 to 1, lower is better; always saying 0.5 gives 0.25. Absent
    /// without results.
    pub brier: Option<f64>,
    /// The Brier score to expect if every chance were exactly right.
    pub brier_if_right: Option<f64>,
    pub bins: [Bin; BINS],
    /// By how much to widen the next interval, 1 to [`MOST_WIDENING`].
    pub widening: f64,
}

/// Predictions of like chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    pub count: u32,
    /// Mean chance that was predicted, and the share that passed; absent in an empty bin.
    pub predicted: Option<f64>,
    pub passed: Option<f64>,
}

/// Fifths: a person has tens of rounds, not thousands, and finer bins would be empty.
pub const BINS: usize = 5;
/// More than this tells nothing any more.
pub const MOST_WIDENING: f64 = 3.0;
/// Without a record the interval is half as wide again, since the model is unproven for this
/// person.
const UNPROVEN: f64 = 1.5;
/// The doubt above weighs as much as this many predictions.
const DOUBT: f64 = 6.0;

impl Record {
    /// Of predictions in any order. One that was not made before its round's day is left out, and
    /// of several for one round the last one made counts.
    pub fn of(predictions: &[Prediction]) -> Self {
        let mut counted: Vec<(&Prediction, f64)> = predictions
            .iter()
            .filter(|p| p.made <= p.held && p.chance.likely.is_finite())
            .filter_map(|p| Some((p, f64::from(u8::from(p.result? == Passed::Passed)))))
            .collect();
        counted.sort_by(|(a, _), (b, _)| (&a.round, b.made).cmp(&(&b.round, a.made)));
        counted.dedup_by(|later, kept| later.0.round == kept.0.round);
        let (mut missed, mut expected) = (0.0, 0.0);
        let mut sums = [(0_u32, 0.0, 0.0); BINS];
        for (prediction, result) in &counted {
            let chance = prediction.chance.likely.clamp(0.0, 1.0);
            missed += (chance - result) * (chance - result);
            expected += chance * (1.0 - chance);
            let bin = ((chance * BINS as f64) as usize).min(BINS - 1);
            sums[bin] = (sums[bin].0 + 1, sums[bin].1 + chance, sums[bin].2 + result);
        }
        let count = counted.len() as f64;
        let mean = |sum: f64| (count > 0.0).then(|| sum / count);
        Self {
            count: counted.len() as u32,
            brier: mean(missed),
            brier_if_right: mean(expected),
            bins: sums.map(|(count, predicted, passed)| {
                let mean = |sum: f64| (count > 0).then(|| sum / f64::from(count));
                Bin { count, predicted: mean(predicted), passed: mean(passed) }
            }),
            widening: widening(missed, expected),
        }
    }
}

/// The root of squared misses over the misses that right chances would have, as the standard
/// deviation is to be scaled; the doubt of a new model counts as some predictions of 0.5.
fn widening(missed: f64, expected: f64) -> f64 {
    let doubt = DOUBT * 0.25;
    let ratio = (missed + doubt * UNPROVEN * UNPROVEN) / (expected + doubt);
    ratio.sqrt().clamp(1.0, MOST_WIDENING)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(round: usize, made: i32, likely: f64, result: Option<Passed>) -> Prediction {
        Prediction {
            round: format!("r{round}"),
            made: Day::from_number(made),
            held: Day::from_number(10),
            chance: Chance { likely, low: 0.0, high: 1.0 },
            result,
        }
    }

    /// `passed` of `count` rounds at this chance.
    fn record(count: usize, passed: usize, likely: f64) -> Record {
        let result = |i| Some(if i < passed { Passed::Passed } else { Passed::Failed });
        let list: Vec<Prediction> =
            (0..count).map(|i| prediction(i, 9, likely, result(i))).collect();
        Record::of(&list)
    }

    #[test]
    fn no_record_is_a_doubt() {
        let none = Record::of(&[prediction(0, 9, 0.9, None)]);
        assert_eq!((none.count, none.brier), (0, None));
        assert!((none.widening - UNPROVEN).abs() < 1e-12);
    }

    #[test]
    fn a_good_record_narrows_and_a_poor_one_widens() {
        let good = record(40, 32, 0.8);
        assert!((good.brier.unwrap_or(9.0) - 0.16).abs() < 1e-9);
        assert!(good.widening < 1.15, "{}", good.widening);
        let poor = record(40, 8, 0.8);
        assert!((poor.brier.unwrap_or(0.0) - 0.52).abs() < 1e-9);
        assert!(poor.widening > 1.6, "{}", poor.widening);
        let hopeless = record(500, 0, 0.999);
        assert!((hopeless.widening - MOST_WIDENING).abs() < 1e-12);
        assert_eq!(good.bins[4].count, 40);
        assert!((good.bins[4].passed.unwrap_or(0.0) - 0.8).abs() < 1e-9);
    }

    #[test]
    fn only_the_last_prediction_before_the_round_counts() {
        let all = [
            prediction(1, 3, 0.2, Some(Passed::Passed)),
            prediction(1, 8, 0.6, Some(Passed::Passed)),
            prediction(1, 11, 1.0, Some(Passed::Passed)),
        ];
        let record = Record::of(&all);
        assert_eq!(record.count, 1);
        assert!((record.brier.unwrap_or(9.0) - 0.16).abs() < 1e-9);
    }
}
