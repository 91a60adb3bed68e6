//! The outermost layer: gives each request an id, logs and counts it, and writes problem documents.

use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use uuid::Uuid;

use super::headers::secure;
use crate::problem::Problem;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The template of the route that answered, for the count of requests. Set by `note_route`, since
/// only layers inside the router know it.
#[derive(Clone, Debug)]
pub struct Route(pub String);

/// Inside the router: remembers which route it was.
pub async fn note_route(path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(path) = path {
        response.extensions_mut().insert(Route(path.as_str().to_owned()));
    }
    response
}

pub async fn finish(request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    let method = request.method().clone();
    let path = loggable(request.uri().path());
    let started = Instant::now();
    let span = tracing::info_span!("request", %id, %method, path);
    let mut response = next.run(request).instrument(span.clone()).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        response = problem(response, &method, &id);
    }
    secure(response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (status, took) = (response.status().as_u16(), started.elapsed());
    let route = response.extensions_mut().remove::<Route>().map_or(String::from("other"), |r| r.0);
    let labels =
        [("method", method.as_str().to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!("greenroom_http_requests_total", &labels).increment(1);
    metrics::histogram!("greenroom_http_request_seconds", &labels[..2]).record(took);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::debug!(status, millis, "answered"));
    response
}

/// The path without the secret that the address of an invitation is.
fn loggable(path: &str) -> String {
    const PART: &str = "/invitations/";
    match path.find(PART) {
        Some(at) => format!("{}…", &path[..at + PART.len()]),
        None => path.to_owned(),
    }
}

/// The answer with a problem document as its body, whoever made the answer.
fn problem(response: Response, method: &Method, id: &str) -> Response {
    if response.headers().get(header::CONTENT_TYPE) == Some(&PROBLEM) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let problem = parts.extensions.remove::<Problem>();
    let problem = problem.unwrap_or_else(|| {
        // Serde's own words never reach a client this way; they were mapped where they arose.
        Problem::of_status(parts.status)
    });
    let json = serde_json::to_vec(&problem.body(id)).unwrap_or_default();
    parts.headers.insert(header::CONTENT_TYPE, PROBLEM);
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = if method == Method::HEAD { Body::empty() } else { Body::from(json) };
    Response::from_parts(parts, body)
}

/// What a panic in a handler becomes. The log has its place and words.
pub fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    use axum::response::IntoResponse;
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_addresses_are_not_logged() {
        assert_eq!(loggable("/api/v1/invitations/gi_secret"), "/api/v1/invitations/…");
        assert_eq!(loggable("/invitations/gi_secret"), "/invitations/…");
        assert_eq!(loggable("/api/v1/invitations"), "/api/v1/invitations");
    }
}
