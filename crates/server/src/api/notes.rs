//! One note per exercise, in Markdown.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::exercises::find;
use super::time;
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::http::body::{Json, Path};
use crate::http::etag::revision;
use crate::problem::{Body, Problem, Result};
use crate::render::{Links, markdown};

/// Bytes of a note.
const NOTE_BYTES: usize = 256 << 10;

#[derive(Debug, Serialize, ToSchema)]
pub struct Note {
    /// Markdown.
    pub text: String,
    /// The same as safe HTML.
    pub html: String,
    /// Grows with every save; 0 where nothing was written yet.
    pub revision: i64,
    #[schema(format = DateTime)]
    pub updated_at: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteRequest {
    /// Markdown, at most 256 KiB.
    pub text: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, put))
}

/// The note; empty where nothing was written yet.
#[utoipa::path(
    get, path = "/notes/{exercise}", tag = "notes",
    params(("exercise" = String, Path, description = "Short name")),
    responses((status = 200, body = Note), (status = 404, body = Body))
)]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<axum::Json<Note>> {
    find(&app, &slug)?;
    let note = app.store.note(&caller.account.id, &slug).await?;
    Ok(axum::Json(match note {
        Some(note) => view(note),
        None => Note { text: String::new(), html: String::new(), revision: 0, updated_at: None },
    }))
}

/// Writes the note. With `If-Match` it must still be at that revision.
#[utoipa::path(
    put, path = "/notes/{exercise}", tag = "notes", request_body = NoteRequest,
    params(
        ("exercise" = String, Path, description = "Short name"),
        ("If-Match" = Option<String>, Header, description = "Revision such as \"7\"")
    ),
    responses(
        (status = 200, body = Note), (status = 404, body = Body), (status = 412, body = Body),
        (status = 422, body = Body)
    )
)]
async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
    Json(wanted): Json<NoteRequest>,
) -> Result<axum::Json<Note>> {
    find(&app, &slug)?;
    if wanted.text.len() > NOTE_BYTES {
        let limit = NOTE_BYTES >> 10;
        return Err(Problem::field("text", format!("A note has at most {limit} KiB.")));
    }
    let expected = revision(&headers)?;
    let saved =
        app.store.put_note(&caller.account.id, &slug, &wanted.text, expected, clock::now()).await;
    match saved {
        Err(store::Error::Conflict(_)) => Err(Problem::stale()),
        saved => Ok(axum::Json(view(saved?))),
    }
}

fn view(note: store::Note) -> Note {
    Note {
        html: markdown(&note.text, Links::default()),
        text: note.text,
        revision: note.revision,
        updated_at: Some(time(note.updated_at)),
    }
}
