//! Other people's accounts: coaches see them, administrators change them; an invitation makes one.

use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use store::{AccountId, AccountPage, NewAccount, Role};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::account::{Account, checked_email, checked_name, view};
use super::invitations::{account_of, open};
use super::session::{STRANGER_BYTES, Session, admit};
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::http::body::{Json, Path, Query};
use crate::http::client::Client;
use crate::http::page::{Page, limit, place};
use crate::problem::{Body, Problem, Result};
use crate::{clock, password};

/// Characters that are searched for.
const SEARCH_LENGTH: usize = 100;

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountQuery {
    /// Part of a name or an address
    q: Option<String>,
    /// `member`, `coach`, `author` or `admin`
    role: Option<String>,
    /// `next` of the page before
    after: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// What is to change; what is not named stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    /// `member`, `coach`, `author` or `admin`.
    #[serde(default)]
    role: Option<String>,
    /// A disabled account is signed out at once.
    #[serde(default)]
    disabled: Option<bool>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// Secret of the invitation: the last part of its link.
    invitation: String,
    /// Not needed where the invitation is for an account that is there.
    #[serde(default)]
    name: Option<String>,
    email: String,
    /// From 10 characters to 256 bytes.
    password: String,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, accept))
        .routes(routes!(one, change, delete))
        .layer(DefaultBodyLimit::max(STRANGER_BYTES))
}

/// Everybody, by name. For coaches and administrators.
#[utoipa::path(
    get, path = "/accounts", tag = "accounts", params(AccountQuery),
    responses(
        (status = 200, body = Page<Account>), (status = 403, body = Body),
        (status = 422, body = Body)
    )
)]
async fn list(
    State(app): State<App>,
    Query(query): Query<AccountQuery>,
) -> Result<axum::Json<Page<Account>>> {
    let limit = limit(query.limit)?;
    let q = query.q.filter(|q| !q.is_empty());
    if q.as_ref().is_some_and(|q| q.chars().count() > SEARCH_LENGTH || q.contains('\0')) {
        let detail = format!("q is a part of a name, of at most {SEARCH_LENGTH} characters.");
        return Err(Problem::field("q", detail));
    }
    let after: Option<(String, String)> = place(query.after.as_deref())?;
    let after = match after {
        Some((name, id)) => {
            let id = AccountId::parse(&id)
                .ok_or_else(|| Problem::field("after", "after is the value of next as it is."))?;
            Some((name, id))
        }
        None => None,
    };
    let role = query.role.as_deref().map(checked_role).transpose()?;
    let page = AccountPage { q, role, after, limit: limit + 1 };
    let found = app.store.accounts(&page).await?;
    let page = Page::cut(found, limit, |one| (one.name.clone(), one.id.to_string()));
    let items = page.items.into_iter().map(view).collect();
    Ok(axum::Json(Page { items, next: page.next }))
}

/// Accepts an invitation: makes the account, or gives the one it names a new password; signs in.
#[utoipa::path(
    post, path = "/accounts", tag = "accounts", request_body = Acceptance,
    responses(
        (status = 200, body = Session),
        (status = 404, body = Body, description = "Unknown, used or run out"),
        (status = 409, body = Body), (status = 422, body = Body), (status = 429, body = Body)
    )
)]
async fn accept(
    State(app): State<App>,
    client: Client,
    Visitor(before): Visitor,
    headers: HeaderMap,
    Json(given): Json<Acceptance>,
) -> Result<Response> {
    let team = app.team()?;
    let invitation = open(&app, team, client, &given.invitation).await?;
    let email = checked_email(&given.email)?;
    if invitation.email.as_ref().is_some_and(|named| *named != email) {
        let detail = "This invitation is for another address; use the one it names.";
        return Err(Problem::field("email", detail));
    }
    password::check("password", &given.password)?;
    let known = account_of(&app, &invitation).await?;
    let name = match (&known, given.name) {
        (Some(account), _) => account.name.clone(),
        (None, Some(name)) => checked_name(&name)?,
        (None, None) => return Err(Problem::field("name", "An account has a name; send one.")),
    };
    let hash = team.passwords.hash(given.password).await?;
    let now = clock::now();
    let account = if let Some(account) = known {
        if account.is_disabled {
            return Err(Problem::forbidden("This account is disabled; ask an administrator."));
        }
        let changed = app.store.accept_for_account(&invitation.id, &account.id, &hash, now);
        changed.await.map_err(not_accepted)?;
        account
    } else {
        let (email, password) = (Some(email.as_str()), Some(hash.as_str()));
        let new = NewAccount { name: &name, email, role: invitation.role, password };
        let made = app.store.accept_invitation(&invitation.id, &new, now).await;
        made.map_err(not_accepted)?
    };
    admit(&app, team, account, before.as_ref(), client, &headers).await
}

