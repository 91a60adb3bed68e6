//! People of a team, made as a host makes them: by a link for the first administrator, and by
//! invitations for everybody else.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::world::{Answer, World};

pub const PASSWORD: &str = "a green room of one's own";

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub email: String,
    /// The header that says who asks: a cookie or a token.
    pub key: (&'static str, String),
}

impl Person {
    /// The same person, known by a token.
    pub fn with_token(&self, secret: &str) -> Self {
        Self { key: ("authorization", format!("Bearer {secret}")), ..self.clone() }
    }

    pub fn ask(&self, world: &World, method: Method, path: &str, body: &Value) -> Answer {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        world.ask(method, path, &[(self.key.0, &self.key.1)], &text)
    }

    pub fn get(&self, world: &World, path: &str) -> Value {
        let answer = self.ask(world, Method::GET, path, &Value::Null);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.json()
    }

    pub fn status(&self, world: &World, path: &str) -> StatusCode {
        self.ask(world, Method::GET, path, &Value::Null).status
    }
}

/// The administrator whom the link of the first start makes.
pub fn admin(world: &World) -> Person {
    let link = world.wait(server::api::first_administrator(&world.app)).expect("made");
    accept(world, &link.expect("nobody administers yet"), "admin")
}

/// Somebody whom an administrator invites.
pub fn member(world: &World, admin: &Person, role: &str, name: &str) -> Person {
    let answer = admin.ask(world, Method::POST, "/api/v1/invitations", &json!({ "role": role }));
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    accept(world, answer.json()["url"].as_str().expect("a link"), name)
}

/// The secret in the link of an invitation.
pub fn secret_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap_or_default()
}

fn accept(world: &World, link: &str, name: &str) -> Person {
    let email = format!("{name}@example.org");
    let body = json!({
        "invitation": secret_of(link), "name": name, "email": email, "password": PASSWORD,
    });
    person(&world.send(Method::POST, "/api/v1/accounts", &body), email)
}

pub fn sign_in(world: &World, email: &str) -> Person {
    let body = json!({ "email": email, "password": PASSWORD });
    person(&world.send(Method::POST, "/api/v1/session", &body), email.to_owned())
}

fn person(answer: &Answer, email: String) -> Person {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    assert!(cookie.starts_with("greenroom="), "{cookie}");
    let id = answer.json()["account"]["id"].as_str().expect("an id").to_owned();
    Person { id, email, key: ("cookie", cookie) }
}
