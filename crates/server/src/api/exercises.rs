//! Exercises: the list with the person's own state, one in full, starters.

use std::collections::HashMap;

use axum::extract::State;
use exercise::{Entry, ExerciseKind, Package, SeniorityLevel};
use serde::{Deserialize, Serialize};
use store::Standing;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::time;
use crate::app::App;
use crate::caller::Caller;
use crate::http::body::{Path, Query};
use crate::http::page::{Page, limit, place};
use crate::problem::{Body, Problem, Result};
use crate::render::{self, Links, markdown};

/// Bytes of a sample's text that are shown; the file itself is whole.
const SAMPLE_BYTES: usize = 64 << 10;

/// An exercise in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExerciseSummary {
    /// Short name, unique on this host.
    pub slug: String,
    pub title: String,
    /// `program`.
    pub kind: String,
    /// `junior`, `mid`, `senior` or `staff`; null where the package does not say.
    pub level: Option<String>,
    /// How long a prepared candidate needs.
    pub minutes: Option<u32>,
    pub competencies: Vec<String>,
    /// One sentence.
    pub summary: String,
    pub keywords: Vec<String>,
    pub version: String,
    /// Grows through levels, each keeping all earlier tests.
    pub staged: bool,
    pub stages: usize,
    /// `library`, `folder` or `package`.
    pub source: String,
    pub own: Own,
}

/// The person's own state of an exercise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Own {
    /// `new`, `started` (a draft, nothing handed in), `tried` or `solved`.
    pub state: String,
    /// From 0 to 1.
    pub best_score: Option<f64>,
    pub best_level: Option<u32>,
    /// Submissions handed in; runs do not count.
    pub attempts: u32,
    /// Slowest check of the fastest accepted attempt.
    pub best_cpu_us: Option<u64>,
    #[schema(format = DateTime)]
    pub last_attempt_at: Option<String>,
    pub surrendered: bool,
    pub hints_opened: u32,
    #[schema(format = DateTime)]
    pub draft_at: Option<String>,
}

/// An exercise in full.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "facts of an exercise, as JSON has them")]
pub struct Exercise {
    #[serde(flatten)]
    pub summary: ExerciseSummary,
    /// Safe HTML with `MathML`; headings begin at the third level.
    pub statement_html: String,
    /// Code such as `en`.
    pub statement_language: String,
    pub stage_list: Vec<StageView>,
    pub samples: Vec<SampleView>,
    pub limits: LimitsView,
    pub interactive: bool,
    /// It can be run on an input of one's own.
    pub takes_input: bool,
    pub scoring: bool,
    /// A function is handed in, not a program.
    pub function_mode: bool,
    /// Ids of the languages that can solve it here.
    pub languages: Vec<String>,
    /// Number of hints.
    pub hints: usize,
    pub has_solution: bool,
    pub licence: String,
    pub credits: Vec<String>,
    pub attachments: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StageView {
    /// From 1.
    pub number: u32,
    pub name: String,
    /// Null while it is closed, and where the main statement says it all.
    pub statement_html: Option<String>,
    /// All earlier stages are passed.
    pub open: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SampleView {
    /// Name of the case, such as `sample/1`.
    pub name: String,
    /// At most 64 KiB of it.
    pub input: String,
    pub answer: String,
    pub input_bytes: u64,
    pub answer_bytes: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LimitsView {
    /// CPU time of a case; null when it is derived from the package's own submissions.
    pub time_limit_ms: Option<u64>,
    pub memory_bytes: u64,
    pub output_bytes: u64,
    pub code_bytes: u64,
}

/// A file of text.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// With `/` between folders.
    pub name: String,
    pub text: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Files {
    pub files: Vec<File>,
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExerciseQuery {
    /// `program`
    kind: Option<String>,
    /// `junior`, `mid`, `senior`, `staff`
    level: Option<String>,
    /// A topic such as `algorithms/hashing`, or an area such as `algorithms`
    competency: Option<String>,
    /// `new`, `started`, `tried`, `solved`
    state: Option<String>,
    /// Words that title, summary, keywords or short name contain
    q: Option<String>,
    /// `title`, `minutes`, `level`, `last_attempt`; `-` before it turns the order round
    sort: Option<String>,
    /// `next` of the page before
    after: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one)).routes(routes!(starter))
}

/// Exercises with the person's own state.
#[utoipa::path(
    get, path = "/exercises", tag = "exercises", params(ExerciseQuery),
    responses((status = 200, body = Page<ExerciseSummary>), (status = 422, body = Body))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ExerciseQuery>,
) -> Result<axum::Json<Page<ExerciseSummary>>> {
    let limit = limit(query.limit)?;
    check(&query)?;
    let after: Option<String> = place(query.after.as_deref())?;
    let mut items = summaries(&app, &caller).await?;
    items.retain(|item| fits(item, &query));
    sort(&mut items, query.sort.as_deref())?;
    if let Some(after) = after {
        let at = items.iter().position(|item| item.slug == after);
        items.drain(..at.map_or(0, |at| at + 1));
    }
    Ok(axum::Json(Page::cut(items, limit, |item| item.slug.clone())))
}

/// One exercise.
#[utoipa::path(
    get, path = "/exercises/{slug}", tag = "exercises",
    params(("slug" = String, Path, description = "Short name")),
    responses((status = 200, body = Exercise), (status = 404, body = Body))
)]
async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<axum::Json<Exercise>> {
    let entry = find(&app, &slug)?;
    let standing = app.store.standing(&caller.account.id, &slug).await?;
    let summary = summary(&entry, standing.as_ref());
    let languages = solvable(&app, &entry.package).await?;
    let passed = summary.own.best_level.unwrap_or(0);
    let package = std::sync::Arc::clone(&entry.package);
    let view = tokio::task::spawn_blocking(move || view(&package, summary, languages, passed));
    view.await.map(axum::Json).map_err(|error| Problem::fault(&error))
}

