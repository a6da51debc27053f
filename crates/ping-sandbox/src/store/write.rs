//! Creations, replacements and merges, with all that has to hold before.

use serde_json::{Map, Value};

use crate::store::{
    asked::Asked,
    body::{self, Mode},
    entry::Entry,
    hooks::Draft,
    schema::{Kind, Schema},
    table::Table,
    tables::Store,
};
use crate::wire::response::{ApiError, Detail, Failure, access_failed, invalid_data, not_found};

impl Store {
    /// Creates a row. Returns its id.
    pub(crate) fn create(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        sent: &Map<String, Value>,
        asked: &Asked<'_>,
    ) -> Result<String, Failure> {
        self.create_unless(schema, parent, sent, Vec::new(), asked)
    }

    /// As [`Store::create`], where some of the request may be known to be wrong already.
    pub(crate) fn create_unless(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        sent: &Map<String, Value>,
        wrong: Vec<Detail>,
        asked: &Asked<'_>,
    ) -> Result<String, Failure> {
        self.check_room(schema, parent, asked)?;
        let new = self.drafted(schema, parent, (Mode::Create, sent), None, wrong, asked)?;
        let id = self.ids.uuid();
        self.insert(schema, parent, new, id.clone(), asked.now);
        self.settle_default(schema, parent, &id);
        self.record(schema, parent, &id, "CREATED", asked);
        Ok(id)
    }

    /// Replaces a row, or merges into it.
    pub(crate) fn write(
        &mut self,
        schema: &'static Schema,
        (parent, id): (&str, &str),
        mode: Mode,
        sent: &Map<String, Value>,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let old = self.require(schema, parent, id)?;
        let mut new = self.drafted(schema, parent, (mode, sent), Some(old), Vec::new(), asked)?;
        for name in ["id", "createdAt"] {
            new.insert(name.to_owned(), old.body[name].clone());
        }
        self.overwrite(schema, parent, id, new, asked);
        Ok(())
    }

    /// Writes one member of a row, whoever may write it otherwise.
    pub(crate) fn write_part(
        &mut self,
        schema: &'static Schema,
        (parent, id): (&str, &str),
        member: &str,
        sent: &Map<String, Value>,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let old = self.require(schema, parent, id)?;
        let declared = schema.member(member).ok_or_else(not_found)?;
        let mut wrong = Vec::new();
        let whole;
        // A reference is sent as it is, any other member by its name.
        let value = if matches!(declared.kind, Kind::Ref(_)) {
            whole = Value::from(sent.clone());
            Some(&whole)
        } else {
            sent.get(member)
        };
        let value = body::read_part(Some(self), declared, value, &mut wrong);
        let mut new = old.body.as_object().cloned().unwrap_or_default();
        new.extend(value.map(|value| (member.to_owned(), value)));
        let old_body = Some(&old.body);
        let mut draft = Draft::of(asked, parent, sent, old_body, &mut new);
        (schema.hooks.check)(self, &mut draft, &mut wrong);
        if !wrong.is_empty() {
            return Err(invalid_data(wrong));
        }
        self.overwrite(schema, parent, id, new, asked);
        Ok(())
    }

    /// Changes a row as the service does by itself what a caller asked for.
    pub(crate) fn amend(
        &mut self,
        schema: &'static Schema,
        id: &str,
        change: impl FnOnce(&mut Map<String, Value>),
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let row = self.require(schema, "", id)?;
        let mut members = row.body.as_object().cloned().unwrap_or_default();
        change(&mut members);
        self.overwrite(schema, "", id, members, asked);
        Ok(())
    }

    /// Gives a member of a row another value, which nobody asked for by its name: neither the
    /// time of the last change nor the audit tells of it.
    pub(crate) fn set(&mut self, schema: &'static Schema, id: &str, member: &str, value: Value) {
        if let Some(mut row) = self.take(schema, "", id) {
            row.body[member] = value;
            self.put(schema, "", row);
        }
    }

