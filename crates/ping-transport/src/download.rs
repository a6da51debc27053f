//! A file that is read while it is still coming.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;
use http::{HeaderMap, StatusCode};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::OwnedSemaphorePermit;

use crate::clock::{Clock, Sleep};
use crate::error::Error;
use crate::operation::OperationInfo;
use crate::seam::Body;
use crate::send::Core;

/// What is still to come of an answer, and the leave to be under way that it holds.
pub(crate) struct Chunks {
    body: Body,
    pub(crate) permit: Option<OwnedSemaphorePermit>,
}

impl Chunks {
    pub(crate) fn new(body: Body) -> Self {
        Self { body, permit: None }
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chunks(..)")
    }
}

/// A file of the service, as a stream of bytes that are handed on as they arrive: nothing is kept,
/// and the limit of answers does not count.
///
/// The deadline of the call ends with the first bytes. After that, each chunk has as long as an
/// attempt has ([`ClientBuilder::attempt_timeout`](crate::ClientBuilder::attempt_timeout)).
/// Dropped, it ends the transfer.
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
    operation: &'static OperationInfo,
    /// What was read to see that it is a file.
    beginning: Bytes,
    /// `None` at the end.
    rest: Option<Chunks>,
    received: u64,
    clock: Arc<dyn Clock>,
    patience: Duration,
    timer: Option<Sleep>,
}

impl Download {
    pub(crate) fn new(
        status: StatusCode,
        headers: HeaderMap,
        beginning: Bytes,
        rest: Chunks,
        core: &Core,
        operation: &'static OperationInfo,
    ) -> Self {
        Self {
            status,
            headers,
            operation,
            beginning,
            rest: Some(rest),
            received: 0,
            clock: Arc::clone(&core.clock),
            patience: core.attempt_timeout,
            timer: None,
        }
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
        error
            .with_answer(self.status, &self.headers)
            .with_operation(self.operation)
    }

    fn hand_on(&mut self, chunk: Bytes) -> Poll<Option<Result<Bytes, Error>>> {
        self.received += chunk.len() as u64;
        Poll::Ready(Some(Ok(chunk)))
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<Bytes, Error>>> {
        self.rest = None;
        Poll::Ready(Some(Err(self.about(error))))
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if !this.beginning.is_empty() {
            let beginning = std::mem::take(&mut this.beginning);
            return this.hand_on(beginning);
        }
        let Some(rest) = &mut this.rest else {
            return Poll::Ready(None);
        };
        match Pin::new(&mut rest.body).poll_next(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                this.timer = None;
                this.hand_on(chunk)
            }
            Poll::Ready(Some(Err(error))) => this.fail(Error::transport(error)),
            Poll::Ready(None) => {
                this.rest = None;
                Poll::Ready(None)
            }
            Poll::Pending => {
                let (clock, patience) = (&this.clock, this.patience);
                let timer = this.timer.get_or_insert_with(|| clock.timer(patience));
                ready!(timer.as_mut().poll(cx));
                let message = format!(
                    "nothing more of the file came within {:.1} s",
                    patience.as_secs_f64()
                );
                this.fail(Error::timed_out(message))
            }
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation.id)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
