//! Team mode: getting in, staying in, being shut out.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use store::{Account, AccountId, SessionId};

use crate::Test;
use crate::people::{PASSWORD, Person, admin, member, secret_of, sign_in};
use crate::world::{Answer, World};

pub const TESTS: &[Test] = &[
    ("first_administrator_comes_by_a_link", first_administrator),
    ("invitations_open_once", invitations),
    ("a_link_gives_a_new_password", forgotten),
    ("wrong_passwords_and_unknown_addresses_look_the_same", wrong_passwords),
    ("sessions_slide_and_end", sessions),
    ("a_new_password_ends_other_sessions", new_password),
    ("passwords_are_hashed_anew", rehash),
    ("disabled_accounts_are_shut_out", disabled),
    ("the_last_administrator_stays", last_admin),
    ("tokens_are_shown_once", tokens),
    ("secrets_are_not_remembered", secrets),
    ("accounts_are_listed_and_found", accounts),
    ("an_account_deletes_itself", deletion),
    ("bad_input_of_people_is_told", bad_input),
    ("too_much_is_told_when_to_come_back", limits),
    ("counts_are_for_whoever_runs_the_host", counts),
];

const SESSION: &str = "/api/v1/session";
const ACCOUNT: &str = "/api/v1/account";
const ACCOUNTS: &str = "/api/v1/accounts";
const INVITATIONS: &str = "/api/v1/invitations";
const TOKENS: &str = "/api/v1/tokens";

fn kind(answer: &Answer) -> String {
    answer.json()["type"].as_str().unwrap_or_default().replace("/help/errors#", "")
}

fn try_password(world: &World, email: &str, password: &str) -> Answer {
    world.send(Method::POST, SESSION, &json!({ "email": email, "password": password }))
}

