//! Time as an input, so that tests need none of it.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use crate::error::Error;

/// A future that ends when a span of time has passed.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where the time comes from.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The wall clock: for timestamps and dates of the service.
    fn now(&self) -> SystemTime;

    /// A clock that never goes back, since an origin of its own: for deadlines and expiry.
    fn monotonic(&self) -> Duration;

    /// A wait that the client wants: between retries and polls.
    fn sleep(&self, span: Duration) -> Sleep;

    /// A limit on something that is going on. Apart from [`Clock::sleep`], because a test's clock
    /// that skips waits must not cut off work that is under way.
    fn timer(&self, span: Duration) -> Sleep {
        self.sleep(span)
    }
}

/// The clock of the system and of the Tokio runtime: waits and limits need one with its timers
/// enabled (`enable_time` or `enable_all`), and panic without.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        ORIGIN.get_or_init(Instant::now).elapsed()
    }

    fn sleep(&self, span: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(span))
    }
}

/// What is told where a call is polled outside of a Tokio runtime.
pub(crate) fn runtime_missing() -> Error {
    Error::configuration(
        "runtime",
        "missing: await calls on a Tokio runtime with `enable_all`, such as that of \
         `#[tokio::main]`",
    )
}

/// Runs work until the span has passed; `None` is time out. The timer is made when the work first
/// has to wait.
pub(crate) async fn within<T>(
    clock: &dyn Clock,
    span: Duration,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> Option<T> {
    let mut timer: Option<Sleep> = None;
    poll_fn(|cx| {
        if let Poll::Ready(done) = work.as_mut().poll(cx) {
            return Poll::Ready(Some(done));
        }
        let timer = timer.get_or_insert_with(|| clock.timer(span));
        timer.as_mut().poll(cx).map(|()| None)
    })
    .await
}

/// Random bits as an input: for jitter.
pub(crate) type Entropy = fn() -> u64;

/// Bits of the system; jitter can do without where there are none.
pub(crate) fn system_entropy() -> u64 {
    getrandom::u64().unwrap_or(u64::MAX / 2)
}
