//! Signing in with an identity provider (OpenID Connect): authorisation code with PKCE and nonce.
//!
//! Theory of operation. A *journey* begins at [`Provider::depart`]: the browser is sent to the
//! provider and keeps what only it may know (state, nonce, verifier) in a cookie of its own, so the
//! server keeps nothing and may be started again meanwhile. It ends at [`Provider::arrive`]: the
//! state of the answer must be the cookie's, the code is exchanged with the verifier, and the
//! signed token must be from this provider, for this client, of now and of this journey. What comes
//! out is an [`Identity`]; whose account it is, and whether it may have one, is decided in
//! `api::oidc`.
//!
//! The provider's description and keys are asked for when first needed and kept for an hour; a
//! signature by a key that is not known asks for them again at once, since keys are changed.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AsyncHttpClient, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::api::PREFIX;

/// How long a journey may take: signing in there, perhaps with a second factor.
pub const JOURNEY_LASTS: Duration = Duration::from_mins(10);
/// Bytes of an answer of the provider; descriptions and keys are far smaller.
const ANSWER_BYTES: usize = 1 << 20;
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(10);
/// How long description and keys are used without asking again.
const KNOWN_LASTS: Duration = Duration::from_hours(1);
/// The least time between two times of asking for keys that are not known.
const ASK_AGAIN: Duration = Duration::from_secs(30);
/// How long a provider that does not answer is left alone.
const PAUSE: Duration = Duration::from_secs(5);
/// Signatures that only the provider can make. Those by the client's secret are not among them.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Who may have an account without an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUp {
    /// Nobody.
    Invited,
    /// Whoever the provider knows, as a member.
    Anybody,
}

/// What the host knows of its provider.
#[derive(Clone)]
pub struct Settings {
    /// Its address, exactly as it calls itself.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    /// What people call it, for the button.
    pub name: String,
    pub sign_up: SignUp,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { issuer, client_id, name, sign_up, .. } = self;
        write!(f, "Settings({issuer}, {client_id}, {name}, {sign_up:?})")
    }
}

#[derive(Debug)]
pub struct Provider {
    pub settings: Settings,
    issuer: IssuerUrl,
    back: RedirectUrl,
    http: Http,
    known: Mutex<Known>,
}

/// What was learnt of the provider, and when.
#[derive(Debug, Default)]
struct Known {
    described: Option<(Instant, CoreProviderMetadata)>,
    /// When it was last forgotten because of a key that was not known.
    forgotten: Option<Instant>,
    /// Why it could not be asked: those who come right after need not wait for the same again.
    failed: Option<(Instant, String)>,
}

/// What a browser keeps on its way.
#[derive(Serialize, Deserialize)]
pub struct Journey {
    state: String,
    nonce: String,
    verifier: String,
    /// Where to go in the end: a path of ours.
    pub return_to: String,
    /// The account that is to be connected, where somebody was signed in at the start.
    pub connects: Option<String>,
}

/// Somebody whom the provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub issuer: String,
    pub subject: String,
    /// Only an address that the provider has verified.
    pub email: Option<String>,
    pub name: Option<String>,
}

/// Why a journey came to nothing. Each has a word that the sign-in page turns into a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("the answer belongs to no journey of this browser")]
    Journey,
    #[error("the person was not signed in there ({0})")]
    Cancelled(String),
    #[error("the provider cannot be used: {0}")]
    Provider(String),
    #[error("the provider's token is not accepted: {0}")]
    Rejected(String),
}

