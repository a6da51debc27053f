//! One attempt to send a request.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::BytesMut;
use futures_util::StreamExt;
use http::header::{AUTHORIZATION, USER_AGENT};
use tokio::sync::OwnedSemaphorePermit;
use tracing::Span;

use super::Tries;
use crate::answer::{self, Answer, Failed};
use crate::auth::Pass;
use crate::clock::within;
use crate::error::{Error, in_words};
use crate::retry::retry_after;
use crate::seam::{Request, TransportError, TransportErrorKind};

/// The longest body of an error answer that is read, in bytes.
const LARGEST_REFUSAL: usize = 64 * 1024;

/// How long the body of an error answer may take behind its head.
const REFUSAL_PATIENCE: Duration = Duration::from_secs(5);

impl Tries {
    /// Waits for the turn of one more request.
    pub(super) async fn pace(&mut self) -> Result<(), Error> {
        let group = self.sent.parts.rate;
        let Some(wait) = self.sender.paces.place(group, self.now, self.left()) else {
            return Err(self.timed_out("waiting for its turn at the client's rate"));
        };
        if !wait.is_zero() {
            self.sender.clock.sleep(wait).await;
            self.look();
        }
        Ok(())
    }

    /// Gets the token for the next attempt; `refused` is what came of the last one.
    pub(super) async fn authorize(&mut self, refused: Option<&Error>) -> Result<(), Error> {
        self.sent.bearer = match self.auth.pass(self.now)? {
            Pass::None => None,
            Pass::Ready(bearer) => Some(bearer),
            Pass::Wait(fetch) => {
                let bearer = within(&*self.sender.clock, self.left(), pin!(fetch)).await;
                self.look();
                let bearer = bearer.ok_or_else(|| self.timed_out("waiting for an access token"))?;
                Some(bearer?)
            }
        };
        match refused {
            // Another call has found out that the new one does not help.
            Some(error) if self.auth.holds(self.sent.parts.operation.host, self.now) => {
                Err(error.clone())
            }
            _ => Ok(()),
        }
    }

    /// Leave to be under way, where the client has a limit.
    pub(super) async fn permit(&mut self) -> Result<Option<OwnedSemaphorePermit>, Error> {
        let mut permit = None;
        let mut refused = false;
        if let Some(permits) = &self.sender.permits {
            permit = Arc::clone(permits).try_acquire_owned().ok();
            if permit.is_none() {
                let acquired = pin!(Arc::clone(permits).acquire_owned());
                let acquired = within(&*self.sender.clock, self.left(), acquired).await;
                permit = acquired.and_then(Result::ok);
                refused = permit.is_none();
                self.look();
            }
        }
        if refused || self.left().is_zero() {
            return Err(self.timed_out("waiting to be sent"));
        }
        Ok(permit)
    }

    /// One attempt: an answer, whatever its status.
    pub(super) async fn attempt(&mut self, span: &Span) -> Result<Answer, Failed> {
        if self.sent.attempts > 0 {
            span.record("http.request.resend_count", i64::from(self.sent.attempts));
        }
        self.sent.attempts += 1;
        self.sent.secrets = OnceLock::new();
        let limit = match self.sent.parts.answered_within {
            // Nobody knows how long a person takes: only the deadline counts.
            Some(_) => self.left(),
            None => self.left().min(self.sender.attempt_timeout),
        };
        if self.sent.sealed.is_some() {
            self.sent.last = self.sender.clock.now();
        }
        let outcome = within(&*self.sender.clock, limit, pin!(self.exchange())).await;
        match outcome {
            Some(outcome) => outcome,
            None if self.look().is_zero() => {
                let error = self.timed_out("waiting for the answer");
                Err(Failed::finally(error))
            }
            None => {
                let message = format!("no answer within {}", in_words(limit));
                let error = TransportError::new(TransportErrorKind::Timeout, message);
                Err(error.into())
            }
        }
    }

    fn request(&self) -> Result<Request, Error> {
        let parts = &self.sent.parts;
        let body = match &self.sent.sealed {
            Some(sealed) => sealed.body(self.sent.last)?,
            None => self.body.clone(),
        };
        let mut headers = parts.all_headers();
        headers.entry(USER_AGENT).or_insert_with(|| self.sender.user_agent.clone());
        if let Some(bearer) = &self.sent.bearer {
            headers.insert(AUTHORIZATION, bearer.header.clone());
        }
        Ok(Request {
            operation: parts.elsewhere.is_none().then_some(parts.operation.id),
            method: parts.operation.method.clone(),
            url: self.url.clone(),
            headers,
            body,
        })
    }

    async fn exchange(&self) -> Result<Answer, Failed> {
        let request = self.request().map_err(Failed::finally)?;
        let response = self.sender.transport.send(request).await?;
        let streams = self.sent.parts.streams;
        let is_file = |beginning: &[u8]| self.auth.is_file(beginning);
        answer::read(response, streams, self.sender.max_body, &is_file).await
    }

    /// An answer with an error status as an error, with as much of its body as comes in a short
    /// time. Whatever becomes of the body, it stays an error answer.
    pub(super) async fn refusal(&mut self, mut answer: Answer) -> Error {
        let delay = retry_after(&answer.headers, || self.sender.clock.now());
        if let Some(mut rest) = answer.rest.take() {
            let mut body = BytesMut::new();
            let limit = LARGEST_REFUSAL.min(self.sender.max_body);
            let patience = REFUSAL_PATIENCE.min(self.look());
            let reading = pin!(async {
                while let Some(Ok(chunk)) = rest.body.next().await {
                    let room = limit - body.len();
                    body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                    if chunk.len() >= room {
                        break;
                    }
                }
            });
            within(&*self.sender.clock, patience, reading).await;
            answer.body = body.freeze();
        }
        self.auth.refusal(&answer).with_retry_after(delay)
    }
}
