//! Reads arguments and prints results of a function exercise. Prints of the solution go to stderr.
#![allow(dead_code)]

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Write};
use std::os::raw::c_int;
use std::os::unix::io::FromRawFd;

#[derive(Clone, Debug, PartialEq)]
pub struct ListNode<T> {
    pub value: T,
    pub next: Option<Box<ListNode<T>>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TreeNode<T> {
    pub value: T,
    pub left: Option<Box<TreeNode<T>>>,
    pub right: Option<Box<TreeNode<T>>>,
}

extern "C" {
    fn dup(from: c_int) -> c_int;
    fn dup2(from: c_int, to: c_int) -> c_int;
}

/// Recursion of the solution needs more than the default stack.
const STACK: usize = 256 << 20;

pub fn run(body: fn(&mut Session)) {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut session = Session::start();
        body(&mut session);
        session.flush();
        // Long lists would be dropped recursively; the process ends anyway.
        std::process::exit(0);
    });
    let _ = worker.expect("a thread can be started").join();
    std::process::exit(101);
}

pub struct Session {
    text: Vec<u8>,
    at: usize,
    out: String,
    output: File,
}

impl Session {
    fn start() -> Self {
        let mut text = Vec::new();
        std::io::stdin().read_to_end(&mut text).expect("the input can be read");
        // SAFETY: both descriptors are open, and the copy has no other owner.
        let output = unsafe {
            let copy = dup(1);
            dup2(2, 1);
            File::from_raw_fd(copy)
        };
        Session { text, at: 0, out: String::new(), output }
    }

    pub fn next<T: Wire>(&mut self) -> T {
        T::read(self)
    }

    /// The next argument of a call; commas stand between all parts of a call.
    pub fn argument<T: Wire>(&mut self) -> T {
        self.take(b',');
        T::read(self)
    }

    pub fn print<T: Wire>(&mut self, value: T) {
        value.write(&mut self.out);
        self.out.push('\n');
        std::mem::forget(value);
        if self.out.len() > 1 << 16 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.output.write_all(self.out.as_bytes()).expect("the result can be written");
        self.out.clear();
    }

    pub fn end(&mut self) -> bool {
        self.blank();
        self.at >= self.text.len()
    }

    pub fn expect(&mut self, byte: u8) {
        assert!(self.take(byte), "the input is not what the signature says");
    }

