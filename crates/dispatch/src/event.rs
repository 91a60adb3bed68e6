//! What happens to an attempt, as it is stored and streamed: a name and a JSON object.
//!
//! The names and shapes are part of the API; `docs/api.md` lists them.

use judge::report::Check;
use serde::Serialize;
use serde_json::{Value, json};

/// One event, not yet numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub name: &'static str,
    pub data: Value,
}

/// Bytes of compiler output in an event; the report has more.
const COMPILER_BYTES: usize = 4096;

impl Event {
    fn new(name: &'static str, data: Value) -> Self {
        Self { name, data }
    }

    pub fn queued() -> Self {
        Self::new("queued", json!({}))
    }

    pub fn started() -> Self {
        Self::new("started", json!({}))
    }

    /// It starts again: whatever came since `queued` counts for nothing.
    pub fn requeued(reason: &str) -> Self {
        Self::new("requeued", json!({ "reason": reason }))
    }

    pub fn cancelled() -> Self {
        Self::new("cancelled", json!({}))
    }

    pub fn finished(verdict: &str, score: f64) -> Self {
        Self::new("finished", json!({ "verdict": verdict, "score": score }))
    }

    pub fn steps(steps: usize) -> Self {
        Self::new("planned", json!({ "steps": steps }))
    }

    pub fn step(done: usize, steps: usize, what: &str) -> Self {
        Self::new("step", json!({ "done": done, "steps": steps, "what": what }))
    }

    pub fn verified(verification: &impl Serialize) -> Self {
        let verification = serde_json::to_value(verification).unwrap_or(Value::Null);
        Self::new("verified", json!({ "verification": verification }))
    }

    /// What the judge says while it works.
    pub fn of_judge(event: &judge::Event<'_>) -> Self {
        match event {
            judge::Event::Compiling { language } => {
                Self::new("compiling", json!({ "language": language }))
            }
            judge::Event::Compiled(compilation) => {
                let output = &compilation.output;
                let text = judge::report::Text::cut(
                    output.text.as_bytes(),
                    COMPILER_BYTES,
                    output.dropped,
                );
                let (cached, cpu_ms) = (compilation.cached, compilation.cpu_ms);
                let data = json!({ "output": text, "cached": cached, "cpu_ms": cpu_ms });
                Self::new("compiled", data)
            }
            judge::Event::TimingSubmissions { count } => {
                Self::new("timing", json!({ "count": count }))
            }
            judge::Event::Planned { checks, lanes } => {
                let lane = |lane: &judge::PlannedLane| {
                    let (id, title) = (&lane.id, &lane.title);
                    json!({ "id": id, "title": title, "checks": lane.checks })
                };
                let lanes: Vec<Value> = lanes.iter().map(lane).collect();
                Self::new("planned", json!({ "checks": checks, "lanes": lanes }))
            }
            judge::Event::Checked(check) => Self::checked(check),
        }
    }

    /// Without evidence: the report has it, and most checks are never looked at.
    fn checked(check: &Check) -> Self {
        let bare = Check { evidence: Vec::new(), ..check.clone() };
        let lane = check.id.rsplit_once('/').map_or(check.id.as_str(), |(lane, _)| lane);
        Self::new("checked", json!({ "check": bare, "lane": lane }))
    }
}

impl Event {
    /// As the store takes it.
    pub fn stored(&self) -> store::NewEvent {
        store::NewEvent { name: self.name, data: self.data.to_string() }
    }
}
