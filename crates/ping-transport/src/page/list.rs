//! A list before it is read.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use ping_models::{Collection, DecodeError};
use serde_json::Value;

use super::cursor;
use crate::core::Core;
use crate::described::Described;
use crate::error::Error;
use crate::filter::{Allows, Expansion, Expression, Filter, Limit, Order};
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
    /// The part of the filter that the list cannot be without.
    within: Option<Expression>,
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
            within: self.within.clone(),
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
        Self { core, parts, options, within: None, start: None, decode, takes: PhantomData }
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
            within: self.within,
            start: self.start,
            decode: self.decode,
            takes: PhantomData,
        }
    }

    /// The filter that the list cannot be without: whatever else it is asked for, this has to
    /// hold, too.
    #[doc(hidden)]
    pub fn within<G>(mut self, filter: Filter<G>) -> Self {
        let filter = filter.into_expression();
        self.within = Some(filter.clone());
        self.ask_for(filter)
    }

    /// Only items that the filter matches.
    #[doc(alias("search", "where"))]
    pub fn filter(self, filter: Filter<F>) -> Self {
        let filter = filter.into_expression();
        let whole = match &self.within {
            Some(within) => within.clone().and(filter),
            None => filter,
        };
        self.ask_for(whole)
    }

    fn ask_for(mut self, filter: Expression) -> Self {
        match filter.checked() {
            Ok(filter) => self.ask("filter", filter),
            Err(error) => self.parts.fail(error),
        }
        self
    }

    /// Asks for something in place of what was asked for before: in the query or, where a list
    /// begins with a POST, in the body.
    fn ask(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        if self.asks_in_body() {
            return self.parts.body_field(name, value);
        }
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.parts.query.retain(|(known, _)| known != name);
        self.parts.query.push((name.to_owned(), text));
    }

    fn asks_in_body(&self) -> bool {
        self.parts.operation.method == Method::POST
    }

    /// The order of the items.
    #[doc(alias("sort", "order_by"))]
    pub fn order(mut self, order: Order<F>) -> Self {
        self.ask("order", order.text);
        self
    }

    /// How many items a page has at most; the service may send fewer.
    #[doc(alias("page_size"))]
    pub fn limit(mut self, limit: u32) -> Self
    where
        F: Allows<Limit>,
    {
        self.ask("limit", limit);
        self
    }

    /// More that comes along with each item: one for each of `expand` and `include`, which take one
    /// value. Another one fails with [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput).
    #[doc(alias("include"))]
    pub fn expand<E: Expansion>(mut self, expansion: E) -> Self
    where
        F: Allows<E>,
    {
        self.parts.expand(&expansion);
        self
    }

    /// Any query parameter; one that is set already is replaced. Where the operation needs a part
    /// of the filter, a `filter` in its place is refused.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        if name == "filter" && self.within.is_some() {
            let message = "has a part that stays: add to it with `List::filter`";
            self.parts.fail(Error::invalid_input(name, message));
        }
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

    /// How long what was created or assigned a moment ago may be refused; see
    /// [`Call::settle`](crate::Call::settle).
    pub fn settle(mut self, span: Duration) -> Self {
        self.options.settle = Some(span);
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
        if self.asks_in_body() {
            return Ok(position);
        }
        let set = |name: &str| name == "filter" || self.sets(name);
        if names(&position).any(|name| set(&name)) {
            return Err(cursor::foreign());
        }
        Ok(match self.parts.own_query().as_str() {
            "" => position,
            own => format!("{own}&{position}"),
        })
    }

    /// The request of the page with this query. A list that begins with a POST goes on with one:
    /// what it is asked for, which may be personal, stays in the body.
    pub(super) fn at(&self, query: String) -> Parts {
        let mut parts = self.parts.clone();
        if self.asks_in_body() {
            parts.body_field("offset", cursor::parameter(&query).into());
        } else {
            parts.raw_query = Some(query);
        }
        parts
    }

    /// Whether the query of a next link says where the next page begins.
    pub(super) fn leads_on(&self, query: &str) -> bool {
        match self.asks_in_body() {
            true => cursor::parameter(query).is_some(),
            false => !query.is_empty(),
        }
    }

    pub(super) fn send(&self, parts: Parts) -> Sending {
        self.core.send(parts, self.options.clone())
    }

    /// What a cursor is bound to.
    fn identity(&self) -> Result<String, Error> {
        let url = self.parts.url(&self.core.sender.hosts)?;
        let body = self.parts.body.as_deref().unwrap_or_default();
        Ok(format!("{} {url}{}", self.parts.operation.id, String::from_utf8_lossy(body)))
    }

    fn sets(&self, name: &str) -> bool {
        self.parts.query.iter().any(|(known, _)| known == name)
    }

    /// The cursor of the page behind a next link, by the link's query.
    pub(super) fn cursor(&self, query: &str) -> Option<String> {
        let ours = |name: String| match self.asks_in_body() {
            true => name != cursor::PARAMETER,
            false => self.sets(&name),
        };
        let pairs = query.split('&');
        let position: Vec<_> = pairs.filter(|pair| !names(pair).any(ours)).collect();
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
