//! A server that is killed at any instant loses nothing and reports nothing twice.
//!
//! A hundred times: start on the same data, hand in, kill with SIGKILL after a random while. Then
//! every attempt that was ever acknowledged must be finished, with one report and one end.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Instants at which the server is killed.
const KILLS: u64 = 100;
/// The longest a server lives, in milliseconds: from before its first answer to after a report.
const LIFE: u64 = 600;
const PATIENCE: Duration = Duration::from_mins(2);

struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_greenroom"))
            .args(["serve", "--no-browser", "--port", "0", "--data"])
            .arg(data)
            .env("GREENROOM_CACHE", data.join("cache"))
            .env_remove("GREENROOM_DATABASE")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(process.stderr.take().expect("a pipe")).lines();
        let mut said = Vec::new();
        let line = loop {
            let line = lines.next().and_then(Result::ok);
            let line = line.unwrap_or_else(|| panic!("it did not come up: {said:?}"));
            if line.contains(" is at http") {
                break line;
            }
            said.push(line);
        };
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split(' ').next());
        let port = port.and_then(|port| port.parse().ok()).expect("a port");
        // Whatever it still says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    /// Status and body; `None` when the server is gone.
    fn ask(&self, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        write!(
            stream,
            "{method} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .ok()?;
        let mut text = String::new();
        stream.read_to_string(&mut text).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
    }

    fn kill(mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it ends");
    }
}

/// Hands in until the server is killed; answers the ids that were acknowledged.
fn hand_in(server: &Server, until: Instant) -> Vec<String> {
    let body = serde_json::json!({
        "exercise": "statuscount", "purpose": "submit", "language": "python",
        "files": [{ "name": "main.py", "text": "print('errors 0')" }],
    });
    let mut ids = Vec::new();
    while Instant::now() < until && ids.len() < 3 {
        match server.ask("POST", "/attempts", &body.to_string()) {
            Some((201, text)) => {
                let attempt: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                ids.push(attempt["id"].as_str().expect("an id").to_owned());
            }
            // Enough of them wait; they are judged while the server lives.
            Some((429, _)) => break,
            other => panic!("not handed in: {other:?}"),
        }
    }
    ids
}

#[test]
fn a_hundred_kills_lose_nothing() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let mut acknowledged = Vec::new();
    // A fixed sequence of instants, spread by a generator of Park and Miller.
    let mut random: u64 = 20_261_125;
    for _ in 0..KILLS {
        random = random * 48_271 % 2_147_483_647;
        let server = Server::start(data.path());
        let until = Instant::now() + Duration::from_millis(random % LIFE);
        acknowledged.extend(hand_in(&server, until));
        // Not a wait for something: the instant of death.
        std::thread::sleep(until.saturating_duration_since(Instant::now()));
        server.kill();
    }
    let server = Server::start(data.path());
    let (ends, verdicts) = all_finished(&server, &acknowledged);
    assert!(acknowledged.len() > 50, "{} attempts are too few to tell", acknowledged.len());
    for (id, ends) in ends {
        assert_eq!(ends, 1, "{id} ended {ends} times");
        let (status, report) =
            server.ask("GET", &format!("/attempts/{id}/report"), "").expect("up");
        assert_eq!(status, 200, "{report}");
    }
    let own = server.ask("GET", "/exercises/statuscount", "").expect("up").1;
    let own: serde_json::Value = serde_json::from_str(&own).expect("JSON");
    // An attempt that was being judged at too many of the kills is ended as a judge error, since it
    // might be what kills; those count for nothing.
    let ours = verdicts.iter().filter(|verdict| *verdict == "JE").count();
    assert!(ours * 2 < acknowledged.len(), "{ours} of {} given up", acknowledged.len());
    assert_eq!(own["own"]["attempts"], acknowledged.len() - ours, "each counts once");
    server.kill();
}

/// How often each attempt ended, and how; waits until all have.
fn all_finished(server: &Server, ids: &[String]) -> (BTreeMap<String, usize>, Vec<String>) {
    let begun = Instant::now();
    let (mut ends, mut verdicts) = (BTreeMap::new(), Vec::new());
    for id in ids {
        // The stream ends with the attempt.
        let (status, events) =
            server.ask("GET", &format!("/attempts/{id}/events"), "").expect("it answers");
        assert_eq!(status, 200);
        assert!(begun.elapsed() < PATIENCE, "attempts do not end");
        let attempt = server.ask("GET", &format!("/attempts/{id}"), "").expect("it answers").1;
        let attempt: serde_json::Value = serde_json::from_str(&attempt).expect("JSON");
        assert_eq!(attempt["state"], "finished", "{attempt}");
        verdicts.push(attempt["verdict"].as_str().expect("a verdict").to_owned());
        ends.insert(id.clone(), events.matches("event: finished").count());
    }
    (ends, verdicts)
}
