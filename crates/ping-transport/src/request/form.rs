//! The members of a JSON object as a form.

use std::fmt;

use ping_models::OpenValue;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::encoding::push_pair;
use crate::error::Error;

/// The form with the members of a JSON text; without a text, an empty one.
pub(super) fn of_json(json: &[u8]) -> Result<String, Error> {
    let Pairs(pairs) = match json {
        [] => Pairs::default(),
        json => serde_json::from_slice(json)
            .map_err(|_| Error::invalid_input("body", "must be an object to be a form"))?,
    };
    let mut form = String::new();
    for (name, value) in &pairs {
        let value = match value.to_value() {
            Value::Null => continue,
            Value::String(text) => text,
            Value::Array(_) | Value::Object(_) => {
                let message = "must be a text, a number or a boolean to be in a form";
                return Err(Error::invalid_input(name, message));
            }
            Value::Number(_) | Value::Bool(_) => value.get().to_owned(),
        };
        push_pair(&mut form, name, &value);
    }
    Ok(form)
}

/// The members of an object, in their order.
#[derive(Default)]
struct Pairs(Vec<(String, OpenValue)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor)
    }
}
