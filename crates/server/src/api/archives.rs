//! Everything a person owns as one archive, out and in again.

use std::io::{Seek, SeekFrom};

use axum::body::{Body as AxumBody, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use serde::Serialize;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::settings;
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::problem::{Body, Problem, Result};

/// Bytes of an uploaded archive: years of practice, compressed.
const ARCHIVE_BYTES: u64 = 512 << 20;
/// Archives written or read at the same time: each is a file on disk and busy for seconds.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// Bytes read from the file at once.
const BLOCK: usize = 64 << 10;

/// What an import came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportResult {
    pub created: ImportCounts,
    /// Was there already, or is of a kind that is not taken in.
    pub skipped: ImportCounts,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ImportCounts {
    pub attempts: u32,
    pub drafts: u32,
    pub notes: u32,
    /// Exercises with opened hints or given up.
    pub exercises: u32,
    pub settings: u32,
    /// Never taken in: they are uploaded as packages, so that they are checked.
    pub packages: u32,
}

impl From<store::Counts> for ImportCounts {
    fn from(counts: store::Counts) -> Self {
        Self {
            attempts: counts.attempts,
            drafts: counts.drafts,
            notes: counts.notes,
            exercises: counts.exercises,
            settings: counts.settings,
            packages: counts.packages,
        }
    }
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(export))
        .routes(routes!(import))
        // It is counted while it is written to a file.
        .layer(DefaultBodyLimit::disable())
}

/// Everything of one's own: attempts with sources and reports, drafts, notes, settings.
#[utoipa::path(
    get, path = "/account/export", tag = "account",
    responses((status = 200, content_type = "application/zip", body = Vec<u8>))
)]
async fn export(State(app): State<App>, caller: Caller) -> Result<Response> {
    let _permit = AT_ONCE.acquire().await.map_err(|error| Problem::fault(&error))?;
    let file = tempfile::tempfile().map_err(|error| no_room(&error))?;
    let mut file = app.store.export(&caller.account.id, file, clock::now()).await?;
    file.seek(SeekFrom::Start(0)).map_err(|error| no_room(&error))?;
    let bytes = file.metadata().map_err(|error| no_room(&error))?.len();
    let mut response = Response::new(AxumBody::from_stream(blocks(File::from_std(file))));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    // It is compressed already.
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    let disposition = HeaderValue::from_static("attachment; filename=\"greenroom.zip\"");
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// Takes in an archive of an export. Nothing is overwritten, nothing comes twice.
#[utoipa::path(
    post, path = "/account/imports", tag = "account",
    request_body(content = Vec<u8>, content_type = "application/zip"),
    responses(
        (status = 200, body = ImportResult), (status = 413, body = Body),
        (status = 415, body = Body), (status = 422, body = Body)
    )
)]
async fn import(
    State(app): State<App>,
    caller: Caller,
    request: Request,
) -> Result<axum::Json<ImportResult>> {
    super::packages::must_be_zip(request.headers())?;
    let _permit = AT_ONCE.acquire().await.map_err(|error| Problem::fault(&error))?;
    let file = received(request.into_body()).await?;
    let limits = store::Limits::default();
    let done =
        app.store.import(&caller.account.id, file, limits, settings::fits, clock::now()).await?;
    Ok(axum::Json(ImportResult { created: done.created.into(), skipped: done.skipped.into() }))
}

/// Writes a body into a file without a name.
async fn received(mut body: AxumBody) -> Result<std::fs::File> {
    let mut file = File::from_std(tempfile::tempfile().map_err(|error| no_room(&error))?);
    let mut bytes = 0_u64;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::of_status(StatusCode::REQUEST_TIMEOUT))?;
        let Ok(data) = frame.into_data() else { continue };
        bytes += data.len() as u64;
        if bytes > ARCHIVE_BYTES {
            let most = ARCHIVE_BYTES >> 20;
            let detail = format!("An archive has at most {most} MiB; `greenroom import` takes it.");
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail));
        }
        file.write_all(&data).await.map_err(|error| no_room(&error))?;
    }
    file.flush().await.map_err(|error| no_room(&error))?;
    let mut file = file.into_std().await;
    file.seek(SeekFrom::Start(0)).map_err(|error| no_room(&error))?;
    Ok(file)
}

fn blocks(file: File) -> impl futures::Stream<Item = std::io::Result<Bytes>> {
    futures::stream::try_unfold(file, |mut file| async move {
        let mut block = vec![0; BLOCK];
        let read = file.read(&mut block).await?;
        block.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(block), file)))
    })
}

fn no_room(error: &std::io::Error) -> Problem {
    let detail = format!("The archive cannot be kept on the server meanwhile: {error}.");
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
}
