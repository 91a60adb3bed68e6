//! The numbers of the package format: one floating-point grammar for every place.
//!
//! `[+-]? (digits* "." digits+ | digits+ "." | digits+) ([eE][+-]?digits+)?`, so no `nan`, `inf`,
//! hexadecimal or thousands separators.

/// The value of `text` if all of it fits the grammar and the value is finite.
pub fn parse_float(text: &str) -> Option<f64> {
    if !fits(text.as_bytes()) {
        return None;
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

fn fits(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"+").or_else(|| text.strip_prefix(b"-")).unwrap_or(text);
    let (mantissa, exponent) = match text.iter().position(|b| matches!(b, b'e' | b'E')) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let mantissa_fits = match mantissa.iter().position(|b| *b == b'.') {
        Some(at) => digits(&mantissa[..at]) && digits(&mantissa[at + 1..]) && mantissa.len() > 1,
        None => digits(mantissa) && !mantissa.is_empty(),
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let sign = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-"));
        let exponent = sign.unwrap_or(exponent);
        digits(exponent) && !exponent.is_empty()
    });
    mantissa_fits && exponent_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_the_formats_own() {
        for (text, value) in
            [("1", 1.0), ("+.5", 0.5), ("2.", 2.0), ("-1e3", -1000.0), ("1.5E-1", 0.15)]
        {
            assert_eq!(parse_float(text), Some(value), "{text}");
        }
        for text in ["", ".", "+", "e5", "1e", "nan", "inf", "0x10", "1_000", " 1", "1 ", "1e999"] {
            assert_eq!(parse_float(text), None, "{text}");
        }
    }
}
