//! The command line as a client: asks the API, and nothing else.
//!
//! Theory of operation. [`Client::open`] finds whom to ask: the server named, else the one that the
//! exercise's folder names, else the data folder of this machine, else the server signed in to. A
//! data folder that is served is asked through its port; one that nobody serves is opened for as
//! long as the command lasts, and its API is called in this process. A request and an answer are
//! the same types either way, so that no command can tell the difference.

mod address;
mod answer;
mod attempt;
mod events;
mod login;
mod model;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue};
use reqwest::{Body, Method, Request, Response, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::ServiceExt;

pub use address::{is_loopback, server_address};
pub use answer::Refusal;
pub use attempt::{Handed, hand_in};
pub use login::Logins;
pub use model::{
    Attempt, AttemptRequest, Exercise, ExerciseFile, ExerciseSummary, File, Files, Language, Page,
    Sample, Session, Settings,
};

use crate::commands::Wrong;
use crate::host::{self, Door, Host, Lock, Place, Taken, Work};
use crate::settings::data_folder;

/// Whom to ask.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Reach {
    /// A server instead of this machine's data folder
    #[arg(long, env = "GREENROOM_SERVER", value_name = "URL")]
    pub server: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

/// What the folder of an exercise remembers about where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The server; absent for this machine's data folder.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub server: Option<String>,
    /// The data folder, where it is not the usual one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub data: Option<PathBuf>,
}

impl Source {
    /// This machine's usual data folder.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

pub struct Client {
    transport: Transport,
    base: Url,
    token: Option<String>,
    source: Source,
}

enum Transport {
    /// A server, on this machine or another.
    Http(reqwest::Client),
    /// The API of a data folder that this process has opened.
    Inside(Box<Host>),
}

/// The port that the API is asked under when no port is open.
const INSIDE_PORT: u16 = 7300;
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// Silence after which a connection is given up; event streams show life every 15 seconds.
const SILENCE: Duration = Duration::from_mins(1);
/// How long another command may keep the data folder: as long as a slow exercise is judged.
const BUSY: Duration = Duration::from_mins(2);
/// How often a busy folder is looked at.
const LOOK: Duration = Duration::from_millis(50);

impl Client {
    /// Finds whom to ask. `folder` is what the exercise's folder says, when there is one.
    pub async fn open(reach: &Reach, folder: Option<&Source>) -> Result<Self> {
        let logins = Logins::read()?;
        if let Some(server) = &reach.server {
            let base = server_address(server)?;
            // Only for the server named beside it: a folder must not choose where a token goes.
            return match std::env::var("GREENROOM_TOKEN") {
                Ok(token) if !token.is_empty() => Self::with_token(base, Some(token)),
                _ => Self::remote(base, &logins),
            };
        }
        if reach.place.is_usual() {
            if let Some(server) = folder.and_then(|folder| folder.server.as_ref()) {
                let url = server_address(server)?;
                // A folder that came from elsewhere must not send programs to a stranger.
                if logins.of(&url).is_none() && !is_loopback(&url) {
                    return Err(Wrong(format!(
                        "this folder belongs to {url}, where you are not signed in; \
                         `greenroom login {url}` signs in"
                    ))
                    .into());
                }
                return Self::remote(url, &logins);
            }
            if folder.is_none()
                && let Some(login) = logins.usual()
            {
                return Self::remote(server_address(&login.server)?, &logins);
            }
        }
        Self::local(&reach.place, folder, &logins).await
    }

    /// A server, with the token that was kept for it.
    fn remote(base: Url, logins: &Logins) -> Result<Self> {
        let token = logins.of(&base).map(|login| login.token.clone());
        Self::with_token(base, token)
    }

    pub fn with_token(base: Url, token: Option<String>) -> Result<Self> {
        let source = Source { server: Some(plain(&base)), data: None };
        Ok(Self { transport: Transport::Http(http(&base)?), base, token, source })
    }

    async fn local(place: &Place, folder: Option<&Source>, logins: &Logins) -> Result<Self> {
        let mut place = place.clone();
        if place.is_usual()
            && let Some(data) = folder.and_then(|folder| folder.data.as_ref())
        {
            if !data.join("lock").is_file() {
                let shown = data.display();
                let words = format!(
                    "{shown}, which this folder belongs to, is no data folder; \
                     name the right one with --data"
                );
                return Err(Wrong(words).into());
            }
            place.data = Some(data.clone());
        }
        let data = data_folder(place.data.as_deref())?;
        let source = Source {
            server: None,
            data: match &place.data {
                Some(data) if !place.is_usual() => Some(std::path::absolute(data)?),
                _ => None,
            },
        };
        match taken(&data).await? {
            Taken::Served(address) => {
                let base = server_address(&address)?;
                if !is_loopback(&base) {
                    let (data, address) = (data.display(), plain(&base));
                    return Err(Wrong(format!(
                        "{data} is served at {address}; sign in with `greenroom login {address}` \
                         and name it with --server"
                    ))
                    .into());
                }
                // A server for many asks its own machine for a token too.
                let token = logins.of(&base).map(|login| login.token.clone());
                Ok(Self { transport: Transport::Http(http(&base)?), base, token, source })
            }
            Taken::Free(lock) => {
                let started = Instant::now();
                let door = Door::local(INSIDE_PORT);
                let work = Work { slots: None, door, metrics: None, started };
                let host = Host::open(lock, &place, work).await?;
                let base = server_address(&host::local_url(INSIDE_PORT))?;
                Ok(Self { transport: Transport::Inside(Box::new(host)), base, token: None, source })
            }
            Taken::Busy => Err(Wrong(format!(
                "another greenroom command works on {}; wait until it has ended",
                data.display()
            ))
            .into()),
        }
    }

