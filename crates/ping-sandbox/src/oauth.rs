//! The token endpoint of the authorization server, and the tokens that it gave out.

use std::{collections::HashMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::header;
use serde_json::json;

use crate::{
    builder::Settings,
    random::Random,
    request::first,
    response::{Answer, Response},
    route::{Call, Handler},
    state::State,
    timestamp::Timestamp,
};

/// How the worker application authenticates, its `tokenEndpointAuthMethod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthMethod {
    /// `CLIENT_SECRET_BASIC`: the secret in the `Authorization` header.
    ClientSecretBasic,
    /// `CLIENT_SECRET_POST`: the secret in the form.
    ClientSecretPost,
}

/// Applications, tokens and permissions.
pub(crate) struct OAuthState {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    method: ClientAuthMethod,
    environment_id: String,
    lifetime: Duration,
    tokens: HashMap<String, Timestamp>,
    denied: Vec<String>,
}

impl OAuthState {
    pub(crate) fn seeded(random: &mut Random, settings: &Settings, environment_id: &str) -> Self {
        const ALPHABET: &[u8] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        Self {
            client_id: random.uuid(),
            client_secret: random.text(ALPHABET, 64),
            method: settings.auth_method,
            environment_id: environment_id.to_owned(),
            lifetime: settings.token_lifetime,
            tokens: HashMap::new(),
            denied: Vec::new(),
        }
    }

    /// Whether an access token is known and not expired.
    pub(crate) fn accepts(&self, token: &str, now: Timestamp) -> bool {
        self.tokens.get(token).is_some_and(|expires| now < *expires)
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
    let basic = call
        .request
        .header("authorization")
        .and_then(|value| value.strip_prefix("Basic "))
        .and_then(|value| STANDARD.decode(value.trim()).ok())
        .and_then(|value| String::from_utf8(value).ok());
    let credentials = match state.oauth.method {
        ClientAuthMethod::ClientSecretBasic => basic.as_deref().and_then(|b| b.split_once(':')),
        ClientAuthMethod::ClientSecretPost => {
            first(&form, "client_id").zip(first(&form, "client_secret"))
        }
    };
    let good = credentials.is_some_and(|(id, secret)| {
        id == state.oauth.client_id && secret == state.oauth.client_secret
    }) && call.param("environmentID") == state.oauth.environment_id;
    if !good {
        return Err(refuse(state));
    }
    let token = state.random.token();
    let expires = state.now() + state.oauth.lifetime;
    state.oauth.tokens.insert(token.clone(), expires);
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

fn refuse(state: &mut State) -> crate::response::Failure {
    let id = state.uuid();
    Response::json(
        401,
        &json!({
            "error": "invalid_client",
            "error_description": format!(
                "Request denied: Unsupported authentication method (Correlation ID: {id})"
            ),
        }),
    )
    .header(http::HeaderName::from_static("correlation-id"), &id)
    .into()
}
