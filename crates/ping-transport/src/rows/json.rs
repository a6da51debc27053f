//! The rows of a JSON text, each decoded as soon as it is there.

use std::marker::PhantomData;

use bytes::{Buf, Bytes};
use ping_models::{DecodeError, Row};

use super::{Found, LARGEST_ROW, SMALLER_ROW};

/// Reads rows out of chunks of a JSON text.
///
/// A row is decoded where it lies in its chunk. Only where that fails, because the row goes on in
/// the next chunk or is broken, is its end looked for.
pub(super) struct JsonRows<T> {
    member: &'static str,
    place: Place,
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
    /// Between two rows.
    Rows,
    /// Behind the array.
    After,
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
        if let Place::Before(prelude) = &mut self.place {
            let (found, length) = prelude.read(&self.text, self.member);
            self.advance(length);
            match found {
                Some(Ok(())) => self.place = Place::Rows,
                Some(Err(error)) => return Found::Broken(error),
                None if complete => return Found::CutShort,
                None => return Found::Unfinished,
            }
        }
        if matches!(self.place, Place::Rows) {
            return self.row(complete);
        }
        self.after(complete)
    }

    fn row(&mut self, complete: bool) -> Found<T> {
        let (mut text, mut extent) = match self.begun.take() {
            Some(begun) => begun,
            None => {
                let gap = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
                let skipped = self.text.iter().take_while(|byte| gap(byte)).count();
                self.advance(skipped);
                match self.text.first() {
                    Some(b']') => {
                        self.place = Place::After;
                        return self.after(complete);
                    }
                    Some(b'}') => return Found::Broken(self.array_expected()),
                    Some(_) => {}
                    None if complete => return Found::CutShort,
                    None => return Found::Unfinished,
                }
                if let Some((row, length)) = self.here() {
                    self.advance(length);
                    self.rows += 1;
                    return Found::Row(Ok(row));
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
                return Found::Broken(DecodeError::new(place(), SMALLER_ROW));
            }
            self.begun = Some((text, extent));
            return if complete {
                Found::CutShort
            } else {
                Found::Unfinished
            };
        };
        text.extend(self.text.iter().take(length));
        self.advance(length);
        let row = T::from_json(&text).map_err(|error| error.below(&place()));
        self.rows += 1;
        Found::Row(row)
    }

    /// Nothing behind the rows is of interest, but it may still be coming.
    fn after(&mut self, complete: bool) -> Found<T> {
        self.text.clear();
        if complete {
            Found::End
        } else {
            Found::Unfinished
        }
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
