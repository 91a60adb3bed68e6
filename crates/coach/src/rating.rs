//! Glicko-2: a rating, how sure it is, and how steady the person behind it is.
//!
//! Formulas and symbols: M. Glickman, *Example of the Glicko-2 system* (2012). Own code because the
//! crates that are kept up know wins, losses and draws only, while a run of an exercise has a score
//! from 0 to 1 and counts for less when it was done with help. For whole results the tests hold it
//! against one of them. What a rating means for a topic is in `skill`.

use serde::{Deserialize, Serialize};

/// A strength on the scale where 400 points are ten to one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    pub rating: f64,
    /// Standard deviation of the rating, 0 to 350.
    pub deviation: f64,
    /// How much the strength itself is expected to move, in a period, on the inner scale.
    pub volatility: f64,
}

/// One result against an opponent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    pub opponent: Rating,
    /// 0 to 1.
    pub score: f64,
    /// How much of a whole result this is, 0 to 1.
    pub weight: f64,
}

/// Of somebody unknown.
pub const START: Rating = Rating { rating: 1500.0, deviation: MOST_DEVIATION, volatility: 0.06 };
/// The deviation of knowing nothing (Glickman).
pub const MOST_DEVIATION: f64 = 350.0;
/// Between the shown and the inner scale (Glickman, step 2).
const SCALE: f64 = 173.7178;
/// How fast volatility may change; 0.3 to 1.2 is reasonable (Glickman, step 1).
const TAU: f64 = 0.5;
/// Of the search for the new volatility (Glickman, step 5).
const TOLERANCE: f64 = 1e-6;
/// The search needs under ten rounds; a bound so that a broken number cannot hang it.
const MOST_ROUNDS: usize = 100;

impl Rating {
    /// A rating of this size and certainty, with the usual volatility.
    pub fn new(rating: f64, deviation: f64) -> Self {
        Self { rating, deviation: deviation.clamp(1.0, MOST_DEVIATION), ..START }
    }

    /// After one period with these results; without any the deviation alone grows (step 6).
    #[must_use]
    pub fn after(self, outcomes: &[Outcome]) -> Self {
        let counted = || outcomes.iter().filter(|o| o.weight > 0.0);
        if counted().next().is_none() {
            return self.idle(1);
        }
        let mu = (self.rating - START.rating) / SCALE;
        let phi = self.deviation / SCALE;
        let (mut information, mut surprise) = (0.0, 0.0);
        for outcome in counted() {
            let weight = outcome.weight.min(1.0);
            let g = g(outcome.opponent.deviation / SCALE);
            let expected = logistic(g * (mu - (outcome.opponent.rating - START.rating) / SCALE));
            information += weight * g * g * expected * (1.0 - expected);
            surprise += weight * g * (outcome.score.clamp(0.0, 1.0) - expected);
        }
        // Opponents out of all reach tell nothing; the floor keeps the variance finite.
        let variance = 1.0 / information.max(1e-9);
        let volatility = new_volatility(self.volatility, phi, variance, variance * surprise);
        let widened = phi.hypot(volatility);
        let phi = 1.0 / (1.0 / (widened * widened) + 1.0 / variance).sqrt();
        Self {
            rating: START.rating + SCALE * (mu + phi * phi * surprise),
            deviation: (phi * SCALE).min(MOST_DEVIATION),
            volatility,
        }
    }

    /// After this many periods without a result.
    #[must_use]
    pub fn idle(self, periods: u32) -> Self {
        let phi = self.deviation / SCALE;
        let widened = (phi * phi + f64::from(periods) * self.volatility * self.volatility).sqrt();
        Self { deviation: (widened * SCALE).min(MOST_DEVIATION), ..self }
    }

    /// Expected score, 0 to 1, against `other`, with the uncertainty of both.
    pub fn expected(self, other: Self) -> f64 {
        let deviation = self.deviation.hypot(other.deviation);
        logistic(g(deviation / SCALE) * (self.rating - other.rating) / SCALE)
    }
}

