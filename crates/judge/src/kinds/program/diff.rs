//! How an output differs from the answer, for people: the first place, its lines, and the manner.
//!
//! Pure. Whether the output is right was decided before, by a validator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::default_validator::{Mismatch, Options, Span, TokenMismatch, compare};

/// The first difference and how it differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diff {
    pub manner: Manner,
    /// One sentence.
    pub sentence: String,
    /// Line of the answer, from 1; `None` when the answer has ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
    /// Line of the output, from 1; `None` when the output has ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub got_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub got: Option<String>,
    /// Column of the difference in each line, in characters from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub got_column: Option<usize>,
}

/// The ways in which outputs go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    NoOutput,
    /// Only white space differs.
    Space,
    /// Only upper and lower case differ.
    Case,
    /// The same lines or words in another order.
    Order,
    /// A number is close, but not close enough.
    Precision,
    /// The output ends too early or a line is left out.
    Missing,
    /// The output has more than the answer.
    Extra,
    /// A word where a number belongs.
    NotANumber,
    Value,
}

/// Characters of a line shown on each side of the difference.
const CONTEXT: usize = 100;
/// Bytes up to which two outputs are compared as bags of tokens to detect a changed order.
const ORDER_BYTES: usize = 4 << 20;
/// Relative difference below which a number is called imprecise rather than wrong.
const CLOSE: f64 = 1e-2;

/// The difference between `answer` and `output`. When they agree under `options`, a stricter
/// comparison is tried, since a package's own validator may be stricter; `None` if they are equal.
pub fn explain(answer: &[u8], output: &[u8], options: Options) -> Option<Diff> {
    let strict = Options { case_sensitive: true, space_change_sensitive: true, ..options };
    let mismatch = compare(answer, output, options).or_else(|| compare(answer, output, strict))?;
    let manner = manner(answer, output, &mismatch);
    let (expected_span, got_span) = spans(&mismatch);
    let expected = expected_span.map(|span| Place::of(answer, span));
    let got = got_span.map(|span| Place::of(output, span));
    Some(Diff {
        manner,
        sentence: sentence(manner, &mismatch, expected.as_ref(), got.as_ref()),
        expected_line: expected.as_ref().map(|place| place.line),
        expected_column: expected.as_ref().map(|place| place.column),
        expected: expected.map(|place| place.text),
        got_line: got.as_ref().map(|place| place.line),
        got_column: got.as_ref().map(|place| place.column),
        got: got.map(|place| place.text),
    })
}

/// A place in a text, and the part of its line around it.
struct Place {
    line: usize,
    column: usize,
    text: String,
    word: String,
}

