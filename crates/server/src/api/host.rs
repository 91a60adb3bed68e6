//! The host: walls, queue, database, versions.

use std::time::Duration;

use axum::extract::State;
use sandbox::doctor::NEEDED_FOR_OTHERS;
use sandbox::{State as WallState, Wall};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::time;
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::problem::{Problem, Result};

const HOUR: Duration = Duration::from_hours(1);

#[derive(Debug, Serialize, ToSchema)]
pub struct Host {
    pub version: String,
    /// `local` or `team`.
    pub mode: String,
    pub uptime_s: u64,
    pub walls: Vec<WallView>,
    /// When they were attacked.
    #[schema(format = DateTime)]
    pub walls_at: String,
    pub queue: Queue,
    pub database: Database,
    pub data_folder: String,
    pub exercises: usize,
    pub cores: usize,
    /// Average of the last minute.
    pub load: Option<f64>,
    /// Resident memory of the server itself.
    pub memory_bytes: Option<u64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct WallView {
    pub name: String,
    /// `holds`, `weak` or `missing`.
    pub state: String,
    pub detail: String,
    /// What to do; empty when it holds.
    pub remedy: String,
    /// Without it, other people's code must not run here.
    pub needed: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Queue {
    pub queued: u64,
    pub judging: u64,
    pub slots: usize,
    /// Age of the oldest that waits.
    pub oldest_s: Option<u64>,
    pub finished_last_hour: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Database {
    /// `sqlite` or `postgres`.
    pub engine: String,
    pub version: String,
    pub bytes: Option<u64>,
    pub schema: i64,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(examine))
}

/// How the host stands. The first look attacks the sandbox, which takes about two seconds.
#[utoipa::path(get, path = "/host", tag = "host", responses((status = 200, body = Host)))]
async fn get(State(app): State<App>, _: Caller) -> Result<axum::Json<Host>> {
    view(&app).await.map(axum::Json)
}

/// Attacks the sandbox again.
#[utoipa::path(
    post, path = "/host/examinations", tag = "host", responses((status = 200, body = Host))
)]
async fn examine(State(app): State<App>, _: Caller) -> Result<axum::Json<Host>> {
    app.dispatch.examine().await.map_err(|error| Problem::fault(&error))?;
    view(&app).await.map(axum::Json)
}

async fn view(app: &App) -> Result<Host> {
    let examined = app.dispatch.examination().await.map_err(|error| Problem::fault(&error))?;
    let now = clock::now();
    let counts = app.store.queue_counts().await?;
    let hour = i64::try_from(HOUR.as_micros()).unwrap_or(0);
    let age = |at: i64| u64::try_from((now - at) / 1_000_000).unwrap_or(0);
    Ok(Host {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        mode: app.settings.mode.name().to_owned(),
        uptime_s: app.started.elapsed().as_secs(),
        walls: examined.walls.iter().map(wall).collect(),
        walls_at: time(examined.at),
        queue: Queue {
            queued: counts.queued,
            judging: counts.judging,
            slots: app.dispatch.slots(),
            oldest_s: counts.oldest_at.map(age),
            finished_last_hour: app.store.finished_since(now - hour).await?,
        },
        database: Database {
            engine: app.store.engine().to_owned(),
            version: app.store.version().await?,
            bytes: app.store.bytes().await?,
            schema: app.store.schema(),
        },
        data_folder: app.settings.data.display().to_string(),
        exercises: app.library.all().len(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        load: load(),
        memory_bytes: memory(),
    })
}

fn wall(wall: &Wall) -> WallView {
    let state = match wall.state {
        WallState::Holds => "holds",
        WallState::Weak => "weak",
        WallState::Missing => "missing",
    };
    WallView {
        name: wall.name.to_owned(),
        state: state.to_owned(),
        detail: wall.detail.clone(),
        remedy: wall.remedy.to_owned(),
        needed: NEEDED_FOR_OTHERS.contains(&wall.name),
    }
}

fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// `VmRSS` of this process.
fn memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib << 10)
}
