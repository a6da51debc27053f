//! Lists: a stream of items, page by page, that resumes after a failure.

mod cursor;

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::StreamExt;
use ping_models::{Collection, CollectionEnvelope, DecodeError};
use serde_json::Value;

use crate::call::CallFuture;
use crate::client::Client;
use crate::described::Described;
use crate::error::{Error, ErrorKind};
use crate::filter::{Allows, Expansion, Filter, Limit, Order};
use crate::options::CORRELATION_ID;
use crate::request::Parts;
use crate::retry::RetryPolicy;
use crate::send::Options;
use crate::sent::Answered;

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
    client: Client,
    parts: Parts,
    options: Options,
    /// The cursor of the first page that is read.
    start: Option<String>,
    decode: fn(&[u8]) -> Result<Collection<T>, DecodeError>,
    takes: PhantomData<fn(F)>,
}

impl<T, F> Clone for List<T, F> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            parts: self.parts.clone(),
            options: self.options.clone(),
            start: self.start.clone(),
            decode: self.decode,
            takes: PhantomData,
        }
    }
}

impl<T: Send + 'static> List<T> {
    pub(crate) fn new(
        client: Client,
        mut parts: Parts,
        decode: fn(&[u8]) -> Result<Collection<T>, DecodeError>,
    ) -> Self {
        Self {
            options: client.begin(&mut parts),
            client,
            parts,
            start: None,
            decode,
            takes: PhantomData,
        }
    }
}

impl<T: Send + 'static, F> List<T, F> {
    /// The same list, with another type of what it can be asked for: for operations that the SDK
    /// does not name yet.
    pub fn taking<G>(self) -> List<T, G> {
        List {
            client: self.client,
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
    pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
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

    /// Begins at the page that a [`Page::cursor`] of the same list points at: same collection,
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
        let core = self.client.core();
        let described = self.first();
        described
            .and_then(|parts| Described::new(&parts, &core.hosts, &core.auth))
            .map_err(|error| error.with_operation(self.parts.operation))
    }

    /// The request of the first page that is read.
    fn first(&self) -> Result<Parts, Error> {
        let mut parts = self.parts.clone();
        if let Some(text) = &self.start {
            let position = cursor::open(text, &self.identity()?)?;
            let own = parts.own_query();
            let set = |name: &str| name == "filter" || self.sets(name);
            if cursor::names(&position).any(|name| set(&name)) {
                return Err(cursor::foreign());
            }
            parts.raw_query = Some(match own.as_str() {
                "" => position,
                own => format!("{own}&{position}"),
            });
        }
        Ok(parts)
    }

    /// What a cursor is bound to.
    fn identity(&self) -> Result<String, Error> {
        let url = self.parts.url(&self.client.core().hosts)?;
        Ok(format!("{} {url}", self.parts.operation.id))
    }

    fn sets(&self, name: &str) -> bool {
        self.parts.query.iter().any(|(known, _)| known == name)
    }

    /// The cursor of the page behind a next link, by the link's query.
    fn cursor(&self, query: &str) -> Option<String> {
        let pairs = query.split('&');
        let position: Vec<_> = pairs
            .filter(|pair| !cursor::names(pair).any(|name| self.sets(&name)))
            .collect();
        match position.join("&") {
            position if position.is_empty() => None,
            position => Some(cursor::seal(&position, &self.identity().ok()?)),
        }
    }

    /// A stream of pages.
    pub fn pages(self) -> Pages<T> {
        Pages {
            list: self.taking(),
            next: Next::First,
            seen: HashSet::new(),
            empty: 0,
            under_way: None,
        }
    }

    /// A stream of items.
    pub fn stream(self) -> Pager<T> {
        Pager {
            pages: self.pages(),
            items: VecDeque::new(),
        }
    }

    /// All items of all pages.
    ///
    /// # Errors
    ///
    /// Fails with the first page or item that fails.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        let mut stream = self.stream();
        while let Some(item) = stream.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }
}

impl<T, F> fmt::Debug for List<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("operation", &self.parts.operation.id)
            .finish_non_exhaustive()
    }
}

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

/// A page, the link to the next one, and the answer that both are from.
type Fetched<T> = (Page<T>, Option<String>, Answered);

enum Next {
    First,
    /// The query of the next link, as it came.
    Query(String),
    End,
}

/// A stream of pages. After an error, the next read asks for the same page again.
///
/// A next link's query is repeated at the collection's own origin and path: a host that a link
/// names is never contacted.
pub struct Pages<T> {
    list: List<T>,
    next: Next,
    /// Queries that were answered: a link back to one of them would never end.
    seen: HashSet<String>,
    /// How many pages without an item came one behind the other.
    empty: usize,
    under_way: Option<CallFuture<Fetched<T>>>,
}

