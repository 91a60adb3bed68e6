//! Handing in and following an attempt until its report is there.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use judge::Report;
use reqwest::Method;
use reqwest::header::HeaderValue;
use serde::Deserialize;
use serde_json::Value;

use super::events::{Event, Events};
use super::model::{Attempt, AttemptRequest};
use super::{Client, Refusal};
use crate::terminal::Bar;

/// What became of an attempt.
#[derive(Debug)]
pub enum Handed {
    /// The attempt and its report, as they were sent, and the report as it is read.
    Judged { attempt: Value, json: Value, report: Box<Report> },
    /// Taken back before it ended.
    Cancelled { attempt: Value },
}

/// Streams that break off one after the other without any news, before it is given up.
const BREAKS: u32 = 20;
/// A pause before a stream is taken up again.
const PAUSE: Duration = Duration::from_millis(500);

/// Hands in and waits. Ctrl C takes it back.
pub async fn hand_in(client: &Client, request: &AttemptRequest) -> Result<Handed> {
    let created: Attempt = client.post(&["attempts"], request).await?;
    let id = created.id.as_str();
    let mut progress = Progress::new(&created);
    tokio::select! {
        ended = follow(client, id, &mut progress) => ended?,
        stopped = tokio::signal::ctrl_c() => {
            stopped.context("Ctrl C cannot be heard")?;
            let empty = serde_json::json!({});
            let _cancelled: Value = client.post(&["attempts", id, "cancellation"], &empty).await?;
        }
    }
    progress.bar.clear();
    let attempt: Value = client.get(&["attempts", id]).await?;
    if attempt["state"] == "cancelled" {
        return Ok(Handed::Cancelled { attempt });
    }
    let json: Value = client.get(&["attempts", id, "report"]).await?;
    let report = Report::deserialize(&json).context("the report is not in a form that is known")?;
    Ok(Handed::Judged { attempt, json, report: Box::new(report) })
}

/// Follows the events to the end; a stream that breaks off is taken up where it was.
async fn follow(client: &Client, id: &str, progress: &mut Progress) -> Result<()> {
    let mut last = String::new();
    let mut breaks = 0;
    loop {
        let broken = match follow_once(client, id, &mut last, &mut breaks, progress).await {
            Ok(true) => return Ok(()),
            Ok(false) => None,
            Err(error) if error.downcast_ref::<Refusal>().is_some_and(Refusal::is_usage) => {
                return Err(error);
            }
            Err(error) => Some(error),
        };
        breaks += 1;
        if breaks > BREAKS {
            let words = format!(
                "the attempt {id} is kept, but its events cannot be read; see how it ended with \
                 `greenroom status`"
            );
            match broken {
                Some(error) => return Err(error.context(words)),
                None => bail!(words),
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// One stream; true when the attempt has ended.
async fn follow_once(
    client: &Client,
    id: &str,
    last: &mut String,
    breaks: &mut u32,
    progress: &mut Progress,
) -> Result<bool> {
    let mut request = client.request(Method::GET, &["attempts", id, "events"]);
    if !last.is_empty() {
        request.headers_mut().insert("last-event-id", HeaderValue::try_from(last.as_str())?);
    }
    let mut events = Events::new(client.send(request).await?);
    while let Some(event) = events.next().await? {
        *breaks = 0;
        last.clone_from(&event.id);
        if matches!(event.name.as_str(), "finished" | "cancelled") {
            return Ok(true);
        }
        progress.show(&event)?;
    }
    Ok(false)
}

/// What the bar shows.
struct Progress {
    bar: Bar,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Data {
    language: String,
    count: usize,
    checks: usize,
    check: Check,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Check {
    id: String,
}

impl Progress {
    fn new(attempt: &Attempt) -> Self {
        let mut bar = Bar::new(0);
        match attempt.ahead {
            Some(ahead) if ahead > 0 => bar.say(&format!("waiting, {ahead} before it")),
            _ => bar.say("waiting"),
        }
        Self { bar }
    }

    fn show(&mut self, event: &Event) -> Result<()> {
        let data: Data = serde_json::from_str(&event.data)
            .with_context(|| format!("the event {} is not in a form that is known", event.name))?;
        match event.name.as_str() {
            "compiling" => self.bar.say(&format!("compiling {}", data.language)),
            "compiled" => self.bar.say("compiled"),
            "timing" => self.bar.say(&format!("timing {} submissions", data.count)),
            "planned" => self.bar.add_total(data.checks),
            "checked" => self.bar.step(&data.check.id),
            "requeued" => {
                self.bar.clear();
                self.bar = Bar::new(0);
                self.bar.say("judged again from the start");
            }
            _ => {}
        }
        Ok(())
    }
}
