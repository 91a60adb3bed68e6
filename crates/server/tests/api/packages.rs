//! Packages from upload to publication, broken and hostile ones besides.

use std::io::{Cursor, Write};
use std::path::Path;

use axum::http::{Method, StatusCode};
use serde_json::Value;
use zip::write::SimpleFileOptions;

use super::Test;
use super::world::{Answer, World};

pub const TESTS: &[Test] = &[
    ("packages: a sound one is verified, published and withdrawn", sound),
    ("packages: an unsound one cannot be published", unsound),
    ("packages: broken and hostile archives are refused with findings", hostile),
    ("packages: wrong uploads are answered with a sentence", wrong),
];

const ZIP: (&str, &str) = ("content-type", "application/zip");

fn upload(world: &World, name: &str, content: &[u8]) -> Answer {
    world.ask_bytes(Method::POST, &format!("/api/v1/packages?name={name}"), &[ZIP], content)
}

/// An archive of a folder of the library, its files as `change` leaves them.
fn archive(folder: &str, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/exercises/program").join(folder);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut folders = vec![root.clone()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).expect("below").to_string_lossy().into_owned();
            if let Some(bytes) = change(&name, std::fs::read(&path).expect("readable")) {
                zip.start_file(format!("sums/{name}"), SimpleFileOptions::default())
                    .expect("begun");
                zip.write_all(&bytes).expect("written");
            }
        }
    }
    zip.finish().expect("a zip").into_inner()
}

/// Python only, so that the test does not depend on slower toolchains.
fn python_only(name: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let other = name.starts_with("submissions/")
        && Path::new(name).extension().is_none_or(|ending| ending != "py" && ending != "yaml");
    (!other).then_some(bytes)
}

fn verified(world: &World, id: &str) -> Value {
    let path = format!("/api/v1/packages/{id}");
    let answer = world.ask(Method::POST, &format!("{path}/verifications"), &[], "");
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    assert_eq!(answer.json()["state"], "verifying");
    let events = world.events_of(&format!("{path}/events"), 0);
    let names: Vec<&str> = events.iter().map(|(_, name, _)| name.as_str()).collect();
    assert_eq!(names.first(), Some(&"queued"), "{names:?}");
    assert_eq!(names.last(), Some(&"verified"), "{names:?}");
    assert!(names.contains(&"planned") && names.contains(&"step"), "{names:?}");
    // The second half again, as a client that lost its line would ask.
    let middle = events[events.len() / 2].0;
    let rest = world.events_of(&format!("{path}/events"), middle);
    assert_eq!(rest, events[events.len() / 2 + 1..]);
    world.get(&path)
}

fn sound(world: &World) {
    let answer = upload(world, "sums.zip", &archive("statuscount", python_only));
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let package = answer.json();
    assert_eq!(package["state"], "linted", "{package}");
    assert_eq!(package["slug"], "sums");
    let id = package["id"].as_str().expect("an id");
    let publication = format!("/api/v1/packages/{id}/publication");
    let early = world.ask(Method::PUT, &publication, &[], "");
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);

    let package = verified(world, id);
    assert_eq!(package["state"], "sound", "{package}");
    assert_eq!(package["verification"]["agree"], package["verification"]["total"]);
    let missing = world.ask(Method::GET, "/api/v1/exercises/sums", &[], "");
    assert_eq!(missing.status, StatusCode::NOT_FOUND);

    let answer = world.ask(Method::PUT, &publication, &[], "");
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json()["state"], "published");
    assert_eq!(world.get("/api/v1/exercises/sums")["source"], "package");
    let again = world.ask(Method::POST, &format!("/api/v1/packages/{id}/verifications"), &[], "");
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);

    // A second one of the same name takes its place.
    let second = upload(world, "sums%20(1).zip", &archive("statuscount", python_only)).json();
    assert_eq!((&second["slug"], &second["replaces"]), (&"sums".into(), &"package".into()));
    let second = second["id"].as_str().expect("an id").to_owned();
    verified(world, &second);
    let second = format!("/api/v1/packages/{second}");
    let answer = world.ask(Method::PUT, &format!("{second}/publication"), &[], "");
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(world.get(&format!("/api/v1/packages/{id}"))["state"], "sound");

    let answer = world.ask(Method::DELETE, &format!("{second}/publication"), &[], "");
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(
        world.ask(Method::GET, "/api/v1/exercises/sums", &[], "").status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(world.ask(Method::DELETE, &second, &[], "").status, StatusCode::NO_CONTENT);
    assert_eq!(world.ask(Method::GET, &second, &[], "").status, StatusCode::NOT_FOUND);
    assert_eq!(world.get("/api/v1/packages")["items"].as_array().map(Vec::len), Some(1));
}

