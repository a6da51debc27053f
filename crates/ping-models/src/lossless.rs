//! Comparison of JSON texts to the letter: exact decimals, null apart from absent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::decode::DecodeError;
use crate::model::{Model, pointer_segment};
use crate::rest;

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
/// What is nested deeper than 128 levels, and what no text or number can hold (half of a surrogate
/// pair, exponents beyond 64 bits), is compared as it is written, without its white space.
///
/// ```
/// use ping_models::lossless::differences;
///
/// assert!(differences(r#"{"a": 1.50, "b": null}"#, r#"{"b":null,"a":15e-1}"#).is_empty());
/// assert_eq!(differences(r#"{"a": null}"#, "{}").len(), 1);
/// ```
pub fn differences(original: &str, encoded: &str) -> Vec<Difference> {
    let mut found = Vec::new();
    let _ = compare(&Place::Top, original, encoded, &mut |place, kind| {
        let path = place.to_string();
        found.push(Difference { path, kind });
        ControlFlow::Continue(())
    });
    found
}

/// Whether two JSON texts differ nowhere.
pub(crate) fn is_same(left: &str, right: &str) -> bool {
    left == right
        || compare(&Place::Top, left, right, &mut |_, _| ControlFlow::Break(())).is_continue()
}

/// A place in a JSON text, which is written as a JSON pointer.
enum Place<'a> {
    Top,
    Member(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn depth(&self) -> usize {
        match self {
            Self::Top => 0,
            Self::Member(outer, _) | Self::Item(outer, _) => outer.depth() + 1,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Member(outer, name) => write!(f, "{outer}/{}", pointer_segment(name)),
            Self::Item(outer, index) => write!(f, "{outer}/{index}"),
        }
    }
}

/// From this level on, texts are compared as they are written.
const DEEPEST: usize = 128;

enum Node<'a> {
    /// What is compared as it is written.
    Written(String),
    Number(Decimal<'a>),
    Text(Cow<'a, str>),
    Items(Vec<&'a RawValue>),
    Members(BTreeMap<String, &'a RawValue>),
}

fn node(json: &str) -> Option<Node<'_>> {
    let json = json.trim();
    let node = match json.as_bytes().first()? {
        b'{' => serde_json::from_str(json).ok().map(Node::Members),
        b'[' => serde_json::from_str(json).ok().map(Node::Items),
        b'"' => serde_json::from_str(json).ok().map(Node::Text),
        _ => None,
    };
    node.or_else(|| {
        let raw: &RawValue = serde_json::from_str(json).ok()?;
        let is_number = json.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let number = is_number.then(|| Decimal::parse(raw.get())).flatten();
        Some(number.map_or_else(|| Node::Written(written(raw.get())), Node::Number))
    })
}

/// The text without the white space between its tokens.
fn written(json: &str) -> String {
    let (mut in_text, mut escaped) = (false, false);
    let mut kept = json.to_owned();
    kept.retain(|c| {
        let ends = c == '"' && !escaped;
        escaped = in_text && c == '\\' && !escaped;
        in_text ^= ends;
        in_text || ends || !c.is_ascii_whitespace()
    });
    kept
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
            return Some(Self { negative: false, digits: Cow::Borrowed(""), exponent: 0 });
        }
        Some(Self { negative, digits: Cow::Owned(trimmed.to_owned()), exponent })
    }
}

fn compare(
    place: &Place<'_>,
    original: &str,
    encoded: &str,
    differs: &mut impl FnMut(&Place<'_>, DifferenceKind) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if place.depth() == DEEPEST {
        if written(original) == written(encoded) {
            return ControlFlow::Continue(());
        }
        return differs(place, DifferenceKind::Changed);
    }
    match (node(original), node(encoded)) {
        (None, _) | (_, None) => differs(place, DifferenceKind::NotJson),
        (Some(Node::Members(left)), Some(Node::Members(right))) => {
            for (name, value) in &left {
                let place = Place::Member(place, name);
                match right.get(name) {
                    Some(other) => compare(&place, value.get(), other.get(), differs)?,
                    None => differs(&place, DifferenceKind::Missing)?,
                }
            }
            for name in right.keys().filter(|name| !left.contains_key(*name)) {
                differs(&Place::Member(place, name), DifferenceKind::Added)?;
            }
            ControlFlow::Continue(())
        }
        (Some(Node::Items(left)), Some(Node::Items(right))) => {
            for (index, (left, right)) in left.iter().zip(&right).enumerate() {
                let place = Place::Item(place, index);
                compare(&place, left.get(), right.get(), differs)?;
            }
            for index in right.len()..left.len() {
                differs(&Place::Item(place, index), DifferenceKind::Missing)?;
            }
            for index in left.len()..right.len() {
                differs(&Place::Item(place, index), DifferenceKind::Added)?;
            }
            ControlFlow::Continue(())
        }
        (Some(Node::Written(left)), Some(Node::Written(right))) if left == right => {
            ControlFlow::Continue(())
        }
        (Some(Node::Number(left)), Some(Node::Number(right))) if left == right => {
            ControlFlow::Continue(())
        }
        (Some(Node::Text(left)), Some(Node::Text(right))) if left == right => {
            ControlFlow::Continue(())
        }
        _ => differs(place, DifferenceKind::Changed),
    }
}

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
