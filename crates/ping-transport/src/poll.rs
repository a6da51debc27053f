//! Polling with an interval and a deadline.

use std::future::Future;
use std::time::Duration;

use crate::client::Client;
use crate::clock::within;
use crate::error::{Error, in_words};

/// How often is asked, and for how long. Dropping the future ends it.
///
/// The deadline bounds the asking, too: a question that is under way when it passes is dropped,
/// whatever time its own call has left. So that this does not lose an answer that the service
/// gives once, the last question is asked an interval before the deadline, and has that long. An
/// error of the kind [`Timeout`](crate::ErrorKind::Timeout) says whether an answer is outstanding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polling {
    interval: Duration,
    deadline: Duration,
}

impl Polling {
    /// Asks every `interval`; at `deadline` after the start it is over.
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
        let clock = &*self.core().clock;
        let started = clock.monotonic();
        let Polling { interval, deadline } = polling;
        let passed = || clock.monotonic().saturating_sub(started);
        let mut asked = 0;
        let too_late = |asked, outstanding: &str| {
            let deadline = in_words(deadline);
            let message = format!("no end within {deadline} of polling{outstanding}");
            Err(Error::timed_out(message).with_tries(asked, passed()))
        };
        loop {
            asked += 1;
            let remaining = deadline.saturating_sub(passed());
            let Some(answer) = within(clock, remaining, ask()).await else {
                return too_late(asked, "; the last question was not answered in time");
            };
            if let Some(end) = done(answer?) {
                return Ok(end);
            }
            let spare = deadline.saturating_sub(passed()).saturating_sub(interval);
            if spare.is_zero() {
                return too_late(asked, "");
            }
            clock.sleep(interval.min(spare)).await;
        }
    }
}
