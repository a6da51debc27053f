//! What becomes of an answer.

use std::fmt;
use std::time::Duration;

use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};
use ping_models::{DecodeError, Secret};

use crate::answer::Answer;
use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::sensitive;
use crate::sent::Sent;

/// A successful answer together with the request that it is for.
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) sent: Sent,
    /// How long a file may drip.
    pub(crate) patience: Duration,
}

impl Answered {
    /// An error about this answer.
    pub(crate) fn failed(&self, error: Error) -> Error {
        let Answer { status, headers, .. } = &self.answer;
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
    fn into_download(mut self) -> Result<Download, Error> {
        match self.answer.rest.take() {
            Some(rest) => Ok(Download::new(self.answer, rest, self.sent, self.patience)),
            None => {
                let message = "the answer does not have the documented shape: it is no file";
                Err(self.failed(Error::new(ErrorKind::Decode, message)))
            }
        }
    }
}

/// How an answer becomes what a caller gets.
pub(crate) enum Decode<T> {
    /// It is read whole, and decoded.
    Whole(fn(&[u8]) -> Result<T, DecodeError>),
    /// It is a file, which goes on coming.
    File(fn(Download) -> T),
}

impl<T> Clone for Decode<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Decode<T> {}

impl<T> fmt::Debug for Decode<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole(_) => "Whole(..)",
            Self::File(_) => "File(..)",
        })
    }
}

impl<T> Decode<T> {
    pub(crate) fn body(self, answered: Answered) -> Result<T, Error> {
        match self {
            Self::Whole(decode) => answered.decode(decode),
            Self::File(read) => answered.into_download().map(read),
        }
    }

    /// The same with status and headers.
    pub(crate) fn response(self, answered: Answered) -> Result<Response<T>, Error> {
        let status = answered.answer.status;
        let headers = answered.answer.headers.clone();
        let body = self.body(answered)?;
        Ok(Response { status, headers, body })
    }
}

/// An answer with its status and headers. Its `Debug` shows no header that is a secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The decoded body.
    pub body: T,
}

impl<T> Response<T> {
    /// The id to quote to the vendor's support.
    pub fn correlation_id(&self) -> Option<&str> {
        self.headers.get("correlation-id")?.to_str().ok()
    }

    /// The cookies that the answer sets, as the header `Cookie` of a later request has them:
    /// `name=value`, joined by `; `. `None` where it sets none.
    pub fn cookies(&self) -> Option<Secret> {
        let set = self.headers.get_all(SET_COOKIE).into_iter();
        let pairs = set.filter_map(|header| header.to_str().ok()?.split(';').next());
        let pairs: Vec<&str> = pairs.map(str::trim).filter(|pair| pair.contains('=')).collect();
        (!pairs.is_empty()).then(|| pairs.join("; ").into())
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &sensitive::marked(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}
