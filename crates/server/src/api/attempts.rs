//! Attempts: handing in, looking at what became of it, taking back.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use exercise::SourceFile;
use serde::{Deserialize, Serialize};
use store::{AttemptFilter, AttemptId, NewAttempt, Order, Purpose, Source};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::accounts::watched;
use super::exercises::{File, find};
use super::time;
use crate::app::{App, Mode};
use crate::caller::Caller;
use crate::http::body::{Json, Path, Query};
use crate::http::page::{Page, limit, place};
use crate::problem::{Body, Problem, Result};

/// Attempts of one person that may wait at once: enough for anybody's hands, not for a script's.
const WAITING: u64 = 50;
/// Bytes of an input of one's own.
const INPUT_BYTES: usize = 8 << 20;
/// When it is worth trying again with a full queue.
const RETRY: Duration = Duration::from_secs(10);

#[derive(Debug, Serialize, ToSchema)]
pub struct Attempt {
    pub id: String,
    /// Short name of the exercise.
    pub exercise: String,
    pub title: String,
    /// `run` or `submit`.
    pub purpose: String,
    /// Id of the language.
    pub language: String,
    /// `queued`, `judging`, `finished` or `cancelled`.
    pub state: String,
    /// Short form, such as `WA`; null until it is finished.
    pub verdict: Option<String>,
    /// From 0 to 1.
    pub score: Option<f64>,
    pub points: Option<PointsView>,
    pub level: Option<LevelView>,
    pub checks_passed: Option<u32>,
    pub checks_total: Option<u32>,
    /// One sentence.
    pub explanation: Option<String>,
    /// CPU time of the slowest check.
    pub cpu_us: Option<u64>,
    pub wall_us: Option<u64>,
    pub memory_bytes: Option<u64>,
    /// Hints that were open when it was handed in.
    pub hints_opened: u32,
    /// Run on an input of one's own.
    pub custom_input: bool,
    /// Jobs before it in the queue; null when it does not wait.
    pub ahead: Option<u32>,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub started_at: Option<String>,
    #[schema(format = DateTime)]
    pub finished_at: Option<String>,
    /// The attempt that this one judges again.
    pub of: Option<String>,
    /// Id of the account.
    pub account: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PointsView {
    pub got: f64,
    pub of: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LevelView {
    /// Stages passed in a row.
    pub reached: u32,
    pub of: u32,
    pub name: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttemptRequest {
    /// Short name of the exercise.
    pub exercise: String,
    /// `run` judges the samples, `submit` everything.
    #[schema(value_type = PurposeName)]
    pub purpose: Purpose,
    /// Id or other name of the language.
    pub language: String,
    pub files: Vec<File>,
    /// The file or class that starts, where several could.
    #[serde(default)]
    pub entry_point: Option<String>,
    /// With `run`: run on this text, compare nothing.
    #[serde(default)]
    pub input: Option<String>,
    /// With `run`: one case or group, such as `secret/03`.
    #[serde(default)]
    pub only: Option<String>,
}

/// Why something is handed in.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the store's type, which knows no API")]
pub enum PurposeName {
    Run,
    Submit,
}

/// What was handed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceView {
    pub language: String,
    pub files: Vec<File>,
    pub entry_point: Option<String>,
    pub input: Option<String>,
    pub only: Option<String>,
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AttemptQuery {
    exercise: Option<String>,
    /// `run` or `submit`
    purpose: Option<String>,
    /// Short form, such as `WA`
    verdict: Option<String>,
    language: Option<String>,
    /// `queued`, `judging`, `finished` or `cancelled`
    state: Option<String>,
    /// Id of somebody else's account; for coaches and administrators
    account: Option<String>,
    /// `-created_at` (newest first) or `created_at`
    sort: Option<String>,
    /// `next` of the page before
    after: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(one))
        .routes(routes!(source))
        .routes(routes!(report))
        .routes(routes!(cancel))
        .routes(routes!(rejudge))
}

/// One's own attempts; a coach may name somebody else's account.
#[utoipa::path(
    get, path = "/attempts", tag = "attempts", params(AttemptQuery),
    responses(
        (status = 200, body = Page<Attempt>), (status = 403, body = Body),
        (status = 404, body = Body), (status = 422, body = Body)
    )
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<AttemptQuery>,
) -> Result<axum::Json<Page<Attempt>>> {
    let limit = limit(query.limit)?;
    let purpose = match query.purpose.as_deref() {
        None => None,
        Some(name) => Some(
            Purpose::from_name(name)
                .ok_or_else(|| Problem::field("purpose", "purpose is run or submit."))?,
        ),
    };
    let order = match query.sort.as_deref() {
        None | Some("-created_at") => Order::NewestFirst,
        Some("created_at") => Order::OldestFirst,
        Some(_) => return Err(Problem::field("sort", "sort is -created_at or created_at.")),
    };
    let filter = AttemptFilter {
        exercise: query.exercise,
        purpose,
        verdict: query.verdict,
        language: query.language,
        state: query.state,
        order,
        after: place(query.after.as_deref())?,
        limit: limit + 1,
    };
    let whose = watched(&app, &caller, query.account.as_deref()).await?;
    let found = app.store.attempts(&whose.id, &filter).await?;
    let page = Page::cut(found, limit, |attempt| (attempt.created_at, attempt.id));
    let items = page.items.into_iter().map(|attempt| view(attempt, None)).collect();
    Ok(axum::Json(Page { items, next: page.next }))
}

/// Hands in. The attempt is stored before this answers; follow its events, or read it again.
#[utoipa::path(
    post, path = "/attempts", tag = "attempts", request_body = AttemptRequest,
    responses(
        (status = 201, body = Attempt), (status = 404, body = Body), (status = 422, body = Body),
        (status = 429, body = Body, description = "Too many of one's own attempts wait")
    )
)]
async fn create(
    State(app): State<App>,
    caller: Caller,
    Json(wanted): Json<AttemptRequest>,
) -> Result<Response> {
    let entry = app.library.get(&wanted.exercise).ok_or_else(|| {
        Problem::field("exercise", "There is no such exercise; GET /exercises lists them.")
    })?;
    let language = app.dispatch.language(&wanted.language).ok_or_else(|| {
        Problem::field("language", "This language is not known; GET /languages lists them.")
    })?;
    check(&wanted)?;
    if let Some(only) = &wanted.only
        && !has_case(&entry.package, only)
    {
        let detail = "The exercise has no such case or group; reports name those it has.";
        return Err(Problem::field("only", detail));
    }
    let files = serde_json::to_string(&wanted.files).map_err(|error| Problem::fault(&error))?;
    let new = NewAttempt {
        exercise: wanted.exercise,
        title: entry.package.title("en").to_owned(),
        purpose: wanted.purpose,
        language: language.id.clone(),
        rejudges: None,
        source: Source {
            files,
            entry_point: wanted.entry_point,
            input: wanted.input,
            only: wanted.only,
        },
    };
    submit(&app, &caller, &new).await
}

