//! `function:` of `greenroom.yaml`, as a checked signature.

use std::collections::BTreeSet;

use crate::function::{self, Class, Function, Method, Parameter, Signature, Type};
use crate::rules;
use crate::yaml::{self, Map, Node, Source};

pub fn read(source: &mut Source<'_>, node: &Node) -> Option<Signature> {
    let map = source.fields(node, "function")?;
    if yaml::get(map, "class").is_some() {
        return class(source, map, node.line).map(Signature::Class);
    }
    source.only(map, &["name", "parameters", "returns"]);
    let name = name(source, map, "name", node.line)?;
    let parameters = parameters(source, map, "parameters")?;
    let Some(returns) = yaml::get(map, "returns") else {
        source.add(rules::SIGNATURE, node.line, "A function needs `returns`; add its type.");
        return None;
    };
    let returns = kind(source, returns, "returns")?;
    Some(Signature::Function(Function { name, parameters, returns }))
}

fn class(source: &mut Source<'_>, map: &Map, line: usize) -> Option<Class> {
    source.only(map, &["class", "constructor", "methods"]);
    let node = yaml::get(map, "class")?;
    let name = source.text(node, "class")?;
    if !function::is_class_name(&name) {
        let message = format!(
            "`{}` is no usable name of a class; use one such as LruCache.",
            yaml::shorten(&name)
        );
        source.add(rules::SIGNATURE, node.line, message);
        return None;
    }
    let constructor = parameters(source, map, "constructor")?;
    let Some(items) = yaml::get(map, "methods").and_then(|n| source.items(n, "methods")) else {
        source.add(rules::SIGNATURE, line, "A class needs `methods`; add at least one.");
        return None;
    };
    let mut methods: Vec<Method> = Vec::new();
    for item in items {
        let map = source.fields(item, "methods")?;
        source.only(map, &["name", "parameters", "returns"]);
        let method_name = self::name(source, map, "name", item.line)?;
        if methods.iter().any(|method| method.name == method_name) {
            let message = format!("The method `{method_name}` is there twice; rename one.");
            source.add(rules::SIGNATURE, item.line, message);
        }
        let returns = match yaml::get(map, "returns") {
            Some(node) => Some(kind(source, node, "returns")?),
            None => None,
        };
        let parameters = parameters(source, map, "parameters")?;
        methods.push(Method { name: method_name, parameters, returns });
    }
    if methods.is_empty() {
        source.add(rules::SIGNATURE, line, "A class needs `methods`; add at least one.");
    }
    Some(Class { name, constructor, methods })
}

fn name(source: &mut Source<'_>, map: &Map, key: &str, line: usize) -> Option<String> {
    let Some(node) = yaml::get(map, key) else {
        source.add(rules::SIGNATURE, line, format!("`{key}` is missing; add it."));
        return None;
    };
    let name = source.text(node, key)?;
    if !function::is_name(&name) {
        let message = format!(
            "`{}` is no usable name; use snake_case that is no keyword of a language.",
            yaml::shorten(&name)
        );
        source.add(rules::SIGNATURE, node.line, message);
        return None;
    }
    Some(name)
}

fn parameters(source: &mut Source<'_>, map: &Map, key: &str) -> Option<Vec<Parameter>> {
    let Some(node) = yaml::get(map, key) else { return Some(Vec::new()) };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for item in source.items(node, key)? {
        let map = source.fields(item, key)?;
        source.only(map, &["name", "type"]);
        let name = name(source, map, "name", item.line)?;
        if !seen.insert(name.clone()) {
            let message = format!("The parameter `{name}` is there twice; rename one.");
            source.add(rules::SIGNATURE, item.line, message);
        }
        let Some(node) = yaml::get(map, "type") else {
            let message = format!("The parameter `{name}` has no `type`; add it.");
            source.add(rules::SIGNATURE, item.line, message);
            return None;
        };
        found.push(Parameter { name, kind: kind(source, node, "type")? });
    }
    Some(found)
}

fn kind(source: &mut Source<'_>, node: &Node, key: &str) -> Option<Type> {
    let text = source.text(node, key)?;
    match text.parse::<Type>() {
        Ok(kind) => Some(kind),
        Err(problem) => {
            let message = format!("The type `{}` {problem}.", yaml::shorten(&text));
            source.add(rules::SIGNATURE, node.line, message);
            None
        }
    }
}
