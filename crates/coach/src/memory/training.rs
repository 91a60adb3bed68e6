//! Personal FSRS parameters from a person's own reviews. Takes seconds: a background job.
//!
//! New parameters are kept only when they foretell reviews that they have not seen better than the
//! parameters in use; a fit to one's own past proves nothing.

use fsrs::{ComputeParametersInput, FSRS, FSRSItem, FSRSReview, compute_parameters};
use serde::Serialize;

use super::{Review, in_order};
use crate::day::Day;

/// What training came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trained {
    /// In use from now on; those of before where the new ones were no better.
    pub parameters: Vec<f32>,
    pub adopted: Adopted,
    /// Reviews that counted.
    pub reviews: u32,
    /// Mean log loss per unseen review, lower is better, of the parameters in use and of new ones.
    pub loss_before: f32,
    pub loss_after: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Adopted {
    New,
    Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainingError {
    #[error("{0} reviews are too few; training begins at {LEAST_REVIEWS}")]
    TooFew(u32),
    #[error("the reviews could not be fitted: {0}; the parameters in use stay")]
    NoFit(String),
}

/// Below this the defaults are better than a fit (Anki used 1,000, then 400).
pub const LEAST_REVIEWS: u32 = 400;
/// The last part of the reviews judges the parameters fitted to the rest.
const UNSEEN_SHARE: f64 = 0.2;
/// New parameters must be better by this much, so that noise does not change schedules.
const LEAST_BETTER: f32 = 0.001;
/// Reviews of one person, the latest ones: about ten years of eighty a day.
const MOST_REVIEWS: usize = 300_000;

/// Trains on the reviews of all cards, one list per card in any order. `current` are the
/// parameters in use; empty stands for the defaults.
pub fn train(cards: &[Vec<Review>], current: &[f32]) -> Result<Trained, TrainingError> {
    let mut items: Vec<(Day, FSRSItem)> = cards.iter().flat_map(|card| items(card)).collect();
    items.sort_by_key(|(day, _)| *day);
    items.drain(..items.len().saturating_sub(MOST_REVIEWS));
    let reviews = items.len() as u32;
    if reviews < LEAST_REVIEWS {
        return Err(TrainingError::TooFew(reviews));
    }
    let all: Vec<FSRSItem> = items.into_iter().map(|(_, item)| item).collect();
    let split = all.len() - (all.len() as f64 * UNSEEN_SHARE) as usize;
    let (seen, unseen) = all.split_at(split);
    let fitted = fit(seen)?;
    let loss_before = loss(current, unseen)?;
    let loss_after = loss(&fitted, unseen)?;
    let better = loss_before - loss_after > LEAST_BETTER;
    Ok(Trained {
        parameters: if better { fit(&all)? } else { current.to_vec() },
        adopted: if better { Adopted::New } else { Adopted::Kept },
        reviews,
        loss_before,
        loss_after,
    })
}

/// One item per review on a later day than the one before, with everything that came before it.
fn items(card: &[Review]) -> Vec<(Day, FSRSItem)> {
    let ordered = in_order(card);
    let mut history: Vec<FSRSReview> = Vec::with_capacity(ordered.len());
    let mut last: Option<Day> = None;
    let mut items = Vec::new();
    for review in ordered {
        let delta_t = last.map_or(0, |last| review.day.since(last).max(0) as u32);
        history.push(FSRSReview { rating: u32::from(review.grade.number()), delta_t });
        last = Some(last.map_or(review.day, |last| last.max(review.day)));
        if delta_t > 0 {
            items.push((review.day, FSRSItem { reviews: history.clone() }));
        }
    }
    items
}

fn fit(items: &[FSRSItem]) -> Result<Vec<f32>, TrainingError> {
    let input =
        ComputeParametersInput { train_set: items.to_vec(), ..ComputeParametersInput::default() };
    compute_parameters(input).map_err(|error| TrainingError::NoFit(error.to_string()))
}

fn loss(parameters: &[f32], items: &[FSRSItem]) -> Result<f32, TrainingError> {
    let no_fit = |error: fsrs::FSRSError| TrainingError::NoFit(error.to_string());
    let model = FSRS::new(parameters).map_err(no_fit)?;
    let evaluation = model.evaluate(items.to_vec(), |_| true).map_err(no_fit)?;
    Ok(evaluation.log_loss)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{CardId, Grade, Scheduler, Settings};

    /// Reviews of somebody whose memory follows `truth` and who reviews by the default schedule.
    fn lived(cards: i32, truth: &[f32]) -> Vec<Vec<Review>> {
        let truth = Scheduler::new(Settings { parameters: truth.to_vec(), ..Settings::default() })
            .expect("parameters");
        let schedule = Scheduler::new(Settings::default()).expect("defaults");
        let mut dice = 1_u64;
        let mut roll = || {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (dice >> 40) as f32 / (1_u32 << 24) as f32
        };
        let live = |card: i32| {
            let mut day = Day::from_number(20_000 + card % 30);
            let mut reviews: Vec<Review> = Vec::new();
            for n in 0..8 {
                let grade = match truth.replay(&reviews) {
                    None => Grade::Good,
                    Some(memory) if roll() < truth.recall(&memory, day) => Grade::Good,
                    Some(_) => Grade::Again,
                };
                reviews.push(Review {
                    id: format!("{card}-{n}"),
                    card: CardId(card.to_string()),
                    at: i64::from(day.number()) * 86_400,
                    day,
                    grade,
                    seconds: 8,
                });
                let memory = schedule.replay(&reviews).expect("reviews");
                day = match memory.due {
                    crate::memory::Due::At(_) => day.plus(1),
                    crate::memory::Due::On(due) => due,
                };
            }
            reviews
        };
        (0..cards).map(live).collect()
    }

    #[test]
    fn somebody_who_forgets_faster_gets_other_parameters() {
        let mut fast = fsrs::DEFAULT_PARAMETERS;
        fast[2] = 0.6;
        fast[8] = 0.9;
        let cards = lived(260, &fast);
        let trained = train(&cards, &[]).expect("enough reviews");
        assert_eq!(trained.adopted, Adopted::New, "{trained:?}");
        assert!(trained.loss_after < trained.loss_before);
        assert_eq!(trained.parameters.len(), crate::memory::schedule::PARAMETERS);
        let settings = Settings { parameters: trained.parameters, ..Settings::default() };
        assert!(Scheduler::new(settings).is_ok());
    }

    #[test]
    fn few_reviews_are_refused() {
        assert_eq!(train(&[], &[]), Err(TrainingError::TooFew(0)));
        let cards = lived(5, &fsrs::DEFAULT_PARAMETERS);
        assert!(matches!(train(&cards, &[]), Err(TrainingError::TooFew(35))));
    }
}
