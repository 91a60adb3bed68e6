//! The default output validator of the package format: compares tokens.
//!
//! Pure and on bytes: outputs may hold anything. How a difference is shown to people is `diff`.

/// How tokens are compared; see section "default validator" of `docs/packages`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    pub case_sensitive: bool,
    pub space_change_sensitive: bool,
    pub float_absolute: Option<f64>,
    pub float_relative: Option<f64>,
}

/// The package asks for something the validator does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the default validator's arguments are wrong: {0}; correct them in the package")]
pub struct BadOptions(String);

/// The first place where the output is not the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mismatch {
    /// Tokens differ. Positions are byte offsets.
    Token { answer: Span, output: Span, kind: TokenMismatch },
    /// The output ends too early; `answer` is the first token that is missing.
    Missing { answer: Span },
    /// The output goes on after the answer has ended.
    Extra { output: Span },
    /// White space differs, where that matters. Offsets of the runs.
    Space { answer: Span, output: Span },
}

/// Bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TokenMismatch {
    Text,
    /// Only upper and lower case differ.
    Case,
    /// Both are numbers, too far apart.
    Number {
        difference: f64,
    },
    /// The answer is a number, the output is not.
    NotANumber,
}

impl Options {
    pub fn parse(args: &[String]) -> Result<Self, BadOptions> {
        let mut options = Self::default();
        let mut both = None;
        let mut words = args.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "case_sensitive" => set_flag(&mut options.case_sensitive, word)?,
                "space_change_sensitive" => set_flag(&mut options.space_change_sensitive, word)?,
                "float_absolute_tolerance" => {
                    set(&mut options.float_absolute, word, words.next())?;
                }
                "float_relative_tolerance" => {
                    set(&mut options.float_relative, word, words.next())?;
                }
                "float_tolerance" => set(&mut both, word, words.next())?,
                other => return Err(BadOptions(format!("it has no option {other}"))),
            }
        }
        if let Some(both) = both {
            if options.float_absolute.is_some() || options.float_relative.is_some() {
                return Err(BadOptions(String::from(
                    "float_tolerance cannot be mixed with the specific tolerances",
                )));
            }
            options.float_absolute = Some(both);
            options.float_relative = Some(both);
        }
        Ok(options)
    }

    fn has_tolerance(self) -> bool {
        self.float_absolute.is_some() || self.float_relative.is_some()
    }
}

/// `None` when the output is right.
pub fn compare(answer: &[u8], output: &[u8], options: Options) -> Option<Mismatch> {
    let (mut a, mut o) = (0, 0);
    loop {
        let (a_space, o_space) = (skip(answer, a, is_space), skip(output, o, is_space));
        let differs = answer[a..a_space] != output[o..o_space];
        let a_end = skip(answer, a_space, |byte| !is_space(byte));
        let o_end = skip(output, o_space, |byte| !is_space(byte));
        let (in_answer, in_output) =
            (Span { start: a_space, end: a_end }, Span { start: o_space, end: o_end });
        match (a_space < a_end, o_space < o_end) {
            (true, false) => return Some(Mismatch::Missing { answer: in_answer }),
            (false, true) => return Some(Mismatch::Extra { output: in_output }),
            (answer_goes_on, _) => {
                if options.space_change_sensitive && differs {
                    return Some(Mismatch::Space {
                        answer: Span { start: a, end: a_space },
                        output: Span { start: o, end: o_space },
                    });
                }
                if !answer_goes_on {
                    return None;
                }
            }
        }
        let (wanted, got) = (&answer[a_space..a_end], &output[o_space..o_end]);
        if let Some(kind) = compare_tokens(wanted, got, options) {
            return Some(Mismatch::Token { answer: in_answer, output: in_output, kind });
        }
        (a, o) = (a_end, o_end);
    }
}

/// The number grammar of the format: no `nan`, `inf`, hexadecimal or separators.
pub fn parse_float(token: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(token).ok()?;
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let good_mantissa = match mantissa.split_once('.') {
        Some((before, after)) => {
            (before.is_empty() || digits(before))
                && (after.is_empty() || digits(after))
                && mantissa.len() > 1
        }
        None => digits(mantissa),
    };
    let good_exponent =
        exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)));
    (good_mantissa && good_exponent).then(|| text.parse().ok()).flatten()
}

pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

fn skip(bytes: &[u8], from: usize, matches: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|byte| !matches(*byte)).map_or(bytes.len(), |at| from + at)
}

