//! The rows of a JSON text, each decoded as soon as it is there.

use std::marker::PhantomData;

use bytes::{Buf, Bytes, BytesMut};
use ping_models::{DecodeError, Row};

use super::{Found, LARGEST_ROW};

/// Reads rows out of chunks of a JSON text.
///
/// A row is decoded where it lies in its chunk. Only where that fails, because the row goes on in
/// the next chunk or is broken, is its end looked for.
pub(super) struct JsonRows<T> {
    member: &'static str,
    place: Place,
    /// What has not been read yet.
    text: Bytes,
    /// The row whose end is not there yet, and how far its end was looked for.
    partial: Option<Extent>,
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
    seen: usize,
    depth: usize,
    text: Text,
}

impl Extent {
    /// The length of the value at the beginning of `text`, once its end is there.
    fn end(&mut self, text: &[u8]) -> Option<usize> {
        while let Some(byte) = text.get(self.seen) {
            let before = self.text;
            self.text = before.step(*byte);
            if before == Text::Outside && self.text == Text::Outside {
                match byte {
                    b'{' | b'[' => self.depth += 1,
                    // Of a number or a word that has no bracket of its own.
                    b'}' | b']' | b',' if self.depth == 0 => return Some(self.seen),
                    b'}' | b']' => self.depth -= 1,
                    _ => {}
                }
            }
            self.seen += 1;
            let closed = self.text == Text::Outside && matches!(byte, b'}' | b']' | b'"');
            if closed && self.depth == 0 {
                return Some(self.seen);
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
            partial: None,
            rows: 0,
            row: PhantomData,
        }
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        if self.text.is_empty() {
            self.text = chunk;
            return;
        }
        let mut joined = BytesMut::with_capacity(self.text.len() + chunk.len());
        joined.extend_from_slice(&self.text);
        joined.extend_from_slice(&chunk);
        self.text = joined.freeze();
    }

    pub(super) fn next(&mut self, complete: bool) -> Found<T> {
        if let Place::Before(prelude) = &mut self.place {
            match prelude.read(&mut self.text, self.member) {
                Some(Ok(())) => self.place = Place::Rows,
                Some(Err(error)) => return Found::Broken(error),
                None if complete => return Found::CutShort,
                None => return Found::Unfinished,
            }
        }
        if matches!(self.place, Place::Rows) {
            return self.row(complete);
        }
        // Nothing behind the rows is of interest, but it may still be coming.
        self.text.clear();
        if complete {
            Found::End
        } else {
            Found::Unfinished
        }
    }

    fn row(&mut self, complete: bool) -> Found<T> {
        if self.partial.is_none() {
            let gap = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
            let skipped = self.text.iter().take_while(|byte| gap(byte)).count();
            self.text.advance(skipped);
            match self.text.first() {
                Some(b']') => {
                    self.place = Place::After;
                    self.text.clear();
                    return if complete {
                        Found::End
                    } else {
                        Found::Unfinished
                    };
                }
                Some(b'}') => return Found::Broken(self.array_expected()),
                Some(_) => {}
                None if complete => return Found::CutShort,
                None => return Found::Unfinished,
            }
            let mut values = serde_json::Deserializer::from_slice(&self.text).into_iter::<T>();
            if let Some(Ok(row)) = values.next() {
                let length = values.byte_offset();
                self.text.advance(length);
                self.rows += 1;
                return Found::Row(Ok(row));
            }
        }
        let extent = self.partial.get_or_insert_default();
        let Some(length) = extent.end(&self.text) else {
            if self.text.len() > LARGEST_ROW {
                let place = format!("{}[{}]", self.member, self.rows);
                return Found::Broken(DecodeError::new(place, "a row of 1 MiB at most"));
            }
            return if complete {
                Found::CutShort
            } else {
                Found::Unfinished
            };
        };
        self.partial = None;
        let row = self.text.split_to(length);
        let place = format!("{}[{}]", self.member, self.rows);
        self.rows += 1;
        Found::Row(T::from_json(&row).map_err(|error| error.below(&place)))
    }

    fn array_expected(&self) -> DecodeError {
        DecodeError::new(self.member, "an array of rows")
    }
}

impl Prelude {
    /// Reads up to the first bracket of the array; `None` where it has not come yet.
    fn read(&mut self, text: &mut Bytes, member: &str) -> Option<Result<(), DecodeError>> {
        let mut read = 0;
        let mut found = None;
        for byte in text.iter() {
            read += 1;
            found = self.step(*byte, member);
            if found.is_some() {
                break;
            }
        }
        text.advance(read);
        found
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
