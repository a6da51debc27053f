//! A file that is read while it is still coming.

#[cfg(feature = "zip")]
mod unzipped;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;
use http::{HeaderMap, StatusCode};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::answer::{Answer, Chunks};
use crate::clock::Sleep;
use crate::error::{Error, in_words};
use crate::sent::Sent;

/// A file of the service, as a stream of bytes that are handed on as they arrive: nothing is kept,
/// and the limit of answers does not count.
///
/// The deadline of the call ends with the first bytes. After that, at least 1 KiB has to come in
/// the time that an attempt has
/// ([`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout)), waits of the
/// caller's not counted; [`timeout`](Self::timeout) sets a limit for all of it. Dropped, it ends the
/// transfer.
///
/// ```no_run
/// # use ping_transport::{Call, Download, Error};
/// # async fn example(call: Call<Download>) -> Result<(), Error> {
/// let mut file = Vec::new();
/// let length = call.await?.write_to(&mut file).await?;
/// assert_eq!(length, file.len() as u64);
/// # Ok(()) }
/// ```
#[must_use = "a file is not read until the stream is"]
pub struct Download {
    status: StatusCode,
    headers: HeaderMap,
    /// What it is the answer to.
    sent: Sent,
    /// What was read to see that it is a file.
    beginning: Bytes,
    /// `None` at the end.
    rest: Option<Chunks>,
    received: u64,
    /// When the whole has to be there, on the monotonic clock.
    deadline: Option<Duration>,
    /// How long it may drip.
    patience: Duration,
    slow: Slow,
    timer: Option<Sleep>,
    /// What makes the file of the archive that comes.
    #[cfg(feature = "zip")]
    archive: Option<unzipped::Archive>,
}

/// The bytes that came last, until there are enough of them, and for how long they were waited for.
#[derive(Default)]
struct Slow {
    bytes: usize,
    waited: Duration,
    /// Since when there is a wait.
    since: Option<Duration>,
}

/// How much has to come in the time of an attempt: a drip is no file.
const LEAST: usize = 1024;

impl Download {
    pub(crate) fn new(answer: Answer, rest: Chunks, sent: Sent, patience: Duration) -> Self {
        Self {
            status: answer.status,
            headers: answer.headers,
            sent,
            beginning: answer.body,
            rest: Some(rest),
            received: 0,
            deadline: None,
            patience,
            slow: Slow::default(),
            timer: None,
            #[cfg(feature = "zip")]
            archive: None,
        }
    }

    /// A limit for the rest of the file, from now on; without one, a file may take as long as it
    /// comes fast enough.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.deadline = Some(self.sent.clock.monotonic().saturating_add(timeout));
        self.timer = None;
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many bytes have been handed on.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The next bytes; `None` after the last ones.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::Interrupted`](crate::ErrorKind::Interrupted) where the connection is lost, and with
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) where nothing comes for too long. Nothing follows.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        self.next().await.transpose()
    }

    /// Writes the file as it comes, byte for byte, and returns its length.
    ///
    /// # Errors
    ///
    /// Fails as [`try_next`](Self::try_next) does, and with [`ErrorKind::Write`](crate::ErrorKind::Write) where the writer
    /// fails; what arrived before that is written.
    pub async fn write_to<W>(mut self, writer: &mut W) -> Result<u64, Error>
    where
        W: AsyncWrite + Unpin + ?Sized,
    {
        while let Some(chunk) = self.try_next().await? {
            let written = writer.write_all(&chunk).await;
            written.map_err(|error| self.about(Error::writing(error)))?;
        }
        let flushed = writer.flush().await;
        flushed.map_err(|error| self.about(Error::writing(error)))?;
        Ok(self.received)
    }

    /// The error with what is known about the answer.
    pub(crate) fn about(&self, error: Error) -> Error {
        self.sent.failed(error.with_answer(self.status, &self.headers))
    }

    /// Ends the transfer.
    pub(crate) fn close(&mut self) {
        self.rest = None;
        self.timer = None;
    }

    /// How long nothing may come from now on, and what is told then.
    fn limit(&self, now: Duration) -> (Duration, String) {
        let slow = self.patience.saturating_sub(self.slow.waited);
        let patience = in_words(self.patience);
        let message = format!("nothing more of the file came within {patience}");
        match self.deadline.map(|deadline| deadline.saturating_sub(now)) {
            Some(rest) if rest < slow => (rest, "the deadline of the file passed".to_owned()),
            _ => (slow, message),
        }
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<Bytes, Error>>> {
        self.close();
        Poll::Ready(Some(Err(self.about(error))))
    }

    /// The next bytes of what the service sends.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if !self.beginning.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.beginning))));
        }
        let Some(rest) = &mut self.rest else {
            return Poll::Ready(None);
        };
        match Pin::new(&mut rest.body).poll_next(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                self.timer = None;
                let now = self.sent.clock.monotonic();
                if self.deadline.is_some_and(|deadline| now >= deadline) {
                    return self.fail(Error::timed_out("the deadline of the file passed"));
                }
                self.slow.came(chunk.len(), now);
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Ready(Some(Err(error))) => self.fail(Error::transport(error)),
            Poll::Ready(None) => {
                self.close();
                Poll::Ready(None)
            }
            Poll::Pending => {
                let clock = &self.sent.clock;
                let now = clock.monotonic();
                self.slow.since.get_or_insert(now);
                if self.timer.is_none() {
                    self.timer = Some(clock.timer(self.limit(now).0));
                }
                if let Some(timer) = &mut self.timer {
                    ready!(timer.as_mut().poll(cx));
                }
                let (_, message) = self.limit(now);
                self.fail(Error::timed_out(message))
            }
        }
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        #[cfg(feature = "zip")]
        let next = match this.archive.take() {
            Some(archive) => this.poll_unzipped(archive, cx),
            None => this.poll_chunk(cx),
        };
        #[cfg(not(feature = "zip"))]
        let next = this.poll_chunk(cx);
        if let Poll::Ready(Some(Ok(chunk))) = &next {
            this.received += chunk.len() as u64;
        }
        next
    }
}

impl Slow {
    fn came(&mut self, bytes: usize, now: Duration) {
        let since = self.since.take().unwrap_or(now);
        self.bytes += bytes;
        self.waited += now.saturating_sub(since);
        if self.bytes >= LEAST {
            *self = Self::default();
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.sent.parts.operation.id)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
