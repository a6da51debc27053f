//! Arrays in which a broken item costs no other item.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::decode;
use crate::hal::BrokenItem;
use crate::model::Model;
use crate::open::OpenValue;
use crate::raw;
use crate::room;

/// An array of which every item is decoded for itself: one that does not decode is kept as it
/// came, and the others arrive. More than 1,000 broken ones, and more than there are good ones
/// before them, are an error: then it is the array that is broken.
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

    /// The items of an array at this place.
    pub(crate) fn below(mut self, place: &str) -> Vec<Result<T, BrokenItem>> {
        for broken in self.0.iter_mut().filter_map(|item| item.as_mut().err()) {
            broken.error = broken.error.clone().below(place);
        }
        self.0
    }

    /// All items in their order.
    pub fn results(&self) -> &[Result<T, BrokenItem>] {
        &self.0
    }
}

impl<T: Model> Model for Items<T> {}

impl<T: Serialize> Serialize for Items<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Written))
    }
}

/// An item as it is on the wire.
pub(crate) struct Written<'a, T>(pub(crate) &'a Result<T, BrokenItem>);

impl<T: Serialize> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Ok(item) => item.serialize(serializer),
            Err(broken) => broken.json.serialize(serializer),
        }
    }
}

/// So many broken items are kept however few the good ones are. Each takes the room of a good one.
const MOST_BROKEN: usize = 1_000;

impl<'de, T: DeserializeOwned> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemsVisitor<T>(PhantomData<T>);

        impl<'de, T: DeserializeOwned> Visitor<'de> for ItemsVisitor<T> {
            type Value = Items<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of items")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items<T>, A::Error> {
                let mut items = Vec::new();
                let mut broken = 0;
                while let Some(raw::Text(json)) = seq.next_element()? {
                    let error = match decode::decode_text(&json) {
                        Ok(item) => {
                            items.push(Ok(item));
                            continue;
                        }
                        Err(error) => error,
                    };
                    broken += 1;
                    room::spend(size_of::<Result<T, BrokenItem>>());
                    let broken_array = broken > MOST_BROKEN && broken > items.len() + 1 - broken;
                    if broken_array || room::is_spent() {
                        return Err(decode::fail(&json, error));
                    }
                    let json = RawValue::from_string(json.into_owned());
                    let json = OpenValue(json.map_err(A::Error::custom)?);
                    let error = error.below(&format!("[{}]", items.len()));
                    items.push(Err(BrokenItem { error, json }));
                }
                Ok(Items(items))
            }
        }

        deserializer.deserialize_seq(ItemsVisitor(PhantomData))
    }
}