fn not_accepted(error: store::Error) -> Problem {
    match error {
        store::Error::NotFound(_) => super::invitations::unknown(),
        store::Error::Conflict(_) => {
            let problem =
                Problem::conflict("This address has an account already; sign in with it.");
            Problem { field: Some(String::from("email")), ..problem }
        }
        error => error.into(),
    }
}

/// Somebody's account. For coaches and administrators.
#[utoipa::path(
    get, path = "/accounts/{id}", tag = "accounts",
    params(("id" = String, Path, description = "Id of the account")),
    responses(
        (status = 200, body = Account), (status = 403, body = Body), (status = 404, body = Body)
    )
)]
async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<axum::Json<Account>> {
    find(&app, &id).await.map(view).map(axum::Json)
}

/// Changes somebody's role, or shuts them out.
#[utoipa::path(
    patch, path = "/accounts/{id}", tag = "accounts", request_body = AccountChange,
    params(("id" = String, Path, description = "Id of the account")),
    responses(
        (status = 200, body = Account), (status = 403, body = Body), (status = 404, body = Body),
        (status = 409, body = Body, description = "The last administrator"),
        (status = 422, body = Body)
    )
)]
async fn change(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(change): Json<AccountChange>,
) -> Result<axum::Json<Account>> {
    let mut account = find(&app, &id).await?;
    if let Some(role) = change.role {
        account.role = checked_role(&role)?;
    }
    account.is_disabled = change.disabled.unwrap_or(account.is_disabled);
    app.store.update_account(&account).await?;
    Ok(axum::Json(view(account)))
}

/// Deletes somebody's account and everything it owns, at once and for good.
#[utoipa::path(
    delete, path = "/accounts/{id}", tag = "accounts",
    params(("id" = String, Path, description = "Id of the account")),
    responses(
        (status = 204), (status = 403, body = Body), (status = 404, body = Body),
        (status = 409, body = Body, description = "The last administrator")
    )
)]
async fn delete(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode> {
    let account = find(&app, &id).await?;
    app.store.delete_account(&account.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody's account. The one person of local mode is none of a team's.
pub async fn find(app: &App, id: &str) -> Result<store::Account> {
    let unknown = || Problem::not_found("account");
    let id = AccountId::parse(id).ok_or_else(unknown)?;
    app.store.account(&id).await?.filter(|account| account.email.is_some()).ok_or_else(unknown)
}

/// Whose things are asked for: one's own, or somebody else's where one may see them.
pub async fn watched(app: &App, caller: &Caller, id: Option<&str>) -> Result<store::Account> {
    let own = caller.account.id;
    match id.filter(|id| AccountId::parse(id) != Some(own)) {
        None => Ok(caller.account.clone()),
        Some(id) if caller.watches_others() => find(app, id).await,
        Some(_) => {
            let detail = "Only coaches see what others do; leave account out for your own.";
            Err(Problem::forbidden(detail))
        }
    }
}

pub fn checked_role(name: &str) -> Result<Role> {
    Role::from_name(name)
        .ok_or_else(|| Problem::field("role", "role is member, coach, author or admin."))
}
