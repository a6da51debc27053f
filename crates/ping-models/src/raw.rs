//! The text of a JSON value, borrowed from the input where that can be.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use serde::de::value::Error as ProbeError;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::value::RawValue;

use crate::decode::{self, DecodeError};

/// The JSON text of a value.
///
/// serde_json has it owned (`Box<RawValue>`), or borrowed of inputs that can lend
/// (`&RawValue`). Its machinery for both is one and tells them apart by itself: this asks for
/// either, which saves a copy wherever the text is read and dropped.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Cow<'de, str>, D::Error> {
    match name() {
        Some(name) => from.deserialize_newtype_struct(name, RawVisitor),
        None => {
            let owned = Box::<RawValue>::deserialize(from)?;
            Ok(Cow::Owned(owned.get().to_owned()))
        }
    }
}

/// Reads a value by its text.
pub fn read<'de, T, D: Deserializer<'de>>(
    from: D,
    read: impl FnOnce(&str) -> Result<T, DecodeError>,
) -> Result<T, D::Error> {
    let text = text(from)?;
    read(&text).map_err(|error| decode::fail(&text, error))
}

/// The [`text`] of a value, whatever it is.
pub(crate) struct Text<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(deserializer).map(Self)
    }
}

/// What serde_json calls a raw value towards a deserializer; `None` where it asks otherwise.
fn name() -> Option<&'static str> {
    static NAME: OnceLock<Option<&'static str>> = OnceLock::new();
    *NAME.get_or_init(|| {
        let mut name = None;
        let _ = <&RawValue>::deserialize(Probe(&mut name));
        name
    })
}

/// A deserializer that notes what it is asked for.
struct Probe<'a>(&'a mut Option<&'static str>);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = ProbeError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ProbeError> {
        Err(ProbeError::custom("only asked"))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: V,
    ) -> Result<V::Value, ProbeError> {
        *self.0 = Some(name);
        Err(ProbeError::custom("only asked"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Takes a raw value as serde_json gives it: a map with the text as its one entry.
struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cow<'de, str>, A::Error> {
        match map.next_key::<IgnoredAny>()? {
            Some(_) => map.next_value_seed(TextSeed),
            None => Err(A::Error::custom("no JSON value")),
        }
    }
}

struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Cow<'de, str>, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a JSON value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Taken(String, bool);

    impl<'de> Deserialize<'de> for Taken {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let text = text(from)?;
            let borrowed = matches!(text, Cow::Borrowed(_));
            Ok(Self(text.into_owned(), borrowed))
        }
    }

    #[test]
    fn texts_are_taken_from_any_input_and_borrowed_where_that_can_be() {
        for json in ["1.50", "\"a\\u00e9\"", "null", "[1, {\"a\": 2}]", "1e400"] {
            let Taken(text, borrowed) = serde_json::from_str(json).unwrap();
            assert_eq!((text.as_str(), borrowed), (json, true));
            let Taken(text, borrowed) = serde_json::from_reader(json.as_bytes()).unwrap();
            assert_eq!((text.as_str(), borrowed), (json, false));
        }
        let value = serde_json::json!({"a": [1, "b"]});
        let Taken(text, _) = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        assert!(serde_json::from_str::<Taken>("tru").is_err());
        assert!(name().is_some());
    }
}
