//! What sends requests, whoever they are from.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::HeaderValue;
use tokio::sync::Semaphore;

use crate::answered::Answered;
use crate::clock::{Clock, Entropy};
use crate::error::Error;
use crate::hosts::Hosts;
use crate::rate::Paces;
use crate::retry::{Budget, RetryPolicy};
use crate::seam::HttpTransport;

/// What all requests of a client have in common.
pub(crate) struct Sender {
    pub(crate) transport: Arc<dyn HttpTransport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Entropy,
    pub(crate) hosts: Hosts,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) paces: Paces,
    pub(crate) permits: Option<Arc<Semaphore>>,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_body: usize,
    pub(crate) user_agent: HeaderValue,
}

/// What a caller sets for one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) settle: Option<Duration>,
}

/// A request that is under way once it is polled. Not generic, so that it is compiled once.
#[must_use = "nothing is sent before it is polled"]
pub(crate) struct Sending(pub(crate) Pin<Box<dyn Future<Output = Result<Answered, Error>> + Send>>);

impl Future for Sending {
    type Output = Result<Answered, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx)
    }
}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending(..)")
    }
}
