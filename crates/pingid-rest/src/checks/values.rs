//! What each kind of value has to be; one that is missing is fine.

use ping_models::pingid::OfflinePairingType;
use ping_models::{Loose, Secret};
use ping_transport::Error;

/// The longest user name, in characters.
const MAX_USER_NAME: usize = 250;

fn wrong(field: &str, message: &str) -> Result<(), Error> {
    Err(Error::invalid_input(field, message))
}

/// A user name.
pub(super) fn user_name(field: &str, name: Option<&str>) -> Result<(), Error> {
    match name {
        Some("") => wrong(field, "is empty"),
        _ => at_most(field, name, MAX_USER_NAME),
    }
}

/// A text with something in it.
pub(crate) fn not_empty(field: &str, text: Option<&str>) -> Result<(), Error> {
    match text {
        Some(text) if text.trim().is_empty() => wrong(field, "is empty"),
        _ => Ok(()),
    }
}

/// A list with something in it.
pub(super) fn some<T>(field: &str, list: Option<&Vec<T>>) -> Result<(), Error> {
    match list {
        Some(list) if list.is_empty() => wrong(field, "is empty"),
        _ => Ok(()),
    }
}

/// A text of at most so many characters.
pub(super) fn at_most(field: &str, text: Option<&str>, longest: usize) -> Result<(), Error> {
    match text {
        Some(text) if text.chars().count() > longest => {
            wrong(field, &format!("has more than {longest} characters"))
        }
        _ => Ok(()),
    }
}

/// A passcode.
pub(super) fn otp(otp: Option<&Loose<Secret>>) -> Result<(), Error> {
    match otp.map(|otp| otp.expose()) {
        Some("") => wrong("otp", "is empty"),
        Some(otp) if otp.contains(char::is_whitespace) => {
            wrong("otp", "has blanks in it: send the passcode without them")
        }
        _ => Ok(()),
    }
}

/// A passcode or an assertion.
pub(super) fn answer(answer: Option<&Loose<Secret>>) -> Result<(), Error> {
    otp(answer.filter(|answer| !answer.expose().starts_with('{')))
}

/// A passcode that consists of digits.
pub(super) fn digits(digits: Option<&Loose<Secret>>) -> Result<(), Error> {
    otp(digits)?;
    match digits {
        Some(otp) if !otp.expose().bytes().all(|byte| byte.is_ascii_digit()) => {
            wrong("otp", "must consist of digits")
        }
        _ => Ok(()),
    }
}

/// The address or serial number of a device without the PingID app.
pub(super) fn pairing_data(
    kind: Option<&OfflinePairingType>,
    data: Option<&Loose<Secret>>,
) -> Result<(), Error> {
    let (Some(kind), Some(data)) = (kind, data.map(|data| data.expose())) else {
        return Ok(());
    };
    let message = match kind {
        _ if data.trim().is_empty() => "is empty",
        OfflinePairingType::Sms | OfflinePairingType::Voice => {
            let digits = data.contains(|c: char| c.is_ascii_digit());
            let letters = data.contains(char::is_alphabetic);
            if digits && !letters {
                return Ok(());
            }
            "must be an international phone number, such as +15125550100"
        }
        OfflinePairingType::Email if !data.contains('@') => "must be an email address",
        _ => return Ok(()),
    };
    wrong("pairingData", message)
}
