//! Markdown (`CommonMark` with tables, strikethrough, task lists and maths) to safe HTML.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use pulldown_latex::config::DisplayMode;

use super::maths::mathml;
use super::sanitise::sanitise;

/// Bytes of one text; what comes after is left out and said.
const TEXT_BYTES: usize = 512 << 10;

/// Where relative links of a text lead.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links<'a> {
    /// Put before a relative address of a picture, such as `/api/v1/exercises/x/files/statement/`.
    pub pictures: &'a str,
    /// Headings move down by this many levels, to fit under the page's own.
    pub deeper: usize,
}

/// A heading of a rendered text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub id: String,
    pub text: String,
    /// From 1.
    pub level: usize,
}

pub fn markdown(text: &str, links: Links<'_>) -> String {
    let (text, cut) = bounded(text);
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events(text, links).into_iter());
    if cut {
        out.push_str("<p><em>The rest is left out: the text is too long.</em></p>");
    }
    sanitise(&out)
}

/// Headings of a text in order, with ids that are unique in it.
pub fn outline(text: &str) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for event in Parser::new_ext(bounded(text).0, options()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                open = Some((level as usize, String::new()));
            }
            Event::Text(piece) | Event::Code(piece) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&piece);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, text)) = open.take() {
                    let id = unique(&slug(&text), &headings);
                    headings.push(Heading { id, text, level });
                }
            }
            _ => {}
        }
    }
    headings
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
}

fn bounded(text: &str) -> (&str, bool) {
    if text.len() <= TEXT_BYTES {
        return (text, false);
    }
    let end = (0..=TEXT_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    (&text[..end], true)
}

fn events<'t>(text: &'t str, links: Links<'_>) -> Vec<Event<'t>> {
    let change = |event| match event {
        Event::InlineMath(formula) => Event::Html(mathml(&formula, DisplayMode::Inline).into()),
        Event::DisplayMath(formula) => Event::Html(mathml(&formula, DisplayMode::Block).into()),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: deeper(level, links.deeper), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => {
            Event::End(TagEnd::Heading(deeper(level, links.deeper)))
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: picture(dest_url, links), title, id })
        }
        event => event,
    };
    Parser::new_ext(text, options()).map(change).collect()
}

fn picture<'t>(address: CowStr<'t>, links: Links<'_>) -> CowStr<'t> {
    let relative = !address.starts_with('/') && !address.contains(':');
    if relative { format!("{}{address}", links.pictures).into() } else { address }
}

fn deeper(level: HeadingLevel, by: usize) -> HeadingLevel {
    HeadingLevel::try_from((level as usize + by).min(6)).unwrap_or(HeadingLevel::H6)
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

fn unique(wanted: &str, taken: &[Heading]) -> String {
    let is_free = |id: &str| taken.iter().all(|heading| heading.id != id);
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    let mut candidates = std::iter::once(wanted.to_owned()).chain(numbered);
    candidates.find(|id| is_free(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maths_tables_and_headings() {
        let links = Links { deeper: 1, ..Links::default() };
        let html = markdown("## Input\n\n$n \\le 5$\n\n|a|\n|-|\n|b|\n", links);
        assert!(html.contains("<h3>Input</h3>"), "{html}");
        assert!(html.contains("<math"), "{html}");
        assert!(html.contains("<table>"), "{html}");
    }

    #[test]
    fn relative_pictures_are_files_of_the_exercise() {
        let links = Links { pictures: "/api/v1/exercises/x/files/statement/", deeper: 0 };
        let html = markdown("![a](b.png) ![c](https://elsewhere/d.png)", links);
        assert!(html.contains("src=\"/api/v1/exercises/x/files/statement/b.png\""), "{html}");
        assert!(!html.contains("elsewhere"), "{html}");
    }

    #[test]
    fn headings_have_unique_ids() {
        let ids: Vec<String> =
            outline("# A `b`\n\n## A b\n\ntext\n").into_iter().map(|h| h.id).collect();
        assert_eq!(ids, ["a-b", "a-b-2"]);
    }

    #[test]
    fn deep_nesting_and_raw_html_are_harmless() {
        let html = markdown(&format!("{}x", "> ".repeat(5000)), Links::default());
        assert!(html.contains('x'));
        let html = markdown("<script>alert(1)</script>\n\n<b onclick=x>y</b>", Links::default());
        assert!(!html.contains("script") && !html.contains("onclick"), "{html}");
    }
}
