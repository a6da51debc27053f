//! The rows of one list, and what they are found by.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::store::{entry::Entry, filter::Filter};

/// No two rows of a list have the same values of all these members.
pub(crate) struct Unique {
    /// Dotted; what a row lacks counts as empty.
    pub(crate) key: &'static [&'static str],
    /// Which of them an error names.
    pub(crate) target: &'static str,
    /// Whether upper and lower case differ.
    pub(crate) exact: bool,
}

/// The rows of one list.
pub(super) struct Table {
    unique: &'static [Unique],
    rows: BTreeMap<u64, Entry>,
    ids: BTreeMap<String, u64>,
    /// For each of the resource's keys.
    keys: Vec<BTreeMap<Vec<String>, u64>>,
}

impl Table {
    pub(super) fn new(unique: &'static [Unique]) -> Self {
        Self {
            unique,
            rows: BTreeMap::new(),
            ids: BTreeMap::new(),
            keys: unique.iter().map(|_| BTreeMap::new()).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// In the order of their creation.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.rows.values()
    }

    /// The row with that sequence.
    pub(super) fn at(&self, sequence: u64) -> Option<&Entry> {
        self.rows.get(&sequence)
    }

    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        self.rows.get(self.ids.get(id)?)
    }

    /// The row that has the same values of the resource's key at `at` as `body`.
    pub(super) fn with_key(&self, at: usize, body: &Value) -> Option<&Entry> {
        let values = key(self.unique.get(at)?, body)?;
        self.rows.get(self.keys.get(at)?.get(&values)?)
    }

    /// The row that alone can pass a filter, by its id or a key of one member; `None` where many
    /// can.
    pub(super) fn only(&self, filter: &Filter) -> Option<Option<&Entry>> {
        if let Some(id) = filter.exact("id") {
            return Some(self.get(&id.to_lowercase()));
        }
        let mut keys = self.unique.iter().zip(&self.keys);
        keys.find_map(|(unique, index)| match unique.key {
            [member] if !unique.exact => {
                let key = vec![fold(false, filter.exact(member)?)];
                Some(index.get(&key).and_then(|sequence| self.rows.get(sequence)))
            }
            _ => None,
        })
    }

    /// The rows of which the first member of the key at `at` has this value.
    pub(super) fn with_first<'a>(
        &'a self,
        at: usize,
        value: &str,
    ) -> impl Iterator<Item = &'a Entry> {
        let exact = self.unique.get(at).is_some_and(|one| one.exact);
        let first = fold(exact, value);
        let from = vec![first.clone()];
        let found = self.keys.get(at).into_iter();
        found
            .flat_map(move |index| index.range(from.clone()..))
            .take_while(move |(key, _)| key.first() == Some(&first))
            .filter_map(|(_, sequence)| self.rows.get(sequence))
    }

    /// Puts a row in the place of the one with its id, or at the end.
    pub(super) fn put(&mut self, row: Entry) {
        self.take(row.id());
        self.ids.insert(row.id().to_owned(), row.sequence);
        for (unique, index) in self.unique.iter().zip(&mut self.keys) {
            if let Some(key) = key(unique, &row.body) {
                index.insert(key, row.sequence);
            }
        }
        self.rows.insert(row.sequence, row);
    }

    pub(super) fn take(&mut self, id: &str) -> Option<Entry> {
        let row = self.rows.remove(&self.ids.remove(id)?)?;
        for (unique, index) in self.unique.iter().zip(&mut self.keys) {
            if let Some(key) = key(unique, &row.body) {
                index.remove(&key);
            }
        }
        Some(row)
    }
}

fn fold(exact: bool, value: &str) -> String {
    if exact { value.to_owned() } else { value.to_lowercase() }
}

/// The values that a row has of a key; `None` where it lacks the first.
fn key(unique: &Unique, body: &Value) -> Option<Vec<String>> {
    let value = |path: &&str| {
        let mut names = path.split('.');
        let value = names.try_fold(body, |value, name| value.get(name));
        match value {
            Some(Value::String(text)) => fold(unique.exact, text),
            Some(Value::Bool(true)) => true.to_string(),
            _ => String::new(),
        }
    };
    let values: Vec<String> = unique.key.iter().map(value).collect();
    values.first().is_some_and(|first| !first.is_empty()).then_some(values)
}
