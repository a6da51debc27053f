//! From one page of a list to the next.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use bytes::Bytes;
use ping_models::{BrokenItem, CollectionEnvelope};

use super::trail::Trail;
use super::{LONGEST_QUERY, List};
use crate::answered::Answered;
use crate::error::{Error, ErrorKind};
use crate::sender::Sending;

/// How many empty pages in a row are read: services send some where they filter behind the page.
const MOST_EMPTY: usize = 100;

/// A page as it was decoded: an iterator over its items. An item that does not decode is an error
/// in its place, and so is, behind the others, a link that leads nowhere.
pub(super) struct Fetched<T> {
    items: IntoIter<Result<T, BrokenItem>>,
    wrong: Option<Error>,
    pub(super) envelope: CollectionEnvelope,
    pub(super) cursor: Option<String>,
    /// What it is from, but for its body.
    answered: Answered,
}

impl<T> Iterator for Fetched<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.items.next() {
            Some(Ok(item)) => Some(Ok(item)),
            Some(Err(broken)) => {
                let error = Error::undocumented(broken.error);
                Some(Err(self.answered.failed(error)))
            }
            None => self.wrong.take().map(Err),
        }
    }
}

enum Next {
    First,
    /// The query of the next link, as it came.
    Query(String),
    End,
}

/// Where reading a list is.
pub(super) struct Reader<T> {
    list: List<T>,
    next: Next,
    /// The pages that were read: a link back to one of them would never end.
    trail: Trail,
    /// How many pages without an item came one behind the other.
    empty: usize,
    under_way: Option<Sending>,
}

impl<T> Reader<T> {
    pub(super) fn new(list: List<T>) -> Self {
        Self { list, next: Next::First, trail: Trail::default(), empty: 0, under_way: None }
    }

    /// The next page; after an error the same one again.
    pub(super) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Fetched<T>, Error>>> {
        let under_way = match &mut self.under_way {
            Some(under_way) => under_way,
            None => match self.send() {
                Ok(Some(sending)) => self.under_way.insert(sending),
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            },
        };
        let answered = ready!(Pin::new(under_way).poll(cx));
        self.under_way = None;
        Poll::Ready(Some(answered.and_then(|answered| self.page(answered))))
    }

    /// Asks for the next page; `None` where there is none.
    fn send(&mut self) -> Result<Option<Sending>, Error> {
        let parts = match &self.next {
            Next::First => {
                let parts = self.list.first()?;
                // A link back to the first page would never end, either.
                let first = parts.raw_query.clone();
                self.trail.step(&first.unwrap_or_else(|| parts.own_query()));
                parts
            }
            Next::Query(query) => self.list.at(query.clone()),
            Next::End => return Ok(None),
        };
        Ok(Some(self.list.send(parts)))
    }

    fn page(&mut self, mut answered: Answered) -> Result<Fetched<T>, Error> {
        let collection = answered.decode(self.list.decode)?;
        answered.answer.body = Bytes::new();
        let links = collection.envelope.links.as_ref();
        let link = links.and_then(|links| links.get("next")?.href.clone());
        let mut page = Fetched {
            items: collection.items.unwrap_or_default().into_iter(),
            wrong: None,
            envelope: collection.envelope,
            cursor: None,
            answered,
        };
        self.next = Next::End;
        if let Some(link) = link
            && let Err(wrong) = self.advance(&mut page, &link)
        {
            // The items of this page are good: the error comes behind them.
            let error = Error::new(ErrorKind::Page, wrong);
            page.wrong = Some(page.answered.failed(error));
        }
        Ok(page)
    }

    /// Moves on from a page to the one behind its link.
    fn advance(&mut self, page: &mut Fetched<T>, link: &str) -> Result<(), &'static str> {
        self.empty = match page.items.len() {
            0 => self.empty + 1,
            _ => 0,
        };
        let query = link.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        if !self.list.leads_on(query) {
            Err("the link to the next page does not say where it begins: the rest cannot be read")
        } else if query.len() > LONGEST_QUERY {
            Err("the link to the next page is too long: the rest cannot be read")
        } else if self.empty >= MOST_EMPTY {
            Err("the links lead from one empty page to another: the rest, if any, is not read")
        } else if !self.trail.step(query) {
            Err("the link to the next page leads back to an earlier page")
        } else {
            page.cursor = self.list.cursor(query);
            self.next = Next::Query(query.to_owned());
            Ok(())
        }
    }
}