/// The files to begin with in a language; none where one begins with an empty file.
#[utoipa::path(
    get, path = "/exercises/{slug}/starters/{language}", tag = "exercises",
    params(
        ("slug" = String, Path, description = "Short name"),
        ("language" = String, Path, description = "Id of the language")
    ),
    responses((status = 200, body = Files), (status = 404, body = Body))
)]
async fn starter(
    State(app): State<App>,
    _: Caller,
    Path((slug, language)): Path<(String, String)>,
) -> Result<axum::Json<Files>> {
    let entry = find(&app, &slug)?;
    let known = app.dispatch.language(&language).ok_or_else(|| Problem::not_found("language"))?;
    let code = known.includes_of.as_deref().unwrap_or(&known.id);
    let files = entry.package.starter(code);
    let files = files.into_iter().map(|file| File {
        name: file.name,
        text: String::from_utf8_lossy(&file.bytes).into_owned(),
    });
    Ok(axum::Json(Files { files: files.collect() }))
}

pub fn find(app: &App, slug: &str) -> Result<Entry> {
    app.library.get(slug).ok_or_else(|| Problem::not_found("exercise"))
}

/// Every exercise with the caller's own state, by name.
pub async fn summaries(app: &App, caller: &Caller) -> Result<Vec<ExerciseSummary>> {
    let standings = app.store.standings(&caller.account.id).await?;
    let standings: HashMap<&str, &Standing> =
        standings.iter().map(|standing| (standing.exercise.as_str(), standing)).collect();
    let entries = app.library.all();
    Ok(entries
        .iter()
        .map(|entry| summary(entry, standings.get(entry.package.name.as_str()).copied()))
        .collect())
}

pub fn summary(entry: &Entry, standing: Option<&Standing>) -> ExerciseSummary {
    let package = &entry.package;
    let greenroom = package.greenroom.as_ref();
    let stages = greenroom.map_or(0, |greenroom| greenroom.stages.len());
    ExerciseSummary {
        slug: package.name.clone(),
        title: package.title("en").to_owned(),
        kind: greenroom.map_or(ExerciseKind::Program, |g| g.kind).name().to_owned(),
        level: greenroom.map(|greenroom| greenroom.level.name().to_owned()),
        minutes: greenroom.map(|greenroom| greenroom.minutes),
        competencies: greenroom.map(|g| g.competencies.clone()).unwrap_or_default(),
        summary: greenroom.map(|greenroom| greenroom.summary.clone()).unwrap_or_default(),
        keywords: package.keywords.clone(),
        version: package.version.clone().unwrap_or_default(),
        staged: stages > 0,
        stages,
        source: entry.origin.name().to_owned(),
        own: own(standing),
    }
}

