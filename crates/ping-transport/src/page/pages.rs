//! Lists as streams.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::StreamExt;

use super::reader::{Fetched, Reader};
use super::{List, Page};
use crate::error::Error;

impl<T: Send + 'static, F> List<T, F> {
    /// A stream of pages.
    pub fn pages(self) -> Pages<T> {
        Pages(Reader::new(self.taking()))
    }

    /// A stream of items.
    pub fn stream(self) -> Pager<T> {
        Pager { reader: Reader::new(self.taking()), page: None }
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

/// A stream of pages. After an error, the next read asks for the same page again.
///
/// A next link's query is repeated at the collection's own origin and path: a host that a link
/// names is never contacted.
pub struct Pages<T>(Reader<T>);

impl<T: Send + 'static> Pages<T> {
    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails when the page cannot be had; reading again asks for it again.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }
}

impl<T: Send + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(self.0.poll_next(cx));
        Poll::Ready(page.map(|page| {
            page.map(|mut page| Page {
                items: page.by_ref().collect(),
                count: page.envelope.count,
                size: page.envelope.size,
                envelope: page.envelope,
                cursor: page.cursor,
            })
        }))
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
    reader: Reader<T>,
    /// The page whose items are handed on.
    page: Option<Fetched<T>>,
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
            if let Some(item) = this.page.as_mut().and_then(Iterator::next) {
                return Poll::Ready(Some(item));
            }
            this.page = None;
            match ready!(this.reader.poll_next(cx)) {
                Some(Ok(page)) => this.page = Some(page),
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