impl Refusal {
    pub fn word(&self) -> &'static str {
        match self {
            Self::Journey => "journey",
            Self::Cancelled(_) => "cancelled",
            Self::Provider(_) => "provider",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// The wrong settings, in one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongSettings(String);

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// `url` is where people reach this server.
    pub fn new(settings: Settings, url: &str) -> Result<Self, WrongSettings> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| {
            WrongSettings(format!("{} is no address of a provider: {error}", settings.issuer))
        })?;
        let back = RedirectUrl::new(format!("{url}{PREFIX}/session/oidc/callback"));
        let back = back.map_err(|error| WrongSettings(format!("{url} is no address: {error}")))?;
        // The second client of a process finds it installed.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            // A redirect could lead to any machine of the host's own network.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("greenroom/", env!("CARGO_PKG_VERSION")));
        let http = http.build().map_err(|error| {
            WrongSettings(format!("connections to the provider cannot be made: {error}"))
        })?;
        Ok(Self { settings, issuer, back, http: Http(http), known: Mutex::default() })
    }

    /// Begins a journey: where the browser is to go, and what it is to keep.
    pub async fn depart(
        &self,
        return_to: String,
        connects: Option<String>,
    ) -> Result<(String, String), Refusal> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (address, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new(String::from("email")))
            .add_scope(Scope::new(String::from("profile")))
            .set_pkce_challenge(challenge)
            .url();
        let journey = Journey {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            return_to,
            connects,
        };
        let kept = serde_json::to_vec(&journey).map_err(|_| Refusal::Journey)?;
        Ok((address.into(), URL_SAFE_NO_PAD.encode(kept)))
    }

    /// Ends a journey: who it is.
    pub async fn arrive(
        &self,
        journey: &Journey,
        state: &str,
        code: String,
    ) -> Result<Identity, Refusal> {
        // Both come from the browser: how long this takes tells it nothing new.
        if state != journey.state {
            return Err(Refusal::Journey);
        }
        let client = self.client().await?;
        let exchange = client.exchange_code(AuthorizationCode::new(code));
        let exchange = exchange.map_err(|error| Refusal::Provider(error.to_string()))?;
        let tokens = exchange
            .set_pkce_verifier(PkceCodeVerifier::new(journey.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(|error| Refusal::Provider(said(&error)))?;
        let missing = || Refusal::Rejected(String::from("there is none"));
        let token = tokens.id_token().ok_or_else(missing)?;
        let nonce = Nonce::new(journey.nonce.clone());
        match claims(&client, token, &nonce) {
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                self.forget().await;
                let client = self.client().await?;
                claims(&client, token, &nonce).map(identity)
            }
            found => found.map(identity),
        }
        .map_err(|error| Refusal::Rejected(error.to_string()))
    }

    /// The provider as it describes itself.
    async fn client(&self) -> Result<Client, Refusal> {
        let metadata = self.metadata().await?;
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let client = CoreClient::from_provider_metadata(metadata, id, secret);
        Ok(client.set_redirect_uri(self.back.clone()))
    }

    /// Has it asked again, unless that was done just now.
    async fn forget(&self) {
        let mut known = self.known.lock().await;
        if known.forgotten.is_none_or(|at| at.elapsed() >= ASK_AGAIN) {
            known.forgotten = Some(Instant::now());
            known.described = None;
        }
    }

    async fn metadata(&self) -> Result<CoreProviderMetadata, Refusal> {
        let mut known = self.known.lock().await;
        if let Some((_, metadata)) =
            known.described.as_ref().filter(|(at, _)| at.elapsed() < KNOWN_LASTS)
        {
            return Ok(metadata.clone());
        }
        if let Some((_, words)) = known.failed.as_ref().filter(|(at, _)| at.elapsed() < PAUSE) {
            return Err(Refusal::Provider(words.clone()));
        }
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        match found {
            Ok(metadata) => {
                known.described = Some((Instant::now(), metadata.clone()));
                Ok(metadata)
            }
            Err(error) => {
                let words = said(&error);
                known.failed = Some((Instant::now(), words.clone()));
                Err(Refusal::Provider(words))
            }
        }
    }
}

impl Journey {
    /// What a browser kept.
    pub fn read(kept: &str) -> Result<Self, Refusal> {
        let bytes = URL_SAFE_NO_PAD.decode(kept).map_err(|_| Refusal::Journey)?;
        serde_json::from_slice(&bytes).map_err(|_| Refusal::Journey)
    }
}

fn claims<'a>(
    client: &Client,
    token: &'a CoreIdToken,
    nonce: &Nonce,
) -> Result<&'a CoreIdTokenClaims, ClaimsVerificationError> {
    token.claims(&client.id_token_verifier().set_allowed_algs(ALGORITHMS), nonce)
}

fn identity(claims: &CoreIdTokenClaims) -> Identity {
    let verified = claims.email_verified() == Some(true);
    let email = claims.email().filter(|_| verified);
    let name = claims.name().and_then(|name| name.get(None));
    Identity {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        email: email.map(|email| email.to_string()),
        name: name.map(|name| name.to_string()),
    }
}

/// A fault with all of its causes: the outermost alone says no more than that something failed.
fn said(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words
}

#[derive(Debug, thiserror::Error)]
enum Unanswered {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Response(#[from] axum::http::Error),
    #[error("the answer is larger than {ANSWER_BYTES} bytes")]
    Large,
}

/// Our client, as the library wants one.
#[derive(Debug)]
struct Http(reqwest::Client);

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(answer(&self.0, request))
    }
}

async fn answer(http: &reqwest::Client, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
    let mut response = http.execute(request.try_into()?).await?;
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await? {
        if body.len() + part.len() > ANSWER_BYTES {
            return Err(Unanswered::Large);
        }
        body.extend_from_slice(&part);
    }
    let mut answer = axum::http::Response::builder().status(response.status());
    for (name, value) in response.headers() {
        answer = answer.header(name, value);
    }
    Ok(answer.body(body)?)
}
