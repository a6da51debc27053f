//! Reads a body that belongs to no table, with a detail for each member that is wrong.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

use crate::wire::response::Detail;

/// An object of the body, where it stands, and what was wrong so far.
pub(crate) struct Fields<'a, 'w> {
    members: &'a Map<String, Value>,
    prefix: String,
    wrong: &'w mut Vec<Detail>,
}

impl<'a, 'w> Fields<'a, 'w> {
    /// The body itself.
    pub(crate) fn of(members: &'a Map<String, Value>, wrong: &'w mut Vec<Detail>) -> Self {
        Self { members, prefix: String::new(), wrong }
    }

    /// Reads an object with `read` where the member is there; null counts as absent.
    pub(crate) fn object<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Fields<'a, '_>) -> T,
    ) -> Option<T> {
        let prefix = format!("{}.", self.target(name));
        match self.members.get(name)? {
            Value::Null => None,
            Value::Object(members) => {
                Some(read(&mut Fields { members, prefix, wrong: self.wrong }))
            }
            _ => {
                self.invalid(name, "The value must be an object.");
                None
            }
        }
    }

    /// A text that is not empty.
    pub(crate) fn text(&mut self, name: &str) -> Option<&'a str> {
        match self.members.get(name)? {
            Value::String(text) if !text.is_empty() => Some(text),
            Value::String(_) => {
                self.wrong(name, Detail::empty());
                None
            }
            Value::Null => None,
            _ => {
                self.invalid(name, "The value must be a string.");
                None
            }
        }
    }

    /// A whole number in this range.
    pub(crate) fn number(&mut self, name: &str, range: RangeInclusive<u64>) -> Option<u64> {
        let value = self.members.get(name).filter(|value| !value.is_null())?;
        match value.as_u64() {
            Some(number) if range.contains(&number) => Some(number),
            Some(_) => {
                let detail = Detail::out_of_range(*range.start(), *range.end());
                self.wrong(name, detail);
                None
            }
            None => {
                self.invalid(name, "The value must be a whole number.");
                None
            }
        }
    }

    /// An array of texts that are not empty.
    pub(crate) fn texts(&mut self, name: &str) -> Option<Vec<&'a str>> {
        let value = self.members.get(name).filter(|value| !value.is_null())?;
        let items = value.as_array().filter(|items| !items.is_empty());
        let texts: Option<Vec<&str>> =
            items.and_then(|items| items.iter().map(Value::as_str).collect());
        if texts.is_none() {
            self.invalid(name, "The value must be an array of strings.");
        }
        texts
    }

    /// Whether the member is there and not null.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.get(name).is_some_and(|value| !value.is_null())
    }

    /// The names of the members.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a String> + use<'a> {
        self.members.keys()
    }

    /// Refuses the body where the member is absent.
    pub(crate) fn require(&mut self, name: &str) {
        if !self.has(name) {
            self.missing(name);
        }
    }

    /// Refuses the body for want of a member.
    pub(crate) fn missing(&mut self, name: &str) {
        self.wrong(name, Detail::required());
    }

    /// Refuses a member for what it is.
    pub(crate) fn invalid(&mut self, name: &str, why: &str) {
        self.wrong(name, Detail::invalid(why));
    }

    /// Refuses a member.
    pub(crate) fn wrong(&mut self, name: &str, detail: Detail) {
        let target = self.target(name);
        self.wrong.push(detail.target(target));
    }

    fn target(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

/// Whether a text is base64 with something in it.
pub(crate) fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok_and(|bytes| !bytes.is_empty())
}
