//! A clock that only moves when it is told.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use super::lock;
use crate::clock::{Clock, Sleep};

/// A clock that stands still. Waits between retries and polls end at once and move it; limits
/// (deadlines, the limit of an attempt) fire only when it has moved past them.
///
/// It does not move by itself: a call to which nothing answers, as with [`Reaction::Hang`](super::Reaction::Hang), waits
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