impl<T: Send + 'static> Pages<T> {
    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails when the page cannot be had; reading again asks for it again.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }

    fn fetch(&mut self) -> Option<CallFuture<Fetched<T>>> {
        let parts = match &self.next {
            Next::First => match self.list.first() {
                Ok(parts) => parts,
                Err(error) => {
                    let error = error.with_operation(self.list.parts.operation);
                    return Some(Box::pin(async move { Err(error) }));
                }
            },
            Next::Query(query) => {
                let mut parts = self.list.parts.clone();
                parts.raw_query = Some(query.clone());
                parts
            }
            Next::End => return None,
        };
        if let Next::First = self.next {
            // A link back to the first page would never end, either.
            let first = parts.raw_query.clone();
            self.seen.insert(first.unwrap_or_else(|| parts.own_query()));
        }
        let decode = self.list.decode;
        let sending = self
            .list
            .client
            .clone()
            .into_core()
            .send(parts, self.list.options.clone());
        Some(Box::pin(async move {
            let answered = sending.await?;
            let collection = answered.decode(decode)?;
            let next = collection
                .envelope
                .links
                .as_ref()
                .and_then(|links| links.get("next"))
                .and_then(|link| link.href.clone());
            let items = collection.items.into_iter().flatten();
            let items = items.map(|item| {
                item.map_err(|broken| answered.failed(Error::undocumented(broken.error)))
            });
            let page = Page {
                items: items.collect(),
                count: collection.envelope.count,
                size: collection.envelope.size,
                envelope: collection.envelope,
                cursor: None,
            };
            Ok((page, next, answered))
        }))
    }

    /// Moves on from a page to the one behind its link.
    fn advance(
        &mut self,
        page: &mut Page<T>,
        link: Option<String>,
        answered: &Answered,
    ) -> Result<(), Error> {
        self.next = Next::End;
        let Some(link) = link else {
            return Ok(());
        };
        self.empty = match page.items.is_empty() {
            true => self.empty + 1,
            false => 0,
        };
        let query = match link.split_once('?') {
            Some((_, query)) => query.split('#').next().unwrap_or_default(),
            None => "",
        };
        let wrong = if query.is_empty() {
            "the link to the next page has no query: the rest cannot be read"
        } else if query.len() > LONGEST_QUERY {
            "the link to the next page is too long: the rest cannot be read"
        } else if self.empty >= MOST_EMPTY {
            "the links lead from one empty page to another: the rest, if any, is not read"
        } else if !self.seen.insert(query.to_owned()) {
            "the link to the next page leads back to an earlier page"
        } else {
            page.cursor = self.list.cursor(query);
            self.next = Next::Query(query.to_owned());
            return Ok(());
        };
        Err(answered.failed(Error::new(ErrorKind::Page, wrong)))
    }
}

/// The longest query of a next link, in bytes; encoded, it is three times that at most.
const LONGEST_QUERY: usize = 8 * 1024;

/// How many empty pages in a row are read: services send some where they filter behind the page.
const MOST_EMPTY: usize = 100;

impl<T: Send + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let under_way = match &mut this.under_way {
            Some(under_way) => under_way,
            None => match this.fetch() {
                Some(fetch) => this.under_way.insert(fetch),
                None => return Poll::Ready(None),
            },
        };
        let result = ready!(under_way.as_mut().poll(cx));
        this.under_way = None;
        let (mut page, link, answered) = match result {
            Ok(read) => read,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        if let Err(error) = this.advance(&mut page, link, &answered) {
            // The items of this page are good: the error comes behind them.
            page.items.push(Err(error));
        }
        Poll::Ready(Some(Ok(page)))
    }
}

impl<T> Unpin for Pages<T> {}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// A stream of items. After an error, the next read goes on where it was: with the same page
/// again, or with the item behind the one that did not decode.
pub struct Pager<T> {
    pages: Pages<T>,
    items: VecDeque<Result<T, Error>>,
}

impl<T: Send + 'static> Pager<T> {
    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails when a page cannot be had or an item does not decode; reading goes on after that.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }
}

impl<T: Send + 'static> Stream for Pager<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.items.pop_front() {
                return Poll::Ready(Some(item));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)) {
                Some(Ok(page)) => this.items.extend(page.items),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> Unpin for Pager<T> {}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").finish_non_exhaustive()
    }
}
