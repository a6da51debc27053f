//! What a caller sets for calls.

use std::fmt;
use std::time::Duration;

use crate::request::Parts;
use crate::retry::RetryPolicy;
use crate::sender::Options;

/// What a caller sets for all calls of a client ([`Client::with_options`]) or of a flow, each of
/// which may set its own: those count more.
///
/// ```
/// # use std::time::Duration;
/// # use ping_transport::{CallOptions, Client};
/// # fn example(client: &Client) -> Client {
/// let of_this_visit = CallOptions::new()
///     .correlation_id("checkout-4711")
///     .timeout(Duration::from_secs(5));
/// client.with_options(of_this_visit)
/// # }
/// ```
///
/// [`Client::with_options`]: crate::Client::with_options
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    sending: Options,
    headers: Vec<(String, String)>,
}

impl CallOptions {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The deadline of each request, retries and waits between them included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.sending.timeout = Some(timeout);
        self
    }

    /// Another retry policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.sending.retry = Some(policy);
        self
    }

    /// How long what was created or assigned a moment ago may be refused; see
    /// [`Call::settle`](crate::Call::settle).
    pub fn settle(mut self, span: Duration) -> Self {
        self.sending.settle = Some(span);
        self
    }

    /// An extra header. Those that frame the message, such as `content-length` and `host`, are
    /// refused.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// An id of the caller's that the service notes in its audit log; see
    /// [`Call::correlation_id`](crate::Call::correlation_id).
    pub fn correlation_id(self, id: &str) -> Self {
        self.header(CORRELATION_ID, id)
    }

    /// These, and above them those of `own`.
    pub(crate) fn below(&self, own: Self) -> Self {
        let headers = self.headers.iter().cloned().chain(own.headers);
        Self {
            sending: Options {
                timeout: own.sending.timeout.or(self.sending.timeout),
                retry: own.sending.retry.or_else(|| self.sending.retry.clone()),
                settle: own.sending.settle.or(self.sending.settle),
            },
            headers: headers.collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        let Options { timeout, retry, settle } = &self.sending;
        timeout.is_none() && retry.is_none() && settle.is_none() && self.headers.is_empty()
    }

    /// What a new request begins with.
    pub(crate) fn begin(&self, parts: &mut Parts) -> Options {
        for (name, value) in &self.headers {
            parts.header(name, value);
        }
        self.sending.clone()
    }
}

/// The header of the caller's id.
pub(crate) const CORRELATION_ID: &str = "x-ping-external-transaction-id";

/// The names of the headers, and not what they say.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("CallOptions")
            .field("timeout", &self.sending.timeout)
            .field("retry", &self.sending.retry)
            .field("settle", &self.sending.settle)
            .field("headers", &names)
            .finish()
    }
}
