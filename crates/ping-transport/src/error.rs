//! One error type that a caller can act on.

mod body;
mod clear;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use ping_models::{DecodeError, ErrorCode, ErrorDetail};

use crate::escaping::presentable;
use crate::operation::OperationInfo;
use crate::seam::{TransportError, TransportErrorKind};

pub use body::ErrorBody;
use body::without_full_stop;

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
    /// A PingID reply is not signed as it has to be; nothing in it is believed.
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
/// texts of the service are escaped for terminals. Cloning is cheap: a failed token request is shared by all
/// who waited for it.
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
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            kind,
            message: presentable(&message.into()).into_owned(),
            hint: None,
            operation: None,
            status: None,
            body: None,
            correlation_id: None,
            retry_after: None,
            field: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            decode: None,
            source: None,
        }))
    }

    /// An argument that can never be valid: `field` names it, `message` says what to do.
    pub fn invalid_input(field: &str, message: impl fmt::Display) -> Self {
        let mut error = Self::new(ErrorKind::InvalidInput, format!("`{field}`: {message}"));
        error.edit().field = Some(presentable(field).into_owned());
        error
    }

    /// A setting that is missing or not usable: `field` names it, `message` says what to do.
    pub fn configuration(field: &str, message: impl fmt::Display) -> Self {
        let mut error = Self::new(ErrorKind::Configuration, format!("`{field}`: {message}"));
        error.edit().field = Some(presentable(field).into_owned());
        error
    }

    /// A signed message in which nothing is believed; the message says why.
    pub fn unbelievable(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Envelope, message.to_string())
    }

    /// A wait that ended at its deadline.
    pub fn timed_out(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Timeout, message)
    }

    pub(crate) fn writing(error: std::io::Error) -> Self {
        let mut whole = Self::new(
            ErrorKind::Write,
            format!("the file cannot be written: {error}"),
        );
        whole.edit().source = Some(Arc::new(error));
        whole
    }

    /// The same error, with more to say.
    #[cfg(feature = "rows")]
    pub(crate) fn with_note(mut self, note: impl fmt::Display) -> Self {
        let inner = self.edit();
        inner.message = format!("{}; {note}", inner.message);
        self
    }

    /// A part of an answer that does not have the documented shape.
    pub fn undocumented(error: DecodeError) -> Self {
        let mut whole = Self::new(
            ErrorKind::Decode,
            format!("the answer does not have the documented shape: {error}"),
        );
        whole.edit().decode = Some(error);
        whole
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        let (kind, what) = match error.kind() {
            TransportErrorKind::Connect => (ErrorKind::Connect, "no connection"),
            TransportErrorKind::NotSent => (
                ErrorKind::Connect,
                "the connection closed before the request left",
            ),
            TransportErrorKind::Interrupted => (
                ErrorKind::Interrupted,
                "the connection broke; the request may have been processed",
            ),
            TransportErrorKind::Body => (ErrorKind::Interrupted, "the answer's body was cut short"),
            TransportErrorKind::Timeout => (ErrorKind::Timeout, "no answer in time"),
            TransportErrorKind::Configuration => (
                ErrorKind::Configuration,
                "the HTTP client cannot be used as it is set up",
            ),
        };
        let mut whole = Self::new(kind, format!("{what}: {error}"));
        whole.edit().source = Some(Arc::new(error));
        whole
    }

    /// An error answer of the service, whatever its body is.
    pub(crate) fn answer(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let body = ErrorBody::read(headers, body);
        let correlation_id = header_correlation(headers).or_else(|| body.correlation_id());
        let message = format!("{} {body}", status.as_u16());
        let mut error = Self::new(ErrorKind::Api, message);
        let inner = error.edit();
        inner.hint = hint(status, &body);
        inner.status = Some(status);
        inner.body = Some(body);
        inner.correlation_id = correlation_id;
        error
    }

    #[cfg(feature = "pingid")]
    pub(crate) fn pingid(status: StatusCode, error_id: i64, message: Option<String>) -> Self {
        let body = ErrorBody::PingId { error_id, message };
        let mut error = Self::new(ErrorKind::PingId, body.to_string());
        let inner = error.edit();
        inner.status = Some(status);
        inner.body = Some(body);
        error
    }

    /// A failed token request.
    pub(crate) fn token(cause: &Error) -> Self {
        let refused = cause.0.status == Some(StatusCode::UNAUTHORIZED)
            || matches!(
                &cause.0.body,
                Some(ErrorBody::OAuth { error, .. }) if error == "invalid_client"
            );
        let message = if refused {
            format!(
                "no access token: the client was refused. The service answers alike for three \
                 causes, so check all of them: the client id, the client secret, and the token \
                 endpoint authentication method of the application; also the worker's environment \
                 and region. Answer: {}",
                cause.0.message
            )
        } else {
            format!("no access token: {}", cause.0.message)
        };
        let mut error = cause.clone();
        let inner = error.edit();
        inner.message = message;
        if refused {
            // That one is about API tokens.
            inner.hint = None;
        }
        if !matches!(inner.kind, ErrorKind::Configuration) {
            inner.kind = ErrorKind::Token;
        }
        error.edit().source = Some(Arc::new(cause.clone()));
        error
    }

    fn edit(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }

    pub(crate) fn with_operation(mut self, operation: &'static OperationInfo) -> Self {
        self.edit().operation = Some(operation);
        self
    }

    pub(crate) fn with_tries(mut self, attempts: u32, elapsed: Duration) -> Self {
        let inner = self.edit();
        inner.attempts = attempts;
        inner.elapsed = elapsed;
        self
    }

    pub(crate) fn with_answer(mut self, status: StatusCode, headers: &HeaderMap) -> Self {
        let inner = self.edit();
        inner.status = Some(status);
        if inner.correlation_id.is_none() {
            inner.correlation_id = header_correlation(headers);
        }
        self
    }

    #[cfg(feature = "pingid")]
    pub(crate) fn or_correlation_id(mut self, id: Option<String>) -> Self {
        let inner = self.edit();
        inner.correlation_id = inner.correlation_id.take().or(id);
        self
    }

    pub(crate) fn with_retry_after(mut self, delay: Option<Duration>) -> Self {
        self.edit().retry_after = delay;
        self
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
    pub fn status(&self) -> Option<u16> {
        self.0.status.map(|status| status.as_u16())
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
            || self
                .details()
                .iter()
                .any(|detail| detail.code.as_ref() == Some(code))
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
        matches!(self.status(), Some(401 | 403))
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
            let limit = matches!(
                detail.code,
                Some(ErrorCode::LimitExceeded | ErrorCode::QuotaExceeded)
            );
            limit
                && facts.is_none_or(|facts| {
                    facts.retry_after.is_none() && facts.quota_reset_time.is_none()
                })
        };
        self.is_rate_limited()
            && self.0.retry_after.is_none()
            && self.details().iter().any(standing)
    }

    /// Whether the deadline passed.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the same call may succeed later without a change. It does not say that repeating
    /// is safe: see [`Error::is_processed_maybe`].
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
    pub fn is_processed_maybe(&self) -> bool {
        match self.0.kind {
            // One that was never sent timed out in a queue.
            ErrorKind::Timeout => self.0.attempts > 0,
            ErrorKind::Interrupted
            | ErrorKind::Decode
            | ErrorKind::TooLarge
            | ErrorKind::Envelope => true,
            ErrorKind::Api => self.0.status.is_some_and(|status| status.is_server_error()),
            _ => false,
        }
    }
}

