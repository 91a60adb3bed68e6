//! Keeps other web pages out: the host that was asked for must be ours, and a browser may change
//! things only from our own pages.
//!
//! In local mode there is no login, so this is what stands between a hostile page in another tab
//! and the person's data. A name that a stranger pointed at this machine (DNS rebinding) is not one
//! of ours, and so is refused before anything else happens.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Names under which this server may be asked.
#[derive(Clone, Debug)]
pub enum Hosts {
    /// Loopback names with this port.
    Local { port: u16 },
    /// The public name, with its port where it is not the scheme's own, and the origin of its
    /// pages; loopback names with the port that is listened on besides, for health checks and
    /// tokens on the machine itself.
    Public { host: String, origin: String, port: u16 },
}

impl Hosts {
    fn knows(&self, host: &str) -> bool {
        match self {
            Self::Local { port } => is_loopback(host, *port),
            Self::Public { host: own, port, .. } => {
                host.eq_ignore_ascii_case(own) || is_loopback(host, *port)
            }
        }
    }

    /// Whether a request names this machine rather than the public name.
    pub fn is_this_machine(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
        let (Self::Local { port } | Self::Public { port, .. }) = self;
        host.is_some_and(|host| is_loopback(host, *port))
    }

    /// Whether a page of this origin, asking under this name, is one of ours.
    fn owns(&self, origin: &str, host: &str) -> bool {
        match self {
            // With the scheme: a page that came over plain HTTP may have been anybody's.
            Self::Public { host: own, origin: page, .. } if host.eq_ignore_ascii_case(own) => {
                origin.eq_ignore_ascii_case(page)
            }
            Self::Public { .. } | Self::Local { .. } => {
                origin.split_once("://").is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(host))
            }
        }
    }
}

fn is_loopback(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}"))
}

pub async fn guard(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    match check(&hosts, request.method(), request.uri().path(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

fn check(hosts: &Hosts, method: &Method, path: &str, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if !hosts.knows(host) {
        let detail = "This server does not answer under that name; use the address it printed when \
                      it started, or set the option `url`.";
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "host", detail));
    }
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let foreign = matches!(site, Some("cross-site" | "same-site"));
    let other_origin = text(header::ORIGIN).is_some_and(|origin| !hosts.owns(origin, host));
    let safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    // A link from elsewhere may open a page, and the identity provider sends people back.
    let navigates = headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate")
        && (!path.starts_with("/api/") || path == "/api/v1/session/oidc/callback");
    if (foreign && !(safe && navigates)) || other_origin {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "foreign-page",
            "A page of another site asked for this; open Greenroom itself and do it there.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(method: &Method, path: &str, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().expect("a header"));
        }
        check(&Hosts::Local { port: 7300 }, method, path, &map).is_ok()
    }

    #[test]
    fn only_our_own_pages_and_programs_may_ask() {
        let host = ("host", "127.0.0.1:7300");
        let own = ("origin", "http://127.0.0.1:7300");
        for (expected, method, path, headers) in [
            (true, Method::GET, "/api/v1/exercises", vec![host]),
            (true, Method::POST, "/api/v1/attempts", vec![host]),
            (true, Method::POST, "/api/v1/attempts", vec![host, own]),
            (true, Method::GET, "/api/v1/x", vec![("host", "localhost:7300")]),
            (
                true,
                Method::GET,
                "/",
                vec![host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")],
            ),
            (false, Method::GET, "/api/v1/x", vec![("host", "evil.example:7300")]),
            (false, Method::GET, "/api/v1/x", vec![("host", "127.0.0.1:80")]),
            (false, Method::GET, "/api/v1/x", vec![]),
            (false, Method::POST, "/api/v1/x", vec![host, ("origin", "http://evil.example")]),
            (false, Method::POST, "/api/v1/x", vec![host, ("origin", "null")]),
            (false, Method::POST, "/api/v1/x", vec![host, ("origin", "http://127.0.0.1:8000")]),
            (false, Method::GET, "/api/v1/x", vec![host, ("sec-fetch-site", "cross-site")]),
            (
                false,
                Method::POST,
                "/",
                vec![host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")],
            ),
        ] {
            assert_eq!(allowed(&method, path, &headers), expected, "{method} {path} {headers:?}");
        }
    }

    #[test]
    fn a_public_server_answers_to_its_name_and_to_this_machine() {
        let hosts = Hosts::Public {
            host: "green.example".into(),
            origin: "https://green.example".into(),
            port: 7300,
        };
        for (expected, host, origin) in [
            (true, "green.example", None),
            (true, "GREEN.example", Some("https://green.example")),
            (true, "127.0.0.1:7300", None),
            (true, "127.0.0.1:7300", Some("http://127.0.0.1:7300")),
            (false, "green.example", Some("http://green.example")),
            (false, "green.example", Some("https://evil.example")),
            (false, "green.example", Some("http://127.0.0.1:7300")),
            (false, "green.example:7300", None),
            (false, "evil.example", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a header"));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().expect("a header"));
            }
            let found = check(&hosts, &Method::POST, "/api/v1/session", &headers).is_ok();
            assert_eq!(found, expected, "{host} {origin:?}");
        }
    }
}
