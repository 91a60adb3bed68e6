//! A statement for an editor: the API's HTML as Markdown, maths as text.
//!
//! The HTML is small and well formed (it has been sanitised), but it comes from a server: whatever
//! else it holds becomes plain text. Reading is in `html`.

mod html;
mod maths;

use html::{Element, Node};

/// Blank lines between blocks.
const BETWEEN: &str = "\n\n";

/// The statement as Markdown. `files` is the address below which the exercise's files are; links
/// to them become links to files beside the text.
pub fn markdown(html: &str, files: &str) -> String {
    let writer = Writer { files };
    let mut text = writer.blocks(&html::parse(html));
    text.push('\n');
    text
}

struct Writer<'a> {
    files: &'a str,
}

impl Writer<'_> {
    fn blocks(&self, nodes: &[Node]) -> String {
        let mut blocks: Vec<String> = Vec::new();
        let mut line = String::new();
        for node in nodes {
            match node {
                Node::Element(element) if is_block(&element.name) => {
                    keep(&mut blocks, &std::mem::take(&mut line));
                    blocks.push(self.block(element));
                }
                node => line.push_str(&self.inline(std::slice::from_ref(node))),
            }
        }
        keep(&mut blocks, &line);
        blocks.retain(|block| !block.is_empty());
        blocks.join(BETWEEN)
    }

    fn block(&self, element: &Element) -> String {
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                // The third level is the page's first; the title is the file's own.
                let level = element.name[1..].parse::<usize>().unwrap_or(3);
                let title = squeezed(&self.inline(&element.children));
                format!("{} {title}", "#".repeat(level.saturating_sub(1).max(2)))
            }
            "p" | "summary" | "figcaption" => squeezed(&self.inline(&element.children)),
            "pre" => fenced(&element.text(), language(element)),
            "ul" => self.list(element, |_| String::from("- ")),
            "ol" => self.list(element, |number| format!("{number}. ")),
            "blockquote" => indented(&self.blocks(&element.children), "> ", "> "),
            "table" => self.table(element),
            "hr" => String::from("---"),
            "figure" if element.attribute("class") == Some("sample") => sample(element),
            "math" => maths::text(element),
            _ => self.blocks(&element.children),
        }
    }

    fn inline(&self, nodes: &[Node]) -> String {
        let mut out = String::new();
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => out.push_str(&self.span(element)),
            }
        }
        out
    }

    fn span(&self, element: &Element) -> String {
        let inner = || self.inline(&element.children);
        match element.name.as_str() {
            "em" | "i" => format!("*{}*", inner()),
            "strong" | "b" => format!("**{}**", inner()),
            "code" => quoted_code(&element.text()),
            "br" => String::from("  \n"),
            "math" => maths::text(element),
            "a" => match element.attribute("href").map(|address| self.beside(address)) {
                Some(address) if !address.starts_with('#') => format!("[{}]({address})", inner()),
                _ => inner(),
            },
            "img" => {
                let address = self.beside(element.attribute("src").unwrap_or_default());
                format!("![{}]({address})", element.attribute("alt").unwrap_or_default())
            }
            _ => inner(),
        }
    }

    /// Files of the exercise lie beside the statement.
    fn beside<'t>(&self, address: &'t str) -> &'t str {
        address.strip_prefix(self.files).unwrap_or(address)
    }

    fn list(&self, element: &Element, sign: impl Fn(usize) -> String) -> String {
        let items = element.elements().filter(|item| item.name == "li");
        let mut lines = Vec::new();
        for (index, item) in items.enumerate() {
            let sign = sign(index + 1);
            let spaces = " ".repeat(sign.len());
            lines.push(indented(&self.blocks(&item.children), &sign, &spaces));
        }
        lines.join("\n")
    }

    fn table(&self, element: &Element) -> String {
        let mut rows = Vec::new();
        element.each("tr", &mut |row| {
            let cells = row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th"));
            let cells: Vec<String> = cells
                .map(|cell| squeezed(&self.inline(&cell.children)).replace('|', "\\|"))
                .collect();
            rows.push(cells);
        });
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines: Vec<String> =
            rows.iter().map(|cells| format!("| {} |", cells.join(" | "))).collect();
        if !lines.is_empty() {
            lines.insert(1, format!("|{}", " --- |".repeat(columns)));
        }
        lines.join("\n")
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 21] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "hr",
        "figure",
        "figcaption",
        "div",
        "section",
        "details",
        "summary",
        "article",
    ];
    BLOCKS.contains(&name)
}

