//! The options of team mode, and what they must not be: an address that lets anybody listen in, a
//! sandbox with a hole. What team mode then does is `server`'s.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context, Result};
use ipnet::IpNet;
use reqwest::Url;
use sandbox::State;
use sandbox::doctor::NEEDED_FOR_OTHERS;
use server::{Cookies, Hosts, Mode, Proxies, Team};

use crate::client::is_loopback;
use crate::commands::Wrong;
use crate::host::{Door, Host, local_url};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "For many people")]
pub struct Options {
    /// Serve many people, each with an account; needs --url
    #[arg(long, env = "GREENROOM_TEAM")]
    pub team: bool,
    /// Address that people open, such as `https://greenroom.example`
    #[arg(long, env = "GREENROOM_URL", value_name = "URL")]
    url: Option<String>,
    /// Address and port to listen on [default: 127.0.0.1 and the port]
    #[arg(long, env = "GREENROOM_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Proxy whose X-Forwarded-For is believed, as an address or a network such as 10.0.0.0/8; may
    /// be given several times [default: with https, this machine]
    #[arg(long = "proxy", env = "GREENROOM_PROXY", value_name = "NETWORK")]
    #[arg(value_delimiter = ',', value_parser = network)]
    proxies: Vec<IpNet>,
    /// Accept that anybody between people and this server can read their passwords and programs,
    /// and act in their name: no TLS
    #[arg(long, env = "GREENROOM_ACCEPT_PLAIN_HTTP")]
    accept_plain_http: bool,
    /// Accept that the programs people hand in may break out: walls of the sandbox are missing, and
    /// what they would keep apart (this machine, its network, other people's work) is then open
    #[arg(long, env = "GREENROOM_ACCEPT_MISSING_WALLS")]
    accept_missing_walls: bool,
}

/// Where and how a server for many is reached.
#[derive(Debug)]
pub struct Plan {
    url: Url,
    /// Where it listens.
    pub listen: SocketAddr,
    proxies: Vec<IpNet>,
    accept_missing_walls: bool,
}

/// A network, or one address as the network of itself.
fn network(text: &str) -> Result<IpNet, String> {
    let one = text.parse::<IpAddr>().map(IpNet::from);
    one.or_else(|_| text.parse())
        .map_err(|_| format!("{text} is no address and no network; write 10.0.0.2 or 10.0.0.0/8"))
}

impl Options {
    /// What was asked for, when it is safe to do; `None` for one person's own server.
    pub fn plan(&self, port: u16) -> Result<Option<Plan>> {
        if self.team {
            return self.team_plan(port).map(Some);
        }
        let idle = [
            ("url", self.url.is_some()),
            ("listen", self.listen.is_some()),
            ("proxy", !self.proxies.is_empty()),
        ];
        match idle.iter().find(|(_, named)| *named) {
            // Not a rule of clap's: what is set in greenroom.toml counts for it as not given.
            Some((name, _)) => Err(Wrong(format!(
                "--{name} is for a server for many people; add --team, or leave it out"
            ))
            .into()),
            None => Ok(None),
        }
    }

    fn team_plan(&self, port: u16) -> Result<Plan> {
        let url = self.url.as_deref().ok_or_else(|| {
            Wrong(
                "--team needs the address that people open: name it with --url, as in --url \
                 https://greenroom.example"
                    .into(),
            )
        })?;
        let url = public(url)?;
        let listen = self.listen.unwrap_or((Ipv4Addr::LOCALHOST, port).into());
        let plain = url.scheme() == "http";
        let stays_here = is_loopback(&url) && listen.ip().is_loopback();
        if plain && !stays_here && !self.accept_plain_http {
            return Err(Wrong(format!(
                "over plain http, anybody between people and {url} reads their passwords and \
                 programs and can act in their name; let a proxy speak TLS and name its https \
                 address with --url, or accept that with --accept-plain-http"
            ))
            .into());
        }
        if !plain && !listen.ip().is_loopback() && self.proxies.is_empty() {
            return Err(Wrong(format!(
                "the proxy that speaks TLS for {url} is on another machine, and without its \
                 address everybody would seem to come from there; name it with --proxy"
            ))
            .into());
        }
        let here =
            || -> Result<Vec<IpNet>> { Ok(vec!["127.0.0.0/8".parse()?, "::1/128".parse()?]) };
        let proxies =
            if self.proxies.is_empty() && !plain { here()? } else { self.proxies.clone() };
        Ok(Plan { url, listen, proxies, accept_missing_walls: self.accept_missing_walls })
    }
}

/// The address people open: a host, a port perhaps, nothing else.
fn public(text: &str) -> Result<Url> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let bare = |url: &Url| {
        url.host_str().is_some_and(|host| !host.is_empty())
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    };
    url.filter(bare).ok_or_else(|| {
        let words = format!(
            "{text} is no address that people open; write https://HOST or https://HOST:PORT"
        );
        Wrong(words).into()
    })
}

