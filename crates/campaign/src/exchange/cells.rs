//! Bytes to text, and cells that no spreadsheet runs.

use super::ExchangeError;

/// First characters that make a spreadsheet take a cell for a formula (OWASP, *CSV Injection*).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell for export: with an apostrophe before what would be a formula, and before an apostrophe
/// that stands before one, so that [`plain`] gives back exactly what went in. Plain numbers such as
/// `-5` stay numbers.
pub fn harmless(cell: &str) -> String {
    let rest = cell.trim_start_matches('\'');
    let is_number = rest.len() == cell.len() && cell.parse::<f64>().is_ok_and(f64::is_finite);
    // Spreadsheets skip blanks and full-width forms before they look for a formula.
    let first = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']).chars().next();
    let folded = first.map(|c| match c {
        '＝' => '=',
        '＋' => '+',
        '－' => '-',
        '＠' => '@',
        c => c,
    });
    match folded {
        Some(c) if FORMULA.contains(&c) && !is_number => format!("'{cell}"),
        Some('\n') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

/// The cell that [`harmless`] was given.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if harmless(rest) == cell => rest,
        _ => cell,
    }
}

/// Text of a file: UTF-8 or UTF-16 by its mark, UTF-8 if it is that, else Windows-1252, in which
/// spreadsheets of the West save. Bytes that mean nothing even there are refused.
pub fn decoded(bytes: &[u8]) -> Result<String, ExchangeError> {
    if bytes.len() > super::MOST_BYTES {
        return Err(ExchangeError::TooLarge);
    }
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.to_owned()),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    };
    text.filter(|text| !text.contains('\0')).ok_or(ExchangeError::NotText)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok())?
}

/// The characters of 0x80 to 0x9f; five have none.
const UPPER: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> Option<char> {
    let character = match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    (character != '\0').then_some(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_come_back() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+49 30 1234", "'+49 30 1234"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("  =HYPERLINK(\"x\")", "'  =HYPERLINK(\"x\")"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("-5", "-5"),
            ("+1.5e3", "+1.5e3"),
            ("Acme", "Acme"),
            ("it's", "it's"),
            ("'quoted'", "'quoted'"),
            ("", ""),
        ];
        for (cell, expected) in cases {
            assert_eq!(harmless(cell), expected);
            assert_eq!(plain(expected), cell);
        }
        assert_eq!(plain("'a name"), "'a name");
    }

    #[test]
    fn encodings_as_programs_save_them() {
        let cases: [(&[u8], &str); 6] = [
            (b"Z\xc3\xbcrich", "Zürich"),
            (b"\xef\xbb\xbfa;b", "a;b"),
            (b"\xff\xfea\0;\0", "a;"),
            (b"\xfe\xff\0a\0;", "a;"),
            (b"Z\xfcrich \x80", "Zürich €"),
            (b"", ""),
        ];
        for (bytes, text) in cases {
            assert_eq!(decoded(bytes).as_deref(), Ok(text));
        }
        for bytes in [&b"\x81\xff"[..], b"\xff\xfea", b"a\0b", b"\xef\xbb\xbf\xff"] {
            assert_eq!(decoded(bytes), Err(ExchangeError::NotText), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn every_cell_is_harmless_and_comes_back(
            cell in "[='+@\\-\\t\\r\\n a0-9]{0,8}|\\PC{0,20}",
        ) {
            let out = harmless(&cell);
            prop_assert_eq!(plain(&out), cell.as_str());
            let numeric = out.parse::<f64>().is_ok();
            let first = out.trim_start().chars().next();
            let armed = first.is_some_and(|c| ['=', '+', '-', '@'].contains(&c));
            prop_assert!(!armed || numeric, "{out:?}");
        }

        #[test]
        fn any_bytes_are_text_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(text) = decoded(&bytes) {
                prop_assert!(!text.contains('\0'));
            }
        }
    }
}
