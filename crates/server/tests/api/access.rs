//! Every endpoint has one row in the access table, and no row is without an endpoint.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use server::access::TABLE;

use crate::Test;
use crate::world::World;

pub const TESTS: &[Test] = &[
    ("access_table_and_description_name_the_same", same),
    ("every_page_less_read_answers", reads),
    ("other_hosts_and_pages_are_refused", guard),
];

fn same(_: &World) {
    let document = serde_json::to_value(server::document()).expect("JSON");
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("operations").keys() {
            // The router's wildcard is a plain parameter in the description.
            let path = path.trim_start_matches("/api/v1").replace("{path}", "{*path}");
            described.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    described.insert(String::from("GET /openapi.json"));
    let table: BTreeSet<String> =
        TABLE.iter().map(|row| format!("{} {}", row.method, row.path)).collect();
    assert_eq!(described, table);
    assert_eq!(table.len(), TABLE.len(), "a row stands twice");
}

/// Everything that is read without naming an object answers at once in a fresh world.
fn reads(world: &World) {
    for row in TABLE.iter().filter(|row| row.method == Method::GET && !row.path.contains('{')) {
        let path = format!("/api/v1{}", row.path);
        let answer = world.ask(Method::GET, &path, &[], "");
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        let tag = answer.header("etag").to_owned();
        // What says how long the server runs never stays the same.
        if !tag.is_empty() && row.path != "/host" {
            let again = world.ask(Method::GET, &path, &[("if-none-match", &tag)], "");
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(again.text, "", "{path}");
        }
    }
}

fn guard(world: &World) {
    let foreign = world.ask(Method::GET, "/api/v1/session", &[("host", "evil.example")], "");
    assert_eq!(foreign.status, StatusCode::MISDIRECTED_REQUEST);
    let origin = [("origin", "http://evil.example")];
    let posted = world.ask(Method::POST, "/api/v1/attempts", &origin, "{}");
    assert_eq!(posted.status, StatusCode::FORBIDDEN);
    assert_eq!(posted.header("content-type"), "application/problem+json");
    assert_eq!(world.get("/api/v1/attempts")["items"].as_array().map(Vec::len), Some(0));
}