fn compare_tokens(wanted: &[u8], got: &[u8], options: Options) -> Option<TokenMismatch> {
    if wanted == got {
        return None;
    }
    if options.has_tolerance()
        && let Some(wanted) = parse_float(wanted)
    {
        let Some(got) = parse_float(got) else { return Some(TokenMismatch::NotANumber) };
        let difference = (got - wanted).abs();
        let close = options.float_absolute.is_some_and(|limit| difference <= limit)
            || options.float_relative.is_some_and(|limit| difference <= limit * wanted.abs());
        return (!close).then_some(TokenMismatch::Number { difference });
    }
    let same_letters = wanted.eq_ignore_ascii_case(got);
    match (same_letters, options.case_sensitive) {
        (true, false) => None,
        (true, true) => Some(TokenMismatch::Case),
        (false, _) => Some(match (parse_float(wanted), parse_float(got)) {
            (Some(a), Some(b)) => TokenMismatch::Number { difference: (a - b).abs() },
            _ => TokenMismatch::Text,
        }),
    }
}

fn set_flag(flag: &mut bool, name: &str) -> Result<(), BadOptions> {
    if std::mem::replace(flag, true) {
        return Err(BadOptions(format!("{name} is there twice")));
    }
    Ok(())
}

fn set(value: &mut Option<f64>, name: &str, word: Option<&String>) -> Result<(), BadOptions> {
    let word = word.ok_or_else(|| BadOptions(format!("{name} needs a number")))?;
    let number = parse_float(word.as_bytes())
        .filter(|number| *number >= 0.0)
        .ok_or_else(|| BadOptions(format!("{word} is no tolerance")))?;
    if value.replace(number).is_some() {
        return Err(BadOptions(format!("{name} is there twice")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn check(args: &str, answer: &str, output: &str, accepted: bool) {
        let options = Options::parse(&words(args)).expect("sound options");
        let got = compare(answer.as_bytes(), output.as_bytes(), options);
        assert_eq!(got.is_none(), accepted, "[{args}] {answer:?} / {output:?}: {got:?}");
    }

    #[test]
    fn tokens_are_compared_by_the_rules_of_the_format() {
        check("", "1 2\n3\n", "1\n2 3", true);
        check("", "Yes\n", "yES\n", true);
        check("", "1.0\n", "1.00\n", false);
        check("", "", "\n \n", true);
        check("", "1", "1 2", false);
        check("", "1 2", "1", false);
        check("", "a\u{a0}b", "a b", false);
        check("case_sensitive", "Yes", "yes", false);
        check("space_change_sensitive", "1 2\n", "1  2\n", false);
        check("space_change_sensitive", "1 2\n", "1 2", false);
        check("space_change_sensitive", "1 2\n", " 1 2\n", false);
        check("space_change_sensitive", "1 2\n", "1 2\n", true);
        check("space_change_sensitive", "Yes\n", "yes\n", true);
        check("float_tolerance 1e-6", "1.0 x", "1.0000005 X", true);
        check("float_tolerance 1e-6", "1.0", "1.1", false);
        check("float_tolerance 1e-6", "1", "one", false);
        check("float_tolerance 1e-6", "1", "nan", false);
        check("float_tolerance 1e-6", "1", "0x1", false);
        check("float_tolerance 0.5", "3", "3.4e0", true);
        check("float_absolute_tolerance 0.1", "100", "100.2", false);
        check("float_relative_tolerance 0.1", "100", "100.2", true);
        check("float_relative_tolerance 0.1", "0", "1e-9", false);
        check("float_relative_tolerance 0.1", "0", "0.0", true);
    }

    #[test]
    fn numbers_follow_the_grammar() {
        for good in
            ["1", "+1", "-1.5", ".5", "5.", "1e9", "1.E-3", "000123456789012345678901234567890"]
        {
            assert!(parse_float(good.as_bytes()).is_some(), "{good}");
        }
        for bad in ["", ".", "+", "e5", "1e", "nan", "inf", "0x10", "1_000", "1,5", "--1", "1e5.0"]
        {
            assert!(parse_float(bad.as_bytes()).is_none(), "{bad}");
        }
    }

    #[test]
    fn wrong_options_are_refused() {
        for bad in [
            "float_tolerance",
            "float_tolerance x",
            "float_tolerance -1",
            "float_tolerance 1 float_tolerance 1",
            "float_tolerance 1 float_absolute_tolerance 1",
            "case_sensitive case_sensitive",
            "ignore_everything",
        ] {
            assert!(Options::parse(&words(bad)).is_err(), "{bad}");
        }
    }
}
