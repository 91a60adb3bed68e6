//! Languages of this host, and formatting in them.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::{App, Mode};
use crate::caller::Caller;
use crate::http::body::Json;
use crate::problem::{Body, Problem, Result};

#[derive(Debug, Serialize, ToSchema)]
pub struct Language {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub summary: String,
    /// File endings without the dot.
    pub extensions: Vec<String>,
    /// Name of a program's file when nothing else names it.
    pub main: String,
    /// Name of the syntax for an editor.
    pub syntax: String,
    pub installed: bool,
    pub version: Option<String>,
    /// Texts of it can be formatted here.
    pub formatter: bool,
    /// What to install, in one sentence, where it is not installed.
    pub missing: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Languages {
    pub items: Vec<Language>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormattingRequest {
    /// Id of the language.
    pub language: String,
    pub text: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Formatting {
    pub text: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(format))
}

/// Every language Greenroom knows, installed ones first.
#[utoipa::path(
    get, path = "/languages", tag = "languages", responses((status = 200, body = Languages))
)]
async fn list(State(app): State<App>) -> Result<axum::Json<Languages>> {
    let known = app.dispatch.languages().await.map_err(|error| Problem::fault(&error))?;
    let mut items: Vec<Language> = known
        .iter()
        .map(|known| Language {
            id: known.language.id.clone(),
            name: known.language.name.clone(),
            aliases: known.language.aliases.clone(),
            summary: known.language.summary.clone(),
            extensions: known.language.extensions.clone(),
            main: known.language.main.clone(),
            syntax: known.language.syntax.clone(),
            installed: known.version.is_some(),
            version: known.version.clone(),
            formatter: known.formatter,
            missing: known.missing.clone(),
        })
        .collect();
    items.sort_by_key(|language| (!language.installed, language.name.to_lowercase()));
    Ok(axum::Json(Languages { items }))
}

/// A text as the formatter of its language writes it.
#[utoipa::path(
    post, path = "/formattings", tag = "languages", request_body = FormattingRequest,
    responses(
        (status = 200, body = Formatting), (status = 422, body = Body), (status = 429, body = Body)
    )
)]
async fn format(
    State(app): State<App>,
    caller: Caller,
    Json(wanted): Json<FormattingRequest>,
) -> Result<axum::Json<Formatting>> {
    if let Mode::Team(team) = &app.settings.mode {
        team.limits.work.check(&caller.account.id)?;
    }
    let text =
        app.dispatch.format(wanted.language, wanted.text).await.map_err(|error| match error {
            dispatch::Error::Refused(reason) => Problem::field("text", reason),
            error => Problem::fault(&error),
        })?;
    Ok(axum::Json(Formatting { text }))
}
