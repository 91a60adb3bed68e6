//! The test data of function mode: JSON values, one a line, and whether they fit a signature.
//!
//! Function: one line for each parameter, then one line of answer. Class: the first line holds the
//! constructor's arguments as an array, each other line one operation `["method", argument, …]`;
//! the answer has one line for each operation that returns something.

use super::{Class, KeyType, Parameter, Signature, Type};

/// Deeper values than any type can ask for.
const MAX_DEPTH: usize = 16;

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// Checks an input and its answer; the error names the line of the file it is about.
pub fn check(signature: &Signature, input: &str, answer: &str) -> Result<(), WireError> {
    let lines = values(input, WireFile::Input)?;
    let answers = values(answer, WireFile::Answer)?;
    match signature {
        Signature::Function(function) => {
            arguments(&function.parameters, &lines)?;
            one_answer(&function.returns, &answers)
        }
        Signature::Class(class) => operations(class, &lines, &answers),
    }
}

/// The first line with an integer that a JavaScript number cannot hold.
pub fn unsafe_integer(text: &str) -> Option<usize> {
    let unsafe_line = |line: &str| {
        let words = line.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | 'e' | 'E'));
        words.filter_map(|word| word.parse::<u64>().ok()).any(|value| value > MAX_SAFE)
    };
    text.lines().position(unsafe_line).map(|index| index + 1)
}

/// 2^53 - 1
const MAX_SAFE: u64 = (1 << 53) - 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireFile {
    Input,
    Answer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    pub file: WireFile,
    pub line: usize,
    pub message: String,
}

type Line = (usize, Json);

fn values(text: &str, file: WireFile) -> Result<Vec<Line>, WireError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| match parse(line) {
            Ok(json) => Ok((index + 1, json)),
            Err(problem) => {
                let message = format!("the line is not one JSON value: {problem}");
                Err(WireError { file, line: index + 1, message })
            }
        })
        .collect()
}

fn input_error(line: usize, message: String) -> WireError {
    WireError { file: WireFile::Input, line, message }
}

fn arguments(parameters: &[Parameter], lines: &[Line]) -> Result<(), WireError> {
    if lines.len() != parameters.len() {
        let message = format!(
            "there are {} values for {} parameters, one a line",
            lines.len(),
            parameters.len()
        );
        return Err(input_error(lines.last().map_or(1, |line| line.0), message));
    }
    for (parameter, (line, json)) in parameters.iter().zip(lines) {
        if !fits(json, &parameter.kind) {
            let message = format!("`{}` is no {}", parameter.name, parameter.kind);
            return Err(input_error(*line, message));
        }
    }
    Ok(())
}

fn one_answer(returns: &Type, answers: &[Line]) -> Result<(), WireError> {
    match answers {
        [(_, json)] if fits(json, returns) => Ok(()),
        _ => {
            let line = answers.first().map_or(1, |line| line.0);
            let message = format!("the answer is not one {returns} on one line");
            Err(WireError { file: WireFile::Answer, line, message })
        }
    }
}

fn operations(class: &Class, lines: &[Line], answers: &[Line]) -> Result<(), WireError> {
    let Some(((first, json), operations)) = lines.split_first() else {
        return Err(input_error(1, "the constructor's arguments are missing".into()));
    };
    let Json::List(list) = json else {
        return Err(input_error(*first, "the constructor's arguments are no array".into()));
    };
    all_fit(list, &class.constructor, *first)?;
    let mut expected = Vec::new();
    for (line, json) in operations {
        let call = match json {
            Json::List(list) => list.split_first(),
            _ => None,
        };
        let Some((Json::Text(name), given)) = call else {
            let message = "an operation is an array that begins with a method's name".into();
            return Err(input_error(*line, message));
        };
        let Some(method) = class.methods.iter().find(|method| method.name == *name) else {
            return Err(input_error(*line, format!("there is no method `{name}`")));
        };
        all_fit(given, &method.parameters, *line)?;
        expected.extend(method.returns.as_ref());
    }
    let wrong = expected.iter().zip(answers).find(|(kind, (_, json))| !fits(json, kind));
    let line = match wrong {
        Some((_, (line, _))) => *line,
        None if expected.len() != answers.len() => answers.last().map_or(1, |line| line.0),
        None => return Ok(()),
    };
    let message = format!(
        "the {} operations that return must give as many lines of their type",
        expected.len()
    );
    Err(WireError { file: WireFile::Answer, line, message })
}

fn all_fit(given: &[Json], parameters: &[Parameter], line: usize) -> Result<(), WireError> {
    if given.len() != parameters.len() {
        let message = format!("{} arguments for {} parameters", given.len(), parameters.len());
        return Err(input_error(line, message));
    }
    match parameters.iter().zip(given).find(|(parameter, json)| !fits(json, &parameter.kind)) {
        Some((parameter, _)) => {
            Err(input_error(line, format!("`{}` is no {}", parameter.name, parameter.kind)))
        }
        None => Ok(()),
    }
}

fn fits(json: &Json, kind: &Type) -> bool {
    match (kind, json) {
        (Type::Int, Json::Number(text)) => text.parse::<i64>().is_ok(),
        (Type::Float, Json::Number(_))
        | (Type::Bool, Json::Bool(_))
        | (Type::String, Json::Text(_))
        | (Type::Optional(_), Json::Null) => true,
        (Type::Optional(item), json) => fits(json, item),
        (Type::List(item) | Type::LinkedList(item), Json::List(list)) => {
            list.iter().all(|json| fits(json, item))
        }
        (Type::Tree(item), Json::List(list)) => {
            is_tree(list) && list.iter().all(|json| *json == Json::Null || fits(json, item))
        }
        (Type::Map(key, value), Json::Map(map)) => map.iter().all(|(name, json)| {
            (*key == KeyType::String || name.parse::<i64>().is_ok()) && fits(json, value)
        }),
        _ => false,
    }
}

