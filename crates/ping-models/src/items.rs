//! Arrays in which a broken item costs no other item.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hal::BrokenItem;
use crate::model::{Model, OpenValue};

/// An array of which every item is decoded for itself: one that does not decode is kept as it
/// came, and the others arrive.
#[derive(Clone, Debug, PartialEq)]
pub struct Items<T>(Vec<Result<T, BrokenItem>>);

impl<T> Items<T> {
    /// The items that decoded.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().filter_map(|item| item.as_ref().ok())
    }

    /// The items that did not decode.
    pub fn broken(&self) -> impl Iterator<Item = &BrokenItem> {
        self.0.iter().filter_map(|item| item.as_ref().err())
    }

    /// All items in their order.
    pub fn results(&self) -> &[Result<T, BrokenItem>] {
        &self.0
    }
}

impl<T: Model> Model for Items<T> {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        for (index, item) in self.0.iter().enumerate() {
            if let Ok(item) = item {
                item.unmodelled(&format!("{path}/{index}"), found);
            }
        }
    }
}

impl<T: Serialize> Serialize for Items<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Written))
    }
}

struct Written<'a, T>(&'a Result<T, BrokenItem>);

impl<T: Serialize> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Ok(item) => item.serialize(serializer),
            Err(broken) => broken.json.serialize(serializer),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<OpenValue>::deserialize(deserializer)?.into_iter();
        let decoded = items.enumerate().map(|(index, json)| {
            json.decode().map_err(|error| {
                let error = error.below(&format!("[{index}]"));
                BrokenItem { error, json }
            })
        });
        Ok(Self(decoded.collect()))
    }
}
