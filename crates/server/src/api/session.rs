//! Who is signed in and what they may do; signing in with a password, signing out.

use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::{NewSession, Role};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::account::{Account, view};
use crate::access::{Access, Scope};
use crate::app::{App, Mode, Team};
use crate::caller::{By, Caller, SESSION_LASTS, Visitor, after};
use crate::http::body::Json;
use crate::http::client::Client;
use crate::http::cookie::Use;
use crate::limits::Mailbox;
use crate::password::Verdict;
use crate::problem::{Body, Problem, Result};
use crate::{clock, secret};

/// Bytes of a body from somebody who is not signed in.
pub const STRANGER_BYTES: usize = 16 << 10;
/// Characters of a browser's own description that are kept.
const USER_AGENT_LENGTH: usize = 300;
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// `local`: one person, no login. `team`: accounts.
    pub mode: String,
    /// Null when signed out.
    pub account: Option<Account>,
    /// Where else one can sign in.
    pub oidc: Option<Provider>,
    pub permissions: Permissions,
}

/// A provider of identities.
#[derive(Debug, Serialize, ToSchema)]
pub struct Provider {
    /// As the host calls it.
    pub name: String,
}

/// What the caller may do beyond practising.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Permissions {
    /// Sees other people; administrators change them.
    pub accounts: bool,
    /// Uploads and publishes exercises.
    pub packages: bool,
    /// Sees how the host stands.
    pub host: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    email: String,
    password: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get, sign_in, sign_out))
        .layer(DefaultBodyLimit::max(STRANGER_BYTES))
}

/// Who asks. Never refuses: it is how a client learns that it is signed out.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = Session)))]
async fn get(State(app): State<App>, Visitor(caller): Visitor) -> axum::Json<Session> {
    axum::Json(describe(&app, caller.as_ref()))
}

/// Signs in with a password and sets the cookie.
#[utoipa::path(
    post, path = "/session", tag = "session", request_body = SignIn,
    responses(
        (status = 200, body = Session), (status = 401, body = Body), (status = 403, body = Body),
        (status = 422, body = Body), (status = 429, body = Body)
    )
)]
async fn sign_in(
    State(app): State<App>,
    client: Client,
    Visitor(before): Visitor,
    headers: HeaderMap,
    Json(given): Json<SignIn>,
) -> Result<Response> {
    let team = app.team()?;
    team.limits.sign_ins_from.check(&client.into())?;
    team.limits.sign_ins_to.check(&Mailbox::from(given.email.as_str()))?;
    let wrong = || {
        let detail = "Address and password do not belong together; check both.";
        Problem::new(StatusCode::UNAUTHORIZED, "wrong-password", detail)
    };
    // No stored address has such a sign, and PostgreSQL refuses to look for it.
    let email = given.email.trim().replace('\0', "");
    let (account, stored) = app.store.account_by_email(&email).await?.unzip();
    let verdict = team.passwords.verify(given.password.clone(), stored.flatten()).await?;
    let account = account.filter(|_| verdict != Verdict::Wrong).ok_or_else(wrong)?;
    if account.is_disabled {
        return Err(Problem::forbidden("This account is disabled; ask an administrator."));
    }
    if verdict == Verdict::Outdated {
        let hash = team.passwords.hash(given.password).await?;
        app.store.put_password(&account.id, &hash).await?;
    }
    admit(&app, team, account, before.as_ref(), client, &headers).await
}

/// Signs out here.
#[utoipa::path(
    delete, path = "/session", tag = "session",
    responses((status = 204), (status = 401, body = Body))
)]
async fn sign_out(State(app): State<App>, caller: Caller) -> Result<Response> {
    let team = app.team()?;
    if let Some(session) = caller.session() {
        app.store.delete_session(&caller.account.id, &session).await?;
    }
    let cookie = team.cookies.clear(Use::Session)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Signs somebody in, in place of whoever was signed in here, and answers with the session.
pub async fn admit(
    app: &App,
    team: &Team,
    account: store::Account,
    before: Option<&Caller>,
    client: Client,
    headers: &HeaderMap,
) -> Result<Response> {
    let cookie = open(app, team, &account, before, client, headers).await?;
    // Whatever session this is, the caller describes the account only.
    let caller = Caller { account, by: By::Machine };
    let answer = axum::Json(describe(app, Some(&caller)));
    let headers = [(header::SET_COOKIE, cookie), (header::CACHE_CONTROL, NO_STORE)];
    Ok((headers, answer).into_response())
}

/// Opens a session and gives the cookie for it.
pub async fn open(
    app: &App,
    team: &Team,
    account: &store::Account,
    before: Option<&Caller>,
    client: Client,
    headers: &HeaderMap,
) -> Result<HeaderValue> {
    if let Some((before, session)) = before.and_then(|c| Some((c, c.session()?))) {
        app.store.delete_session(&before.account.id, &session).await?;
    }
    let now = clock::now();
    let secret = secret::fresh("")?;
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent: String = agent.unwrap_or_default().chars().take(USER_AGENT_LENGTH).collect();
    let session = NewSession {
        account: &account.id,
        secret_hash: &secret.hash,
        user_agent: &agent,
        address: &client.0.to_string(),
        expires_at: after(now, SESSION_LASTS),
    };
    app.store.create_session(&session, now).await?;
    app.store.touch_account(&account.id, now).await?;
    team.cookies.set(Use::Session, &secret.text, SESSION_LASTS)
}

fn describe(app: &App, caller: Option<&Caller>) -> Session {
    let provider = app.team().ok().and_then(|team| team.oidc.as_ref());
    let permissions = caller.map(|caller| permissions(app, caller)).unwrap_or_default();
    Session {
        mode: app.settings.mode.name().to_owned(),
        account: caller.map(|caller| view(caller.account.clone())),
        oidc: provider.map(|provider| Provider { name: provider.settings.name.clone() }),
        permissions,
    }
}

fn permissions(app: &App, caller: &Caller) -> Permissions {
    let role: Option<Role> = Some(caller.account.role);
    let has = |scope| match &caller.by {
        By::Token(_, scopes) => scopes.contains(&scope),
        By::Machine | By::Session(_) => true,
    };
    let team = matches!(app.settings.mode, Mode::Team(_));
    Permissions {
        accounts: team && Access::Coach.admits(role) && has(Scope::Read),
        packages: Access::Author.admits(role) && has(Scope::Packages),
        host: Access::Admin.admits(role) && has(Scope::Admin),
    }
}