fn unsound(world: &World) {
    // An accepted submission that answers nonsense.
    let content = archive("statuscount", |name, bytes| {
        let accepted = name.starts_with("submissions/accepted/");
        python_only(name, if accepted { b"print(42)\n".to_vec() } else { bytes })
    });
    let package = upload(world, "sums.zip", &content).json();
    let id = package["id"].as_str().expect("an id");
    let package = verified(world, id);
    assert_eq!(package["state"], "unsound", "{package}");
    let first = &package["verification"]["disagreements"][0];
    assert!(first["submission"].as_str().is_some_and(|name| name.contains("accepted")), "{first}");
    let answer = world.ask(Method::PUT, &format!("/api/v1/packages/{id}/publication"), &[], "");
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
}

fn hostile(world: &World) {
    let entry = |name: &str, content: &[u8]| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).expect("begun");
        zip.write_all(content).expect("written");
        zip.finish().expect("a zip").into_inner()
    };
    let bomb = || {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let block = vec![0_u8; 64 << 20];
        for number in 0..40 {
            zip.start_file(format!("sums/data/{number}"), SimpleFileOptions::default())
                .expect("begun");
            zip.write_all(&block).expect("written");
        }
        zip.finish().expect("a zip").into_inner()
    };
    let link = || {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_symlink("sums/problem.yaml", "/etc/passwd", SimpleFileOptions::default())
            .expect("added");
        zip.finish().expect("a zip").into_inner()
    };
    for (what, content, word) in [
        ("no zip", b"PK\x03\x04 but no more".to_vec(), "zip"),
        ("empty", entry("readme.txt", b""), "problem.yaml"),
        ("leaves", entry("../../etc/cron.d/x", b"* * * * *"), ".."),
        ("absolute", entry("/etc/passwd", b"root"), "absolute"),
        ("link", link(), "link"),
        ("bomb", bomb(), "expands"),
        ("half", archive("statuscount", python_only)[..4000].to_vec(), "zip"),
        ("yaml", entry("sums/problem.yaml", b"name: [\xff"), ""),
    ] {
        let answer = upload(world, "sums.zip", &content);
        assert_eq!(answer.status, StatusCode::CREATED, "{what}: {}", answer.text);
        let package = answer.json();
        assert_eq!(package["state"], "refused", "{what}: {package}");
        let first = &package["findings"][0];
        assert_eq!(first["severity"], "error", "{what}: {package}");
        let message = first["message"].as_str().unwrap_or_default().to_lowercase();
        assert!(message.contains(word), "{what}: {message}");
        let id = package["id"].as_str().expect("an id");
        let path = format!("/api/v1/packages/{id}/verifications");
        assert_eq!(world.ask(Method::POST, &path, &[], "").status, StatusCode::CONFLICT, "{what}");
    }
    assert!(world.get("/api/v1/exercises")["items"].is_array(), "the server still answers");
}

fn wrong(world: &World) {
    let post = |path: &str, headers: &[(&str, &str)], body: &[u8]| {
        world.ask_bytes(Method::POST, path, headers, body)
    };
    for (path, headers, body, status, field) in [
        ("/api/v1/packages", vec![ZIP], &b"x"[..], 422, Some("name")),
        ("/api/v1/packages?name=x.tar", vec![ZIP], b"x", 422, Some("name")),
        ("/api/v1/packages?name=x.zip&y=1", vec![ZIP], b"x", 422, Some("y")),
        ("/api/v1/packages?name=x.zip", vec![], b"{}", 415, None),
    ] {
        let answer = post(path, &headers, body);
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
        if let Some(field) = field {
            assert_eq!(answer.json()["field"], field, "{path}: {}", answer.text);
        }
    }
    let large = vec![0_u8; (64 << 20) + 1];
    let answer = post("/api/v1/packages?name=x.zip", &[ZIP], &large);
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.text);
    let unknown = "/api/v1/packages/00000000-0000-7000-8000-000000000000";
    for (method, end) in [
        (Method::GET, ""),
        (Method::DELETE, ""),
        (Method::GET, "/events"),
        (Method::POST, "/verifications"),
        (Method::PUT, "/publication"),
        (Method::DELETE, "/publication"),
    ] {
        let answer = world.ask(method, &format!("{unknown}{end}"), &[], "");
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{end}: {}", answer.text);
    }
}
