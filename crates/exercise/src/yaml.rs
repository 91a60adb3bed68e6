//! YAML as a tree in which every node knows its line, and typed reads that report findings.
//!
//! Built on parser events, not on serde: a finding needs the line, `version: 1.10` must stay the
//! text that was written, and unknown or doubled keys must be seen. Everything hostile is bounded:
//! text size, depth, and nodes after aliases are expanded. Not a general YAML library: tags are
//! ignored and a file holds one document.

use granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::finding::Findings;
use crate::number;
use crate::rules;

/// Settings files are small; a larger one is a mistake or an attack.
pub const MAX_BYTES: usize = 1 << 20;
/// After expansion of aliases.
const MAX_NODES: usize = 50_000;
const MAX_DEPTH: usize = 32;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub line: usize,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    /// The text as written; `quoted` scalars are strings whatever they look like.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    Map(Map),
}

/// In the order of the file; keys are unique.
pub type Map = Vec<(Key, Node)>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub text: String,
    pub line: usize,
}

/// Why a text is not YAML we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    pub line: usize,
    pub message: String,
}

/// The value of `key`; an explicit null counts as absent.
pub fn get<'a>(map: &'a Map, key: &str) -> Option<&'a Node> {
    let found = map.iter().find(|(name, _)| name.text == key).map(|(_, node)| node);
    found.filter(|node| node.value != Value::Null)
}

/// Parses one document; an empty text is `Null`.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    if text.len() > MAX_BYTES {
        return Err(YamlError { line: 1, message: format!("it is larger than {MAX_BYTES} bytes") });
    }
    let mut builder = Builder { anchors: Vec::new(), nodes: 0 };
    let mut events = Events { parser: Parser::new_from_str(text) };
    let mut document = None;
    loop {
        let (event, line) = events.next()?;
        match event {
            Event::StreamEnd => break,
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            _ if document.is_some() => {
                return Err(YamlError { line, message: "it holds a second document".into() });
            }
            event => document = Some(builder.node(event, line, &mut events, 0)?),
        }
    }
    Ok(document.unwrap_or(Node { line: 1, value: Value::Null }))
}

struct Events<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
}

impl<'a> Events<'a> {
    fn next(&mut self) -> Result<(Event<'a>, usize), YamlError> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, line(&span))),
            Some(Err(error)) => {
                let line = error.marker().line();
                Err(YamlError { line, message: error.info() })
            }
            None => Ok((Event::StreamEnd, 0)),
        }
    }
}

fn line(span: &Span) -> usize {
    span.start.line().max(1)
}

struct Builder {
    /// Finished anchored nodes by anchor id; an id without a node is still open.
    anchors: Vec<(usize, Node)>,
    nodes: usize,
}

impl Builder {
    fn node(
        &mut self,
        event: Event<'_>,
        line: usize,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<Node, YamlError> {
        self.count(1, line)?;
        if depth > MAX_DEPTH {
            let message = format!("it is nested deeper than {MAX_DEPTH} levels");
            return Err(YamlError { line, message });
        }
        let (anchor, value) = match event {
            Event::Scalar(text, style, anchor, _) => (anchor, scalar(&text, style)),
            Event::SequenceStart(_, anchor, _) => (anchor, self.list(events, depth)?),
            Event::MappingStart(_, anchor, _) => (anchor, self.map(events, depth)?),
            Event::Alias(id) => return self.alias(id, line),
            other => {
                let message = format!("an unexpected {other:?} stands here");
                return Err(YamlError { line, message });
            }
        };
        let node = Node { line, value };
        if anchor != 0 {
            self.anchors.push((anchor, node.clone()));
        }
        Ok(node)
    }

    fn alias(&mut self, id: usize, line: usize) -> Result<Node, YamlError> {
        let found = self.anchors.iter().rev().find(|(anchor, _)| *anchor == id);
        let Some((_, node)) = found else {
            return Err(YamlError { line, message: "an alias refers to itself".into() });
        };
        let mut copy = node.clone();
        copy.line = line;
        self.count(size(&copy), line)?;
        Ok(copy)
    }

    fn list(&mut self, events: &mut Events<'_>, depth: usize) -> Result<Value, YamlError> {
        let mut items = Vec::new();
        loop {
            let (event, line) = events.next()?;
            if event == Event::SequenceEnd {
                return Ok(Value::List(items));
            }
            items.push(self.node(event, line, events, depth + 1)?);
        }
    }

    fn map(&mut self, events: &mut Events<'_>, depth: usize) -> Result<Value, YamlError> {
        let mut entries: Map = Vec::new();
        let mut merged: Map = Vec::new();
        loop {
            let (event, line) = events.next()?;
            if event == Event::MappingEnd {
                let known = |key: &Key, entries: &Map| entries.iter().any(|e| e.0.text == key.text);
                merged.retain(|(key, _)| !known(key, &entries));
                entries.extend(merged);
                return Ok(Value::Map(entries));
            }
            let key = match self.node(event, line, events, depth + 1)?.value {
                Value::Scalar { text, .. } => Key { text, line },
                _ => return Err(YamlError { line, message: "a key is not a plain word".into() }),
            };
            let (event, value_line) = events.next()?;
            let value = self.node(event, value_line, events, depth + 1)?;
            match value.value {
                Value::Map(map) if key.text == "<<" => merged.extend(map),
                _ if entries.iter().any(|(other, _)| other.text == key.text) => {
                    let message = format!("the key `{}` is there twice", key.text);
                    return Err(YamlError { line, message });
                }
                _ => entries.push((key, value)),
            }
        }
    }

    fn count(&mut self, nodes: usize, line: usize) -> Result<(), YamlError> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            let message = format!("it holds more than {MAX_NODES} values");
            return Err(YamlError { line, message });
        }
        Ok(())
    }
}

