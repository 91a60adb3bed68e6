//! Handing in, following, taking back.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::Test;
use crate::world::World;

pub const TESTS: &[Test] = &[
    ("an_accepted_attempt_counts", accepted),
    ("a_wrong_attempt_is_explained", wrong),
    ("events_resume_where_they_broke_off", resume),
    ("a_part_is_judged_by_what_ran", part),
    ("a_run_on_own_input_compares_nothing", own_input),
    ("a_cancelled_attempt_ends", cancel),
    ("a_repeated_request_is_done_once", repeated),
    ("lists_go_page_by_page", pages),
];

pub const RIGHT: &str = "import sys\nlines = sys.stdin.read().splitlines()[1:]\ncounts = {}\n\
    for line in lines:\n    code = line.split()[2]\n    if code != '-':\n        \
    counts[code] = counts.get(code, 0) + 1\nfor code in sorted(counts):\n    \
    print(code, counts[code])\nprint('errors', sum(n for c, n in counts.items() if c[0] == '5'))\n";

pub fn body(purpose: &str, text: &str) -> Value {
    json!({
        "exercise": "statuscount", "purpose": purpose, "language": "python",
        "files": [{ "name": "main.py", "text": text }],
    })
}

fn hand_in(world: &World, body: &Value) -> String {
    let answer = world.send(Method::POST, "/api/v1/attempts", body);
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let id = answer.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(answer.header("location"), format!("/api/v1/attempts/{id}"));
    id
}

fn judged(world: &World, body: &Value) -> (String, Value) {
    let id = hand_in(world, body);
    let events = world.events(&id, 0);
    assert_eq!(events.last().map(|event| event.1.as_str()), Some("finished"), "{events:?}");
    let attempt = world.get(&format!("/api/v1/attempts/{id}"));
    (id, attempt)
}

fn accepted(world: &World) {
    let (id, attempt) = judged(world, &body("submit", RIGHT));
    assert_eq!(attempt["verdict"], "AC", "{attempt}");
    assert_eq!(attempt["checks_passed"], attempt["checks_total"]);
    let own = &world.get("/api/v1/exercises/statuscount")["own"];
    assert_eq!((&own["state"], &own["attempts"]), (&json!("solved"), &json!(1)));
    let source = world.get(&format!("/api/v1/attempts/{id}/source"));
    assert_eq!(source["files"][0]["text"], RIGHT);
    let progress = world.get("/api/v1/progress?time_zone=Europe/Paris");
    assert_eq!((&progress["solved"], &progress["streak"]["current"]), (&json!(1), &json!(1)));
    // A run changes nothing of that.
    judged(world, &body("run", "print(1)"));
    assert_eq!(world.get("/api/v1/exercises/statuscount")["own"]["attempts"], 1);
    assert!(world.get("/api/v1/exercises/statuscount/solution")["editorial_html"].is_string());
}

fn wrong(world: &World) {
    let (id, attempt) = judged(world, &body("submit", "print('errors 0')"));
    assert_eq!(attempt["verdict"], "WA");
    let report = world.get(&format!("/api/v1/attempts/{id}/report"));
    let first = report["first_failure"].as_str().expect("a failure");
    let checks = report["lanes"].as_array().into_iter().flatten();
    let check = checks
        .flat_map(|lane| lane["checks"].as_array().into_iter().flatten())
        .find(|check| check["id"] == first)
        .expect("the failing check");
    assert!(check["evidence"].as_array().is_some_and(|evidence| !evidence.is_empty()));
    let command = report["reproduce"].as_str().expect("a command");
    assert_eq!(command, format!("greenroom judge statuscount main.py --case {first}"));
}

fn resume(world: &World) {
    let id = hand_in(world, &body("submit", RIGHT));
    let all = world.events(&id, 0);
    let numbers: Vec<u64> = all.iter().map(|event| event.0).collect();
    assert_eq!(numbers, (1..=all.len() as u64).collect::<Vec<_>>(), "none lost, none doubled");
    let planned = all.iter().find(|event| event.1 == "planned").expect("a plan");
    let checks = all.iter().filter(|event| event.1 == "checked").count();
    assert_eq!(planned.2["checks"], checks);
    for after in [1, 3, numbers.len() as u64 - 1] {
        assert_eq!(world.events(&id, after), all[usize::try_from(after).expect("small")..]);
    }
}

/// A run on a part is judged by what ran: a failing sample of a scored exercise fails the run.
fn part(world: &World) {
    let mut one = body("run", RIGHT);
    one["only"] = json!("sample/1");
    assert_eq!(judged(world, &one).1["verdict"], "AC");
    let staged = json!({
        "exercise": "memdb", "purpose": "run", "language": "python",
        "files": [{ "name": "main.py", "text": "print('wrong')" }],
    });
    assert_eq!(judged(world, &staged).1["verdict"], "WA");
}

fn own_input(world: &World) {
    let mut wanted = body("run", RIGHT);
    wanted["input"] = json!("1\nGET / 503 1 1\n");
    let (id, attempt) = judged(world, &wanted);
    assert_eq!((&attempt["verdict"], &attempt["custom_input"]), (&json!("AC"), &json!(true)));
    let report = world.get(&format!("/api/v1/attempts/{id}/report"));
    let evidence = &report["lanes"][0]["checks"][0]["evidence"][0];
    assert_eq!(evidence["text"]["text"], "503 1\nerrors 1\n", "{report}");
}

fn cancel(world: &World) {
    let id = hand_in(world, &body("submit", "while True: pass"));
    let path = format!("/api/v1/attempts/{id}/cancellation");
    let answer = world.send(Method::POST, &path, &json!({}));
    assert_eq!(answer.json()["state"], "cancelled", "{}", answer.text);
    assert_eq!(world.events(&id, 0).last().map(|event| event.1.clone()), Some("cancelled".into()));
    // Once more changes nothing, and the next one is judged.
    assert_eq!(world.send(Method::POST, &path, &json!({})).json()["state"], "cancelled");
    assert_eq!(judged(world, &body("run", RIGHT)).1["verdict"], "AC");
}

fn repeated(world: &World) {
    let text = body("run", RIGHT).to_string();
    let ask = |key: &str, text: &str| {
        world.ask(Method::POST, "/api/v1/attempts", &[("idempotency-key", key)], text)
    };
    let (first, second) = (ask("a", &text), ask("a", &text));
    assert_eq!(first.text, second.text);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_ne!(ask("b", &text).text, first.text);
    let other = ask("a", &body("run", "print(1)").to_string());
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.json()["field"], "Idempotency-Key");
}

fn pages(world: &World) {
    let mut ids: Vec<String> = (0..5).map(|_| judged(world, &body("run", "print(1)")).0).collect();
    ids.reverse();
    let mut seen = Vec::new();
    let mut next = Value::Null;
    loop {
        let after = next.as_str().map(|next| format!("&after={next}")).unwrap_or_default();
        let page = world.get(&format!("/api/v1/attempts?limit=2{after}"));
        let items = page["items"].as_array().expect("items");
        seen.extend(items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()));
        next = page["next"].clone();
        if next.is_null() {
            break;
        }
    }
    assert_eq!(seen, ids);
    assert_eq!(world.get("/api/v1/attempts?verdict=AC")["items"], json!([]));
}
