//! Compiler output made fit for people: the submission's own names, no terminal control, a limit.
//!
//! Pure.

use crate::report::{TEXT_BYTES, Text};

/// Joins both streams, since compilers disagree on where messages belong. `prefixes` are places
/// inside the sandbox, longest first, that mean nothing to the reader.
pub fn clean(streams: &[(&[u8], u64)], prefixes: &[&str]) -> Text {
    let mut text = String::new();
    let mut dropped = 0;
    for (bytes, lost) in streams {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&String::from_utf8_lossy(bytes));
        dropped += lost;
    }
    for prefix in prefixes {
        text = text.replace(prefix, "");
    }
    let text = without_control(&text);
    Text::cut(text.as_bytes(), TEXT_BYTES, dropped)
}

/// Drops escape sequences and control characters other than tab and newline.
pub fn without_control(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => skip_escape(&mut letters),
            '\n' | '\t' => clean.push(letter),
            '\r' if letters.peek() == Some(&'\n') => {}
            letter if letter.is_control() || is_bidirectional(letter) => clean.push('\u{fffd}'),
            letter => clean.push(letter),
        }
    }
    clean
}

/// After ESC: `[` parameters and a final letter, `]` text up to BEL or ESC `\`, or one letter.
fn skip_escape(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match letters.peek() {
        Some('[') => {
            letters.next();
            for letter in letters.by_ref() {
                if ('\u{40}'..='\u{7e}').contains(&letter) {
                    return;
                }
            }
        }
        Some(']') => {
            letters.next();
            while let Some(letter) = letters.next() {
                if letter == '\u{7}' {
                    return;
                }
                if letter == '\u{1b}' {
                    letters.next_if_eq(&'\\');
                    return;
                }
            }
        }
        _ => {
            letters.next_if(|letter| !letter.is_control());
        }
    }
}

/// Characters that make a line read otherwise than it is.
fn is_bidirectional(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_cleaned() {
        for (raw, expected) in [
            ("\u{1b}[31mred\u{1b}[0m text", "red text"),
            ("\u{1b}]0;title\u{7}x", "x"),
            ("\u{1b}]8;;http://x\u{1b}\\link", "link"),
            ("a\r\nb\u{8}\u{0}", "a\nb\u{fffd}\u{fffd}"),
            ("/work/main.c:1: /tmp/cc1.o", "main.c:1: cc1.o"),
            ("\u{202e}x", "\u{fffd}x"),
            ("ends\u{1b}", "ends"),
        ] {
            assert_eq!(clean(&[(raw.as_bytes(), 0)], &["/work/", "/tmp/"]).text, expected);
        }
    }

    #[test]
    fn output_is_cut_and_says_so() {
        let long = "x".repeat(TEXT_BYTES + 10);
        let text = clean(&[(long.as_bytes(), 5)], &[]);
        assert_eq!((text.text.len(), text.dropped), (TEXT_BYTES, 15));
    }
}
