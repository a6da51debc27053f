//! The rows of a JSON text, each decoded as soon as it is there.

use std::marker::PhantomData;

use bytes::{Buf, Bytes};
use ping_models::{DecodeError, Row};

use super::scan::{Extent, Prelude, Text};
use super::shell::Shell;
use super::{Found, LARGEST_ROW, SMALLER_ROW};

/// Reads rows out of chunks of a JSON text.
///
/// A row is decoded where it lies in its chunk. Only where that fails, because the row goes on in
/// the next chunk or is broken, is its end looked for.
pub(super) struct JsonRows<T> {
    member: &'static str,
    place: Place,
    shell: Shell,
    /// What has not been read yet of the last chunk.
    text: Bytes,
    /// The last chunk as far as it is UTF-8, which is seen faster at once than text by text, and
    /// how much of it has been read.
    valid: String,
    read: usize,
    /// The beginning of a row that goes on in the next chunk, and how far it has been followed.
    begun: Option<(Vec<u8>, Extent)>,
    rows: u64,
    row: PhantomData<fn() -> T>,
}

enum Place {
    /// Before the array.
    Before(Prelude),
    /// In the array, and what may come there.
    Rows(Next),
    /// Behind the array, in the object that holds it.
    After(Extent),
    /// Behind everything, where so many blanks were read.
    Closed(usize),
}

#[derive(Clone, Copy)]
enum Next {
    /// The first row, or the end.
    First,
    /// A comma, or the end.
    Comma,
    /// Another row.
    Row,
}

/// How much may stand before the array, and behind it, in bytes.
const LARGEST_PRELUDE: usize = 1024 * 1024;
const LARGEST_TAIL: usize = 64 * 1024;

impl<T: Row> JsonRows<T> {
    pub(super) fn new(member: &'static str) -> Self {
        Self {
            member,
            place: Place::Before(Prelude::default()),
            shell: Shell::default(),
            text: Bytes::new(),
            valid: String::new(),
            read: 0,
            begun: None,
            rows: 0,
            row: PhantomData,
        }
    }

    /// Takes the next chunk; the one before it has been read.
    pub(super) fn push(&mut self, chunk: Bytes) {
        self.valid.clear();
        if let Some(valid) = chunk.utf8_chunks().next() {
            self.valid.push_str(valid.valid());
        }
        self.read = 0;
        self.text = chunk;
    }

    fn advance(&mut self, length: usize) {
        self.text.advance(length);
        self.read += length;
    }

    /// A row that lies here, and its length.
    fn here(&self) -> Option<(T, usize)> {
        match self.valid.get(self.read..) {
            Some(text) if !text.is_empty() => {
                let mut rows = serde_json::Deserializer::from_str(text).into_iter();
                Some((rows.next()?.ok()?, rows.byte_offset()))
            }
            _ => {
                let mut rows = serde_json::Deserializer::from_slice(&self.text).into_iter();
                Some((rows.next()?.ok()?, rows.byte_offset()))
            }
        }
    }

    pub(super) fn next(&mut self, complete: bool) -> Found<T> {
        loop {
            let found = match &mut self.place {
                Place::Before(_) => self.before(complete),
                Place::Rows(next) => {
                    let next = *next;
                    self.row(next, complete)
                }
                Place::After(_) => self.after(complete),
                Place::Closed(_) => Some(self.closed(complete)),
            };
            if let Some(found) = found {
                return found;
            }
        }
    }

    fn before(&mut self, complete: bool) -> Option<Found<T>> {
        let Place::Before(prelude) = &mut self.place else {
            return None;
        };
        let (found, length) = prelude.read(&self.text, self.member);
        self.shell.object = prelude.depth > 0;
        self.shell.text.extend_from_slice(&self.text[..length]);
        self.advance(length);
        match found {
            Some(Ok(())) => {
                const MARK: &[u8] = b"\xef\xbb\xbf";
                if self.shell.text.starts_with(MARK) {
                    self.shell.text.drain(..MARK.len());
                }
                let end: &[u8] = if self.shell.object { b"]}" } else { b"]" };
                if !self.shell.is_sound(end, self.member) {
                    return Some(Found::Broken(self.object_expected()));
                }
                self.place = Place::Rows(Next::First);
                None
            }
            Some(Err(error)) => Some(Found::Broken(error)),
            None if self.shell.text.len() > LARGEST_PRELUDE => {
                let expected = "an array of rows within the first MiB";
                Some(Found::Broken(DecodeError::new(self.member, expected)))
            }
            None if complete => Some(Found::CutShort),
            None => Some(Found::Unfinished),
        }
    }

