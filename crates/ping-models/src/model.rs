//! What every model shares: unknown members, explicit nulls, and the walk over both.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::decode::DecodeError;

/// A wire type that can tell which members it has no name for.
///
/// Implemented by every type of this crate; there is no need to implement it elsewhere.
pub trait Model {
    /// Decodes a JSON text.
    ///
    /// # Errors
    ///
    /// As [`decode`](crate::decode) does.
    fn from_json(json: &[u8]) -> Result<Self, DecodeError>
    where
        Self: DeserializeOwned,
    {
        crate::decode(json)
    }

    /// Appends the JSON pointers of members that no field names, below `path`.
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        let _ = (path, found);
    }
}

macro_rules! leaf {
    ($($leaf:ty),* $(,)?) => { $(impl Model for $leaf {})* };
}

leaf!(
    String,
    bool,
    i64,
    u64,
    u32,
    i32,
    u16,
    f64,
    serde_json::Value,
    Box<RawValue>
);

impl<T: Model> Model for Option<T> {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        if let Some(value) = self {
            value.unmodelled(path, found);
        }
    }
}

impl<T: Model> Model for Box<T> {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        (**self).unmodelled(path, found);
    }
}

impl<T: Model> Model for Vec<T> {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        for (index, item) in self.iter().enumerate() {
            item.unmodelled(&format!("{path}/{index}"), found);
        }
    }
}

impl<T: Model> Model for BTreeMap<String, T> {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        for (name, item) in self {
            item.unmodelled(&format!("{path}/{}", pointer_segment(name)), found);
        }
    }
}

/// A name as one segment of a JSON pointer (RFC 6901).
pub(crate) fn pointer_segment(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}

/// The members of an object that no field of its type names, and the names of known members
/// that were sent as `null`.
///
/// Kept so that what was read can be written again without loss. Prints names, never values.
#[derive(Clone, Default)]
pub struct Rest {
    /// A bit for each optional member of the type that was null, in the order of their definition.
    nulls: u64,
    unknown: Option<Box<Unknown>>,
}

type Unknown = Vec<(String, Box<RawValue>)>;

/// The place of an optional member among those of its type, for use in constants.
#[doc(hidden)]
pub const fn place(members: &[&str], name: &str) -> usize {
    let mut place = 0;
    while place < members.len() && !is_same(members[place].as_bytes(), name.as_bytes()) {
        place += 1;
    }
    assert!(place < members.len(), "no optional member has this name");
    assert!(place < 64, "a type has 64 optional members at most");
    place
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

impl Rest {
    /// Whether there is neither an unknown member nor an explicit null.
    pub fn is_empty(&self) -> bool {
        self.nulls == 0
            && self
                .unknown
                .as_ref()
                .is_none_or(|unknown| unknown.is_empty())
    }

    fn unknown(&self) -> impl Iterator<Item = &(String, Box<RawValue>)> {
        self.unknown.iter().flat_map(|unknown| unknown.iter())
    }

    /// The names of the unknown members, in the order in which they came.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.unknown().map(|(name, _)| name.as_str())
    }

    #[doc(hidden)]
    pub fn keep(&mut self, name: String, value: Box<RawValue>) {
        let unknown = self.unknown.get_or_insert_default();
        // A repeated member: the last one counts, as it does for known members.
        if let Some(slot) = unknown.iter_mut().find(|(known, _)| *known == name) {
            slot.1 = value;
        } else {
            unknown.push((name, value));
        }
    }

    /// Keeps an unknown member whose value is a text.
    #[cfg(feature = "pingid")]
    pub(crate) fn keep_text(&mut self, name: &str, text: &str) {
        let json = serde_json::Value::from(text).to_string();
        if let Ok(value) = RawValue::from_string(json) {
            self.keep(name.to_owned(), value);
        }
    }

    #[doc(hidden)]
    pub fn keep_null(&mut self, place: usize) {
        self.nulls |= 1 << place;
    }

    /// `whole` with the member `name` replaced by `value`.
    #[doc(hidden)]
    pub fn merge<T: Serialize + DeserializeOwned>(
        whole: &T,
        name: &str,
        value: OpenValue,
    ) -> Result<T, DecodeError> {
        let unwritable = |_| DecodeError::new(".", "a value that can be written as JSON");
        let json = serde_json::to_string(whole).map_err(unwritable)?;
        let mut members: BTreeMap<String, OpenValue> = crate::decode(json.as_bytes())?;
        members.insert(name.to_owned(), value);
        let json = serde_json::to_string(&members).map_err(unwritable)?;
        crate::decode(json.as_bytes())
    }

    fn is_null(&self, place: usize) -> bool {
        self.nulls & (1 << place) != 0
    }

    #[doc(hidden)]
    pub fn serialize_optional<M: SerializeMap, T: Serialize>(
        &self,
        map: &mut M,
        (name, place): (&'static str, usize),
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => map.serialize_entry(name, value),
            None if self.is_null(place) => map.serialize_entry(name, &()),
            None => Ok(()),
        }
    }

    #[doc(hidden)]
    pub fn serialize_unknown<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for (name, value) in self.unknown() {
            map.serialize_entry(name, value)?;
        }
        Ok(())
    }

    #[doc(hidden)]
    pub fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        found.extend(
            self.names()
                .map(|name| format!("{path}/{}", pointer_segment(name))),
        );
    }
}

