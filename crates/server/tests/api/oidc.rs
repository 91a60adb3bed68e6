//! Signing in elsewhere, with a provider of our own on this machine that can be told to lie.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet,
    CoreJwsSigningAlgorithm,
};
use openidconnect::{
    Audience, EmptyAdditionalClaims, EndUserEmail, EndUserName, IssuerUrl, JsonWebKeyId, Nonce,
    PrivateSigningKey, StandardClaims, SubjectIdentifier,
};
use serde_json::{Value, json};
use server::oidc::{Provider, Settings, SignUp};
use sha2::{Digest, Sha256};
use store::AccountId;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::people::{Person, admin, member};
use crate::world::{Answer, PORT, World};

pub const TESTS: &[(&str, fn())] = &[
    ("oidc_lets_invited_people_in_and_knows_them_again", invited),
    ("oidc_lets_anybody_in_where_the_host_says_so", anybody),
    ("oidc_trusts_no_token_that_is_not_for_this_journey", lies),
    ("oidc_connects_an_account_that_is_signed_in", connects),
    ("oidc_learns_new_keys", new_keys),
    ("oidc_says_when_the_provider_is_gone", gone),
];

const CLIENT: &str = "greenroom";
const SECRET: &str = "s3cret and more";

/// What the provider says of whoever signs in there, true or not.
#[derive(Clone)]
struct Says {
    issuer: String,
    audience: &'static str,
    subject: &'static str,
    email: Option<&'static str>,
    verified: bool,
    nonce: Option<String>,
    /// Seconds from now.
    expires: i64,
    /// The key it signs with, and the one it shows.
    signs: u8,
    shows: u8,
    /// Of the journey: what the verifier must hash to.
    challenge: String,
}

struct Elsewhere {
    /// Serves as long as the test lasts.
    _runtime: Runtime,
    issuer: String,
    says: Arc<Mutex<Says>>,
}

