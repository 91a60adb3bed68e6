//! `{{name}}` and `{{name.variant}}`: replaced in statements, validators, included files, example
//! submissions and `test_group.yaml`; never in test data or `problem.yaml`.

use std::collections::BTreeSet;

use crate::package::Constants;
use crate::rules;
use crate::yaml::{self, Map, Node, Source, Value};

/// Bytes of a name with its variant; longer ones are no constants.
const MAX_REFERENCE: usize = 256;

impl Constants {
    /// Replaces what is defined; the rest stays as it is.
    pub fn apply(&self, bytes: &[u8]) -> Vec<u8> {
        if self.values.is_empty() || !bytes.windows(2).any(|pair| pair == b"{{") {
            return bytes.to_vec();
        }
        let mut out = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some(start) = find(rest, b"{{") {
            out.extend_from_slice(&rest[..start]);
            let after = &rest[start + 2..];
            // A bounded search: `{{{{…` without end must not cost the square of its length.
            let near = &after[..after.len().min(MAX_REFERENCE)];
            let name = find(near, b"}}").and_then(|end| std::str::from_utf8(&near[..end]).ok());
            let known = name.and_then(|name| Some((name, self.values.get(name)?)));
            if let Some((name, value)) = known {
                out.extend_from_slice(value.as_bytes());
                rest = &after[name.len() + 2..];
            } else {
                out.push(b'{');
                rest = &rest[start + 1..];
            }
        }
        out.extend_from_slice(rest);
        out
    }

    pub fn apply_text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.apply(text.as_bytes())).into_owned()
    }

    /// Names used as `{{name}}` in `text` that look like constants and are none.
    pub(crate) fn undefined<'t>(&self, text: &'t str) -> BTreeSet<&'t str> {
        let names = text.split("{{").skip(1).filter_map(|part| Some(part.split_once("}}")?.0));
        names
            .filter(|name| is_reference(name) && !self.values.contains_key(*name))
            .filter(|name| !matches!(*name, "nextsample" | "remainingsamples"))
            .collect()
    }

    /// Reads `constants:` of `problem.yaml`.
    pub(crate) fn read(source: &mut Source<'_>, node: &Node) -> Self {
        let mut constants = Self::default();
        let Some(map) = source.fields(node, "constants") else { return constants };
        for (key, node) in map {
            if !is_word(&key.text) {
                let message = format!(
                    "`{}` is no name for a constant; use letters, digits and `_`.",
                    yaml::shorten(&key.text)
                );
                source.add(rules::BAD_CONSTANT, key.line, message);
                continue;
            }
            constants.add(source, &key.text, node);
        }
        constants
    }

    fn add(&mut self, source: &mut Source<'_>, name: &str, node: &Node) {
        match &node.value {
            Value::Scalar { text, .. } => {
                self.values.insert(name.to_owned(), text.clone());
            }
            Value::Map(variants) if yaml::get(variants, "value").is_some() => {
                self.add_variants(source, name, variants);
            }
            _ => {
                let message = format!(
                    "The constant `{name}` must be a number, a text, or a map with `value`."
                );
                source.add(rules::BAD_CONSTANT, node.line, message);
            }
        }
    }

    fn add_variants(&mut self, source: &mut Source<'_>, name: &str, variants: &Map) {
        for (variant, node) in variants {
            let Value::Scalar { text, .. } = &node.value else {
                let message = format!("`{name}.{}` must be a number or a text.", variant.text);
                source.add(rules::BAD_CONSTANT, node.line, message);
                continue;
            };
            if !is_word(&variant.text) {
                let message = format!("`{}` is no name for a variant.", variant.text);
                source.add(rules::BAD_CONSTANT, variant.line, message);
                continue;
            }
            if variant.text == "value" {
                self.values.insert(name.to_owned(), text.clone());
            }
            self.values.insert(format!("{name}.{}", variant.text), text.clone());
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// `name` or `name.variant`.
fn is_reference(text: &str) -> bool {
    let (name, variant) = text.split_once('.').unwrap_or((text, "value"));
    is_word(name) && is_word(variant)
}

fn is_word(text: &str) -> bool {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
    first && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defined_names_are_replaced_and_others_stay() {
        let values = [("n", "100"), ("n.latex", "10^2")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let constants = Constants { values: values.into() };
        let text = "{{n}} {{ n }} {{n.latex}}, {{m}} {{{n}}} {{n";
        assert_eq!(constants.apply_text(text), "100 {{ n }} 10^2, {{m}} {100} {{n");
        assert_eq!(constants.undefined(text).into_iter().collect::<Vec<_>>(), ["m"]);
    }
}
