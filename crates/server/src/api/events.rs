//! Live events of an attempt or a package as server-sent events, resumed by `Last-Event-ID`.
//!
//! Everything sent was stored before, with its number, and is read from the store: so a stream that
//! breaks off loses nothing, whoever broke it, and doubles nothing.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event as Sse, KeepAlive, Sse as Stream};
use axum::response::{IntoResponse, Response};
use dispatch::Follower;
use serde_json::json;
use store::{AttemptId, Event, PackageId, Store};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::attempts::seen;
use crate::app::App;
use crate::caller::Caller;
use crate::http::body::Path;
use crate::problem::{Body, Problem, Result};

/// Events read at once.
const BATCH: usize = 200;
/// A sign of life, shorter than any proxy's patience.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How often the store is looked at without news: another process may have written it.
const LOOK: Duration = Duration::from_secs(5);

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(events))
}

/// What happens to an attempt, from the first event or after `Last-Event-ID`. Ends after `finished`
/// or `cancelled`.
#[utoipa::path(
    get, path = "/attempts/{id}/events", tag = "attempts",
    params(
        ("id" = String, Path, description = "Id of the attempt"),
        ("Last-Event-ID" = Option<String>, Header, description = "Number of the last event seen")
    ),
    responses(
        (status = 200, content_type = "text/event-stream", body = String),
        (status = 404, body = Body), (status = 422, body = Body)
    )
)]
async fn events(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let attempt = seen(&app, &caller, &id).await?;
    follow(app, Subject::Attempt(attempt.id), &headers)
}

/// What is followed.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    Attempt(AttemptId),
    Package(PackageId),
}

impl Subject {
    fn stream(self) -> String {
        match self {
            Self::Attempt(id) => id.to_string(),
            Self::Package(id) => id.to_string(),
        }
    }

    fn ends(event: &str) -> bool {
        matches!(event, "finished" | "cancelled" | "verified")
    }

    /// The end of something whose events are not kept any more, or never were: name and data.
    async fn forgotten(self, store: &Store) -> Option<(&'static str, serde_json::Value)> {
        match self {
            Self::Attempt(id) => {
                let attempt = store.attempt(&id).await.ok().flatten()?;
                match (attempt.state.as_str(), attempt.outcome) {
                    ("finished", Some(outcome)) => {
                        let (verdict, score) = (outcome.verdict, outcome.score);
                        Some(("finished", json!({ "verdict": verdict, "score": score })))
                    }
                    ("cancelled", _) => Some(("cancelled", json!({}))),
                    _ => None,
                }
            }
            Self::Package(id) => match store.package(&id).await.ok()? {
                Some(package) if package.state == "verifying" => None,
                Some(package) => {
                    let found = package.verification.as_deref().map(serde_json::from_str);
                    let found: Option<serde_json::Value> = found.transpose().ok().flatten();
                    Some(("verified", json!({ "verification": found })))
                }
                None => Some(("verified", json!({ "verification": null }))),
            },
        }
    }
}

/// The events of `subject` as they come, after those that the client has seen.
pub fn follow(app: App, subject: Subject, headers: &HeaderMap) -> Result<Response> {
    let stream = subject.stream();
    let follow = Follow {
        follower: app.dispatch.hub().follow(&stream),
        after: last_seen(headers)?,
        app,
        stream,
        subject,
        ready: VecDeque::new(),
        ended: false,
    };
    let sent = futures::stream::unfold(follow, |mut follow| async {
        let event = follow.next().await?;
        Some((Ok::<_, Infallible>(event), follow))
    });
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE).text("keep-alive");
    Ok(Stream::new(sent).keep_alive(keep_alive).into_response())
}

fn last_seen(headers: &HeaderMap) -> Result<i64> {
    let Some(value) = headers.get("last-event-id") else { return Ok(0) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse::<i64>().ok());
    number
        .filter(|number| *number >= 0)
        .ok_or_else(|| Problem::field("Last-Event-ID", "Last-Event-ID is the number of an event."))
}

struct Follow {
    app: App,
    follower: Follower,
    stream: String,
    subject: Subject,
    after: i64,
    ready: VecDeque<Event>,
    ended: bool,
}

impl Follow {
    async fn next(&mut self) -> Option<Sse> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.after = event.number;
                self.ended = Subject::ends(&event.name);
                let id = event.number.to_string();
                return Some(Sse::default().id(id).event(event.name).data(event.data));
            }
            if self.ended || *self.app.stopping.borrow() {
                return None;
            }
            match self.app.store.events(&self.stream, self.after, BATCH).await {
                Ok(found) if !found.is_empty() => self.ready.extend(found),
                Ok(_) => {
                    if let Some(event) = self.forgotten().await {
                        return Some(event);
                    }
                    self.wait().await;
                }
                Err(error) => {
                    tracing::error!(%error, "events cannot be read; the client resumes");
                    return None;
                }
            }
        }
    }

    async fn forgotten(&mut self) -> Option<Sse> {
        let (name, data) = self.subject.forgotten(&self.app.store).await?;
        self.ended = true;
        let id = (self.after + 1).to_string();
        Some(Sse::default().id(id).event(name).data(data.to_string()))
    }

    async fn wait(&mut self) {
        let mut stopping = self.app.stopping.clone();
        tokio::select! {
            () = self.follower.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
            _ = stopping.changed() => {}
        }
    }
}