fn first_administrator(world: &World) {
    let link = || world.wait(server::api::first_administrator(&world.app)).expect("made");
    let (old, new) = (link().expect("a link"), link().expect("another one"));
    assert!(old.starts_with("http://127.0.0.1:7300/invitations/gi_"), "{old}");
    let look =
        |link: &str| world.ask(Method::GET, &format!("{INVITATIONS}/{}", secret_of(link)), &[], "");
    assert_eq!(look(&old).status, StatusCode::NOT_FOUND, "each start has one of its own");
    let invited = look(&new).json();
    assert_eq!((&invited["role"], &invited["email"]), (&json!("admin"), &Value::Null));
    let body = json!({
        "invitation": secret_of(&new), "name": "Ada", "email": "Ada@Example.org",
        "password": PASSWORD,
    });
    let made = world.send(Method::POST, ACCOUNTS, &body);
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let session = made.json();
    assert_eq!(session["account"]["role"], "admin");
    assert_eq!(session["account"]["email"], "ada@example.org");
    let all = json!({ "accounts": true, "packages": true, "host": true });
    assert_eq!((&session["mode"], &session["permissions"]), (&json!("team"), &all));
    assert_eq!(made.header("cache-control"), "no-store");
    let cookie = made.header("set-cookie");
    assert!(cookie.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(look(&new).status, StatusCode::NOT_FOUND, "it is used up");
    assert_eq!(link(), None, "there is an administrator");
}

fn invitations(world: &World) {
    let admin = admin(world);
    let invite = |body: &Value| admin.ask(world, Method::POST, INVITATIONS, body);
    let made = invite(&json!({ "role": "coach", "email": "Eve@Example.org", "days": 3 }));
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let made = made.json();
    assert_eq!(made["created_by"], "admin");
    let secret = secret_of(made["url"].as_str().expect("a link")).to_owned();
    let accept = |email: &str| {
        let body = json!({
            "invitation": secret, "name": "Eve", "email": email, "password": PASSWORD,
        });
        world.send(Method::POST, ACCOUNTS, &body)
    };
    let other = accept("mallory@example.org");
    assert_eq!(
        (other.status, &other.json()["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("email"))
    );
    let eve = accept("eve@example.org");
    assert_eq!(eve.json()["account"]["role"], "coach", "{}", eve.text);
    let again = accept("eve@example.org");
    assert_eq!((again.status, kind(&again)), (StatusCode::NOT_FOUND, "no-invitation".into()));
    let list = admin.get(world, INVITATIONS);
    assert!(list["items"][0]["accepted_at"].is_string(), "{list}");
    assert!(!list.to_string().contains(&secret), "the secret is nowhere");
    // One that is withdrawn opens nothing.
    let made = invite(&json!({ "role": "member" })).json();
    let path = format!("{INVITATIONS}/{}", made["id"].as_str().expect("an id"));
    let delete = || admin.ask(world, Method::DELETE, &path, &Value::Null).status;
    assert_eq!((delete(), delete()), (StatusCode::NO_CONTENT, StatusCode::NOT_FOUND));
    let look = format!("{INVITATIONS}/{}", secret_of(made["url"].as_str().expect("a link")));
    assert_eq!(world.ask(Method::GET, &look, &[], "").status, StatusCode::NOT_FOUND);
    for (field, body) in [
        ("role", json!({ "role": "king" })),
        ("email", json!({ "role": "member", "email": "nobody" })),
        ("days", json!({ "role": "member", "days": 0 })),
        ("days", json!({ "role": "member", "days": 91 })),
    ] {
        let refused = invite(&body);
        assert_eq!(refused.json()["field"], field, "{body}: {}", refused.text);
    }
}

fn forgotten(world: &World) {
    let admin = admin(world);
    let eve = member(world, &admin, "coach", "eve");
    let wanted = json!({ "role": "member", "email": eve.email });
    let made = admin.ask(world, Method::POST, INVITATIONS, &wanted).json();
    let secret = secret_of(made["url"].as_str().expect("a link"));
    let look = |secret: &str| {
        world.ask(Method::GET, &format!("{INVITATIONS}/{secret}"), &[], "").json()["known"].clone()
    };
    assert_eq!(look(secret), true);
    let new = "another sentence to keep";
    let body = json!({ "invitation": secret, "email": eve.email, "password": new });
    let accepted = world.send(Method::POST, ACCOUNTS, &body);
    let account = &accepted.json()["account"];
    // It is the same account with the same role, whatever the link was made for.
    assert_eq!((&account["id"], &account["role"]), (&json!(eve.id), &json!("coach")));
    assert_eq!(eve.status(world, ACCOUNT), StatusCode::UNAUTHORIZED, "signed out elsewhere");
    assert_eq!(try_password(world, &eve.email, PASSWORD).status, StatusCode::UNAUTHORIZED);
    assert_eq!(try_password(world, &eve.email, new).status, StatusCode::OK);
    // A link for anybody opens nobody's account.
    let made = admin.ask(world, Method::POST, INVITATIONS, &json!({ "role": "admin" })).json();
    let secret = secret_of(made["url"].as_str().expect("a link"));
    assert_eq!(look(secret), false);
    let mut body = json!({ "invitation": secret, "email": eve.email, "password": new });
    let nameless = world.send(Method::POST, ACCOUNTS, &body);
    assert_eq!(nameless.json()["field"], "name", "{}", nameless.text);
    body["name"] = json!("Eve");
    let taken = world.send(Method::POST, ACCOUNTS, &body);
    assert_eq!((taken.status, &taken.json()["field"]), (StatusCode::CONFLICT, &json!("email")));
}

fn wrong_passwords(world: &World) {
    let admin = admin(world);
    let wrong = try_password(world, &admin.email, "not this one, surely");
    let unknown = try_password(world, "nobody@example.org", "not this one, surely");
    for answer in [&wrong, &unknown, &try_password(world, "a\u{0}b", "x")] {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text);
        assert_eq!((kind(answer), answer.header("set-cookie")), ("wrong-password".into(), ""));
        assert_eq!(answer.json()["detail"], wrong.json()["detail"]);
    }
    let right = try_password(world, " ADMIN@example.org ", PASSWORD);
    assert_eq!(right.status, StatusCode::OK, "{}", right.text);
}

fn sessions(world: &World) {
    let admin = admin(world);
    let other = sign_in(world, &admin.email);
    let list = admin.get(world, "/api/v1/sessions");
    let items = list["items"].as_array().expect("a list");
    assert_eq!(items.len(), 2, "{list}");
    let find = |current: bool| items.iter().find(|one| one["current"] == current).expect("there");
    assert_eq!(find(true)["address"], "127.0.0.1");
    let first = admin.ask(world, Method::GET, "/api/v1/sessions?limit=1", &Value::Null).json();
    let next = first["next"].as_str().expect("a second page");
    let second = admin.get(world, &format!("/api/v1/sessions?limit=1&after={next}"));
    assert_eq!((&second["items"][0], &second["next"]), (&items[1], &Value::Null));
    // In use again after a while, its end moves, and the browser hears of it.
    let text = find(true)["id"].as_str().expect("an id");
    let id = SessionId::parse(text).expect("an id");
    let day = 24 * 3600 * 1_000_000;
    let now = jiff::Timestamp::now().as_microsecond();
    let touch = |seen: i64, end: i64| {
        world.wait(world.app.store.touch_session(&id, seen, end)).expect("written");
    };
    touch(now - day, now + day);
    let slid = admin.ask(world, Method::GET, SESSION, &Value::Null);
    assert!(slid.header("set-cookie").starts_with(&admin.key.1), "{:?}", slid.headers);
    let quiet = admin.ask(world, Method::GET, SESSION, &Value::Null);
    assert_eq!(quiet.header("set-cookie"), "");
    touch(now - day, now - 1);
    assert_eq!(admin.status(world, ACCOUNT), StatusCode::UNAUTHORIZED, "it has run out");
    assert_eq!(admin.get(world, SESSION)["account"], Value::Null);
    // Ended from elsewhere.
    let third = sign_in(world, &admin.email);
    let list = third.get(world, "/api/v1/sessions");
    let items = list["items"].as_array().expect("a list");
    let old = items.iter().find(|one| one["current"] == false).expect("the other one");
    let path = format!("/api/v1/sessions/{}", old["id"].as_str().expect("an id"));
    assert_eq!(
        third.ask(world, Method::DELETE, &path, &Value::Null).status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(other.status(world, ACCOUNT), StatusCode::UNAUTHORIZED);
    // Signed out here.
    let out = third.ask(world, Method::DELETE, SESSION, &Value::Null);
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(
        out.header("set-cookie").starts_with("greenroom=; Path=/; Max-Age=0"),
        "{:?}",
        out.headers
    );
    assert_eq!(third.status(world, ACCOUNT), StatusCode::UNAUTHORIZED);
    // Signing in where one is signed in leaves no session behind.
    let fourth = sign_in(world, &admin.email);
    let body = json!({ "email": admin.email, "password": PASSWORD });
    assert_eq!(fourth.ask(world, Method::POST, SESSION, &body).status, StatusCode::OK);
    assert_eq!(fourth.status(world, ACCOUNT), StatusCode::UNAUTHORIZED);
}

fn new_password(world: &World) {
    let admin = admin(world);
    let other = sign_in(world, &admin.email);
    let change = |body: &Value| admin.ask(world, Method::PATCH, ACCOUNT, body);
    let new = "another sentence to keep";
    for (field, body) in [
        ("current_password", json!({ "new_password": new })),
        ("current_password", json!({ "new_password": new, "current_password": "wrong" })),
        ("new_password", json!({ "new_password": "short", "current_password": PASSWORD })),
    ] {
        let refused = change(&body);
        assert_eq!(refused.json()["field"], field, "{body}: {}", refused.text);
    }
    let body = json!({ "name": "Ada", "new_password": new, "current_password": PASSWORD });
    assert_eq!(change(&body).json()["name"], "Ada");
    assert_eq!(admin.status(world, ACCOUNT), StatusCode::OK, "here one stays");
    assert_eq!(other.status(world, ACCOUNT), StatusCode::UNAUTHORIZED, "elsewhere not");
    assert_eq!(try_password(world, &admin.email, PASSWORD).status, StatusCode::UNAUTHORIZED);
    assert_eq!(try_password(world, &admin.email, new).status, StatusCode::OK);
}

fn rehash(world: &World) {
    let admin = admin(world);
    let id = AccountId::parse(&admin.id).expect("an id");
    let stored = || world.wait(world.app.store.password(&id)).expect("read").expect("there");
    let before = stored();
    assert_eq!(try_password(world, &admin.email, PASSWORD).status, StatusCode::OK);
    assert_eq!(stored(), before, "it is as it should be");
    // As an older version would have written it: `m=8,t=1` over the same password.
    let weak = weak_hash();
    world.wait(world.app.store.put_password(&id, &weak)).expect("written");
    assert_eq!(try_password(world, &admin.email, "wrong").status, StatusCode::UNAUTHORIZED);
    assert_eq!(stored(), weak);
    assert_eq!(try_password(world, &admin.email, PASSWORD).status, StatusCode::OK);
    assert!(stored().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", stored());
}

fn weak_hash() -> String {
    use argon2::PasswordHasher;
    let parameters = argon2::Params::new(8, 1, 1, None).expect("sound");
    let hash = argon2::Argon2::from(parameters).hash_password(PASSWORD.as_bytes());
    hash.expect("hashed").to_string()
}

fn disabled(world: &World) {
    let admin = admin(world);
    let eve = member(world, &admin, "member", "eve");
    let wanted = json!({ "name": "laptop", "scopes": ["read"] });
    let token = eve.ask(world, Method::POST, TOKENS, &wanted).json();
    let token = eve.with_token(token["secret"].as_str().expect("a secret"));
    assert_eq!(token.status(world, "/api/v1/attempts"), StatusCode::OK);
    let path = format!("{ACCOUNTS}/{}", eve.id);
    let changed = admin.ask(world, Method::PATCH, &path, &json!({ "disabled": true }));
    assert_eq!(changed.json()["disabled"], true, "{}", changed.text);
    for key in [&eve, &token] {
        assert_eq!(key.status(world, "/api/v1/attempts"), StatusCode::UNAUTHORIZED);
    }
    let right = try_password(world, &eve.email, PASSWORD);
    assert_eq!(right.status, StatusCode::FORBIDDEN, "told to whoever knows the password");
    let wrong = try_password(world, &eve.email, "not this one, surely");
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED, "and to nobody else");
    admin.ask(world, Method::PATCH, &path, &json!({ "disabled": false, "role": "author" }));
    let back = sign_in(world, &eve.email);
    let may = back.get(world, SESSION)["permissions"].clone();
    assert_eq!(may, json!({ "accounts": false, "packages": true, "host": false }));
}

fn last_admin(world: &World) {
    let admin = admin(world);
    let path = format!("{ACCOUNTS}/{}", admin.id);
    let change = |person: &Person, body: &Value| person.ask(world, Method::PATCH, &path, body);
    for body in [json!({ "role": "member" }), json!({ "disabled": true })] {
        let refused = change(&admin, &body);
        assert_eq!(refused.status, StatusCode::CONFLICT, "{body}: {}", refused.text);
    }
    let detail = "This is the last administrator; make somebody else one first.";
    let deleted = admin.ask(world, Method::DELETE, &path, &Value::Null);
    assert_eq!((deleted.status, &deleted.json()["detail"]), (StatusCode::CONFLICT, &json!(detail)));
    let own = admin.ask(world, Method::DELETE, ACCOUNT, &json!({ "password": PASSWORD }));
    assert_eq!(own.status, StatusCode::CONFLICT, "{}", own.text);
    let second = member(world, &admin, "admin", "second");
    assert_eq!(change(&second, &json!({ "role": "member" })).status, StatusCode::OK);
    assert_eq!(admin.status(world, ACCOUNTS), StatusCode::FORBIDDEN);
}

fn tokens(world: &World) {
    let admin = admin(world);
    let make = |body: &Value| admin.ask(world, Method::POST, TOKENS, body);
    let made =
        make(&json!({ "name": " laptop ", "scopes": ["write", "read", "read"], "days": 30 }));
    assert_eq!((made.status, made.header("cache-control")), (StatusCode::CREATED, "no-store"));
    let made = made.json();
    assert_eq!((&made["name"], &made["scopes"]), (&json!("laptop"), &json!(["read", "write"])));
    let secret = made["secret"].as_str().expect("a secret").to_owned();
    let token = admin.with_token(&secret);
    let session = token.get(world, SESSION);
    let none = json!({ "accounts": true, "packages": false, "host": false });
    assert_eq!((&session["account"]["name"], &session["permissions"]), (&json!("admin"), &none));
    let list = admin.get(world, TOKENS);
    assert!(list["items"][0]["last_used_at"].is_string(), "{list}");
    assert!(!list.to_string().contains(&secret));
    let lower = Person { key: ("authorization", format!("bearer {secret}")), ..token.clone() };
    assert_eq!(lower.status(world, "/api/v1/attempts"), StatusCode::OK);
    // A wrong token is not made up for by a right cookie.
    let both = [("cookie", admin.key.1.as_str()), ("authorization", "Bearer gr_wrong")];
    let answer = world.ask(Method::GET, "/api/v1/attempts", &both, "");
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let path = format!("{TOKENS}/{}", made["id"].as_str().expect("an id"));
    assert_eq!(
        admin.ask(world, Method::DELETE, &path, &Value::Null).status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(token.status(world, "/api/v1/attempts"), StatusCode::UNAUTHORIZED);
    for (field, body) in [
        ("name", json!({ "name": " ", "scopes": ["read"] })),
        ("scopes", json!({ "name": "x", "scopes": [] })),
        ("scopes[0]", json!({ "name": "x", "scopes": ["everything"] })),
        ("days", json!({ "name": "x", "scopes": ["read"], "days": 0 })),
    ] {
        let refused = make(&body);
        assert_eq!(refused.json()["field"], field, "{body}: {}", refused.text);
    }
    for number in 0..50 {
        let made = make(&json!({ "name": format!("{number}"), "scopes": ["read"] }));
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    }
    let one_more = make(&json!({ "name": "one more", "scopes": ["read"] }));
    assert_eq!(one_more.status, StatusCode::CONFLICT);
}

fn secrets(world: &World) {
    let admin = admin(world);
    let key = [("idempotency-key", "one"), (admin.key.0, admin.key.1.as_str())];
    let body = json!({ "name": "laptop", "scopes": ["read"] }).to_string();
    let made = world.ask(Method::POST, TOKENS, &key, &body);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let id = AccountId::parse(&admin.id).expect("an id");
    let remembered = world.wait(world.app.store.remembered(&id, "one")).expect("asked");
    assert_eq!(remembered, None);
}

fn accounts(world: &World) {
    let admin = admin(world);
    let coach = member(world, &admin, "coach", "coach");
    for name in ["ada", "bob", "eve"] {
        member(world, &admin, "member", name);
    }
    let names = |path: &str| -> Vec<String> {
        let page = coach.get(world, path);
        let items = page["items"].as_array().expect("a list");
        items.iter().map(|one| one["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(names(ACCOUNTS), ["ada", "admin", "bob", "coach", "eve"]);
    assert_eq!(names("/api/v1/accounts?role=member&q=E@ex"), ["eve"]);
    let first = coach.get(world, "/api/v1/accounts?limit=2");
    let next = first["next"].as_str().expect("more");
    assert_eq!(names(&format!("{ACCOUNTS}?limit=2&after={next}")), ["bob", "coach"]);
    let eve = coach.get(world, "/api/v1/accounts?q=eve")["items"][0].clone();
    assert!(eve["last_seen_at"].is_string(), "{eve}");
    let path = format!("{ACCOUNTS}/{}", eve["id"].as_str().expect("an id"));
    assert_eq!(
        admin.ask(world, Method::DELETE, &path, &Value::Null).status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(admin.ask(world, Method::DELETE, &path, &Value::Null).status, StatusCode::NOT_FOUND);
    // The one person of local mode is none of the team.
    let local: Account = world.wait(world.app.store.local_account(1)).expect("made");
    let path = format!("{ACCOUNTS}/{}", local.id);
    assert_eq!(admin.ask(world, Method::DELETE, &path, &Value::Null).status, StatusCode::NOT_FOUND);
}

fn deletion(world: &World) {
    let admin = admin(world);
    let eve = member(world, &admin, "member", "eve");
    let delete = |body: &Value| eve.ask(world, Method::DELETE, ACCOUNT, body);
    assert_eq!(delete(&json!({})).json()["field"], "password");
    assert_eq!(delete(&json!({ "password": "wrong" })).json()["field"], "password");
    let gone = delete(&json!({ "password": PASSWORD }));
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    assert!(gone.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(eve.status(world, ACCOUNT), StatusCode::UNAUTHORIZED);
    assert_eq!(try_password(world, &eve.email, PASSWORD).status, StatusCode::UNAUTHORIZED);
    member(world, &admin, "member", "eve");
}

fn bad_input(world: &World) {
    let admin = admin(world);
    let eve = member(world, &admin, "member", "eve");
    let change = |body: &Value| eve.ask(world, Method::PATCH, ACCOUNT, body);
    for (field, body) in [
        ("name", json!({ "name": "" })),
        ("name", json!({ "name": "a\u{202e}b" })),
        ("email", json!({ "email": "nobody" })),
    ] {
        assert_eq!(change(&body).json()["field"], field, "{body}");
    }
    let taken = change(&json!({ "email": "ADMIN@example.org" }));
    assert_eq!(taken.status, StatusCode::CONFLICT);
    assert_eq!(taken.json()["detail"], "This e-mail address has an account.");
    let wanted = json!({ "role": "admin", "email": "new@example.org" });
    admin.ask(world, Method::POST, INVITATIONS, &wanted);
    let invited = change(&json!({ "email": "new@example.org" }));
    assert_eq!((invited.status, &invited.json()["field"]), (StatusCode::CONFLICT, &json!("email")));
    let huge = json!({ "email": "x".repeat(20 << 10), "password": "x" });
    let refused = world.send(Method::POST, SESSION, &huge);
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let foreign = [("origin", "http://evil.example"), (eve.key.0, eve.key.1.as_str())];
    let answer = world.ask(Method::DELETE, SESSION, &foreign, "");
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    for path in
        ["/api/v1/accounts?role=king", "/api/v1/accounts?after=zz", "/api/v1/accounts?q=%00"]
    {
        assert_eq!(admin.status(world, path), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    let gone = format!("{INVITATIONS}/gi_{}", "x".repeat(400));
    assert_eq!(world.ask(Method::GET, &gone, &[], "").status, StatusCode::NOT_FOUND);
}

fn limits(world: &World) {
    let admin = admin(world);
    let from = |address: &str, email: &str| {
        let body = json!({ "email": email, "password": "not this one, surely" }).to_string();
        world.ask(Method::POST, SESSION, &[("x-forwarded-for", address)], &body)
    };
    // One account from many addresses.
    let tried: Vec<Answer> =
        (1..=11).map(|n| from(&format!("198.51.100.{n}"), &admin.email)).collect();
    assert!(tried[..10].iter().all(|answer| answer.status == StatusCode::UNAUTHORIZED));
    let last = &tried[10];
    assert_eq!((last.status, kind(last)), (StatusCode::TOO_MANY_REQUESTS, "too-many".into()));
    let wait: u64 = last.header("retry-after").parse().expect("seconds");
    assert!((1..=31).contains(&wait), "{wait}");
    assert_eq!(from("192.0.2.77", "somebody@example.org").status, StatusCode::UNAUTHORIZED);
    // Whoever is signed in does not notice.
    assert_eq!(admin.status(world, ACCOUNT), StatusCode::OK);
    // Links from one address.
    let look = |address: &str| {
        let path = format!("{INVITATIONS}/gi_guess");
        world.ask(Method::GET, &path, &[("x-forwarded-for", address)], "").status
    };
    let refused = (0..70).filter(|_| look("203.0.113.5") == StatusCode::TOO_MANY_REQUESTS).count();
    assert!((1..=10).contains(&refused), "{refused}");
    assert_eq!(look("203.0.113.6"), StatusCode::NOT_FOUND);
    // Work for the sandbox by one account.
    let body = json!({ "language": "none", "text": "" });
    let ask =
        |person: &Person| person.ask(world, Method::POST, "/api/v1/formattings", &body).status;
    let refused = (0..30).filter(|_| ask(&admin) == StatusCode::TOO_MANY_REQUESTS).count();
    assert!(refused > 0, "{refused}");
    let eve = member(world, &admin, "member", "eve");
    assert_ne!(ask(&eve), StatusCode::TOO_MANY_REQUESTS);
}

fn counts(world: &World) {
    let admin = admin(world);
    let token = |person: &Person, scope: &str| {
        let wanted = json!({ "name": scope, "scopes": [scope] });
        let made = person.ask(world, Method::POST, TOKENS, &wanted).json();
        person.with_token(made["secret"].as_str().expect("a secret")).key.1
    };
    let (all, some) = (token(&admin, "admin"), token(&admin, "read"));
    let far = ("x-forwarded-for", "198.51.100.1");
    // This world counts nothing, which whoever may ask is told.
    for (status, headers) in [
        (StatusCode::NOT_FOUND, vec![]),
        (StatusCode::FORBIDDEN, vec![far]),
        (StatusCode::FORBIDDEN, vec![far, (admin.key.0, admin.key.1.as_str())]),
        (StatusCode::FORBIDDEN, vec![far, ("authorization", some.as_str())]),
        (StatusCode::NOT_FOUND, vec![far, ("authorization", all.as_str())]),
    ] {
        let answer = world.ask(Method::GET, "/metrics", &headers, "");
        assert_eq!(answer.status, status, "{headers:?}: {}", answer.text);
    }
    for path in ["/healthz", "/readyz"] {
        assert_eq!(world.ask(Method::GET, path, &[far], "").status, StatusCode::OK, "{path}");
    }
}
