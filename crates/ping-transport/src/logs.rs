//! What is logged of a call: targets, levels and fields are documented in the recipes.

use std::time::Duration;

use crate::error::{Error, ErrorBody, ErrorKind};
use crate::operation::OperationInfo;

/// The target of every event, whichever module it comes from.
const TARGET: &str = "ping_transport::call";

/// Logs an event with what is known about a failure.
macro_rules! log {
    ($level:ident, $operation:expr, $error:expr, $($rest:tt)*) => {
        tracing::event!(
            target: TARGET,
            tracing::Level::$level,
            operation = $operation.id,
            kind = ?$error.kind(),
            status = $error.status().map(|status| i64::from(status.as_u16())),
            code = code($error),
            correlation_id = $error.correlation_id().map(short),
            $($rest)*
        )
    };
}

/// A call failed: for the service's reasons, which somebody should know of, or for the caller's.
pub(crate) fn failed(operation: &OperationInfo, error: &Error) {
    let attempts = i64::from(error.attempts());
    let unusable = matches!(error.kind(), ErrorKind::TooLarge | ErrorKind::Envelope);
    if unusable || error.is_retryable() {
        log!(WARN, operation, error, attempts, "call failed");
    } else {
        log!(DEBUG, operation, error, attempts, "call failed");
    }
}

/// A request is sent again after a wait.
pub(crate) fn trying_again(operation: &OperationInfo, error: &Error, attempt: u32, wait: Duration) {
    let attempt = i64::from(attempt);
    let wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    log!(INFO, operation, error, attempt, wait_ms, "attempt failed; trying again");
}

/// A request is sent again with a new token.
pub(crate) fn token_refused(operation: &OperationInfo, error: &Error) {
    log!(INFO, operation, error, "token refused; trying once with a new one");
}

/// The service's own word for the failure.
fn code(error: &Error) -> Option<String> {
    match error.body()? {
        ErrorBody::PingOne(body) => body.code.as_ref().map(|code| short(code.as_str())),
        ErrorBody::OAuth { error, .. } => Some(short(error)),
        ErrorBody::PingId { error_id, .. } => Some(error_id.to_string()),
        ErrorBody::Opaque { .. } => None,
    }
}

/// A word of the service for one line of a log: not endless.
fn short(text: &str) -> String {
    text.chars().take(100).collect()
}