    /// Reads up to the next row; `None` where there is something else to do.
    fn gap(&mut self, mut next: Next, complete: bool) -> Result<Option<()>, Found<T>> {
        let mut read = 0;
        let found = loop {
            let Some(byte) = self.text.get(read) else {
                break Err(match complete {
                    true => Found::CutShort,
                    false => Found::Unfinished,
                });
            };
            match (byte, next) {
                (b' ' | b'\t' | b'\n' | b'\r', _) => {}
                (b',', Next::Comma) => next = Next::Row,
                (b']', Next::First | Next::Comma) => {
                    read += 1;
                    break Ok(None);
                }
                (b'}', Next::First) => break Err(Found::Broken(self.array_expected())),
                (b',' | b']' | b'}', Next::First | Next::Row) => {
                    break Err(self.broken("a row"));
                }
                (_, Next::Comma) => break Err(self.broken("a comma between rows")),
                (_, Next::First | Next::Row) => break Ok(Some(())),
            }
            read += 1;
        };
        self.advance(read);
        self.place = Place::Rows(next);
        found
    }

    fn broken(&self, expected: &'static str) -> Found<T> {
        let place = format!("{}[{}]", self.member, self.rows);
        Found::Broken(DecodeError::new(place, expected))
    }

    fn row(&mut self, next: Next, complete: bool) -> Option<Found<T>> {
        let (mut text, mut extent) = match self.begun.take() {
            Some(begun) => begun,
            None => {
                match self.gap(next, complete) {
                    Ok(Some(())) => {}
                    Ok(None) => {
                        self.shell.text.push(b']');
                        self.place = Place::After(Extent {
                            depth: usize::from(self.shell.object),
                            text: Text::Outside,
                        });
                        return None;
                    }
                    Err(found) => return Some(found),
                }
                if let Some((row, length)) = self.here() {
                    self.advance(length);
                    return Some(self.found(Ok(row)));
                }
                Default::default()
            }
        };
        let (member, number) = (self.member, self.rows);
        let place = || format!("{member}[{number}]");
        let Some(length) = extent.end(&self.text) else {
            text.extend_from_slice(&self.text);
            self.text.clear();
            if text.len() > LARGEST_ROW {
                return Some(Found::Broken(DecodeError::new(place(), SMALLER_ROW)));
            }
            self.begun = Some((text, extent));
            return Some(match complete {
                true => Found::CutShort,
                false => Found::Unfinished,
            });
        };
        text.extend(self.text.iter().take(length));
        self.advance(length);
        let row = T::from_json(&text).map_err(|error| error.below(&place()));
        Some(self.found(row))
    }

    fn found(&mut self, row: Result<T, DecodeError>) -> Found<T> {
        self.rows += 1;
        self.place = Place::Rows(Next::Comma);
        Found::Row(row)
    }

    /// Nothing behind the rows is of interest, as long as it is what belongs there.
    fn after(&mut self, complete: bool) -> Option<Found<T>> {
        let Place::After(extent) = &mut self.place else {
            return None;
        };
        let end = match extent.depth {
            0 => Some(0),
            _ => extent.end(&self.text),
        };
        let length = end.unwrap_or(self.text.len());
        self.shell.text.extend_from_slice(&self.text[..length]);
        self.advance(length);
        if end.is_some() {
            if !self.shell.is_sound(b"", self.member) {
                return Some(Found::Broken(self.object_expected()));
            }
            self.place = Place::Closed(0);
            return None;
        }
        if self.shell.text.len() > LARGEST_PRELUDE + LARGEST_TAIL {
            let expected = "an end within 64 KiB behind the rows";
            return Some(Found::Broken(DecodeError::new(".", expected)));
        }
        Some(match complete {
            true => Found::CutShort,
            false => Found::Unfinished,
        })
    }

    fn closed(&mut self, complete: bool) -> Found<T> {
        let Place::Closed(blanks) = &mut self.place else {
            return Found::End;
        };
        if !self.text.iter().all(u8::is_ascii_whitespace) {
            return Found::Broken(DecodeError::new(".", "nothing behind the end"));
        }
        *blanks += self.text.len();
        let enough = complete || *blanks > LARGEST_TAIL;
        self.text.clear();
        match enough {
            true => Found::End,
            false => Found::Closed,
        }
    }

    fn object_expected(&self) -> DecodeError {
        let expected = "a JSON object that has the rows once, and nothing that is not JSON";
        DecodeError::new(".", expected)
    }

    fn array_expected(&self) -> DecodeError {
        DecodeError::new(self.member, "an array of rows")
    }
}
