//! Many calls.

use std::collections::VecDeque;
use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::future::{BoxFuture, poll_fn};
use futures_util::stream::{self, BoxStream, FuturesUnordered};
use futures_util::{FutureExt, StreamExt};

use crate::error::Error;

/// How many calls are under way at once, unless it is set.
const CONCURRENCY: usize = 8;

/// How many inputs are held for each call that may be under way: one that takes long holds up the
/// outcomes behind it, but not at once the calls.
const WINDOW: usize = 4;

/// Many calls, a few of them at a time: one for each input. It goes on where one fails, and hands
/// on what became of each, in the order of the inputs.
///
/// ```
/// # use ping_transport::{Bulk, Call, Error};
/// # #[derive(Debug)] struct User;
/// # async fn example(names: Vec<String>, create: impl Fn(&str) -> Call<User> + Send + Sync) -> Result<(), Error> {
/// let mut bulk = Bulk::new(names, |name| create(name)).concurrency(16);
/// while let Some(done) = bulk.next().await {
///     match done.result {
///         Ok(user) => println!("{}: {user:?}", done.input),
///         Err(error) => eprintln!("{}: {error}", done.input),
///     }
///     println!("{}", bulk.progress());
/// }
/// # Ok(()) }
/// ```
///
/// What is done for an input is a call, or a future of several: `|user| async move { .. }`. Nothing
/// is sent until it is read, and nothing is done in between: read on without long breaks.
///
/// - **Limits.** The calls are those of a client, with its
///   [rate](crate::ClientBuilder::rate), its limit of requests in flight, its deadline and its
///   budget of retries. Set the rate that the license allows: a bulk that is faster than that only
///   fails faster.
/// - **Memory.** Inputs are taken as they are needed. No more are held than four times the calls
///   that may be under way, those whose outcome waits for an earlier one included.
/// - **Ending it.** [`stop`](Self::stop) begins no more calls; read on for the outcomes of those
///   under way. A bulk that is dropped drops these, which may have been processed.
/// - **Going on after a crash.** As outcomes come in order, it is enough to keep how many of them
///   there were. Skip so many inputs; of the next ones, no more than the bulk held, nobody knows
///   whether their calls were processed. Where the service knows an input by a name of its own, such
///   as that of a user, it refuses to create it twice with `UNIQUENESS_VIOLATION`: look up what is
///   there, and take it for the outcome. The example `import` of `ping-sdk` does so.
#[must_use = "nothing is sent until it is read"]
pub struct Bulk<'a, I, T, E = Error> {
    /// `None` where no more are taken.
    inputs: Option<BoxStream<'a, I>>,
    call: CallFor<'a, I, Result<T, E>>,
    under_way: FuturesUnordered<BoxFuture<'a, (u64, Result<T, E>)>>,
    /// What was begun and not handed on.
    held: VecDeque<Held<I, T, E>>,
    concurrency: usize,
    total: Option<u64>,
    succeeded: u64,
    failed: u64,
}

/// What is done for an input.
type CallFor<'a, I, R> = Box<dyn FnMut(&I) -> BoxFuture<'a, R> + Send + 'a>;

struct Held<I, T, E> {
    input: I,
    result: Option<Result<T, E>>,
}

/// What became of one input.
#[derive(Debug)]
#[non_exhaustive]
pub struct BulkOutcome<I, T, E = Error> {
    /// How many inputs there were before it.
    pub index: u64,
    /// The input.
    pub input: I,
    /// What became of it.
    pub result: Result<T, E>,
}

/// How far a [`Bulk`] is. `Display` is a line for a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BulkProgress {
    /// How many inputs there are, where that is known.
    pub total: Option<u64>,
    /// Of how many the outcome was handed on, and was good.
    pub succeeded: u64,
    /// Of how many it was handed on, and was an error.
    pub failed: u64,
    /// How many calls are under way.
    pub under_way: u64,
    /// How many outcomes wait for that of an earlier input.
    pub waiting: u64,
}

impl BulkProgress {
    /// How many outcomes were handed on.
    pub fn done(&self) -> u64 {
        self.succeeded + self.failed
    }
}

impl fmt::Display for BulkProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.done())?;
        if let Some(total) = self.total {
            write!(f, "of {total} ")?;
        }
        write!(f, "done, {} failed, {} under way", self.failed, self.under_way)
    }
}

