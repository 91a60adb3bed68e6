//! Who may do what: one row per endpoint. The table is what is enforced, and a test walks it.
//!
//! A row says which role an endpoint asks for, which scope an API token needs, and whether it is
//! there in local mode. Whether an object is one's own is not here: every query of the store
//! carries the account it is for.

use axum::http::Method;
use store::Role;

/// The least a caller must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// Anybody who is signed in.
    Person,
    /// Sees other people's progress.
    Coach,
    /// Adds exercises.
    Author,
    Admin,
}

/// What a token may be used for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Read,
    Write,
    Packages,
    Admin,
}

impl Scope {
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Packages, Self::Admin];

    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Packages => "packages",
            Self::Admin => "admin",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// Whether somebody of this role could use it for anything.
    pub fn suits(self, role: Role) -> bool {
        match self {
            Self::Read | Self::Write => true,
            Self::Packages => Access::Author.admits(Some(role)),
            Self::Admin => Access::Admin.admits(Some(role)),
        }
    }
}

/// In which mode an endpoint is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Always,
    /// It is about accounts, which local mode has none of.
    Team,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub method: Method,
    /// As the router writes it, below `/api/v1`.
    pub path: &'static str,
    pub access: Access,
    /// `None`: not for tokens at all.
    pub scope: Option<Scope>,
    pub presence: Presence,
}

impl Access {
    pub fn admits(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Public, _) | (Self::Person, Some(_)) | (_, Some(Role::Admin)) => true,
            (Self::Coach, Some(role)) => role == Role::Coach,
            (Self::Author, Some(role)) => role == Role::Author,
            (Self::Admin, Some(_)) | (_, None) => false,
        }
    }
}

const fn row(method: Method, path: &'static str, access: Access, scope: Option<Scope>) -> Row {
    Row { method, path, access, scope, presence: Presence::Always }
}

const fn team(method: Method, path: &'static str, access: Access, scope: Option<Scope>) -> Row {
    Row { method, path, access, scope, presence: Presence::Team }
}

use Access::{Admin, Author, Coach, Person, Public};

const READ: Option<Scope> = Some(Scope::Read);
const WRITE: Option<Scope> = Some(Scope::Write);
const PACKAGES: Option<Scope> = Some(Scope::Packages);
const ADMIN: Option<Scope> = Some(Scope::Admin);
/// For browsers alone: a token that leaked must not make itself another one, or lock its owner out.
const BROWSER: Option<Scope> = None;

/// Every endpoint.
pub const TABLE: &[Row] = &[
    row(Method::GET, "/openapi.json", Public, READ),
    row(Method::GET, "/session", Public, READ),
    team(Method::POST, "/session", Public, BROWSER),
    team(Method::DELETE, "/session", Person, BROWSER),
    team(Method::GET, "/session/oidc", Public, BROWSER),
    team(Method::GET, "/session/oidc/callback", Public, BROWSER),
    team(Method::GET, "/sessions", Person, BROWSER),
    team(Method::DELETE, "/sessions/{id}", Person, BROWSER),
    team(Method::GET, "/account", Person, READ),
    team(Method::PATCH, "/account", Person, BROWSER),
    team(Method::DELETE, "/account", Person, BROWSER),
    team(Method::GET, "/accounts", Coach, READ),
    team(Method::POST, "/accounts", Public, BROWSER),
    team(Method::GET, "/accounts/{id}", Coach, READ),
    team(Method::PATCH, "/accounts/{id}", Admin, ADMIN),
    team(Method::DELETE, "/accounts/{id}", Admin, ADMIN),
    team(Method::GET, "/invitations", Admin, ADMIN),
    team(Method::POST, "/invitations", Admin, ADMIN),
    // Looked up by its secret, taken back by its id.
    team(Method::GET, "/invitations/{id}", Public, READ),
    team(Method::DELETE, "/invitations/{id}", Admin, ADMIN),
    team(Method::GET, "/tokens", Person, BROWSER),
    team(Method::POST, "/tokens", Person, BROWSER),
    team(Method::DELETE, "/tokens/{id}", Person, BROWSER),
    row(Method::GET, "/exercises", Person, READ),
    row(Method::GET, "/exercises/{slug}", Person, READ),
    row(Method::GET, "/exercises/{slug}/starters/{language}", Person, READ),
    row(Method::GET, "/exercises/{slug}/files", Person, READ),
    row(Method::GET, "/exercises/{slug}/files/{*path}", Person, READ),
    row(Method::GET, "/exercises/{slug}/hints", Person, READ),
    row(Method::POST, "/exercises/{slug}/hints", Person, WRITE),
    row(Method::GET, "/exercises/{slug}/solution", Person, READ),
    row(Method::POST, "/exercises/{slug}/surrender", Person, WRITE),
    row(Method::GET, "/exercises/{slug}/references", Person, READ),
    row(Method::GET, "/attempts", Person, READ),
    row(Method::POST, "/attempts", Person, WRITE),
    row(Method::GET, "/attempts/{id}", Person, READ),
    row(Method::GET, "/attempts/{id}/source", Person, READ),
    row(Method::GET, "/attempts/{id}/report", Person, READ),
    row(Method::GET, "/attempts/{id}/events", Person, READ),
    row(Method::POST, "/attempts/{id}/cancellation", Person, WRITE),
    row(Method::POST, "/attempts/{id}/rejudgements", Person, WRITE),
    row(Method::GET, "/drafts", Person, READ),
    row(Method::GET, "/drafts/{exercise}/{language}", Person, READ),
    row(Method::PUT, "/drafts/{exercise}/{language}", Person, WRITE),
    row(Method::DELETE, "/drafts/{exercise}/{language}", Person, WRITE),
    row(Method::GET, "/notes/{exercise}", Person, READ),
    row(Method::PUT, "/notes/{exercise}", Person, WRITE),
    row(Method::GET, "/languages", Person, READ),
    row(Method::POST, "/formattings", Person, WRITE),
    row(Method::GET, "/settings", Person, READ),
    row(Method::PATCH, "/settings", Person, WRITE),
    row(Method::GET, "/progress", Person, READ),
    row(Method::GET, "/today", Person, READ),
    row(Method::GET, "/competencies", Person, READ),
    row(Method::GET, "/guides", Public, READ),
    row(Method::GET, "/guides/{slug}", Public, READ),
    row(Method::GET, "/account/export", Person, READ),
    row(Method::POST, "/account/imports", Person, WRITE),
    row(Method::GET, "/packages", Author, PACKAGES),
    row(Method::POST, "/packages", Author, PACKAGES),
    row(Method::GET, "/packages/{id}", Author, PACKAGES),
    row(Method::DELETE, "/packages/{id}", Author, PACKAGES),
    row(Method::POST, "/packages/{id}/verifications", Author, PACKAGES),
    row(Method::GET, "/packages/{id}/events", Author, PACKAGES),
    row(Method::PUT, "/packages/{id}/publication", Author, PACKAGES),
    row(Method::DELETE, "/packages/{id}/publication", Author, PACKAGES),
    row(Method::GET, "/host", Admin, ADMIN),
    row(Method::POST, "/host/examinations", Admin, ADMIN),
];

/// Whether any method of a route has a row.
pub fn knows(path: &str) -> bool {
    TABLE.iter().any(|row| row.path == path)
}

/// The row of a route. `path` is the router's template without `/api/v1`.
pub fn of(method: &Method, path: &str) -> Option<&'static Row> {
    // A HEAD is a GET whose body is not sent.
    let method = if method == Method::HEAD { &Method::GET } else { method };
    TABLE.iter().find(|row| row.method == *method && row.path == path)
}
