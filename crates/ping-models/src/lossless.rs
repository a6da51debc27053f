//! Comparison of JSON texts to the letter: exact decimals, null apart from absent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::decode::DecodeError;
use crate::model::{Model, pointer_segment};

/// One place in which two JSON texts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The JSON pointer of the place.
    pub path: String,
    /// What differs there.
    pub kind: DifferenceKind,
}

/// What differs at a place. It never carries the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// The first text has the member or item, the second has not.
    Missing,
    /// The second text has the member or item, the first has not.
    Added,
    /// Both have it, with different values.
    Changed,
    /// One of the texts is not JSON.
    NotJson,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            DifferenceKind::Missing => "missing",
            DifferenceKind::Added => "added",
            DifferenceKind::Changed => "changed",
            DifferenceKind::NotJson => "not JSON",
        };
        write!(f, "{kind} at `{}`", self.path)
    }
}

/// The places in which two JSON texts differ, as members, strings and exact decimals: the order
/// of members, white space and the spelling of a number (`1.0` and `1`) do not count.
///
/// ```
/// use ping_models::lossless::differences;
///
/// assert!(differences(r#"{"a": 1.50, "b": null}"#, r#"{"b":null,"a":15e-1}"#).is_empty());
/// assert_eq!(differences(r#"{"a": null}"#, "{}").len(), 1);
/// ```
pub fn differences(original: &str, encoded: &str) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", original, encoded, &mut found);
    found
}

enum Node<'a> {
    Scalar(&'a str),
    Number(Decimal<'a>),
    Text(Cow<'a, str>),
    Items(Vec<&'a RawValue>),
    Members(BTreeMap<String, &'a RawValue>),
}

fn node(json: &str) -> Option<Node<'_>> {
    let json = json.trim();
    match json.as_bytes().first()? {
        b'{' => serde_json::from_str(json).ok().map(Node::Members),
        b'[' => serde_json::from_str(json).ok().map(Node::Items),
        b'"' => serde_json::from_str(json).ok().map(Node::Text),
        b't' | b'f' | b'n' => serde_json::from_str::<&RawValue>(json)
            .ok()
            .map(|raw| Node::Scalar(raw.get())),
        _ => {
            let raw: &RawValue = serde_json::from_str(json).ok()?;
            Decimal::parse(raw.get()).map(Node::Number)
        }
    }
}

/// Sign, digits without leading and trailing zeros, and the place of the point.
#[derive(PartialEq, Eq)]
struct Decimal<'a> {
    negative: bool,
    digits: Cow<'a, str>,
    exponent: i64,
}

impl<'a> Decimal<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let mut exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        let digits = all.trim_start_matches('0');
        let trimmed = digits.trim_end_matches('0');
        exponent = exponent.checked_add(i64::try_from(digits.len() - trimmed.len()).ok()?)?;
        if trimmed.is_empty() {
            // Zero has neither sign nor place.
            return Some(Self {
                negative: false,
                digits: Cow::Borrowed(""),
                exponent: 0,
            });
        }
        Some(Self {
            negative,
            digits: Cow::Owned(trimmed.to_owned()),
            exponent,
        })
    }
}

fn compare(path: &str, original: &str, encoded: &str, found: &mut Vec<Difference>) {
    let mut report = |path: &str, kind| {
        found.push(Difference {
            path: path.to_owned(),
            kind,
        });
    };
    match (node(original), node(encoded)) {
        (None, _) | (_, None) => report(path, DifferenceKind::NotJson),
        (Some(Node::Members(left)), Some(Node::Members(right))) => {
            for (name, value) in &left {
                let place = format!("{path}/{}", pointer_segment(name));
                match right.get(name) {
                    Some(other) => compare(&place, value.get(), other.get(), found),
                    None => found.push(Difference {
                        path: place,
                        kind: DifferenceKind::Missing,
                    }),
                }
            }
            for name in right.keys().filter(|name| !left.contains_key(*name)) {
                found.push(Difference {
                    path: format!("{path}/{}", pointer_segment(name)),
                    kind: DifferenceKind::Added,
                });
            }
        }
        (Some(Node::Items(left)), Some(Node::Items(right))) => {
            for (index, pair) in left.iter().zip(&right).enumerate() {
                compare(
                    &format!("{path}/{index}"),
                    pair.0.get(),
                    pair.1.get(),
                    found,
                );
            }
            let common = left.len().min(right.len());
            for (items, kind) in [
                (&left, DifferenceKind::Missing),
                (&right, DifferenceKind::Added),
            ] {
                for index in common..items.len() {
                    found.push(Difference {
                        path: format!("{path}/{index}"),
                        kind,
                    });
                }
            }
        }
        (Some(Node::Scalar(left)), Some(Node::Scalar(right))) if left == right => {}
        (Some(Node::Number(left)), Some(Node::Number(right))) if left == right => {}
        (Some(Node::Text(left)), Some(Node::Text(right))) if left == right => {}
        _ => report(path, DifferenceKind::Changed),
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

/// Decodes a payload with a model, encodes it again and compares the two.
pub fn check<T: DeserializeOwned + Serialize + Model>(json: &[u8]) -> PayloadReport {
    let failed = |error| PayloadReport {
        error: Some(error),
        differences: Vec::new(),
        unmodelled: Vec::new(),
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
    value.unmodelled("", &mut unmodelled);
    PayloadReport {
        error: None,
        differences: differences(original, &encoded),
        unmodelled,
    }
}
