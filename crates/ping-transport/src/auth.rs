//! How requests prove who sends them, and how answers are known for what they are.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::header::HeaderValue;
use ping_models::Secret;

use crate::answer::Answer;
use crate::error::Error;
use crate::operation::Host;
use crate::request::Parts;

/// A bearer token as requests carry it, made once.
pub(crate) struct Bearer {
    pub(crate) value: Secret,
    pub(crate) header: HeaderValue,
    /// The number of the fetch that brought it.
    pub(crate) fetch: u64,
    /// On the monotonic clock, where it is known.
    pub(crate) expires_at: Option<Duration>,
}

impl Bearer {
    pub(crate) fn new(
        value: Secret,
        fetch: u64,
        expires_at: Option<Duration>,
    ) -> Result<Self, Error> {
        let header = HeaderValue::try_from(format!("Bearer {}", value.expose()));
        let mut header = header.map_err(|_| {
            Error::configuration("access_token", "has characters that no token has")
        })?;
        header.set_sensitive(true);
        Ok(Self { value, header, fetch, expires_at })
    }
}

/// What the next attempt has in its `Authorization` header.
pub(crate) enum Pass {
    /// Nothing.
    None,
    Ready(Arc<Bearer>),
    /// A token that is to be waited for.
    Wait(BoxFuture<'static, Result<Arc<Bearer>, Error>>),
}

/// How the requests of a client prove who sends them.
pub(crate) trait Authorization: Send + Sync + 'static {
    /// Fails where requests to this host can never be sent so.
    fn check(&self, host: Host) -> Result<(), Error>;

    /// Whether requests carry a bearer token.
    fn is_bearer(&self) -> bool {
        false
    }

    /// The token for the next attempt.
    fn pass(&self, _now: Duration) -> Result<Pass, Error> {
        Ok(Pass::None)
    }

    /// Drops a token that a host refused; false where another one cannot be had, or would be
    /// refused alike.
    fn refuse(&self, _token: &Bearer, _host: Host, _now: Duration) -> bool {
        false
    }

    /// Notes that a host refused the new token, too.
    fn hold(&self, _host: Host, _now: Duration) {}

    /// Whether a host refused a new token a short while ago.
    fn holds(&self, _host: Host, _now: Duration) -> bool {
        false
    }

    /// Drops the token that is kept, if one is: another one is wanted.
    fn forget(&self) {}

    /// What stands around the body of a request, where the service wants that.
    fn seal(self: Arc<Self>, _parts: &Parts) -> Result<Option<Box<dyn Sealed>>, Error> {
        Ok(None)
    }

    /// The body with what stands around it, for a reviewer; `None` where nothing does.
    fn describe(&self, _parts: &Parts) -> Result<Option<Vec<u8>>, Error> {
        Ok(None)
    }

    /// Whether the beginning of a body is that of a file, and not of a reply that may come in its
    /// place; `None` where it takes more of it.
    fn is_file(&self, _beginning: &[u8]) -> Option<bool> {
        Some(true)
    }

    /// An answer with an error status.
    fn refusal(&self, answer: &Answer) -> Error {
        Error::answer(answer.status, &answer.headers, &answer.body)
    }
}

/// The envelope of one request and its reply.
pub(crate) trait Sealed: Send + Sync {
    /// The body as it is sent at a time; the same again for the same time.
    fn body(&self, now: SystemTime) -> Result<Bytes, Error>;

    /// What is inside a successful answer.
    fn open(&self, answer: Answer) -> Result<Answer, Error>;

    /// The secrets of the request that was sent at a time.
    fn secrets(&self, now: SystemTime) -> Vec<Secret>;
}

/// Requests that authenticate themselves, or need not.
pub(crate) struct Unauthorized;

impl Authorization for Unauthorized {
    fn check(&self, _host: Host) -> Result<(), Error> {
        Ok(())
    }
}
