//! The rows of a JSON text, each decoded as soon as it is there.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use bytes::{Buf, Bytes};
use ping_models::{DecodeError, Row};
use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};

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

/// The text around the rows, which is a JSON text of its own: what is garbage there, or names the
/// rows twice, tells a file that is not to be trusted.
#[derive(Default)]
struct Shell {
    text: Vec<u8>,
    /// Whether the array is a member, and not the text itself.
    object: bool,
}

impl Shell {
    /// Whether the text is JSON, once `end` is behind it, with the array where it should be.
    fn is_sound(&self, end: &[u8], member: &str) -> bool {
        let text = [&self.text, end].concat();
        if !self.object {
            return serde_json::from_slice::<[IgnoredAny; 0]>(&text).is_ok();
        }
        let mut reader = serde_json::Deserializer::from_slice(&text);
        let names = reader.deserialize_map(Names(member));
        names.is_ok_and(|times| times == 1) && reader.end().is_ok()
    }
}

/// How often an object has a member of this name.
struct Names<'a>(&'a str);

impl<'de> Visitor<'de> for Names<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
        let mut times = 0;
        while let Some((name, _)) = map.next_entry::<Cow<'_, str>, IgnoredAny>()? {
            times += usize::from(name == self.0);
        }
        Ok(times)
    }
}

/// What was seen of the text before the array.
#[derive(Default)]
struct Prelude {
    depth: usize,
    text: Text,
    /// The last text at depth 1, which names a member where a colon follows.
    name: Vec<u8>,
    named: bool,
    begun: bool,
}

/// Whether a place is inside of a text.
#[derive(Clone, Copy, Default, PartialEq)]
enum Text {
    #[default]
    Outside,
    Inside,
    /// Behind a backslash.
    Escaped,
}

impl Text {
    fn step(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Outside, b'"') => Self::Inside,
            (Self::Outside, _) | (Self::Inside, b'"') => Self::Outside,
            (Self::Inside, b'\\') => Self::Escaped,
            (Self::Inside | Self::Escaped, _) => Self::Inside,
        }
    }
}

/// How far a value has been followed.
#[derive(Default)]
struct Extent {
    depth: usize,
    text: Text,
}

impl Extent {
    /// Follows the value through more text, up to its end where that is there.
    fn end(&mut self, text: &[u8]) -> Option<usize> {
        for (index, byte) in text.iter().enumerate() {
            let before = self.text;
            self.text = before.step(*byte);
            if before == Text::Outside && self.text == Text::Outside {
                match byte {
                    b'{' | b'[' => self.depth += 1,
                    // Of a number or a word that has no bracket of its own.
                    b'}' | b']' | b',' if self.depth == 0 => return Some(index),
                    b'}' | b']' => self.depth -= 1,
                    _ => {}
                }
            }
            let closed = self.text == Text::Outside && matches!(byte, b'}' | b']' | b'"');
            if closed && self.depth == 0 {
                return Some(index + 1);
            }
        }
        None
    }
}

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

impl Prelude {
    /// Reads up to the first bracket of the array, if it is there, and says how much it read.
    fn read(&mut self, text: &[u8], member: &str) -> (Option<Result<(), DecodeError>>, usize) {
        for (index, byte) in text.iter().enumerate() {
            let found = self.step(*byte, member);
            if found.is_some() {
                return (found, index + 1);
            }
        }
        (None, text.len())
    }

    fn step(&mut self, byte: u8, member: &str) -> Option<Result<(), DecodeError>> {
        let before = self.text;
        self.text = before.step(byte);
        if self.text != Text::Outside || before != Text::Outside {
            if self.depth == 1 {
                self.note(before, byte);
            }
            return None;
        }
        let expected = |what: &str| Some(Err(DecodeError::new(member, what)));
        match byte {
            b'[' if self.depth == 0 || self.depth == 1 && self.is_of(member) => Some(Ok(())),
            b'{' | b'[' => {
                self.begun = true;
                self.depth += 1;
                None
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.named = false;
                if self.depth == 0 {
                    return expected("an array of rows");
                }
                None
            }
            b':' if self.depth == 1 => {
                self.named = true;
                None
            }
            b',' if self.depth == 1 => {
                self.named = false;
                None
            }
            // A byte order mark may come first.
            _ if self.begun || byte.is_ascii_whitespace() || byte >= 0x80 => None,
            _ => Some(Err(DecodeError::new(".", "a JSON object with rows"))),
        }
    }

    /// Keeps the last text of depth 1, as far as it could be a member's name.
    fn note(&mut self, before: Text, byte: u8) {
        if before == Text::Outside {
            if !self.named {
                self.name.clear();
            }
        } else if self.text != Text::Outside && !self.named && self.name.len() < 64 {
            self.name.push(byte);
        }
    }

    fn is_of(&self, member: &str) -> bool {
        self.named && self.name == member.as_bytes()
    }
}
