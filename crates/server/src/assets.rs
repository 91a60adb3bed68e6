//! The web application, carried in the program: compressed copies, cache headers, the page's
//! policy.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::http::headers::page_policy;
use crate::problem::Problem;

/// What `cargo xtask web` built. Empty when it did not.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Files;

/// Where the page holds the place of its nonce.
const NONCE: &str = "__NONCE__";
/// Files whose name changes with their content.
const HASHED: &str = "assets/";
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// A file of the application, or its page for every place that is none.
pub async fn asset(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return Problem::of_status(StatusCode::NOT_FOUND).into_response();
    }
    if !path.is_empty() && path != "index.html" && !is_copy(path) {
        if let Some(file) = Files::get(path) {
            return answer(path, file, &headers);
        }
        if path.starts_with(HASHED) {
            return Problem::of_status(StatusCode::NOT_FOUND).into_response();
        }
    }
    page()
}

/// Compressed copies are reached through their originals only.
fn is_copy(path: &str) -> bool {
    [".br", ".gz"].iter().any(|ending| path.ends_with(ending))
}

fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let accepts = |name: &str| accepted.split(',').any(|part| part.trim().starts_with(name));
    let copies = [("br", "br"), ("gzip", "gz")];
    let copy = copies.iter().filter(|(name, _)| accepts(name)).find_map(|(name, ending)| {
        Files::get(&format!("{path}.{ending}")).map(|copy| (*name, copy))
    });
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..12]));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.contains(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (encoding, data) = match copy {
            Some((name, copy)) => (Some(name), copy.data),
            None => (None, file.data),
        };
        let mut response = Response::new(Body::from(data));
        if let Some(name) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    };
    let hashed = path.starts_with(HASHED);
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    out.insert(header::CACHE_CONTROL, if hashed { FOREVER } else { ASK_AGAIN });
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        out.insert(header::ETAG, tag);
    }
    response
}

fn page() -> Response {
    let Some(file) = Files::get("index.html") else {
        let detail = "This build carries no web application; build it with `cargo xtask web`, or use \
                      the command line and the API.";
        return Problem::new(StatusCode::NOT_FOUND, "no-web", detail).into_response();
    };
    let mut bytes = [0; 16];
    if let Err(error) = getrandom::fill(&mut bytes) {
        return Problem::fault(&error).into_response();
    }
    let nonce = STANDARD_NO_PAD.encode(bytes);
    let html = String::from_utf8_lossy(&file.data).replace(NONCE, &nonce);
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, page_policy(&nonce));
    response
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a string cannot fail.
        let _written = write!(out, "{byte:02x}");
        out
    })
}

/// By ending; a text is UTF-8.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "md" | "txt" | "in" | "ans" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
