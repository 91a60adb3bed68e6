//! LaTeX formulas to `MathML`, which every browser draws by itself.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::escape;

/// Bytes of one formula; longer ones are shown as they are written.
const FORMULA_BYTES: usize = 4096;

/// The formula as `MathML`; as code where it cannot be read, so that nothing is lost.
pub fn mathml(formula: &str, display: DisplayMode) -> String {
    let as_written = || format!("<code>{}</code>", escape(formula));
    if formula.len() > FORMULA_BYTES {
        return as_written();
    }
    // The converter has assertions of its own, and formulas come from strangers.
    let converted = catch_unwind(AssertUnwindSafe(|| convert(formula, display)));
    converted.ok().flatten().unwrap_or_else(as_written)
}

fn convert(formula: &str, display_mode: DisplayMode) -> Option<String> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(formula, &storage).collect::<Result<_, _>>().ok()?;
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut out = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut out, events, config).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_and_nonsense_stays_readable() {
        let html = mathml(r"0 \le n \le 10^4", DisplayMode::Inline);
        assert!(html.starts_with("<math") && html.contains("<msup>"), "{html}");
        assert_eq!(mathml(r"\frac{<", DisplayMode::Inline), r"<code>\frac{&lt;</code>");
        let long = "x".repeat(FORMULA_BYTES + 1);
        assert!(mathml(&long, DisplayMode::Block).starts_with("<code>"));
    }
}
