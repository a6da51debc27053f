//! A list before it is read.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use ping_models::{Collection, DecodeError};

use super::cursor;
use crate::core::Core;
use crate::described::Described;
use crate::error::Error;
use crate::filter::{Allows, Expansion, Filter, Limit, Order};
use crate::options::CORRELATION_ID;
use crate::request::{Parts, names};
use crate::retry::RetryPolicy;
use crate::sender::{Options, Sending};

/// A described request of a collection. Nothing is sent until it is read.
///
/// `F` says what it can be asked for, such as `UserFilter`; the method that makes the list names
/// it.
///
/// ```no_run
/// # use ping_transport::{Error, List};
/// # async fn example<T: Send + std::fmt::Debug + 'static>(list: List<T>) -> Result<(), Error> {
/// let mut items = list.query("limit", "50").stream();
/// while let Some(item) = items.try_next().await? {
///     println!("{item:?}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "a list is not read until `stream`, `pages` or `all`"]
pub struct List<T, F = ()> {
    core: Arc<Core>,
    parts: Parts,
    options: Options,
    /// The cursor of the first page that is read.
    start: Option<String>,
    pub(super) decode: fn(&[u8]) -> Result<Collection<T>, DecodeError>,
    takes: PhantomData<fn(F)>,
}

impl<T, F> Clone for List<T, F> {
    fn clone(&self) -> Self {
        Self {
            core: Arc::clone(&self.core),
            parts: self.parts.clone(),
            options: self.options.clone(),
            start: self.start.clone(),
            decode: self.decode,
            takes: PhantomData,
        }
    }
}

impl<T> List<T> {
    pub(crate) fn new(
        core: Arc<Core>,
        parts: Parts,
        options: Options,
        decode: fn(&[u8]) -> Result<Collection<T>, DecodeError>,
    ) -> Self {
        Self { core, parts, options, start: None, decode, takes: PhantomData }
    }
}

impl<T, F> List<T, F> {
    /// The same list, with another type of what it can be asked for: for operations that the SDK
    /// does not name yet.
    pub fn taking<G>(self) -> List<T, G> {
        List {
            core: self.core,
            parts: self.parts,
            options: self.options,
            start: self.start,
            decode: self.decode,
            takes: PhantomData,
        }
    }

    /// Only items that the filter matches.
    #[doc(alias("search", "where"))]
    pub fn filter(mut self, filter: Filter<F>) -> Self {
        match filter.checked() {
            Ok(filter) => self.query("filter", filter),
            Err(error) => {
                self.parts.fail(error);
                self
            }
        }
    }

    /// The order of the items.
    #[doc(alias("sort", "order_by"))]
    pub fn order(self, order: Order<F>) -> Self {
        self.query("order", order.text)
    }

    /// How many items a page has at most; the service may send fewer.
    #[doc(alias("page_size"))]
    pub fn limit(self, limit: u32) -> Self
    where
        F: Allows<Limit>,
    {
        self.query("limit", limit.to_string())
    }

    /// More that comes along with each item.
    #[doc(alias("include"))]
    pub fn expand<E: Expansion>(mut self, expansion: E) -> Self
    where
        F: Allows<E>,
    {
        self.parts.expand(&expansion);
        self
    }

    /// Any query parameter; one that is set already is replaced.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parts.query.retain(|(known, _)| known != name);
        self.parts.query.push((name.to_owned(), value.into()));
        self
    }

    /// An extra header. Those that frame the message, such as `content-length` and `host`, are
    /// refused.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.header(name, value);
        self
    }

    /// The deadline of each page's request.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Another retry policy for each page's request.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// An id of the caller's that the service notes in its audit log.
    pub fn correlation_id(self, id: &str) -> Self {
        self.header(CORRELATION_ID, id)
    }

    /// Begins at the page that a [`Page::cursor`](crate::Page::cursor) of the same list points at: same collection,
    /// filter, order and limit. Reading fails with
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) on the field `cursor` where it
    /// is none of this list.
    pub fn starting_at(mut self, cursor: impl Into<String>) -> Self {
        self.start = Some(cursor.into());
        self
    }

    /// What would be sent for the first page, with secrets masked.
    ///
    /// # Errors
    ///
    /// Fails where an argument can never be valid.
    pub fn describe(&self) -> Result<Described, Error> {
        self.core.describe(&self.first()?)
    }

    /// The request of the first page that is read.
    pub(super) fn first(&self) -> Result<Parts, Error> {
        let Some(text) = &self.start else {
            return Ok(self.parts.clone());
        };
        let query = self.position(text);
        let query = query.map_err(|error| error.with_operation(self.parts.operation))?;
        Ok(self.at(query))
    }

    /// The query of the page that a cursor points at.
    fn position(&self, text: &str) -> Result<String, Error> {
        let position = cursor::open(text, &self.identity()?)?;
        let set = |name: &str| name == "filter" || self.sets(name);
        if names(&position).any(|name| set(&name)) {
            return Err(cursor::foreign());
        }
        Ok(match self.parts.own_query().as_str() {
            "" => position,
            own => format!("{own}&{position}"),
        })
    }

    /// The request of the page with this query.
    pub(super) fn at(&self, query: String) -> Parts {
        let mut parts = self.parts.clone();
        parts.raw_query = Some(query);
        parts
    }

    pub(super) fn send(&self, parts: Parts) -> Sending {
        self.core.send(parts, self.options.clone())
    }

    /// What a cursor is bound to.
    fn identity(&self) -> Result<String, Error> {
        let url = self.parts.url(&self.core.sender.hosts)?;
        Ok(format!("{} {url}", self.parts.operation.id))
    }

    fn sets(&self, name: &str) -> bool {
        self.parts.query.iter().any(|(known, _)| known == name)
    }

    /// The cursor of the page behind a next link, by the link's query.
    pub(super) fn cursor(&self, query: &str) -> Option<String> {
        let pairs = query.split('&');
        let position: Vec<_> =
            pairs.filter(|pair| !names(pair).any(|name| self.sets(&name))).collect();
        match position.join("&") {
            position if position.is_empty() => None,
            position => Some(cursor::seal(&position, &self.identity().ok()?)),
        }
    }
}

impl<T, F> fmt::Debug for List<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List").field("operation", &self.parts.called().id).finish_non_exhaustive()
    }
}
