//! Drafts: what somebody is writing, saved while they type.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::exercises::{File, find};
use super::time;
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::http::body::{Json, Path};
use crate::http::etag::revision;
use crate::http::page::Page;
use crate::problem::{Body, Problem, Result};

/// Bytes of a draft's files together.
const DRAFT_BYTES: usize = 1 << 20;
/// Files of a draft.
const DRAFT_FILES: usize = 100;
/// Characters of a file's name.
const NAME_LENGTH: usize = 255;

#[derive(Debug, Serialize, ToSchema)]
pub struct Draft {
    pub exercise: String,
    pub language: String,
    pub files: Vec<File>,
    /// Name of the file that was in view.
    pub active: Option<String>,
    /// Grows with every save.
    pub revision: i64,
    #[schema(format = DateTime)]
    pub updated_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DraftEntry {
    pub exercise: String,
    pub language: String,
    pub bytes: u64,
    #[schema(format = DateTime)]
    pub updated_at: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftRequest {
    /// At most 100 files and 1 MiB.
    pub files: Vec<File>,
    #[serde(default)]
    pub active: Option<String>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, put, delete))
}

/// All drafts, newest first.
#[utoipa::path(
    get, path = "/drafts", tag = "drafts", responses((status = 200, body = Page<DraftEntry>))
)]
async fn list(State(app): State<App>, caller: Caller) -> Result<axum::Json<Page<DraftEntry>>> {
    let drafts = app.store.drafts(&caller.account.id).await?;
    let items = drafts.into_iter().map(|draft| DraftEntry {
        exercise: draft.exercise,
        language: draft.language,
        bytes: draft.bytes,
        updated_at: time(draft.updated_at),
    });
    Ok(axum::Json(Page::whole(items.collect())))
}

/// A draft.
#[utoipa::path(
    get, path = "/drafts/{exercise}/{language}", tag = "drafts",
    params(
        ("exercise" = String, Path, description = "Short name"),
        ("language" = String, Path, description = "Id of the language")
    ),
    responses((status = 200, body = Draft), (status = 404, body = Body))
)]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Path((exercise, language)): Path<(String, String)>,
) -> Result<axum::Json<Draft>> {
    let language = known(&app, &exercise, &language)?;
    let draft = app.store.draft(&caller.account.id, &exercise, &language).await?;
    let draft = draft.ok_or_else(|| Problem::not_found("draft"))?;
    view(exercise, language, draft).map(axum::Json)
}

/// Saves a draft. With `If-Match` it must still be at that revision.
#[utoipa::path(
    put, path = "/drafts/{exercise}/{language}", tag = "drafts", request_body = DraftRequest,
    params(
        ("exercise" = String, Path, description = "Short name"),
        ("language" = String, Path, description = "Id of the language"),
        ("If-Match" = Option<String>, Header, description = "Revision; \"0\" for a new one")
    ),
    responses(
        (status = 200, body = Draft), (status = 404, body = Body), (status = 412, body = Body),
        (status = 422, body = Body)
    )
)]
async fn put(
    State(app): State<App>,
    caller: Caller,
    Path((exercise, language)): Path<(String, String)>,
    headers: HeaderMap,
    Json(wanted): Json<DraftRequest>,
) -> Result<axum::Json<Draft>> {
    let language = known(&app, &exercise, &language)?;
    check(&wanted)?;
    let expected = revision(&headers)?;
    let files = serde_json::to_string(&wanted.files).map_err(|error| Problem::fault(&error))?;
    let (key, content) = ((&*exercise, &*language), (&*files, wanted.active.as_deref()));
    let saved = app.store.put_draft(&caller.account.id, key, content, expected, clock::now()).await;
    match saved {
        Err(store::Error::Conflict(_)) => Err(Problem::stale()),
        saved => view(exercise, language, saved?).map(axum::Json),
    }
}

/// Throws a draft away.
#[utoipa::path(
    delete, path = "/drafts/{exercise}/{language}", tag = "drafts",
    params(
        ("exercise" = String, Path, description = "Short name"),
        ("language" = String, Path, description = "Id of the language")
    ),
    responses((status = 204), (status = 404, body = Body))
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path((exercise, language)): Path<(String, String)>,
) -> Result<StatusCode> {
    let language = known(&app, &exercise, &language)?;
    app.store.delete_draft(&caller.account.id, &exercise, &language).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn known(app: &App, exercise: &str, language: &str) -> Result<String> {
    find(app, exercise)?;
    let language = app.dispatch.language(language).ok_or_else(|| Problem::not_found("language"))?;
    Ok(language.id.clone())
}

fn check(wanted: &DraftRequest) -> Result<()> {
    if wanted.files.len() > DRAFT_FILES {
        return Err(Problem::field("files", format!("A draft has at most {DRAFT_FILES} files.")));
    }
    let bytes: usize = wanted.files.iter().map(|file| file.text.len()).sum();
    if bytes > DRAFT_BYTES {
        let limit = DRAFT_BYTES >> 20;
        return Err(Problem::field("files", format!("A draft has at most {limit} MiB.")));
    }
    for (index, file) in wanted.files.iter().enumerate() {
        if file.name.is_empty() || file.name.chars().count() > NAME_LENGTH {
            let detail = format!("A file's name has from 1 to {NAME_LENGTH} characters.");
            return Err(Problem::field(format!("files[{index}].name"), detail));
        }
    }
    let active = wanted.active.as_deref().unwrap_or_default();
    if active.contains('\0') || active.chars().count() > NAME_LENGTH {
        return Err(Problem::field("active", "active is the name of one of the files."));
    }
    Ok(())
}

fn view(exercise: String, language: String, draft: store::Draft) -> Result<Draft> {
    let files = serde_json::from_str(&draft.files).map_err(|error| Problem::fault(&error))?;
    Ok(Draft {
        exercise,
        language,
        files,
        active: draft.active,
        revision: draft.revision,
        updated_at: time(draft.updated_at),
    })
}