/// A span of time as one says it.
pub(crate) fn in_words(span: Duration) -> String {
    if span < Duration::from_secs(1) {
        return format!("{} ms", span.as_millis());
    }
    let seconds = format!("{:.1}", span.as_secs_f64());
    format!("{} s", seconds.trim_end_matches(".0"))
}

fn header_correlation(headers: &HeaderMap) -> Option<String> {
    ["correlation-id", "x-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .map(str::to_owned)
}

fn hint(status: StatusCode, body: &ErrorBody) -> Option<&'static str> {
    let has = |wanted: ErrorCode| match body {
        ErrorBody::PingOne(body) => body
            .details
            .iter()
            .flatten()
            .any(|detail| detail.code.as_ref() == Some(&wanted)),
        _ => false,
    };
    if has(ErrorCode::LicenseExceeded) {
        return Some("The license of the environment does not allow this");
    }
    match status.as_u16() {
        _ if has(ErrorCode::InsufficientPermissions) => {
            Some("Assign the worker application a role that allows this in that environment")
        }
        401 => Some("Check that the token is of this environment's region and not expired"),
        403 if matches!(body, ErrorBody::PingOne(body) if body.code.is_none()) => Some(
            "The gateway knows no such path and method, or the role is missing: check the \
             region, the environment id and the worker's roles",
        ),
        403 => Some("Check the worker's roles and the environment's license"),
        429 => Some("Send less at once, or later"),
        _ => None,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{}: ", operation.id)?;
        }
        match inner.hint {
            Some(hint) => write!(f, "{}. {hint}", without_full_stop(&inner.message))?,
            None => f.write_str(&inner.message)?,
        }
        // The text of the service may have it already.
        let told = |id: &String| inner.message.contains(&format!("(Correlation ID: {id})"));
        if let Some(id) = inner.correlation_id.as_ref().filter(|id| !told(id)) {
            write!(f, " (correlation id {id})")?;
        }
        if inner.attempts > 1 {
            let elapsed = in_words(inner.elapsed);
            write!(f, " after {} attempts in {elapsed}", inner.attempts)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.0.kind);
        out.field("message", &self.to_string());
        if let Some(status) = self.status() {
            out.field("status", &status);
        }
        out.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}
