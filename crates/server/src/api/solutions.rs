//! Solutions and the editorial, after a pass or on giving up; reference programs measured here.

use axum::extract::State;
use axum::http::StatusCode;
use exercise::{Package, StatementText};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::exercises::{File, find};
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::http::body::Path;
use crate::problem::{Body, Problem, Result};
use crate::render::{Links, markdown, paragraphs};

#[derive(Debug, Serialize, ToSchema)]
pub struct Solution {
    /// Safe HTML; null where the author wrote none.
    pub editorial_html: Option<String>,
    /// Submissions that the author labelled accepted.
    pub programs: Vec<SolutionProgram>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SolutionProgram {
    pub name: String,
    pub language: String,
    pub files: Vec<File>,
}

/// How the author's accepted programs do on this host.
#[derive(Debug, Serialize, ToSchema)]
pub struct References {
    /// `none`, `measuring` or `ready`.
    pub state: String,
    pub items: Vec<Reference>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Reference {
    pub name: String,
    pub language: String,
    pub verdict: String,
    /// Of the slowest check.
    pub cpu_us: u64,
    pub memory_bytes: u64,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(solution))
        .routes(routes!(surrender))
        .routes(routes!(references))
}

/// Editorial and accepted programs.
#[utoipa::path(
    get, path = "/exercises/{slug}/solution", tag = "exercises",
    params(("slug" = String, Path, description = "Short name")),
    responses(
        (status = 200, body = Solution),
        (status = 403, body = Body, description = "Neither solved nor given up"),
        (status = 404, body = Body)
    )
)]
async fn solution(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<axum::Json<Solution>> {
    let entry = find(&app, &slug)?;
    let standing = app.store.standing(&caller.account.id, &slug).await?;
    let open = standing.is_some_and(|s| s.solved_at.is_some() || s.surrendered_at.is_some());
    if !open {
        let detail = "Solutions open when you have solved the exercise, or when you give up on it.";
        return Err(Problem::forbidden(detail));
    }
    Ok(axum::Json(view(&entry.package)))
}

/// Gives up: opens the solution for good, and is remembered.
#[utoipa::path(
    post, path = "/exercises/{slug}/surrender", tag = "exercises",
    params(("slug" = String, Path, description = "Short name")),
    responses((status = 204), (status = 404, body = Body))
)]
async fn surrender(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<StatusCode> {
    find(&app, &slug)?;
    app.store.surrender(&caller.account.id, &slug, clock::now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Times and memory of the author's accepted programs on this host. The first look at an exercise
/// that one has solved or given up starts the measuring, behind everybody's attempts.
#[utoipa::path(
    get, path = "/exercises/{slug}/references", tag = "exercises",
    params(("slug" = String, Path, description = "Short name")),
    responses((status = 200, body = References), (status = 404, body = Body))
)]
async fn references(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<axum::Json<References>> {
    let entry = find(&app, &slug)?;
    let version = dispatch::reference_version(&entry.package);
    let items = app.store.references(&slug, &version).await?;
    let state = if !items.is_empty() {
        "ready"
    } else if dispatch::reference_programs(&entry.package).is_empty() {
        "none"
    } else {
        let account = &caller.account.id;
        let asked = app.dispatch.measure_references(&slug, &version, account).await;
        asked.map_err(|error| Problem::fault(&error))?;
        "measuring"
    };
    let items = items.into_iter().map(|item| Reference {
        name: item.program,
        language: item.language,
        verdict: item.verdict,
        cpu_us: item.cpu_us,
        memory_bytes: item.memory_bytes,
    });
    Ok(axum::Json(References { state: state.to_owned(), items: items.collect() }))
}

fn view(package: &Package) -> Solution {
    let solution = package.solutions.iter().find(|solution| solution.language == "en");
    let editorial = solution.or(package.solutions.first());
    let pictures = format!("/api/v1/exercises/{}/files/solution/", package.name);
    let editorial_html = editorial.and_then(|editorial| match &editorial.text {
        StatementText::Markdown(text) => {
            Some(markdown(text, Links { pictures: &pictures, deeper: 1 }))
        }
        StatementText::Latex(_) => editorial.plain_text().map(|text| paragraphs(&text)),
        StatementText::Pdf => None,
    });
    let programs = dispatch::reference_programs(package).into_iter().map(|labelled| {
        let files = labelled.files.iter().map(|file| File {
            name: file.name.clone(),
            text: String::from_utf8_lossy(&file.bytes).into_owned(),
        });
        SolutionProgram {
            name: labelled.name.clone(),
            language: labelled.language.clone().unwrap_or_default(),
            files: files.collect(),
        }
    });
    Solution { editorial_html, programs: programs.collect() }
}
