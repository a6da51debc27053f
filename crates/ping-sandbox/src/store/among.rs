//! Lists of what a row is put in by `POST {"id"}` and taken out of by `DELETE`: memberships.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::store::{
    asked::Asked,
    entry::Entry,
    hooks::Shown,
    page::{Query, page},
    schema::{Among, Schema},
    tables::Store,
};
use crate::wire::{
    hal::links,
    response::{Detail, Failure, invalid_data, not_found},
};

/// Such a list of one row.
#[derive(Clone, Copy)]
pub(crate) struct Memberships<'a> {
    pub(crate) list: &'static Schema,
    pub(crate) among: &'static Among,
    /// The id of the row.
    pub(crate) row: &'a str,
}

impl Memberships<'_> {
    fn row<'s>(&self, store: &'s Store) -> Result<&'s Entry, Failure> {
        store.require(self.list.parent.ok_or_else(not_found)?, "", self.row)
    }

    /// One page of what the row is in.
    pub(crate) fn list(
        &self,
        store: &Store,
        query: &Query<'_>,
        asked: &Asked<'_>,
    ) -> Result<Value, Failure> {
        let found = (self.among.all)(store, self.row(store)?);
        let direct: BTreeSet<&str> =
            found.iter().filter(|(_, direct)| *direct).map(|(other, _)| other.id()).collect();
        let rows = found.iter().map(|(other, _)| *other).collect();
        let url = asked.list_url(self.list, self.row);
        page(self.list, rows, &url, query, |other| {
            self.show(store, (other, direct.contains(other.id())), query, asked)
        })
    }

    /// One of what the row is in.
    pub(crate) fn read(
        &self,
        store: &Store,
        id: &str,
        query: &Query<'_>,
        asked: &Asked<'_>,
    ) -> Result<Value, Failure> {
        let found = (self.among.all)(store, self.row(store)?).into_iter();
        let found = { found }.find(|(other, _)| other.id() == id).ok_or_else(not_found)?;
        Ok(self.show(store, found, query, asked))
    }

    /// Puts the row in something.
    pub(crate) fn add(
        &self,
        store: &mut Store,
        id: &str,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let refuse = |detail: Detail| invalid_data([detail.target("id")]);
        let row = self.row(store)?;
        let other = store.row(self.among.table, "", id);
        let other = other.ok_or_else(|| refuse(Detail::invalid("There is no such object.")))?;
        (self.among.may_add)(store, row, other).map_err(refuse)?;
        let mut ids = self.among.own(row);
        if !ids.insert(id.to_owned()) {
            return Err(refuse(Detail::new("UNIQUENESS_VIOLATION", "It is in it already.")));
        }
        self.change(store, &ids, id, "CREATED", asked);
        Ok(())
    }

    /// Takes the row out of something that it was put in.
    pub(crate) fn remove(
        &self,
        store: &mut Store,
        id: &str,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let mut ids = self.among.own(self.row(store)?);
        if !ids.remove(id) {
            return Err(not_found());
        }
        self.change(store, &ids, id, "DELETED", asked);
        Ok(())
    }

    fn change(
        &self,
        store: &mut Store,
        ids: &BTreeSet<String>,
        other: &str,
        verb: &str,
        asked: &Asked<'_>,
    ) {
        if let Some(above) = self.list.parent {
            let ids: Value = ids.iter().map(|id| json!({ "id": id })).collect();
            store.set(above, self.row, self.among.member, ids);
            store.record(self.list, self.row, other, verb, asked);
        }
    }

    fn show(
        &self,
        store: &Store,
        (other, is_direct): (&Entry, bool),
        query: &Query<'_>,
        asked: &Asked<'_>,
    ) -> Value {
        let to = self.among.table;
        let own = asked.row_url(self.list, self.row, other.id());
        let all = [("self", own), (to.noun, asked.row_url(to, "", other.id()))];
        let sort = if is_direct { "DIRECT" } else { "INDIRECT" };
        let mut body = serde_json::Map::from_iter([
            ("_links".to_owned(), links(all)),
            ("id".to_owned(), other.id().into()),
            ("type".to_owned(), sort.into()),
        ]);
        if query.expands() {
            let whole = store.show(to, "", other, &query.plain(), true, asked);
            body.insert("_embedded".to_owned(), json!({ to.noun: whole }));
        }
        let shown = Shown { parent: self.row, ..Shown::of(store, other, query, true, asked) };
        (self.list.hooks.show)(&shown, &mut body);
        body.into()
    }
}

impl Among {
    /// The ids of what a row was put in.
    pub(crate) fn own(&self, row: &Entry) -> BTreeSet<String> {
        let held = row.body[self.member].as_array().into_iter().flatten();
        held.filter_map(|one| one["id"].as_str()).map(str::to_owned).collect()
    }
}
