//! Server-sent events: a stream of bytes to numbered events.

use anyhow::{Context, Result};
use reqwest::Response;

/// One event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Empty where the server numbers nothing.
    pub id: String,
    pub name: String,
    pub data: String,
}

/// Bytes of one event: a check without evidence and compiler output fit many times.
const EVENT_BYTES: usize = 4 << 20;

/// Reads events off an answer.
#[derive(Debug)]
pub struct Events {
    response: Response,
    parser: Parser,
}

impl Events {
    pub fn new(response: Response) -> Self {
        Self { response, parser: Parser::default() }
    }

    /// The next event; `None` when the stream ends.
    pub async fn next(&mut self) -> Result<Option<Event>> {
        loop {
            if let Some(event) = self.parser.next() {
                return Ok(Some(event));
            }
            let chunk = self.response.chunk().await.context("the event stream broke off")?;
            let Some(chunk) = chunk else { return Ok(None) };
            self.parser.feed(&chunk)?;
        }
    }
}

/// Lines to events, as far as the standard goes that Greenroom uses.
#[derive(Debug, Default)]
struct Parser {
    bytes: Vec<u8>,
    event: Event,
}

impl Parser {
    fn feed(&mut self, chunk: &[u8]) -> Result<()> {
        if self.bytes.len() + self.event.data.len() + chunk.len() > EVENT_BYTES {
            anyhow::bail!("an event has more than {} MiB", EVENT_BYTES >> 20);
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    fn next(&mut self) -> Option<Event> {
        while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.bytes.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\n', '\r']);
            if line.is_empty() {
                let event = std::mem::take(&mut self.event);
                if !event.name.is_empty() {
                    return Some(event);
                }
                continue;
            }
            // A line that begins with a colon is a sign of life.
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "id" => value.clone_into(&mut self.event.id),
                "event" => value.clone_into(&mut self.event.name),
                "data" => {
                    if !self.event.data.is_empty() {
                        self.event.data.push('\n');
                    }
                    self.event.data.push_str(value);
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(chunks: &[&str]) -> Vec<String> {
        let mut parser = Parser::default();
        let mut found = Vec::new();
        for chunk in chunks {
            parser.feed(chunk.as_bytes()).expect("it is small");
            while let Some(event) = parser.next() {
                found.push(format!("{} {} {}", event.id, event.name, event.data));
            }
        }
        found
    }

    #[test]
    fn events_survive_any_cut() {
        let text = ": keep-alive\n\nid: 1\nevent: started\ndata: {}\n\nid:2\r\nevent:x\r\ndata: a\r\n\
                    data: b\r\n\r\nid: 3\nevent: half";
        let whole = parsed(&[text]);
        assert_eq!(whole, ["1 started {}", "2 x a\nb"]);
        for cut in 1..text.len() {
            assert_eq!(parsed(&[&text[..cut], &text[cut..]]), whole, "cut at {cut}");
        }
    }

    #[test]
    fn an_endless_event_is_given_up() {
        let mut parser = Parser::default();
        let chunk = vec![b'x'; EVENT_BYTES / 2 + 1];
        assert!(parser.feed(&chunk).is_ok() && parser.feed(&chunk).is_err());
    }
}
