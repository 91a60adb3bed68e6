//! For whoever watches the server: is it alive, can it work, what does it count.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use store::Role;

use crate::access::Scope;
use crate::app::{App, Mode};
use crate::caller::{By, by_token};
use crate::http::client::Client;
use crate::problem::{Problem, Result};

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database can be written, the queue read, a container made.
pub async fn readyz(State(app): State<App>, client: Client) -> Response {
    // A container is made for each answer.
    if let Mode::Team(team) = &app.settings.mode
        && let Err(problem) = team.limits.strangers.check(&client.into())
    {
        return problem.into_response();
    }
    let database = app.store.ping().await.map_err(|error| error.to_string());
    let queue = app.store.queue_counts().await.map(drop).map_err(|error| error.to_string());
    let sandbox = app.dispatch.self_test().await.map_err(|error| error.to_string());
    let ready = database.is_ok() && queue.is_ok() && sandbox.is_ok();
    let word =
        |found: std::result::Result<(), String>| found.err().unwrap_or_else(|| String::from("ok"));
    let body = json!({
        "database": word(database), "queue": word(queue), "sandbox": word(sandbox),
    });
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let json = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, json)], body.to_string()).into_response()
}

/// Prometheus text. On a host for many it is for those who run it.
pub async fn metrics(State(app): State<App>, client: Client, headers: HeaderMap) -> Response {
    match runs_this_host(&app, client, &headers).await {
        Ok(true) => counts(&app).await,
        Ok(false) => {
            let detail = "Counts are for whoever runs this host: ask from the machine itself, or \
                          with a token that has the scope admin.";
            Problem::forbidden(detail).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

/// Whether somebody asks on the machine itself, or with an administrator's token. What a proxy
/// hands on carries the public name, or the address it comes from.
async fn runs_this_host(app: &App, client: Client, headers: &HeaderMap) -> Result<bool> {
    let Mode::Team(team) = &app.settings.mode else { return Ok(true) };
    if client.0.is_loopback() && app.settings.hosts.is_this_machine(headers) {
        return Ok(true);
    }
    team.limits.strangers.check(&client.into())?;
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(false) };
    let caller = by_token(app, value).await?;
    Ok(caller.is_some_and(|caller| {
        caller.account.role == Role::Admin
            && matches!(&caller.by, By::Token(_, scopes) if scopes.contains(&Scope::Admin))
    }))
}

async fn counts(app: &App) -> Response {
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
