//! Export and import of what a person owns.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::Test;
use super::world::World;

pub const TESTS: &[Test] = &[
    ("archives: what goes out comes back in, once", there_and_back),
    ("archives: what is no archive is refused", refused),
];

const EXPORT: &str = "/api/v1/account/export";
const IMPORTS: &str = "/api/v1/account/imports";
const ZIP: (&str, &str) = ("content-type", "application/zip");

fn there_and_back(world: &World) {
    let note = "/api/v1/notes/statuscount";
    world.send(Method::PUT, note, &json!({ "text": "count by *class*" }));
    let draft = "/api/v1/drafts/statuscount/python3";
    let files = json!({ "files": [{ "name": "main.py", "text": "print(1)" }] });
    world.send(Method::PUT, draft, &files);
    world.send(Method::PATCH, "/api/v1/settings", &json!({ "theme": "dark" }));

    let archive = world.ask_raw(Method::GET, EXPORT, &[("accept-encoding", "gzip, br")], &[]);
    assert_eq!(archive.0, StatusCode::OK);
    assert!(archive.1.starts_with(b"PK"), "a zip, not compressed again");

    let elsewhere = World::local();
    let take = || elsewhere.ask_bytes(Method::POST, IMPORTS, &[ZIP], &archive.1);
    let first = take();
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    let counts = first.json();
    let created = &counts["created"];
    assert_eq!(
        (&created["notes"], &created["drafts"], &created["settings"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(elsewhere.get(note)["text"], "count by *class*");
    assert_eq!(elsewhere.get(draft)["files"][0]["text"], "print(1)");
    assert_eq!(elsewhere.get("/api/v1/settings")["theme"], "dark");
    let second = take().json();
    assert_eq!((&second["created"]["notes"], &second["skipped"]["notes"]), (&json!(0), &json!(1)));
    elsewhere.stop();
}

fn refused(world: &World) {
    for (what, headers, body, status) in [
        ("JSON", vec![], &b"{}"[..], 415),
        ("no zip", vec![ZIP], b"PK\x03\x04", 422),
        ("nothing", vec![ZIP], b"", 422),
    ] {
        let answer = world.ask_bytes(Method::POST, IMPORTS, &headers, body);
        assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.text);
        assert!(answer.json()["detail"].as_str().is_some_and(|d| d.len() > 20), "{}", answer.text);
    }
    // Larger than what is held for a key: it is read all the same, and then refused for what it is.
    let large = vec![0; 65 << 20];
    let length = large.len().to_string();
    let headers = [ZIP, ("idempotency-key", "a"), ("content-length", &length)];
    let answer = world.ask_bytes(Method::POST, IMPORTS, &headers, &large);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
}
