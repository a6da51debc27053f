//! Two JSON texts compared to the letter: exact decimals, null apart from absent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;

use serde_json::value::RawValue;

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

/// A name as one segment of a JSON pointer (RFC 6901).
fn pointer_segment(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}

/// A place in a JSON text, which is written as a JSON pointer.
pub(super) enum Place<'a> {
    Top,
    Member(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    pub(super) fn depth(&self) -> usize {
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
pub(super) const DEEPEST: usize = 128;

pub(super) enum Node<'a> {
    /// What is compared as it is written.
    Written(String),
    Number(Decimal<'a>),
    Text(Cow<'a, str>),
    Items(Vec<&'a RawValue>),
    Members(BTreeMap<String, &'a RawValue>),
}

pub(super) fn node(json: &str) -> Option<Node<'_>> {
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
pub(super) struct Decimal<'a> {
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
