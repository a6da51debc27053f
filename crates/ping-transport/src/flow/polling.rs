//! Waiting: asked at an interval until an end, a failure or the deadline.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use super::action::Handle;
use crate::call::CallFuture;
use crate::client::Client;
use crate::clock::{Clock, within};
use crate::error::{Error, in_words};
use crate::options::CallOptions;

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

/// How far something has come that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "it may not have ended"]
pub enum Progress<W, T> {
    /// It goes on.
    Waiting(W),
    /// It has come to this end.
    Ended(T),
}

impl<W, T> Progress<W, T> {
    /// The end, if it has come.
    pub fn ended(self) -> Option<T> {
        match self {
            Self::Waiting(_) => None,
            Self::Ended(end) => Some(end),
        }
    }
}

/// Waits for the end of something: asks again and again, at an interval and up to a deadline, when
/// it is sent with [`send`](Self::send) or `.await`. Dropping that future ends the wait, and not
/// what is waited for.
///
/// ```no_run
/// # use std::time::Duration;
/// # async fn example<Step: Send + 'static>(wait: ping_transport::flow::Wait<Step>)
/// # -> Result<(), ping_transport::Error> {
/// let end = wait.interval(Duration::from_secs(5)).deadline(Duration::from_secs(60)).await?;
/// # Ok(()) }
/// ```
///
/// It fails with [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) at the deadline; waiting again
/// is fine then.
#[must_use = "nothing is sent until it is awaited"]
pub struct Wait<T> {
    client: Client,
    options: CallOptions,
    polling: Polling,
    run: Box<dyn FnOnce(Client, Polling) -> CallFuture<T> + Send>,
}

impl<T: Send + 'static> Wait<T> {
    /// Asks with the handle until the answer is an end.
    pub fn new<H: Handle + Sync, W: Send, F>(
        handle: &H,
        polling: Polling,
        mut ask: impl FnMut(H) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Progress<W, T>, Error>> + Send + 'static,
    {
        let handle = handle.clone();
        Self {
            client: handle.client().clone(),
            options: CallOptions::new(),
            polling,
            run: Box::new(move |client, polling| {
                let handle = handle.with_client(client.clone());
                CallFuture::of(async move {
                    let ask = || ask(handle.clone());
                    until(&**client.clock(), polling, ask, Progress::ended).await
                })
            }),
        }
    }

    /// How often is asked, and for how long.
    pub fn polling(mut self, polling: Polling) -> Self {
        self.polling = polling;
        self
    }

    /// Another interval between two questions.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.polling.interval = interval;
        self
    }

    /// Another deadline of the whole.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.polling.deadline = deadline;
        self
    }

    /// Waits: the future that `.await` waits for. It is `Send + 'static`, and nothing happens
    /// until it is polled.
    #[doc(alias("block_on", "execute", "future", "join_all", "spawn"))]
    pub fn send(self) -> CallFuture<T> {
        (self.run)(self.client.with_options(self.options), self.polling)
    }
}

crate::__face_of_a_call! { impl<T> for Wait<T> => T }

impl<T> fmt::Debug for Wait<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("polling", &self.polling)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

async fn until<A, T, F>(
    clock: &dyn Clock,
    polling: Polling,
    mut ask: impl FnMut() -> F,
    mut done: impl FnMut(A) -> Option<T>,
) -> Result<T, Error>
where
    F: Future<Output = Result<A, Error>>,
{
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
        let Some(answer) = within(clock, remaining, pin!(ask())).await else {
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
