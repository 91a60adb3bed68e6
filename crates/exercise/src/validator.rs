//! The default output validator: options and comparison, as a pure function on bytes.

use crate::number;

/// How tokens are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DefaultOptions {
    pub case: CaseMatters,
    pub space: SpaceMatters,
    /// With any tolerance, answer tokens that are numbers are compared as numbers.
    pub relative: Option<f64>,
    pub absolute: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseMatters {
    #[default]
    No,
    Yes,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpaceMatters {
    #[default]
    No,
    Yes,
}

/// The first difference; `None` of a side means that it has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Number of the token, from 0.
    pub token: usize,
    /// Byte offsets of the token in the answer and in the output.
    pub answer_at: usize,
    pub output_at: usize,
    pub kind: DifferenceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The output ends too early.
    Missing,
    /// The output goes on after the answer has ended.
    Extra,
    /// Only the white space differs.
    Space,
    /// Only the case of letters differs.
    Case,
    /// A number beyond the tolerance.
    Precision,
    /// A number was wanted.
    NotANumber,
    Other,
}

impl DefaultOptions {
    /// Reads the arguments of the default validator.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut seen: Vec<&str> = Vec::new();
        let mut rest = args.iter();
        while let Some(name) = rest.next() {
            if seen.contains(&name.as_str()) {
                return Err(format!("`{name}` is there twice"));
            }
            seen.push(name);
            match name.as_str() {
                "case_sensitive" => options.case = CaseMatters::Yes,
                "space_change_sensitive" => options.space = SpaceMatters::Yes,
                "float_tolerance" | "float_relative_tolerance" | "float_absolute_tolerance" => {
                    let value = rest.next().ok_or_else(|| format!("`{name}` needs a number"))?;
                    let value = number::parse_float(value).filter(|value| *value >= 0.0);
                    let value =
                        value.ok_or_else(|| format!("`{name}` needs a number, 0 or more"))?;
                    if name != "float_absolute_tolerance" {
                        options.relative = Some(value);
                    }
                    if name != "float_relative_tolerance" {
                        options.absolute = Some(value);
                    }
                }
                other => return Err(format!("`{other}` is not known")),
            }
        }
        let specific = seen.contains(&"float_relative_tolerance")
            || seen.contains(&"float_absolute_tolerance");
        if seen.contains(&"float_tolerance") && specific {
            return Err("`float_tolerance` excludes the other two tolerances".into());
        }
        Ok(options)
    }

    /// Compares an output with the answer; `Ok` means accepted.
    pub fn compare(&self, answer: &[u8], output: &[u8]) -> Result<(), Difference> {
        let (mut wanted, mut got) =
            (Tokens { text: answer, at: 0 }, Tokens { text: output, at: 0 });
        let mut token = 0;
        loop {
            let (answer_gap, output_gap) = (wanted.gap(), got.gap());
            let difference =
                |kind| Err(Difference { token, answer_at: wanted.at, output_at: got.at, kind });
            if self.space == SpaceMatters::Yes && answer_gap != output_gap {
                return difference(DifferenceKind::Space);
            }
            let (mut after_wanted, mut after_got) = (wanted.clone(), got.clone());
            match (after_wanted.token(), after_got.token()) {
                (None, None) => return Ok(()),
                (Some(_), None) => return difference(DifferenceKind::Missing),
                (None, Some(_)) => return difference(DifferenceKind::Extra),
                (Some(answer), Some(output)) => {
                    if let Some(kind) = self.differ(answer, output) {
                        return difference(kind);
                    }
                }
            }
            (wanted, got) = (after_wanted, after_got);
            token += 1;
        }
    }

    fn differ(&self, answer: &[u8], output: &[u8]) -> Option<DifferenceKind> {
        let tolerant = self.relative.is_some() || self.absolute.is_some();
        if let Some(wanted) = parse(answer).filter(|_| tolerant) {
            let Some(got) = parse(output) else { return Some(DifferenceKind::NotANumber) };
            let error = (got - wanted).abs();
            let relative = self.relative.is_some_and(|e| error <= e * wanted.abs());
            let absolute = self.absolute.is_some_and(|e| error <= e);
            return (!relative && !absolute).then_some(DifferenceKind::Precision);
        }
        let same_but_for_case = answer.eq_ignore_ascii_case(output);
        match self.case {
            _ if answer == output => None,
            CaseMatters::No if same_but_for_case => None,
            CaseMatters::Yes if same_but_for_case => Some(DifferenceKind::Case),
            _ => Some(DifferenceKind::Other),
        }
    }
}

fn parse(token: &[u8]) -> Option<f64> {
    std::str::from_utf8(token).ok().and_then(number::parse_float)
}

#[derive(Clone)]
struct Tokens<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Tokens<'t> {
    fn run(&mut self, holds: impl Fn(u8) -> bool) -> &'t [u8] {
        let rest = &self.text[self.at..];
        let length = rest.iter().take_while(|byte| holds(**byte)).count();
        self.at += length;
        &rest[..length]
    }

    fn gap(&mut self) -> &'t [u8] {
        self.run(is_space)
    }

    fn token(&mut self) -> Option<&'t [u8]> {
        Some(self.run(|byte| !is_space(byte))).filter(|token| !token.is_empty())
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | 0x0c | b'\n' | b'\r' | b'\t' | 0x0b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(options: &str, answer: &str, output: &str) -> Option<DifferenceKind> {
        let args: Vec<String> = options.split_whitespace().map(str::to_owned).collect();
        let options = DefaultOptions::parse(&args).expect("the options are right");
        options.compare(answer.as_bytes(), output.as_bytes()).err().map(|found| found.kind)
    }

    #[test]
    fn comparison_follows_the_format() {
        use DifferenceKind as Kind;
        for (options, answer, output, expected) in [
            ("", "Yes 1\n", "yes\t1", None),
            ("", "1.0", "1.00", Some(Kind::Other)),
            ("case_sensitive", "Yes", "yes", Some(Kind::Case)),
            ("space_change_sensitive", "a b\n", "a  b\n", Some(Kind::Space)),
            ("space_change_sensitive", "a b\n", "a b", Some(Kind::Space)),
            ("space_change_sensitive", "a b\n", "a b\n", None),
            ("", "a b", "a", Some(Kind::Missing)),
            ("", "a", "a b", Some(Kind::Extra)),
            ("float_tolerance 1e-6", "1 x", "1.0000005 x", None),
            ("float_tolerance 1e-6", "1", "one", Some(Kind::NotANumber)),
            ("float_tolerance 1e-6", "1", "nan", Some(Kind::NotANumber)),
            ("float_relative_tolerance 1e-2", "0", "0.001", Some(Kind::Precision)),
            ("float_absolute_tolerance 0.5", "10", "10.5", None),
            ("float_absolute_tolerance 0.5", "10", "10.6", Some(Kind::Precision)),
            ("float_tolerance 1e-6", "abc", "ABC", None),
        ] {
            assert_eq!(check(options, answer, output), expected, "{options}: {answer} {output}");
        }
    }

    #[test]
    fn contradicting_options_are_errors() {
        for options in [
            "float_tolerance",
            "float_tolerance x",
            "float_tolerance 1 float_relative_tolerance 1",
            "case_sensitive case_sensitive",
            "nothing",
        ] {
            let args: Vec<String> = options.split_whitespace().map(str::to_owned).collect();
            assert!(DefaultOptions::parse(&args).is_err(), "{options}");
        }
    }
}
