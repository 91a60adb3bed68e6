//! Signing in elsewhere: to the identity provider and back. What crosses the wire is in `oidc`.
//!
//! An identity is known by issuer and subject, never by its address alone: whoever gets an address
//! later must not get the account. One that is new needs an invitation for its verified address,
//! unless the host lets everybody in whom the provider knows; somebody who is signed in already
//! connects it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::{NewAccount, Role};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::account::{checked_email, checked_name};
use super::session::open;
use crate::app::{App, Team};
use crate::caller::{Caller, Visitor};
use crate::clock;
use crate::http::body::Query;
use crate::http::client::Client;
use crate::http::cookie::Use;
use crate::oidc::{Identity, JOURNEY_LASTS, Journey, Provider, Refusal, SignUp};
use crate::problem::{Body, Problem, Result};

/// Characters of the place to return to: an address with filters fits, and the cookie stays small.
const RETURN_LENGTH: usize = 1000;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Departure {
    /// Path to go to when signed in; `/` unless named
    return_to: Option<String>,
}

/// What the provider sends back; it may send more.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Arrival {
    /// To be exchanged for who it is
    code: Option<String>,
    /// As it was sent there
    state: Option<String>,
    /// Why there is no code
    error: Option<String>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(depart)).routes(routes!(arrive))
}

/// Goes to the identity provider. For browsers.
#[utoipa::path(
    get, path = "/session/oidc", tag = "session", params(Departure),
    responses(
        (status = 302, description = "To the provider, or to the sign-in page with `problem`"),
        (status = 404, body = Body, description = "This host has no provider"),
        (status = 422, body = Body)
    )
)]
async fn depart(
    State(app): State<App>,
    client: Client,
    Visitor(caller): Visitor,
    Query(query): Query<Departure>,
) -> Result<Response> {
    let (team, provider) = provider(&app)?;
    let connects = caller.as_ref().map(|caller| caller.account.id.to_string());
    if team.limits.doors.check(&client.into()).is_err() {
        return turned("busy", connects.is_some());
    }
    let return_to = query.return_to.filter(|path| is_ours(path)).unwrap_or_else(|| "/".into());
    match provider.depart(return_to, connects.clone()).await {
        Ok((address, kept)) => {
            let cookie = team.cookies.set(Use::Journey, &kept, JOURNEY_LASTS)?;
            found(&address, vec![cookie])
        }
        Err(refusal) => {
            tracing::warn!(%refusal, "a journey to the identity provider did not begin");
            turned(refusal.word(), connects.is_some())
        }
    }
}

/// Comes back from the identity provider. For browsers.
#[utoipa::path(
    get, path = "/session/oidc/callback", tag = "session", params(Arrival),
    responses(
        (status = 302, description = "Signed in, or to the sign-in page with `problem`"),
        (status = 404, body = Body, description = "This host has no provider"),
        (status = 422, body = Body)
    )
)]
async fn arrive(
    State(app): State<App>,
    client: Client,
    Visitor(caller): Visitor,
    headers: HeaderMap,
    Query(arrival): Query<Arrival>,
) -> Result<Response> {
    let (team, provider) = provider(&app)?;
    let signed_in = caller.is_some();
    if team.limits.doors.check(&client.into()).is_err() {
        return turned("busy", signed_in);
    }
    let over = team.cookies.clear(Use::Journey)?;
    let kept = team.cookies.read(Use::Journey, &headers);
    let (journey, identity) = match identified(provider, kept, arrival).await {
        Ok(arrived) => arrived,
        Err(refusal) => {
            tracing::warn!(%refusal, "a journey to the identity provider came to nothing");
            let mut response = turned(refusal.word(), signed_in)?;
            response.headers_mut().append(header::SET_COOKIE, over);
            return Ok(response);
        }
    };
    match account_of(&app, provider, &identity, &journey, caller.as_ref()).await? {
        Ok(account) => {
            let session = open(&app, team, &account, caller.as_ref(), client, &headers).await?;
            found(&journey.return_to, vec![session, over])
        }
        Err(word) => {
            let mut response = turned(word, signed_in)?;
            response.headers_mut().append(header::SET_COOKIE, over);
            Ok(response)
        }
    }
}

fn provider(app: &App) -> Result<(&Team, &Provider)> {
    let team = app.team()?;
    let none = || {
        let detail = "This host has no identity provider; sign in with a password.";
        Problem::new(StatusCode::NOT_FOUND, "no-provider", detail)
    };
    Ok((team, team.oidc.as_ref().ok_or_else(none)?))
}

