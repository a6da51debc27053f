//! Polling with an interval and a deadline.

use std::future::Future;
use std::time::Duration;

use crate::client::Client;
use crate::error::Error;

/// How often is asked, and for how long. Dropping the future ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polling {
    interval: Duration,
    deadline: Duration,
}

impl Polling {
    /// Asks every `interval` until `deadline` has passed since the start.
    pub fn new(interval: Duration, deadline: Duration) -> Self {
        Self { interval, deadline }
    }

    /// Another interval.
    #[must_use]
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Another deadline.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }
}

impl Client {
    /// Asks again and again until `done` finds an end in the answer.
    ///
    /// # Errors
    ///
    /// Fails with what `ask` fails with, and with
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) when the deadline has passed.
    pub async fn poll<A, T, F>(
        &self,
        polling: Polling,
        mut ask: impl FnMut() -> F,
        mut done: impl FnMut(A) -> Option<T>,
    ) -> Result<T, Error>
    where
        F: Future<Output = Result<A, Error>>,
    {
        let clock = &self.core().clock;
        let started = clock.monotonic();
        loop {
            if let Some(end) = done(ask().await?) {
                return Ok(end);
            }
            let passed = clock.monotonic().saturating_sub(started);
            let remaining = polling.deadline.saturating_sub(passed);
            if remaining < polling.interval || remaining.is_zero() {
                return Err(Error::timed_out(format!(
                    "no end within {:.0} s of polling",
                    polling.deadline.as_secs_f64()
                )));
            }
            clock.sleep(polling.interval).await;
        }
    }
}