/// Input and output of a sample.
fn sample(figure: &Element) -> String {
    let mut parts = Vec::new();
    for element in figure.elements() {
        match element.name.as_str() {
            "figcaption" => parts.push(format!("### {}", squeezed(&element.text()))),
            "div" => {
                for part in element.elements() {
                    match part.name.as_str() {
                        "pre" => parts.push(fenced(&part.text(), "")),
                        _ => parts.push(format!("{}:", squeezed(&part.text()))),
                    }
                }
            }
            _ => {}
        }
    }
    parts.join(BETWEEN)
}

/// The class of the code in a block says its language.
fn language(pre: &Element) -> &str {
    let code = pre.elements().find(|element| element.name == "code");
    let class = code.and_then(|code| code.attribute("class")).unwrap_or_default();
    class.strip_prefix("language-").unwrap_or_default()
}

/// A fence longer than any in the text.
fn fenced(text: &str, language: &str) -> String {
    let mut fence = String::from("```");
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn quoted_code(text: &str) -> String {
    let (sign, space) = if text.contains('`') { ("``", " ") } else { ("`", "") };
    format!("{sign}{space}{text}{space}{sign}")
}

fn keep(blocks: &mut Vec<String>, line: &str) {
    let line = squeezed(line);
    if !line.is_empty() {
        blocks.push(line);
    }
}

/// Without spaces at the ends; lines stay where the author broke them.
fn squeezed(text: &str) -> String {
    let lines = text.trim().lines().map(|line| {
        let end = if line.ends_with("  ") { "  " } else { "" };
        format!("{}{end}", line.trim())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn indented(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let prefix = if index == 0 { first } else { rest };
        out.push_str(format!("{prefix}{line}").trim_end());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(markdown(html, "/api/v1/exercises/x/files/"), format!("{expected}\n"), "{html}");
    }

    #[test]
    fn blocks_become_markdown() {
        check(
            "<h3>Input</h3>\n<p>One <em>a</em>,\n<strong>b</strong> &amp; <code>c</code>.</p>\n",
            "## Input\n\nOne *a*,\n**b** & `c`.",
        );
        check(
            "<ul>\n<li>one</li>\n<li><p>two</p><ol><li>x</li></ol></li>\n</ul>",
            "- one\n- two\n\n  1. x",
        );
        check(
            "<pre><code class=\"language-python\">a &lt; b\n</code></pre>",
            "```python\na < b\n```",
        );
        check("<pre>```</pre>", "````\n```\n````");
        check(
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1|2</td><td>3</td>\
               </tr></tbody></table>",
            "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |",
        );
        check("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b");
        check(
            "<p><img alt=\"Ring\" src=\"/api/v1/exercises/x/files/statement/ring.png\"></p>",
            "![Ring](statement/ring.png)",
        );
    }

    #[test]
    fn samples_are_shown_with_their_texts() {
        check(
            "<figure class=\"sample\" data-sample=\"sample/1\"><figcaption>Sample 1</figcaption>\
               <div><span>Input</span><pre>1 &lt;\n</pre></div><div><span>Output</span><pre>2\n\
               </pre></div></figure>",
            "### Sample 1\n\nInput:\n\n```\n1 <\n```\n\nOutput:\n\n```\n2\n```",
        );
    }

    #[test]
    fn maths_is_read_as_text() {
        let row = |inner: &str| format!("<p><math><mrow>{inner}</mrow></math></p>");
        check(
            &row("<mn>0</mn><mo>≤</mo><mi>n</mi><mo>≤</mo><msup><mn>10</mn><mn>4</mn></msup>"),
            "0 ≤ n ≤ 10^4",
        );
        check(
            &row("<msub><mi>a</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>"),
            "a_(i + 1)",
        );
        check(&row("<mfrac><mi>a</mi><mi>b</mi></mfrac><msqrt><mi>x</mi></msqrt>"), "a/b√x");
    }

    #[test]
    fn nonsense_stays_text() {
        check("a < b & c &nosuch; <p", "a < b & c &nosuch; <p");
        check("</p></p>x", "x");
        let deep = format!("{}x", "<div>".repeat(100_000));
        assert!(markdown(&deep, "").contains('x'));
    }
}
