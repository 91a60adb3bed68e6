//! How hard an item is: what its author says, corrected by everybody who met it.

use crate::item::ItemId;
use crate::rating::{Outcome, Rating};
use crate::topic::Level;

/// One person meeting one item, with what the person was held to be before.
#[derive(Clone, Debug, PartialEq)]
pub struct Encounter {
    pub item: ItemId,
    pub learner: Rating,
    /// The learner's, 0 to 1.
    pub score: f64,
    pub weight: f64,
}

/// An author is right to within a level nine times of ten: 1.645 standard deviations are 200.
const AUTHOR_DEVIATION: f64 = 120.0;
/// Encounters of one rating period; Glickman advises 10 to 15 results a period.
const PERIOD: usize = 12;
/// An item does not change with time, so it must not become surer than the method is.
const LEAST_DEVIATION: f64 = 30.0;

/// The difficulty of an item that nobody has met.
pub fn of_author(level: Level) -> Rating {
    Rating { volatility: 0.0001, ..Rating::new(level.rating(), AUTHOR_DEVIATION) }
}

/// The author's difficulty after these encounters: the item plays against the learners, and wins
/// what they lose.
pub fn corrected(author: Rating, encounters: &[Encounter]) -> Rating {
    let mut difficulty = author;
    for period in encounters.chunks(PERIOD) {
        let outcomes: Vec<Outcome> = period
            .iter()
            .map(|e| Outcome { opponent: e.learner, score: 1.0 - e.score, weight: e.weight })
            .collect();
        difficulty = Rating { volatility: author.volatility, ..difficulty.after(&outcomes) };
        difficulty.deviation = difficulty.deviation.max(LEAST_DEVIATION);
    }
    difficulty
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(count: usize, learner: f64, true_difficulty: f64) -> Vec<Encounter> {
        let learner = Rating::new(learner, 60.0);
        let score = learner.expected(Rating::new(true_difficulty, 1.0));
        let one = Encounter { item: ItemId("x".into()), learner, score, weight: 1.0 };
        vec![one; count]
    }

    #[test]
    fn a_wrong_author_is_corrected_by_many_and_hardly_by_one() {
        let author = of_author(Level::Junior);
        assert_eq!(corrected(author, &[]), author);
        let one = corrected(author, &met(1, 1500.0, 1700.0));
        assert!((1300.0..1400.0).contains(&one.rating), "{one:?}");
        let many = corrected(author, &met(300, 1500.0, 1700.0));
        assert!((many.rating - 1700.0).abs() < 25.0, "{many:?}");
        let easy = corrected(of_author(Level::Staff), &met(300, 1500.0, 1450.0));
        assert!((easy.rating - 1450.0).abs() < 25.0, "{easy:?}");
    }
}
