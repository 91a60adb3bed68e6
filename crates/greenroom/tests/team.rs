//! A server for many people, as whoever hosts it starts it, and the command line as its client.

mod support;

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use support::{Answer, Folder};

/// How long a program of ours may take for one line; the sandbox is attacked before the first.
const PATIENCE: Duration = Duration::from_mins(1);
const PASSWORD: &str = "a green room of one's own";

/// A server that ends with the test.
struct Server {
    child: Child,
    said: Receiver<String>,
    logged: Receiver<String>,
    url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended cannot be killed.
        let _killed = self.child.kill();
        let _status = self.child.wait();
    }
}

impl Server {
    fn start(folder: &Folder, port: u16) -> Self {
        Self::start_with(folder, port, &[])
    }

    fn start_with(folder: &Folder, port: u16, more: &[&str]) -> Self {
        let url = format!("http://127.0.0.1:{port}");
        let port = port.to_string();
        let arguments = ["serve", "--team", "--url", &url, "--port", &port];
        let mut command = folder.command(".", &[&arguments[..], more].concat());
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let said = lines(child.stdout.take().expect("it is piped"));
        let logged = lines(child.stderr.take().expect("it is piped"));
        let server = Self { child, said, logged, url };
        line(&server.logged, "Greenroom is at ");
        server
    }
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

/// The next line with these words.
fn line(lines: &Receiver<String>, words: &str) -> String {
    let mut seen = Vec::new();
    loop {
        match lines.recv_timeout(PATIENCE) {
            Ok(line) if line.contains(words) => return line,
            Ok(line) => seen.push(line),
            Err(error) => panic!("no {words:?} ({error}) in {seen:#?}"),
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("it is bound").port()
}

/// Sends JSON; answers JSON and the cookie, where there is one.
fn send(url: &str, cookie: &str, body: &Value) -> (Value, String) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let request = client.post(url).header("cookie", cookie).json(body);
        let response = request.send().await.expect("an answer");
        let cookie = response.headers().get("set-cookie").and_then(|value| value.to_str().ok());
        let cookie = cookie.and_then(|line| line.split(';').next()).unwrap_or_default().to_owned();
        (response.json().await.expect("JSON"), cookie)
    })
}

fn check(answer: &Answer, status: i32, words: &str) {
    let all = format!("{}{}", answer.stdout, answer.stderr);
    assert_eq!(answer.status, status, "{all}");
    assert!(all.contains(words), "{words:?} is not in {all}");
}

#[test]
fn an_administrator_comes_by_the_link_and_works_with_a_token() {
    let folder = Folder::new(&[]);
    let port = free_port();
    let server = Server::start(&folder, port);
    let first = line(&server.said, "/invitations/");
    drop(server);
    let server = Server::start(&folder, port);
    let link = line(&server.said, "/invitations/");
    assert_ne!(first, link, "each start makes one of its own");
    let api = format!("{}/api/v1", server.url);
    let accept = |link: &str| {
        let secret = link.trim().rsplit('/').next().expect("a secret");
        let body = json!({
            "invitation": secret, "name": "Ada", "email": "ada@example.org", "password": PASSWORD,
        });
        send(&format!("{api}/accounts"), "", &body)
    };
    assert_eq!(accept(&first).0["status"], 404);
    let (session, cookie) = accept(&link);
    assert_eq!(session["account"]["role"], "admin", "{session}");
    let wanted = json!({ "name": "laptop", "scopes": ["read", "write"] });
    let (token, _) = send(&format!("{api}/tokens"), &cookie, &wanted);
    let secret = token["secret"].as_str().expect("a secret");

    // The data folder is served: the command asks the server, which asks who it is.
    check(&folder.greenroom(&["list"]), 2, "does not know you");
    check(&folder.greenroom(&["login", &server.url, "--token", "gr_wrong"]), 2, "does not accept");
    check(&folder.greenroom(&["login", &server.url, "--token", secret]), 0, "as Ada");
    check(&folder.greenroom(&["list"]), 0, "statuscount");
    check(&folder.greenroom(&["start", "statuscount", "--language", "python3"]), 0, "statuscount");
    check(&folder.greenroom_in("statuscount", &["status"]), 0, "Status codes");

    // Once there is an administrator, a start makes no link.
    drop(server);
    let server = Server::start(&folder, port);
    let client = folder.greenroom(&["list", "--json"]);
    assert_eq!(client.status, 0, "{}", client.stderr);
    assert_eq!(server.said.try_iter().collect::<Vec<_>>(), Vec::<String>::new());
    drop(server);
    let server = Server::start_with(&folder, port, &["--admin-link"]);
    line(&server.said, "/invitations/");
}

#[test]
fn what_is_unsafe_does_not_start() {
    let folder = Folder::new(&[]);
    for (args, words) in [
        (&["serve", "--team"][..], "needs the address that people open"),
        (&["serve", "--team", "--url", "http://green.example"], "--accept-plain-http"),
        (&["serve", "--url", "https://green.example"], "--team"),
    ] {
        check(&folder.greenroom(args), 2, words);
    }
}
