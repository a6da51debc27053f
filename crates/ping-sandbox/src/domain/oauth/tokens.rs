//! The access tokens that were given out.

use std::time::Duration;

use serde_json::Value;

use crate::{
    base::{
        limits::{Kept, Latest},
        random::Random,
        timestamp::Timestamp,
    },
    domain::{faults::names, oauth::access_token},
};

/// Whose an access token is, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) client_id: String,
    /// The environment that the application is in.
    pub(crate) environment_id: String,
    /// The resources whose scopes it carries; none of a token for the API.
    pub(crate) resources: Vec<String>,
}

struct Token {
    expires: Timestamp,
    holder: Holder,
}

/// The access tokens of all environments, and what they are good for.
pub(crate) struct Tokens {
    /// How long those for the API are good.
    pub(crate) lifetime: Duration,
    known: Latest<Token>,
    kept: Kept,
    random: Random,
    denied: Vec<String>,
}

impl Tokens {
    pub(crate) fn new(root: &Random, lifetime: Duration, kept: Kept) -> Self {
        Self {
            lifetime,
            known: Latest::new(kept),
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

    /// A new token with these claims, and with its id and times.
    pub(crate) fn give(
        &mut self,
        holder: Holder,
        mut claims: Value,
        now: Timestamp,
        lifetime: Duration,
    ) -> String {
        let expires = now + lifetime;
        claims["jti"] = self.random.uuid().into();
        claims["iat"] = now.seconds().into();
        claims["exp"] = expires.seconds().into();
        let token = access_token::signed(&claims);
        self.known.insert(token.clone(), Token { expires, holder });
        token
    }

    /// Ends a token.
    pub(crate) fn revoke(&mut self, token: &str) {
        self.known.remove(token);
    }

    /// Ends those of an environment's applications.
    pub(crate) fn revoke_of(&mut self, environment_id: &str) {
        self.known.retain(|token| token.holder.environment_id != environment_id);
    }

    pub(crate) fn revoke_all(&mut self) {
        self.known = Latest::new(self.kept);
    }

    /// Whether the permission for an operation was taken away.
    pub(crate) fn is_denied(&self, operation: &str) -> bool {
        self.denied.iter().any(|rule| names(rule, operation))
    }

    pub(crate) fn deny(&mut self, rules: Vec<String>) {
        self.denied = rules;
    }
}
