//! Files of an exercise that candidates may have: samples, attachments, pictures of the statement.

use std::path::PathBuf;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use exercise::{Package, StatementText};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::exercises::find;
use crate::app::App;
use crate::assets::media_type;
use crate::caller::Caller;
use crate::http::body::Path;
use crate::http::page::Page;
use crate::problem::{Body, Problem, Result};

/// Bytes of a file that is sent.
const FILE_BYTES: u64 = 64 << 20;
/// Endings of pictures that a statement may show. Not SVG, which can hold script.
const PICTURES: [&str; 5] = ["png", "jpg", "jpeg", "gif", "webp"];

#[derive(Debug, Serialize, ToSchema)]
pub struct ExerciseFile {
    /// Below `/exercises/{slug}/files/`.
    pub path: String,
    pub bytes: u64,
    pub media_type: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one))
}

/// Samples, attachments and pictures of an exercise.
#[utoipa::path(
    get, path = "/exercises/{slug}/files", tag = "exercises",
    params(("slug" = String, Path, description = "Short name")),
    responses((status = 200, body = Page<ExerciseFile>), (status = 404, body = Body))
)]
async fn list(
    State(app): State<App>,
    _: Caller,
    Path(slug): Path<String>,
) -> Result<axum::Json<Page<ExerciseFile>>> {
    let entry = find(&app, &slug)?;
    let items = files(&entry.package).into_iter().map(|(path, file)| ExerciseFile {
        bytes: std::fs::metadata(&file).map_or(0, |meta| meta.len()),
        media_type: media_type(&path).to_owned(),
        path,
    });
    Ok(axum::Json(Page::whole(items.collect())))
}

/// One file as it is.
#[utoipa::path(
    get, path = "/exercises/{slug}/files/{*path}", tag = "exercises",
    params(
        ("slug" = String, Path, description = "Short name"),
        ("path" = String, Path, description = "As the list names it; may hold slashes")
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, body = Body)
    )
)]
async fn one(
    State(app): State<App>,
    _: Caller,
    Path((slug, path)): Path<(String, String)>,
) -> Result<Response> {
    let entry = find(&app, &slug)?;
    // The list is the whole truth: a path that is not in it cannot be reached.
    let found = files(&entry.package).into_iter().find(|(name, _)| *name == path);
    let (name, file) = found.ok_or_else(|| Problem::not_found("file"))?;
    let size = tokio::fs::metadata(&file).await.map_err(|error| Problem::fault(&error))?.len();
    if size > FILE_BYTES {
        return Err(Problem::conflict("The file is too large to be sent."));
    }
    let bytes = tokio::fs::read(&file).await.map_err(|error| Problem::fault(&error))?;
    let mut response = Response::new(HttpBody::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    let is_picture = PICTURES.iter().any(|ending| name.ends_with(&format!(".{ending}")));
    if !is_picture {
        // A page among the attachments must not open as one of ours.
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    Ok(response)
}

/// Name below `files/` and place on disk.
fn files(package: &Package) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for case in package.data.sample().map(exercise::Group::cases).unwrap_or_default() {
        let input = case.shown.input_download.as_ref().or(case.shown.input.as_ref());
        let answer = case.shown.answer_download.as_ref().or(case.shown.answer.as_ref());
        found.push((format!("{}.in", case.name), input.unwrap_or(&case.input).clone()));
        found.push((format!("{}.ans", case.name), answer.unwrap_or(&case.answer).clone()));
    }
    for attachment in &package.attachments {
        found.push((format!("attachments/{}", attachment.name), attachment.path.clone()));
    }
    let folder = package.root.join("statement");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if PICTURES.contains(&ending) && entry.path().is_file() {
            found.push((format!("statement/{name}"), entry.path()));
        }
    }
    for statement in &package.statements {
        if statement.text == StatementText::Pdf {
            let name = statement.path.file_name().unwrap_or_default().to_string_lossy();
            found.push((format!("statement/{name}"), statement.path.clone()));
        }
    }
    found
}
