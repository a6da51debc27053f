//! The tables of an environment or an organization, and how rows are found.

use std::collections::BTreeMap;

use crate::{
    base::{
        limits::{Kept, Recent},
        random::Random,
    },
    store::{
        activity::Activity, entry::Entry, references::References, schema::Schema, secret::Secrets,
        table::Table,
    },
    wire::response::{Failure, not_found},
};

/// So many rows the tables of an environment take from callers, so that no client can make them
/// grow for ever.
const ROWS: usize = 100_000;

/// The tables of an environment or an organization.
pub(crate) struct Store {
    /// By the name of the resource.
    pub(super) tables: BTreeMap<&'static str, Lists>,
    pub(super) references: References,
    pub(super) last: u64,
    /// How many rows there are, and how many callers may make.
    pub(super) rows: usize,
    pub(super) most: usize,
    pub(super) ids: Random,
    pub(super) activities: Recent<Activity>,
    /// How many there were.
    pub(super) recorded: u64,
    pub(super) activity_ids: Random,
    pub(super) secrets: Secrets,
}

/// The lists of resources of one name.
#[derive(Default)]
pub(super) struct Lists {
    /// By the id of the row that they are below; empty for what is below none.
    pub(super) lists: BTreeMap<String, List>,
    /// What each row is below, for those that are below one.
    pub(super) parents: BTreeMap<String, String>,
}

pub(super) struct List {
    pub(super) schema: &'static Schema,
    pub(super) table: Table,
}

impl Lists {
    /// The list below the row with that id.
    pub(super) fn below(&self, parent: &str) -> Option<&List> {
        self.lists.get(parent)
    }
}

impl Store {
    /// Without rows; `random` is for the ids.
    pub(crate) fn new(random: Random, kept: Kept) -> Self {
        Self {
            tables: BTreeMap::new(),
            references: References::default(),
            last: 0,
            rows: 0,
            most: ROWS,
            activity_ids: random.stream("activities"),
            secrets: Secrets::new(random.stream("secrets")),
            ids: random,
            activities: Recent::new(kept),
            recorded: 0,
        }
    }

    /// How many changes the audit tells of, also those that it has forgotten since.
    pub(crate) fn recorded(&self) -> u64 {
        self.recorded
    }

    /// A number that grows with every row that is made and every change that the audit tells of.
    pub(crate) fn growth(&self) -> u64 {
        self.last + self.recorded
    }

    pub(super) fn table(&self, schema: &Schema, parent: &str) -> Option<&Table> {
        Some(&self.tables.get(schema.name)?.below(parent)?.table)
    }

    /// The rows of a list, in the order of their creation.
    pub(crate) fn rows(
        &self,
        schema: &Schema,
        parent: &str,
    ) -> impl DoubleEndedIterator<Item = &Entry> {
        let table = self.table(schema, parent);
        table.into_iter().flat_map(Table::rows)
    }

    /// How many rows there are that are below none.
    pub(crate) fn count(&self, schema: &Schema) -> usize {
        self.table(schema, "").map_or(0, Table::len)
    }

    /// The row with that id.
    pub(crate) fn row(&self, schema: &Schema, parent: &str, id: &str) -> Option<&Entry> {
        self.table(schema, parent)?.get(id)
    }

    /// The row with that id, in whichever list it is.
    pub(super) fn anywhere(&self, schema: &Schema, id: &str) -> Option<&Entry> {
        let parents = &self.tables.get(schema.name)?.parents;
        self.row(schema, parents.get(id).map_or("", String::as_str), id)
    }

    /// The row with that id, or the documented 404.
    pub(crate) fn require(
        &self,
        schema: &Schema,
        parent: &str,
        id: &str,
    ) -> Result<&Entry, Failure> {
        self.row(schema, parent, id).ok_or_else(not_found)
    }

    /// The rows whose first key begins with this value.
    pub(crate) fn with_first_of_key<'a>(
        &'a self,
        schema: &Schema,
        value: &str,
    ) -> impl Iterator<Item = &'a Entry> {
        let table = self.table(schema, "");
        table.into_iter().flat_map(|table| table.with_first(0, value))
    }

    /// The rows of `from` that refer to a row of `to`.
    pub(crate) fn referring<'a>(
        &'a self,
        from: &Schema,
        to: &Schema,
        id: &str,
    ) -> impl Iterator<Item = &'a Entry> {
        let rows = self.references.of_list((from.name, ""), (to.name, id)).into_iter().flatten();
        let table = self.table(from, "");
        rows.filter_map(move |row| table?.at(*row))
    }

    /// How many rows of `from` refer to a row of `to`.
    pub(crate) fn count_referring(&self, from: &Schema, to: &Schema, id: &str) -> usize {
        let rows = self.references.of_list((from.name, ""), (to.name, id));
        rows.map_or(0, |rows| rows.len())
    }
}
