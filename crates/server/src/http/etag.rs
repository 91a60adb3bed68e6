//! Entity tags of API answers: what did not change is not sent again.

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};

use crate::assets::hex;

/// Bytes of an answer that is hashed; larger ones are sent without a tag.
const HASHED_BYTES: u64 = 4 << 20;

/// Tags successful GET answers of known size, and answers 304 when the client has them.
pub async fn etag(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let size = response.body().size_hint().exact();
    if !reads || response.status() != StatusCode::OK || size.is_none_or(|s| s > HASHED_BYTES) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(collected) = body.collect().await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let bytes = collected.to_bytes();
    if !parts.headers.contains_key(header::ETAG) {
        parts.headers.insert(header::ETAG, tag(&bytes));
    }
    let same = known.zip(parts.headers.get(header::ETAG)).is_some_and(|(known, own)| {
        known.to_str().is_ok_and(|list| is_listed(list, own.to_str().unwrap_or_default()))
    });
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// The weak comparison of RFC 9110: the client may hold a compressed copy.
fn is_listed(list: &str, own: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.trim() == "*" || list.split(',').any(|tag| strong(tag) == strong(own))
}

fn tag(bytes: &[u8]) -> HeaderValue {
    let hash = Sha256::digest(bytes);
    let text = ["W/\"", &hex(&hash[..12]), "\""].concat();
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""))
}

/// The revision a client wants to replace: `If-Match: "7"`.
pub fn revision(headers: &axum::http::HeaderMap) -> crate::problem::Result<Option<i64>> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    number.and_then(|number| number.parse().ok()).map(Some).ok_or_else(|| {
        crate::problem::Problem::field("If-Match", "If-Match is a revision such as \"7\".")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_tags_compare_by_their_text() {
        assert!(is_listed("\"a\", W/\"b\"", "W/\"b\""));
        assert!(is_listed("\"b\"", "W/\"b\""));
        assert!(is_listed("*", "W/\"b\""));
        assert!(!is_listed("\"a\"", "W/\"b\""));
    }
}