    /// Ends it. Without this, a data folder's work is taken up again when it is next opened.
    pub async fn close(self) {
        if let Transport::Inside(host) = self.transport {
            host.close().await;
        }
    }

    /// What a folder made now remembers.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The address of a page; `None` when no server shows pages.
    pub fn page(&self, segments: &[&str]) -> Option<Url> {
        let served = matches!(self.transport, Transport::Http(_));
        served.then(|| address::below(&self.base, segments))
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &[&str]) -> Result<T> {
        self.search(path, &[]).await
    }

    /// A GET with a query.
    pub async fn search<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<T> {
        let mut request = self.request(Method::GET, path);
        if !query.is_empty() {
            request.url_mut().query_pairs_mut().extend_pairs(query);
        }
        answer::json(self.send(request).await?, &self.base).await
    }

    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &[&str],
        body: &impl Serialize,
    ) -> Result<T> {
        let mut request = self.request(Method::POST, path);
        *request.body_mut() = Some(Body::from(serde_json::to_vec(body)?));
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
        answer::json(self.send(request).await?, &self.base).await
    }

    /// The bytes of a file.
    pub async fn file(&self, path: &[&str]) -> Result<Vec<u8>> {
        answer::bytes(self.send(self.request(Method::GET, path)).await?).await
    }

    /// Writes the bytes of a large answer into a new file; how many there are.
    pub async fn download(&self, path: &[&str], to: &std::path::Path) -> Result<u64> {
        let response = self.send(self.request(Method::GET, path)).await?;
        answer::file(response, to).await
    }

    /// A POST of a zip.
    pub async fn upload<T: DeserializeOwned>(
        &self,
        path: &[&str],
        file: tokio::fs::File,
    ) -> Result<T> {
        let mut request = self.request(Method::POST, path);
        *request.body_mut() = Some(Body::from(file));
        let zip = HeaderValue::from_static("application/zip");
        request.headers_mut().insert(CONTENT_TYPE, zip);
        answer::json(self.send(request).await?, &self.base).await
    }

    fn request(&self, method: Method, path: &[&str]) -> Request {
        let mut segments = vec!["api", "v1"];
        segments.extend(path);
        Request::new(method, address::below(&self.base, &segments))
    }

    async fn send(&self, mut request: Request) -> Result<Response> {
        if let Some(token) = &self.token {
            let value = HeaderValue::try_from(format!("Bearer {token}"));
            let mut value =
                value.map_err(|_| Wrong("the token is no token; sign in again".into()))?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        let response = match &self.transport {
            Transport::Http(client) => client.execute(request).await.map_err(|error| {
                anyhow::Error::new(error.without_url()).context(format!(
                    "{} does not answer; check the address and whether the server runs",
                    plain(&self.base)
                ))
            })?,
            Transport::Inside(host) => inside(host, request).await?,
        };
        answer::accepted(response, &self.base).await
    }
}

/// Calls the API in this process.
async fn inside(host: &Host, mut request: Request) -> Result<Response> {
    let name = HeaderValue::try_from(format!("127.0.0.1:{INSIDE_PORT}"))?;
    request.headers_mut().insert(HOST, name);
    let request = axum::http::Request::<Body>::try_from(request)?;
    let response = match server::router(host.app.clone()).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    Ok(Response::from(response.map(|body| Body::wrap_stream(body.into_data_stream()))))
}

/// Waits for a busy folder for a while.
async fn taken(data: &std::path::Path) -> Result<Taken> {
    let since = Instant::now();
    loop {
        match Lock::take(data)? {
            Taken::Busy if since.elapsed() < BUSY => tokio::time::sleep(LOOK).await,
            taken => return Ok(taken),
        }
    }
}

fn http(base: &Url) -> Result<reqwest::Client> {
    // The second client of a process finds it installed.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("greenroom/", env!("CARGO_PKG_VERSION")));
    if is_loopback(base) {
        builder = builder.no_proxy();
    }
    builder.build().context("connections cannot be made")
}

/// Without the slash at its end.
fn plain(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}
