//! HTTP API, sessions, live events, embedded web application.
//!
//! Start at [`router`]. A handler never starts a submission: it hands an attempt to `dispatch`.

pub mod access;
pub mod api;
mod app;
mod assets;
mod caller;
mod clock;
mod health;
pub mod http;
mod limits;
pub mod oidc;
mod password;
pub mod problem;
pub mod published;
pub mod render;
mod secret;
mod streak;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

pub use app::{App, Mode, Parts, Settings, Team};
pub use http::client::Proxies;
pub use http::cookie::Cookies;
pub use http::guard::Hosts;
pub use http::idempotency::UnderWay;
pub use http::listen::serve;

/// Bytes of a body: a submission of many files fits, a film does not.
pub(crate) const BODY_BYTES: usize = 20 << 20;
/// How long a body may pause while it is sent.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// Everything this server answers.
pub fn router(app: App) -> Router {
    let (api, document) = api::routes().split_for_parts();
    let document = described(document);
    let api = api
        .route("/openapi.json", get(move || async move { axum::Json(document) }))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        ))
        .layer(from_fn(http::etag::etag))
        .layer(from_fn_with_state(app.clone(), http::idempotency::once))
        .layer(from_fn_with_state(app.clone(), caller::authorise))
        .layer(from_fn(http::finish::note_route))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    let hosts = app.settings.hosts.clone();
    let proxies = match &app.settings.mode {
        Mode::Local => Proxies::default(),
        Mode::Team(team) => team.proxies.clone(),
    };
    Router::new()
        .nest(api::PREFIX, api)
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .fallback(get(assets::asset).fallback(|| async { StatusCode::METHOD_NOT_ALLOWED }))
        .with_state(app)
        .layer(RequestBodyTimeoutLayer::new(BODY_TIMEOUT))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(CatchPanicLayer::custom(http::finish::panicked))
        .layer(from_fn_with_state(hosts, http::guard::guard))
        .layer(from_fn_with_state(proxies, http::client::find))
        .layer(from_fn(http::finish::finish))
}

/// The description of the API, with the prefix its paths have.
pub fn document() -> OpenApi {
    described(api::routes().split_for_parts().1)
}

/// The router's wildcard is a plain parameter in the description.
fn documented(path: &str) -> String {
    format!("{}{}", api::PREFIX, path.replace("{*", "{"))
}

fn described(mut document: OpenApi) -> OpenApi {
    let paths = std::mem::take(&mut document.paths.paths);
    document.paths.paths = paths
        .into_iter()
        .map(|(path, mut item)| {
            for (method, operation) in operations(&mut item) {
                operation.operation_id = Some(operation_id(method, &path));
                describe_problems(operation);
            }
            (documented(&path), item)
        })
        .collect();
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("patch", &mut item.patch),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// A name of its own for each, such as `get_exercises_slug_hints`, as generated clients need it.
fn operation_id(method: &str, path: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let parts: String = path.chars().map(plain).collect();
    let parts: Vec<&str> = parts.split('_').filter(|part| !part.is_empty()).collect();
    format!("{method}_{}", parts.join("_"))
}

/// Every error is a problem document, whatever its status: those that any request may meet, such as
/// a body that is no JSON, are not listed one by one.
fn describe_problems(operation: &mut Operation) {
    const PROBLEM: &str = "application/problem+json";
    let schema = Ref::from_schema_name("Problem");
    let content = || ContentBuilder::new().schema(Some(schema.clone())).build();
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        if let (true, RefOr::T(response)) = (status.starts_with(['4', '5']), response) {
            response.content = std::iter::once((PROBLEM.to_owned(), content().into())).collect();
        }
    }
    let any = ResponseBuilder::new().description("Any other error").content(PROBLEM, content());
    responses.entry(String::from("default")).or_insert_with(|| any.build().into());
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Set to write the file instead of comparing it.
    const WRITE: &str = "GREENROOM_WRITE_OPENAPI";

    /// `docs/openapi.json` is what other programs and the web application's types are made from.
    #[test]
    fn the_committed_description_is_that_of_the_code() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
        let mut text = super::document().to_pretty_json().expect("it is JSON");
        text.push('\n');
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(&path, &text).expect("it can be written");
        }
        let committed = std::fs::read_to_string(&path).expect("it is committed");
        let first = committed.lines().zip(text.lines()).find(|(old, new)| old != new);
        assert!(
            committed == text,
            "docs/openapi.json is not of this code, first at {first:?}; run \
             `{WRITE}=1 cargo test -p server --lib`, then `npm run types` in web/"
        );
    }
}
