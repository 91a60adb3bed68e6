//! Well-formed HTML to a tree. What does not fit is text.

/// Elements inside each other; deeper ones become their children's text.
const DEPTH: usize = 64;
/// Bytes of a tag: an address in it fits.
const TAG_BYTES: usize = 8 << 10;
/// Elements that hold nothing.
const VOID: [&str; 5] = ["br", "hr", "img", "mspace", "wbr"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Text(String),
    Element(Element),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => out.push_str(&element.text()),
            }
        }
        out
    }

    /// Every element of this name below it.
    pub fn each(&self, name: &str, found: &mut impl FnMut(&Element)) {
        for element in self.elements() {
            if element.name == name {
                found(element);
            } else {
                element.each(name, found);
            }
        }
    }
}

pub fn parse(html: &str) -> Vec<Node> {
    let mut open = vec![Element::default()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        say(&mut open, &rest[..at]);
        rest = &rest[at..];
        let Some(end) = tag_end(rest) else {
            say(&mut open, &rest[..=0]);
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[1..end];
        if let Some(name) = tag.strip_prefix('/').filter(|name| is_name(name)) {
            close(&mut open, name);
        } else if let Some(element) = element(tag) {
            let holds_nothing = VOID.contains(&element.name.as_str()) || tag.ends_with('/');
            if holds_nothing || open.len() > DEPTH {
                put(&mut open, Node::Element(element));
            } else {
                open.push(element);
            }
        } else {
            say(&mut open, &rest[..=0]);
            rest = &rest[1..];
            continue;
        }
        rest = &rest[end + 1..];
    }
    say(&mut open, rest);
    while open.len() > 1 {
        let name = open.last().map(|element| element.name.clone()).unwrap_or_default();
        close(&mut open, &name);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

/// Where the tag ends; a `>` in a quoted value does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate().take(TAG_BYTES) {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn element(tag: &str) -> Option<Element> {
    let tag = tag.trim_end_matches('/');
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    if !is_name(name) {
        return None;
    }
    let mut attributes = Vec::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"')?;
        attributes.push((key.trim().to_owned(), decoded(value)));
        rest = after;
    }
    Some(Element { name: name.to_owned(), attributes, children: Vec::new() })
}

fn say(open: &mut [Element], text: &str) {
    if !text.is_empty() {
        put(open, Node::Text(decoded(text)));
    }
}

fn put(open: &mut [Element], node: Node) {
    if let Some(element) = open.last_mut() {
        element.children.push(node);
    }
}

/// Closes the innermost element of this name, and those in it that were left open.
fn close(open: &mut Vec<Element>, name: &str) {
    if !open.iter().skip(1).any(|element| element.name == name) {
        return;
    }
    while let Some(element) = open.pop() {
        let found = element.name == name;
        put(open, Node::Element(element));
        if found {
            return;
        }
    }
}

/// Entities that the server writes; others stay as they are.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}