fn own(standing: Option<&Standing>) -> Own {
    let state = match standing {
        Some(standing) if standing.solved_at.is_some() => "solved",
        Some(standing) if standing.attempts > 0 => "tried",
        Some(standing) if standing.draft_at.is_some() => "started",
        _ => "new",
    };
    Own {
        state: state.to_owned(),
        best_score: standing.and_then(|standing| standing.best_score),
        best_level: standing.and_then(|standing| standing.best_level),
        attempts: standing.map_or(0, |standing| standing.attempts),
        best_cpu_us: standing.and_then(|standing| standing.best_cpu_us),
        last_attempt_at: standing.and_then(|standing| standing.last_attempt_at).map(time),
        surrendered: standing.is_some_and(|standing| standing.surrendered_at.is_some()),
        hints_opened: standing.map_or(0, |standing| standing.hints_opened),
        draft_at: standing.and_then(|standing| standing.draft_at).map(time),
    }
}

fn check(query: &ExerciseQuery) -> Result<()> {
    let one_of = |name: &str, value: &Option<String>, known: &[&str]| match value {
        Some(value) if !known.contains(&value.as_str()) => {
            Err(Problem::field(name, format!("{name} is one of {}.", known.join(", "))))
        }
        _ => Ok(()),
    };
    let kinds = ExerciseKind::ALL.map(ExerciseKind::name);
    let levels = SeniorityLevel::ALL.map(SeniorityLevel::name);
    one_of("kind", &query.kind, &kinds)?;
    one_of("level", &query.level, &levels)?;
    one_of("state", &query.state, &["new", "started", "tried", "solved"])
}

fn fits(item: &ExerciseSummary, query: &ExerciseQuery) -> bool {
    let is = |wanted: &Option<String>, found: Option<&str>| {
        wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
    };
    let trains = |wanted: &String| {
        let below = |id: &String| {
            id == wanted || id.strip_prefix(wanted.as_str()).is_some_and(|r| r.starts_with('/'))
        };
        item.competencies.iter().any(below)
    };
    let text = || {
        let parts = [item.title.as_str(), &item.summary, &item.slug, &item.keywords.join(" ")];
        parts.join(" ").to_lowercase()
    };
    is(&query.kind, Some(&item.kind))
        && is(&query.level, item.level.as_deref())
        && is(&query.state, Some(&item.own.state))
        && query.competency.as_ref().is_none_or(trains)
        && query.q.as_ref().is_none_or(|q| {
            let text = text();
            q.to_lowercase().split_whitespace().all(|word| text.contains(word))
        })
}

fn sort(items: &mut [ExerciseSummary], by: Option<&str>) -> Result<()> {
    let by = by.unwrap_or("title");
    let (name, reverse) = by.strip_prefix('-').map_or((by, false), |name| (name, true));
    let level = |item: &ExerciseSummary| {
        let level = item.level.as_deref().and_then(SeniorityLevel::from_name);
        level.map_or(usize::MAX, |level| level as usize)
    };
    items.sort_by_key(|item| item.title.to_lowercase());
    match name {
        "title" => {}
        "minutes" => items.sort_by_key(|item| item.minutes.unwrap_or(u32::MAX)),
        "level" => items.sort_by_key(level),
        "last_attempt" => items.sort_by(|a, b| a.own.last_attempt_at.cmp(&b.own.last_attempt_at)),
        _ => {
            let known = "title, minutes, level, last_attempt, each with - before it or not";
            return Err(Problem::field("sort", format!("sort is one of {known}.")));
        }
    }
    if reverse {
        items.reverse();
    }
    Ok(())
}

/// Ids of installed languages that can solve the exercise.
async fn solvable(app: &App, package: &Package) -> Result<Vec<String>> {
    let known = app.dispatch.languages().await.map_err(|error| Problem::fault(&error))?;
    let allowed = |known: &dispatch::KnownLanguage| {
        let code = known.language.includes_of.as_deref().unwrap_or(&known.language.id);
        let listed = package.languages.as_ref().is_none_or(|list| list.iter().any(|l| l == code));
        listed && package.include(code).is_some()
    };
    let found = known.iter().filter(|known| known.version.is_some() && allowed(known));
    Ok(found.map(|known| known.language.id.clone()).collect())
}

