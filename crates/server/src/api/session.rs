//! Who is signed in, and what they may do.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::time;
use crate::app::{App, Mode};
use crate::caller::Caller;

#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// `local`: one person, no login.
    pub mode: String,
    pub account: Account,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Account {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    /// `member`, `coach`, `author` or `admin`.
    pub role: String,
    #[schema(format = DateTime)]
    pub created_at: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Who asks.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = Session)))]
async fn get(State(app): State<App>, caller: Caller) -> axum::Json<Session> {
    let Mode::Local = app.settings.mode;
    let account = caller.account;
    axum::Json(Session {
        mode: String::from("local"),
        account: Account {
            id: account.id.to_string(),
            name: account.name,
            email: account.email,
            role: account.role.name().to_owned(),
            created_at: time(account.created_at),
        },
    })
}
