//! Whether decoding and encoding keeps a payload to the letter.

pub(crate) mod texts;

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use self::texts::{DEEPEST, Node, Place, node};
use crate::decode::DecodeError;
use crate::model::Model;
use crate::rest;

pub use self::texts::{Difference, DifferenceKind, differences};

/// The places of the members that are marked as unknown.
fn find_marked(place: &Place<'_>, json: &str, found: &mut Vec<String>) {
    if place.depth() == DEEPEST {
        return;
    }
    match node(json) {
        Some(Node::Members(members)) => {
            for (name, value) in &members {
                match name.strip_prefix(rest::MARK) {
                    Some(name) => found.push(Place::Member(place, name).to_string()),
                    None => find_marked(&Place::Member(place, name), value.get(), found),
                }
            }
        }
        Some(Node::Items(items)) => {
            for (index, item) in items.iter().enumerate() {
                find_marked(&Place::Item(place, index), item.get(), found);
            }
        }
        _ => {}
    }
}

/// What became of a payload that was decoded with a model and encoded again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PayloadReport {
    /// Why it did not decode, if it did not.
    pub error: Option<DecodeError>,
    /// Where the encoded text differs from the original.
    pub differences: Vec<Difference>,
    /// JSON pointers of the members that no type names.
    pub unmodelled: Vec<String>,
    /// Whether the value is equal to itself.
    pub equal: bool,
    /// How `Debug` prints the value.
    pub debug: String,
}

impl PayloadReport {
    /// Whether the payload decoded.
    pub fn is_decoded(&self) -> bool {
        self.error.is_none()
    }

    /// Whether the payload decoded and nothing was lost.
    pub fn is_lossless(&self) -> bool {
        self.is_decoded() && self.differences.is_empty()
    }
}

/// Decodes a payload with a model, compares and prints it, encodes it again and compares the two
/// texts.
pub fn check<T>(json: &[u8]) -> PayloadReport
where
    T: DeserializeOwned + Serialize + Model + PartialEq + fmt::Debug,
{
    let failed = |error| PayloadReport {
        error: Some(error),
        differences: Vec::new(),
        unmodelled: Vec::new(),
        equal: false,
        debug: String::new(),
    };
    let value = match T::from_json(json) {
        Ok(value) => value,
        Err(error) => return failed(error),
    };
    let Ok(original) = std::str::from_utf8(json) else {
        return failed(DecodeError::new(".", "UTF-8"));
    };
    let encoded = match serde_json::to_string(&value) {
        Ok(encoded) => encoded,
        Err(_) => return failed(DecodeError::new(".", "a value that can be written as JSON")),
    };
    let mut unmodelled = Vec::new();
    let marked = rest::marking(|| serde_json::to_string(&value)).unwrap_or_default();
    find_marked(&Place::Top, &marked, &mut unmodelled);
    unmodelled.sort();
    PayloadReport {
        error: None,
        differences: differences(original, &encoded),
        unmodelled,
        // As a value that holds a number which is none would not be.
        #[allow(clippy::eq_op)]
        equal: value == value,
        debug: format!("{value:?}"),
    }
}
