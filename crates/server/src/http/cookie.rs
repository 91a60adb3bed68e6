//! The cookies of team mode: how they are named, written and read.
//!
//! Behind TLS the name begins with `__Host-`: a browser then takes it from this very host only,
//! over TLS only, for all of it. What is in them is in `secret` and `api::oidc`.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

use crate::problem::{Problem, Result};

/// How this host writes cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookies {
    /// Reached over TLS.
    Secure,
    /// Reached over plain HTTP, as on a loopback address.
    Plain,
}

/// What a cookie is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A signed-in browser.
    Session,
    /// A browser on its way to the identity provider and back.
    Journey,
}

impl Cookies {
    fn name(self, of: Use) -> &'static str {
        match (self, of) {
            (Self::Secure, Use::Session) => "__Host-greenroom",
            (Self::Plain, Use::Session) => "greenroom",
            (Self::Secure, Use::Journey) => "__Host-greenroom-journey",
            (Self::Plain, Use::Journey) => "greenroom-journey",
        }
    }

    /// The header that sets a cookie for a while.
    pub fn set(self, of: Use, value: &str, lasts: Duration) -> Result<HeaderValue> {
        self.line(of, value, lasts.as_secs())
    }

    /// The header that removes it.
    pub fn clear(self, of: Use) -> Result<HeaderValue> {
        self.line(of, "", 0)
    }

    fn line(self, of: Use, value: &str, seconds: u64) -> Result<HeaderValue> {
        let secure = if self == Self::Secure { "; Secure" } else { "" };
        let name = self.name(of);
        // Lax: a link from elsewhere opens the application signed in; nothing else crosses sites.
        let text =
            format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::try_from(text).map_err(|error| Problem::fault(&error))
    }

    /// The value a browser sent. Of two with the same name the first counts, as browsers send the
    /// more fitting one first.
    pub fn read(self, of: Use, headers: &HeaderMap) -> Option<&str> {
        let name = self.name(of);
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';'));
        pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("xgreenroom=1; greenroom-x=2"));
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; greenroom=3;greenroom=4"));
        assert_eq!(Cookies::Plain.read(Use::Session, &headers), Some("3"));
        assert_eq!(Cookies::Secure.read(Use::Session, &headers), None);
    }

    #[test]
    fn a_secure_cookie_is_bound_to_its_host() {
        let line = Cookies::Secure.set(Use::Session, "s", Duration::from_mins(1));
        assert_eq!(
            line.expect("a header"),
            "__Host-greenroom=s; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        let line = Cookies::Plain.clear(Use::Session).expect("a header");
        assert_eq!(line, "greenroom=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }
}
