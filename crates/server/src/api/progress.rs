//! Progress: a year of days with its streak, what is solved, attempts over time.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::accounts::watched;
use super::exercises::{ExerciseSummary, summaries};
use super::settings;
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::http::body::Query;
use crate::problem::{Body, Problem, Result};
use crate::streak::{Streak, streak};

/// Days of the year that is shown: 53 weeks.
const DAYS: i32 = 371;
/// Weeks of attempts over time.
const WEEKS: i32 = 26;

#[derive(Debug, Serialize, ToSchema)]
pub struct Progress {
    /// The date where the person is.
    #[schema(format = Date)]
    pub today: String,
    /// The last 371 days, only those on which something was handed in.
    pub days: Vec<Day>,
    pub streak: StreakView,
    pub solved: usize,
    pub tried: usize,
    pub total: usize,
    pub by_kind: Vec<Group>,
    pub by_level: Vec<Group>,
    pub by_competency: Vec<Group>,
    /// The last 26 weeks, each by its Monday.
    pub over_time: Vec<Week>,
    pub verdicts: Vec<Verdict>,
}

#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Day {
    #[schema(format = Date)]
    pub date: String,
    /// Submissions handed in.
    pub attempts: u32,
    /// Exercises accepted on that day.
    pub solved: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StreakView {
    pub current: u32,
    pub longest: u32,
    /// Missed days that a freeze may still bridge this month.
    pub freezes_left: u32,
    /// Days that were bridged.
    pub frozen: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub solved: usize,
    pub tried: usize,
    pub total: usize,
}

#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Week {
    /// Its Monday.
    #[schema(format = Date)]
    pub monday: String,
    pub attempts: u32,
    pub accepted: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Verdict {
    pub verdict: String,
    pub count: u64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ZoneQuery {
    /// IANA name such as `Europe/Paris`; else the one of the settings, else UTC
    time_zone: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProgressQuery {
    /// IANA name such as `Europe/Paris`; else the one of the settings, else UTC
    time_zone: Option<String>,
    /// Id of somebody else's account; for coaches and administrators
    account: Option<String>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// One's own progress; a coach may name somebody else's account.
#[utoipa::path(
    get, path = "/progress", tag = "progress", params(ProgressQuery),
    responses(
        (status = 200, body = Progress), (status = 403, body = Body), (status = 404, body = Body),
        (status = 422, body = Body)
    )
)]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ProgressQuery>,
) -> Result<axum::Json<Progress>> {
    // Days are those of whoever looks.
    let zone = zone(&app, &caller, &ZoneQuery { time_zone: query.time_zone }).await?;
    let account = watched(&app, &caller, query.account.as_deref()).await?;
    let caller = Caller { account, ..caller };
    let today = date(clock::now(), &zone);
    let finished = app.store.finished(&caller.account.id, 0).await?;
    let days = days(&finished, &zone);
    let active: BTreeSet<Date> = days.keys().copied().collect();
    let exercises = summaries(&app, &caller).await?;
    let map = app.library.competencies();
    let level = |e: &ExerciseSummary| e.level.clone().into_iter().collect();
    let count = |state: &str| exercises.iter().filter(|e| e.own.state == state).count();
    let since = today.saturating_add((-DAYS).days());
    let verdicts = app.store.verdicts(&caller.account.id).await?;
    let verdicts = verdicts.into_iter().map(|v| Verdict { verdict: v.verdict, count: v.count });
    Ok(axum::Json(Progress {
        over_time: weeks(&finished, &zone, today),
        days: days.into_iter().filter(|(date, _)| *date > since).map(|(_, day)| day).collect(),
        streak: view(&streak(&active, today)),
        solved: count("solved"),
        tried: count("tried"),
        total: exercises.len(),
        by_kind: groups(&exercises, |e| vec![e.kind.clone()], str::to_owned),
        by_level: groups(&exercises, level, str::to_owned),
        by_competency: groups(
            &exercises,
            |e| e.competencies.clone(),
            |id| map.title(id).to_owned(),
        ),
        verdicts: verdicts.collect(),
        today: today.to_string(),
    }))
}

/// Where the person is.
pub async fn zone(app: &App, caller: &Caller, query: &ZoneQuery) -> Result<TimeZone> {
    let name = match &query.time_zone {
        Some(name) => Some(name.clone()),
        None => settings::read(app, caller).await?.time_zone,
    };
    let Some(name) = name else { return Ok(TimeZone::UTC) };
    TimeZone::get(&name).map_err(|_| {
        Problem::field("time_zone", "This time zone is not known; write Europe/Paris.")
    })
}

pub fn date(micros: i64, zone: &TimeZone) -> Date {
    let at = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH);
    zone.to_datetime(at).date()
}

/// Days on which something was handed in, by date.
pub fn days(finished: &[store::Finished], zone: &TimeZone) -> BTreeMap<Date, Day> {
    let mut days: BTreeMap<Date, (Day, BTreeSet<&str>)> = BTreeMap::new();
    for one in finished {
        let date = date(one.at, zone);
        let (day, solved) = days.entry(date).or_default();
        day.attempts += 1;
        if one.accepted && solved.insert(&one.exercise) {
            day.solved += 1;
        }
    }
    days.into_iter().map(|(date, (day, _))| (date, Day { date: date.to_string(), ..day })).collect()
}

fn weeks(finished: &[store::Finished], zone: &TimeZone, today: Date) -> Vec<Week> {
    let monday = |date: Date| {
        let back = i32::from(date.weekday().since(Weekday::Monday));
        date.saturating_sub(back.days())
    };
    let last = monday(today);
    let mut weeks: BTreeMap<Date, Week> = (0..WEEKS)
        .map(|back| last.saturating_sub((back * 7).days()))
        .map(|week| (week, Week { monday: week.to_string(), ..Week::default() }))
        .collect();
    for one in finished {
        if let Some(week) = weeks.get_mut(&monday(date(one.at, zone))) {
            week.attempts += 1;
            week.accepted += u32::from(one.accepted);
        }
    }
    weeks.into_values().collect()
}

/// Counts by what `keys` finds in an exercise, in the order of the ids.
fn groups(
    exercises: &[ExerciseSummary],
    keys: impl Fn(&ExerciseSummary) -> Vec<String>,
    name: impl Fn(&str) -> String,
) -> Vec<Group> {
    let mut found: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for exercise in exercises {
        for key in keys(exercise) {
            let (solved, tried, total) = found.entry(key).or_default();
            *total += 1;
            *solved += usize::from(exercise.own.state == "solved");
            *tried += usize::from(exercise.own.state == "tried");
        }
    }
    found
        .into_iter()
        .map(|(id, (solved, tried, total))| Group { name: name(&id), id, solved, tried, total })
        .collect()
}

fn view(found: &Streak) -> StreakView {
    StreakView {
        current: found.current,
        longest: found.longest,
        freezes_left: found.freezes_left,
        frozen: found.frozen.iter().map(Date::to_string).collect(),
    }
}
