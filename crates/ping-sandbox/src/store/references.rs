//! Who refers to whom.

use std::collections::{BTreeMap, BTreeSet};

/// A list: the name of its resource and the id of the row that it is below.
pub(super) type ListKey = (&'static str, String);

/// What is referred to: the name of its resource, and its id.
type Target = (&'static str, String);

/// The rows that refer to each row, by the list that they are in.
#[derive(Default)]
pub(super) struct References(BTreeMap<Target, BTreeMap<ListKey, BTreeSet<u64>>>);

impl References {
    /// A row of a list refers to something.
    pub(super) fn add(&mut self, to: Target, list: ListKey, row: u64) {
        self.0.entry(to).or_default().entry(list).or_default().insert(row);
    }

    /// It does no longer.
    pub(super) fn drop(&mut self, to: &Target, list: &ListKey, row: u64) {
        let Some(lists) = self.0.get_mut(to) else {
            return;
        };
        if let Some(rows) = lists.get_mut(list) {
            rows.remove(&row);
            if rows.is_empty() {
                lists.remove(list);
            }
        }
        if lists.is_empty() {
            self.0.remove(to);
        }
    }

    /// All that refer to something.
    pub(super) fn to(
        &self,
        name: &'static str,
        id: &str,
    ) -> impl Iterator<Item = (&ListKey, &BTreeSet<u64>)> {
        self.0.get(&(name, id.to_owned())).into_iter().flatten()
    }

    /// The rows of one list that refer to something.
    pub(super) fn of_list(
        &self,
        (from, parent): (&'static str, &str),
        (to, id): (&'static str, &str),
    ) -> Option<&BTreeSet<u64>> {
        self.0.get(&(to, id.to_owned()))?.get(&(from, parent.to_owned()))
    }
}