    fn overwrite(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        id: &str,
        mut members: Map<String, Value>,
        asked: &Asked<'_>,
    ) {
        members.insert("updatedAt".to_owned(), asked.now.iso().into());
        let Some(sequence) = self.row(schema, parent, id).map(|row| row.sequence) else {
            return;
        };
        self.put(schema, parent, Entry { sequence, body: members.into() });
        self.settle_default(schema, parent, id);
        self.record(schema, parent, id, "UPDATED", asked);
    }

    /// Reads a body and checks it as a whole.
    fn drafted(
        &self,
        schema: &Schema,
        parent: &str,
        (mode, sent): (Mode, &Map<String, Value>),
        old: Option<&Entry>,
        mut wrong: Vec<Detail>,
        asked: &Asked<'_>,
    ) -> Result<Map<String, Value>, Failure> {
        let before = old.and_then(|row| row.body.as_object());
        let mut new = body::read(Some(self), mode, schema.members, sent, before, &mut wrong);
        let old_body = old.map(|row| &row.body);
        let mut draft = Draft::of(asked, parent, sent, old_body, &mut new);
        (schema.hooks.check)(self, &mut draft, &mut wrong);
        let new = self.check_unique(schema, parent, new, old, &mut wrong);
        let new = check_default(schema, sent, new, old, &mut wrong);
        if wrong.is_empty() { Ok(new) } else { Err(invalid_data(wrong)) }
    }

    fn check_unique(
        &self,
        schema: &Schema,
        parent: &str,
        new: Map<String, Value>,
        old: Option<&Entry>,
        wrong: &mut Vec<Detail>,
    ) -> Map<String, Value> {
        let new = Value::from(new);
        let table = self.table(schema, parent);
        for (at, unique) in schema.unique.iter().enumerate() {
            let other = table.and_then(|table| table.with_key(at, &new));
            if other.is_some_and(|other| old.is_none_or(|old| old.sequence != other.sequence)) {
                let detail = Detail::new("UNIQUENESS_VIOLATION", "The value is taken.");
                wrong.push(detail.target(unique.target));
            }
        }
        match new {
            Value::Object(new) => new,
            _ => Map::new(),
        }
    }

    /// The license says how many there may be of some; of all together there are bounds anyway.
    fn check_room(&self, schema: &Schema, parent: &str, asked: &Asked<'_>) -> Result<(), Failure> {
        let most = schema.bound.and_then(|at| asked.license.pointer(at)?.as_u64());
        let count = self.table(schema, parent).map_or(0, Table::len);
        match most {
            Some(most) if count as u64 >= most => Err(license_exceeded(most).into()),
            _ if self.rows >= self.most => Err(license_exceeded(self.most as u64).into()),
            _ => Ok(()),
        }
    }

    /// Where this row is the default, no other one is.
    fn settle_default(&mut self, schema: &'static Schema, parent: &str, id: &str) {
        let is_default = |row: &Entry| row.body["default"] == true;
        if !schema.one_default || !self.row(schema, parent, id).is_some_and(is_default) {
            return;
        }
        let rows = self.rows(schema, parent);
        let others: Vec<String> = rows
            .filter(|row| is_default(row) && row.id() != id)
            .map(|row| row.id().to_owned())
            .collect();
        for other in others {
            if let Some(mut row) = self.take(schema, parent, &other) {
                row.body["default"] = false.into();
                self.put(schema, parent, row);
            }
        }
    }
}

/// The default stays the default until another one becomes it.
// assumes: default-of-a-list
fn check_default(
    schema: &Schema,
    sent: &Map<String, Value>,
    mut new: Map<String, Value>,
    old: Option<&Entry>,
    wrong: &mut Vec<Detail>,
) -> Map<String, Value> {
    if schema.one_default && old.is_some_and(|old| old.body["default"] == true) {
        if sent.get("default") == Some(&Value::Bool(false)) {
            let why = "The default stays the default until another one becomes it.";
            wrong.push(Detail::new("CONSTRAINT_VIOLATION", why).target("default"));
        }
        new.insert("default".to_owned(), true.into());
    }
    new
}

/// The error of a license that allows so many.
pub(crate) fn license_exceeded(most: u64) -> ApiError {
    let why = "The license does not allow more of these.";
    access_failed(Detail::new("LICENSE_EXCEEDED", why).inner("quotaLimit", most))
}