impl Plan {
    /// The address that people open, without the slash at its end.
    pub fn url(&self) -> String {
        self.url.as_str().trim_end_matches('/').to_owned()
    }

    /// The address under which this machine's own commands reach it.
    pub fn own_url(&self) -> String {
        let ip = self.listen.ip();
        if ip.is_loopback() || ip.is_unspecified() {
            local_url(self.listen.port())
        } else {
            self.url()
        }
    }

    /// How the server answers.
    pub fn door(&self) -> Result<Door> {
        let host = self.url.host_str().context("the address has a host")?;
        let host = match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        let cookies = if self.url.scheme() == "https" { Cookies::Secure } else { Cookies::Plain };
        let team = Team::new(cookies, Proxies(self.proxies.clone()));
        Ok(Door {
            mode: Mode::Team(Arc::new(team)),
            url: self.url(),
            hosts: Hosts::Public { host, origin: self.url(), port: self.listen.port() },
        })
    }

    /// Attacks the sandbox, and refuses to open it to others when a wall they need is missing.
    pub async fn examine(&self, host: &Host) -> Result<()> {
        let walls = host.app.dispatch.examination().await?.walls;
        let missing: Vec<_> = walls
            .iter()
            .filter(|wall| wall.state == State::Missing)
            // Without a container there is no wall at all.
            .filter(|wall| NEEDED_FOR_OTHERS.contains(&wall.name) || wall.name == "container")
            .map(|wall| format!("{} ({}; {})", wall.name, wall.detail, wall.remedy))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.join(", ");
        if self.accept_missing_walls {
            eprintln!("Walls are missing, and you accept what that risks: {missing}.");
            return Ok(());
        }
        Err(Wrong(format!(
            "programs of other people could break out here, because walls are missing: {missing}; \
             mend that and look with `greenroom doctor`, or accept it with --accept-missing-walls"
        ))
        .into())
    }

    /// The link for the first administrator goes to standard output, which is not the log.
    pub async fn invite_first(&self, host: &Host) -> Result<()> {
        let link = server::api::first_administrator(&host.app).await;
        let Some(link) = link.map_err(|problem| anyhow::anyhow!(problem.detail))? else {
            return Ok(());
        };
        crate::commands::print(&format!(
            "Nobody administers this server yet. Whoever accepts at this link becomes its first\n\
             administrator. It works once, for a day, and the next start makes another:\n\n  \
             {link}\n"
        ))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, clap::Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }

    fn plan(args: &str) -> Result<Plan> {
        let args = std::iter::once("serve").chain(args.split_whitespace());
        let plan = Line::try_parse_from(args)?.options.plan(7300)?;
        plan.context("one person's own")
    }

    #[test]
    fn what_is_unsafe_is_refused_and_says_why() {
        for (args, words) in [
            ("--team", "needs the address"),
            ("--team --url greenroom.example", "no address that people open"),
            ("--team --url https://green.example/room", "no address that people open"),
            ("--team --url https://me:secret@green.example", "no address that people open"),
            ("--team --url ftp://green.example", "no address that people open"),
            ("--team --url http://green.example", "reads their passwords"),
            ("--team --url http://127.0.0.1:7300 --listen 0.0.0.0:7300", "reads their passwords"),
            ("--team --url https://green.example --listen 0.0.0.0:7300", "name it with --proxy"),
            ("--team --url https://green.example --proxy nearby", "no address and no network"),
            ("--url https://green.example", "--team"),
        ] {
            let error = plan(args).expect_err(args).to_string();
            assert!(error.contains(words), "{args}: {error}");
        }
    }

    #[test]
    fn what_is_safe_or_accepted_is_planned() {
        for (args, own, proxies) in [
            ("--team --url https://green.example", "http://127.0.0.1:7300", 2),
            ("--team --url http://localhost:7300", "http://127.0.0.1:7300", 0),
            (
                "--team --url http://10.0.0.5 --accept-plain-http --listen 10.0.0.5:80",
                "http://10.0.0.5",
                0,
            ),
            (
                "--team --url https://green.example:8443 --listen 0.0.0.0:80 --proxy 10.0.0.2,10.1.0.0/16",
                "http://127.0.0.1:80",
                2,
            ),
        ] {
            let plan = plan(args).expect(args);
            assert_eq!((plan.own_url().as_str(), plan.proxies.len()), (own, proxies), "{args}");
        }
        let door = plan("--team --url https://green.example:8443").and_then(|plan| plan.door());
        let Hosts::Public { host, origin, port } = door.expect("sound").hosts else {
            panic!("a server for many has a public name")
        };
        assert_eq!((host.as_str(), port), ("green.example:8443", 7300));
        assert_eq!(origin, "https://green.example:8443");
    }
}
