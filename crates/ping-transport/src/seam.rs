//! The seam to the HTTP client: one object-safe trait and the errors that retries need.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method};

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
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError>;

    /// Connects to a service ahead of the first request, where the HTTP client can; `origin` is
    /// the URL of the service without a path. What is here does nothing.
    ///
    /// # Errors
    ///
    /// Fails as [`send`](Self::send) does where there is no connection.
    async fn connect(&self, origin: &str) -> Result<(), TransportError> {
        let _ = origin;
        Ok(())
    }
}

/// A request as it goes on the wire. With `http::Request::try_from` it becomes one of the crate
/// `http`. Its `Debug` shows the operation alone: the rest has secrets.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The catalogue id of the operation that it carries out, where it does.
    pub operation: Option<&'static str>,
    /// The HTTP method.
    pub method: Method,
    /// The URL, encoded.
    pub url: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty where there is none.
    pub body: Bytes,
}

impl Request {
    /// A request with neither headers nor a body.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            operation: None,
            method,
            url: url.into(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// The path of the URL.
    pub fn path(&self) -> &str {
        let behind = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let path = behind.find('/').map_or("/", |start| &behind[start..]);
        path.split('?').next().unwrap_or(path)
    }

    /// The query of the URL, where it has one.
    pub fn query(&self) -> Option<&str> {
        self.url.split_once('?').map(|(_, query)| query)
    }
}

impl TryFrom<Request> for http::Request<Bytes> {
    type Error = http::Error;

    fn try_from(request: Request) -> Result<Self, http::Error> {
        let mut converted = Self::new(request.body);
        *converted.uri_mut() = request.url.try_into()?;
        *converted.method_mut() = request.method;
        *converted.headers_mut() = request.headers;
        Ok(converted)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("operation", &self.operation).finish_non_exhaustive()
    }
}

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
        Self { kind, source: source.into() }
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
