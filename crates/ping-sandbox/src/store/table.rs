//! The rows of one list, and what they are found by.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::store::{
    filter::Filter,
    schema::{Member, Schema, Unique},
    walk::visit,
};

/// A row, as it is kept: its members, `id`, `createdAt` and `updatedAt`.
pub(crate) struct Entry {
    /// Grows with every creation: the order of lists, and what cursors point at.
    pub(super) sequence: u64,
    pub(crate) body: Value,
}

impl Entry {
    pub(crate) fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// A text member.
    pub(crate) fn text(&self, member: &str) -> Option<&str> {
        self.body.get(member)?.as_str()
    }

    /// The id that a reference holds.
    pub(crate) fn reference(&self, member: &str) -> Option<&str> {
        self.body.get(member)?.get("id")?.as_str()
    }
}

/// A reference from one row to another: the resource's name and the id.
type Reference = (&'static str, String);

/// The rows of one list.
pub(super) struct Table {
    pub(super) schema: &'static Schema,
    rows: BTreeMap<u64, Entry>,
    ids: BTreeMap<String, u64>,
    /// For each of the resource's keys.
    keys: Vec<BTreeMap<Vec<String>, u64>>,
    references: BTreeMap<Reference, BTreeSet<u64>>,
}

impl Table {
    pub(super) fn new(schema: &'static Schema) -> Self {
        Self {
            schema,
            rows: BTreeMap::new(),
            ids: BTreeMap::new(),
            keys: schema.unique.iter().map(|_| BTreeMap::new()).collect(),
            references: BTreeMap::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// In the order of their creation.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.rows.values()
    }

    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        self.rows.get(self.ids.get(id)?)
    }

    /// The row that has the same values of the resource's key at `at` as `body`.
    pub(super) fn with_key(&self, at: usize, body: &Value) -> Option<&Entry> {
        let values = key(self.schema.unique.get(at)?, body)?;
        self.rows.get(self.keys.get(at)?.get(&values)?)
    }

    /// The row that alone can pass a filter, by its id or a key of one member; `None` where many
    /// can.
    pub(super) fn only(&self, filter: &Filter) -> Option<Option<&Entry>> {
        if let Some(id) = filter.exact("id") {
            return Some(self.get(&id.to_lowercase()));
        }
        let mut keys = self.schema.unique.iter().zip(&self.keys);
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
        let exact = self.schema.unique.get(at).is_some_and(|one| one.exact);
        let first = fold(exact, value);
        let from = vec![first.clone()];
        let found = self.keys.get(at).into_iter();
        found
            .flat_map(move |index| index.range(from.clone()..))
            .take_while(move |(key, _)| key.first() == Some(&first))
            .filter_map(|(_, sequence)| self.rows.get(sequence))
    }

    /// The rows that refer to something.
    pub(super) fn referring<'a>(
        &'a self,
        to: &Schema,
        id: &str,
    ) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let found = self.references.get(&(to.name, id.to_owned()));
        let sequences = found.into_iter().flatten();
        sequences.filter_map(|sequence| self.rows.get(sequence))
    }

    /// How many rows refer to something.
    pub(super) fn count_referring(&self, to: &Schema, id: &str) -> usize {
        let found = self.references.get(&(to.name, id.to_owned()));
        found.map_or(0, BTreeSet::len)
    }

    /// Puts a row in the place of the one with its id, or at the end.
    pub(super) fn put(&mut self, row: Entry) {
        self.take(row.id());
        self.ids.insert(row.id().to_owned(), row.sequence);
        for (unique, index) in self.schema.unique.iter().zip(&mut self.keys) {
            if let Some(key) = key(unique, &row.body) {
                index.insert(key, row.sequence);
            }
        }
        for reference in references(self.schema.members, &row.body) {
            let rows = self.references.entry(reference).or_default();
            rows.insert(row.sequence);
        }
        self.rows.insert(row.sequence, row);
    }

    pub(super) fn take(&mut self, id: &str) -> Option<Entry> {
        let row = self.rows.remove(&self.ids.remove(id)?)?;
        for (unique, index) in self.schema.unique.iter().zip(&mut self.keys) {
            if let Some(key) = key(unique, &row.body) {
                index.remove(&key);
            }
        }
        for reference in references(self.schema.members, &row.body) {
            if let Some(rows) = self.references.get_mut(&reference) {
                rows.remove(&row.sequence);
                if rows.is_empty() {
                    self.references.remove(&reference);
                }
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
        fold(unique.exact, value.and_then(Value::as_str).unwrap_or_default())
    };
    let values: Vec<String> = unique.key.iter().map(value).collect();
    values.first().is_some_and(|first| !first.is_empty()).then_some(values)
}

/// All that a row refers to.
fn references(members: &'static [Member], body: &Value) -> Vec<Reference> {
    let mut found = Vec::new();
    visit(members, body, &mut |to, id, _| {
        found.push((to.name, id.to_owned()));
    });
    found
}
