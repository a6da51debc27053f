//! Files, told from the replies that may come in their place.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Whether the beginning of a body is that of a file, and not of a reply, signed or not; `None`
/// where it takes more of it.
pub(crate) fn is_file(beginning: &[u8]) -> Option<bool> {
    // How the header of a token begins: `{"`.
    if beginning.starts_with(b"eyJ") {
        return Some(false);
    }
    if beginning.first() != Some(&b'{') {
        return Some(true);
    }
    // A file in JSON has an array of rows, a reply the members of an error, in whatever order.
    let mut found = None;
    let mut reader = serde_json::Deserializer::from_slice(beginning);
    let _ = reader.deserialize_map(Members(&mut found));
    found
}

/// Looks for the first member of an object that tells what it is, and for nothing behind it.
struct Members<'a>(&'a mut Option<bool>);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if name == "responseBody" || name.starts_with("error") {
                *self.0 = Some(false);
                return Ok(());
            }
            map.next_value_seed(Value(self.0))?;
        }
        Ok(())
    }
}

/// A value, of which it counts whether it is an array.
struct Value<'a>(&'a mut Option<bool>);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        *self.0 = Some(true);
        Err(A::Error::custom("enough is known"))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        IgnoredAny.visit_map(map).map(drop)
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
