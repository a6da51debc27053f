//! What every model shares: the walk over its members, and what reads them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
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
