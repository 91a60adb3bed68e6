//! What every handler has: store, dispatch, library, settings. Clones share everything.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use dispatch::Dispatch;
use exercise::Library;
use metrics_exporter_prometheus::PrometheusHandle;
use store::Store;
use tokio::sync::watch;

use crate::http::client::Proxies;
use crate::http::cookie::Cookies;
use crate::http::guard::Hosts;
use crate::http::idempotency::UnderWay;
use crate::limits::Limits;
use crate::oidc::Provider;
use crate::password::Passwords;
use crate::problem::{Problem, Result};

/// How the server is run.
#[derive(Clone, Debug)]
pub struct Settings {
    pub mode: Mode,
    /// Where people reach it, without a slash at the end, such as `http://127.0.0.1:7300`.
    pub url: String,
    pub hosts: Hosts,
    /// Shown on the host page.
    pub data: PathBuf,
}

#[derive(Clone, Debug)]
pub enum Mode {
    /// One person, no login, loopback only.
    Local,
    /// Many people with accounts.
    Team(Arc<Team>),
}

/// What only a host for many people has.
#[derive(Debug)]
pub struct Team {
    pub cookies: Cookies,
    /// Whose `X-Forwarded-For` is believed.
    pub proxies: Proxies,
    pub passwords: Passwords,
    pub limits: Limits,
    /// Where else people can sign in.
    pub oidc: Option<Provider>,
}

impl Mode {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Team(_) => "team",
        }
    }
}

impl Team {
    pub fn new(cookies: Cookies, proxies: Proxies, oidc: Option<Provider>) -> Self {
        let (passwords, limits) = (Passwords::default(), Limits::default());
        Self { cookies, proxies, passwords, limits, oidc }
    }
}

#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub store: Store,
    pub dispatch: Dispatch,
    pub library: Arc<Library>,
    pub settings: Settings,
    pub metrics: Option<PrometheusHandle>,
    pub started: Instant,
    /// Requests under way that carry an idempotency key.
    pub under_way: UnderWay,
    /// Becomes true when the server stops: streams end then.
    pub stopping: watch::Receiver<bool>,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// What only team mode has; in local mode there is no such thing.
    pub fn team(&self) -> Result<&Team> {
        match &self.settings.mode {
            Mode::Team(team) => Ok(team),
            Mode::Local => Err(Problem::local_mode()),
        }
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
