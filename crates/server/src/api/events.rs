//! Live events of an attempt as server-sent events, resumed by `Last-Event-ID`.
//!
//! Everything sent was stored before, with its number, and is read from the store: so a stream that
//! breaks off loses nothing, whoever broke it, and doubles nothing.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event as Sse, KeepAlive, Sse as Stream};
use dispatch::Follower;
use store::{AttemptId, Event};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::attempts::own;
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
) -> Result<axum::response::Response> {
    let attempt = own(&app, &caller, &id).await?;
    let after = last_seen(&headers)?;
    let stream = attempt.id.to_string();
    let follow = Follow {
        follower: app.dispatch.hub().follow(&stream),
        app,
        stream,
        id: attempt.id,
        after,
        ready: VecDeque::new(),
        ended: false,
    };
    let sent = futures::stream::unfold(follow, |mut follow| async {
        let event = follow.next().await?;
        Some((Ok::<_, Infallible>(event), follow))
    });
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE).text("keep-alive");
    Ok(axum::response::IntoResponse::into_response(Stream::new(sent).keep_alive(keep_alive)))
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
    id: AttemptId,
    after: i64,
    ready: VecDeque<Event>,
    ended: bool,
}

impl Follow {
    async fn next(&mut self) -> Option<Sse> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.after = event.number;
                self.ended = matches!(event.name.as_str(), "finished" | "cancelled");
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

    /// The end of an attempt whose events are not kept any more.
    async fn forgotten(&mut self) -> Option<Sse> {
        let attempt = self.app.store.attempt(&self.id).await.ok().flatten()?;
        let data = match (attempt.state.as_str(), attempt.outcome) {
            ("finished", Some(outcome)) => {
                serde_json::json!({ "verdict": outcome.verdict, "score": outcome.score })
            }
            ("cancelled", _) => serde_json::json!({}),
            _ => return None,
        };
        self.ended = true;
        let id = (self.after + 1).to_string();
        Some(Sse::default().id(id).event(attempt.state).data(data.to_string()))
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
