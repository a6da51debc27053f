//! Puts rows into their lists and takes them out, along with all that they are found by.

use serde_json::{Map, Value};

use crate::{
    base::timestamp::Timestamp,
    store::{
        asked::Asked,
        body::{self, Mode},
        entry::Entry,
        hooks::Draft,
        schema::Schema,
        table::Table,
        tables::{List, Store},
        walk::visit,
    },
};

impl Store {
    /// Puts a row in the place of the one with its id, or at the end.
    pub(super) fn put(&mut self, schema: &'static Schema, parent: &str, row: Entry) {
        self.take(schema, parent, row.id());
        self.rows += 1;
        let list = (schema.name, parent.to_owned());
        visit(schema.members, &row.body, &mut |to, id, _| {
            self.references.add((to.name, id.to_owned()), list.clone(), row.sequence);
        });
        let tables = self.tables.entry(schema.name).or_default();
        if !parent.is_empty() {
            tables.parents.insert(row.id().to_owned(), parent.to_owned());
        }
        let new = || List { schema, table: Table::new(schema.unique) };
        tables.lists.entry(list.1).or_insert_with(new).table.put(row);
    }

    /// Takes a row out.
    pub(super) fn take(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        id: &str,
    ) -> Option<Entry> {
        let tables = self.tables.get_mut(schema.name)?;
        let List { table, .. } = tables.lists.get_mut(parent)?;
        let row = table.take(id)?;
        if table.len() == 0 {
            tables.lists.remove(parent);
        }
        tables.parents.remove(id);
        self.rows -= 1;
        let list = (schema.name, parent.to_owned());
        visit(schema.members, &row.body, &mut |to, id, _| {
            self.references.drop(&(to.name, id.to_owned()), &list, row.sequence);
        });
        Some(row)
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
        self.take(schema, "", &id);
        let id = self.plant(schema, "", &serde_json::json!({ "id": id }), asked.now);
        self.record(schema, "", &id, "UPDATED", asked);
        id
    }

    pub(super) fn insert(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        mut members: Map<String, Value>,
        id: String,
        now: Timestamp,
    ) {
        self.last += 1;
        members.insert("id".to_owned(), id.into());
        members.insert("createdAt".to_owned(), now.iso().into());
        members.insert("updatedAt".to_owned(), now.iso().into());
        let row = Entry { sequence: self.last, body: members.into() };
        if (schema.hooks.has_secret)(&row) {
            self.secrets.draw(schema.name, row.id(), None);
        }
        self.put(schema, parent, row);
    }
}
