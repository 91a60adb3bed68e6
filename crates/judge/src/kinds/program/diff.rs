//! How an output differs from the answer, for people: the first place, its lines, and the manner.
//!
//! Pure. Whether the output is right was decided before, by a validator.

use std::collections::BTreeMap;

use exercise::number::parse_float;
use exercise::validator::{CaseMatters, DefaultOptions, Difference, DifferenceKind, SpaceMatters};
use serde::{Deserialize, Serialize};

/// The first difference and how it differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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
pub fn explain(answer: &[u8], output: &[u8], options: &DefaultOptions) -> Option<Diff> {
    let strict = DefaultOptions { case: CaseMatters::Yes, space: SpaceMatters::Yes, ..*options };
    let difference =
        options.compare(answer, output).and_then(|()| strict.compare(answer, output)).err()?;
    let expected =
        (difference.kind != DifferenceKind::Extra).then(|| Place::of(answer, difference.answer_at));
    let got = (difference.kind != DifferenceKind::Missing)
        .then(|| Place::of(output, difference.output_at));
    let manner = manner(answer, output, &difference, expected.as_ref(), got.as_ref());
    Some(Diff {
        manner,
        sentence: sentence(manner, expected.as_ref(), got.as_ref()),
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
    fn of(bytes: &[u8], at: usize) -> Self {
        let at = at.min(bytes.len());
        let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let until = |stop: fn(u8) -> bool| {
            bytes[at..].iter().position(|byte| stop(*byte)).map_or(bytes.len(), |end| at + end)
        };
        let line = bytes[..start].split(|byte| *byte == b'\n').count();
        let before = String::from_utf8_lossy(&bytes[start..at]).chars().count();
        let whole = String::from_utf8_lossy(&bytes[start..until(|byte| byte == b'\n')]);
        let skipped = before.saturating_sub(CONTEXT);
        let mut text: String = whole.chars().skip(skipped).take(2 * CONTEXT).collect();
        if skipped > 0 {
            text.insert(0, '…');
        }
        if whole.chars().count() > skipped + 2 * CONTEXT {
            text.push('…');
        }
        let word = String::from_utf8_lossy(&bytes[at..until(is_space)]);
        let word = match word.char_indices().nth(CONTEXT) {
            Some((end, _)) => format!("{}…", &word[..end]),
            None => word.into_owned(),
        };
        Self { line, column: before + 1, text, word }
    }

    fn number(&self) -> Option<f64> {
        parse_float(&self.word)
    }
}

fn manner(
    answer: &[u8],
    output: &[u8],
    difference: &Difference,
    expected: Option<&Place>,
    got: Option<&Place>,
) -> Manner {
    if output.iter().all(|byte| is_space(*byte)) {
        return Manner::NoOutput;
    }
    match difference.kind {
        DifferenceKind::Space => Manner::Space,
        DifferenceKind::Missing => Manner::Missing,
        DifferenceKind::Extra => Manner::Extra,
        DifferenceKind::Case => Manner::Case,
        _ if same_without_space(answer, output) => Manner::Space,
        _ if same_bag(answer, output) => Manner::Order,
        _ if line_left_out(answer, output) => Manner::Missing,
        _ if line_left_out(output, answer) => Manner::Extra,
        DifferenceKind::NotANumber => Manner::NotANumber,
        DifferenceKind::Precision | DifferenceKind::Other => {
            let is_close = |wanted: &Place, got: &Place| {
                let (a, b) = (wanted.number()?, got.number()?);
                let fraction = wanted.word.contains(['.', 'e', 'E']);
                Some(fraction && (a - b).abs() <= CLOSE * a.abs().max(1.0))
            };
            let close = expected.zip(got).and_then(|(wanted, got)| is_close(wanted, got));
            if close == Some(true) { Manner::Precision } else { Manner::Value }
        }
    }
}

fn sentence(manner: Manner, expected: Option<&Place>, got: Option<&Place>) -> String {
    let at = got.or(expected).map_or(1, |place| place.line);
    let word = |place: Option<&Place>| place.map_or(String::new(), |place| place.word.clone());
    let (wanted, found) = (word(expected), word(got));
    match manner {
        Manner::NoOutput => String::from("the program printed nothing"),
        Manner::Space => format!("line {at} differs only in white space"),
        Manner::Case => format!(
            "line {at} differs only in upper and lower case: expected {wanted}, got {found}"
        ),
        Manner::Order => format!(
            "the right values are there in another order: line {at} has {found} where {wanted} belongs"
        ),
        Manner::Precision => {
            let numbers = expected.and_then(Place::number).zip(got.and_then(Place::number));
            let off = numbers.map_or(0.0, |(a, b)| (a - b).abs());
            format!(
                "line {at} has {found} where {wanted} belongs: off by {off:.3e}, print more digits or \
                 compute more exactly"
            )
        }
        Manner::Missing => match expected {
            Some(place) if got.is_none() => format!(
                "the output ends too early: line {} with {} is missing",
                place.line, place.word
            ),
            _ => format!("a line is missing: {wanted} belongs in line {at}, got {found}"),
        },
        Manner::Extra => format!("line {at} has {found}, which does not belong there"),
        Manner::NotANumber => format!("line {at} has {found} where the number {wanted} belongs"),
        Manner::Value => format!("line {at} has {found} where {wanted} belongs"),
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

fn tokens(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| is_space(*byte)).filter(|token| !token.is_empty())
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
        let got = explain(answer.as_bytes(), output.as_bytes(), &DefaultOptions::default());
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
        assert_eq!(explain(b"same\n", b"same\n", &DefaultOptions::default()), None);
    }

    #[test]
    fn long_lines_are_cut_around_the_difference() {
        let answer = format!("{}9 {}\n", "a ".repeat(500), "b ".repeat(500));
        let output = answer.replace('9', "8");
        let got = explain(answer.as_bytes(), output.as_bytes(), &DefaultOptions::default())
            .expect("differ");
        assert_eq!(got.got_column, Some(1001));
        let text = got.got.expect("there is a line");
        assert!(text.starts_with('…') && text.ends_with('…') && text.contains('8'));
        assert!(text.chars().count() <= 2 * CONTEXT + 2);
    }
}
