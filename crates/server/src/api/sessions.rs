//! Where one is signed in, and signing out there.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use store::SessionId;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::time;
use crate::app::App;
use crate::caller::Caller;
use crate::clock;
use crate::http::body::{Path, Query};
use crate::http::page::{Page, PageQuery};
use crate::problem::{Body, Problem, Result};

/// A browser that is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedIn {
    pub id: String,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// To five minutes.
    #[schema(format = DateTime)]
    pub last_seen_at: String,
    /// What the browser says it is.
    pub user_agent: String,
    /// Where it signed in from.
    pub address: String,
    /// The one that asks.
    pub current: bool,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(end))
}

/// One's own sessions, the latest seen first.
#[utoipa::path(
    get, path = "/sessions", tag = "session", params(PageQuery),
    responses((status = 200, body = Page<SignedIn>), (status = 422, body = Body))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<SignedIn>>> {
    let sessions = app.store.sessions(&caller.account.id, clock::now()).await?;
    let items = sessions.into_iter().map(|session| SignedIn {
        id: session.id.to_string(),
        created_at: time(session.created_at),
        last_seen_at: time(session.last_seen_at),
        user_agent: session.user_agent,
        address: session.address,
        current: caller.session() == Some(session.id),
    });
    Page::of_all(items.collect(), &query, |item| item.id.clone()).map(axum::Json)
}

/// Ends one of them: that browser is signed out at its next request.
#[utoipa::path(
    delete, path = "/sessions/{id}", tag = "session",
    params(("id" = String, Path, description = "Id of the session")),
    responses((status = 204), (status = 404, body = Body))
)]
async fn end(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let unknown = || Problem::not_found("session");
    let id = SessionId::parse(&id).ok_or_else(unknown)?;
    let ended = app.store.delete_session(&caller.account.id, &id).await?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(unknown()) }
}
