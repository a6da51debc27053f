//! A request that was sent, for the errors that come of it.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use crate::auth::{Bearer, Sealed};
use crate::clock::Clock;
use crate::error::Error;
use crate::masking::Secrets;
use crate::request::Parts;
use crate::sensitive;

/// What an error has to know about the request behind it.
pub(crate) struct Sent {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) parts: Parts,
    /// On the monotonic clock.
    pub(crate) started: Duration,
    /// How often the request was sent.
    pub(crate) attempts: u32,
    /// The token that the last attempt had.
    pub(crate) bearer: Option<Arc<Bearer>>,
    /// What stands around the body.
    pub(crate) sealed: Option<Box<dyn Sealed>>,
    /// When the last attempt was sealed.
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
            let elapsed = self.clock.monotonic().saturating_sub(self.started);
            error.with_tries(self.attempts, elapsed)
        };
        error.cleared(self.secrets.get_or_init(|| self.secrets()))
    }

    fn secrets(&self) -> Secrets {
        let mut secrets = sensitive::of_request(&self.parts);
        secrets.extend(self.bearer.iter().map(|bearer| bearer.value.clone()));
        if let Some(sealed) = &self.sealed {
            secrets.extend(sealed.secrets(self.last));
        }
        secrets.iter().map(|secret| secret.expose()).collect()
    }
}
