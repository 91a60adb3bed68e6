//! Where a request comes from: the other end of the connection, or what a trusted proxy says.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;

use super::listen::Peer;

/// The address a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// Networks whose word in `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(pub Vec<IpNet>);

impl Proxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The nearest address that is no proxy of ours. What stands to its left was written by
    /// strangers and means nothing.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all("x-forwarded-for");
        let lines: Vec<&str> = lines.iter().filter_map(|line| line.to_str().ok()).collect();
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.trusts(client) {
                break;
            }
            let Some(address) = address(hop.trim()) else { break };
            client = address;
        }
        client
    }
}

/// Some proxies write the port too.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.parse::<IpAddr>().ok();
    let found = bare.or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()));
    found.map(|address| address.to_canonical())
}

/// Finds the address once for all that follows.
pub async fn find(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    // Without a connection it is this very process that asks.
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let peer = request.extensions().get::<Peer>().map_or(here, |peer| peer.0);
    let client = Client(proxies.client(peer, request.headers()));
    request.extensions_mut().insert(client);
    next.run(request).await
}

impl Client {
    pub fn of(extensions: &axum::http::Extensions) -> Self {
        let here = Self(IpAddr::V4(Ipv4Addr::LOCALHOST));
        extensions.get::<Self>().copied().unwrap_or(here)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.extensions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_proxies_of_ours_are_believed() {
        let networks = ["127.0.0.0/8", "10.0.0.0/8"].map(|n| n.parse().expect("a network"));
        let proxies = Proxies(networks.to_vec());
        for (peer, forwarded, expected) in [
            ("203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
            ("127.0.0.1", vec![], "127.0.0.1"),
            ("127.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            // What the client itself claims stands left of what our proxy saw.
            ("127.0.0.1", vec!["10.9.9.9, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", vec!["1.1.1.1", "198.51.100.1, 10.1.2.3"], "198.51.100.1"),
            ("127.0.0.1", vec!["198.51.100.1:4711"], "198.51.100.1"),
            ("127.0.0.1", vec!["[2001:db8::1]:4711"], "2001:db8::1"),
            ("127.0.0.1", vec!["nonsense, 10.1.2.3"], "10.1.2.3"),
            ("127.0.0.1", vec!["unknown"], "127.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in &forwarded {
                headers.append("x-forwarded-for", line.parse().expect("a header"));
            }
            let found = proxies.client(peer.parse().expect("an address"), &headers);
            assert_eq!(found.to_string(), expected, "{peer} {forwarded:?}");
        }
    }
}
