//! The HAL envelope and the references that every PingOne resource shares.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::ser::{Error as _, SerializeMap as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::decode;
use crate::items::Written;
use crate::member::Key;
use crate::object::Part;
use crate::{DecodeError, Items, Model, OpenValue, Rest, room};

/// A link of a HAL resource. Its target is informative: no token is ever sent to it.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Link {
    /// The target URL.
    pub href: Option<String>,
    rest: Rest<Self>,
}

impl From<&str> for Link {
    fn from(href: &str) -> Self {
        Self { href: Some(href.to_owned()), rest: Rest::default() }
    }
}

/// The links of a HAL resource by name, such as `self`, `next` or `device.select`.
pub type Links = BTreeMap<String, Link>;

/// A reference to another resource by its id.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Reference<T = String> {
    /// The id of the resource that is meant; empty where the service left it out.
    #[model(always)]
    pub id: T,
    rest: Rest<Self>,
}

impl<T> Reference<T> {
    /// Refers to the resource with this id.
    pub fn to(id: impl Into<T>) -> Self {
        Self { id: id.into(), rest: Rest::default() }
    }
}

impl<T> From<T> for Reference<T> {
    fn from(id: T) -> Self {
        Self::to(id)
    }
}

impl From<&str> for Reference {
    fn from(id: &str) -> Self {
        Self::to(id)
    }
}

/// A resource that collections list.
pub trait Listed: DeserializeOwned {
    /// The member of `_embedded` that holds the items, such as `users`.
    const EMBEDDED: &'static str;
    /// Whether that member stands beside `_embedded`, and not in it.
    const BESIDE: bool = false;
}

/// The members of a collection around its items.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct CollectionEnvelope {
    /// Links: `self`, and `next` and `prev` where there are such pages.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// Everything embedded but the items.
    #[model(name = "_embedded")]
    pub embedded: Option<BTreeMap<String, OpenValue>>,
    /// How many items the whole result set has.
    pub count: Option<i64>,
    /// How many items this page has.
    pub size: Option<i64>,
    rest: Rest<Self>,
}

/// An item of a collection that did not decode, as it came.
#[derive(Clone, PartialEq)]
pub struct BrokenItem {
    /// Where in the page, or in the array of [`Items`](crate::Items), and what was expected there.
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
        let text = decode::text(json)?;
        let page = || {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            let page: (_, Option<Vec<T>>) = page::<T, _, _>(&mut deserializer)?;
            deserializer.end()?;
            Ok::<_, serde_json::Error>(page)
        };
        let Ok((envelope, items)) = room::within(text.len(), page) else {
            return decode::decode_text(text);
        };
        let items = items.map(|items| items.into_iter().map(Ok).collect());
        Ok(Self { envelope, items })
    }
}

impl<T: Listed + Serialize> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut envelope = self.envelope.clone();
        let items: Option<Vec<_>> =
            self.items.as_ref().map(|items| items.iter().map(Written).collect());
        if let (Some(items), false) = (&items, T::BESIDE) {
            let items = OpenValue::encode(items).map_err(S::Error::custom)?;
            let embedded = envelope.embedded.get_or_insert_default();
            embedded.insert(T::EMBEDDED.to_owned(), items);
        }
        let mut map = serializer.serialize_map(None)?;
        envelope.write(&mut map)?;
        if let (Some(items), true) = (&items, T::BESIDE) {
            map.serialize_entry(T::EMBEDDED, items)?;
        }
        envelope.rest.finish(map)
    }
}

impl<'de, T: Listed> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (envelope, items) = page::<T, Items<T>, _>(deserializer)?;
        let place = if T::BESIDE { "" } else { "_embedded." };
        let items = items.map(|items| items.below(&format!("{place}{}", T::EMBEDDED)));
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
            let mut envelope = CollectionEnvelope::default();
            let mut items = None;
            while let Some(Key(key)) = map.next_key()? {
                if T::BESIDE && key == T::EMBEDDED {
                    items = map.next_value()?;
                    if items.is_none() {
                        // The envelope has no member of that name to mark.
                        envelope.rest.keep(&key, RawValue::NULL.to_owned());
                    }
                } else if !T::BESIDE && key == "_embedded" {
                    let embedded: Option<Embedded<T, L>> = map.next_value()?;
                    envelope.rest.mark_null("_embedded", embedded.is_none());
                    (items, envelope.embedded) = match embedded {
                        Some(embedded) => (embedded.items, Some(embedded.others)),
                        None => (None, None),
                    };
                } else if !envelope.take(&key, &mut map)? {
                    envelope.rest.keep(&key, map.next_value()?);
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
                let mut embedded =
                    Embedded { items: None, others: BTreeMap::new(), of: PhantomData };
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
