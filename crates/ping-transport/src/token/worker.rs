//! A worker application, and its tokens.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use futures_util::future::BoxFuture;
use ping_models::{DecodeError, OpenValue, Secret, TokenRequest, decode};
use serde_json::Value;
use tracing::Span;

use super::{AccessToken, Fetches};
use crate::auth::Unauthorized;
use crate::checks::is_token;
use crate::credentials::Credentials;
use crate::described::Described;
use crate::error::Error;
use crate::operations;
use crate::request::Parts;
use crate::sender::{Options, Sender};

/// A worker application, which gets tokens for its credentials.
pub(crate) struct Worker {
    sender: Arc<Sender>,
    environment: String,
    credentials: Mutex<Credentials>,
}

impl Worker {
    pub(crate) fn new(sender: Arc<Sender>, environment: String, credentials: Credentials) -> Self {
        Self { sender, environment, credentials: Mutex::new(credentials) }
    }

    pub(crate) fn credentials(&self) -> MutexGuard<'_, Credentials> {
        self.credentials.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Later token requests are made with these.
    pub(crate) fn rotate(&self, credentials: Credentials) {
        *self.credentials() = credentials;
    }

    /// The token request that these credentials make.
    fn request(&self, credentials: &Credentials) -> Result<Parts, Error> {
        let mut parts = Parts::new(&operations::GET_TOKEN.info);
        parts.segment(&self.environment);
        parts.set_body(&TokenRequest::new());
        credentials.prove(&mut parts, &self.sender.hosts, self.sender.clock.now())?;
        Ok(parts)
    }

    /// The token request as it would be sent, secrets masked.
    pub(crate) fn describe(&self) -> Result<Described, Error> {
        let credentials = self.credentials().clone();
        Described::new(&self.request(&credentials)?, &self.sender.hosts, &Unauthorized)
    }

    async fn grant(&self, credentials: &Credentials, cause: Span) -> Result<AccessToken, Error> {
        let request = self.request(credentials)?;
        let auth = Arc::new(Unauthorized);
        let sending = self.sender.send(auth, request, Options::default(), cause);
        let answered = sending.await?;
        granted(&answered.answer.body).map_err(|error| answered.failed(Error::undocumented(error)))
    }
}

impl Fetches for Arc<Worker> {
    fn fetch(&self, cause: Span) -> BoxFuture<'static, Result<AccessToken, Error>> {
        let worker = Arc::clone(self);
        let credentials = self.credentials().clone();
        Box::pin(async move {
            let token = worker.grant(&credentials, cause).await;
            token.map_err(|error| Error::token(&error))
        })
    }
}

/// The token of an answer. Only what is needed is read: a good token is not thrown away because of
/// what stands beside it, and one that cannot be used never becomes the client's.
fn granted(body: &[u8]) -> Result<AccessToken, DecodeError> {
    let members: BTreeMap<String, OpenValue> = decode(body)?;
    let member = |name| members.get(name).map(OpenValue::to_value);
    let value = match member("access_token") {
        Some(Value::String(text)) if is_token(&text) => Secret::from(text),
        _ => {
            let expected = "a token of visible ASCII characters";
            return Err(DecodeError::new("access_token", expected));
        }
    };
    let bearer = match member("token_type") {
        None | Some(Value::Null) => true,
        Some(Value::String(kind)) => kind.trim().eq_ignore_ascii_case("bearer"),
        Some(_) => false,
    };
    if !bearer {
        let expected = "`Bearer`, the only type of token that can be sent";
        return Err(DecodeError::new("token_type", expected));
    }
    Ok(AccessToken {
        value,
        lifetime: members.get("expires_in").and_then(|json| seconds(json.get())),
    })
}

/// A lifetime in seconds, as a number or a text; fractions are cut off.
fn seconds(json: &str) -> Option<Duration> {
    let text = json.trim_matches('"').trim();
    let whole = text.parse::<u64>().ok().or_else(|| {
        let seconds: f64 = text.parse().ok()?;
        (0.0..u64::MAX as f64).contains(&seconds).then_some(seconds as u64)
    });
    whole.map(Duration::from_secs)
}