fn view(
    package: &Package,
    summary: ExerciseSummary,
    languages: Vec<String>,
    passed: u32,
) -> Exercise {
    let samples = samples(package);
    let shown: Vec<render::Sample> = samples
        .iter()
        .map(|sample| render::Sample {
            name: sample.name.clone(),
            input: sample.input.clone(),
            answer: sample.answer.clone(),
        })
        .collect();
    let statement = package.statement("en");
    let credits = package.credits.authors.iter().chain(&package.credits.contributors);
    Exercise {
        statement_html: statement
            .map(|statement| render::statement(statement, &shown, &package.name))
            .unwrap_or_default(),
        statement_language: statement.map(|s| s.language.clone()).unwrap_or_default(),
        stage_list: stages(package, passed),
        samples,
        limits: limits(package),
        interactive: package.kind.interactive,
        takes_input: !package.kind.interactive && !package.kind.submit_answer,
        scoring: package.kind.grading.is_scoring(),
        function_mode: package.signature().is_some(),
        languages,
        hints: package.greenroom.as_ref().map_or(0, |greenroom| greenroom.hints.len()),
        has_solution: !package.solutions.is_empty() || !package.submissions.is_empty(),
        licence: licence(package),
        credits: credits.cloned().collect(),
        attachments: package.attachments.iter().map(|file| file.name.clone()).collect(),
        summary,
    }
}

fn samples(package: &Package) -> Vec<SampleView> {
    let cases = package.data.sample().map(exercise::Group::cases).unwrap_or_default();
    let read = |path: &std::path::Path| {
        use std::io::Read;
        let mut bytes = Vec::new();
        let file = std::fs::File::open(path).ok();
        let read = file.map(|file| file.take(SAMPLE_BYTES as u64).read_to_end(&mut bytes));
        if let Some(Err(error)) = read {
            tracing::warn!(path = %path.display(), %error, "a sample cannot be read");
        }
        let size = std::fs::metadata(path).map_or(0, |meta| meta.len());
        (String::from_utf8_lossy(&bytes).into_owned(), size)
    };
    let view = |case: &&exercise::Case| {
        let (input, input_bytes) = read(case.shown.input.as_deref().unwrap_or(&case.input));
        let (answer, answer_bytes) = read(case.shown.answer.as_deref().unwrap_or(&case.answer));
        SampleView { name: case.name.clone(), input, answer, input_bytes, answer_bytes }
    };
    cases.iter().map(view).collect()
}

fn stages(package: &Package, passed: u32) -> Vec<StageView> {
    let stages = package.greenroom.iter().flat_map(|greenroom| &greenroom.stages);
    let view = |(number, stage): (u32, &exercise::Stage)| {
        let open = number <= passed + 1;
        let path = stage.statement.as_ref().filter(|_| open);
        let text = path.and_then(|path| match std::fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "a stage cannot be read");
                None
            }
        });
        let links = Links { pictures: "", deeper: 1 };
        let statement_html = text.map(|text| markdown(&text, links));
        StageView { number, name: stage.name.clone(), statement_html, open }
    };
    (1..).zip(stages).map(view).collect()
}

fn limits(package: &Package) -> LimitsView {
    use exercise::Limits;
    let limits = &package.limits;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked on reading"
    )]
    let time_limit_ms = package.time_limit.stated.map(|stated| (stated.seconds * 1000.0) as u64);
    LimitsView {
        time_limit_ms,
        memory_bytes: limits.memory_mib.unwrap_or(Limits::MEMORY_MIB) << 20,
        output_bytes: limits.output_mib.unwrap_or(Limits::OUTPUT_MIB) << 20,
        code_bytes: limits.code_kib.unwrap_or(Limits::CODE_KIB) << 10,
    }
}

fn licence(package: &Package) -> String {
    use exercise::Licence;
    let name = match package.licence {
        Licence::Unknown => "not stated",
        Licence::PublicDomain => "public domain",
        Licence::Cc0 => "CC0",
        Licence::CcBy => "CC BY",
        Licence::CcBySa => "CC BY-SA",
        Licence::Educational => "for education",
        Licence::Permission => "with permission",
    };
    name.to_owned()
}
