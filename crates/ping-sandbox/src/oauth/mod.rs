//! The token endpoint of the authorization server, and the tokens that it gave out.

mod assertion;

use std::{collections::HashMap, io, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderName, header};
use serde_json::json;

use crate::{
    context::Context,
    limits::Kept,
    random::Random,
    request::first,
    response::{Answer, Failure, Response},
    route::{Call, Handler},
    timestamp::Timestamp,
    world::Shared,
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
#[derive(Clone)]
pub(crate) enum Proof {
    Basic,
    Post,
    SecretAssertion,
    #[cfg(feature = "jwt-assertions")]
    KeyAssertion(Verifier),
}

impl Proof {
    /// Fails if a public key cannot be read.
    pub(crate) fn of(method: &ClientAuthMethod) -> io::Result<Self> {
        Ok(match method {
            ClientAuthMethod::ClientSecretBasic => Self::Basic,
            ClientAuthMethod::ClientSecretPost => Self::Post,
            ClientAuthMethod::ClientSecretJwt => Self::SecretAssertion,
            #[cfg(feature = "jwt-assertions")]
            ClientAuthMethod::PrivateKeyJwt { public_key_pem } => {
                Self::KeyAssertion(Verifier::public_key(public_key_pem)?)
            }
        })
    }
}

/// An application that manages environments.
pub(crate) struct Worker {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    proof: Proof,
}

impl Worker {
    pub(crate) fn seeded(random: &mut Random, proof: Proof) -> Self {
        const ALPHABET: &[u8] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        Self {
            client_id: random.uuid(),
            client_secret: random.text(ALPHABET, 64),
            proof,
        }
    }
}

/// An access token that was given out.
struct Token {
    number: u64,
    expires: Timestamp,
    holder: Holder,
}

/// Whose an access token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) client_id: String,
    /// The environment that the worker is in.
    pub(crate) environment_id: String,
}

/// The access tokens of all environments, and what they are good for.
pub(crate) struct Tokens {
    lifetime: Duration,
    known: HashMap<String, Token>,
    /// How many tokens were given out.
    given: u64,
    kept: Kept,
    random: Random,
    denied: Vec<String>,
}

impl Tokens {
    pub(crate) fn new(root: &Random, lifetime: Duration, kept: Kept) -> Self {
        Self {
            lifetime,
            known: HashMap::new(),
            given: 0,
            kept,
            random: root.stream("access tokens"),
            denied: Vec::new(),
        }
    }

    /// Whose an access token is, if it is known and not expired.
    pub(crate) fn holder(&self, token: &str, now: Timestamp) -> Option<&Holder> {
        let token = self.known.get(token)?;
        (now < token.expires).then_some(&token.holder)
    }

    /// A new token. It is kept until it expires, unless so many come that the oldest have to go.
    fn give(&mut self, holder: Holder, now: Timestamp) -> String {
        self.known.retain(|_, known| now < known.expires);
        if self.known.len() >= self.kept.entries {
            let oldest = self.known.iter().min_by_key(|(_, known)| known.number);
            if let Some(oldest) = oldest.map(|(token, _)| token.clone()) {
                self.known.remove(&oldest);
            }
        }
        self.given += 1;
        let token = self.random.token();
        let known = Token {
            number: self.given,
            expires: now + self.lifetime,
            holder,
        };
        self.known.insert(token.clone(), known);
        token
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
        self.known.clear();
    }
}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("platform.get_token", get_token)]
}

fn get_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let form = call.request.form().unwrap_or_default();
    if !is_the_worker(context, call, &form) {
        return Err(unknown_client(context.shared));
    }
    let refuse = |shared, error, description| Err(refusal(shared, 400, error, description));
    match first(&form, "grant_type") {
        Some("client_credentials") => {}
        Some(_) => {
            return refuse(
                context.shared,
                "unsupported_grant_type",
                "Unsupported grant type",
            );
        }
        None => {
            return refuse(
                context.shared,
                "invalid_request",
                "Missing parameter: grant_type",
            );
        }
    }
    // A worker has roles and no scopes.
    if first(&form, "scope").is_some_and(|scope| !scope.trim().is_empty()) {
        return refuse(
            context.shared,
            "invalid_scope",
            "Request failed: At least one scope must be granted",
        );
    }
    let now = context.now();
    let holder = Holder {
        client_id: context.env.worker.client_id.clone(),
        environment_id: context.env.id.clone(),
    };
    let tokens = &mut context.shared.tokens;
    let token = tokens.give(holder, now);
    Ok(Response::json(
        200,
        &json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": tokens.lifetime.as_secs(),
        }),
    )
    .header(header::CACHE_CONTROL, "no-store"))
}

/// Whether the request authenticates the environment's worker by the one method that it has.
fn is_the_worker(context: &Context<'_>, call: &Call<'_>, form: &[(String, String)]) -> bool {
    let worker = &context.env.worker;
    let authorization = call.request.header("authorization");
    let matches = |id: &str, secret: &str| id == worker.client_id && secret == worker.client_secret;
    match &worker.proof {
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
        Proof::SecretAssertion => {
            let verifier = Verifier::Secret(worker.client_secret.clone());
            brings_assertion(context, call, form, &verifier)
        }
        #[cfg(feature = "jwt-assertions")]
        Proof::KeyAssertion(verifier) => brings_assertion(context, call, form, verifier),
    }
}

fn brings_assertion(
    context: &Context<'_>,
    call: &Call<'_>,
    form: &[(String, String)],
    verifier: &Verifier,
) -> bool {
    let client_id = &context.env.worker.client_id;
    let issuer = context.url(&format!("/{}/as", context.env.id));
    let expected = Expected {
        client_id,
        audiences: &[format!("{issuer}/token"), issuer],
        now: context.now(),
    };
    call.request.header("authorization").is_none()
        && first(form, "client_assertion_type") == Some(ASSERTION_TYPE)
        && first(form, "client_id").is_none_or(|id| id == client_id)
        && first(form, "client_assertion")
            .is_some_and(|jwt| assertion::is_good(jwt, verifier, &expected))
}

/// The refusal of a client that is not known, for whatever cause, as the service has only one.
pub(crate) fn unknown_client(shared: &mut Shared) -> Failure {
    refusal(
        shared,
        401,
        "invalid_client",
        "Request denied: Unsupported authentication method",
    )
}

/// An error in OAuth's shape, with the correlation id at the end of its text.
fn refusal(shared: &mut Shared, status: u16, error: &str, description: &str) -> Failure {
    let id = shared.answers.uuid();
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