/// One attempt.
#[utoipa::path(
    get, path = "/attempts/{id}", tag = "attempts",
    params(("id" = String, Path, description = "Id of the attempt")),
    responses((status = 200, body = Attempt), (status = 404, body = Body))
)]
async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<Attempt>> {
    let attempt = seen(&app, &caller, &id).await?;
    shown(&app, attempt).await.map(axum::Json)
}

/// What was handed in.
#[utoipa::path(
    get, path = "/attempts/{id}/source", tag = "attempts",
    params(("id" = String, Path, description = "Id of the attempt")),
    responses((status = 200, body = SourceView), (status = 404, body = Body))
)]
async fn source(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<SourceView>> {
    let attempt = seen(&app, &caller, &id).await?;
    let source = app.store.source(&attempt.id).await?;
    let source = source.ok_or_else(|| Problem::not_found("source"))?;
    let files = serde_json::from_str(&source.files).map_err(|error| Problem::fault(&error))?;
    Ok(axum::Json(SourceView {
        language: attempt.language,
        files,
        entry_point: source.entry_point,
        input: source.input,
        only: source.only,
    }))
}

/// The report: lanes, checks, evidence, measures.
#[utoipa::path(
    get, path = "/attempts/{id}/report", tag = "attempts",
    params(("id" = String, Path, description = "Id of the attempt")),
    responses(
        (status = 200, body = judge::Report),
        (status = 404, body = Body, description = "Unknown, or not finished")
    )
)]
async fn report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response> {
    let attempt = seen(&app, &caller, &id).await?;
    let report = app.store.report(&attempt.id).await?;
    // Stored as it is sent.
    let text = report.ok_or_else(|| Problem::not_found("report"))?;
    let json = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, json)], text).into_response())
}