/// Level order: every value after the root needs a place below an earlier one.
fn is_tree(list: &[Json]) -> bool {
    let mut places = 1_usize;
    for json in list {
        if places == 0 {
            return false;
        }
        places -= 1;
        if *json != Json::Null {
            places += 2;
        }
    }
    list.first() != Some(&Json::Null)
}

/// One JSON value and nothing else.
pub fn parse(text: &str) -> Result<Json, String> {
    let mut reader = JsonReader { bytes: text.as_bytes(), at: 0 };
    let value = reader.value(0)?;
    reader.blank();
    if reader.at < reader.bytes.len() {
        return Err(format!("something follows it at column {}", reader.at + 1));
    }
    Ok(value)
}

struct JsonReader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl JsonReader<'_> {
    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn error<T>(&self, what: &str) -> Result<T, String> {
        Err(format!("{what} at column {}", self.at + 1))
    }

    fn value(&mut self, depth: usize) -> Result<Json, String> {
        if depth > MAX_DEPTH {
            return self.error("too deep nesting");
        }
        self.blank();
        match self.peek() {
            Some(b'[') => self.list(depth),
            Some(b'{') => self.map(depth),
            Some(b'"') => self.text().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Json, String> {
        for (word, value) in
            [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))]
        {
            if self.bytes[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        self.error("no value")
    }

    fn number(&mut self) -> Result<Json, String> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        let text = String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned();
        match crate::number::parse_float(&text) {
            Some(_) => Ok(Json::Number(text)),
            None => self.error("no number"),
        }
    }

    fn text(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut units: Vec<u16> = Vec::new();
        let mut out = String::new();
        loop {
            let rest = &self.bytes[self.at..];
            let plain = rest.iter().take_while(|b| !matches!(b, b'"' | b'\\' | 0..=31)).count();
            if plain > 0 {
                flush(&mut units, &mut out);
                out.push_str(&String::from_utf8_lossy(&rest[..plain]));
                self.at += plain;
            }
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    flush(&mut units, &mut out);
                    return Ok(out);
                }
                Some(b'\\') => units.push(self.escape()?),
                _ => return self.error("a text without end"),
            }
        }
    }

    fn escape(&mut self) -> Result<u16, String> {
        let code = self.bytes.get(self.at + 1).copied();
        let plain = match code {
            Some(c @ (b'"' | b'\\' | b'/')) => Some(u16::from(c)),
            Some(b'n') => Some(10),
            Some(b'r') => Some(13),
            Some(b't') => Some(9),
            Some(b'b') => Some(8),
            Some(b'f') => Some(12),
            _ => None,
        };
        if let Some(unit) = plain {
            self.at += 2;
            return Ok(unit);
        }
        let hex = self.bytes.get(self.at + 2..self.at + 6);
        let unit = hex
            .filter(|_| code == Some(b'u'))
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u16::from_str_radix(hex, 16).ok());
        match unit {
            Some(unit) => {
                self.at += 6;
                Ok(unit)
            }
            None => self.error("an unknown escape"),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, String> {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(Json::List(list));
                }
                Some(b',') if !list.is_empty() => self.at += 1,
                Some(_) if list.is_empty() => {}
                _ => return self.error("a list without end"),
            }
            list.push(self.value(depth + 1)?);
        }
    }

    fn map(&mut self, depth: usize) -> Result<Json, String> {
        self.at += 1;
        let mut map = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Json::Map(map));
                }
                Some(b',') if !map.is_empty() => self.at += 1,
                Some(_) if map.is_empty() => {}
                _ => return self.error("a map without end"),
            }
            self.blank();
            if self.peek() != Some(b'"') {
                return self.error("a key that is no text");
            }
            let key = self.text()?;
            self.blank();
            if self.peek() != Some(b':') {
                return self.error("a key without `:`");
            }
            self.at += 1;
            map.push((key, self.value(depth + 1)?));
        }
    }
}

/// Escapes are UTF-16 units, two of which may make one character.
fn flush(units: &mut Vec<u16>, out: &mut String) {
    out.push_str(&String::from_utf16_lossy(units));
    units.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_against_their_type() {
        for (text, kind, expected) in [
            ("[1,2]", "list<int>", true),
            ("[1,2.5]", "list<int>", false),
            ("9223372036854775808", "int", false),
            ("1", "float", true),
            ("null", "optional<int>", true),
            ("[1,null,2]", "tree<int>", true),
            ("[null,1]", "tree<int>", false),
            ("[1,null,null,2]", "tree<int>", false),
            ("[]", "tree<int>", true),
            ("{\"1\":[true]}", "map<int,list<bool>>", true),
            ("{\"a\":[true]}", "map<int,list<bool>>", false),
            ("\"\\u00e9\\ud83d\\ude00\"", "string", true),
        ] {
            let kind: Type = kind.parse().expect(kind);
            let json = parse(text).expect(text);
            assert_eq!(fits(&json, &kind), expected, "{text} as {kind}");
        }
        assert_eq!(parse("\"\\ud83d\\ude00\""), Ok(Json::Text("😀".into())));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "[1,]", "[1 2]", "{1:2}", "\"a", "tru", "1 2", "[,1]", "\"\\x\"", "+1"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"[".repeat(1000)).is_err());
    }
}
