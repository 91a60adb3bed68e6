//! Text of strangers to safe HTML: statements, hints, notes, guides.
//!
//! Markdown is parsed, maths becomes `MathML`, and the result is sanitised last, so that nothing
//! the text holds reaches a browser as script, style or foreign address.

mod markdown;
mod maths;
mod sanitise;
mod statement;

pub use markdown::{Heading, Links, markdown, outline};
pub use statement::{Sample, statement};

/// Plain text as paragraphs, parted by empty lines.
pub fn paragraphs(text: &str) -> String {
    let wrap = |block: &str| ["<p>", &escape(block.trim()), "</p>\n"].concat();
    text.split("\n\n").map(wrap).collect()
}

/// Text as HTML text.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
