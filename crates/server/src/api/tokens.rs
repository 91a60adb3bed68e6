//! API tokens: for the command line and for scripts. A token does what its scopes and its owner's
//! role both allow.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::{NewToken, TokenId};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::time;
use crate::access::Scope;
use crate::app::App;
use crate::caller::{Caller, after};
use crate::http::body::{Json, Path, Query};
use crate::http::page::{Page, PageQuery};
use crate::problem::{Body, Problem, Result};
use crate::{clock, secret};

/// Tokens of one account: more than anybody has machines.
const TOKENS: usize = 50;
/// Characters of a token's name.
const NAME_LENGTH: usize = 100;
/// Days a token may be good, where they are limited at all.
const MOST_DAYS: u32 = 3650;
const DAY: Duration = Duration::from_hours(24);
/// What a secret begins with, so that scanners of repositories can know it.
const PREFIX: &str = "gr_";

#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    pub id: String,
    pub name: String,
    pub scopes: Vec<Scope>,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// To five minutes.
    #[schema(format = DateTime)]
    pub last_used_at: Option<String>,
    /// Null: until it is deleted.
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
}

/// A token with its secret, which is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct FreshToken {
    #[serde(flatten)]
    pub token: Token,
    pub secret: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    name: String,
    scopes: Vec<Scope>,
    /// From 1 to 3650; without it the token is good until it is deleted.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 3650)]
    days: Option<u32>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(delete))
}

/// One's own tokens, newest first.
#[utoipa::path(
    get, path = "/tokens", tag = "tokens", params(PageQuery),
    responses((status = 200, body = Page<Token>), (status = 422, body = Body))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Token>>> {
    let found = app.store.tokens(&caller.account.id).await?;
    let items = found.into_iter().map(view).collect();
    Page::of_all(items, &query, |item: &Token| item.id.clone()).map(axum::Json)
}

/// Makes a token. The secret is in the answer and nowhere else.
#[utoipa::path(
    post, path = "/tokens", tag = "tokens", request_body = TokenRequest,
    responses(
        (status = 201, body = FreshToken), (status = 409, body = Body), (status = 422, body = Body)
    )
)]
async fn create(
    State(app): State<App>,
    caller: Caller,
    Json(wanted): Json<TokenRequest>,
) -> Result<Response> {
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > NAME_LENGTH || name.chars().any(char::is_control) {
        let detail = format!("A token has a name, of at most {NAME_LENGTH} characters.");
        return Err(Problem::field("name", detail));
    }
    let days = wanted.days;
    if days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
        return Err(Problem::field("days", format!("days is a number from 1 to {MOST_DAYS}.")));
    }
    let scopes = checked_scopes(&wanted.scopes, &caller)?;
    if app.store.tokens(&caller.account.id).await?.len() >= TOKENS {
        let detail = format!("You have {TOKENS} tokens already; delete one you do not use.");
        return Err(Problem::conflict(detail));
    }
    let secret = secret::fresh(PREFIX)?;
    let now = clock::now();
    let new = NewToken {
        account: &caller.account.id,
        secret_hash: &secret.hash,
        name,
        scopes: &scopes,
        expires_at: days.map(|days| after(now, DAY * days)),
    };
    let token = view(app.store.create_token(&new, now).await?);
    let no_store = HeaderValue::from_static("no-store");
    let answer = axum::Json(FreshToken { token, secret: secret.text });
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, no_store)], answer).into_response())
}

/// Deletes a token: it opens nothing any more.
#[utoipa::path(
    delete, path = "/tokens/{id}", tag = "tokens",
    params(("id" = String, Path, description = "Id of the token")),
    responses((status = 204), (status = 404, body = Body))
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let unknown = || Problem::not_found("token");
    let id = TokenId::parse(&id).ok_or_else(unknown)?;
    let deleted = app.store.delete_token(&caller.account.id, &id).await?;
    if deleted { Ok(StatusCode::NO_CONTENT) } else { Err(unknown()) }
}

/// As they are stored. A scope that one's role could not use is refused rather than kept for the
/// day when the role grows.
fn checked_scopes(scopes: &[Scope], caller: &Caller) -> Result<String> {
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Problem::field("scopes", "A token has at least one scope; name read."));
    }
    if let Some(scope) = scopes.iter().find(|scope| !scope.suits(caller.account.role)) {
        let detail = format!("Your role has no use for the scope {}; leave it out.", scope.name());
        return Err(Problem::field("scopes", detail));
    }
    let names: Vec<&str> = scopes.into_iter().map(Scope::name).collect();
    Ok(names.join(" "))
}

fn view(token: store::Token) -> Token {
    Token {
        id: token.id.to_string(),
        name: token.name,
        scopes: token.scopes.split(' ').filter_map(Scope::from_name).collect(),
        created_at: time(token.created_at),
        last_used_at: token.last_used_at.map(time),
        expires_at: token.expires_at.map(time),
    }
}
