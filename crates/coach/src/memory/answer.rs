//! Whether an answer to a card was right, where a program can tell: options and estimates.
//!
//! It suggests a grade and makes evidence; the person may still grade otherwise, since choosing the
//! right option for a wrong reason is not knowing.

use serde::{Deserialize, Serialize};

use super::Grade;

/// What a card expects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Expected {
    /// Said aloud and compared by the person.
    Recall,
    /// A letter, with an explanation said aloud.
    Choose { choice: char },
    /// A quantity, graded in decades.
    Estimate { value: f64, unit: String },
    /// What is wrong, said aloud and compared by the person.
    Flaw,
}

/// What the person gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    Choice(char),
    Estimate(f64),
}

/// What the program can say of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Checked {
    /// 0 to 1, for evidence.
    pub score: f64,
    pub suggested: Grade,
    /// |log10(given / right)|, for estimates.
    pub decades: Option<f64>,
}

/// A text that is no quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a quantity above zero; write it as 250, 2.5e9, 40k or 3 M")]
pub struct NoQuantity(String);

/// Within half a decade, a factor of about three, an estimate is right.
const RIGHT_DECADES: f64 = 0.5;
/// Within a factor of about a quarter more it is exact.
const EXACT_DECADES: f64 = 0.1;
/// Up to ten times off it is a start.
const NEAR_DECADES: f64 = 1.0;

/// Checks an answer; nothing where only the person can tell or the answer is of another kind.
pub fn check(expected: &Expected, answer: &Answer) -> Option<Checked> {
    match (expected, answer) {
        (Expected::Choose { choice }, Answer::Choice(given)) => {
            let right = given.eq_ignore_ascii_case(choice);
            Some(Checked {
                score: if right { 1.0 } else { 0.0 },
                suggested: if right { Grade::Good } else { Grade::Again },
                decades: None,
            })
        }
        (Expected::Estimate { value, .. }, Answer::Estimate(given)) => {
            let decades = (given / value).log10().abs();
            let (score, suggested) = match decades {
                d if d <= EXACT_DECADES => (1.0, Grade::Easy),
                d if d <= RIGHT_DECADES => (1.0, Grade::Good),
                d if d <= NEAR_DECADES => (0.5, Grade::Hard),
                // Also what is not a number.
                _ => (0.0, Grade::Again),
            };
            Some(Checked { score, suggested, decades: decades.is_finite().then_some(decades) })
        }
        _ => None,
    }
}

/// Reads a quantity as people type it: `2.5e9`, `1,000,000`, `40k`, `3 M bytes`. What follows the
/// number and its letter is the unit and is not compared.
pub fn quantity(text: &str) -> Result<f64, NoQuantity> {
    let refuse = || NoQuantity(text.chars().take(40).collect());
    let plain: String = text.trim().chars().filter(|c| !matches!(c, ',' | '_' | '\'')).collect();
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let mut end = plain.find(|c| !digits(c)).unwrap_or(plain.len());
    if let Some(rest) = plain[end..].strip_prefix(['e', 'E']) {
        let signed = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        let exponent = signed.find(|c: char| !c.is_ascii_digit()).unwrap_or(signed.len());
        if exponent > 0 {
            end = plain.len() - signed.len() + exponent;
        }
    }
    let number: f64 = plain[..end].parse().map_err(|_| refuse())?;
    let unit = plain[end..].trim_start();
    let alone = unit.chars().nth(1).is_none_or(char::is_whitespace);
    let factor = match unit.chars().next() {
        Some('k' | 'K') if alone => 1e3,
        Some('M') if alone => 1e6,
        Some('G') if alone => 1e9,
        Some('T') if alone => 1e12,
        Some('P') if alone => 1e15,
        _ => 1.0,
    };
    let value = number * factor;
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn options_and_decades() {
        let choose = Expected::Choose { choice: 'b' };
        let estimate = Expected::Estimate { value: 2.5e9, unit: "bytes".into() };
        let cases = [
            (&choose, Answer::Choice('B'), Some((1.0, Grade::Good))),
            (&choose, Answer::Choice('c'), Some((0.0, Grade::Again))),
            (&choose, Answer::Estimate(1.0), None),
            (&estimate, Answer::Estimate(2.6e9), Some((1.0, Grade::Easy))),
            (&estimate, Answer::Estimate(1e9), Some((1.0, Grade::Good))),
            (&estimate, Answer::Estimate(20e9), Some((0.5, Grade::Hard))),
            (&estimate, Answer::Estimate(1.0), Some((0.0, Grade::Again))),
            (&estimate, Answer::Estimate(f64::NAN), Some((0.0, Grade::Again))),
            (&estimate, Answer::Estimate(-1.0), Some((0.0, Grade::Again))),
            (&Expected::Recall, Answer::Choice('a'), None),
            (&Expected::Flaw, Answer::Choice('a'), None),
        ];
        for (expected, answer, want) in cases {
            let got = check(expected, &answer).map(|c| (c.score, c.suggested));
            assert_eq!(got, want, "{expected:?} {answer:?}");
        }
    }

    #[test]
    fn quantities_as_people_type_them() {
        let good = [
            ("250", 250.0),
            ("2.5e9", 2.5e9),
            ("1e-3 s", 1e-3),
            (" 1,000,000 rows", 1e6),
            ("40k", 40e3),
            ("3 M bytes", 3e6),
            ("3 MB", 3.0),
            ("12 e", 12.0),
            ("5 events", 5.0),
            ("7 seconds", 7.0),
        ];
        for (text, value) in good {
            let got = quantity(text).expect(text);
            assert!((got / value - 1.0).abs() < 1e-12, "{text}: {got}");
        }
        for text in ["", "many", "-3", "0", "1.2.3", "1e999", ".", "e5", "NaN", "inf"] {
            assert!(quantity(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            if let Ok(value) = quantity(&text) {
                prop_assert!(value.is_finite() && value > 0.0);
            }
        }
    }
}
