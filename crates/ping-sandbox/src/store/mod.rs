//! Tables: what a resource is, is declared ([`schema`]), and create, read, list, replace, merge
//! and delete follow from the declaration.

mod activities;
mod among;
mod body;
mod caller;
mod characters;
mod filter;
mod forms;
mod member;
mod page;
mod remove;
pub(crate) mod schema;
mod secrets;
mod sent;
mod show;
mod table;
#[cfg(test)]
mod tests;
mod walk;
mod write;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    base::{
        limits::{Kept, Recent},
        random::Random,
        timestamp::Timestamp,
    },
    wire::response::{Failure, not_found},
};

use crate::store::activities::Activity;
use crate::store::schema::{Draft, Schema};
use crate::store::secrets::Secrets;
use crate::store::table::Table;

pub(crate) use crate::store::activities::{AskedActivities, Change};
pub(crate) use crate::store::among::Memberships;
pub(crate) use crate::store::body::Mode;
pub(crate) use crate::store::caller::{Caller, Held};
pub(crate) use crate::store::characters::Characters;
pub(crate) use crate::store::filter::{Attribute, Filter, Op};
pub(crate) use crate::store::page::{LIMIT, Query, page};
pub(crate) use crate::store::remove::Gone;
pub(crate) use crate::store::sent::Sent;
pub(crate) use crate::store::show::Shown;
pub(crate) use crate::store::table::Entry;

/// So many rows the tables of an environment take from callers, so that no client can make them
/// grow for ever.
const ROWS: usize = 100_000;

/// The tables of an environment or an organization.
pub(crate) struct Store {
    /// By the name of the resource and the id of the row that they are below.
    tables: BTreeMap<&'static str, BTreeMap<String, Table>>,
    last: u64,
    /// How many rows there are, and how many callers may make.
    rows: usize,
    most: usize,
    ids: Random,
    activities: Recent<Activity>,
    /// How many there were.
    recorded: u64,
    activity_ids: Random,
    secrets: Secrets,
}

/// Who asks for something, when, and where.
pub(crate) struct Asked<'a> {
    pub(crate) now: Timestamp,
    /// What the rows belong to.
    pub(crate) owner: Option<Owner>,
    /// The URL that the lists are below.
    pub(crate) url: &'a str,
    /// The license of the environment.
    pub(crate) license: &'a Value,
    /// The client.
    pub(crate) actor: &'a str,
    pub(crate) caller: Caller<'a>,
    /// The id of the answer.
    pub(crate) correlation_id: &'a str,
}

/// An environment or organization.
pub(crate) struct Owner {
    /// `environment` or `organization`.
    pub(crate) noun: &'static str,
    pub(crate) id: String,
    pub(crate) url: String,
}

impl Store {
    /// Without rows; `random` is for the ids.
    pub(crate) fn new(random: Random, kept: Kept) -> Self {
        Self {
            tables: BTreeMap::new(),
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

    fn table(&self, schema: &Schema, parent: &str) -> Option<&Table> {
        self.tables.get(schema.name)?.get(parent)
    }

    fn table_mut(&mut self, schema: &'static Schema, parent: &str) -> &mut Table {
        let tables = self.tables.entry(schema.name).or_default();
        tables.entry(parent.to_owned()).or_insert_with(|| Table::new(schema))
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

    /// The row with that id.
    pub(crate) fn row(&self, schema: &Schema, parent: &str, id: &str) -> Option<&Entry> {
        self.table(schema, parent)?.get(id)
    }

    /// The row with that id, in whichever list it is.
    fn anywhere(&self, schema: &Schema, id: &str) -> Option<&Entry> {
        self.tables.get(schema.name)?.values().find_map(|table| table.get(id))
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
        let table = self.table(from, "");
        table.into_iter().flat_map(|table| table.referring(to, id).collect::<Vec<_>>())
    }

    /// How many rows of `from` refer to a row of `to`.
    pub(crate) fn count_referring(&self, from: &Schema, to: &Schema, id: &str) -> usize {
        self.table(from, "").map_or(0, |table| table.count_referring(to, id))
    }

    /// Makes a row of a sound body that the service itself brings; its `id` is drawn unless the
    /// body has one. Returns the id.
    pub(crate) fn plant(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        body: &Value,
        now: Timestamp,
    ) -> String {
        let empty = Map::new();
        let sent = body.as_object().unwrap_or(&empty);
        let mut wrong = Vec::new();
        let mut new = body::read(Some(self), Mode::Plant, schema.members, sent, None, &mut wrong);
        let license = Value::Null;
        let mut draft =
            Draft { sent, old: None, new: &mut new, license: &license, parent, caller: None };
        (schema.hooks.check)(self, &mut draft, &mut wrong);
        debug_assert!(wrong.is_empty(), "{wrong:?}");
        let id = match sent.get("id").and_then(Value::as_str) {
            Some(id) => id.to_owned(),
            None => self.ids.uuid(),
        };
        self.insert(schema, parent, new, id.clone(), now);
        id
    }

    /// The id of the only row of settings, which are made where there are none yet.
    pub(crate) fn settings(&mut self, schema: &'static Schema, now: Timestamp) -> String {
        let row = self.rows(schema, "").next();
        match row.map(|row| row.id().to_owned()) {
            Some(id) => id,
            None => self.plant(schema, "", &Value::Object(Map::new()), now),
        }
    }

    /// Puts the defaults in the place of settings.
    pub(crate) fn reset(&mut self, schema: &'static Schema, asked: &Asked<'_>) -> String {
        let id = self.settings(schema, asked.now);
        let taken = self.table_mut(schema, "").take(&id);
        self.rows -= usize::from(taken.is_some());
        let id = self.plant(schema, "", &serde_json::json!({ "id": id }), asked.now);
        self.record(schema, "", &id, "UPDATED", asked);
        id
    }

    fn insert(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        mut members: Map<String, Value>,
        id: String,
        now: Timestamp,
    ) {
        self.last += 1;
        self.rows += 1;
        members.insert("id".to_owned(), id.into());
        members.insert("createdAt".to_owned(), now.iso().into());
        members.insert("updatedAt".to_owned(), now.iso().into());
        let row = Entry { sequence: self.last, body: members.into() };
        if (schema.hooks.has_secret)(&row) {
            self.secrets.draw(schema, row.id(), None);
        }
        self.table_mut(schema, parent).put(row);
    }
}
