//! Who made a problem and where it is from: `credits`, `source` and the old `author`.

use std::collections::BTreeMap;

use super::problem::optional;
use crate::package::Credits;
use crate::rules;
use crate::yaml::{self, Node, Source, Value};

pub fn read(source: &mut Source<'_>, node: &Node) -> Credits {
    let Value::Map(map) = &node.value else {
        let authors = source.text(node, "credits").into_iter().collect();
        return Credits { authors, ..Credits::default() };
    };
    let known =
        ["authors", "contributors", "testers", "translators", "packagers", "acknowledgements"];
    source.only(map, &known);
    let mut list =
        |key: &str| yaml::get(map, key).map_or_else(Vec::new, |node| people(source, node, key));
    let mut credits = Credits {
        authors: list("authors"),
        contributors: list("contributors"),
        testers: list("testers"),
        packagers: list("packagers"),
        acknowledgements: list("acknowledgements"),
        translators: BTreeMap::new(),
    };
    if let Some(map) =
        yaml::get(map, "translators").and_then(|node| source.fields(node, "translators"))
    {
        let by_language =
            map.iter().map(|(key, node)| (key.text.clone(), people(source, node, "translators")));
        credits.translators = by_language.collect();
    }
    credits
}

fn people(source: &mut Source<'_>, node: &Node, key: &str) -> Vec<String> {
    let one = std::slice::from_ref(node);
    let nodes = if let Value::List(items) = &node.value { items } else { one };
    nodes.iter().filter_map(|node| person(source, node, key)).collect()
}

/// `Name <mail>` or a map; kept as `Name <mail>`.
pub fn person(source: &mut Source<'_>, node: &Node, key: &str) -> Option<String> {
    let Value::Map(map) = &node.value else { return source.text(node, key) };
    source.only(map, &["name", "email", "orcid", "kattis"]);
    let name = optional(source, map, "name", Source::text);
    let Some(name) = name else {
        let message = format!("A person under `{key}` has no `name`; add it.");
        source.add(rules::BAD_VALUE, node.line, message);
        return None;
    };
    match optional(source, map, "email", Source::text) {
        Some(email) => Some(format!("{name} <{email}>")),
        None => Some(name),
    }
}

pub fn origins(source: &mut Source<'_>, node: &Node) -> Vec<(String, Option<String>)> {
    let one = std::slice::from_ref(node);
    let nodes = if let Value::List(items) = &node.value { items } else { one };
    let mut found = Vec::new();
    for node in nodes {
        let Value::Map(map) = &node.value else {
            found.extend(source.text(node, "source").map(|name| (name, None)));
            continue;
        };
        source.only(map, &["name", "url"]);
        match optional(source, map, "name", Source::text) {
            Some(name) => found.push((name, optional(source, map, "url", Source::text))),
            None => source.add(rules::BAD_VALUE, node.line, "`source` has no `name`; add it."),
        }
    }
    found
}

pub fn split_authors(text: &str) -> Vec<String> {
    let names = text.split(',').flat_map(|part| part.split(" and "));
    names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_split() {
        assert_eq!(split_authors("A B, C and D"), ["A B", "C", "D"]);
    }
}
