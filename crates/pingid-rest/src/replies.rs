//! What a reply has to have.

use ping_models::DecodeError;
use ping_models::pingid::{ErrorId, PingIdCode};
use ping_transport::Error;

/// The error for a reply that lacks a documented member.
pub(crate) fn missing(member: &str, expected: &str) -> Error {
    Error::undocumented(DecodeError::new(member, expected))
}

/// Whether a sequence that a passcode ends wants the token's next one.
pub(crate) fn wants_next(error_id: Option<&ErrorId>) -> Result<bool, Error> {
    match error_id.map(ErrorId::code) {
        Some(PingIdCode::Success) => Ok(false),
        Some(PingIdCode::NextOtp) => Ok(true),
        _ => Err(missing("errorId", "200, or 30016 for the next passcode")),
    }
}
