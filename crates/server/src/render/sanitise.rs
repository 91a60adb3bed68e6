//! The last step of every rendering: only elements and attributes that are named here survive.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

const MATHML: [&str; 24] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "msup",
    "msub",
    "msubsup",
    "mfrac",
    "msqrt",
    "mroot",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mphantom",
    "mpadded",
    "mstyle",
    "mmultiscripts",
];
const MATHML_ATTRIBUTES: [&str; 14] = [
    "display",
    "mathvariant",
    "stretchy",
    "fence",
    "separator",
    "form",
    "accent",
    "accentunder",
    "lspace",
    "rspace",
    "columnalign",
    "linethickness",
    "width",
    "height",
];

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(MATHML)
        .rm_tags(["map", "area", "center", "bdo", "hgroup", "nav", "header", "footer", "aside"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"))
        .id_prefix(None)
        .add_tag_attributes("code", ["class"])
        .add_tag_attributes("th", ["scope"])
        .rm_tag_attributes("img", ["width", "height"])
        .add_tag_attributes("img", ["alt"])
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            // The one class there is: the language of a block of code.
            ("code", "class") => {
                let language = value.strip_prefix("language-")?;
                let plain =
                    language.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-#".contains(&b));
                plain.then(|| value.into())
            }
            // Pictures of other hosts would tell them who reads what.
            ("img", "src") => {
                let own = value.starts_with("/api/v1/") && !value.contains("..");
                own.then(|| value.into())
            }
            _ => Some(value.into()),
        });
    for tag in MATHML {
        builder.add_tag_attributes(tag, MATHML_ATTRIBUTES);
    }
    builder
});

pub fn sanitise(html: &str) -> String {
    BUILDER.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_dangerous_survives() {
        for (html, expected) in [
            ("<script>alert(1)</script>x", "x"),
            ("<p style=\"x\" onclick=\"y\">a</p>", "<p>a</p>"),
            ("<img src=\"https://elsewhere/x.png\" alt=\"a\">", "<img alt=\"a\">"),
            ("<img src=\"/api/v1/../x\" alt=\"a\">", "<img alt=\"a\">"),
            (
                "<code class=\"language-python\">x</code>",
                "<code class=\"language-python\">x</code>",
            ),
            ("<code class=\"btn primary\">x</code>", "<code>x</code>"),
            ("<iframe src=\"/\"></iframe><form action=\"/\"><input></form>", ""),
            ("<svg><script>1</script></svg>", ""),
        ] {
            assert_eq!(sanitise(html), expected, "{html}");
        }
        let link = sanitise("<a href=\"javascript:alert(1)\">x</a>");
        assert!(!link.contains("javascript"), "{link}");
        let maths = sanitise("<math display=\"block\"><mi href=\"javascript:1\">x</mi></math>");
        assert_eq!(maths, "<math display=\"block\"><mi>x</mi></math>");
    }
}
