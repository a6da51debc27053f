//! What can never be valid, told before anything is sent, and what a reply has to have.

use ping_models::pingid::{ErrorId, ErrorKind, OfflinePairingType};
use ping_models::{DecodeError, Loose, Secret};
use ping_transport::Error;

/// The error for a reply that lacks a documented member.
pub(crate) fn missing(member: &str, expected: &str) -> Error {
    Error::undocumented(DecodeError::new(member, expected))
}

/// Whether a sequence that a passcode ends wants the token's next one.
pub(crate) fn wants_next(error_id: Option<&ErrorId>) -> Result<bool, Error> {
    match error_id.map(ErrorId::kind) {
        Some(ErrorKind::Success) => Ok(false),
        Some(ErrorKind::NextOtp) => Ok(true),
        _ => Err(missing("errorId", "200, or 30016 for the next passcode")),
    }
}

/// What is wrong with a text that must not be empty, if anything.
pub(crate) fn empty_error(field: &str, text: &str) -> Option<Error> {
    text.trim()
        .is_empty()
        .then(|| Error::invalid_input(field, "is empty"))
}

/// What is wrong with a text that has a limit, if anything.
pub(crate) fn length_error(field: &str, text: Option<&str>, longest: usize) -> Option<Error> {
    (text?.chars().count() > longest).then(|| {
        let message = format!("has more than {longest} characters");
        Error::invalid_input(field, message)
    })
}

/// A passcode as a person types it, without the blanks in it.
pub(crate) fn typed(otp: &Secret) -> Loose<Secret> {
    let otp: String = otp.expose().split_whitespace().collect();
    otp.into()
}

/// What is wrong with a passcode, if anything.
pub(crate) fn otp_error(otp: Option<&Loose<Secret>>) -> Option<Error> {
    let otp = otp?.expose();
    let message = if otp.is_empty() {
        "is empty"
    } else if otp.contains(char::is_whitespace) {
        "has blanks in it: send the passcode without them"
    } else {
        return None;
    };
    Some(Error::invalid_input("otp", message))
}

/// What is wrong with a passcode or an assertion, if anything.
pub(crate) fn answer_error(answer: Option<&Loose<Secret>>) -> Option<Error> {
    let is_assertion = answer.is_some_and(|answer| answer.expose().starts_with('{'));
    otp_error(answer).filter(|_| !is_assertion)
}

/// What is wrong with a passcode that consists of digits, if anything.
pub(crate) fn digits_error(otp: Option<&Loose<Secret>>) -> Option<Error> {
    otp_error(otp).or_else(|| {
        let digits = otp?.expose().bytes().all(|b| b.is_ascii_digit());
        (!digits).then(|| Error::invalid_input("otp", "must consist of digits"))
    })
}

/// What is wrong with the device of an offline pairing, if anything.
pub(crate) fn target_error(
    kind: Option<&OfflinePairingType>,
    data: Option<&Loose<Secret>>,
) -> Option<Error> {
    let data = data?.expose();
    let message = match kind? {
        _ if data.trim().is_empty() => "is empty",
        OfflinePairingType::Sms | OfflinePairingType::Voice => {
            let digits = data.contains(|c: char| c.is_ascii_digit());
            let letters = data.contains(char::is_alphabetic);
            if digits && !letters {
                return None;
            }
            "must be an international phone number, such as +15125550100"
        }
        OfflinePairingType::Email if !data.contains('@') => "must be an email address",
        _ => return None,
    };
    Some(Error::invalid_input("pairingData", message))
}
