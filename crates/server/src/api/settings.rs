//! Settings of a person.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::caller::Caller;
use crate::http::body::Json;
use crate::problem::{Body, Problem, Result};

/// Characters of a language's id.
const LANGUAGE_LENGTH: usize = 40;

/// How a person wants it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub theme: Theme,
    /// Id of the language to begin with; null until one is picked.
    pub language: Option<String>,
    pub keymap: Keymap,
    /// Pixels.
    #[schema(minimum = 11, maximum = 24)]
    pub font_size: u32,
    #[schema(minimum = 2, maximum = 8)]
    pub tab_size: u32,
    pub line_wrap: bool,
    /// IANA name such as `Europe/Paris`; null takes the browser's.
    pub time_zone: Option<String>,
    /// Null takes the locale's.
    pub week_start: Option<Weekday>,
    /// Exercises to solve a day.
    #[schema(minimum = 1, maximum = 20)]
    pub daily_goal: u32,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Keymap {
    #[default]
    Default,
    Vim,
    Emacs,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Monday,
    Sunday,
    Saturday,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            language: None,
            keymap: Keymap::default(),
            font_size: 13,
            tab_size: 4,
            line_wrap: false,
            time_zone: None,
            week_start: None,
            daily_goal: 1,
        }
    }
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, patch))
}

/// One's settings.
#[utoipa::path(
    get, path = "/settings", tag = "settings", responses((status = 200, body = Settings))
)]
async fn get(State(app): State<App>, caller: Caller) -> Result<axum::Json<Settings>> {
    read(&app, &caller).await.map(axum::Json)
}

/// Changes what is named and answers with all; null clears.
#[utoipa::path(
    patch, path = "/settings", tag = "settings", request_body = Settings,
    responses((status = 200, body = Settings), (status = 422, body = Body))
)]
async fn patch(
    State(app): State<App>,
    caller: Caller,
    Json(change): Json<Map<String, Value>>,
) -> Result<axum::Json<Settings>> {
    let before = read(&app, &caller).await?;
    let mut value = serde_json::to_value(&before).map_err(|error| Problem::fault(&error))?;
    if let Value::Object(fields) = &mut value {
        fields.extend(change);
    }
    let settings: Settings = serde_path_to_error::deserialize(value).map_err(|error| {
        let field = error.path().to_string();
        let field = if field == "." { String::new() } else { field };
        Problem::field(field, format!("The setting does not fit: {}.", error.into_inner()))
    })?;
    check(&app, &settings)?;
    let body = serde_json::to_string(&settings).map_err(|error| Problem::fault(&error))?;
    app.store.put_setting(&caller.account.id, &body).await?;
    Ok(axum::Json(settings))
}

pub async fn read(app: &App, caller: &Caller) -> Result<Settings> {
    let Some(body) = app.store.setting(&caller.account.id).await? else {
        return Ok(Settings::default());
    };
    serde_json::from_str(&body).map_err(|error| Problem::fault(&error))
}

/// Whether a stored text is settings, as one of an archive that anybody may have written.
pub fn fits(text: &str) -> bool {
    serde_json::from_str::<Settings>(text).is_ok_and(|settings| {
        let language = settings.language.as_ref();
        language.is_none_or(|name| name.len() <= LANGUAGE_LENGTH) && ranges(&settings).is_ok()
    })
}

fn check(app: &App, settings: &Settings) -> Result<()> {
    ranges(settings)?;
    if let Some(language) = &settings.language
        && app.dispatch.language(language).is_none()
    {
        let detail = "This language is not known; GET /languages lists them.";
        return Err(Problem::field("language", detail));
    }
    Ok(())
}

fn ranges(settings: &Settings) -> Result<()> {
    let within = |field: &str, value: u32, range: std::ops::RangeInclusive<u32>| {
        if range.contains(&value) {
            return Ok(());
        }
        let (from, to) = (range.start(), range.end());
        Err(Problem::field(field, format!("{field} is a number from {from} to {to}.")))
    };
    within("font_size", settings.font_size, 11..=24)?;
    within("tab_size", settings.tab_size, 2..=8)?;
    within("daily_goal", settings.daily_goal, 1..=20)?;
    if let Some(zone) = &settings.time_zone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        return Err(Problem::field(
            "time_zone",
            "This time zone is not known; write Europe/Paris.",
        ));
    }
    Ok(())
}
