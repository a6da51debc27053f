//! What every model shares, and what reads its members.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::decode::DecodeError;
use crate::open::OpenValue;

/// A wire type.
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
}

impl Model for String {}
impl Model for serde_json::Value {}
impl<T: Model> Model for Option<T> {}
impl<T: Model> Model for Box<T> {}
impl<T: Model> Model for Vec<T> {}
impl<T: Model> Model for BTreeMap<String, T> {}

/// A name as one segment of a JSON pointer (RFC 6901).
pub(crate) fn pointer_segment(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
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

/// A value as it is kept where no variant names it.
#[doc(hidden)]
pub fn unknown_value(value: &str) -> UnknownValue {
    UnknownValue(value.into())
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

/// The member `name` of the object `json`, if it is there.
fn find(json: &str, name: &str) -> Option<Box<RawValue>> {
    struct Find<'a>(&'a str);

    impl<'de> Visitor<'de> for Find<'_> {
        type Value = Option<Box<RawValue>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut found = None;
            while let Some(Key(key)) = map.next_key()? {
                let value: &RawValue = map.next_value()?;
                if key == self.0 {
                    found = Some(value.to_owned());
                }
            }
            Ok(found)
        }
    }

    serde_json::Deserializer::from_str(json).deserialize_map(Find(name)).ok().flatten()
}

/// The text of the member `name` of the object `json`, if it is there and a string.
#[doc(hidden)]
pub fn tag_of(json: &str, name: &str) -> Option<String> {
    serde_json::from_str(find(json, name)?.get()).ok()
}

/// The member `name` of what `whole` is on the wire.
#[doc(hidden)]
pub fn member<T: Serialize>(whole: &T, name: &str) -> Option<OpenValue> {
    let json = serde_json::to_string(whole).ok()?;
    find(&json, name).map(OpenValue)
}