impl PartialEq for Rest {
    fn eq(&self, other: &Self) -> bool {
        fn sorted(rest: &Rest) -> Vec<(&str, &str)> {
            let unknown = rest.unknown();
            let mut sorted: Vec<_> = unknown
                .map(|(name, value)| (name.as_str(), value.get()))
                .collect();
            sorted.sort_unstable();
            sorted
        }
        self.nulls == other.nulls && sorted(self) == sorted(other)
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

/// A value of an open enum that this version of the crate has no name for.
///
/// It is kept as it came. Only decoding makes one, so that a program cannot come to depend on a
/// spelling by accident; `as_str` of the enum reads it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(pub(crate) Box<str>);

impl UnknownValue {
    /// The value as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Any JSON value, kept as it came: for members whose shape is not documented.
#[derive(Clone)]
pub struct OpenValue(Box<RawValue>);

impl OpenValue {
    /// The JSON text as it came.
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// The value as a `serde_json::Value`; numbers beyond 64 bits lose digits there.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.0.get()).unwrap_or_default()
    }

    /// Decodes the value as a type of the caller's.
    ///
    /// # Errors
    ///
    /// Fails when the value has another shape; the error names the place and what was expected.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        crate::decode(self.0.get().as_bytes())
    }

    /// Encodes a value of the caller's.
    ///
    /// # Errors
    ///
    /// Fails when the value cannot be written as JSON, such as a map whose keys are not strings.
    pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }
}

impl From<serde_json::Value> for OpenValue {
    fn from(value: serde_json::Value) -> Self {
        // A `Value` always has a JSON text.
        RawValue::from_string(value.to_string())
            .map_or_else(|_| OpenValue(RawValue::NULL.to_owned()), OpenValue)
    }
}

impl Model for OpenValue {}

impl PartialEq for OpenValue {
    fn eq(&self, other: &Self) -> bool {
        crate::lossless::differences(self.get(), other.get()).is_empty()
    }
}

impl fmt::Debug for OpenValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenValue(..)")
    }
}

impl Serialize for OpenValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OpenValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}

/// A member's name, borrowed from the input where it can be.
#[doc(hidden)]
#[derive(Debug)]
pub struct Key<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(name.to_owned())))
            }

            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(name)))
            }
        }

        deserializer.deserialize_str(KeyVisitor)
    }
}

/// The text of the member `name` of the object `json`, if it is there and a string.
#[doc(hidden)]
pub fn tag_of(json: &str, name: &str) -> Option<String> {
    struct Find<'a>(&'a str);

    impl<'de> Visitor<'de> for Find<'_> {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut found = None;
            while let Some(Key(key)) = map.next_key()? {
                if key == self.0 {
                    let value: &RawValue = map.next_value()?;
                    found = serde_json::from_str(value.get()).ok();
                } else {
                    map.next_value::<de::IgnoredAny>()?;
                }
            }
            Ok(found)
        }
    }

    serde_json::Deserializer::from_str(json)
        .deserialize_map(Find(name))
        .ok()
        .flatten()
}

/// Carries the place of an inner failure through an outer decoder.
#[doc(hidden)]
pub fn decode_error_at<E: de::Error>(error: &DecodeError) -> E {
    E::custom(error.to_inner())
}
