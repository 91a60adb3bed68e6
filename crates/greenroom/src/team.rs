//! The options of team mode, and what they must not be: an address that lets anybody listen in, a
//! sandbox with a hole. What team mode then does is `server`'s.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use ipnet::IpNet;
use reqwest::Url;
use sandbox::State;
use sandbox::doctor::NEEDED_FOR_OTHERS;
use server::oidc::{self, Provider, SignUp};
use server::{Cookies, Hosts, Mode, Proxies, Team};

use crate::client::is_loopback;
use crate::commands::Wrong;
use crate::host::{Door, Host, local_url};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "For many people")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
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
    /// Print a link for one more administrator, as when the only one is locked out
    #[arg(long)]
    admin_link: bool,
    /// Accept that anybody between people and this server can read their passwords and programs,
    /// and act in their name: no TLS
    #[arg(long, env = "GREENROOM_ACCEPT_PLAIN_HTTP")]
    accept_plain_http: bool,
    /// Accept that the programs people hand in may break out: walls of the sandbox are missing, and
    /// what they would keep apart (this machine, its network, other people's work) is then open
    #[arg(long, env = "GREENROOM_ACCEPT_MISSING_WALLS")]
    accept_missing_walls: bool,
    #[command(flatten)]
    oidc: Elsewhere,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Signing in with an identity provider (OpenID Connect)")]
struct Elsewhere {
    /// Address of the provider, as it calls itself; the callback to register there is
    /// URL/api/v1/session/oidc/callback
    #[arg(long = "oidc-issuer", env = "GREENROOM_OIDC_ISSUER", value_name = "URL")]
    issuer: Option<String>,
    /// What the provider calls this server
    #[arg(long = "oidc-client", env = "GREENROOM_OIDC_CLIENT", value_name = "ID")]
    client: Option<String>,
    /// File with the secret that the provider gave this server
    #[arg(long = "oidc-secret-file", env = "GREENROOM_OIDC_SECRET_FILE", value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// What people call the provider
    #[arg(
        long = "oidc-name",
        env = "GREENROOM_OIDC_NAME",
        value_name = "NAME",
        default_value = "your company"
    )]
    name: String,
    /// Whoever the provider knows may come in as a member; otherwise they need an invitation for
    /// their verified mail address
    #[arg(long = "oidc-sign-up", env = "GREENROOM_OIDC_SIGN_UP")]
    sign_up: bool,
}

/// Bytes of a secret.
const SECRET_BYTES: u64 = 4096;

impl Elsewhere {
    fn settings(&self) -> Result<Option<oidc::Settings>> {
        let Some(issuer) = &self.issuer else {
            if self.client.is_some() || self.secret_file.is_some() || self.sign_up {
                return Err(Wrong("name the identity provider with --oidc-issuer".into()).into());
            }
            return Ok(None);
        };
        let url = Url::parse(issuer).ok().filter(Url::has_host);
        let url = url.ok_or_else(|| Wrong(format!("{issuer} is no address of a provider")))?;
        if url.scheme() != "https" && !is_loopback(&url) {
            let words = format!("{issuer} must be https: anybody on the way could let anybody in");
            return Err(Wrong(words).into());
        }
        let client_id = self.client.clone().ok_or_else(|| {
            Wrong("the provider knows this server by a name: give it with --oidc-client".into())
        })?;
        let secret = self.secret_file.as_deref().map(read_secret).transpose()?;
        Ok(Some(oidc::Settings {
            issuer: issuer.clone(),
            client_id,
            client_secret: secret,
            name: self.name.clone(),
            sign_up: if self.sign_up { SignUp::Anybody } else { SignUp::Invited },
        }))
    }
}

/// A secret is in a file rather than an option: options are seen by every process of the machine.
fn read_secret(path: &Path) -> Result<String> {
    let shown = path.display();
    let wrong = |why: String| Wrong(format!("{shown} holds no secret: {why}"));
    let file = std::fs::File::open(path).map_err(|error| wrong(error.to_string()))?;
    let mut text = String::new();
    file.take(SECRET_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(|error| wrong(error.to_string()))?;
    let secret = text.trim();
    if secret.is_empty() || text.len() as u64 > SECRET_BYTES {
        return Err(wrong(format!("it has from 1 to {SECRET_BYTES} bytes")).into());
    }
    Ok(secret.to_owned())
}

/// Where and how a server for many is reached.
#[derive(Debug)]
pub struct Plan {
    url: Url,
    /// Where it listens.
    pub listen: SocketAddr,
    proxies: Vec<IpNet>,
    accept_missing_walls: bool,
    admin_link: bool,
    oidc: Option<oidc::Settings>,
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
            ("oidc-issuer", self.oidc.issuer.is_some()),
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
        let oidc = self.oidc.settings()?;
        Ok(Plan {
            url,
            listen,
            proxies,
            accept_missing_walls: self.accept_missing_walls,
            admin_link: self.admin_link,
            oidc,
        })
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
        let provider = self.oidc.clone().map(|settings| Provider::new(settings, &self.url()));
        let provider = provider.transpose().map_err(|wrong| Wrong(wrong.to_string()))?;
        let team = Team::new(cookies, Proxies(self.proxies.clone()), provider);
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

    /// The link for the first administrator, or for one more, goes to standard output, which is not
    /// the log.
    pub async fn invite_administrator(&self, host: &Host) -> Result<()> {
        let wrong = |problem: server::problem::Problem| anyhow::anyhow!(problem.detail);
        let first = server::api::first_administrator(&host.app).await.map_err(wrong)?;
        let (why, link) = match first {
            Some(link) => ("Nobody administers this server yet", link),
            None if self.admin_link => {
                let link = server::api::another_administrator(&host.app).await.map_err(wrong)?;
                ("As you asked", link)
            }
            None => return Ok(()),
        };
        crate::commands::print(&format!(
            "{why}: whoever accepts at this link becomes an administrator. It works once, for\na \
             day, and ends at the next start:\n\n  {link}\n"
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
            ("--team --url https://g.example --oidc-issuer http://id.example", "must be https"),
            ("--team --url https://g.example --oidc-issuer https://id.example", "--oidc-client"),
            ("--team --url https://g.example --oidc-client x", "--oidc-issuer"),
            (
                "--team --url https://g.example --oidc-issuer https://id.example --oidc-client x \
                 --oidc-secret-file /nowhere/at/all",
                "holds no secret",
            ),
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
