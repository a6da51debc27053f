//! The HAL envelope and the references that every PingOne resource shares.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decode::DecodeError;
use crate::items::Items;
use crate::model::{Key, Model};
use crate::open::OpenValue;
use crate::rest::place;
use crate::room;

id! {
    /// The id of an organization, a UUID.
    pub struct OrganizationId;
    /// The id of an environment, a UUID.
    pub struct EnvironmentId;
    /// The id of a population, a UUID.
    pub struct PopulationId;
    /// The id of a user, a UUID.
    pub struct UserId;
}

model! {
    /// A link of a HAL resource. Its target is informative: no token is ever sent to it.
    pub struct Link {
        optional {
            /// The target URL.
            href: String = "href",
        }
    }
}

/// The links of a HAL resource by name, such as `self`, `next` or `device.select`.
pub type Links = BTreeMap<String, Link>;

model! {
    /// A reference to another resource by its id.
    pub struct Reference {
        optional {
            /// The id of the resource that is meant.
            id: String = "id",
        }
    }
}

impl Reference {
    /// Refers to the resource with this id.
    pub fn to(id: impl Into<String>) -> Self {
        Self {
            id: Some(id.into()),
            rest: crate::Rest::default(),
        }
    }
}

impl From<&str> for Reference {
    fn from(id: &str) -> Self {
        Self::to(id)
    }
}

impl From<String> for Reference {
    fn from(id: String) -> Self {
        Self::to(id)
    }
}

/// A resource that collections list.
pub trait Listed: DeserializeOwned {
    /// The member of `_embedded` that holds the items, such as `users`.
    const EMBEDDED: &'static str;
}

model! {
    /// The members of a collection around its items.
    pub struct CollectionEnvelope {
        optional {
            /// Links: `self`, and `next` and `prev` where there are such pages.
            links: Links = "_links",
            /// Everything embedded but the items.
            embedded: BTreeMap<String, OpenValue> = "_embedded",
            /// How many items the whole result set has.
            count: i64 = "count",
            /// How many items this page has.
            size: i64 = "size",
        }
    }
}

impl CollectionEnvelope {
    fn new() -> Self {
        Self {
            links: None,
            embedded: None,
            count: None,
            size: None,
            rest: crate::Rest::default(),
        }
    }

    /// Takes in a member other than `_embedded`, as decoding it alone would.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "_links" => {
                self.links = map.next_value()?;
                let is_null = self.links.is_none();
                self.rest
                    .keep_null(const { place::<Self>("_links") }, is_null);
            }
            "count" => {
                self.count = map.next_value()?;
                let is_null = self.count.is_none();
                self.rest
                    .keep_null(const { place::<Self>("count") }, is_null);
            }
            "size" => {
                self.size = map.next_value()?;
                let is_null = self.size.is_none();
                self.rest
                    .keep_null(const { place::<Self>("size") }, is_null);
            }
            other => self.rest.keep(other, map.next_value()?),
        }
        Ok(())
    }
}

/// An item of a collection that did not decode, as it came.
#[derive(Clone, PartialEq)]
pub struct BrokenItem {
    /// Where in the page and what was expected there.
    pub error: DecodeError,
    /// The JSON text of the item.
    pub json: OpenValue,
}

impl fmt::Debug for BrokenItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

/// One page of a collection. An item that does not decode costs no other item.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection<T> {
    /// The members around the items.
    pub envelope: CollectionEnvelope,
    /// The items; `None` where the page has no such member at all.
    pub items: Option<Vec<Result<T, BrokenItem>>>,
}

impl<T: Model + Listed> Model for Collection<T> {
    /// In one pass, as long as every item decodes; item by item otherwise.
    fn from_json(json: &[u8]) -> Result<Self, DecodeError>
    where
        Self: DeserializeOwned,
    {
        let page = |json| {
            let mut deserializer = serde_json::Deserializer::from_slice(json);
            let page: (_, Option<Vec<T>>) = page::<T, _, _>(&mut deserializer)?;
            deserializer.end()?;
            Ok::<_, serde_json::Error>(page)
        };
        let Ok((envelope, items)) = room::within(json.len(), || page(json)) else {
            return crate::decode(json);
        };
        let items = items.map(|items| items.into_iter().map(Ok).collect());
        Ok(Self { envelope, items })
    }

    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        self.envelope.unmodelled(path, found);
        for (index, item) in self.items.iter().flatten().enumerate() {
            if let Ok(item) = item {
                item.unmodelled(&format!("{path}/_embedded/{}/{index}", T::EMBEDDED), found);
            }
        }
    }
}

impl<T: Listed + Serialize> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut envelope = self.envelope.clone();
        if let Some(items) = &self.items {
            let items = items
                .iter()
                .map(|item| match item {
                    Ok(item) => OpenValue::encode(item),
                    Err(broken) => Ok(broken.json.clone()),
                })
                .collect::<Result<Vec<_>, _>>()
                .and_then(|items| OpenValue::encode(&items))
                .map_err(serde::ser::Error::custom)?;
            envelope
                .embedded
                .get_or_insert_default()
                .insert(T::EMBEDDED.to_owned(), items);
        }
        envelope.serialize(serializer)
    }
}

impl<'de, T: Listed> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (envelope, items) = page::<T, Items<T>, _>(deserializer)?;
        let items = items.map(|items| items.below(&format!("_embedded.{}", T::EMBEDDED)));
        Ok(Self { envelope, items })
    }
}

/// The envelope of a page and its items, as an `L`.
fn page<'de, T: Listed, L: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<(CollectionEnvelope, Option<L>), D::Error> {
    struct PageVisitor<T, L>(PhantomData<(T, L)>);

    impl<'de, T: Listed, L: Deserialize<'de>> Visitor<'de> for PageVisitor<T, L> {
        type Value = (CollectionEnvelope, Option<L>);

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a page of a collection")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut envelope = CollectionEnvelope::new();
            let mut items = None;
            while let Some(Key(key)) = map.next_key()? {
                if key == "_embedded" {
                    let embedded: Option<Embedded<T, L>> = map.next_value()?;
                    let place = const { place::<CollectionEnvelope>("_embedded") };
                    envelope.rest.keep_null(place, embedded.is_none());
                    (items, envelope.embedded) = match embedded {
                        Some(embedded) => (embedded.items, Some(embedded.others)),
                        None => (None, None),
                    };
                } else {
                    envelope.take(&key, &mut map)?;
                }
            }
            Ok((envelope, items))
        }
    }

    deserializer.deserialize_map(PageVisitor(PhantomData::<(T, L)>))
}

/// What a page embeds: its items and anything else.
struct Embedded<T, L> {
    items: Option<L>,
    others: BTreeMap<String, OpenValue>,
    of: PhantomData<T>,
}

impl<'de, T: Listed, L: Deserialize<'de>> Deserialize<'de> for Embedded<T, L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EmbeddedVisitor<T, L>(PhantomData<(T, L)>);

        impl<'de, T: Listed, L: Deserialize<'de>> Visitor<'de> for EmbeddedVisitor<T, L> {
            type Value = Embedded<T, L>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of embedded resources")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut embedded = Embedded {
                    items: None,
                    others: BTreeMap::new(),
                    of: PhantomData,
                };
                while let Some(Key(key)) = map.next_key()? {
                    if key == T::EMBEDDED {
                        embedded.items = Some(map.next_value()?);
                    } else {
                        embedded.others.insert(key.into_owned(), map.next_value()?);
                    }
                }
                Ok(embedded)
            }
        }

        deserializer.deserialize_map(EmbeddedVisitor(PhantomData))
    }
}
