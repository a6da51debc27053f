//! Decoding that tells the place of a failure and never the value.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeOwned};

use crate::place::{self, LONGEST, Stop, presentable};
use crate::room;

/// Why a payload did not decode: the place and what was expected there, never the value.
///
/// Names of members come from the payload. They are escaped and cut, so that an error can be
/// shown and logged as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    expected: String,
}

impl DecodeError {
    /// An error at a place that the caller knows, such as `licenses[3].status`.
    pub fn new(path: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            path: presentable(&path.into(), LONGEST),
            expected: presentable(&expected.into(), LONGEST),
        }
    }

    /// The place in the JSON text, such as `_embedded.devices[2].id`; `.` is the whole of it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected at that place, such as `a boolean`.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The same failure seen from outside, where this JSON text stands at `place`.
    #[must_use]
    pub fn below(self, place: &str) -> Self {
        let path = match (place, self.path.as_str()) {
            ("." | "", inner) => inner.to_owned(),
            (outer, "." | "") => outer.to_owned(),
            (outer, inner) if inner.starts_with('[') => format!("{outer}{inner}"),
            (outer, inner) => format!("{outer}.{inner}"),
        };
        Self { path: presentable(&path, LONGEST), ..self }
    }

    /// What stopped serde_json in this text, and where.
    #[cold]
    pub(crate) fn locate(text: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        if let Some((at, inner)) = noted(text, &message) {
            let path = place::find(text, at, Stop::Kind).unwrap_or_default();
            return inner.below(&path);
        }
        let at = place::offset(text, error.line(), error.column());
        let why = match error.classify() {
            serde_json::error::Category::Data if message.starts_with("invalid type") => Stop::Kind,
            serde_json::error::Category::Data => Stop::Value,
            _ => Stop::Syntax,
        };
        let place = place::find(text, at, why);
        let expected = if error.is_eof() {
            "more text: the JSON ends too early".to_owned()
        } else if error.is_syntax() && place.is_none() {
            "the end of the JSON text".to_owned()
        } else if error.is_syntax() {
            let (line, column) = (error.line(), error.column());
            format!("valid JSON near line {line} column {column}")
        } else {
            expectation(&message)
        };
        Self::new(place.unwrap_or_else(|| ".".to_owned()), expected)
    }
}

/// What serde's message says that was expected; there is no other way to learn it.
fn expectation(message: &str) -> String {
    let member = message.strip_prefix("missing field `");
    if let Some((name, _)) = member.and_then(|rest| rest.split_once('`')) {
        return format!("the member `{name}`");
    }
    match message.rsplit_once(", expected ") {
        Some((_, expected)) => strip_position(expected).to_owned(),
        None => "another kind of value".to_owned(),
    }
}

/// Drops the ` at line 1 column 2` that serde_json appends.
fn strip_position(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(head, _)| head)
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at `{}`: expected {}", self.path, self.expected)
    }
}

impl std::error::Error for DecodeError {}

/// Decodes a JSON text.
///
/// # Errors
///
/// Fails when the text is not JSON or does not have the shape of `T`; the error names the place
/// and the expected kind, and never quotes the text.
pub fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    decode_text(text(json)?)
}

/// The text that the bytes are. It is checked once, and not again for each string in it.
pub(crate) fn text(json: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(json).map_err(|error| {
        let valid = json.get(..error.valid_up_to()).unwrap_or_default();
        let valid = std::str::from_utf8(valid).unwrap_or_default();
        let place = place::find(valid, valid.len(), Stop::Syntax);
        DecodeError::new(place.unwrap_or_else(|| ".".to_owned()), "UTF-8")
    })
}

#[doc(hidden)]
pub fn decode_text<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    let decoded = room::within(text.len(), || serde_json::from_str(text));
    decoded.map_err(|error| DecodeError::locate(text, &error))
}

thread_local! {
    /// The last failure inside of a text that was read as a whole, and the text's address.
    static NOTED: Cell<Option<(usize, DecodeError)>> = const { Cell::new(None) };
}

/// A failure to read the whole text of a value. serde_json knows only that it was before, so the
/// decoder around it is told where.
#[cold]
pub(crate) fn fail<E: de::Error>(text: &str, error: DecodeError) -> E {
    let told = E::custom(&error);
    NOTED.set(Some((text.as_ptr().addr(), error)));
    told
}

/// The noted failure, if it is what this error tells of, and where in the text it lies.
fn noted(text: &str, message: &str) -> Option<(usize, DecodeError)> {
    let (address, inner) = NOTED.take()?;
    let at = address.checked_sub(text.as_ptr().addr())?;
    (at < text.len() && strip_position(message) == inner.to_string()).then_some((at, inner))
}
