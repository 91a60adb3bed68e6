//! Statements and editorials: the source text, and plain text good enough for a terminal.
//!
//! Source is hostile input and is kept as it is. Rendering to safe HTML happens elsewhere.

use std::path::PathBuf;

/// `statement/problem.LANG.EXT` or `solution/solution.LANG.EXT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Code such as `en` or `pt-BR`.
    pub language: String,
    pub path: PathBuf,
    pub text: StatementText,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementText {
    /// Constants already replaced.
    Markdown(String),
    Latex(String),
    /// Carries its own samples; shown by a viewer, never read.
    Pdf,
}

impl Statement {
    /// The text for a terminal: Markdown as it is but without commands, LaTeX with its commands
    /// taken off. `None` for a PDF, which only a viewer can show.
    pub fn plain_text(&self) -> Option<String> {
        let text = match &self.text {
            StatementText::Markdown(text) => markdown_to_plain(text),
            StatementText::Latex(text) => latex_to_plain(text),
            StatementText::Pdf => return None,
        };
        // Control characters could move a terminal's cursor.
        let clean = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
        Some(collapse(&clean.collect::<String>()))
    }

    /// `\problemname{…}`, or the plain name that some statements carry in a comment.
    pub(crate) fn latex_title(&self) -> Option<String> {
        let StatementText::Latex(text) = &self.text else { return None };
        let plain = text.lines().find_map(|line| line.trim().strip_prefix("%% plainproblemname:"));
        if let Some(name) = plain {
            return Some(name.trim().to_owned());
        }
        let (_, rest) = text.split_once("\\problemname")?;
        let rest = match rest.strip_prefix('[') {
            Some(rest) => rest.split_once(']')?.1,
            None => rest,
        };
        let (argument, _) = argument(rest)?;
        Some(latex_to_plain(argument).trim().to_owned()).filter(|name| !name.is_empty())
    }
}

fn markdown_to_plain(text: &str) -> String {
    let kept = text
        .lines()
        .filter(|line| !matches!(line.trim(), "{{nextsample}}" | "{{remainingsamples}}"));
    kept.collect::<Vec<_>>().join("\n")
}

/// Commands with an argument that is shown as a heading, as it is, or not at all.
const HEADINGS: [&str; 3] = ["problemname", "section", "subsection"];
const DROPPED: [&str; 7] =
    ["illustration", "includegraphics", "vspace", "hspace", "label", "begin", "end"];
const SYMBOLS: [(&str, &str); 16] = [
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "⋯"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("times", "×"),
    ("cdot", "·"),
    ("item", "\n- "),
    ("infty", "∞"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("textbackslash", "\\"),
];

fn latex_to_plain(text: &str) -> String {
    let mut out = String::new();
    let lines: Vec<&str> = text.lines().map(without_comment).collect();
    let text = lines.join("\n");
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['\\', '$', '{', '}', '~', '`', '\'', '-']) {
        out.push_str(&rest[..at]);
        rest = latex_piece(&rest[at..], &mut out);
    }
    out.push_str(rest);
    out
}

/// Writes what stands at the start of `text`, a character with a meaning, and answers the rest.
fn latex_piece<'t>(text: &'t str, out: &mut String) -> &'t str {
    for (from, to) in [
        ("---", "—"),
        ("--", "–"),
        ("``", "“"),
        ("''", "”"),
        ("\\\\", "\n"),
        ("~", " "),
        ("$", ""),
        ("{", ""),
        ("}", ""),
        ("`", "‘"),
        ("'", "’"),
        ("-", "-"),
    ] {
        if let Some(rest) = text.strip_prefix(from) {
            out.push_str(to);
            return rest;
        }
    }
    let after = &text[1..];
    let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = after.split_at(length);
    if name.is_empty() {
        // An escaped character such as `\%`.
        let character = rest.chars().next();
        out.extend(character);
        return &rest[character.map_or(0, char::len_utf8)..];
    }
    if let Some((_, symbol)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == name) {
        out.push_str(symbol);
        return rest.strip_prefix(' ').unwrap_or(rest);
    }
    if DROPPED.contains(&name) {
        return without_arguments(rest);
    }
    if HEADINGS.contains(&name) || name.starts_with("Problem") {
        out.push_str("\n\n");
    }
    rest.trim_start_matches('*')
}

fn without_comment(line: &str) -> &str {
    let bytes = line.as_bytes();
    let comment =
        (0..bytes.len()).find(|at| bytes[*at] == b'%' && (*at == 0 || bytes[at - 1] != b'\\'));
    &line[..comment.unwrap_or(line.len())]
}

/// `{…}` with balanced braces at the start of `text`, and what follows.
fn argument(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start().strip_prefix('{')?;
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[..at], &text[at + 1..]));
        }
    }
    None
}

fn without_arguments(mut text: &str) -> &str {
    loop {
        let optional = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        text = match (optional, argument(text).filter(|_| text.starts_with('{'))) {
            (Some((_, rest)), _) | (None, Some((_, rest))) => rest,
            (None, None) => return text,
        };
    }
}

/// No more than one empty line in a row, none at the ends.
fn collapse(text: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for line in text.trim().lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latex(text: &str) -> Statement {
        Statement {
            language: "en".into(),
            path: PathBuf::new(),
            text: StatementText::Latex(text.into()),
        }
    }

    #[test]
    fn latex_becomes_readable_text() {
        let statement = latex(
            "\\problemname[short]{The \\textbf{Queue}} % a remark\n\\illustration{0.3}{a.png}{b}\n\
             Given $n \\leq 10$ \\emph{jobs} at 50\\%:\n\
             \\begin{itemize}\n\\item one\n\\end{itemize}",
        );
        assert_eq!(statement.latex_title().as_deref(), Some("The Queue"));
        let text = statement.plain_text().expect("LaTeX has a text");
        assert!(text.contains("Given n ≤10 jobs at 50%:"), "{text}");
        assert!(text.contains("- one"), "{text}");
        assert!(!text.contains("remark") && !text.contains("a.png"), "{text}");
    }

    #[test]
    fn terminal_control_characters_are_dropped() {
        let statement = latex("a\u{1b}[2Jb");
        assert_eq!(statement.plain_text().as_deref(), Some("a[2Jb\n"));
        let unbalanced = latex("\\problemname{a{b");
        assert_eq!(unbalanced.latex_title(), None);
        assert!(unbalanced.plain_text().is_some());
    }
}
