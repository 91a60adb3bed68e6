//! Counting in people's own words, which are never changed. English; what a list does not know is
//! not counted, so figures are hints and not grades.

/// Words of a text: runs without white space that hold a letter or a digit.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric))
}

pub fn count(text: &str) -> u32 {
    u32::try_from(words(text).count()).unwrap_or(u32::MAX)
}

/// A word for comparison: lower case, plain apostrophes, no punctuation around it.
pub fn bare(word: &str) -> String {
    let plain = word.replace(['’', '‘'], "'");
    plain.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Words that stand for the speaker alone, and for a group.
pub const ME: [&str; 9] = ["i", "i'm", "i've", "i'd", "i'll", "my", "me", "mine", "myself"];
pub const US: [&str; 9] =
    ["we", "we're", "we've", "we'd", "we'll", "our", "ours", "us", "ourselves"];

pub fn of_list(text: &str, list: &[&str]) -> u32 {
    // "US" is a country.
    let found = words(text).filter(|w| *w != "US").filter(|w| list.contains(&bare(w).as_str()));
    u32::try_from(found.count()).unwrap_or(u32::MAX)
}

/// Sounds and phrases that fill a pause. Words that also mean something count only as a phrase.
const FILLERS: [&str; 14] = [
    "um",
    "uh",
    "uhm",
    "er",
    "erm",
    "hmm",
    "basically",
    "literally",
    "you know",
    "i mean",
    "sort of",
    "kind of",
    "or something",
    "and stuff",
];

/// Fillers in a transcript.
pub fn fillers(text: &str) -> u32 {
    let bare: Vec<String> = words(text).map(bare).collect();
    let mut found = 0;
    for at in 0..bare.len() {
        let starts = |phrase: &str| {
            let parts = phrase.split(' ');
            parts.enumerate().all(|(n, part)| bare.get(at + n).is_some_and(|w| w == part))
        };
        if FILLERS.iter().any(|phrase| starts(phrase)) {
            found += 1;
        }
    }
    found
}

/// Words that state a quantity without a digit.
const QUANTITIES: [&str; 27] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "half", "halved",
    "twice", "doubled", "tripled", "third", "quarter", "percent", "zero",
];

/// Figures in a text: words that begin with a digit (so not `p99`), or a quantity in words. "Twenty
/// five percent" is one.
pub fn figures(text: &str) -> u32 {
    let mut found = 0;
    let mut inside = false;
    for word in words(text) {
        let is_figure =
            word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_ascii_digit())
                || word.split('-').any(|part| QUANTITIES.contains(&bare(part).as_str()));
        if is_figure && !inside {
            found += 1;
        }
        inside = is_figure;
    }
    found
}

/// Sentences: pieces between full stops, exclamation and question marks and line ends that hold a
/// word. A point inside a number or a name does not end one.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, c)| *c);
        let ends = character == '\n'
            || matches!(character, '.' | '!' | '?') && next.is_none_or(char::is_whitespace);
        if ends {
            sentences.push(&text[start..at]);
            start = at + character.len_utf8();
        }
    }
    sentences.push(&text[start..]);
    sentences.retain(|s| words(s).next().is_some());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting() {
        let text = "Um, I cut p99 from 1.2 s to 90 ms – you know, by twenty-five percent. We won!";
        assert_eq!((count(text), fillers(text), figures(text)), (17, 2, 3));
        assert_eq!((of_list(text, &ME), of_list(text, &US)), (1, 1));
        assert_eq!(sentences(text).len(), 2);
        assert_eq!(of_list("I’ve told US banks about us and ours", &US), 2);
        assert_eq!(sentences("One.\n\nTwo 3.4 five? …"), ["One", "Two 3.4 five"]);
        assert_eq!((count(""), fillers(""), figures(" – ")), (0, 0, 0));
        assert_eq!(fillers("the same kind of thing, er, kind"), 2);
    }
}
