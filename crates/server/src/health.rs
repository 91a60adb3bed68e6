//! For whoever watches the server: is it alive, can it work, what does it count.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::App;
use crate::problem::Problem;

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database can be written, the queue read, a container made.
pub async fn readyz(State(app): State<App>) -> Response {
    let database = app.store.ping().await.map_err(|error| error.to_string());
    let queue = app.store.queue_counts().await.map(drop).map_err(|error| error.to_string());
    let sandbox = app.dispatch.self_test().await.map_err(|error| error.to_string());
    let ready = database.is_ok() && queue.is_ok() && sandbox.is_ok();
    let word = |found: Result<(), String>| found.err().unwrap_or_else(|| String::from("ok"));
    let body = json!({
        "database": word(database), "queue": word(queue), "sandbox": word(sandbox),
    });
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let json = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, json)], body.to_string()).into_response()
}

/// Prometheus text.
pub async fn metrics(State(app): State<App>) -> Response {
    let Some(recorder) = &app.metrics else {
        let detail = "Nothing is counted in this process.";
        return Problem::new(StatusCode::NOT_FOUND, "no-metrics", detail).into_response();
    };
    if let Ok(counts) = app.store.queue_counts().await {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float, a queue is short")]
        for (state, count) in [("queued", counts.queued), ("judging", counts.judging)] {
            metrics::gauge!("greenroom_jobs", "state" => state).set(count as f64);
        }
    }
    recorder.run_upkeep();
    let text = HeaderValue::from_static("text/plain; version=0.0.4");
    ([(header::CONTENT_TYPE, text)], recorder.render()).into_response()
}
