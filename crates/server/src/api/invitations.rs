//! Invitations: links that make an account, each once. The secret is the link; the store has its
//! hash.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::{InvitationId, NewInvitation, Role};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::account::checked_email;
use super::accounts::checked_role;
use super::time;
use crate::app::{App, Team};
use crate::caller::{Caller, after};
use crate::http::body::{Json, Path, Query};
use crate::http::client::Client;
use crate::http::page::{Page, PageQuery};
use crate::problem::{Body, Problem, Result};
use crate::{clock, secret};

/// Days an invitation is good when none are named, and at most: a link that lies about is a risk.
const DAYS: u32 = 7;
const MOST_DAYS: u32 = 90;
const DAY: Duration = Duration::from_hours(24);
/// How long the link for the first administrator is good.
const FIRST_LASTS: Duration = DAY;
/// What a secret begins with.
const PREFIX: &str = "gi_";
/// Invitations that are open at once: more are a script's mistake.
const OPEN: usize = 400;
/// Who invites the first administrator.
const HOST: &str = "this host";

#[derive(Debug, Serialize, ToSchema)]
pub struct Invitation {
    pub id: String,
    /// `member`, `coach`, `author` or `admin`.
    pub role: String,
    /// The only address that may accept it; null: anybody with the link.
    pub email: Option<String>,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub expires_at: String,
    #[schema(format = DateTime)]
    pub accepted_at: Option<String>,
    /// Name of whoever invited.
    pub created_by: String,
}

/// An invitation with its link, which is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewLink {
    #[serde(flatten)]
    pub invitation: Invitation,
    pub url: String,
}

/// What an invited person sees before accepting.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invited {
    pub role: String,
    pub email: Option<String>,
    #[schema(format = DateTime)]
    pub expires_at: String,
    /// The address has an account: accepting gives it a new password.
    pub known: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationRequest {
    /// `member`, `coach`, `author` or `admin`.
    role: String,
    /// The only address that may accept it.
    #[serde(default)]
    email: Option<String>,
    /// From 1 to 90; 7 where none is named.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 90)]
    days: Option<u32>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(look, withdraw))
}

/// The latest invitations, newest first. For administrators.
#[utoipa::path(
    get, path = "/invitations", tag = "accounts", params(PageQuery),
    responses(
        (status = 200, body = Page<Invitation>), (status = 403, body = Body),
        (status = 422, body = Body)
    )
)]
async fn list(
    State(app): State<App>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Invitation>>> {
    let found = app.store.invitations().await?;
    let items = found.into_iter().map(view).collect();
    Page::of_all(items, &query, |item: &Invitation| item.id.clone()).map(axum::Json)
}

/// Invites. The link is in the answer and nowhere else. Named for the address of an account, it
/// gives that account a new password instead of making one.
#[utoipa::path(
    post, path = "/invitations", tag = "accounts", request_body = InvitationRequest,
    responses(
        (status = 201, body = NewLink), (status = 403, body = Body),
        (status = 409, body = Body, description = "Too many are open"), (status = 422, body = Body)
    )
)]
async fn create(
    State(app): State<App>,
    caller: Caller,
    Json(wanted): Json<InvitationRequest>,
) -> Result<Response> {
    let role = checked_role(&wanted.role)?;
    let email = wanted.email.filter(|email| !email.is_empty());
    let email = email.as_deref().map(checked_email).transpose()?;
    let days = wanted.days.unwrap_or(DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Problem::field("days", format!("days is a number from 1 to {MOST_DAYS}.")));
    }
    let now = clock::now();
    let all = app.store.invitations().await?;
    let is_open = |one: &&store::Invitation| one.accepted_at.is_none() && one.expires_at > now;
    if all.iter().filter(is_open).count() >= OPEN {
        let detail = format!("{OPEN} invitations are open already; withdraw some of them.");
        return Err(Problem::conflict(detail));
    }
    let by = &caller.account.name;
    let (invitation, url) = invite(&app, role, email.as_deref(), by, DAY * days).await?;
    let no_store = HeaderValue::from_static("no-store");
    let answer = axum::Json(NewLink { invitation: view(invitation), url });
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, no_store)], answer).into_response())
}

