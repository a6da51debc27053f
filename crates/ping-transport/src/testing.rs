//! For tests of code that uses this SDK: a scripted transport, a clock that only moves when it is
//! told, and a recorder of what went over the wire.

mod recorder;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt, future, stream};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

pub use self::recorder::Recorder;
use crate::clock::{Clock, Sleep};
use crate::seam::{Body, HttpTransport, Request, TransportError, TransportErrorKind};

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

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
    /// Never answers. Only a limit ends it: see [`ManualClock`].
    Hang,
}

/// What follows the chunks of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEnd {
    /// The body is complete.
    Complete,
    /// The connection breaks.
    Cut,
    /// Nothing comes, and the connection stays. Only a limit ends it: see [`ManualClock`].
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

/// A clock that stands still. Waits between retries and polls end at once and move it; limits
/// (deadlines, the limit of an attempt) fire only when it has moved past them.
///
/// It does not move by itself: a call to which nothing answers, as with [`Reaction::Hang`], waits
/// for good whatever its timeout, until [`advance`](Self::advance) moves the clock. A clock with
/// [`auto_advance`](Self::auto_advance) moves on by itself:
///
/// ```
/// # use std::{sync::Arc, time::Duration};
/// use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
/// use ping_transport::Client;
/// # ping_transport::operations! {
/// #     READ: () => (ping_models::OpenValue) = "platform.read_one_environment",
/// #         GET Api "/v1/environments/{environmentID}";
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ping_transport::Error> {
/// let client = Client::builder()
///     .access_token("t")
///     .transport(Arc::new(FakeTransport::new([Reaction::Hang])))
///     .clock(Arc::new(ManualClock::fixed().auto_advance()))
///     .build()?;
/// let call = client.request(&READ).segment("env-1").call();
/// let error = call.timeout(Duration::from_millis(50)).await.unwrap_err();
/// assert!(error.is_timeout());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<Mutex<Hands>>);

#[derive(Debug)]
struct Hands {
    now: SystemTime,
    monotonic: Duration,
    waits: Vec<Duration>,
    /// The limits that somebody has set: when they fire, and who waits.
    limits: BTreeMap<u64, (Duration, Option<Waker>)>,
    set: u64,
    auto: bool,
    /// How often limits were polled since something last moved.
    idle: usize,
}

impl Hands {
    /// Moves on, and says who has to look at the clock.
    fn advance(&mut self, span: Duration) -> Vec<Waker> {
        // Beyond what the system can name, time stands still.
        self.now = self.now.checked_add(span).unwrap_or(self.now);
        self.monotonic = self.monotonic.saturating_add(span);
        self.idle = 0;
        let wakers = self.limits.values_mut();
        wakers.filter_map(|(_, waker)| waker.take()).collect()
    }

    /// How far the next limit is away, where nothing but limits has happened for long enough.
    fn idle(&mut self) -> Option<Duration> {
        /// So many polls of each: as long, others have had their turn to run.
        const LONG: usize = 1000;
        self.idle += 1;
        if !self.auto || self.idle < LONG * self.limits.len() {
            return None;
        }
        let ahead = |(end, _): &(Duration, _)| end.checked_sub(self.monotonic);
        let spans = self.limits.values().filter_map(ahead);
        spans.filter(|span| !span.is_zero()).min()
    }
}

fn wake(wakers: Vec<Waker>) {
    for waker in wakers {
        waker.wake();
    }
}

impl ManualClock {
    /// A clock that shows this time.
    pub fn new(now: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(Hands {
            now,
            monotonic: Duration::ZERO,
            waits: Vec::new(),
            limits: BTreeMap::new(),
            set: 0,
            auto: false,
            idle: 0,
        })))
    }

    /// A clock at a fixed day, 2026-01-01T00:00:00Z.
    pub fn fixed() -> Self {
        Self::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600))
    }

    /// The same clock, which moves to the next limit by itself when nothing else can run. It is
    /// for scripted transports on a runtime of one thread: of sockets and threads it cannot know
    /// whether they will do something soon.
    #[must_use]
    pub fn auto_advance(self) -> Self {
        lock(&self.0).auto = true;
        self
    }

    /// Moves the clock.
    pub fn advance(&self, span: Duration) {
        let wakers = lock(&self.0).advance(span);
        wake(wakers);
    }

    /// The waits between retries and polls so far.
    pub fn waits(&self) -> Vec<Duration> {
        lock(&self.0).waits.clone()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        lock(&self.0).now
    }

    fn monotonic(&self) -> Duration {
        lock(&self.0).monotonic
    }

    fn sleep(&self, span: Duration) -> Sleep {
        let clock = self.clone();
        Box::pin(async move {
            lock(&clock.0).waits.push(span);
            clock.advance(span);
        })
    }

    fn timer(&self, span: Duration) -> Sleep {
        let mut hands = lock(&self.0);
        let end = hands.monotonic.saturating_add(span);
        hands.set += 1;
        hands.idle = 0;
        let id = hands.set;
        hands.limits.insert(id, (end, None));
        let clock = self.clone();
        Box::pin(Limit { clock, end, id })
    }
}

/// A limit of a manual clock.
struct Limit {
    clock: ManualClock,
    end: Duration,
    id: u64,
}

impl Future for Limit {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut hands = lock(&self.clock.0);
        let woken = match hands.idle() {
            Some(span) => hands.advance(span),
            None => Vec::new(),
        };
        let passed = hands.monotonic >= self.end;
        if let Some((_, waker)) = hands.limits.get_mut(&self.id) {
            *waker = Some(cx.waker().clone());
        }
        let auto = hands.auto;
        drop(hands);
        wake(woken);
        if passed {
            return Poll::Ready(());
        }
        if auto {
            // Behind everything else that can run.
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        lock(&self.clock.0).limits.remove(&self.id);
    }
}
