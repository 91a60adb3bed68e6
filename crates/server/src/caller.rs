//! Who asks: found once per request, before any handler, and checked against the access table.
//!
//! In local mode everybody is the one person. In team mode a caller shows an API token
//! (`Authorization: Bearer`) or the cookie of a session; a token is never a session, and what a
//! token may do is asked for besides what its owner may do.

use std::time::Duration;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use store::{Account, SessionId, TokenId};

use crate::access::{self, Access, Presence, Row, Scope};
use crate::api::PREFIX;
use crate::app::{App, Mode, Team};
use crate::http::client::Client;
use crate::http::cookie::Use;
use crate::problem::{Problem, Result};
use crate::{clock, secret};

/// How long a browser stays signed in without being used.
pub const SESSION_LASTS: Duration = Duration::from_hours(30 * 24);
/// How exact "last seen" is: not every request writes.
const SEEN_EVERY: Duration = Duration::from_mins(5);

/// The person a request is for.
#[derive(Clone, Debug)]
pub struct Caller {
    pub account: Account,
    pub by: By,
}

/// How a caller was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The one person of local mode.
    Machine,
    Session(SessionId),
    Token(TokenId, Vec<Scope>),
}

/// A caller, or nobody: for what is open to all.
#[derive(Clone, Debug)]
pub struct Visitor(pub Option<Caller>);

impl Caller {
    /// Whether attempts and progress of others are shown.
    pub fn watches_others(&self) -> bool {
        Access::Coach.admits(Some(self.account.role))
    }

    pub fn session(&self) -> Option<SessionId> {
        if let By::Session(id) = &self.by { Some(*id) } else { None }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unauthenticated)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self(parts.extensions.get::<Caller>().cloned()))
    }
}

/// Who was found, and the cookie to send again where its end has moved.
struct Found {
    caller: Option<Caller>,
    cookie: Option<HeaderValue>,
}

/// Finds the caller, and refuses what the table does not allow. A route without a row is refused.
pub async fn authorise(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let path = path.and_then(|path| path.as_str().strip_prefix(PREFIX)).unwrap_or_default();
    let row = access::of(request.method(), path);
    if row.is_none() && access::knows(path) {
        // No handler has this method: the router says so, and which ones there are.
        return next.run(request).await;
    }
    let client = Client::of(request.extensions());
    let found = match admitted(&app, row, client, request.headers()).await {
        Ok(found) => found,
        Err(problem) => return problem.into_response(),
    };
    if let Some(caller) = found.caller {
        request.extensions_mut().insert(caller);
    }
    let mut response = next.run(request).await;
    if let Some(cookie) = found.cookie
        && !response.headers().contains_key(header::SET_COOKIE)
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

async fn admitted(
    app: &App,
    row: Option<&'static Row>,
    client: Client,
    headers: &HeaderMap,
) -> Result<Found> {
    let forbidden = || Problem::forbidden("You may not do this here; ask an administrator.");
    let row = row.ok_or_else(forbidden)?;
    let found = match &app.settings.mode {
        Mode::Local if row.presence == Presence::Team => return Err(Problem::local_mode()),
        Mode::Local => {
            let account = app.store.local_account(clock::now()).await?;
            Found { caller: Some(Caller { account, by: By::Machine }), cookie: None }
        }
        Mode::Team(team) => {
            let found = find(app, team, headers).await?;
            match &found.caller {
                Some(caller) => team.limits.people.check(&caller.account.id)?,
                None => team.limits.strangers.check(&client.into())?,
            }
            found
        }
    };
    let Some(caller) = &found.caller else {
        return if row.access.admits(None) { Ok(found) } else { Err(Problem::unauthenticated()) };
    };
    if let By::Token(_, scopes) = &caller.by {
        suffices(scopes, row.scope)?;
    }
    if row.access.admits(Some(caller.account.role)) { Ok(found) } else { Err(forbidden()) }
}

/// What a token may do besides what its owner may.
fn suffices(scopes: &[Scope], needed: Option<Scope>) -> Result<()> {
    let Some(needed) = needed else {
        let detail = "This is not done with a token; do it in a browser, signed in.";
        return Err(Problem::forbidden(detail));
    };
    if scopes.contains(&needed) {
        return Ok(());
    }
    let name = needed.name();
    let detail = format!("This token has not the scope {name}; make one that has it in Settings.");
    Err(Problem::forbidden(detail))
}

/// A token that is shown counts alone, so that a wrong one is noticed.
async fn find(app: &App, team: &Team, headers: &HeaderMap) -> Result<Found> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let caller = by_token(app, value).await?;
        return Ok(Found { caller, cookie: None });
    }
    match team.cookies.read(Use::Session, headers) {
        Some(secret) => by_session(app, team, secret).await,
        None => Ok(Found { caller: None, cookie: None }),
    }
}

pub async fn by_token(app: &App, value: &HeaderValue) -> Result<Option<Caller>> {
    let text = value.to_str().ok().and_then(|text| text.split_once(' '));
    let secret = text.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some(hash) = secret.and_then(|(_, secret)| secret::hash(secret.trim())) else {
        return Ok(None);
    };
    let now = clock::now();
    let Some((token, account)) = app.store.token(&hash, now).await? else { return Ok(None) };
    if is_stale(token.last_used_at, now) {
        app.store.touch_token(&token.id, now).await?;
        app.store.touch_account(&account.id, now).await?;
    }
    let scopes = token.scopes.split(' ').filter_map(Scope::from_name).collect();
    Ok(Some(Caller { account, by: By::Token(token.id, scopes) }))
}

async fn by_session(app: &App, team: &Team, secret: &str) -> Result<Found> {
    let nobody = Found { caller: None, cookie: None };
    let Some(hash) = secret::hash(secret) else { return Ok(nobody) };
    let now = clock::now();
    let Some((session, account)) = app.store.session(&hash, now).await? else { return Ok(nobody) };
    let mut cookie = None;
    if is_stale(Some(session.last_seen_at), now) {
        app.store.touch_session(&session.id, now, after(now, SESSION_LASTS)).await?;
        app.store.touch_account(&account.id, now).await?;
        cookie = Some(team.cookies.set(Use::Session, secret, SESSION_LASTS)?);
    }
    Ok(Found { caller: Some(Caller { account, by: By::Session(session.id) }), cookie })
}

fn is_stale(seen: Option<i64>, now: i64) -> bool {
    seen.is_none_or(|seen| after(seen, SEEN_EVERY) <= now)
}

/// A time so much later, in microseconds since 1970.
pub fn after(now: i64, time: Duration) -> i64 {
    now.saturating_add(i64::try_from(time.as_micros()).unwrap_or(i64::MAX))
}