/// Makes results against uncertain opponents count for less.
fn g(phi: f64) -> f64 {
    1.0 / (1.0 + 3.0 * phi * phi / (std::f64::consts::PI * std::f64::consts::PI)).sqrt()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Step 5: the Illinois form of regula falsi on `f`.
fn new_volatility(sigma: f64, phi: f64, variance: f64, delta: f64) -> f64 {
    let start = (sigma * sigma).ln();
    let f = |x: f64| {
        let e = x.exp();
        let all = phi * phi + variance + e;
        e * (delta * delta - all) / (2.0 * all * all) - (x - start) / (TAU * TAU)
    };
    let mut a = start;
    let mut b = if delta * delta > phi * phi + variance {
        (delta * delta - phi * phi - variance).ln()
    } else {
        let step = (1..MOST_ROUNDS as u32).find(|k| f(start - f64::from(*k) * TAU) >= 0.0);
        start - f64::from(step.unwrap_or(1)) * TAU
    };
    let (mut at_a, mut at_b) = (f(a), f(b));
    for _ in 0..MOST_ROUNDS {
        if (b - a).abs() <= TOLERANCE {
            break;
        }
        let c = a + (a - b) * at_a / (at_b - at_a);
        let at_c = f(c);
        if at_c * at_b <= 0.0 {
            (a, at_a) = (b, at_b);
        } else {
            at_a /= 2.0;
        }
        (b, at_b) = (c, at_c);
    }
    (a / 2.0).exp()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use skillratings::Outcomes;
    use skillratings::glicko2::{
        Glicko2Config, Glicko2Rating, expected_score, glicko2_rating_period,
    };

    use super::*;

    fn whole(rating: f64, deviation: f64, score: f64) -> Outcome {
        Outcome { opponent: Rating::new(rating, deviation), score, weight: 1.0 }
    }

    #[test]
    fn the_published_example() {
        let player = Rating::new(1500.0, 200.0);
        let outcomes =
            [whole(1400.0, 30.0, 1.0), whole(1550.0, 100.0, 0.0), whole(1700.0, 300.0, 0.0)];
        let after = player.after(&outcomes);
        assert!((after.rating - 1464.06).abs() < 0.02, "{after:?}");
        assert!((after.deviation - 151.52).abs() < 0.02, "{after:?}");
        assert!((after.volatility - 0.05999).abs() < 1e-5, "{after:?}");
    }

    #[test]
    fn half_a_result_moves_half_as_far_and_none_not_at_all() {
        let player = Rating::new(1500.0, 50.0);
        let with = |weight| player.after(&[Outcome { weight, ..whole(1500.0, 50.0, 1.0) }]);
        let (half, full) = (with(0.5).rating - 1500.0, with(1.0).rating - 1500.0);
        assert!((half / full - 0.5).abs() < 0.03, "{half} of {full}");
        assert_eq!(with(0.0), player.idle(1));
        // A draw with an equal leaves the rating where it is.
        assert!((player.after(&[whole(1500.0, 50.0, 0.5)]).rating - 1500.0).abs() < 1e-9);
    }

    #[test]
    fn not_practising_makes_unsure() {
        let fresh = Rating::new(1600.0, 50.0);
        for (days, expected) in [(0, 50.0), (30, 76.0), (365, 205.0), (100_000, 350.0)] {
            assert!((fresh.idle(days).deviation - expected).abs() < 1.0, "{days} days");
        }
    }

    fn theirs(ours: Rating) -> Glicko2Rating {
        let Rating { rating, deviation, volatility } = ours;
        Glicko2Rating { rating, deviation, volatility }
    }

    proptest! {
        #[test]
        fn agrees_with_the_crate_on_whole_results(
            rating in 800.0..2200.0_f64,
            deviation in 30.0..350.0_f64,
            games in prop::collection::vec((800.0..2200.0_f64, 30.0..350.0_f64, 0..3_u8), 1..12),
        ) {
            let player = Rating::new(rating, deviation);
            let outcomes: Vec<Outcome> =
                games.iter().map(|(r, d, s)| whole(*r, *d, f64::from(*s) / 2.0)).collect();
            let results: Vec<(Glicko2Rating, Outcomes)> = outcomes
                .iter()
                .zip(&games)
                .map(|(o, (_, _, score))| {
                    let won = [Outcomes::LOSS, Outcomes::DRAW, Outcomes::WIN][usize::from(*score)];
                    (theirs(o.opponent), won)
                })
                .collect();
            let config = Glicko2Config { tau: TAU, convergence_tolerance: TOLERANCE };
            let expected = glicko2_rating_period(&theirs(player), &results, &config);
            let got = player.after(&outcomes);
            prop_assert!((got.rating - expected.rating).abs() < 0.01, "{got:?} {expected:?}");
            prop_assert!((got.deviation - expected.deviation.min(350.0)).abs() < 0.01);
            prop_assert!((got.volatility - expected.volatility).abs() < 1e-5);
            let (theirs, _) = expected_score(&theirs(player), &results[0].0);
            prop_assert!((player.expected(outcomes[0].opponent) - theirs).abs() < 1e-9);
        }

        #[test]
        fn stays_finite_whatever_comes(
            games in prop::collection::vec((-1e6..1e6_f64, 0.0..1e4_f64, -5.0..5.0_f64), 0..40),
        ) {
            let mut rating = START;
            for (opponent, deviation, score) in games {
                rating = rating.after(&[whole(opponent, deviation, score)]);
                prop_assert!(rating.rating.is_finite() && rating.deviation > 0.0);
                prop_assert!(rating.deviation <= MOST_DEVIATION && rating.volatility.is_finite());
            }
        }
    }
}
