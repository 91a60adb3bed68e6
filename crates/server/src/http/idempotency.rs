//! `Idempotency-Key`: a POST that is sent twice, because its answer got lost, is done once.
//!
//! The first answer is kept for a day, unless it was our fault; the same request gets it again. The
//! key belongs to the caller, so nobody meets somebody else's. An answer that says `no-store` holds
//! a secret, which is kept nowhere: that request is done again.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use store::Remembered;

use crate::api::packages::PACKAGE_BYTES;
use crate::app::App;
use crate::assets::hex;
use crate::caller::Caller;
use crate::clock;
use crate::problem::{Problem, Result};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Characters of a key.
const KEY_LENGTH: usize = 128;
/// Bytes of an answer that is kept; those of the API are far smaller.
const ANSWER_BYTES: usize = 1 << 20;

/// Keys of requests that are being answered. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct UnderWay(Arc<Mutex<HashSet<String>>>);

/// A key that is taken until this is dropped.
struct Taken {
    under_way: UnderWay,
    key: String,
}

impl UnderWay {
    fn take(&self, key: String) -> Option<Taken> {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = keys.insert(key.clone());
        taken.then(|| Taken { under_way: self.clone(), key })
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.under_way.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

pub async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>().cloned();
    // Only an import is larger than what is held here, and importing twice changes nothing.
    let key = request.headers().get(KEY).filter(|_| !is_larger(request.headers())).cloned();
    match (request.method() == Method::POST, key, caller) {
        (true, Some(key), Some(caller)) => match answer(&app, &caller, &key, request, next).await {
            Ok(response) => response,
            Err(problem) => problem.into_response(),
        },
        _ => next.run(request).await,
    }
}

fn is_larger(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).is_some_and(|bytes: usize| bytes > PACKAGE_BYTES)
}

async fn answer(
    app: &App,
    caller: &Caller,
    key: &HeaderValue,
    request: Request,
    next: Next,
) -> Result<Response> {
    let account = caller.account.id;
    let key = key.to_str().ok().filter(|key| (1..=KEY_LENGTH).contains(&key.len()));
    let key = key.ok_or_else(|| {
        let detail = format!("An idempotency key has from 1 to {KEY_LENGTH} visible characters.");
        Problem::field("Idempotency-Key", detail)
    })?;
    let taken = app.under_way.take(format!("{account} {key}"));
    let _taken = taken.ok_or_else(|| {
        Problem::conflict("A request with this idempotency key is being answered; wait for it.")
    })?;
    let (parts, body) = request.into_parts();
    // The largest body of any route; the route's own limit comes after.
    let too_large = |_| Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE);
    let bytes = to_bytes(body, PACKAGE_BYTES).await.map_err(too_large)?;
    let mut hash = Sha256::new();
    hash.update(parts.uri.to_string().as_bytes());
    hash.update([0]);
    hash.update(&bytes);
    let fingerprint = hex(&hash.finalize());
    if let Some(known) = app.store.remembered(&account, key).await? {
        return replay(known, &fingerprint);
    }
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let status = response.status();
    let is_secret = response.headers().get(header::CACHE_CONTROL).is_some_and(|v| v == "no-store");
    if !status.is_success() || is_secret {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, ANSWER_BYTES).await.map_err(|error| Problem::fault(&error))?;
    if let Ok(text) = std::str::from_utf8(&bytes) {
        let body = text.to_owned();
        let kept = Remembered { fingerprint, status: status.as_u16(), body };
        app.store.remember(&account, key, &kept, clock::now()).await?;
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn replay(known: Remembered, fingerprint: &str) -> Result<Response> {
    if known.fingerprint != fingerprint {
        let detail = "This idempotency key was used for another request; take a new one.";
        return Err(Problem::field("Idempotency-Key", detail));
    }
    let status = StatusCode::from_u16(known.status).map_err(|error| Problem::fault(&error))?;
    let mut response = (status, known.body).into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}
