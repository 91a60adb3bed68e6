//! One's own account: name, address, password, and its end.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::time;
use crate::app::{App, Team};
use crate::caller::Caller;
use crate::clock;
use crate::http::body::Json;
use crate::http::cookie::Use;
use crate::limits::Mailbox;
use crate::password::{self, Verdict};
use crate::problem::{Body, Problem, Result};

/// Characters of a name.
const NAME_LENGTH: usize = 100;
/// Bytes of an address (RFC 5321 §4.5.3.1.3, without the angle brackets).
const EMAIL_BYTES: usize = 254;

#[derive(Debug, Serialize, ToSchema)]
pub struct Account {
    pub id: String,
    pub name: String,
    /// In lower case; null for the one person of local mode.
    pub email: Option<String>,
    /// `member`, `coach`, `author` or `admin`.
    pub role: String,
    /// A disabled account cannot sign in.
    pub disabled: bool,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// To five minutes.
    #[schema(format = DateTime)]
    pub last_seen_at: Option<String>,
}

/// What is to change; what is not named stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    /// Goes with `new_password`, where there is a password.
    #[serde(default)]
    current_password: Option<String>,
    /// From 10 characters to 256 bytes. Signs out everywhere else.
    #[serde(default)]
    new_password: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountDeletion {
    /// Needed where the account has one.
    #[serde(default)]
    password: Option<String>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, patch, delete))
}

/// One's own account.
#[utoipa::path(get, path = "/account", tag = "account", responses((status = 200, body = Account)))]
async fn get(caller: Caller) -> axum::Json<Account> {
    axum::Json(view(caller.account))
}

/// Changes name, address or password.
#[utoipa::path(
    patch, path = "/account", tag = "account", request_body = AccountPatch,
    responses(
        (status = 200, body = Account), (status = 409, body = Body), (status = 422, body = Body),
        (status = 429, body = Body)
    )
)]
async fn patch(
    State(app): State<App>,
    caller: Caller,
    Json(change): Json<AccountPatch>,
) -> Result<axum::Json<Account>> {
    let team = app.team()?;
    let mut account = caller.account.clone();
    if let Some(name) = change.name {
        account.name = checked_name(&name)?;
    }
    if let Some(email) = change.email {
        let email = checked_email(&email)?;
        let is_new = account.email.as_ref() != Some(&email);
        if is_new && app.store.invitation_for(&email, clock::now()).await?.is_some() {
            // Or the link of whoever is invited would open this account.
            let problem = Problem::conflict("This address is invited; ask an administrator.");
            return Err(Problem { field: Some(String::from("email")), ..problem });
        }
        account.email = Some(email);
    }
    let hash = match change.new_password {
        Some(new) => {
            password::check("new_password", &new)?;
            confirm(&app, team, &caller, change.current_password, "current_password").await?;
            Some(team.passwords.hash(new).await?)
        }
        None => None,
    };
    app.store.update_account(&account).await?;
    if let Some(hash) = hash {
        app.store.put_password(&account.id, &hash).await?;
        // Whoever knew the old one is not to stay.
        app.store.delete_other_sessions(&account.id, caller.session()).await?;
    }
    Ok(axum::Json(view(account)))
}

/// Deletes the account and everything it owns, at once and for good.
#[utoipa::path(
    delete, path = "/account", tag = "account", request_body = AccountDeletion,
    responses(
        (status = 204), (status = 409, body = Body, description = "The last administrator"),
        (status = 422, body = Body), (status = 429, body = Body)
    )
)]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Json(deletion): Json<AccountDeletion>,
) -> Result<Response> {
    let team = app.team()?;
    confirm(&app, team, &caller, deletion.password, "password").await?;
    app.store.delete_account(&caller.account.id).await?;
    let cookie = team.cookies.clear(Use::Session)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Asks for the password again before what cannot be undone, where the account has one.
async fn confirm(
    app: &App,
    team: &Team,
    caller: &Caller,
    given: Option<String>,
    field: &str,
) -> Result<()> {
    let Some(stored) = app.store.password(&caller.account.id).await? else { return Ok(()) };
    let wrong = |detail: &str| Err(Problem::field(field, detail));
    let Some(given) = given else {
        return wrong("This needs your password of now; send it too.");
    };
    let email = caller.account.email.as_deref().unwrap_or_default();
    team.limits.sign_ins_to.check(&Mailbox::from(email))?;
    match team.passwords.verify(given, Some(stored)).await? {
        Verdict::Wrong => wrong("This is not your password; check it."),
        Verdict::Right | Verdict::Outdated => Ok(()),
    }
}

pub fn view(account: store::Account) -> Account {
    Account {
        id: account.id.to_string(),
        name: account.name,
        email: account.email,
        role: account.role.name().to_owned(),
        disabled: account.is_disabled,
        created_at: time(account.created_at),
        last_seen_at: account.last_seen_at.map(time),
    }
}

/// A name as people write it: any letters, no signs that move others about.
pub fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    let sound =
        !name.is_empty() && name.chars().count() <= NAME_LENGTH && !name.chars().any(is_invisible);
    if sound {
        return Ok(name.to_owned());
    }
    let detail = format!("A name has from 1 to {NAME_LENGTH} visible characters.");
    Err(Problem::field("name", detail))
}

/// Control characters, and those that turn the direction of a line round.
fn is_invisible(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(sign, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// An address in lower case. Only its outline is checked: whether mail arrives, only mail can tell.
pub fn checked_email(email: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    let parts = email.rsplit_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    let odd =
        |sign: char| sign.is_whitespace() || is_invisible(sign) || "<>()[],;:\\\"".contains(sign);
    if parts.is_some() && email.len() <= EMAIL_BYTES && !email.chars().any(odd) {
        return Ok(email);
    }
    Err(Problem::field("email", "This is no e-mail address; write it as in ada@example.org."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_an_outline() {
        for (given, expected) in [
            ("Ada@Example.ORG ", Some("ada@example.org")),
            ("o'neil+x@sub.example", Some("o'neil+x@sub.example")),
            ("ada@localhost", Some("ada@localhost")),
            ("ada", None),
            ("@example.org", None),
            ("ada@", None),
            ("a b@example.org", None),
            ("<ada@example.org>", None),
            ("ada\u{0}@example.org", None),
        ] {
            assert_eq!(checked_email(given).ok().as_deref(), expected, "{given:?}");
        }
        assert!(checked_email(&format!("{}@example.org", "a".repeat(250))).is_err());
    }

    #[test]
    fn names_are_visible() {
        assert_eq!(checked_name("  Ada Lovelace ").expect("sound"), "Ada Lovelace");
        assert_eq!(checked_name("張偉").expect("sound"), "張偉");
        for name in ["", "  ", "a\nb", "\u{202e}evil", &"x".repeat(101)] {
            assert!(checked_name(name).is_err(), "{name:?}");
        }
    }
}
