//! A request that was sent, for the errors that come of it.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use ping_models::DecodeError;

use crate::download::{Chunks, Download};
use crate::error::{Error, ErrorKind};
use crate::masking::Secrets;
use crate::request::{Bound, Parts};
use crate::send::Core;
use crate::sensitive;
use crate::token::Issued;

/// What an error has to know about the request behind it.
pub(crate) struct Sent {
    pub(crate) core: Arc<Core>,
    pub(crate) parts: Parts,
    /// On the monotonic clock.
    pub(crate) started: Duration,
    /// How often the request was sent.
    pub(crate) attempts: u32,
    /// The token that the last attempt had.
    pub(crate) issued: Option<Issued>,
    /// What ties a PingID request to its reply.
    pub(crate) bound: Option<Bound>,
    /// The wall clock's time of the last attempt.
    pub(crate) last: SystemTime,
    /// What must not be shown, found out once an error needs it.
    pub(crate) secrets: OnceLock<Secrets>,
}

impl Sent {
    /// An error of this request as a caller gets it: with what is known about the request, and
    /// without its secrets.
    pub(crate) fn failed(&self, error: Error) -> Error {
        let error = error.with_operation(self.parts.operation);
        // A token request that failed instead of this one knows its own.
        let error = if self.attempts == 0 && error.attempts() > 0 {
            error
        } else {
            let elapsed = self.core.clock.monotonic().saturating_sub(self.started);
            error.with_tries(self.attempts, elapsed)
        };
        error.cleared(self.secrets.get_or_init(|| self.secrets()))
    }

    fn secrets(&self) -> Secrets {
        let mut secrets = sensitive::of_request(&self.parts);
        secrets.extend(self.issued.iter().map(|issued| issued.value.clone()));
        #[cfg(feature = "pingid")]
        if let (crate::auth::Auth::PingId(account), Some(bound)) = (&self.core.auth, &self.bound) {
            secrets.push(account.envelope().token().clone());
            // Sealing is repeatable, and only an error has to know what was sent.
            let sealed = account.seal(&bound.body, self.last);
            secrets.extend(sealed.ok().map(Into::into));
        }
        secrets.iter().map(|secret| secret.expose()).collect()
    }
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body; of a stream its beginning.
    pub(crate) body: Bytes,
    /// What is still to come of a stream.
    pub(crate) rest: Option<Chunks>,
}

/// A successful answer together with the request that it is for.
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) sent: Sent,
}

impl Answered {
    /// An error about this answer.
    pub(crate) fn failed(&self, error: Error) -> Error {
        let Answer {
            status, headers, ..
        } = &self.answer;
        self.sent.failed(error.with_answer(*status, headers))
    }

    /// The body, decoded.
    pub(crate) fn decode<T>(
        &self,
        decode: fn(&[u8]) -> Result<T, DecodeError>,
    ) -> Result<T, Error> {
        decode(&self.answer.body).map_err(|error| {
            let error = match self.answer.body.trim_ascii() {
                [] => DecodeError::new(".", "a JSON body, but the answer has none"),
                _ => error,
            };
            self.failed(Error::undocumented(error))
        })
    }

    /// The answer as a file that is still coming; an answer that was read whole is none.
    pub(crate) fn into_download(mut self) -> Result<Download, Error> {
        match self.answer.rest.take() {
            Some(rest) => Ok(Download::new(self, rest)),
            None => {
                let message = "the answer does not have the documented shape: it is no file";
                Err(self.failed(Error::new(ErrorKind::Decode, message)))
            }
        }
    }
}
