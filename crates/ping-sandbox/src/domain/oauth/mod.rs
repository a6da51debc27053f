//! The token endpoint of the authorization server, and the tokens that it gave out.

pub(crate) mod access_token;
pub(crate) mod assertion;

use std::{collections::HashMap, io, time::Duration};

use http::HeaderName;
use serde_json::{Value, json};

use crate::{
    base::{limits::Kept, random::Random, timestamp::Timestamp},
    wire::response::{Failure, Response},
};

#[cfg(feature = "jwt-assertions")]
use crate::domain::oauth::assertion::Verifier;

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
    pub(crate) proof: Proof,
}

impl Worker {
    pub(crate) fn seeded(random: &mut Random, proof: Proof) -> Self {
        const ALPHABET: &[u8] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        Self { client_id: random.uuid(), client_secret: random.text(ALPHABET, 64), proof }
    }
}

/// An access token that was given out.
pub(crate) struct Token {
    pub(crate) number: u64,
    pub(crate) expires: Timestamp,
    pub(crate) holder: Holder,
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
    pub(crate) lifetime: Duration,
    pub(crate) known: HashMap<String, Token>,
    /// How many tokens were given out.
    pub(crate) given: u64,
    pub(crate) kept: Kept,
    pub(crate) random: Random,
    pub(crate) denied: Vec<String>,
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

    /// A new token with these claims, and with its id and times. It is kept until it expires, unless
    /// so many come that the oldest have to go.
    pub(crate) fn give(&mut self, holder: Holder, mut claims: Value, now: Timestamp) -> String {
        self.known.retain(|_, known| now < known.expires);
        if self.known.len() >= self.kept.entries {
            let oldest = self.known.iter().min_by_key(|(_, known)| known.number);
            if let Some(oldest) = oldest.map(|(token, _)| token.clone()) {
                self.known.remove(&oldest);
            }
        }
        self.given += 1;
        let expires = now + self.lifetime;
        claims["jti"] = self.random.uuid().into();
        claims["iat"] = now.seconds().into();
        claims["exp"] = expires.seconds().into();
        let token = access_token::signed(&claims);
        let known = Token { number: self.given, expires, holder };
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

/// The refusal of a client that is not known, for whatever cause, as the service has only one.
pub(crate) fn unknown_client(correlation_id: &str) -> Failure {
    let why = "Request denied: Unsupported authentication method";
    refusal(correlation_id, 401, "invalid_client", why)
}

/// An error in OAuth's shape, with the correlation id at the end of its text.
pub(crate) fn refusal(
    correlation_id: &str,
    status: u16,
    error: &str,
    description: &str,
) -> Failure {
    Response::json(
        status,
        &json!({
            "error": error,
            "error_description": format!("{description} (Correlation ID: {correlation_id})"),
        }),
    )
    .header(HeaderName::from_static("correlation-id"), correlation_id)
    .into()
}
