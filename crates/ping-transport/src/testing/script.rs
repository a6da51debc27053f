//! A transport that reacts as a script says.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt, future, stream};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::lock;
use crate::seam::{Body, HttpTransport, Request, TransportError, TransportErrorKind};

/// What a scripted transport does with a request.
pub enum Reaction {
    /// Answers with status, headers and body.
    Answer(http::Response<Bytes>),
    /// Fails below HTTP.
    Fail(TransportErrorKind),
    /// Answers 200 with the beginning of a body, then breaks.
    CutBody(Bytes),
    /// Answers with a body that arrives in chunks, and with what follows them.
    Chunks(http::Response<Vec<Bytes>>, BodyEnd),
    /// Never answers. Only a limit ends it: see [`ManualClock`](super::ManualClock).
    Hang,
}

/// What follows the chunks of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEnd {
    /// The body is complete.
    Complete,
    /// The connection breaks.
    Cut,
    /// Nothing comes, and the connection stays. Only a limit ends it: see [`ManualClock`](super::ManualClock).
    Hang,
}

impl Reaction {
    /// An answer 200 of any media type whose body arrives in chunks of `size` bytes.
    pub fn chunks(media_type: &str, body: &[u8], size: usize, end: BodyEnd) -> Self {
        let chunks = body.chunks(size.max(1)).map(Bytes::copy_from_slice);
        let mut response = http::Response::new(chunks.collect());
        if let Ok(media_type) = media_type.parse() {
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        Self::Chunks(response, end)
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self::text(status, "application/json", body)
    }

    /// An answer with a body of any media type.
    pub fn text(status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
        if let Ok(media_type) = media_type.parse() {
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        Self::Answer(response)
    }

    /// The same answer with another header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let (Self::Answer(response), Ok(value)) = (&mut self, value.parse()) {
            response.headers_mut().insert(name, value);
        }
        self
    }
}

impl fmt::Debug for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Answer(_) => "Answer(..)",
            Self::Fail(_) => "Fail(..)",
            Self::CutBody(_) => "CutBody(..)",
            Self::Chunks(..) => "Chunks(..)",
            Self::Hang => "Hang",
        })
    }
}

/// A request that a scripted transport received.
#[derive(Clone)]
#[non_exhaustive]
pub struct Received {
    /// The catalogue id of the operation.
    pub operation: Option<&'static str>,
    /// The HTTP method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The headers, secrets and all.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

/// A transport that reacts as a script says, request by request, and remembers what it received.
///
/// ```
/// use std::sync::Arc;
/// use ping_transport::testing::{FakeTransport, Reaction};
/// use ping_transport::{Client, Region};
///
/// let fake = Arc::new(FakeTransport::new([Reaction::json(200, r#"{"id": "u-1"}"#)]));
/// let client = Client::builder().access_token("t").transport(fake.clone()).build()?;
/// // ... calls ...
/// assert!(fake.received().is_empty());
/// # Ok::<(), ping_transport::Error>(())
/// ```
#[derive(Debug)]
pub struct FakeTransport {
    script: Mutex<VecDeque<Reaction>>,
    received: Mutex<Vec<Received>>,
}

impl FakeTransport {
    /// A transport with a script; a request beyond its end gets no connection.
    pub fn new(script: impl IntoIterator<Item = Reaction>) -> Self {
        Self { script: Mutex::new(script.into_iter().collect()), received: Mutex::new(Vec::new()) }
    }

    /// Appends to the script.
    pub fn push(&self, reaction: Reaction) {
        lock(&self.script).push_back(reaction);
    }

    /// What was received so far.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.received).clone()
    }
}

#[async_trait]
impl HttpTransport for FakeTransport {
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        lock(&self.received).push(Received {
            operation: request.operation,
            method: request.method.to_string(),
            url: request.url,
            headers: request.headers,
            body: request.body,
        });
        let reaction = lock(&self.script).pop_front();
        match reaction {
            Some(Reaction::Answer(response)) => Ok(response.map(Body::full)),
            Some(Reaction::Fail(kind)) => Err(TransportError::new(kind, "as scripted")),
            Some(Reaction::CutBody(bytes)) => {
                let cut = TransportError::new(TransportErrorKind::Body, "cut as scripted");
                let chunks = stream::iter([Ok(bytes), Err(cut)]);
                Ok(http::Response::new(Body::stream(chunks)))
            }
            Some(Reaction::Chunks(response, end)) => Ok(response.map(|chunks| {
                let end: Pin<Box<dyn Stream<Item = _> + Send>> = match end {
                    BodyEnd::Complete => Box::pin(stream::empty()),
                    BodyEnd::Cut => {
                        let kind = TransportErrorKind::Body;
                        let cut = TransportError::new(kind, "cut as scripted");
                        Box::pin(stream::once(future::ready(Err(cut))))
                    }
                    BodyEnd::Hang => Box::pin(stream::pending()),
                };
                Body::stream(stream::iter(chunks.into_iter().map(Ok)).chain(end))
            })),
            Some(Reaction::Hang) => future::pending().await,
            None => {
                Err(TransportError::new(TransportErrorKind::Connect, "the script is at its end"))
            }
        }
    }
}
