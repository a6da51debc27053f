//! Lists in which earlier tries stand apart from the latest ones.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Items, Links, Loose, Model, Rest};

/// What a list of tries embeds.
pub trait EmbeddedAttempts {
    /// What was tried.
    type Item: Model + Serialize + DeserializeOwned + Clone + PartialEq + fmt::Debug;

    /// The latest try of each.
    fn latest(&self) -> Option<&Items<Self::Item>>;

    /// Earlier tries, where they stand among the others.
    fn previous(&self) -> Option<&Items<Self::Item>>;
}

/// A list in which earlier tries stand apart from the latest ones, now inside of `_embedded` and
/// now beside it.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Attempts<E: EmbeddedAttempts> {
    /// Links: `self`, `user`, `environment`, and the transaction.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The entries; [`entries`](Self::entries) and [`previous_attempts`](Self::previous_attempts)
    /// read them.
    #[model(name = "_embedded")]
    pub embedded: Option<E>,
    /// Earlier tries, where they stand outside of the others.
    #[model(name = "previousAttempts")]
    pub outer_previous_attempts: Option<Items<E::Item>>,
    /// How many entries there are, without earlier tries.
    pub size: Option<Loose<i64>>,
    rest: Rest<Self>,
}

impl<E: EmbeddedAttempts> Attempts<E> {
    /// The latest try of each.
    pub fn entries(&self) -> impl Iterator<Item = &E::Item> {
        let embedded = self.embedded.iter();
        embedded.flat_map(EmbeddedAttempts::latest).flat_map(Items::iter)
    }

    /// Earlier tries, wherever they stand.
    pub fn previous_attempts(&self) -> impl Iterator<Item = &E::Item> {
        let embedded = self.embedded.iter();
        let inner = embedded.flat_map(EmbeddedAttempts::previous);
        inner.chain(&self.outer_previous_attempts).flat_map(Items::iter)
    }
}
