//! The token endpoint of the authorization server, and the tokens that it gave out.

mod assertion;

use std::{collections::HashMap, io, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderName, header};
use serde_json::json;

use crate::{
    builder::Settings,
    limits::Kept,
    random::Random,
    request::first,
    response::{Answer, Failure, Response},
    route::{Call, Handler},
    state::State,
    timestamp::Timestamp,
};

use assertion::{Expected, Verifier};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How the worker application authenticates, its `tokenEndpointAuthMethod`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthMethod {
    /// `CLIENT_SECRET_BASIC`: the secret in the `Authorization` header.
    ClientSecretBasic,
    /// `CLIENT_SECRET_POST`: the secret in the form.
    ClientSecretPost,
    /// `CLIENT_SECRET_JWT`: an assertion signed with the secret (HS256, HS384, HS512).
    ClientSecretJwt,
    /// `PRIVATE_KEY_JWT`: an assertion signed with a private key (RS256, RS384, RS512, ES256,
    /// ES384).
    #[cfg(feature = "jwt-assertions")]
    PrivateKeyJwt {
        /// The public key, RSA or EC, as PEM (`BEGIN PUBLIC KEY`).
        public_key_pem: String,
    },
}

/// What a request to the token endpoint has to show.
enum Proof {
    Basic,
    Post,
    Assertion(Verifier),
}

/// An access token that was given out.
struct Token {
    number: u64,
    expires: Timestamp,
}

/// Applications, tokens and permissions.
pub(crate) struct OAuthState {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    proof: Proof,
    environment_id: String,
    lifetime: Duration,
    tokens: HashMap<String, Token>,
    /// How many tokens were given out.
    given: u64,
    kept: Kept,
    random: Random,
    denied: Vec<String>,
}

impl OAuthState {
    /// Fails if the public key of the settings cannot be read.
    pub(crate) fn seeded(
        random: &mut Random,
        settings: &Settings,
        environment_id: &str,
    ) -> io::Result<Self> {
        const ALPHABET: &[u8] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        let client_id = random.uuid();
        let client_secret = random.text(ALPHABET, 64);
        let proof = match &settings.auth_method {
            ClientAuthMethod::ClientSecretBasic => Proof::Basic,
            ClientAuthMethod::ClientSecretPost => Proof::Post,
            ClientAuthMethod::ClientSecretJwt => {
                Proof::Assertion(Verifier::Secret(client_secret.clone()))
            }
            #[cfg(feature = "jwt-assertions")]
            ClientAuthMethod::PrivateKeyJwt { public_key_pem } => {
                Proof::Assertion(Verifier::public_key(public_key_pem)?)
            }
        };
        Ok(Self {
            client_id,
            client_secret,
            proof,
            environment_id: environment_id.to_owned(),
            lifetime: settings.token_lifetime,
            tokens: HashMap::new(),
            given: 0,
            kept: settings.limits.kept,
            random: random.stream("access tokens"),
            denied: Vec::new(),
        })
    }

    /// Whether an access token is known and not expired.
    pub(crate) fn accepts(&self, token: &str, now: Timestamp) -> bool {
        self.tokens
            .get(token)
            .is_some_and(|token| now < token.expires)
    }

    /// Keeps a token until it expires, unless so many come that the oldest have to go.
    fn keep(&mut self, token: String, now: Timestamp) {
        self.tokens.retain(|_, known| now < known.expires);
        if self.tokens.len() >= self.kept.entries {
            let oldest = self.tokens.iter().min_by_key(|(_, known)| known.number);
            if let Some(oldest) = oldest.map(|(token, _)| token.clone()) {
                self.tokens.remove(&oldest);
            }
        }
        self.given += 1;
        let known = Token {
            number: self.given,
            expires: now + self.lifetime,
        };
        self.tokens.insert(token, known);
    }

    /// Whether the permission for an operation was taken away.
    pub(crate) fn is_denied(&self, operation: &str) -> bool {
        self.denied.iter().any(|rule| match rule.strip_suffix('*') {
            Some(prefix) => operation.starts_with(prefix),
            None => rule == operation,
        })
    }

    pub(crate) fn deny(&mut self, rules: Vec<String>) {
        self.denied = rules;
    }

    pub(crate) fn revoke_all(&mut self) {
        self.tokens.clear();
    }
}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("platform.get_token", get_token)]
}

fn get_token(state: &mut State, call: &Call<'_>) -> Answer {
    let form = call.request.form().unwrap_or_default();
    if !is_the_worker(state, call, &form) {
        // One refusal for every cause, as the service does.
        return Err(refusal(
            state,
            401,
            "invalid_client",
            "Request denied: Unsupported authentication method",
        ));
    }
    match first(&form, "grant_type") {
        Some("client_credentials") => {}
        Some(_) => {
            return Err(refusal(
                state,
                400,
                "unsupported_grant_type",
                "Unsupported grant type",
            ));
        }
        None => {
            return Err(refusal(
                state,
                400,
                "invalid_request",
                "Missing parameter: grant_type",
            ));
        }
    }
    // A worker has roles and no scopes.
    if first(&form, "scope").is_some_and(|scope| !scope.trim().is_empty()) {
        return Err(refusal(
            state,
            400,
            "invalid_scope",
            "Request failed: At least one scope must be granted",
        ));
    }
    let token = state.oauth.random.token();
    let now = state.now();
    state.oauth.keep(token.clone(), now);
    Ok(Response::json(
        200,
        &json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": state.oauth.lifetime.as_secs(),
        }),
    )
    .header(header::CACHE_CONTROL, "no-store"))
}

/// Whether the request authenticates the worker by the one method that the worker has.
fn is_the_worker(state: &State, call: &Call<'_>, form: &[(String, String)]) -> bool {
    let oauth = &state.oauth;
    let authorization = call.request.header("authorization");
    if call.param("environmentID") != oauth.environment_id {
        return false;
    }
    let matches = |id: &str, secret: &str| id == oauth.client_id && secret == oauth.client_secret;
    match &oauth.proof {
        Proof::Basic => {
            let decoded = authorization
                .and_then(|value| value.split_once(' '))
                .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
                .and_then(|(_, value)| STANDARD.decode(value.trim()).ok())
                .and_then(|value| String::from_utf8(value).ok());
            decoded
                .as_deref()
                .and_then(|pair| pair.split_once(':'))
                .is_some_and(|(id, secret)| matches(id, secret))
        }
        Proof::Post => {
            let pair = first(form, "client_id").zip(first(form, "client_secret"));
            authorization.is_none() && pair.is_some_and(|(id, secret)| matches(id, secret))
        }
        Proof::Assertion(verifier) => {
            let issuer = state.url(&format!("/{}/as", oauth.environment_id));
            let expected = Expected {
                client_id: &oauth.client_id,
                audiences: &[format!("{issuer}/token"), issuer],
                now: state.now(),
            };
            authorization.is_none()
                && first(form, "client_assertion_type") == Some(ASSERTION_TYPE)
                && first(form, "client_id").is_none_or(|id| id == oauth.client_id)
                && first(form, "client_assertion")
                    .is_some_and(|jwt| assertion::is_good(jwt, verifier, &expected))
        }
    }
}

/// An error in OAuth's shape, with the correlation id at the end of its text.
fn refusal(state: &mut State, status: u16, error: &str, description: &str) -> Failure {
    let id = state.answers.uuid();
    Response::json(
        status,
        &json!({
            "error": error,
            "error_description": format!("{description} (Correlation ID: {id})"),
        }),
    )
    .header(HeaderName::from_static("correlation-id"), &id)
    .into()
}
