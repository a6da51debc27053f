//! Rows of a file, typed, while the file is still coming: from JSON and from CSV.

mod csv;
mod json;
mod scan;
mod shell;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;
use ping_models::{DecodeError, Row};

use crate::download::Download;
use crate::error::{Error, ErrorKind};

use csv::CsvRows;
use json::JsonRows;

/// The largest row that is read, in bytes: a file whose rows do not end must not fill the memory.
const LARGEST_ROW: usize = 1024 * 1024;

/// What a row should have been that is larger.
const SMALLER_ROW: &str = "a row of 1 MiB at most";

/// What a reader makes of the bytes that it has.
enum Found<T> {
    /// A row, or what stands in its place.
    Row(Result<T, DecodeError>),
    /// Nothing yet: it takes more bytes.
    Unfinished,
    /// Every row was read, and the text is complete: only blanks may follow.
    Closed,
    /// Everything was read.
    End,
    /// It is no file of rows.
    Broken(DecodeError),
    /// It ends in the middle.
    CutShort,
}

/// The typed rows of a file, as a stream. Memory holds the rows of one chunk of the transfer, not
/// more.
///
/// A row that does not decode is an error in its place, and the others follow; the error of a
/// connection that is lost says how many rows arrived, and nothing follows. A JSON text ends with
/// its last bracket, whether or not the service closes the connection; one with garbage around the
/// rows, or between them, is refused.
///
/// ```no_run
/// # async fn example<T: ping_models::Row>(mut rows: ping_transport::rows::Rows<T>) -> Result<(), ping_transport::Error> {
/// loop {
///     match rows.try_next().await {
///         Ok(Some(row)) => { /* ... */ }
///         Ok(None) => break,
///         Err(error) if error.decode_error().is_some() => eprintln!("skipped: {error}"),
///         Err(error) => return Err(error),
///     }
/// }
/// # Ok(()) }
/// ```
#[must_use = "rows are not read until the stream is"]
pub struct Rows<T> {
    download: Download,
    reader: Reader<T>,
    count: u64,
    ended: bool,
    /// The download has ended.
    complete: bool,
}

enum Reader<T> {
    Json(JsonRows<T>),
    Csv(CsvRows<T>),
}

impl<T: Row> Rows<T> {
    /// The rows of a JSON text: an array of them, or an object whose `member` is that array.
    pub fn json(download: Download, member: &'static str) -> Self {
        Self::new(download, Reader::Json(JsonRows::new(member)))
    }

    /// The rows of a CSV text whose first line names the columns.
    pub fn csv(download: Download) -> Self {
        Self::new(download, Reader::Csv(CsvRows::new()))
    }

    fn new(download: Download, reader: Reader<T>) -> Self {
        Self { download, reader, count: 0, ended: false, complete: false }
    }

    /// How many rows arrived so far, those that did not decode among them.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The file behind the rows.
    pub fn download(&self) -> &Download {
        &self.download
    }

    /// The next row; `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::Decode`] for a row that is not as documented; reading goes on after
    /// that. Fails for good, with the number of rows that arrived, where the connection is lost,
    /// nothing comes for too long, or the file is none of rows.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }

    /// A limit for the rest of the file: see [`Download::timeout`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.download = self.download.timeout(timeout);
        self
    }

    fn push(&mut self, chunk: Bytes) {
        match &mut self.reader {
            Reader::Json(reader) => reader.push(chunk),
            Reader::Csv(reader) => reader.push(chunk),
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.download.close();
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<T, Error>>> {
        self.end();
        let error = error.with_note(format_args!("{} rows arrived", self.count));
        Poll::Ready(Some(Err(self.download.about(error))))
    }
}

impl<T: Row> Stream for Rows<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        while !this.ended {
            let found = match &mut this.reader {
                Reader::Json(reader) => reader.next(this.complete),
                Reader::Csv(reader) => reader.next(this.complete),
            };
            match found {
                Found::Row(row) => {
                    this.count += 1;
                    let row = row.map_err(|error| this.download.about(Error::undocumented(error)));
                    return Poll::Ready(Some(row));
                }
                Found::End => this.end(),
                // What has come already is looked at, but nobody waits for more.
                Found::Closed => match this.download.poll_next_unpin(cx) {
                    Poll::Ready(Some(Ok(chunk))) => this.push(chunk),
                    Poll::Ready(Some(Err(_)) | None) | Poll::Pending => this.end(),
                },
                Found::Broken(error) => return this.fail(Error::undocumented(error)),
                Found::CutShort => {
                    let error = Error::new(ErrorKind::Interrupted, "the file ends in the middle");
                    return this.fail(error);
                }
                Found::Unfinished => match ready!(this.download.poll_next_unpin(cx)) {
                    Some(Ok(chunk)) => this.push(chunk),
                    Some(Err(error)) => return this.fail(error),
                    None => this.complete = true,
                },
            }
        }
        Poll::Ready(None)
    }
}

impl<T> Unpin for Rows<T> {}

impl<T> fmt::Debug for Rows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("download", &self.download)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