impl Place {
    fn of(bytes: &[u8], span: Span) -> Self {
        let start =
            bytes[..span.start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end = bytes[span.start..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(bytes.len(), |at| span.start + at);
        let line = bytes[..start].iter().filter(|byte| **byte == b'\n').count() + 1;
        let before = String::from_utf8_lossy(&bytes[start..span.start]).chars().count();
        let whole = String::from_utf8_lossy(&bytes[start..end]);
        let skipped = before.saturating_sub(CONTEXT);
        let mut text: String = whole.chars().skip(skipped).take(2 * CONTEXT).collect();
        if skipped > 0 {
            text.insert(0, '…');
        }
        if whole.chars().count() > skipped + 2 * CONTEXT {
            text.push('…');
        }
        let word = String::from_utf8_lossy(&bytes[span.start..span.end]);
        let word = match word.char_indices().nth(CONTEXT) {
            Some((at, _)) => format!("{}…", &word[..at]),
            None => word.into_owned(),
        };
        Self { line, column: before + 1, text, word }
    }
}

fn spans(mismatch: &Mismatch) -> (Option<Span>, Option<Span>) {
    match *mismatch {
        Mismatch::Token { answer, output, .. } | Mismatch::Space { answer, output } => {
            (Some(answer), Some(output))
        }
        Mismatch::Missing { answer } => (Some(answer), None),
        Mismatch::Extra { output } => (None, Some(output)),
    }
}

fn manner(answer: &[u8], output: &[u8], mismatch: &Mismatch) -> Manner {
    if output.iter().all(|byte| super::default_validator::is_space(*byte)) {
        return Manner::NoOutput;
    }
    match mismatch {
        Mismatch::Space { .. } => Manner::Space,
        Mismatch::Missing { .. } => Manner::Missing,
        Mismatch::Extra { .. } => Manner::Extra,
        Mismatch::Token { kind: TokenMismatch::Case, .. } => Manner::Case,
        Mismatch::Token { .. } if same_without_space(answer, output) => Manner::Space,
        Mismatch::Token { .. } if same_bag(answer, output) => Manner::Order,
        Mismatch::Token { .. } if line_left_out(answer, output) => Manner::Missing,
        Mismatch::Token { .. } if line_left_out(output, answer) => Manner::Extra,
        Mismatch::Token { kind: TokenMismatch::NotANumber, .. } => Manner::NotANumber,
        Mismatch::Token { answer: span, kind: TokenMismatch::Number { difference }, .. } => {
            let token = &answer[span.start..span.end];
            let wanted = super::default_validator::parse_float(token).unwrap_or(0.0);
            let fraction = token.iter().any(|byte| matches!(byte, b'.' | b'e' | b'E'));
            if fraction && *difference <= CLOSE * wanted.abs().max(1.0) {
                Manner::Precision
            } else {
                Manner::Value
            }
        }
        Mismatch::Token { kind: TokenMismatch::Text, .. } => Manner::Value,
    }
}

fn sentence(
    manner: Manner,
    mismatch: &Mismatch,
    expected: Option<&Place>,
    got: Option<&Place>,
) -> String {
    let at = got.or(expected).map_or(1, |place| place.line);
    let word = |place: Option<&Place>| place.map_or(String::new(), |place| place.word.clone());
    match manner {
        Manner::NoOutput => String::from("the program printed nothing"),
        Manner::Space => format!("line {at} differs only in white space"),
        Manner::Case => {
            format!(
                "line {at} differs only in upper and lower case: expected {}, got {}",
                word(expected),
                word(got)
            )
        }
        Manner::Order => format!(
            "the right values are there in another order: line {at} has {} where {} belongs",
            word(got),
            word(expected)
        ),
        Manner::Precision => match mismatch {
            Mismatch::Token { kind: TokenMismatch::Number { difference }, .. } => format!(
                "line {at} has {} where {} belongs: off by {difference:.3e}, print more digits or compute more exactly",
                word(got),
                word(expected)
            ),
            _ => format!("line {at} is not precise enough"),
        },
        Manner::Missing => match expected {
            Some(place) if got.is_none() => format!(
                "the output ends too early: line {} with {} is missing",
                place.line, place.word
            ),
            _ => format!(
                "a line is missing: {} belongs in line {at}, got {}",
                word(expected),
                word(got)
            ),
        },
        Manner::Extra => format!("line {at} has {}, which does not belong there", word(got)),
        Manner::NotANumber => {
            format!("line {at} has {} where the number {} belongs", word(got), word(expected))
        }
        Manner::Value => format!("line {at} has {} where {} belongs", word(got), word(expected)),
    }
}

fn tokens(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| super::default_validator::is_space(*byte)).filter(|token| !token.is_empty())
}

fn same_without_space(a: &[u8], b: &[u8]) -> bool {
    tokens(a).flatten().eq(tokens(b).flatten())
}

/// Whether both have the same tokens, in whatever order.
fn same_bag(a: &[u8], b: &[u8]) -> bool {
    if a.len() > ORDER_BYTES || b.len() > ORDER_BYTES {
        return false;
    }
    let mut counts: BTreeMap<&[u8], i64> = BTreeMap::new();
    for token in tokens(a) {
        *counts.entry(token).or_default() += 1;
    }
    for token in tokens(b) {
        *counts.entry(token).or_default() -= 1;
    }
    counts.values().all(|count| *count == 0)
}

/// Whether `shorter` is `longer` without one of its lines.
fn line_left_out(longer: &[u8], shorter: &[u8]) -> bool {
    let long: Vec<&[u8]> = longer.trim_ascii_end().split(|byte| *byte == b'\n').collect();
    let short: Vec<&[u8]> = shorter.trim_ascii_end().split(|byte| *byte == b'\n').collect();
    if long.len() != short.len() + 1 {
        return false;
    }
    let same = |(a, b): (&&[u8], &&[u8])| a.trim_ascii_end() == b.trim_ascii_end();
    let head = long.iter().zip(&short).take_while(|pair| same(*pair)).count();
    long[head + 1..].iter().zip(&short[head..]).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answer: &str, output: &str, manner: Manner, sentence: &str) {
        let got = explain(answer.as_bytes(), output.as_bytes(), Options::default());
        let got = got.expect("they differ");
        assert_eq!((got.manner, got.sentence.as_str()), (manner, sentence));
    }

    #[test]
    fn differences_are_told_by_their_manner() {
        check("1\n", " \n", Manner::NoOutput, "the program printed nothing");
        check("1 2\n", "12\n", Manner::Space, "line 1 differs only in white space");
        check(
            "1\n2\n3\n",
            "1\n3\n2\n",
            Manner::Order,
            "the right values are there in another order: line 2 has 3 where 2 belongs",
        );
        check(
            "1\n2\n3\n",
            "1\n3\n",
            Manner::Missing,
            "a line is missing: 2 belongs in line 2, got 3",
        );
        check(
            "1\n2\n",
            "1\n",
            Manner::Missing,
            "the output ends too early: line 2 with 2 is missing",
        );
        check("1\n3\n", "1\n2\n3\n", Manner::Extra, "line 2 has 2, which does not belong there");
        check("1\n", "1\n2\n", Manner::Extra, "line 2 has 2, which does not belong there");
        check(
            "0.333333\n",
            "0.33\n",
            Manner::Precision,
            "line 1 has 0.33 where 0.333333 belongs: off by 3.333e-3, print more digits or compute more exactly",
        );
        check("5\n", "6\n", Manner::Value, "line 1 has 6 where 5 belongs");
        check("yes\n", "no\n", Manner::Value, "line 1 has no where yes belongs");
    }

    #[test]
    fn agreeing_texts_are_compared_more_strictly() {
        check(
            "Yes\n",
            "yes\n",
            Manner::Case,
            "line 1 differs only in upper and lower case: expected Yes, got yes",
        );
        check("1 2\n", "1  2\n", Manner::Space, "line 1 differs only in white space");
        assert_eq!(explain(b"same\n", b"same\n", Options::default()), None);
    }

    #[test]
    fn long_lines_are_cut_around_the_difference() {
        let answer = format!("{}9 {}\n", "a ".repeat(500), "b ".repeat(500));
        let output = answer.replace('9', "8");
        let got =
            explain(answer.as_bytes(), output.as_bytes(), Options::default()).expect("differ");
        assert_eq!(got.got_column, Some(1001));
        let text = got.got.expect("there is a line");
        assert!(text.starts_with('…') && text.ends_with('…') && text.contains('8'));
        assert!(text.chars().count() <= 2 * CONTEXT + 2);
    }
}
