//! How errors are made, and what is added to one on its way out.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use ping_models::{DecodeError, ErrorCode};

use super::{Error, ErrorBody, ErrorKind, Inner};
use crate::escaping::presentable;
use crate::operation::OperationInfo;
use crate::seam::{TransportError, TransportErrorKind};

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
    #[doc(hidden)]
    pub fn unbelievable(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Envelope, message.to_string())
    }

    /// A wait that ended at its deadline.
    #[doc(hidden)]
    pub fn timed_out(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Timeout, message)
    }

    pub(crate) fn writing(error: std::io::Error) -> Self {
        let mut whole = Self::new(ErrorKind::Write, format!("the file cannot be written: {error}"));
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
    #[doc(hidden)]
    pub fn undocumented(error: DecodeError) -> Self {
        let mut whole = Self::new(
            ErrorKind::Decode,
            format!("the answer does not have the documented shape: {error}"),
        );
        whole.edit().decode = Some(error);
        whole
    }

    /// A text that is no browser's answer to WebAuthn options.
    #[doc(hidden)]
    pub fn not_of_a_browser(error: DecodeError) -> Self {
        let message = format_args!("must be the text of `credential.toJSON()`: {error}");
        Self::invalid_input("credential", message)
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        let (kind, what) = match error.kind() {
            TransportErrorKind::Connect => (ErrorKind::Connect, "no connection"),
            TransportErrorKind::NotSent => {
                (ErrorKind::Connect, "the connection closed before the request left")
            }
            TransportErrorKind::Interrupted => (
                ErrorKind::Interrupted,
                "the connection broke; the request may have been processed",
            ),
            TransportErrorKind::Body => (ErrorKind::Interrupted, "the answer's body was cut short"),
            TransportErrorKind::Timeout => (ErrorKind::Timeout, "no answer in time"),
            TransportErrorKind::Configuration => {
                (ErrorKind::Configuration, "the HTTP client cannot be used as it is set up")
            }
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
}

fn header_correlation(headers: &HeaderMap) -> Option<String> {
    ["correlation-id", "x-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .map(str::to_owned)
}

const NO_ROLE: &str = "Assign the worker application a role that allows this in that environment";
const NO_PATH_OR_ROLE: &str = "The gateway knows no such path and method, or the role is missing: \
                               check the region, the environment id and the worker's roles";
const NO_ROLE_OR_LICENSE: &str = "Check the worker's roles and the environment's license";

/// The hints behind which the role belongs that the operation needs.
pub(super) const ABOUT_ROLES: [&str; 3] = [NO_ROLE, NO_PATH_OR_ROLE, NO_ROLE_OR_LICENSE];

fn hint(status: StatusCode, body: &ErrorBody) -> Option<&'static str> {
    let has = |wanted: ErrorCode| match body {
        ErrorBody::PingOne(body) => {
            body.details.iter().flatten().any(|detail| detail.code.as_ref() == Some(&wanted))
        }
        _ => false,
    };
    if has(ErrorCode::LicenseExceeded) {
        return Some("The license of the environment does not allow this");
    }
    match status.as_u16() {
        _ if has(ErrorCode::InsufficientPermissions) => Some(NO_ROLE),
        401 => Some("Check that the token is of this environment's region and not expired"),
        403 if matches!(body, ErrorBody::PingOne(body) if body.code.is_none()) => {
            Some(NO_PATH_OR_ROLE)
        }
        403 => Some(NO_ROLE_OR_LICENSE),
        429 => Some("Send less at once, or later"),
        _ => None,
    }
}
