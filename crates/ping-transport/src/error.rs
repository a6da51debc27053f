//! One error type that a caller can act on.

mod body;
mod clear;
mod making;
mod shown;

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use ping_models::{DecodeError, ErrorCode, ErrorDetail};

use crate::operation::OperationInfo;

pub use body::ErrorBody;
use body::without_full_stop;
pub(crate) use shown::in_words;

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No connection: name look-up, refused, TLS. The service has not seen the request.
    Connect,
    /// The connection broke or the body was cut. The service may have processed the request.
    Interrupted,
    /// The deadline passed. The service may have processed the request.
    Timeout,
    /// No access token could be had.
    Token,
    /// The service answered with an error.
    Api,
    /// PingID answered with an `errorId`.
    PingId,
    /// A reply or redirect of PingID is not signed as it has to be, or answers something else;
    /// nothing in it is believed.
    Envelope,
    /// The answer does not have the documented shape.
    Decode,
    /// The answer is larger than the limit.
    TooLarge,
    /// A collection's pages do not lead on.
    Page,
    /// What the caller gave a file to be written to failed.
    Write,
    /// The client's settings are not usable.
    Configuration,
    /// An argument can never be valid; nothing was sent.
    InvalidInput,
}

/// Why a call failed.
///
/// `Display` says which operation failed, how the service put it, and what to do next where that
/// is known. Secrets of the request are masked, in whatever form the service repeats them, and
/// texts of the service are escaped for terminals. Cloning is cheap: a failed token request is
/// shared by all who waited for it.
///
/// ```
/// # fn handle(error: ping_transport::Error) {
/// if error.is_not_found() {
///     // ...
/// } else if error.is_retryable() {
///     eprintln!("try again later: {error}");
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    /// What to do next, where that is known.
    hint: Option<&'static str>,
    operation: Option<&'static OperationInfo>,
    status: Option<StatusCode>,
    body: Option<ErrorBody>,
    correlation_id: Option<String>,
    retry_after: Option<Duration>,
    field: Option<String>,
    attempts: u32,
    elapsed: Duration,
    decode: Option<DecodeError>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    fn edit(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }

    /// What failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The id of the operation in the catalogue, such as `platform.create_user`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// The HTTP status of the answer, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The body of the error answer.
    pub fn body(&self) -> Option<&ErrorBody> {
        self.0.body.as_ref()
    }

    /// The top-level code of the PingOne APIs, or that of the error inside a resource that failed,
    /// such as a device authentication.
    pub fn code(&self) -> Option<&ErrorCode> {
        match &self.0.body {
            Some(ErrorBody::PingOne(body)) => body.code.as_ref(),
            _ => None,
        }
    }

    /// The single faults that the PingOne APIs name.
    pub fn details(&self) -> &[ErrorDetail] {
        match &self.0.body {
            Some(ErrorBody::PingOne(body)) => body.details.as_deref().unwrap_or_default(),
            _ => &[],
        }
    }

    /// Whether the answer has this code, at the top or in a detail.
    pub fn has_code(&self, code: &ErrorCode) -> bool {
        self.code() == Some(code)
            || self.details().iter().any(|detail| detail.code.as_ref() == Some(code))
    }

    /// The `errorId` of PingID.
    pub fn pingid_error_id(&self) -> Option<i64> {
        match &self.0.body {
            Some(ErrorBody::PingId { error_id, .. }) => Some(*error_id),
            _ => None,
        }
    }

    /// The id to quote to the vendor's support.
    pub fn correlation_id(&self) -> Option<&str> {
        self.0.correlation_id.as_deref()
    }

    /// How long the service asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The argument or setting that is at fault, for [`ErrorKind::InvalidInput`] and
    /// [`ErrorKind::Configuration`].
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// Where the answer does not have the documented shape.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode.as_ref()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, waits included.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// Whether the service says that it has no such thing, or none of those that it is below: a
    /// 404 with a code of the PingOne APIs, or the `errorId` for an unknown user of PingID. A 404
    /// of something else, such as a proxy or the token endpoint, is none.
    pub fn is_not_found(&self) -> bool {
        match (self.0.kind, &self.0.body) {
            (ErrorKind::Api, Some(ErrorBody::PingOne(body))) => {
                self.0.status == Some(StatusCode::NOT_FOUND) && body.code.is_some()
            }
            (ErrorKind::PingId, Some(ErrorBody::PingId { error_id, .. })) => *error_id == 10564,
            _ => false,
        }
    }

    /// Whether access was refused (401 or 403): a bad token, a missing role or license.
    pub fn is_access_denied(&self) -> bool {
        matches!(self.0.status, Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN))
    }

    /// Whether too many requests were sent (429).
    pub fn is_rate_limited(&self) -> bool {
        self.0.status == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether too much was asked for, and no wait is known to change that: a rate limit says when
    /// to come back.
    pub(crate) fn is_standing_limit(&self) -> bool {
        let standing = |detail: &ErrorDetail| {
            let facts = detail.inner_error.as_ref();
            let limit =
                matches!(detail.code, Some(ErrorCode::LimitExceeded | ErrorCode::QuotaExceeded));
            limit
                && facts.is_none_or(|facts| {
                    facts.retry_after.is_none() && facts.quota_reset_time.is_none()
                })
        };
        self.is_rate_limited()
            && self.0.retry_after.is_none()
            && self.details().iter().any(standing)
    }

    /// Whether the service refuses so what was created a moment ago, or who was assigned a role.
    pub(crate) fn may_settle(&self) -> bool {
        let unknown = self.0.status == Some(StatusCode::FORBIDDEN)
            && (self.has_code(&ErrorCode::InsufficientPermissions)
                || (self.code() == Some(&ErrorCode::AccessFailed) && self.details().is_empty()));
        unknown || self.is_not_found()
    }

    /// Whether the deadline passed.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the same call may succeed later without a change. It does not say that repeating
    /// is safe: see [`Error::may_have_been_processed`].
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Interrupted | ErrorKind::Timeout => true,
            ErrorKind::PingId => self.pingid_error_id() == Some(10551),
            ErrorKind::Api | ErrorKind::Token => match self.0.status {
                Some(status) => match status.as_u16() {
                    408 => true,
                    429 => !self.is_standing_limit(),
                    501 => false,
                    _ => status.is_server_error(),
                },
                None => self
                    .source()
                    .and_then(|source| source.downcast_ref::<Error>())
                    .is_some_and(Error::is_retryable),
            },
            _ => false,
        }
    }

    /// Whether the service may have processed the request although the call failed.
    #[doc(alias("is_processed_maybe", "ambiguous"))]
    pub fn may_have_been_processed(&self) -> bool {
        match self.0.kind {
            // One that was never sent timed out in a queue.
            ErrorKind::Timeout => self.0.attempts > 0,
            ErrorKind::Interrupted
            | ErrorKind::Decode
            | ErrorKind::TooLarge
            | ErrorKind::Envelope
            | ErrorKind::Page
            | ErrorKind::Write => true,
            ErrorKind::Api | ErrorKind::PingId => {
                self.0.status.is_some_and(|status| status.is_server_error())
            }
            _ => false,
        }
    }
}
