//! The patterns of `submissions.yaml`: `*` within one name, `{a,b}`; a match of a parent counts.
//!
//! `**` and `[…]` are not part of the format and are refused, as are brackets without end.

/// More alternatives than this are an attack, not a pattern.
const MAX_ALTERNATIVES: usize = 256;

/// A pattern with its braces expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    alternatives: Vec<Vec<String>>,
}

impl Glob {
    pub fn new(pattern: &str) -> Result<Self, String> {
        if pattern.contains("**") {
            return Err("`**` is not supported; `*` stays within one name".into());
        }
        if pattern.contains(['[', ']']) {
            return Err("`[…]` is not supported; use `{a,b}`".into());
        }
        let alternatives = expand(pattern)?;
        let split = |text: String| -> Vec<String> {
            text.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        Ok(Self { alternatives: alternatives.into_iter().map(split).collect() })
    }

    /// Whether the pattern matches `path` itself, not only a parent.
    pub fn matches_exactly(&self, path: &str) -> bool {
        let length = path.split('/').count();
        let whole = |pattern: &&Vec<String>| pattern.len() == length;
        let alternatives = self.alternatives.iter().filter(whole).cloned().collect();
        Self { alternatives }.matches(path)
    }

    /// Whether the pattern matches `path` or one of its parents.
    pub fn matches(&self, path: &str) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        self.alternatives.iter().any(|pattern| {
            !pattern.is_empty()
                && pattern.len() <= parts.len()
                && pattern.iter().zip(&parts).all(|(pattern, part)| name_matches(pattern, part))
        })
    }
}

fn expand(pattern: &str) -> Result<Vec<String>, String> {
    let mut done = Vec::new();
    let mut open = vec![pattern.to_owned()];
    while let Some(text) = open.pop() {
        let Some(start) = text.find('{') else {
            if text.contains('}') {
                return Err("`}` has no `{`".into());
            }
            done.push(text);
            continue;
        };
        let (end, options) = options(&text, start)?;
        for option in options.into_iter().rev() {
            open.push(format!("{}{}{}", &text[..start], option, &text[end + 1..]));
        }
        if done.len() + open.len() > MAX_ALTERNATIVES {
            return Err(format!("it has more than {MAX_ALTERNATIVES} alternatives"));
        }
    }
    Ok(done)
}

/// The end of the brace that opens at `start`, and what stands between its top-level commas.
fn options(text: &str, start: usize) -> Result<(usize, Vec<&str>), String> {
    let (mut depth, mut from, mut found) = (0, start + 1, Vec::new());
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'{' => depth += 1,
            b',' if depth == 1 => {
                found.push(&text[from..at]);
                from = at + 1;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    found.push(&text[from..at]);
                    return Ok((at, found));
                }
            }
            _ => {}
        }
    }
    Err("`{` has no `}`".into())
}

/// `*` matches any run of characters; linear with one remembered star.
fn name_matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p, n));
            p += 1;
        } else if p < pattern.len() && pattern[p] == name[n] {
            p += 1;
            n += 1;
        } else if let Some((star_p, star_n)) = star {
            p = star_p + 1;
            n = star_n + 1;
            star = Some((star_p, star_n + 1));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_braces_and_parents() {
        for (pattern, path, expected) in [
            ("accepted", "accepted/a.py", true),
            ("accepted/*.py", "accepted/a.py", true),
            ("accepted/*.py", "accepted/sub/a.py", false),
            ("*/a.{py,cpp}", "wrong_answer/a.cpp", true),
            ("*/a.{py,cpp}", "wrong_answer/a.java", false),
            ("{a,b{c,d}}/x", "bd/x", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("accepted", "accepted2/a.py", false),
            ("", "a", false),
            ("secret/1*", "secret/1-small/03", true),
        ] {
            let glob = Glob::new(pattern).expect(pattern);
            assert_eq!(glob.matches(path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn what_the_format_does_not_know_is_refused() {
        for pattern in
            ["a/**", "[ab]", "{a,b", "a}", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"]
        {
            assert!(Glob::new(pattern).is_err(), "{pattern}");
        }
    }
}
