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
use utoipa::openapi::OpenApi;

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
    document.paths.paths =
        paths.into_iter().map(|(path, item)| (documented(&path), item)).collect();
    document
}
