//! Where in a JSON text a decoder stopped: one walk of the text that knows no types.

use std::fmt::Write as _;
use std::ops::Range;

use serde::de::IgnoredAny;

use crate::escaping::escaped;

/// About so many bytes of a path or an expectation are told.
pub(crate) const LONGEST: usize = 256;

/// About so many bytes of a member's name are told.
const LONGEST_NAME: usize = 64;

/// So many levels are told, as many as are decoded.
const DEEPEST: usize = 128;

/// Why a decoder stopped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// For the kind of a value: behind it, or in front of an array or object.
    Kind,
    /// For a value that was read, or for what is missing in it: behind it.
    Value,
    /// Because the text is no JSON.
    Syntax,
}

/// The byte at a line and a column as serde_json counts them: in bytes.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    before.map(str::len).sum::<usize>() + column
}

/// The place at which a decoder stopped, `.` for the whole; `None` where the whole had ended.
pub(crate) fn find(text: &str, at: usize, why: Stop) -> Option<String> {
    let mut walk = Walk { text: text.as_bytes(), at: 0, levels: Vec::new() };
    walk.find(at, why).then(|| walk.path(text))
}

/// The text with escapes for what acts on a terminal or a log, and cut where it is long.
pub(crate) fn presentable(text: &str, longest: usize) -> String {
    let text = escaped(text);
    let mut places = text.char_indices().map(|(at, _)| at);
    match places.find(|at| *at >= longest) {
        Some(end) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// An array or object on the way, and the item or member in it; `None` for itself.
enum Level {
    Array(Option<usize>),
    /// The name with its quotes.
    Object(Option<Range<usize>>),
}

/// What comes next.
#[derive(Clone, Copy)]
enum Next {
    /// A value, or the end of an array.
    Value,
    /// A name, or the end of an object.
    Name,
    /// A comma or an end.
    Behind,
}

struct Walk<'a> {
    text: &'a [u8],
    at: usize,
    levels: Vec<Level>,
}

impl Walk<'_> {
    /// Walks until the decoder's stop, or until the text is no JSON; whether that is in the value.
    fn find(&mut self, stop: usize, why: Stop) -> bool {
        let is_passed = |at| match why {
            Stop::Syntax => at > stop,
            Stop::Kind | Stop::Value => at >= stop,
        };
        let mut next = Next::Value;
        loop {
            self.run(|byte| byte.is_ascii_whitespace());
            let byte = self.text.get(self.at);
            next = match (next, byte) {
                (Next::Value | Next::Behind, Some(b']'))
                | (Next::Name | Next::Behind, Some(b'}'))
                    if self.levels.pop().is_some() =>
                {
                    self.at += 1;
                    Next::Behind
                }
                (Next::Behind, _) if self.levels.is_empty() => return false,
                _ if self.at >= stop => {
                    self.stopped(next, why);
                    return true;
                }
                (Next::Value, Some(b'{')) if self.levels.len() < DEEPEST => {
                    self.at += 1;
                    self.levels.push(Level::Object(None));
                    Next::Name
                }
                (Next::Value, Some(b'[')) if self.levels.len() < DEEPEST => {
                    self.at += 1;
                    self.levels.push(Level::Array(Some(0)));
                    Next::Value
                }
                (Next::Value, Some(_)) if self.value(stop, why) => Next::Behind,
                (Next::Name, Some(b'"')) => {
                    let begin = self.at;
                    self.string();
                    let name = begin..self.at;
                    self.run(|byte| byte.is_ascii_whitespace());
                    if self.text.get(self.at) != Some(&b':') {
                        return true;
                    }
                    self.at += 1;
                    self.inside(Some(name));
                    Next::Value
                }
                (Next::Behind, Some(b',')) => {
                    self.at += 1;
                    self.further()
                }
                _ => {
                    self.stopped(next, why);
                    return true;
                }
            };
            if matches!(next, Next::Behind) && is_passed(self.at) {
                return true;
            }
        }
    }

    /// Walks over bytes; whether there were any.
    fn run(&mut self, is_in: impl Fn(&u8) -> bool) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let bytes = rest.iter().take_while(|byte| is_in(byte)).count();
        self.at += bytes;
        bytes > 0
    }

    /// Walks over a text; whether it ends.
    fn string(&mut self) -> bool {
        self.at += 1;
        loop {
            self.run(|byte| !matches!(byte, b'"' | b'\\'));
            match self.text.get(self.at) {
                Some(b'\\') => self.at += 2,
                Some(_) => {
                    self.at += 1;
                    return true;
                }
                None => return false,
            }
        }
    }

    /// Walks over a value, or over what is below the levels that are told, as far as the stop.
    /// Whether it is one.
    fn value(&mut self, stop: usize, why: Stop) -> bool {
        let begin = self.at;
        let mut depth = 0_usize;
        loop {
            match self.text.get(self.at) {
                Some(b'"') => {
                    if !self.string() {
                        return false;
                    }
                }
                Some(b'[' | b'{') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b']' | b'}') if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                Some(b',' | b':') if depth > 0 => self.at += 1,
                Some(byte) if byte.is_ascii_whitespace() && depth > 0 => self.at += 1,
                Some(b'-' | b'0'..=b'9' | b'f' | b'n' | b't') => {
                    self.run(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte));
                }
                _ => return false,
            }
            if depth == 0 {
                let scalar = self.text.get(begin..self.at).unwrap_or_default();
                return why != Stop::Syntax || is_scalar(scalar);
            }
            if self.at >= stop {
                return true;
            }
        }
    }

    /// Takes note of a member.
    fn inside(&mut self, name: Option<Range<usize>>) {
        if let Some(Level::Object(member)) = self.levels.last_mut() {
            *member = name;
        }
    }

    /// On to the next item or member.
    fn further(&mut self) -> Next {
        match self.levels.last_mut() {
            Some(Level::Array(item)) => {
                *item = item.map(|item| item + 1);
                Next::Value
            }
            _ => {
                self.inside(None);
                Next::Name
            }
        }
    }

    /// Between two values: which one is meant, or what is around them.
    fn stopped(&mut self, next: Next, why: Stop) {
        match (self.levels.last_mut(), next, why) {
            // serde_json looks behind the comma of an array.
            (Some(Level::Array(item)), Next::Value, Stop::Value) => {
                *item = item.and_then(|item| item.checked_sub(1));
            }
            (Some(Level::Array(item)), Next::Behind, Stop::Syntax) => *item = None,
            (Some(Level::Object(name)), Next::Behind, Stop::Syntax) => *name = None,
            _ => {}
        }
    }

    fn path(&self, text: &str) -> String {
        let mut path = String::new();
        for level in &self.levels {
            match level {
                Level::Array(Some(item)) => {
                    let _ = write!(path, "[{item}]");
                }
                Level::Object(Some(name)) => {
                    let dot = if path.is_empty() { "" } else { "." };
                    let name = text.get(name.clone()).unwrap_or_default();
                    let name = serde_json::from_str(name).unwrap_or_else(|_| name.to_owned());
                    path.push_str(dot);
                    path.push_str(&presentable(&name, LONGEST_NAME));
                }
                Level::Array(None) | Level::Object(None) => {}
            }
        }
        match path.is_empty() {
            true => ".".to_owned(),
            false => path,
        }
    }
}

/// Whether a number, word or text is a whole one of JSON; arrays and objects are not looked into.
fn is_scalar(json: &[u8]) -> bool {
    match json.first() {
        Some(b'"') => serde_json::from_slice::<String>(json).is_ok(),
        Some(b'[' | b'{') => true,
        _ => serde_json::from_slice::<IgnoredAny>(json).is_ok(),
    }
}