fn size(node: &Node) -> usize {
    match &node.value {
        Value::Null | Value::Scalar { .. } => 1,
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(map) => 1 + map.iter().map(|(_, node)| 1 + size(node)).sum::<usize>(),
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    let quoted = style != ScalarStyle::Plain;
    if !quoted && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Scalar { text: text.to_owned(), quoted }
}

/// One settings file being read: where findings go, and what to do with unknown keys.
pub struct Source<'a> {
    pub file: &'a str,
    pub findings: &'a mut Findings,
    pub unknown_keys: UnknownKeys,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownKeys {
    Refuse,
    Warn,
}

impl Source<'_> {
    /// Parses `bytes` as a map; reports and gives `None` when it is none. Empty is an empty map.
    pub fn map(&mut self, bytes: &[u8]) -> Option<Map> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            let message = "It is not UTF-8 text; save it as UTF-8.";
            self.findings.add(rules::YAML_SYNTAX, self.file, None, message);
            return None;
        };
        match parse(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            Ok(Node { value: Value::Map(map), .. }) => Some(map),
            Ok(Node { value: Value::Null, .. }) => Some(Map::new()),
            Ok(node) => {
                let message = "It must be a map of `key: value` lines.";
                self.findings.add(rules::YAML_SYNTAX, self.file, Some(node.line), message);
                None
            }
            Err(error) => {
                let message = format!("It is not readable YAML: {}; correct it.", error.message);
                self.findings.add(rules::YAML_SYNTAX, self.file, Some(error.line), message);
                None
            }
        }
    }

    pub fn add(&mut self, rule: &'static str, line: usize, message: impl Into<String>) {
        self.findings.add(rule, self.file, Some(line), message);
    }

    fn wrong(&mut self, node: &Node, key: &str, wanted: &str) {
        let message = format!("`{key}` must be {wanted}, not {}.", describe(node));
        self.add(rules::BAD_VALUE, node.line, message);
    }

    /// Reports every key that is not in `known`.
    pub fn only(&mut self, map: &Map, known: &[&str]) {
        for (key, _) in map.iter().filter(|(key, _)| !known.contains(&key.text.as_str())) {
            self.unknown(key, known);
        }
    }

    pub fn unknown(&mut self, key: &Key, known: &[&str]) {
        let near = known.iter().find(|name| is_near(name, &key.text));
        let advice = match near {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("remove it; known keys are {}.", known.join(", ")),
        };
        let message = format!("The key `{}` is not known here; {advice}", key.text);
        let rule = match self.unknown_keys {
            UnknownKeys::Refuse => rules::UNKNOWN_KEY,
            UnknownKeys::Warn => rules::UNKNOWN_KEY_IGNORED,
        };
        self.add(rule, key.line, message);
    }

    pub fn text(&mut self, node: &Node, key: &str) -> Option<String> {
        if let Value::Scalar { text, .. } = &node.value {
            return Some(text.clone());
        }
        self.wrong(node, key, "a text");
        None
    }

    pub fn number(&mut self, node: &Node, key: &str) -> Option<f64> {
        let found = match &node.value {
            Value::Scalar { text, quoted } if self.reads(*quoted) => number::parse_float(text),
            _ => None,
        };
        if found.is_none() {
            self.wrong(node, key, "a number");
        }
        found
    }

    pub fn integer(&mut self, node: &Node, key: &str) -> Option<u64> {
        let found = match &node.value {
            Value::Scalar { text, quoted } if self.reads(*quoted) => text.parse().ok(),
            _ => None,
        };
        if found.is_none() {
            self.wrong(node, key, "a whole number, 0 or more");
        }
        found
    }

    /// Old packages quote numbers now and then, and old readers took them.
    fn reads(&self, quoted: bool) -> bool {
        !quoted || self.unknown_keys == UnknownKeys::Warn
    }

    pub fn flag(&mut self, node: &Node, key: &str) -> Option<bool> {
        let text = match &node.value {
            Value::Scalar { text, quoted: false } => text.to_ascii_lowercase(),
            _ => String::new(),
        };
        match text.as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                self.wrong(node, key, "true or false");
                None
            }
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, node: &Node, key: &str) -> Option<Vec<String>> {
        let Value::List(items) = &node.value else {
            self.wrong(node, key, "a list of texts");
            return None;
        };
        items.iter().map(|item| self.text(item, key)).collect()
    }

    pub fn items<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Node]> {
        if let Value::List(items) = &node.value {
            return Some(items);
        }
        self.wrong(node, key, "a list");
        None
    }

    pub fn fields<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Map> {
        if let Value::Map(map) = &node.value {
            return Some(map);
        }
        self.wrong(node, key, "a map");
        None
    }

    /// One of the names that `parse` knows; `known` lists them for the message.
    pub fn choice<T>(
        &mut self,
        node: &Node,
        key: &str,
        known: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(node, key)?;
        let found = parse(&text);
        if found.is_none() {
            let message = format!("`{key}` is `{text}`; use one of {known}.");
            self.add(rules::BAD_VALUE, node.line, message);
        }
        found
    }

    /// Reports a key that must be there and is not.
    pub fn missing(&mut self, key: &str, example: &str) {
        let message = format!("The key `{key}` is missing; add for example `{key}: {example}`.");
        self.findings.add(rules::MISSING_KEY, self.file, None, message);
    }
}