/// What an invitation is for. Open to whoever has its secret.
#[utoipa::path(
    get, path = "/invitations/{id}", tag = "accounts",
    params(("id" = String, Path, description = "Secret of the invitation")),
    responses(
        (status = 200, body = Invited),
        (status = 404, body = Body, description = "Unknown, used or run out"),
        (status = 429, body = Body)
    )
)]
async fn look(
    State(app): State<App>,
    client: Client,
    Path(secret): Path<String>,
) -> Result<axum::Json<Invited>> {
    let invitation = open(&app, app.team()?, client, &secret).await?;
    let known = account_of(&app, &invitation).await?.is_some();
    Ok(axum::Json(Invited {
        known,
        role: invitation.role.name().to_owned(),
        email: invitation.email,
        expires_at: time(invitation.expires_at),
    }))
}

/// Takes an invitation back: its link opens nothing any more.
#[utoipa::path(
    delete, path = "/invitations/{id}", tag = "accounts",
    params(("id" = String, Path, description = "Id of the invitation")),
    responses((status = 204), (status = 403, body = Body), (status = 404, body = Body))
)]
async fn withdraw(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode> {
    let missing = || Problem::not_found("invitation");
    let id = InvitationId::parse(&id).ok_or_else(missing)?;
    let gone = app.store.delete_invitation(&id).await?;
    if gone { Ok(StatusCode::NO_CONTENT) } else { Err(missing()) }
}

/// The link for the first administrator, as long as there is none. Links of earlier starts open
/// nothing from then on.
pub async fn first_administrator(app: &App) -> Result<Option<String>> {
    app.team()?;
    app.store.withdraw_invitations(HOST).await?;
    if app.store.admins().await? > 0 {
        return Ok(None);
    }
    another_administrator(app).await.map(Some)
}

/// A link for one more administrator, as when the only one is locked out. Whoever starts the server
/// may have it: they have the data too.
pub async fn another_administrator(app: &App) -> Result<String> {
    app.team()?;
    let (_, url) = invite(app, Role::Admin, None, HOST, FIRST_LASTS).await?;
    Ok(url)
}

/// The open invitation of a secret.
pub async fn open(
    app: &App,
    team: &Team,
    client: Client,
    secret: &str,
) -> Result<store::Invitation> {
    team.limits.doors.check(&client.into())?;
    let hash = secret::hash(secret).ok_or_else(unknown)?;
    app.store.invitation(&hash, clock::now()).await?.ok_or_else(unknown)
}

/// The account whose address an invitation names, where there is one.
pub async fn account_of(
    app: &App,
    invitation: &store::Invitation,
) -> Result<Option<store::Account>> {
    let Some(email) = &invitation.email else { return Ok(None) };
    Ok(app.store.account_by_email(email).await?.map(|(account, _)| account))
}

pub fn unknown() -> Problem {
    let detail =
        "This link opens nothing: it was used, withdrawn or has run out; ask for a new one.";
    Problem::new(StatusCode::NOT_FOUND, "no-invitation", detail)
}

async fn invite(
    app: &App,
    role: Role,
    email: Option<&str>,
    created_by: &str,
    lasts: Duration,
) -> Result<(store::Invitation, String)> {
    let secret = secret::fresh(PREFIX)?;
    let now = clock::now();
    let expires_at = after(now, lasts);
    let new = NewInvitation { secret_hash: &secret.hash, role, email, created_by, expires_at };
    let invitation = app.store.create_invitation(&new, now).await?;
    Ok((invitation, format!("{}/invitations/{}", app.settings.url, secret.text)))
}

fn view(invitation: store::Invitation) -> Invitation {
    Invitation {
        id: invitation.id.to_string(),
        role: invitation.role.name().to_owned(),
        email: invitation.email,
        created_at: time(invitation.created_at),
        expires_at: time(invitation.expires_at),
        accepted_at: invitation.accepted_at.map(time),
        created_by: invitation.created_by,
    }
}
