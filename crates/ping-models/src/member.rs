//! Members of objects, by their names.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::open::OpenValue;

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

/// Reads the value of a member: compiled once for all members of a type, not for each.
#[doc(hidden)]
#[inline(never)]
pub fn next_value<'de, T: Deserialize<'de>, A: MapAccess<'de>>(map: &mut A) -> Result<T, A::Error> {
    map.next_value()
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
