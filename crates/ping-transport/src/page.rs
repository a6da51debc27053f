//! Lists: a stream of items, page by page, that resumes after a failure.

mod cursor;
mod list;
mod pages;
mod reader;
mod trail;

pub use list::List;
pub use pages::{Pager, Pages};

use ping_models::CollectionEnvelope;
use serde_json::Value;

use crate::error::Error;

/// The longest query of a next link, in bytes; encoded, it is three times that at most.
const LONGEST_QUERY: usize = 8 * 1024;

/// One page of a collection.
#[derive(Debug)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items; one that does not decode is an error in its place.
    pub items: Vec<Result<T, Error>>,
    /// How many items the whole result set has, where the service says so.
    pub count: Option<i64>,
    /// How many items this page has, where the service says so.
    pub size: Option<i64>,
    envelope: CollectionEnvelope,
    cursor: Option<String>,
}

impl<T> Page<T> {
    /// What came beside the items, at the top or embedded, such as the `order` of devices that
    /// was asked for; `None` without such a member.
    pub fn field(&self, name: &str) -> Option<Value> {
        let embedded = || self.envelope.embedded.as_ref()?.get(name).cloned();
        let value = self.envelope.rest().get(name).or_else(embedded)?;
        value.decode().ok()
    }

    /// Where the next page begins, for [`List::starting_at`] in another request; `None` on the
    /// last page.
    ///
    /// It is opaque text that can be handed to a browser: URL-safe, without hosts and tokens. What
    /// comes back is only ever the service's own position in the same list; which items that list
    /// has, its filter says, which a cursor cannot change.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}