impl Elsewhere {
    fn start() -> Self {
        let runtime = Runtime::new().expect("threads");
        let bound = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
        let listener = bound.expect("a free port");
        let issuer = format!("http://{}", listener.local_addr().expect("it is bound"));
        let says = Says {
            issuer: issuer.clone(),
            audience: CLIENT,
            subject: "42",
            email: Some("eve@example.org"),
            verified: true,
            nonce: None,
            expires: 300,
            signs: 1,
            shows: 1,
            challenge: String::new(),
        };
        let says = Arc::new(Mutex::new(says));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(description))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&says));
        runtime.spawn(async move { axum_serve(listener, router).await });
        Self { _runtime: runtime, issuer, says }
    }

    fn provider(&self, sign_up: SignUp) -> Provider {
        let settings = Settings {
            issuer: self.issuer.clone(),
            client_id: CLIENT.into(),
            client_secret: Some(SECRET.into()),
            name: "Elsewhere".into(),
            sign_up,
        };
        Provider::new(settings, &format!("http://127.0.0.1:{PORT}")).expect("sound settings")
    }

    fn say(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

async fn axum_serve(listener: TcpListener, router: Router) {
    server::serve(listener, router, std::future::pending()).await;
}

type Told = State<Arc<Mutex<Says>>>;

fn told(State(says): Told) -> Says {
    says.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

async fn description(says: Told) -> Json<Value> {
    let issuer = told(says).issuer;
    // A provider that lies in its tokens describes itself truly.
    let own = issuer.trim_end_matches("/liar").to_owned();
    Json(json!({
        "issuer": own,
        "authorization_endpoint": format!("{own}/authorize"),
        "token_endpoint": format!("{own}/token"),
        "jwks_uri": format!("{own}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

/// An Ed25519 key of a known seed, in the wrapping of RFC 8410.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    let head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let body = STANDARD.encode([&head[..], &[number; 32]].concat());
    let words = "PRIVATE KEY";
    let pem = format!("-----BEGIN {words}-----\n{body}\n-----END {words}-----\n");
    let id = JsonWebKeyId::new(format!("key {number}"));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(id)).expect("a key")
}

async fn keys(says: Told) -> Json<CoreJsonWebKeySet> {
    Json(CoreJsonWebKeySet::new(vec![key(told(says).shows).as_verification_key()]))
}

async fn token(says: Told, headers: HeaderMap, body: String) -> (StatusCode, Json<Value>) {
    let says = told(says);
    let form: Vec<(String, String)> =
        openidconnect::url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let field = |name: &str| {
        form.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default()
    };
    let verifier = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
    let expected = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:s3cret+and+more")));
    let known = headers.get("authorization").is_some_and(|value| *value == expected);
    let back = format!("http://127.0.0.1:{PORT}/api/v1/session/oidc/callback");
    let sound = field("code") == "the code" && field("redirect_uri") == back;
    if !known || !sound || verifier != says.challenge {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" })));
    }
    let name = EndUserName::new("Eve of Elsewhere".into());
    let claims = StandardClaims::new(SubjectIdentifier::new(says.subject.into()))
        .set_email(says.email.map(|email| EndUserEmail::new(email.into())))
        .set_email_verified(Some(says.verified))
        .set_name(Some(name.into()));
    let now = std::time::SystemTime::now();
    let end = if says.expires < 0 {
        now - std::time::Duration::from_secs(says.expires.unsigned_abs())
    } else {
        now + std::time::Duration::from_secs(says.expires.unsigned_abs())
    };
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(says.issuer.clone()).expect("an address"),
        vec![Audience::new(says.audience.into())],
        end.into(),
        now.into(),
        claims,
        EmptyAdditionalClaims {},
    )
    .set_nonce(says.nonce.clone().map(Nonce::new));
    let algorithm = CoreJwsSigningAlgorithm::EdDsa;
    let token = CoreIdToken::new(claims, &key(says.signs), algorithm, None, None);
    let token = token.expect("it is signed").to_string();
    let body = json!({ "access_token": "unused", "token_type": "Bearer", "id_token": token });
    (StatusCode::OK, Json(body))
}

/// A journey: what the browser keeps, and what it was sent with.
struct Journey {
    cookie: String,
    state: String,
}

/// Goes to the provider, which from then on signs tokens for this journey.
fn depart(world: &World, elsewhere: &Elsewhere, who: Option<&Person>) -> Journey {
    let headers: Vec<(&str, &str)> = who.iter().map(|p| (p.key.0, p.key.1.as_str())).collect();
    let path = "/api/v1/session/oidc?return_to=/progress";
    let answer = world.ask(Method::GET, path, &headers, "");
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.text);
    let address = answer.header("location").to_owned();
    let (place, query) = address.split_once('?').expect("a query");
    assert_eq!(place, format!("{}/authorize", elsewhere.issuer));
    let field = |name: &str| {
        let found = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        found.unwrap_or_else(|| panic!("no {name} in {query}")).to_owned()
    };
    assert_eq!(field("scope"), "openid+email+profile");
    assert_eq!(
        (field("response_type"), field("code_challenge_method")),
        ("code".into(), "S256".into())
    );
    elsewhere.say(|says| {
        says.challenge = field("code_challenge");
        says.nonce = Some(field("nonce"));
    });
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("Max-Age=600; HttpOnly; SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    Journey { cookie, state: field("state") }
}

/// Comes back with a code.
fn arrive(world: &World, journey: &Journey, who: Option<&Person>) -> Answer {
    let mut cookie = journey.cookie.clone();
    if let Some(person) = who {
        cookie = format!("{cookie}; {}", person.key.1);
    }
    let path = format!("/api/v1/session/oidc/callback?code=the+code&state={}", journey.state);
    // From the provider's page, as a browser follows a redirect.
    let headers = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
    ];
    let answer = world.ask(Method::GET, &path, &headers, "");
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.text);
    answer
}

/// The session that an arrival opened.
fn session(world: &World, answer: &Answer) -> Value {
    assert_eq!(answer.header("location"), "/progress");
    let cookies = answer.headers.get_all("set-cookie").iter();
    let cookies: Vec<&str> = cookies.filter_map(|value| value.to_str().ok()).collect();
    let cookie = cookies.iter().find(|line| line.starts_with("greenroom=")).expect("a session");
    assert!(cookies.iter().any(|line| line.starts_with("greenroom-journey=; ")), "{cookies:?}");
    let cookie = cookie.split(';').next().unwrap_or_default();
    world.ask(Method::GET, "/api/v1/session", &[("cookie", cookie)], "").json()
}

fn journey(world: &World, elsewhere: &Elsewhere) -> Answer {
    let journey = depart(world, elsewhere, None);
    arrive(world, &journey, None)
}

fn refused(answer: &Answer, word: &str) {
    assert_eq!(answer.header("location"), format!("/sign-in?problem={word}"));
    let cookies = answer.headers.get_all("set-cookie").iter();
    assert!(cookies.filter_map(|v| v.to_str().ok()).all(|line| line.contains("Max-Age=0")));
}

fn host(sign_up: SignUp) -> (World, Elsewhere, Person) {
    let elsewhere = Elsewhere::start();
    let world = World::team_with(Some(elsewhere.provider(sign_up)));
    let admin = admin(&world);
    (world, elsewhere, admin)
}

fn invited() {
    let (world, elsewhere, admin) = host(SignUp::Invited);
    let session_now = world.get("/api/v1/session");
    assert_eq!(session_now["oidc"], json!({ "name": "Elsewhere" }));
    refused(&journey(&world, &elsewhere), "uninvited");
    let wanted = json!({ "role": "coach", "email": "Eve@example.org" });
    admin.ask(&world, Method::POST, "/api/v1/invitations", &wanted);
    elsewhere.say(|says| says.verified = false);
    refused(&journey(&world, &elsewhere), "unverified");
    elsewhere.say(|says| says.verified = true);
    let eve = session(&world, &journey(&world, &elsewhere))["account"].clone();
    assert_eq!((&eve["name"], &eve["role"]), (&json!("Eve of Elsewhere"), &json!("coach")));
    assert_eq!(eve["email"], "eve@example.org");
    // Known by the subject from now on, whatever becomes of the address.
    elsewhere.say(|says| says.email = Some("eve@elsewhere.example"));
    assert_eq!(session(&world, &journey(&world, &elsewhere))["account"]["id"], eve["id"]);
    // Somebody else with the old address is somebody else.
    elsewhere.say(|says| (says.subject, says.email) = ("43", Some("eve@example.org")));
    refused(&journey(&world, &elsewhere), "taken");
    // There is no password to guess.
    let body = json!({ "email": "eve@example.org", "password": "" });
    let guessed = world.send(Method::POST, "/api/v1/session", &body);
    assert_eq!(guessed.status, StatusCode::UNAUTHORIZED);
    elsewhere.say(|says| says.subject = "42");
    let path = format!("/api/v1/accounts/{}", eve["id"].as_str().expect("an id"));
    admin.ask(&world, Method::PATCH, &path, &json!({ "disabled": true }));
    refused(&journey(&world, &elsewhere), "disabled");
    world.stop();
}

fn anybody() {
    let (world, elsewhere, _) = host(SignUp::Anybody);
    let eve = session(&world, &journey(&world, &elsewhere))["account"].clone();
    assert_eq!(eve["role"], "member");
    elsewhere.say(|says| (says.subject, says.email) = ("43", None));
    refused(&journey(&world, &elsewhere), "unverified");
    // The administrator's address is not the stranger's, whatever the provider says.
    elsewhere.say(|says| says.email = Some("admin@example.org"));
    refused(&journey(&world, &elsewhere), "taken");
    world.stop();
}

/// Changes what the provider says after the journey has begun.
type Lie = Box<dyn Fn(&mut Says)>;

fn lies() {
    let (world, elsewhere, _) = host(SignUp::Anybody);
    let honest = elsewhere.says.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let issuer = elsewhere.issuer.clone();
    let cases: Vec<(&str, Lie)> = vec![
        ("rejected", Box::new(|says| says.nonce = Some("another".into()))),
        ("rejected", Box::new(|says| says.nonce = None)),
        ("rejected", Box::new(|says| says.audience = "another")),
        ("rejected", Box::new(|says| says.expires = -60)),
        ("rejected", Box::new(move |says| says.issuer = format!("{issuer}/liar"))),
        ("rejected", Box::new(|says| says.signs = 2)),
        ("provider", Box::new(|says| says.challenge = "another".into())),
    ];
    for (word, lie) in cases {
        let journey = depart(&world, &elsewhere, None);
        elsewhere.say(lie);
        refused(&arrive(&world, &journey, None), word);
        elsewhere.say(|says| *says = honest.clone());
    }
    let one = depart(&world, &elsewhere, None);
    let other = depart(&world, &elsewhere, None);
    let mixed = Journey { cookie: one.cookie.clone(), state: other.state };
    refused(&arrive(&world, &mixed, None), "journey");
    let bare = Journey { cookie: "x=y".into(), state: one.state.clone() };
    refused(&arrive(&world, &bare, None), "journey");
    let odd = Journey { cookie: "greenroom-journey=%%%".into(), state: one.state };
    refused(&arrive(&world, &odd, None), "journey");
    let kept = [("cookie", one.cookie.as_str())];
    let denied = "/api/v1/session/oidc/callback?error=access_denied&state=x";
    refused(&world.ask(Method::GET, denied, &kept, ""), "cancelled");
    // A page elsewhere cannot send somebody on a journey.
    let foreign = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
    let sent = world.ask(Method::GET, "/api/v1/session/oidc", &foreign, "");
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    world.stop();
}

fn connects() {
    let (world, elsewhere, admin) = host(SignUp::Invited);
    let eve = member(&world, &admin, "member", "eve");
    refused(&journey(&world, &elsewhere), "taken");
    let there = depart(&world, &elsewhere, Some(&eve));
    let connected = session(&world, &arrive(&world, &there, Some(&eve)));
    assert_eq!(connected["account"]["id"], eve.id);
    let again = session(&world, &journey(&world, &elsewhere));
    assert_eq!(again["account"]["id"], eve.id);
    // One identity is not two people's.
    let there = depart(&world, &elsewhere, Some(&admin));
    let refused = arrive(&world, &there, Some(&admin));
    assert_eq!(refused.header("location"), "/settings?problem=connected");
    // A journey that began as somebody else connects nothing.
    elsewhere.say(|says| (says.subject, says.email) = ("44", Some("mallory@example.org")));
    let there = depart(&world, &elsewhere, None);
    let refused = arrive(&world, &there, Some(&admin));
    assert_eq!(refused.header("location"), "/settings?problem=uninvited");
    let id = AccountId::parse(&admin.id).expect("an id");
    let found = world.wait(world.app.store.account_by_identity(&elsewhere.issuer, "44"));
    assert_ne!(found.expect("asked").map(|account| account.id), Some(id));
    world.stop();
}

fn new_keys() {
    let (world, elsewhere, _) = host(SignUp::Anybody);
    session(&world, &journey(&world, &elsewhere));
    elsewhere.say(|says| (says.signs, says.shows) = (3, 3));
    session(&world, &journey(&world, &elsewhere));
    // Asked for again only after a while, so that nobody makes us ask all the time.
    elsewhere.say(|says| (says.signs, says.shows) = (4, 4));
    refused(&journey(&world, &elsewhere), "rejected");
    world.stop();
}

fn gone() {
    let elsewhere = Elsewhere::start();
    let provider = elsewhere.provider(SignUp::Invited);
    drop(elsewhere);
    let world = World::team_with(Some(provider));
    for _ in 0..2 {
        let answer = world.ask(Method::GET, "/api/v1/session/oidc", &[], "");
        assert_eq!(answer.header("location"), "/sign-in?problem=provider");
    }
    world.stop();
    let world = World::team();
    let none = world.ask(Method::GET, "/api/v1/session/oidc", &[], "");
    assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.text);
    world.stop();
}
