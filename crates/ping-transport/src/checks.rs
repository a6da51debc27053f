//! What every setting has to hold.

use crate::error::Error;

/// Whether a character is part of no setting; the last one is what is left of text that is not
/// UTF-8.
fn is_odd(char: char) -> bool {
    char.is_control() || char == char::REPLACEMENT_CHARACTER
}

fn check(field: &str, value: &str, is_wrong: fn(char) -> bool) -> Result<(), Error> {
    let bare = value.trim();
    if bare.is_empty() {
        return Err(Error::configuration(field, "is empty"));
    }
    if bare.len() != value.len() || value.contains(is_wrong) {
        return Err(Error::configuration(
            field,
            "has blanks, line breaks or other characters that do not belong there",
        ));
    }
    Ok(())
}

/// Fails where a value can be no id.
pub(crate) fn check_id(field: &str, value: &str) -> Result<(), Error> {
    check(field, value, |char| char.is_whitespace() || is_odd(char))
}

/// Fails where a value can be no client secret; it may have blanks between its characters.
pub(crate) fn check_secret(field: &str, value: &str) -> Result<(), Error> {
    check(field, value, is_odd)
}

/// What a bearer token is made of, as far as a header is concerned.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Fails where a token that the caller gives is none; `field` is the setting that it comes from.
pub(crate) fn check_token(field: &str, token: &str) -> Result<(), Error> {
    match token {
        text if is_token(text) => Ok(()),
        "" => Err(Error::configuration(field, "the token is empty")),
        _ => Err(Error::configuration(
            field,
            "the token has a blank, a line break or another character that no token has; give it \
             as it was issued",
        )),
    }
}