fn describe(node: &Node) -> String {
    match &node.value {
        Value::Null => "empty".into(),
        Value::Scalar { text, quoted: true } => format!("the text \"{}\"", shorten(text)),
        Value::Scalar { text, .. } => format!("`{}`", shorten(text)),
        Value::List(_) => "a list".into(),
        Value::Map(_) => "a map".into(),
    }
}

/// Hostile text in a message: one line, not endless.
pub fn shorten(text: &str) -> String {
    const LENGTH: usize = 60;
    let clean: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LENGTH).collect();
    if text.chars().nth(LENGTH).is_some() { format!("{clean}…") } else { clean }
}

/// Equal but for case and punctuation, or one edit apart: a likely slip of the pen.
fn is_near(known: &str, written: &str) -> bool {
    let fold = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (fold(known), fold(written));
    if a == b {
        return true;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y);
    let same = start + end.count();
    a.len().max(b.len()) - same <= if a.len().abs_diff(b.len()) == 0 { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        let error = parse(text).expect_err("the text is not YAML we read");
        format!("{}: {}", error.line, error.message)
    }

    #[test]
    fn nodes_know_their_line_and_their_text() {
        let node = parse("a: 1.10\nb:\n  - x\n  - \"2\"\n").expect("valid YAML");
        let Value::Map(map) = node.value else { panic!("a map was written") };
        let plain = Value::Scalar { text: "1.10".into(), quoted: false };
        assert_eq!(get(&map, "a"), Some(&Node { line: 1, value: plain }));
        let Some(Node { value: Value::List(items), .. }) = get(&map, "b") else {
            panic!("b is a list")
        };
        assert_eq!(items[1].line, 4);
        assert_eq!(items[1].value, Value::Scalar { text: "2".into(), quoted: true });
    }

    #[test]
    fn aliases_and_merges_are_expanded_within_a_budget() {
        let node = parse("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\n").expect("valid YAML");
        let Value::Map(map) = node.value else { panic!("a map was written") };
        let Some(Node { value: Value::Map(b), .. }) = get(&map, "b") else { panic!("b is a map") };
        assert_eq!(b.len(), 2);
        assert_eq!(b[0].1.value, Value::Scalar { text: "3".into(), quoted: false });

        let mut bomb = String::from("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
        for level in 1..9 {
            let alias = format!("*a{}", level - 1);
            let list = vec![alias; 10].join(",");
            bomb = format!("{bomb}a{level}: &a{level} [{list}]\n");
        }
        assert!(error(&bomb).contains("more than 50000 values"));
    }

    #[test]
    fn what_is_not_ours_is_refused_with_its_line() {
        assert_eq!(error("a: 1\na: 2\n"), "2: the key `a` is there twice");
        assert_eq!(error("a: [1\n"), "1: unclosed bracket '['");
        assert!(error("a: &x [*x]\n").contains("alias"));
        assert!(error("---\na: 1\n---\nb: 1\n").contains("second document"));
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        assert!(error(&deep).contains("nested deeper"), "{}", error(&deep));
        assert!(error("[1]: 2\n").contains("key"));
    }

    #[test]
    fn slips_of_the_pen_are_recognised() {
        assert!(is_near("permitted", "permited"));
        assert!(is_near("time_limit", "timeLimit"));
        assert!(!is_near("name", "type"));
    }
}
