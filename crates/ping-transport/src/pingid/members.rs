//! The members of a JSON object, each once and as they came.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use ping_models::{DecodeError, OpenValue};
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// What the account's key signs besides replies: requests, and the two tokens of a redirect.
const OF_NO_REPLY: &[&str] = &[
    "reqHeader",
    "reqBody",
    "ppm_request",
    "ppm_response",
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "nonce",
];

pub(super) const TWICE: &str = "it has a member twice";

/// Why a text has no members that can be believed.
pub(super) enum Wrong {
    Forged(&'static str),
    /// It does not have the documented shape.
    Undocumented(DecodeError),
}

/// Whether a member of an object stands twice.
pub(super) fn has_twice(json: &[u8]) -> bool {
    serde_json::from_slice(json).is_ok_and(|Listed(members)| members.is_none())
}

/// The members of an object, each once.
#[derive(Default)]
pub(super) struct Members<'a> {
    pub(super) values: HashMap<Cow<'a, str>, &'a str>,
}

impl<'a> Members<'a> {
    /// The members of any object.
    pub(super) fn listed(json: &'a [u8]) -> Result<Self, Wrong> {
        let Ok(Listed(values)) = serde_json::from_slice(json) else {
            let error = ping_models::decode::<HashMap<String, OpenValue>>(json).err();
            let error = error.unwrap_or_else(|| DecodeError::new(".", "a JSON object"));
            return Err(Wrong::Undocumented(error));
        };
        let values = values.ok_or(Wrong::Forged(TWICE))?;
        Ok(Self { values })
    }

    /// The members of a reply, or of what is around it.
    pub(super) fn read(json: &'a [u8]) -> Result<Self, Wrong> {
        let members = Self::listed(json)?;
        let foreign = |name: &&str| members.values.contains_key(*name);
        if OF_NO_REPLY.iter().any(foreign) {
            return Err(Wrong::Forged("it is a request or of a redirect, not a reply"));
        }
        Ok(members)
    }

    /// The JSON text of a member that is not null.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.values.get(name).copied().filter(|raw| *raw != "null")
    }

    pub(super) fn decode<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let value = self.get(name);
        let value = value.map(|raw| ping_models::decode(raw.as_bytes()));
        value.transpose().map_err(|error| error.below(name))
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.decode(name).ok().flatten()
    }
}

/// The members of an object; `None` where one is there twice.
struct Listed<'a>(Option<HashMap<Cow<'a, str>, &'a str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Listed<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        #[derive(PartialEq, Eq, Hash, Deserialize)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

        impl<'de> Visitor<'de> for Each {
            type Value = Listed<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Listed<'de>, A::Error> {
                let mut values = HashMap::new();
                let mut twice = false;
                while let Some((Name(name), value)) = map.next_entry::<_, &'de RawValue>()? {
                    match values.entry(name) {
                        Entry::Vacant(place) => {
                            place.insert(value.get());
                        }
                        Entry::Occupied(_) => twice = true,
                    }
                }
                Ok(Listed((!twice).then_some(values)))
            }
        }

        deserializer.deserialize_map(Each)
    }
}