    fn blank(&mut self) {
        while self.at < self.text.len() && self.text[self.at] <= b' ' {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.blank();
        let found = self.text.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        self.blank();
        let found = self.text[self.at..].starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    fn number(&mut self) -> &str {
        self.blank();
        let start = self.at;
        while self.at < self.text.len() && b"+-.eE0123456789".contains(&self.text[self.at]) {
            self.at += 1;
        }
        std::str::from_utf8(&self.text[start..self.at]).expect("digits are text")
    }

    fn unit(&mut self) -> u32 {
        let hex = std::str::from_utf8(&self.text[self.at..self.at + 4]).expect("hex digits");
        self.at += 4;
        u32::from_str_radix(hex, 16).expect("hex digits")
    }

    fn string(&mut self) -> String {
        self.expect(b'"');
        let mut bytes = Vec::new();
        while self.text[self.at] != b'"' {
            let byte = self.text[self.at];
            self.at += 1;
            if byte != b'\\' {
                bytes.push(byte);
                continue;
            }
            let byte = self.text[self.at];
            self.at += 1;
            match byte {
                b'n' => bytes.push(b'\n'),
                b'r' => bytes.push(b'\r'),
                b't' => bytes.push(b'\t'),
                b'b' => bytes.push(8),
                b'f' => bytes.push(12),
                b'u' => {
                    let mut code = self.unit();
                    let pair = self.text[self.at..].starts_with(b"\\u");
                    if pair && (0xd800..0xdc00).contains(&code) {
                        self.at += 2;
                        code = 0x10000 + ((code - 0xd800) << 10) + (self.unit() & 0x3ff);
                    }
                    let c = char::from_u32(code).unwrap_or('\u{fffd}');
                    bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                other => bytes.push(other),
            }
        }
        self.at += 1;
        String::from_utf8(bytes).expect("the input is UTF-8")
    }
}

/// How a type is read and written.
pub trait Wire: Sized {
    fn read(session: &mut Session) -> Self;
    fn write(&self, out: &mut String);
}

impl Wire for i64 {
    fn read(session: &mut Session) -> Self {
        session.number().parse().expect("an integer")
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Wire for f64 {
    fn read(session: &mut Session) -> Self {
        session.number().parse().expect("a number")
    }

    fn write(&self, out: &mut String) {
        write_float(*self, out);
    }
}

impl Wire for bool {
    fn read(session: &mut Session) -> Self {
        let found = session.take_word("true");
        assert!(found || session.take_word("false"), "the input is not what the signature says");
        found
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Wire for String {
    fn read(session: &mut Session) -> Self {
        session.string()
    }

    fn write(&self, out: &mut String) {
        write_string(self, out);
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(session: &mut Session) -> Self {
        let mut list = Vec::new();
        session.expect(b'[');
        while !session.take(b']') {
            session.take(b',');
            list.push(T::read(session));
        }
        list
    }

    fn write(&self, out: &mut String) {
        write_list(self.iter(), out);
    }
}

fn write_list<'t, T: Wire + 't>(list: impl Iterator<Item = &'t T>, out: &mut String) {
    out.push('[');
    for (index, value) in list.enumerate() {
        if index > 0 {
            out.push(',');
        }
        value.write(out);
    }
    out.push(']');
}

/// What a map may have as keys.
pub trait Key: Ord + std::hash::Hash + Clone + ToString {
    fn of(text: String) -> Self;
}

impl Key for i64 {
    fn of(text: String) -> Self {
        text.parse().expect("an integer")
    }
}

impl Key for String {
    fn of(text: String) -> Self {
        text
    }
}

impl<K: Key, T: Wire> Wire for HashMap<K, T> {
    fn read(session: &mut Session) -> Self {
        let mut map = HashMap::new();
        session.expect(b'{');
        while !session.take(b'}') {
            session.take(b',');
            let key = K::of(session.string());
            session.expect(b':');
            map.insert(key, T::read(session));
        }
        map
    }

    fn write(&self, out: &mut String) {
        let mut keys: Vec<&K> = self.keys().collect();
        keys.sort();
        out.push('{');
        for (index, key) in keys.into_iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            write_string(&key.to_string(), out);
            out.push(':');
            self[key].write(out);
        }
        out.push('}');
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(session: &mut Session) -> Self {
        if session.take_word("null") { None } else { Some(T::read(session)) }
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: Wire> Wire for Option<Box<ListNode<T>>> {
    fn read(session: &mut Session) -> Self {
        let mut head = None;
        for value in Vec::<T>::read(session).into_iter().rev() {
            head = Some(Box::new(ListNode { value, next: head }));
        }
        head
    }

    fn write(&self, out: &mut String) {
        let mut at = self.as_ref();
        write_list(
            std::iter::from_fn(|| {
                let node = at?;
                at = node.next.as_ref();
                Some(&node.value)
            }),
            out,
        );
    }
}

impl<T: Wire> Wire for Option<Box<TreeNode<T>>> {
    fn read(session: &mut Session) -> Self {
        let values = Vec::<Option<T>>::read(session);
        // Children stand behind their parents, so the tree is put together from the end.
        let mut nodes: Vec<Option<Box<TreeNode<T>>>> = Vec::new();
        let mut parents = Vec::new();
        for (index, value) in values.into_iter().enumerate() {
            if value.is_some() {
                parents.push(index);
            }
            nodes.push(value.map(|value| Box::new(TreeNode { value, left: None, right: None })));
        }
        for index in (1..nodes.len()).rev() {
            let child = nodes[index].take();
            if let Some(parent) = &mut nodes[parents[(index - 1) / 2]] {
                if index % 2 == 1 {
                    parent.left = child;
                } else {
                    parent.right = child;
                }
            }
        }
        nodes.into_iter().next().flatten()
    }

    fn write(&self, out: &mut String) {
        let mut queue = vec![self.as_ref()];
        let mut at = 0;
        while at < queue.len() {
            if let Some(node) = queue[at] {
                queue.push(node.left.as_ref());
                queue.push(node.right.as_ref());
            }
            at += 1;
        }
        while let Some(None) = queue.last() {
            queue.pop();
        }
        out.push('[');
        for (index, node) in queue.into_iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            match node {
                Some(node) => node.value.write(out),
                None => out.push_str("null"),
            }
        }
        out.push(']');
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{:04x}", unit));
                }
            }
        }
    }
    out.push('"');
}

/// The fewest digits that read back as the same number, written as Python writes them.
fn write_float(value: f64, out: &mut String) {
    assert!(value.is_finite(), "the solution returned a number that is not finite");
    if value.is_sign_negative() {
        out.push('-');
    }
    let value = value.abs();
    if value == 0.0 {
        out.push_str("0.0");
        return;
    }
    let text = (0..=16)
        .map(|digits| format!("{:.*e}", digits, value))
        .find(|text| text.parse() == Ok(value))
        .expect("17 digits name every number");
    let (mantissa, exponent) = text.split_once('e').expect("scientific notation has an exponent");
    let exponent: i32 = exponent.parse().expect("an exponent is an integer");
    let mut digits = mantissa.replace('.', "");
    if exponent < -4 || exponent >= 16 {
        out.push_str(&digits[..1]);
        if digits.len() > 1 {
            out.push('.');
            out.push_str(&digits[1..]);
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        out.push_str(&format!("e{}{:02}", sign, exponent.abs()));
    } else if exponent < 0 {
        out.push_str("0.");
        out.push_str(&"0".repeat((-exponent - 1) as usize));
        out.push_str(&digits);
    } else {
        let whole = exponent as usize + 1;
        while digits.len() <= whole {
            digits.push('0');
        }
        out.push_str(&digits[..whole]);
        out.push('.');
        out.push_str(&digits[whole..]);
    }
}
