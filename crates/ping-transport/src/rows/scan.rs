//! Follows a JSON text byte by byte: to the array of rows, and to the end of a value.

use ping_models::DecodeError;

/// Whether a place is inside of a text.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum Text {
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
pub(super) struct Extent {
    pub(super) depth: usize,
    pub(super) text: Text,
}

impl Extent {
    /// Follows the value through more text, up to its end where that is there.
    pub(super) fn end(&mut self, text: &[u8]) -> Option<usize> {
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

/// What was seen of the text before the array.
#[derive(Default)]
pub(super) struct Prelude {
    pub(super) depth: usize,
    text: Text,
    /// The last text at depth 1, which names a member where a colon follows.
    name: Vec<u8>,
    named: bool,
    begun: bool,
}

impl Prelude {
    /// Reads up to the first bracket of the array, if it is there, and says how much it read.
    pub(super) fn read(
        &mut self,
        text: &[u8],
        member: &str,
    ) -> (Option<Result<(), DecodeError>>, usize) {
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
