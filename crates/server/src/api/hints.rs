//! Hints, opened one by one on purpose and counted.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::exercises::find;
use crate::app::App;
use crate::caller::Caller;
use crate::http::body::{Json, Path};
use crate::problem::{Body, Problem, Result};
use crate::render::{Links, markdown};

#[derive(Debug, Serialize, ToSchema)]
pub struct Hints {
    pub total: usize,
    pub opened: Vec<Hint>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Hint {
    /// From 1.
    pub number: u32,
    /// Safe HTML.
    pub html: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HintRequest {
    /// One more than are open.
    pub number: u32,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, open))
}

/// The hints that are open.
#[utoipa::path(
    get, path = "/exercises/{slug}/hints", tag = "exercises",
    params(("slug" = String, Path, description = "Short name")),
    responses((status = 200, body = Hints), (status = 404, body = Body))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<axum::Json<Hints>> {
    let all = hints(&app, &slug)?;
    let standing = app.store.standing(&caller.account.id, &slug).await?;
    Ok(axum::Json(view(&all, standing.map_or(0, |standing| standing.hints_opened))))
}

/// Opens the next hint; opening one that is open changes nothing.
#[utoipa::path(
    post, path = "/exercises/{slug}/hints", tag = "exercises", request_body = HintRequest,
    params(("slug" = String, Path, description = "Short name")),
    responses(
        (status = 200, body = Hints), (status = 404, body = Body), (status = 422, body = Body)
    )
)]
async fn open(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(wanted): Json<HintRequest>,
) -> Result<axum::Json<Hints>> {
    let all = hints(&app, &slug)?;
    let standing = app.store.standing(&caller.account.id, &slug).await?;
    let opened = standing.map_or(0, |standing| standing.hints_opened);
    if wanted.number == 0 || wanted.number as usize > all.len() {
        let detail = format!("This exercise has {} hints; name one of them.", all.len());
        return Err(Problem::field("number", detail));
    }
    if wanted.number > opened + 1 {
        let next = opened + 1;
        return Err(Problem::field("number", format!("Hints open in order; hint {next} is next.")));
    }
    if wanted.number > opened {
        app.store.open_hint(&caller.account.id, &slug, wanted.number).await?;
    }
    Ok(axum::Json(view(&all, opened.max(wanted.number))))
}

fn hints(app: &App, slug: &str) -> Result<Vec<String>> {
    let entry = find(app, slug)?;
    Ok(entry.package.greenroom.as_ref().map(|g| g.hints.clone()).unwrap_or_default())
}

fn view(all: &[String], opened: u32) -> Hints {
    let opened = (1..=opened)
        .zip(all)
        .map(|(number, text)| Hint { number, html: markdown(text, Links::default()) });
    Hints { total: all.len(), opened: opened.collect() }
}
