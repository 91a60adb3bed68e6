//! The HTTP API, one file per noun. A file answers its routes; this one joins them.

mod account;
mod accounts;
mod archives;
mod attempts;
mod competencies;
mod drafts;
mod events;
mod exercises;
mod files;
mod guides;
mod hints;
mod host;
mod invitations;
mod languages;
mod notes;
mod oidc;
pub mod packages;
mod progress;
mod session;
mod sessions;
mod settings;
mod solutions;
mod today;
mod tokens;

pub use invitations::{another_administrator, first_administrator};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

#[derive(OpenApi)]
#[openapi(info(
    title = "Greenroom",
    description = "Everything the web application and the command line do, and nothing else.\n\n\
                   Times are RFC 3339 in UTC, durations and sizes carry their unit in the name. \
                   Errors are `application/problem+json`. Lists are pages: hand `next` back as \
                   `after`. In local mode there is no login; in team mode send a session cookie or \
                   `Authorization: Bearer TOKEN`.",
    license(name = "Apache-2.0", identifier = "Apache-2.0")
))]
struct Description;

/// Where the API is.
pub const PREFIX: &str = "/api/v1";

/// All routes below [`PREFIX`], with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(exercises::routes())
        .merge(files::routes())
        .merge(hints::routes())
        .merge(solutions::routes())
        .merge(attempts::routes())
        .merge(events::routes())
        .merge(drafts::routes())
        .merge(notes::routes())
        .merge(languages::routes())
        .merge(session::routes())
        .merge(oidc::routes())
        .merge(sessions::routes())
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(invitations::routes())
        .merge(tokens::routes())
        .merge(settings::routes())
        .merge(progress::routes())
        .merge(today::routes())
        .merge(competencies::routes())
        .merge(guides::routes())
        .merge(packages::routes())
        .merge(archives::routes())
        .merge(host::routes())
}

/// A stored time, in microseconds since 1970, as the API writes it.
pub fn time(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).map_or_else(|_| String::new(), |t| t.to_string())
}
