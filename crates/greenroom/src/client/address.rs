//! Addresses of servers, as people write them.

use std::net::{Ipv4Addr, Ipv6Addr};

use anyhow::Result;
use reqwest::Url;

use crate::commands::Wrong;

/// Reads the address of a server: `https://greenroom.example`, perhaps with a port and a path.
pub fn server_address(text: &str) -> Result<Url> {
    let wrong = || {
        Wrong(format!(
            "{text} is no address of a server; write one such as https://greenroom.example"
        ))
    };
    let url = Url::parse(text.trim()).map_err(|_| wrong())?;
    let sound = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if sound { Ok(url) } else { Err(wrong().into()) }
}

/// Whether it is this machine itself.
pub fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host == "localhost"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || host.trim_matches(['[', ']']).parse::<Ipv6Addr>().is_ok_and(|a| a.is_loopback())
}

/// The address below `base`; every segment is quoted as an address needs it.
pub fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_extended() {
        for (text, expected) in [
            ("https://a.example", "https://a.example/api/x%2Fy"),
            ("https://a.example/", "https://a.example/api/x%2Fy"),
            ("http://127.0.0.1:7300/green", "http://127.0.0.1:7300/green/api/x%2Fy"),
        ] {
            let url = server_address(text).expect("an address");
            assert_eq!(below(&url, &["api", "x/y"]).as_str(), expected);
        }
        for text in
            ["", "a.example", "ftp://a", "https://me:x@a.example", "https://a/?q", "file:///x"]
        {
            assert!(server_address(text).is_err(), "{text}");
        }
    }

    #[test]
    fn loopback_is_told_from_names_that_look_like_it() {
        for (text, expected) in [
            ("http://127.0.0.1:1", true),
            ("http://[::1]:1", true),
            ("http://localhost:1", true),
            ("http://127.0.0.1.evil.example", false),
            ("http://localhost.evil.example", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(&server_address(text).expect("an address")), expected, "{text}");
        }
    }
}
