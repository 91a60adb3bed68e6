//! What the server keeps for a person: drafts, notes, settings, hints.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::Test;
use crate::world::World;

pub const TESTS: &[Test] = &[
    ("drafts_know_their_revision", drafts),
    ("notes_are_rendered_safely", notes),
    ("settings_change_one_by_one", settings),
    ("hints_open_in_order_and_count", hints),
    ("statements_show_maths_and_samples", statement),
    ("formatting_says_what_is_missing", format),
];

fn drafts(world: &World) {
    let path = "/api/v1/drafts/statuscount/python";
    assert_eq!(world.ask(Method::GET, path, &[], "").status, StatusCode::NOT_FOUND);
    let draft = |text: &str| json!({ "files": [{ "name": "main.py", "text": text }] }).to_string();
    let put = |revision: &str, text: &str| {
        world.ask(Method::PUT, path, &[("if-match", revision)], &draft(text))
    };
    assert_eq!(put("\"0\"", "a").json()["revision"], 1);
    assert_eq!(put("\"1\"", "b").json()["revision"], 2);
    assert_eq!(put("\"1\"", "c").status, StatusCode::PRECONDITION_FAILED);
    let found = world.get(path);
    assert_eq!((&found["files"][0]["text"], &found["language"]), (&json!("b"), &json!("python3")));
    assert_eq!(world.get("/api/v1/exercises/statuscount")["own"]["state"], "started");
    assert_eq!(world.get("/api/v1/drafts")["items"][0]["exercise"], "statuscount");
    assert_eq!(world.ask(Method::DELETE, path, &[], "").status, StatusCode::NO_CONTENT);
    assert_eq!(world.get("/api/v1/exercises/statuscount")["own"]["state"], "new");
}

fn notes(world: &World) {
    let path = "/api/v1/notes/statuscount";
    assert_eq!(world.get(path)["revision"], 0);
    let text = "**bold** <script>alert(1)</script> [x](javascript:alert(1))";
    let saved = world.send(Method::PUT, path, &json!({ "text": text })).json();
    let html = saved["html"].as_str().unwrap_or_default();
    assert!(html.contains("<strong>bold</strong>"), "{html}");
    assert!(!html.contains("script"), "{html}");
    assert_eq!(world.get(path)["text"], text);
}

fn settings(world: &World) {
    let change = json!({ "theme": "dark", "language": "go", "time_zone": "Asia/Tokyo" });
    let saved = world.send(Method::PATCH, "/api/v1/settings", &change).json();
    assert_eq!((&saved["theme"], &saved["keymap"]), (&json!("dark"), &json!("default")));
    let cleared = world.send(Method::PATCH, "/api/v1/settings", &json!({ "language": null }));
    assert_eq!(cleared.json()["language"], Value::Null);
    assert_eq!(world.get("/api/v1/settings")["time_zone"], "Asia/Tokyo");
}

fn hints(world: &World) {
    let path = "/api/v1/exercises/statuscount/hints";
    assert_eq!(world.get(path), json!({ "total": 4, "opened": [] }));
    let open = |number: u32| world.send(Method::POST, path, &json!({ "number": number })).json();
    assert_eq!(open(1)["opened"].as_array().map(Vec::len), Some(1));
    assert_eq!(open(1)["opened"].as_array().map(Vec::len), Some(1));
    assert_eq!(open(2)["opened"].as_array().map(Vec::len), Some(2));
    assert_eq!(world.get("/api/v1/exercises/statuscount")["own"]["hints_opened"], 2);
}

fn statement(world: &World) {
    let exercise = world.get("/api/v1/exercises/statuscount");
    let html = exercise["statement_html"].as_str().expect("a statement");
    assert!(html.contains("<math") && html.contains("data-sample=\"sample/1\""), "{html}");
    assert_eq!(exercise["samples"].as_array().map(Vec::len), Some(2));
    let file = world.ask(Method::GET, "/api/v1/exercises/statuscount/files/sample/1.in", &[], "");
    assert_eq!(file.text, exercise["samples"][0]["input"]);
    assert_eq!(file.header("content-disposition"), "attachment");
    let staged = world.get("/api/v1/exercises/memdb");
    let open: Vec<&Value> =
        staged["stage_list"].as_array().into_iter().flatten().map(|stage| &stage["open"]).collect();
    assert_eq!(open, [&json!(true), &json!(false), &json!(false), &json!(false)]);
}

fn format(world: &World) {
    let ask = |language: &str| {
        let body =
            json!({ "language": language, "text": "package main\nfunc main() {\nx := 1}\n" });
        world.send(Method::POST, "/api/v1/formattings", &body)
    };
    assert_eq!(ask("lua").status, StatusCode::UNPROCESSABLE_ENTITY);
    let go = ask("go");
    assert_eq!(go.json()["text"], "package main\n\nfunc main() {\n\tx := 1\n}\n", "{}", go.text);
}
