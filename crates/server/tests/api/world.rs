//! A server in this process with a database of its own, and one door to it: `ask`.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::response::Parts;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use dispatch::Dispatch;
use exercise::competency::CompetencyMap;
use exercise::{Library, Origin};
use http_body_util::BodyExt;
use judge::Judge;
use sandbox::Sandbox;
use serde_json::Value;
use server::oidc::Provider;
use server::{App, Cookies, Hosts, Mode, Proxies, Settings, Team, UnderWay};
use store::{Location, Store};
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tower::ServiceExt;

pub const PORT: u16 = 7300;
/// Nothing here takes longer, even on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct World {
    runtime: Runtime,
    router: Router,
    dispatch: Dispatch,
    pub app: App,
    /// Ends streams when dropped.
    _stop: watch::Sender<bool>,
    _data: tempfile::TempDir,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl World {
    /// One person on their own machine.
    pub fn local() -> Self {
        Self::of(Mode::Local)
    }

    /// A host for many, behind a proxy on this machine whose `X-Forwarded-For` is believed.
    pub fn team() -> Self {
        Self::team_with(None)
    }

    /// The same with an identity provider.
    pub fn team_with(provider: Option<Provider>) -> Self {
        let proxies = Proxies(vec!["127.0.0.0/8".parse().expect("a network")]);
        Self::of(Mode::Team(Arc::new(Team::new(Cookies::Plain, proxies, provider))))
    }

    pub fn of(mode: Mode) -> Self {
        let runtime = Runtime::new().expect("threads");
        let data = tempfile::tempdir().expect("a temporary folder");
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let map = std::fs::read_to_string(content.join("competencies.toml")).expect("the map");
        let library = Library::new(CompetencyMap::parse(&map).expect("sound"));
        for name in ["statuscount", "lrucache", "memdb"] {
            let path = content.join("exercises/program").join(name);
            library.add(&path, Origin::Library).expect("a sound package");
        }
        let library = Arc::new(library);
        let (stop, stopping) = watch::channel(false);
        let (app, dispatch) = runtime.block_on(async {
            let location = Location::Sqlite(data.path().join("greenroom.db"));
            let store = Store::open(&location).await.expect("a database");
            let sandbox = Sandbox::open(sandbox::Config::default()).expect("a sandbox");
            let config = judge::Config { slots: 1, ..judge::Config::default() };
            let judge = Judge::new(sandbox.clone(), config).expect("a judge");
            let work = dispatch::Config { slots: 2, apart: false, alone: true };
            let library_too = Arc::clone(&library);
            let dispatch = Dispatch::start(store.clone(), library_too, &sandbox, judge, work)
                .await
                .expect("workers");
            let app = App::new(server::Parts {
                store,
                dispatch: dispatch.clone(),
                library,
                settings: Settings {
                    mode,
                    url: format!("http://127.0.0.1:{PORT}"),
                    hosts: Hosts::Local { port: PORT },
                    data: data.path().to_owned(),
                },
                metrics: None,
                started: Instant::now(),
                under_way: UnderWay::default(),
                stopping,
            });
            (app, dispatch)
        });
        let router = server::router(app.clone());
        Self { runtime, router, dispatch, app, _stop: stop, _data: data }
    }

    /// Looks into the store behind the server, or changes what no request can.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    pub fn stop(&self) {
        self.runtime.block_on(self.dispatch.stop());
    }

    /// One request with any headers; a body is JSON unless a header says otherwise.
    pub fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.ask_bytes(method, path, headers, body.as_bytes())
    }

    /// The same with any bytes as the body.
    pub fn ask_bytes(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let (parts, bytes) = self.exchange(method, path, headers, body);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// The same with the bytes of the answer.
    pub fn ask_raw(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> (StatusCode, Bytes) {
        let (parts, bytes) = self.exchange(method, path, headers, body);
        (parts.status, bytes)
    }

    fn exchange(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> (Parts, Bytes) {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", format!("127.0.0.1:{PORT}"));
        }
        if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_vec())).expect("a request");
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let answer = async {
                let response = router.oneshot(request).await.expect("an answer");
                let (parts, body) = response.into_parts();
                (parts, body.collect().await.expect("a body").to_bytes())
            };
            tokio::time::timeout(PATIENCE, answer).await.expect("it answers in time")
        })
    }

    pub fn get(&self, path: &str) -> Value {
        let answer = self.ask(Method::GET, path, &[], "");
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.json()
    }

    pub fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.ask(method, path, &[], &body.to_string())
    }

    /// Follows an attempt to its end: event names and data, with their numbers.
    pub fn events(&self, id: &str, after: u64) -> Vec<(u64, String, Value)> {
        self.events_of(&format!("/api/v1/attempts/{id}/events"), after)
    }

    /// The same for any stream.
    pub fn events_of(&self, path: &str, after: u64) -> Vec<(u64, String, Value)> {
        let after = after.to_string();
        let answer = self.ask(Method::GET, path, &[("last-event-id", &after)], "");
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.text.split("\n\n").filter(|block| block.contains("event:")).map(event).collect()
    }
}

fn event(block: &str) -> (u64, String, Value) {
    let line = |name: &str| {
        let found = block.lines().find_map(|line| line.strip_prefix(name));
        found.unwrap_or_else(|| panic!("no {name} in {block}")).trim().to_owned()
    };
    let data = serde_json::from_str(&line("data:")).expect("JSON");
    (line("id:").parse().expect("a number"), line("event:"), data)
}
