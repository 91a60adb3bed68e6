//! Who asks: found once per request, before any handler, and checked against the access table.

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use store::Account;

use crate::access::{self, Row};
use crate::api::PREFIX;
use crate::app::{App, Mode};
use crate::clock;
use crate::problem::{Problem, Result};

/// The person a request is for.
#[derive(Clone, Debug)]
pub struct Caller {
    pub account: Account,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unauthenticated)
    }
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
    match admitted(&app, row).await {
        Ok(caller) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn admitted(app: &App, row: Option<&'static Row>) -> Result<Option<Caller>> {
    let forbidden = || Problem::forbidden("You may not do this here; ask an administrator.");
    let Some(row) = row else { return Err(forbidden()) };
    let caller = find(app).await?;
    let role = caller.as_ref().map(|caller| caller.account.role);
    match (row.access.admits(role), role) {
        (true, _) => Ok(caller),
        (false, None) => Err(Problem::unauthenticated()),
        (false, Some(_)) => Err(forbidden()),
    }
}

async fn find(app: &App) -> Result<Option<Caller>> {
    match app.settings.mode {
        Mode::Local => {
            let account = app.store.local_account(clock::now()).await?;
            Ok(Some(Caller { account }))
        }
    }
}
