//! Tables: what a resource is, is declared ([`schema`]), and create, read, list, replace, merge
//! and delete follow from the declaration.

mod activities;
mod body;
mod characters;
mod filter;
mod forms;
mod page;
mod remove;
pub(crate) mod schema;
mod secrets;
mod show;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    limits::{Kept, Recent},
    random::Random,
    response::{ApiError, Detail, Failure, invalid_data, not_found},
    timestamp::Timestamp,
};

use activities::Activity;
use schema::{Draft, Resource};
use secrets::Secrets;
use table::Table;

pub(crate) use activities::AskedActivities;
pub(crate) use body::Mode;
pub(crate) use characters::Characters;
pub(crate) use filter::{Attribute, Filter, Op};
pub(crate) use page::Query;
pub(crate) use remove::Gone;
pub(crate) use show::Shown;
pub(crate) use table::Entry;

/// The tables of an environment or an organization.
pub(crate) struct Store {
    /// By the name of the resource and the id of the row that they are below.
    tables: BTreeMap<&'static str, BTreeMap<String, Table>>,
    last: u64,
    ids: Random,
    activities: Recent<Activity>,
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
            activity_ids: random.stream("activities"),
            secrets: Secrets::new(random.stream("secrets")),
            ids: random,
            activities: Recent::new(kept),
        }
    }

    fn table(&self, resource: &Resource, parent: &str) -> Option<&Table> {
        self.tables.get(resource.name)?.get(parent)
    }

    fn table_mut(&mut self, resource: &'static Resource, parent: &str) -> &mut Table {
        let tables = self.tables.entry(resource.name).or_default();
        tables
            .entry(parent.to_owned())
            .or_insert_with(|| Table::new(resource))
    }

    /// The rows of a list, in the order of their creation.
    pub(crate) fn rows(
        &self,
        resource: &Resource,
        parent: &str,
    ) -> impl DoubleEndedIterator<Item = &Entry> {
        let table = self.table(resource, parent);
        table.into_iter().flat_map(Table::rows)
    }

    /// The row with that id.
    pub(crate) fn row(&self, resource: &Resource, parent: &str, id: &str) -> Option<&Entry> {
        self.table(resource, parent)?.get(id)
    }

    /// The row with that id, or the documented 404.
    pub(crate) fn require(
        &self,
        resource: &Resource,
        parent: &str,
        id: &str,
    ) -> Result<&Entry, Failure> {
        self.row(resource, parent, id).ok_or_else(not_found)
    }

    /// The rows whose first key begins with this value.
    pub(crate) fn with_first_of_key<'a>(
        &'a self,
        resource: &Resource,
        value: &str,
    ) -> impl Iterator<Item = &'a Entry> {
        let table = self.table(resource, "");
        table
            .into_iter()
            .flat_map(|table| table.with_first(0, value))
    }

    /// How many rows of `from` refer to a row of `to`.
    pub(crate) fn count_referring(&self, from: &Resource, to: &Resource, id: &str) -> usize {
        self.table(from, "")
            .map_or(0, |table| table.count_referring(to, id))
    }

    /// Makes a row of a sound body that the service itself brings; its `id` is drawn unless the
    /// body has one. Returns the id.
    pub(crate) fn plant(
        &mut self,
        resource: &'static Resource,
        body: &Value,
        now: Timestamp,
    ) -> String {
        let empty = Map::new();
        let sent = body.as_object().unwrap_or(&empty);
        let mut wrong = Vec::new();
        let mut new = body::read(self, Mode::Plant, resource.members, sent, None, &mut wrong);
        let license = Value::Null;
        let mut draft = Draft {
            sent,
            old: None,
            new: &mut new,
            license: &license,
        };
        (resource.hooks.check)(self, &mut draft, &mut wrong);
        debug_assert!(wrong.is_empty(), "{wrong:?}");
        let id = match sent.get("id").and_then(Value::as_str) {
            Some(id) => id.to_owned(),
            None => self.ids.uuid(),
        };
        self.insert(resource, "", new, id.clone(), now);
        id
    }

    fn insert(
        &mut self,
        resource: &'static Resource,
        parent: &str,
        mut members: Map<String, Value>,
        id: String,
        now: Timestamp,
    ) {
        self.last += 1;
        members.insert("id".to_owned(), id.into());
        members.insert("createdAt".to_owned(), now.iso().into());
        members.insert("updatedAt".to_owned(), now.iso().into());
        let row = Entry {
            sequence: self.last,
            body: members.into(),
        };
        if (resource.hooks.has_secret)(&row) {
            self.secrets.draw(resource, row.id(), None);
        }
        self.table_mut(resource, parent).put(row);
    }

    /// Creates a row. Returns its id.
    pub(crate) fn create(
        &mut self,
        resource: &'static Resource,
        parent: &str,
        sent: &Map<String, Value>,
        asked: &Asked<'_>,
    ) -> Result<String, Failure> {
        self.check_license(resource, parent, asked)?;
        let new = self.drafted(resource, parent, Mode::Create, sent, None, asked)?;
        let id = self.ids.uuid();
        self.insert(resource, parent, new, id.clone(), asked.now);
        self.settle_default(resource, parent, &id);
        self.record(resource, parent, &id, "CREATED", asked);
        Ok(id)
    }

    /// Replaces a row, or merges into it.
    pub(crate) fn write(
        &mut self,
        resource: &'static Resource,
        (parent, id): (&str, &str),
        mode: Mode,
        sent: &Map<String, Value>,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let old = self.require(resource, parent, id)?;
        let mut new = self.drafted(resource, parent, mode, sent, Some(old), asked)?;
        for name in ["id", "createdAt"] {
            new.insert(name.to_owned(), old.body[name].clone());
        }
        self.overwrite(resource, parent, id, new, asked);
        Ok(())
    }

    /// Writes one member of a row, whoever may write it otherwise.
    pub(crate) fn write_part(
        &mut self,
        resource: &'static Resource,
        (parent, id): (&str, &str),
        member: &str,
        sent: &Map<String, Value>,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let old = self.require(resource, parent, id)?;
        let declared = resource.member(member).ok_or_else(not_found)?;
        let mut wrong = Vec::new();
        let whole;
        // A reference is sent as it is, any other member by its name.
        let value = if matches!(declared.kind, schema::Kind::Ref(_)) {
            whole = Value::from(sent.clone());
            Some(&whole)
        } else {
            sent.get(member)
        };
        let value = body::read_part(self, declared, value, &mut wrong);
        let mut new = old.body.as_object().cloned().unwrap_or_default();
        match value {
            Some(value) if wrong.is_empty() => new.insert(member.to_owned(), value),
            _ => return Err(invalid_data(wrong)),
        };
        self.overwrite(resource, parent, id, new, asked);
        Ok(())
    }

    fn overwrite(
        &mut self,
        resource: &'static Resource,
        parent: &str,
        id: &str,
        mut members: Map<String, Value>,
        asked: &Asked<'_>,
    ) {
        members.insert("updatedAt".to_owned(), asked.now.iso().into());
        let table = self.table_mut(resource, parent);
        let Some(sequence) = table.get(id).map(|row| row.sequence) else {
            return;
        };
        let body = members.into();
        table.put(Entry { sequence, body });
        self.settle_default(resource, parent, id);
        self.record(resource, parent, id, "UPDATED", asked);
    }

    /// Reads a body and checks it as a whole.
    fn drafted(
        &self,
        resource: &Resource,
        parent: &str,
        mode: Mode,
        sent: &Map<String, Value>,
        old: Option<&Entry>,
        asked: &Asked<'_>,
    ) -> Result<Map<String, Value>, Failure> {
        let mut wrong = Vec::new();
        let before = old.and_then(|row| row.body.as_object());
        let mut new = body::read(self, mode, resource.members, sent, before, &mut wrong);
        let mut draft = Draft {
            sent,
            old: old.map(|row| &row.body),
            new: &mut new,
            license: asked.license,
        };
        (resource.hooks.check)(self, &mut draft, &mut wrong);
        let new = self.check_unique(resource, parent, new, old, &mut wrong);
        let new = check_default(resource, sent, new, old, &mut wrong);
        if wrong.is_empty() {
            Ok(new)
        } else {
            Err(invalid_data(wrong))
        }
    }

    fn check_unique(
        &self,
        resource: &Resource,
        parent: &str,
        new: Map<String, Value>,
        old: Option<&Entry>,
        wrong: &mut Vec<Detail>,
    ) -> Map<String, Value> {
        let new = Value::from(new);
        let table = self.table(resource, parent);
        for (at, unique) in resource.unique.iter().enumerate() {
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

    /// The license says how many there may be.
    fn check_license(
        &self,
        resource: &Resource,
        parent: &str,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let most = resource
            .bound
            .and_then(|at| asked.license.pointer(at)?.as_u64());
        let count = self.table(resource, parent).map_or(0, Table::len);
        match most {
            Some(most) if count as u64 >= most => Err(license_exceeded(most).into()),
            _ => Ok(()),
        }
    }

    /// Where this row is the default, no other one is.
    fn settle_default(&mut self, resource: &'static Resource, parent: &str, id: &str) {
        let is_default = |row: &Entry| row.body["default"] == true;
        if !resource.one_default || !self.row(resource, parent, id).is_some_and(is_default) {
            return;
        }
        let rows = self.rows(resource, parent);
        let others: Vec<String> = rows
            .filter(|row| is_default(row) && row.id() != id)
            .map(|row| row.id().to_owned())
            .collect();
        let table = self.table_mut(resource, parent);
        for other in others {
            if let Some(mut row) = table.take(&other) {
                row.body["default"] = false.into();
                table.put(row);
            }
        }
    }
}

/// The default stays the default until another one becomes it.
// assumes: default-of-a-list
fn check_default(
    resource: &Resource,
    sent: &Map<String, Value>,
    mut new: Map<String, Value>,
    old: Option<&Entry>,
    wrong: &mut Vec<Detail>,
) -> Map<String, Value> {
    if resource.one_default && old.is_some_and(|old| old.body["default"] == true) {
        if sent.get("default") == Some(&Value::Bool(false)) {
            let why = "The default stays the default until another one becomes it.";
            wrong.push(Detail::new("CONSTRAINT_VIOLATION", why).target("default"));
        }
        new.insert("default".to_owned(), true.into());
    }
    new
}

fn license_exceeded(most: u64) -> ApiError {
    ApiError::new(
        403,
        "ACCESS_FAILED",
        "The request could not be completed. You do not have access to this resource.",
    )
    .detail(
        Detail::new(
            "LICENSE_EXCEEDED",
            "The license does not allow more of these.",
        )
        .inner("quotaLimit", most),
    )
}
