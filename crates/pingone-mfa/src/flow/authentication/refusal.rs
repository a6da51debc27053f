//! What the service says about a proof that it does not accept.

use ping_models::{ErrorCode, ErrorDetail};
use ping_transport::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

/// What it said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Refusal {
    pub(crate) attempts_remaining: Option<i64>,
    pub(crate) message: Option<String>,
}

impl Refusal {
    /// What an error says about a wrong passcode; `None` for any other error.
    pub(crate) fn of_otp(error: &Error) -> Option<Self> {
        let found = Self::of(error, |detail| detail.code == Some(ErrorCode::InvalidOtp));
        found.or_else(|| {
            let alone = error.kind() == ErrorKind::Api && error.has_code(&ErrorCode::InvalidOtp);
            alone.then(Self::default)
        })
    }

    /// What an error says about an assertion that does not hold; `None` for any other error.
    pub(crate) fn of_assertion(error: &Error) -> Option<Self> {
        Self::of(error, |detail| detail.target.as_deref() == Some("assertion"))
    }

    fn of(error: &Error, is_it: impl Fn(&ErrorDetail) -> bool) -> Option<Self> {
        if error.kind() != ErrorKind::Api {
            return None;
        }
        let detail = error.details().iter().find(|detail| is_it(detail))?;
        let inner = detail.inner_error.as_ref();
        Some(Self {
            attempts_remaining: inner.and_then(|inner| inner.attempts_remaining),
            message: detail.message.clone(),
        })
    }
}
