//! One error type that a caller can act on.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use ping_models::{DecodeError, ErrorCode, ErrorDetail, OpenValue, PingOneError, decode};
use serde::Deserialize;
use serde_json::Value;

use crate::operation::OperationInfo;
use crate::seam::{TransportError, TransportErrorKind};

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

/// The body of an error answer, in whichever of its shapes it came.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// The shape of the PingOne APIs; gateways send only its `message`.
    PingOne(PingOneError),
    /// The shape of an OAuth 2.0 authorization server.
    OAuth {
        /// The error code, such as `invalid_client`.
        error: String,
        /// The text for developers.
        description: Option<String>,
    },
    /// The shape of PingID.
    PingId {
        /// The numeric id of the error.
        error_id: i64,
        /// The text or key that came with it.
        message: Option<String>,
    },
    /// Anything else: HTML, empty, not UTF-8. The bytes are not kept.
    Opaque {
        /// The media type that the answer claims.
        media_type: Option<String>,
        /// The length in bytes.
        length: usize,
    },
}

/// Why a call failed.
///
/// `Display` says which operation failed, how the service put it, and what to do next where that
/// is known. It never holds a secret. Cloning is cheap: a failed token request is shared by all
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
            message: message.into(),
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
        error.edit().field = Some(field.to_owned());
        error
    }

    /// A setting that is missing or not usable: `field` names it, `message` says what to do.
    pub fn configuration(field: &str, message: impl fmt::Display) -> Self {
        let mut error = Self::new(ErrorKind::Configuration, format!("`{field}`: {message}"));
        error.edit().field = Some(field.to_owned());
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
        let message = presentable(&format!("{} {body}", status.as_u16()));
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
        let mut error = Self::new(ErrorKind::PingId, presentable(&body.to_string()));
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

    /// The top-level code of the PingOne APIs.
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

    /// Whether the service has no such resource (404).
    pub fn is_not_found(&self) -> bool {
        self.0.status == Some(StatusCode::NOT_FOUND)
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

fn header_correlation(headers: &HeaderMap) -> Option<String> {
    ["correlation-id", "x-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .map(str::to_owned)
}

/// A text of the service for one line of a log: without control characters, and not endless.
fn presentable(text: &str) -> String {
    const LONGEST: usize = 2000;
    let mut chars = text.chars();
    let mut short: String = chars
        .by_ref()
        .take(LONGEST)
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
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

/// What can be read of an error body in which some members are not as documented.
fn salvage(body: &[u8]) -> Option<PingOneError> {
    let members: BTreeMap<String, OpenValue> = decode(body).ok()?;
    let good = |name: &str, value: &OpenValue| {
        let alone = serde_json::to_vec(&BTreeMap::from([(name, value)])).ok()?;
        decode::<PingOneError>(&alone).ok()
    };
    let kept: BTreeMap<_, _> = members
        .into_iter()
        .filter_map(|(name, value)| {
            if good(&name, &value).is_some() {
                return Some((name, value));
            }
            let better: Value = match value.to_value() {
                Value::Array(items) => items
                    .into_iter()
                    .filter(|item| good(&name, &Value::from([item.clone()]).into()).is_some())
                    .collect(),
                scalar @ (Value::Number(_) | Value::Bool(_)) => scalar.to_string().into(),
                _ => return None,
            };
            let better = OpenValue::from(better);
            good(&name, &better).map(|_| (name, better))
        })
        .collect();
    decode(&serde_json::to_vec(&kept).ok()?).ok()
}

impl ErrorBody {
    fn read(headers: &HeaderMap, body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct OAuth {
            error: String,
            error_description: Option<String>,
        }
        if body.trim_ascii_start().first() == Some(&b'{') {
            let ping = decode::<PingOneError>(body).ok().or_else(|| salvage(body));
            let oauth = decode::<OAuth>(body).ok();
            match (ping, oauth) {
                (Some(ping), _) if ping.code.is_some() || ping.details.is_some() => {
                    return Self::PingOne(ping);
                }
                (_, Some(oauth)) => {
                    return Self::OAuth {
                        error: oauth.error,
                        description: oauth.error_description,
                    };
                }
                // A failed device authentication says why in an `error` of its own.
                (Some(ping), None) if ping.message.is_some() || ping.field("error").is_some() => {
                    return Self::PingOne(ping);
                }
                _ => {}
            }
        }
        Self::Opaque {
            media_type: headers
                .get(http::header::CONTENT_TYPE)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
            length: body.len(),
        }
    }

    fn correlation_id(&self) -> Option<String> {
        match self {
            Self::PingOne(body) => body.id.clone(),
            Self::OAuth { description, .. } => {
                let (_, tail) = description.as_deref()?.split_once("(Correlation ID: ")?;
                let (id, _) = tail.split_once(')')?;
                Some(id.trim().to_owned())
            }
            Self::PingId { .. } | Self::Opaque { .. } => None,
        }
    }
}

impl fmt::Display for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PingOne(body) => {
                if let Some(code) = &body.code {
                    write!(f, "{code}: ")?;
                }
                f.write_str(body.message.as_deref().unwrap_or("(no message)"))?;
                for detail in body.details.iter().flatten() {
                    f.write_str("; ")?;
                    if let Some(target) = &detail.target {
                        write!(f, "{target}: ")?;
                    }
                    if let Some(code) = &detail.code {
                        write!(f, "{code} ")?;
                    }
                    write!(f, "{}", detail.message.as_deref().unwrap_or_default())?;
                }
                Ok(())
            }
            Self::OAuth { error, description } => match description {
                Some(description) => write!(f, "{error}: {description}"),
                None => f.write_str(error),
            },
            Self::PingId { error_id, message } => match message.as_deref() {
                Some(message) if !message.is_empty() => {
                    write!(f, "errorId {error_id}: {message}")
                }
                _ => write!(f, "errorId {error_id}"),
            },
            Self::Opaque { length: 0, .. } => f.write_str("with an empty body"),
            Self::Opaque { media_type, length } => match media_type {
                Some(media_type) => write!(f, "with {length} bytes of {media_type}"),
                None => write!(f, "with {length} bytes"),
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{}: ", operation.id)?;
        }
        f.write_str(&inner.message)?;
        if let Some(hint) = inner.hint {
            write!(f, ". {hint}")?;
        }
        if let Some(id) = &inner.correlation_id {
            write!(f, " (correlation id {id})")?;
        }
        if inner.attempts > 1 {
            write!(
                f,
                " after {} attempts in {:.1} s",
                inner.attempts,
                inner.elapsed.as_secs_f64()
            )?;
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
