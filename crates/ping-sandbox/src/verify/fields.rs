//! Reading the members of a request's body, with a detail for each that is wrong.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

use crate::response::Detail;

/// An object of the body, where it stands, and what was wrong so far.
pub(super) struct Fields<'a, 'w> {
    members: &'a Map<String, Value>,
    prefix: String,
    wrong: &'w mut Vec<Detail>,
}

impl<'a, 'w> Fields<'a, 'w> {
    /// The body itself.
    pub(super) fn of(members: &'a Map<String, Value>, wrong: &'w mut Vec<Detail>) -> Self {
        Self {
            members,
            prefix: String::new(),
            wrong,
        }
    }

    /// Reads an object with `read` where the member is there; null counts as absent.
    pub(super) fn object<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Fields<'a, '_>) -> T,
    ) -> Option<T> {
        let prefix = format!("{}.", self.target(name));
        match self.members.get(name)? {
            Value::Null => None,
            Value::Object(members) => Some(read(&mut Fields {
                members,
                prefix,
                wrong: self.wrong,
            })),
            _ => {
                self.invalid(name, "The value must be an object.");
                None
            }
        }
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, name: &str) -> Option<&'a str> {
        match self.members.get(name)? {
            Value::String(text) if !text.is_empty() => Some(text),
            Value::String(_) => {
                let detail = Detail::new("EMPTY_VALUE", "The value must not be empty.");
                self.wrong(name, detail);
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
    pub(super) fn number(&mut self, name: &str, range: RangeInclusive<u64>) -> Option<u64> {
        let value = self.members.get(name).filter(|value| !value.is_null())?;
        match value.as_u64() {
            Some(number) if range.contains(&number) => Some(number),
            Some(_) => {
                let detail = Detail::new("OUT_OF_RANGE", "The value is out of its range.")
                    .inner("rangeMinimumValue", *range.start())
                    .inner("rangeMaximumValue", *range.end());
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
    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<&'a str>> {
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
    pub(super) fn has(&self, name: &str) -> bool {
        self.members.get(name).is_some_and(|value| !value.is_null())
    }

    /// The names of the members.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a String> + use<'a> {
        self.members.keys()
    }

    /// Refuses the body where the member is absent.
    pub(super) fn require(&mut self, name: &str) {
        if !self.has(name) {
            self.missing(name);
        }
    }

    /// Refuses the body for want of a member.
    pub(super) fn missing(&mut self, name: &str) {
        self.wrong(name, Detail::new("REQUIRED_VALUE", "A value is required."));
    }

    /// Refuses a member for what it is.
    pub(super) fn invalid(&mut self, name: &str, why: &str) {
        self.wrong(name, Detail::new("INVALID_VALUE", why));
    }

    /// Refuses a member.
    pub(super) fn wrong(&mut self, name: &str, detail: Detail) {
        let target = self.target(name);
        self.wrong.push(detail.target(target));
    }

    fn target(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

/// Whether a text is base64 with something in it.
pub(super) fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok_and(|bytes| !bytes.is_empty())
}
