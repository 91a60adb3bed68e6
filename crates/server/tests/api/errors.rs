//! Bad input gets a problem document with one clear sentence and the field at fault.

use axum::http::{Method, StatusCode};

use crate::Test;
use crate::attempts::body;
use crate::world::World;

pub const TESTS: &[Test] = &[("bad_input_is_told", bad_input), ("large_bodies_are_refused", large)];

type Case = (Method, &'static str, &'static str, StatusCode, Option<&'static str>);

fn bad_input(world: &World) {
    const FIELD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
    let none = "/api/v1/attempts/01a211f6-de8f-704a-b879-b4b3dd1af22c";
    let cases: &[Case] = &[
        (Method::POST, "/api/v1/attempts", "{", StatusCode::BAD_REQUEST, None),
        (Method::POST, "/api/v1/attempts", "{} {}", FIELD, Some("exercise")),
        (Method::POST, "/api/v1/attempts", "[]", FIELD, None),
        (Method::POST, "/api/v1/attempts", r#"{"exercise":1}"#, FIELD, Some("exercise")),
        (Method::GET, none, "", StatusCode::NOT_FOUND, None),
        (Method::GET, "/api/v1/attempts/no-id", "", StatusCode::NOT_FOUND, None),
        (Method::GET, "/api/v1/attempts?limit=0", "", FIELD, Some("limit")),
        (Method::GET, "/api/v1/attempts?limit=x", "", FIELD, Some("limit")),
        (Method::GET, "/api/v1/attempts?after=zzz", "", FIELD, Some("after")),
        (Method::GET, "/api/v1/attempts?colour=red", "", FIELD, None),
        (Method::GET, "/api/v1/exercises?level=guru", "", FIELD, Some("level")),
        (Method::GET, "/api/v1/exercises/none", "", StatusCode::NOT_FOUND, None),
        (Method::GET, "/api/v1/exercises/lrucache/solution", "", StatusCode::FORBIDDEN, None),
        (
            Method::GET,
            "/api/v1/exercises/lrucache/files/../problem.yaml",
            "",
            StatusCode::NOT_FOUND,
            None,
        ),
        (Method::GET, "/api/v1/nowhere", "", StatusCode::NOT_FOUND, None),
        (Method::DELETE, "/api/v1/exercises", "", StatusCode::METHOD_NOT_ALLOWED, None),
        (Method::PATCH, "/api/v1/settings", r#"{"font_size":99}"#, FIELD, Some("font_size")),
        (Method::PATCH, "/api/v1/settings", r#"{"theme":"pink"}"#, FIELD, Some("theme")),
        (
            Method::PATCH,
            "/api/v1/settings",
            r#"{"time_zone":"Mars/Base"}"#,
            FIELD,
            Some("time_zone"),
        ),
        (
            Method::POST,
            "/api/v1/exercises/lrucache/hints",
            r#"{"number":3}"#,
            FIELD,
            Some("number"),
        ),
        (Method::GET, "/api/v1/progress?time_zone=Nowhere", "", FIELD, Some("time_zone")),
    ];
    for (method, path, text, status, field) in cases {
        let answer = world.ask(method.clone(), path, &[], text);
        assert_eq!(answer.status, *status, "{method} {path} {text}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        let problem = answer.json();
        assert_eq!(problem["status"], status.as_u16());
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 20), "{problem}");
        assert_eq!(problem["request_id"], answer.header("x-request-id"));
        if let Some(field) = field {
            assert_eq!(problem["field"], *field, "{problem}");
        }
    }
    let plain = [("content-type", "text/plain")];
    let answer = world.ask(Method::POST, "/api/v1/attempts", &plain, "{}");
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let mut wanted = body("run", "print(1)");
    wanted["only"] = "secret/none".into();
    let answer = world.send(Method::POST, "/api/v1/attempts", &wanted);
    assert_eq!(answer.json()["field"], "only", "{}", answer.text);
    for name in ["../x.py", "a/../../b.py", "x\u{0}.py", ""] {
        let mut wanted = body("submit", "print(1)");
        wanted["files"] = serde_json::json!([
            { "name": name, "text": "1" }, { "name": "main.py", "text": "1" }
        ]);
        let answer = world.send(Method::POST, "/api/v1/attempts", &wanted);
        assert_eq!(answer.json()["field"], "files", "{name:?}: {}", answer.text);
    }
}

fn large(world: &World) {
    let text = "x".repeat(21 << 20);
    let answer = world.send(Method::POST, "/api/v1/attempts", &body("submit", &text));
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let text = "x".repeat(2 << 20);
    let draft = serde_json::json!({ "files": [{ "name": "main.py", "text": text }] });
    let answer = world.send(Method::PUT, "/api/v1/drafts/statuscount/python3", &draft);
    assert_eq!(
        (answer.status, &answer.json()["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"files".into())
    );
}
