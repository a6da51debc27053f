//! Decoding that tells the place of a failure and never the value.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::escaping::escaped;
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

/// About so many bytes of a path or an expectation are told.
const LONGEST: usize = 256;

/// About so many bytes of a member's name are told.
const LONGEST_NAME: usize = 64;

/// The text with escapes for what acts on a terminal or a log, and cut where it is long.
fn presentable(text: String, longest: usize) -> String {
    let text = match escaped(&text) {
        Cow::Owned(escaped) => escaped,
        Cow::Borrowed(_) => text,
    };
    let mut places = text.char_indices().map(|(at, _)| at);
    match places.find(|at| *at >= longest) {
        Some(end) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A place as it is told; `.` is the whole.
fn place(path: &Path) -> String {
    let mut place = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                let _ = write!(place, "[{index}]");
            }
            Segment::Map { key } | Segment::Enum { variant: key } => {
                let dot = if place.is_empty() { "" } else { "." };
                place.push_str(dot);
                place.push_str(&presentable(key.clone(), LONGEST_NAME));
            }
            // Where it is not known, it is told as far as it is.
            Segment::Unknown => {}
        }
    }
    if place.is_empty() {
        place.push('.');
    }
    place
}

/// Marks a failure that already knows its inner place.
const INNER: char = '\u{1}';

impl DecodeError {
    /// An error at a place that the caller knows, such as `licenses[3].status`.
    pub fn new(path: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            path: presentable(path.into(), LONGEST),
            expected: presentable(expected.into(), LONGEST),
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
        Self {
            path: presentable(path, LONGEST),
            ..self
        }
    }

    pub(crate) fn to_inner(&self) -> String {
        format!("{INNER}{}{INNER}{}", self.path, self.expected)
    }

    fn from_serde(path: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        if let Some((inner_path, expected)) = message
            .strip_prefix(INNER)
            .and_then(|rest| rest.split_once(INNER))
        {
            return Self::new(inner_path, strip_position(expected)).below(path);
        }
        let expected = if error.is_eof() {
            "more text: the JSON ends too early".to_owned()
        } else if error.is_syntax() {
            format!(
                "valid JSON near line {} column {}",
                error.line(),
                error.column()
            )
        } else if let Some((_, expected)) = message.rsplit_once(", expected ") {
            strip_position(expected).to_owned()
        } else if let Some(name) = message
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split_once('`'))
        {
            format!("the member `{}`", name.0)
        } else {
            "another kind of value".to_owned()
        };
        Self::new(path, expected)
    }
}

/// Drops the ` at line 1 column 2` that serde_json appends.
fn strip_position(message: &str) -> &str {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(head, _)| head)
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
    let decoded = room::within(json.len(), || serde_json::from_slice(json));
    decoded.map_err(|_| room::within(json.len(), || locate::<T>(json)))
}

/// Decodes again, slowly, to find the place of a failure.
#[cold]
fn locate<T: DeserializeOwned>(json: &[u8]) -> DecodeError {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let located = serde_path_to_error::deserialize::<_, T>(&mut deserializer);
    match located {
        Err(error) => DecodeError::from_serde(&place(error.path()), error.inner()),
        // What remains behind a complete value.
        Ok(_) => DecodeError::new(".", "the end of the JSON text"),
    }
}