impl<'a, I: Send + 'a, T: Send + 'a, E: Send + 'a> Bulk<'a, I, T, E> {
    /// A call for each of these.
    pub fn new<N, C>(inputs: N, call: impl FnMut(&I) -> C + Send + 'a) -> Self
    where
        N: IntoIterator<Item = I>,
        N::IntoIter: Send + 'a,
        C: IntoFuture<Output = Result<T, E>>,
        C::IntoFuture: Send + 'a,
    {
        Self::of(stream::iter(inputs), call)
    }

    /// A call for each item of a stream, such as that of a list.
    pub fn of<C>(
        inputs: impl Stream<Item = I> + Send + 'a,
        mut call: impl FnMut(&I) -> C + Send + 'a,
    ) -> Self
    where
        C: IntoFuture<Output = Result<T, E>>,
        C::IntoFuture: Send + 'a,
    {
        let total = match inputs.size_hint() {
            (least, Some(most)) if least == most => u64::try_from(least).ok(),
            _ => None,
        };
        Self {
            inputs: Some(inputs.boxed()),
            call: Box::new(move |input| call(input).into_future().boxed()),
            under_way: FuturesUnordered::new(),
            held: VecDeque::new(),
            concurrency: CONCURRENCY,
            total,
            succeeded: 0,
            failed: 0,
        }
    }

    /// How many calls may be under way at once; 8 unless set, 0 counts as 1.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.concurrency = calls.max(1);
        self
    }

    /// The outcome of the next input; `None` where there are no more. Nothing is lost where this
    /// future is dropped.
    pub async fn next(&mut self) -> Option<BulkOutcome<I, T, E>> {
        poll_fn(|cx| self.poll_outcome(cx)).await
    }

    /// Begins no more calls. The outcomes of those under way are still to be read.
    #[doc(alias("cancel", "abort"))]
    pub fn stop(&mut self) {
        self.inputs = None;
    }

    /// How far it is.
    pub fn progress(&self) -> BulkProgress {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        BulkProgress {
            total: self.total,
            succeeded: self.succeeded,
            failed: self.failed,
            under_way: count(self.under_way.len()),
            waiting: count(self.held.len() - self.under_way.len()),
        }
    }

    /// Begins calls as long as there is room.
    fn begin(&mut self, cx: &mut Context<'_>) {
        let window = self.concurrency.saturating_mul(WINDOW);
        while self.under_way.len() < self.concurrency && self.held.len() < window {
            let Some(inputs) = &mut self.inputs else {
                return;
            };
            match inputs.poll_next_unpin(cx) {
                Poll::Ready(Some(input)) => {
                    let index = self.succeeded + self.failed + self.held.len() as u64;
                    let call = (self.call)(&input);
                    self.under_way.push(call.map(move |result| (index, result)).boxed());
                    self.held.push_back(Held { input, result: None });
                }
                Poll::Ready(None) => self.inputs = None,
                Poll::Pending => return,
            }
        }
    }

    fn poll_outcome(&mut self, cx: &mut Context<'_>) -> Poll<Option<BulkOutcome<I, T, E>>> {
        loop {
            self.begin(cx);
            let Poll::Ready(Some((index, result))) = self.under_way.poll_next_unpin(cx) else {
                break;
            };
            let place = usize::try_from(index - (self.succeeded + self.failed));
            if let Some(held) = place.ok().and_then(|place| self.held.get_mut(place)) {
                held.result = Some(result);
            }
        }
        match self.held.pop_front() {
            Some(Held { input, result: Some(result) }) => {
                let index = self.succeeded + self.failed;
                match &result {
                    Ok(_) => self.succeeded += 1,
                    Err(_) => self.failed += 1,
                }
                Poll::Ready(Some(BulkOutcome { index, input, result }))
            }
            Some(held) => {
                self.held.push_front(held);
                Poll::Pending
            }
            None if self.inputs.is_none() => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

impl<I, T, E> Unpin for Bulk<'_, I, T, E> {}

impl<'a, I: Send + 'a, T: Send + 'a, E: Send + 'a> Stream for Bulk<'a, I, T, E> {
    type Item = BulkOutcome<I, T, E>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_outcome(cx)
    }
}

impl<I, T, E> fmt::Debug for Bulk<'_, I, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("succeeded", &self.succeeded)
            .field("failed", &self.failed)
            .field("under_way", &self.under_way.len())
            .finish_non_exhaustive()
    }
}
