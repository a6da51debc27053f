//! Deletions: planned whole, with all that hangs on the row, and then applied.

use std::collections::BTreeSet;

use crate::store::{
    asked::Asked,
    caller::Caller,
    entry::Entry,
    schema::{OnDelete, Schema},
    tables::{List, Store},
    walk::{clear, visit},
};
use crate::wire::response::{Detail, Failure, invalid_data};

/// How many of the rows that stand in the way an error names.
const NAMED: usize = 10;

/// A row that is gone.
pub(crate) struct Gone {
    pub(crate) schema: &'static Schema,
    pub(crate) parent: String,
    pub(crate) id: String,
}

/// A row that loses what refers to one that goes.
struct Cleared {
    row: Gone,
    to: &'static Schema,
    id: String,
}

#[derive(Default)]
struct Plan {
    gone: Vec<Gone>,
    cleared: Vec<Cleared>,
    /// Rows that must not lose what they refer to.
    held: Vec<Gone>,
}

impl Store {
    /// Deletes a row and what depends on it. Returns all that is gone, the row first.
    pub(crate) fn remove(
        &mut self,
        schema: &'static Schema,
        parent: &str,
        id: &str,
        asked: &Asked<'_>,
    ) -> Result<Vec<Gone>, Failure> {
        self.require(schema, parent, id)?;
        let plan = self.plan(schema, parent, id, asked)?;
        for Cleared { row, to, id } in plan.cleared {
            if let Some(mut entry) = self.take(row.schema, &row.parent, &row.id) {
                clear(row.schema.members, &mut entry.body, to, &id);
                self.put(row.schema, &row.parent, entry);
            }
        }
        for gone in &plan.gone {
            self.record(gone.schema, &gone.parent, &gone.id, "DELETED", asked);
            self.take(gone.schema, &gone.parent, &gone.id);
            self.secrets.forget(gone.schema.name, &gone.id);
        }
        Ok(plan.gone)
    }

    /// Forgets rows, in whichever list they are; the audit does not tell of it.
    pub(crate) fn forget(&mut self, schema: &'static Schema, is_meant: impl Fn(&Entry) -> bool) {
        let lists = self.tables.get(schema.name).into_iter().flat_map(|tables| &tables.lists);
        let meant: Vec<(String, String)> = lists
            .flat_map(|(parent, list)| list.table.rows().map(move |row| (parent, row)))
            .filter(|(_, row)| is_meant(row))
            .map(|(parent, row)| (parent.clone(), row.id().to_owned()))
            .collect();
        for (parent, id) in meant {
            self.take(schema, &parent, &id);
        }
    }

    fn plan(
        &self,
        schema: &'static Schema,
        parent: &str,
        id: &str,
        asked: &Asked<'_>,
    ) -> Result<Plan, Failure> {
        let mut plan = Plan::default();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![gone(schema, parent, id)];
        while let Some(next) = waiting.pop() {
            if !seen.insert((next.schema.name, next.parent.clone(), next.id.clone())) {
                continue;
            }
            self.check_may_delete(&next, plan.gone.is_empty().then_some(&asked.caller))?;
            self.follow(&next, &mut plan, &mut waiting);
            plan.gone.push(next);
        }
        let key = |row: &Gone| (row.schema.name, row.parent.clone(), row.id.clone());
        plan.held.retain(|row| !seen.contains(&key(row)));
        plan.cleared.retain(|one| !seen.contains(&key(&one.row)));
        if plan.held.is_empty() {
            return Ok(plan);
        }
        // assumes: object-in-use
        let why = "The object is in use, so it cannot be deleted.";
        let ids: Vec<&str> = plan.held.iter().map(|row| row.id.as_str()).collect();
        let detail = Detail::new("CONSTRAINT_VIOLATION", why).target("id");
        let ids = &ids[..ids.len().min(NAMED)];
        Err(invalid_data([detail.inner("referencedValues", ids.to_vec())]))
    }

    fn check_may_delete(&self, gone: &Gone, caller: Option<&Caller<'_>>) -> Result<(), Failure> {
        let Some(row) = self.row(gone.schema, &gone.parent, &gone.id) else {
            return Ok(());
        };
        if let Some(caller) = caller {
            (gone.schema.hooks.may_delete)(self, row, caller)
                .map_err(|detail| invalid_data([detail]))?;
        }
        if gone.schema.one_default && row.body["default"] == true {
            let why = "The object is the default one: cannot delete default.";
            let detail = Detail::new("CONSTRAINT_VIOLATION", why);
            return Err(invalid_data([detail.target("default")]));
        }
        Ok(())
    }

    /// Finds what is below a row that goes, and what refers to it.
    fn follow(&self, row: &Gone, plan: &mut Plan, waiting: &mut Vec<Gone>) {
        for List { schema, table } in self.tables.values().filter_map(|lists| lists.below(&row.id))
        {
            if schema.parent.is_some_and(|above| above.name == row.schema.name) {
                waiting.extend(table.rows().map(|below| gone(schema, &row.id, below.id())));
            }
        }
        for ((name, parent), rows) in self.references.to(row.schema.name, &row.id) {
            let list = self.tables.get(name).and_then(|lists| lists.below(parent));
            let Some(List { schema, table }) = list else {
                continue;
            };
            for other in rows.iter().filter_map(|row| table.at(*row)) {
                let found = || gone(schema, parent, other.id());
                visit(schema.members, &other.body, &mut |to, id, then| {
                    if to.name != row.schema.name || id != row.id {
                        return;
                    }
                    match then {
                        OnDelete::Restrict => plan.held.push(found()),
                        OnDelete::Cascade => waiting.push(found()),
                        OnDelete::Clear => {
                            plan.cleared.push(Cleared { row: found(), to, id: id.to_owned() })
                        }
                    }
                });
            }
        }
    }
}

fn gone(schema: &'static Schema, parent: &str, id: &str) -> Gone {
    Gone { schema, parent: parent.to_owned(), id: id.to_owned() }
}
