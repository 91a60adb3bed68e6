//! Every error of the API: one shape, `application/problem+json` (RFC 9457).
//!
//! A handler answers `Err(Problem)`; `http::finish` writes the body, because it knows the request's
//! id. Our own faults are logged with their cause and told without it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong, for the client.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// Last part of the problem's type; described in the user's guide.
    pub kind: &'static str,
    /// One sentence: what happened, then what to do.
    pub detail: String,
    /// Path of the field at fault, such as `files[0].name`.
    pub field: Option<String>,
    /// Seconds after which it is worth trying again.
    pub retry_after: Option<u64>,
}

/// The JSON form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Body {
    /// Address of its description.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    pub status: u16,
    /// One sentence: what happened, then what to do.
    pub detail: String,
    /// Path of the field at fault, such as `files[0].name`.
    pub field: Option<String>,
    /// To be named when asking whoever runs this server.
    pub request_id: String,
}

pub type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    pub fn new(status: StatusCode, kind: &'static str, detail: impl Into<String>) -> Self {
        Self { status, kind, detail: detail.into(), field: None, retry_after: None }
    }

    pub fn not_found(what: &str) -> Self {
        let detail = format!("There is no such {what} here, or it is somebody else's.");
        Self::new(StatusCode::NOT_FOUND, "not-found", detail)
    }

    /// A field of the body or the query is wrong.
    pub fn field(field: impl Into<String>, detail: impl Into<String>) -> Self {
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-field", detail);
        Self { field: Some(field.into()), ..problem }
    }

    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", detail)
    }

    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", "You are not signed in; sign in first.")
    }

    /// Accounts are asked for where there is one person only.
    pub fn local_mode() -> Self {
        let detail = "This server is one person's own, without accounts; `greenroom serve --team` \
                      has them.";
        Self::new(StatusCode::NOT_FOUND, "local-mode", detail)
    }

    /// Somebody wrote it since it was read.
    pub fn stale() -> Self {
        let detail = "It was saved elsewhere since you read it; read it again and join the two.";
        Self::new(StatusCode::PRECONDITION_FAILED, "stale", detail)
    }

    pub fn too_many(detail: impl Into<String>, retry_after: u64) -> Self {
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", detail);
        Self { retry_after: Some(retry_after), ..problem }
    }

    /// Our own fault. The cause goes to the log, not to the client.
    pub fn fault(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        let detail = "Something failed on the server; try again, and tell whoever runs it if it \
                      stays.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", detail)
    }

    /// For answers that the framework made without a word of ours.
    pub fn of_status(status: StatusCode) -> Self {
        let (kind, detail) = match status {
            StatusCode::NOT_FOUND => ("not-found", "There is nothing at this address; check it."),
            StatusCode::METHOD_NOT_ALLOWED => (
                "method",
                "This address does not know the method; the header Allow names those it knows.",
            ),
            StatusCode::REQUEST_TIMEOUT => {
                ("timeout", "The request took too long to arrive; send it again.")
            }
            StatusCode::PAYLOAD_TOO_LARGE => {
                ("too-large", "The body is larger than is allowed here; send less.")
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                ("unavailable", "The server cannot answer right now; try again in a moment.")
            }
            _ if status.is_server_error() => (
                "fault",
                "Something failed on the server; try again, and tell whoever runs it if it stays.",
            ),
            _ => ("bad-request", "The request cannot be read; check it against the API reference."),
        };
        Self::new(status, kind, detail)
    }

    pub fn body(&self, request_id: &str) -> Body {
        Body {
            r#type: format!("/help/errors#{}", self.kind),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            field: self.field.clone(),
            request_id: request_id.to_owned(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The store speaks in parts of sentences, to be put into others.
fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    let first: String = signs.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", signs.as_str())
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        use store::Error;
        match error {
            Error::Conflict(what) => Self::conflict(sentence(what)),
            Error::NotFound(_) => Self::not_found("thing"),
            Error::Busy(_) | Error::Unavailable(_) | Error::ReadOnly(_) | Error::Full(_) => {
                tracing::error!(%error, "the database does not answer");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", error.to_string())
            }
            Error::Archive(_) | Error::Nul => Self::field("", error.to_string()),
            error => Self::fault(&error),
        }
    }
}
