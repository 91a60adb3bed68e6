//! Every endpoint has one row in the access table, and no row is without an endpoint.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::access::{Presence, Row, Scope, TABLE};
use store::Role;

use crate::Test;
use crate::attempts::body;
use crate::people::{Person, admin, member, sign_in};
use crate::world::{Answer, World};

pub const TESTS: &[Test] = &[
    ("access_table_and_description_name_the_same", same),
    ("every_page_less_read_answers", reads),
    ("other_hosts_and_pages_are_refused", guard),
    ("local_mode_has_no_accounts", no_accounts),
];

pub const TEAM_TESTS: &[Test] = &[
    ("every_row_admits_whom_it_says", roles),
    ("every_row_asks_a_token_for_its_scope", scopes),
    ("what_is_somebody_elses_is_not_there", others),
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
    let here = |row: &&Row| row.presence == Presence::Always;
    let reads = |row: &&Row| row.method == Method::GET && !row.path.contains('{');
    for row in TABLE.iter().filter(here).filter(reads) {
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

fn no_accounts(world: &World) {
    for row in TABLE.iter().filter(|row| row.presence == Presence::Team) {
        let answer = ask(world, row, None);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} {}", row.method, row.path);
        let problem = answer.json();
        assert_eq!(problem["type"], "/help/errors#local-mode", "{} {}", row.method, row.path);
    }
    let session = world.get("/api/v1/session");
    let permissions = json!({ "accounts": false, "packages": true, "host": true });
    assert_eq!((&session["mode"], &session["permissions"]), (&json!("local"), &permissions));
    assert_eq!(session["account"]["email"], Value::Null);
}

/// Asks for a row with ids that nothing has and a body that fits nothing: whoever is let through
/// gets no further.
fn ask(world: &World, row: &Row, who: Option<&Person>) -> Answer {
    const NONE: &str = "01a211f6-de8f-704a-b879-b4b3dd1af22c";
    let path = row.path.replace("{id}", NONE).replace("{slug}", "none");
    let path = path.replace("{language}", "none").replace("{exercise}", "none");
    let path = format!("/api/v1{}", path.replace("{*path}", "none"));
    let reads = row.method == Method::GET;
    let headers: Vec<(&str, &str)> = who.iter().map(|p| (p.key.0, p.key.1.as_str())).collect();
    world.ask(row.method.clone(), &path, &headers, if reads { "" } else { "{" })
}

fn is_refused(answer: &Answer) -> bool {
    let kind = || answer.json()["type"].as_str().unwrap_or_default().to_owned();
    match answer.status {
        StatusCode::UNAUTHORIZED => kind() == "/help/errors#signed-out",
        StatusCode::FORBIDDEN => kind() == "/help/errors#forbidden",
        _ => false,
    }
}

fn roles(world: &World) {
    let first = admin(world);
    for role in [None, Some(Role::Member), Some(Role::Coach), Some(Role::Author), Some(Role::Admin)]
    {
        let person =
            role.map(|role| member(world, &first, role.name(), &format!("a-{}", role.name())));
        for row in TABLE {
            // Signing out works, so it is done with a session that nothing else needs.
            let ends = row.method == Method::DELETE && row.path == "/session";
            let other = person.as_ref().filter(|_| ends).map(|p| sign_in(world, &p.email));
            let answer = ask(world, row, other.as_ref().or(person.as_ref()));
            let admitted = row.access.admits(role);
            let place = format!("{role:?} {} {}: {}", row.method, row.path, answer.status);
            assert_eq!(!is_refused(&answer), admitted, "{place} {}", answer.text);
            if role.is_none() && !admitted {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{place}");
            }
        }
    }
}

fn scopes(world: &World) {
    let admin = admin(world);
    for scope in Scope::ALL {
        let wanted = json!({ "name": scope.name(), "scopes": [scope.name()] });
        let made = admin.ask(world, Method::POST, "/api/v1/tokens", &wanted);
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let token = admin.with_token(made.json()["secret"].as_str().expect("a secret"));
        for row in TABLE {
            let answer = ask(world, row, Some(&token));
            let place = format!("{scope:?} {} {}: {}", row.method, row.path, answer.status);
            assert_eq!(is_refused(&answer), row.scope != Some(scope), "{place} {}", answer.text);
        }
    }
    // A scope is no role.
    let coach = member(world, &admin, "coach", "coach");
    let wanted = json!({ "name": "mine", "scopes": ["read", "write", "admin"] });
    let refused = coach.ask(world, Method::POST, "/api/v1/tokens", &wanted);
    assert_eq!(refused.json()["field"], "scopes", "{}", refused.text);
    let unknown = admin.with_token("gr_unknown");
    assert_eq!(unknown.status(world, "/api/v1/attempts"), StatusCode::UNAUTHORIZED);
    assert_eq!(unknown.get(world, "/api/v1/session")["account"], Value::Null);
}

fn others(world: &World) {
    let admin = admin(world);
    let [ada, bob] = ["ada", "bob"].map(|name| member(world, &admin, "member", name));
    let coach = member(world, &admin, "coach", "coach");
    let wanted = body("submit", "print(1)");
    let attempt = ada.ask(world, Method::POST, "/api/v1/attempts", &wanted).json();
    let attempt = attempt["id"].as_str().expect("an id");
    let session = ada.get(world, "/api/v1/sessions")["items"][0]["id"].clone();
    let wanted = json!({ "name": "laptop", "scopes": ["read"] });
    let token = ada.ask(world, Method::POST, "/api/v1/tokens", &wanted).json()["id"].clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // Followed to the end, so that there is a report.
    let events = format!("/api/v1/attempts/{attempt}/events");
    assert_eq!(ada.status(world, &events), StatusCode::OK);
    for row in TABLE.iter().filter(|row| row.path.contains("{id}")) {
        let noun = row.path.split('/').nth(1).unwrap_or_default();
        let (id, watched) = match noun {
            "attempts" => (attempt.to_owned(), row.method == Method::GET),
            "sessions" => (text(&session), false),
            "tokens" => (text(&token), false),
            // Everybody's or nobody's: the role decides.
            _ => continue,
        };
        let path = format!("/api/v1{}", row.path.replace("{id}", &id));
        for (person, sees) in [(&bob, false), (&coach, watched)] {
            let answer = person.ask(world, row.method.clone(), &path, &Value::Null);
            let expected = if sees { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(answer.status, expected, "{} {path}: {}", row.method, answer.text);
        }
    }
    for list in ["attempts", "progress"] {
        let path = format!("/api/v1/{list}?account={}", ada.id);
        assert_eq!(bob.status(world, &path), StatusCode::FORBIDDEN, "{path}");
        for person in [&ada, &coach, &admin] {
            assert_eq!(person.status(world, &path), StatusCode::OK, "{path}");
        }
    }
    let hers = coach.get(world, &format!("/api/v1/attempts?account={}", ada.id));
    assert_eq!(hers["items"][0]["account"], json!(ada.id));
    assert_eq!(coach.get(world, "/api/v1/attempts")["items"], json!([]));
    let unknown = "/api/v1/attempts?account=01a211f6-de8f-704a-b879-b4b3dd1af22c";
    assert_eq!(coach.status(world, unknown), StatusCode::NOT_FOUND);
}
