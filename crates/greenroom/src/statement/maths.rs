//! Maths of a page (`MathML`) as one line of text: `0 ≤ n ≤ 10^4`.

use super::html::{Element, Node};

/// Signs that stand between two things, with a space on each side.
const BETWEEN: &str = "=≠<>≤≥≪≫+−-·×÷∈∉⊂⊆∪∩→⇒⇔∧∨≡≈∼∣";

pub fn text(element: &Element) -> String {
    written(&element.children).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text.trim()),
            Node::Element(element) => out.push_str(&one(element)),
        }
    }
    out
}

fn one(element: &Element) -> String {
    let parts: Vec<String> = element.elements().map(one).collect();
    match (element.name.as_str(), parts.as_slice()) {
        ("mo", _) => {
            let sign = element.text();
            match sign.trim() {
                "," | ";" => format!("{} ", sign.trim()),
                sign if !sign.is_empty() && sign.chars().all(|c| BETWEEN.contains(c)) => {
                    format!(" {sign} ")
                }
                sign => sign.to_owned(),
            }
        }
        ("mtext", _) => element.text(),
        ("mspace", _) => String::from(" "),
        ("msup" | "mover", [base, over]) => format!("{base}^{}", grouped(over)),
        ("msub" | "munder", [base, under]) => format!("{base}_{}", grouped(under)),
        ("msubsup" | "munderover", [base, under, over]) => {
            format!("{base}_{}^{}", grouped(under), grouped(over))
        }
        ("mfrac", [above, below]) => format!("{}/{}", grouped(above), grouped(below)),
        ("msqrt", _) => format!("√{}", grouped(&parts.concat())),
        ("mroot", [inner, degree]) => format!("root_{}{}", grouped(degree), grouped(inner)),
        ("mtr", _) => format!("{}; ", parts.join(", ")),
        _ => written(&element.children),
    }
}

/// In parentheses where it is more than one thing.
fn grouped(text: &str) -> String {
    let text = text.trim();
    let single = text.chars().all(char::is_alphanumeric) || text.chars().count() == 1;
    if single { text.to_owned() } else { format!("({text})") }
}
