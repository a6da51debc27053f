//! The seam to the HTTP client: one object-safe trait and the errors that retries need.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;

/// Sends one HTTP request. No retries, no redirects, no cookies, no timeouts: those are the
/// caller's.
///
/// Implement it to use another HTTP client, or to play the service in a test; the feature
/// `testing` has a scripted one.
#[async_trait]
pub trait HttpTransport: Send + Sync + 'static {
    /// Sends the request and returns the head of the answer with its body as a stream.
    ///
    /// # Errors
    ///
    /// The kind of the error decides whether a request that must not be repeated blindly may be
    /// sent again: see [`TransportErrorKind`].
    async fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Body>, TransportError>;
}

/// The catalogue id of the operation that a request carries out; an extension of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationId(pub &'static str);

/// The body of an answer: a stream of chunks.
pub struct Body(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl Body {
    /// A body that arrives in chunks.
    pub fn stream(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(chunks))
    }

    /// A body that is there already.
    pub fn full(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::stream(futures_util::stream::once(async move { Ok(bytes) }))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body(..)")
    }
}

/// How a request failed below HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the service has not seen the request.
    Connect,
    /// The connection was there but closed before the request left.
    NotSent,
    /// The connection broke after the request left: it may have been processed.
    Interrupted,
    /// The body of the answer was cut short.
    Body,
    /// The HTTP client's own timeout.
    Timeout,
    /// The HTTP client cannot be used as it is set up.
    Configuration,
}

/// A failure below HTTP.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// A failure of this kind. The source's text must not hold secrets.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// How the request failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // HTTP clients say little themselves: the cause is at the end of the chain.
        let mut deepest: &(dyn StdError + 'static) = &*self.source;
        while let Some(source) = deepest.source() {
            deepest = source;
        }
        fmt::Display::fmt(deepest, f)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
