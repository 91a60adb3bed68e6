//! Today: what to begin with, what to go on with, what happened last.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::attempts::{Attempt, view};
use super::exercises::{ExerciseSummary, summaries};
use super::progress::{ZoneQuery, date, days, zone};
use super::{settings, time};
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::http::body::Query;
use crate::problem::{Body, Result};
use crate::streak::streak;

/// Drafts to go on with.
const UNFINISHED: usize = 3;
/// Results that are shown.
const RESULTS: usize = 5;

#[derive(Debug, Serialize, ToSchema)]
pub struct Today {
    /// Nothing was handed in yet.
    pub first: bool,
    pub next: Option<Next>,
    pub unfinished: Vec<Unfinished>,
    /// Last submissions, newest first.
    pub results: Vec<Attempt>,
    /// Submissions handed in and exercises accepted yesterday.
    pub yesterday: Counts,
    pub so_far: Counts,
    /// Exercises to solve a day.
    pub goal: u32,
    /// Days in a row.
    pub streak: u32,
}

#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Counts {
    pub attempts: u32,
    pub solved: u32,
}

/// The exercise to do next.
#[derive(Debug, Serialize, ToSchema)]
pub struct Next {
    pub exercise: ExerciseSummary,
    /// Why this one, in one sentence.
    pub reason: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Unfinished {
    pub exercise: ExerciseSummary,
    pub language: String,
    #[schema(format = DateTime)]
    pub updated_at: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// What to do now.
#[utoipa::path(
    get, path = "/today", tag = "progress", params(ZoneQuery),
    responses((status = 200, body = Today), (status = 422, body = Body))
)]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ZoneQuery>,
) -> Result<axum::Json<Today>> {
    let zone = zone(&app, &caller, &query).await?;
    let account = &caller.account.id;
    let exercises = summaries(&app, &caller).await?;
    let finished = app.store.finished(account, 0).await?;
    let by_day = days(&finished, &zone);
    let today = date(clock::now(), &zone);
    let counts = |day: jiff::civil::Date| {
        by_day.get(&day).map(|day| Counts { attempts: day.attempts, solved: day.solved })
    };
    let filter = store::AttemptFilter {
        purpose: Some(store::Purpose::Submit),
        limit: RESULTS,
        ..store::AttemptFilter::default()
    };
    let results = app.store.attempts(account, &filter).await?;
    let by_slug = |slug: &str| exercises.iter().find(|exercise| exercise.slug == slug);
    let drafts = app.store.drafts(account).await?;
    let unfinished = drafts.into_iter().filter_map(|draft| {
        let exercise = by_slug(&draft.exercise).filter(|e| e.own.state != "solved")?.clone();
        Some(Unfinished { exercise, language: draft.language, updated_at: time(draft.updated_at) })
    });
    let active = by_day.keys().copied().collect();
    Ok(axum::Json(Today {
        first: finished.is_empty(),
        next: next(&exercises, finished.is_empty()),
        unfinished: unfinished.take(UNFINISHED).collect(),
        results: results.into_iter().map(|attempt| view(attempt, None)).collect(),
        yesterday: today.yesterday().ok().and_then(counts).unwrap_or_default(),
        so_far: counts(today).unwrap_or_default(),
        goal: settings::read(&app, &caller).await?.daily_goal,
        streak: streak(&active, today).current,
    }))
}

/// First the easiest and shortest that is new; what was tried in vain comes before what is new.
fn next(exercises: &[ExerciseSummary], first: bool) -> Option<Next> {
    let rank = |exercise: &&ExerciseSummary| {
        let level = exercise.level.as_deref().and_then(exercise::SeniorityLevel::from_name);
        (level.map_or(usize::MAX, |level| level as usize), exercise.minutes, exercise.slug.clone())
    };
    let open = |state: &str| exercises.iter().filter(|e| e.own.state == state).min_by_key(rank);
    let minutes = |exercise: &ExerciseSummary| match exercise.minutes {
        Some(minutes) => format!("about {minutes} minutes"),
        None => String::from("no time is stated"),
    };
    let tried = exercises
        .iter()
        .filter(|exercise| exercise.own.state == "tried" && !exercise.own.surrendered)
        .min_by(|a, b| a.own.last_attempt_at.cmp(&b.own.last_attempt_at));
    if let Some(exercise) = tried {
        let reason = String::from("You tried it and it is not solved yet.");
        return Some(Next { exercise: exercise.clone(), reason });
    }
    let exercise = open("new").or_else(|| open("started"))?;
    let reason = if first {
        format!("A short one to begin with: {}.", minutes(exercise))
    } else {
        format!("The easiest one you have not opened yet: {}.", minutes(exercise))
    };
    Some(Next { exercise: exercise.clone(), reason })
}