/// Takes it back, if it has not ended.
#[utoipa::path(
    post, path = "/attempts/{id}/cancellation", tag = "attempts",
    params(("id" = String, Path, description = "Id of the attempt")),
    responses((status = 200, body = Attempt), (status = 404, body = Body))
)]
async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<Attempt>> {
    let attempt = own(&app, &caller, &id).await?;
    let cancelled = app.dispatch.cancel(&attempt.id).await;
    cancelled.map_err(|error| Problem::fault(&error))?;
    let attempt = own(&app, &caller, &id).await?;
    shown(&app, attempt).await.map(axum::Json)
}

/// Judges the same files again, as a new attempt.
#[utoipa::path(
    post, path = "/attempts/{id}/rejudgements", tag = "attempts",
    params(("id" = String, Path, description = "Id of the attempt")),
    responses(
        (status = 201, body = Attempt), (status = 404, body = Body), (status = 429, body = Body)
    )
)]
async fn rejudge(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response> {
    let attempt = own(&app, &caller, &id).await?;
    find(&app, &attempt.exercise)?;
    let source = app.store.source(&attempt.id).await?;
    let new = NewAttempt {
        exercise: attempt.exercise,
        title: attempt.title,
        purpose: attempt.purpose,
        language: attempt.language,
        rejudges: Some(attempt.id),
        source: source.ok_or_else(|| Problem::not_found("source"))?,
    };
    submit(&app, &caller, &new).await
}

async fn submit(app: &App, caller: &Caller, new: &NewAttempt) -> Result<Response> {
    if let Mode::Team(team) = &app.settings.mode {
        team.limits.work.check(&caller.account.id)?;
    }
    if app.store.waiting(&caller.account.id).await? >= WAITING {
        let detail = format!("{WAITING} of your attempts wait already; let some of them end.");
        return Err(Problem::too_many(detail, RETRY.as_secs()));
    }
    let stored = app.dispatch.submit(&caller.account.id, new).await;
    let attempt = stored.map_err(|error| match error {
        dispatch::Error::Store(error) => error.into(),
        error => Problem::fault(&error),
    })?;
    let place = format!("{}/attempts/{}", super::PREFIX, attempt.id);
    let body = axum::Json(shown(app, attempt).await?);
    let mut response = (StatusCode::CREATED, body).into_response();
    if let Ok(place) = HeaderValue::try_from(place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Whether a case or a group around one has this name.
fn has_case(package: &exercise::Package, name: &str) -> bool {
    let inside = |case: &str| {
        case == name || case.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
    };
    let cases = package.data.cases();
    cases.iter().any(|case| inside(&case.name) || case.short_name() == name)
}

fn check(wanted: &AttemptRequest) -> Result<()> {
    let files = wanted.files.iter().map(|f| SourceFile::new(f.name.clone(), f.text.clone()));
    if let Err(refused) = judge::Submission::from_files(files.collect()) {
        return Err(Problem::field("files", format!("The files cannot be judged: {refused}.")));
    }
    if wanted.purpose == Purpose::Submit && (wanted.input.is_some() || wanted.only.is_some()) {
        let field = if wanted.input.is_some() { "input" } else { "only" };
        return Err(Problem::field(field, format!("{field} goes with the purpose run only.")));
    }
    if wanted.input.as_ref().is_some_and(|input| input.len() > INPUT_BYTES) {
        let limit = INPUT_BYTES >> 20;
        return Err(Problem::field("input", format!("An input has at most {limit} MiB.")));
    }
    let texts = [&wanted.input, &wanted.entry_point, &wanted.only];
    let has_zero = |text: &&Option<String>| text.as_ref().is_some_and(|t| t.contains('\0'));
    let in_files = wanted.files.iter().any(|file| file.text.contains('\0'));
    if in_files || texts.iter().any(has_zero) {
        // PostgreSQL could not keep it, and no compiler wants it.
        return Err(Problem::field("files", "A text holds a zero byte; send text."));
    }
    Ok(())
}

/// The caller's attempt; somebody else's is as unknown as none.
pub async fn own(app: &App, caller: &Caller, id: &str) -> Result<store::Attempt> {
    let attempt = any(app, id).await?;
    if attempt.account == caller.account.id { Ok(attempt) } else { Err(unknown()) }
}

/// An attempt the caller may look at: one's own, for a coach anybody's.
pub async fn seen(app: &App, caller: &Caller, id: &str) -> Result<store::Attempt> {
    let attempt = any(app, id).await?;
    let sees = attempt.account == caller.account.id || caller.watches_others();
    if sees { Ok(attempt) } else { Err(unknown()) }
}

async fn any(app: &App, id: &str) -> Result<store::Attempt> {
    let id = AttemptId::parse(id).ok_or_else(unknown)?;
    app.store.attempt(&id).await?.ok_or_else(unknown)
}

fn unknown() -> Problem {
    Problem::not_found("attempt")
}

async fn shown(app: &App, attempt: store::Attempt) -> Result<Attempt> {
    let waits = attempt.state == "queued";
    let ahead = if waits { app.store.ahead(&attempt.id).await? } else { None };
    Ok(view(attempt, ahead))
}

pub fn view(attempt: store::Attempt, ahead: Option<u32>) -> Attempt {
    let outcome = attempt.outcome.as_ref();
    Attempt {
        id: attempt.id.to_string(),
        verdict: outcome.map(|outcome| outcome.verdict.clone()),
        score: outcome.map(|outcome| outcome.score),
        points: outcome
            .and_then(|outcome| outcome.points)
            .map(|points| PointsView { got: points.got, of: points.of }),
        level: outcome.and_then(|outcome| outcome.level.clone()).map(|level| LevelView {
            reached: level.reached,
            of: level.of,
            name: level.name,
        }),
        checks_passed: outcome.map(|outcome| outcome.checks_passed),
        checks_total: outcome.map(|outcome| outcome.checks_total),
        explanation: outcome.map(|outcome| outcome.explanation.clone()),
        cpu_us: outcome.and_then(|outcome| outcome.cpu_us),
        wall_us: outcome.and_then(|outcome| outcome.wall_us),
        memory_bytes: outcome.and_then(|outcome| outcome.memory_bytes),
        exercise: attempt.exercise,
        title: attempt.title,
        purpose: attempt.purpose.name().to_owned(),
        language: attempt.language,
        state: attempt.state,
        hints_opened: attempt.hints_opened,
        custom_input: attempt.has_input,
        ahead,
        created_at: time(attempt.created_at),
        started_at: attempt.started_at.map(time),
        finished_at: attempt.finished_at.map(time),
        of: attempt.rejudges,
        account: attempt.account.to_string(),
    }
}
