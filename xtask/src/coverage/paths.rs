//! Which members payloads have, and of which kinds.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
    /// A secret or personal value, of which only its place is left.
    Masked,
}

impl Kind {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(text) if text == "[redacted]" || text == "[personal]" => Self::Masked,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// Whether it says nothing of what the value is otherwise.
    fn is_open(self) -> bool {
        matches!(self, Self::Null | Self::Masked)
    }
}

/// The places in payloads as pointers, with `*` for the elements of an array.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths(BTreeMap<String, BTreeSet<Kind>>);

impl Paths {
    /// Adds a payload of PingOne, or what is inside PingID's envelope.
    pub(crate) fn add(&mut self, payload: &Value) {
        let inside = ["responseBody", "reqBody"]
            .iter()
            .find_map(|name| payload.get(name).filter(|value| value.is_object()));
        self.collect(inside.unwrap_or(payload), String::new());
    }

    fn collect(&mut self, value: &Value, path: String) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    self.collect(value, format!("{path}/{name}"));
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.collect(item, format!("{path}/*"));
                }
            }
            _ => {}
        }
        self.0.entry(path).or_default().insert(Kind::of(value));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The places that others lack, without those inside of them.
    pub(crate) fn beyond<'a>(&'a self, others: &'a Paths) -> impl Iterator<Item = &'a str> {
        let outside = |path: &str| path.rsplit_once('/').map(|(outside, _)| outside.to_owned());
        self.0.keys().map(String::as_str).filter(move |path| {
            !others.has(path) && outside(path).is_none_or(|outside| others.has(&outside))
        })
    }

    /// The places where these have another kind than the others ever do, with both.
    pub(crate) fn contradict<'a>(
        &'a self,
        others: &'a Paths,
    ) -> impl Iterator<Item = (&'a str, String)> {
        self.0.iter().filter_map(|(path, here)| {
            let there = others.0.get(path)?;
            if there.iter().all(|kind| kind.is_open()) {
                return None;
            }
            let strange: Vec<_> =
                here.iter().filter(|kind| !kind.is_open() && !there.contains(kind)).collect();
            (!strange.is_empty())
                .then(|| (path.as_str(), format!("{strange:?} instead of {there:?}")))
        })
    }

    /// What all of several payloads have.
    pub(crate) fn common(payloads: impl IntoIterator<Item = Paths>) -> Paths {
        let mut payloads = payloads.into_iter();
        let mut common = payloads.next().unwrap_or_default();
        for other in payloads {
            common.0.retain(|path, _| other.has(path));
        }
        common
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn paths(payloads: &[Value]) -> Paths {
        let mut paths = Paths::default();
        payloads.iter().for_each(|payload| paths.add(payload));
        paths
    }

    #[test]
    fn only_the_outermost_place_that_is_missing_is_named() {
        let full = paths(&[json!({"a": {"b": [{"c": 1}]}, "d": null})]);
        let poor = paths(&[json!({"a": {"b": []}})]);
        assert_eq!(full.beyond(&poor).collect::<Vec<_>>(), ["/a/b/*", "/d"]);
        assert_eq!(poor.beyond(&full).count(), 0);
        assert_eq!(full.beyond(&Paths::default()).collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn kinds_are_compared_where_both_say_one() {
        let documented = paths(&[json!({"a": 1, "b": null, "c": "x", "d": {}}), json!({"a": "1"})]);
        let recorded = paths(&[json!({"a": 2, "b": [], "c": true, "d": "[redacted]"})]);
        let found: Vec<_> = recorded.contradict(&documented).collect();
        assert_eq!(found, [("/c", "[Boolean] instead of {Text}".to_owned())]);
    }

    #[test]
    fn an_envelope_is_opened_once() {
        let paths = paths(&[json!({"responseBody": {"responseBody": {"a": 1}}})]);
        assert!(paths.has("/responseBody/a") && !paths.has("/a"));
    }

    #[test]
    fn what_all_payloads_have_is_common() {
        let each = [json!({"a": 1, "b": 1}), json!({"b": 1, "c": 1})];
        let common = Paths::common(each.map(|payload| paths(&[payload])));
        assert!(common.has("/b") && !common.has("/a") && !common.has("/c"));
    }
}