async fn identified(
    provider: &Provider,
    kept: Option<&str>,
    arrival: Arrival,
) -> std::result::Result<(Journey, Identity), Refusal> {
    let journey = Journey::read(kept.ok_or(Refusal::Journey)?)?;
    if let Some(error) = arrival.error {
        return Err(Refusal::Cancelled(error));
    }
    let (code, state) = arrival.code.zip(arrival.state).ok_or(Refusal::Journey)?;
    let identity = provider.arrive(&journey, &state, code).await?;
    Ok((journey, identity))
}

/// The account of an identity, made or connected where that is due; else the word for why not.
async fn account_of(
    app: &App,
    provider: &Provider,
    identity: &Identity,
    journey: &Journey,
    caller: Option<&Caller>,
) -> Result<std::result::Result<store::Account, &'static str>> {
    let (issuer, subject) = (identity.issuer.as_str(), identity.subject.as_str());
    let known = app.store.account_by_identity(issuer, subject).await?;
    let connecting = caller.filter(|caller| {
        journey.connects.as_deref() == Some(caller.account.id.to_string().as_str())
    });
    match (known, connecting) {
        (Some(account), Some(caller)) if account.id != caller.account.id => Ok(Err("connected")),
        (Some(account), _) if account.is_disabled => Ok(Err("disabled")),
        (Some(account), _) => Ok(Ok(account)),
        (None, Some(caller)) => {
            app.store.put_identity(issuer, subject, &caller.account.id).await?;
            Ok(Ok(caller.account.clone()))
        }
        (None, None) => made(app, provider, identity).await,
    }
}

/// An account for somebody who comes for the first time.
async fn made(
    app: &App,
    provider: &Provider,
    identity: &Identity,
) -> Result<std::result::Result<store::Account, &'static str>> {
    let email = identity.email.as_deref().and_then(|email| checked_email(email).ok());
    let Some(email) = email else { return Ok(Err("unverified")) };
    if app.store.account_by_email(&email).await?.is_some() {
        return Ok(Err("taken"));
    }
    let now = clock::now();
    let invitation = app.store.invitation_for(&email, now).await?;
    let role = match (&invitation, provider.settings.sign_up) {
        (Some(invitation), _) => invitation.role,
        (None, SignUp::Anybody) => Role::Member,
        (None, SignUp::Invited) => return Ok(Err("uninvited")),
    };
    let name = identity.name.as_deref().and_then(|name| checked_name(name).ok());
    let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or(&email).to_owned());
    let new = NewAccount { name: &name, email: Some(&email), role, password: None };
    let invitation = invitation.as_ref().map(|invitation| &invitation.id);
    let of = (identity.issuer.as_str(), identity.subject.as_str());
    match app.store.create_account_of_identity(of, invitation, &new, now).await {
        Ok(account) => Ok(Ok(account)),
        Err(store::Error::Conflict(_)) => Ok(Err("taken")),
        Err(store::Error::NotFound(_)) => Ok(Err("uninvited")),
        Err(error) => Err(error.into()),
    }
}

/// A path on this server and nothing that a browser could take for another host.
fn is_ours(path: &str) -> bool {
    let second = path.chars().nth(1);
    path.starts_with('/')
        && !matches!(second, Some('/' | '\\'))
        && path.len() <= RETURN_LENGTH
        && path.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Back to where one can try again; the page has the sentence for the word.
fn turned(word: &str, signed_in: bool) -> Result<Response> {
    let page = if signed_in { "/settings" } else { "/sign-in" };
    found(&format!("{page}?problem={word}"), Vec::new())
}

fn found(address: &str, cookies: Vec<HeaderValue>) -> Result<Response> {
    let mut response = StatusCode::FOUND.into_response();
    let headers = response.headers_mut();
    let address = HeaderValue::try_from(address).map_err(|error| Problem::fault(&error))?;
    headers.insert(header::LOCATION, address);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_returned_to() {
        for (ours, path) in [
            (true, "/"),
            (true, "/practice/statuscount?attempt=1#x"),
            (false, "practice"),
            (false, "//evil.example"),
            (false, "/\\evil.example"),
            (false, "https://evil.example"),
            (false, "/a\r\nset-cookie: x=y"),
            (false, ""),
        ] {
            assert_eq!(is_ours(path), ours, "{path:?}");
        }
    }
}
