//! A statement with its samples at their places.
//!
//! Markdown statements mark the places with `{{nextsample}}` and `{{remainingsamples}}`; samples
//! without a place follow the text.

use exercise::{Statement, StatementText};

use super::markdown::{Links, markdown};
use super::{escape, paragraphs};

/// One sample as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Name of the case, such as `sample/1`.
    pub name: String,
    pub input: String,
    pub answer: String,
}

/// Stands for a sample while Markdown is rendered. A private character that is first taken out of
/// the text, so that no author can write one.
const MARK: char = '\u{f8ff}';
const MARK_TEXT: &str = "\u{f8ff}";

/// The statement as safe HTML; headings begin at the third level.
pub fn statement(source: &Statement, samples: &[Sample], slug: &str) -> String {
    let pictures = format!("/api/v1/exercises/{slug}/files/statement/");
    let links = Links { pictures: &pictures, deeper: 1 };
    match &source.text {
        StatementText::Markdown(text) => {
            let (text, placed) = place(text, samples.len());
            let mut html = markdown(&text, links);
            for (index, sample) in samples.iter().enumerate() {
                let mark = format!("<p>{MARK}{index}{MARK}</p>");
                html = html.replacen(&mark, &figure(index, sample), 1);
            }
            let rest = samples.iter().enumerate().skip(placed);
            html.extend(rest.map(|(index, sample)| figure(index, sample)));
            html
        }
        StatementText::Latex(_) => {
            let text = source.plain_text().unwrap_or_default();
            let figures = samples.iter().enumerate().map(|(index, sample)| figure(index, sample));
            std::iter::once(paragraphs(&text)).chain(figures).collect()
        }
        StatementText::Pdf => {
            let name = source.path.file_name().unwrap_or_default().to_string_lossy();
            let address = escape(&format!("{pictures}{name}"));
            format!("<p><a href=\"{address}\">Read the statement as a PDF</a></p>")
        }
    }
}

/// Replaces the marks of the format by ours; answers how many samples have a place.
fn place(text: &str, samples: usize) -> (String, usize) {
    let mut placed = 0;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let wanted = match line.trim() {
            "{{nextsample}}" => 1,
            "{{remainingsamples}}" => samples,
            _ => {
                out.extend(line.chars().filter(|c| *c != MARK));
                out.push('\n');
                continue;
            }
        };
        let end = (placed + wanted).min(samples);
        for index in placed..end {
            out.extend(["\n", MARK_TEXT, &index.to_string(), MARK_TEXT, "\n\n"]);
        }
        placed = end;
    }
    (out, placed)
}

fn figure(index: usize, sample: &Sample) -> String {
    let side = |title: &str, text: &str| {
        format!("<div><span>{title}</span><pre>{}</pre></div>", escape(text))
    };
    format!(
        "<figure class=\"sample\" data-sample=\"{}\"><figcaption>Sample {}</figcaption>{}{}</figure>\n",
        escape(&sample.name),
        index + 1,
        side("Input", &sample.input),
        side("Output", &sample.answer)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, samples: usize) -> String {
        let source = Statement {
            language: String::from("en"),
            path: "problem.en.md".into(),
            text: StatementText::Markdown(text.to_owned()),
        };
        let samples: Vec<Sample> = (1..=samples)
            .map(|n| Sample { name: format!("sample/{n}"), input: "<".into(), answer: "2".into() })
            .collect();
        statement(&source, &samples, "x")
    }

    #[test]
    fn samples_stand_where_the_text_wants_them() {
        let html = rendered("a\n\n{{nextsample}}\n\nb\n\n{{remainingsamples}}\n", 3);
        let order: Vec<usize> = ["<p>a</p>", "Sample 1", "<p>b</p>", "Sample 2", "Sample 3"]
            .iter()
            .map(|part| html.find(part).unwrap_or_else(|| panic!("{part} in {html}")))
            .collect();
        assert!(order.is_sorted(), "{html}");
        assert!(html.contains("<pre>&lt;</pre>"), "{html}");
    }

    #[test]
    fn samples_without_a_place_follow_and_marks_cannot_be_forged() {
        let html = rendered("a\n\n\u{f8ff}0\u{f8ff}\n", 1);
        assert!(html.contains("<p>0</p>"), "{html}");
        assert_eq!(html.matches("<figure").count(), 1, "{html}");
    }
}
