//! What a row looks like from outside.

use serde_json::{Map, Value, json};

use crate::store::{
    asked::Asked,
    entry::Entry,
    hooks::Shown,
    page::Query,
    schema::{Kind, Link, Schema},
    tables::Store,
    walk::conceal,
};
use crate::wire::hal::links;

impl<'a> Shown<'a> {
    pub(super) fn of(
        store: &'a Store,
        row: &'a Entry,
        query: &Query<'a>,
        listed: bool,
        asked: &'a Asked<'a>,
    ) -> Self {
        let (expand, include) = (query.expand, query.include);
        Self { store, row, parent: "", asked, expand, include, listed }
    }

    /// Says what the row belongs to, and adds links.
    pub(crate) fn add_owner<const N: usize>(
        &self,
        body: &mut Map<String, Value>,
        more: [(&str, String); N],
    ) {
        let owner = self.asked.owner.iter();
        for owner in owner.clone() {
            body.insert(owner.noun.to_owned(), json!({ "id": owner.id }));
        }
        let all = more.into_iter().chain(owner.map(|owner| (owner.noun, owner.url.clone())));
        if let (Some(Value::Object(held)), Value::Object(more)) =
            (body.get_mut("_links"), links(all))
        {
            held.extend(more);
        }
    }
}

impl Asked<'_> {
    /// The URL of a list.
    pub(crate) fn list_url(&self, schema: &Schema, parent: &str) -> String {
        let above = match schema.parent {
            Some(above) => format!("{}/{}/{parent}", self.url, above.collection),
            None => self.url.to_owned(),
        };
        format!("{above}/{}", schema.collection)
    }

    /// The URL of a row.
    pub(crate) fn row_url(&self, schema: &Schema, parent: &str, id: &str) -> String {
        let list = self.list_url(schema, parent);
        if schema.single {
            return list;
        }
        format!("{list}/{id}")
    }
}

impl Store {
    /// A row with its links, without what is hidden.
    pub(crate) fn show(
        &self,
        schema: &Schema,
        parent: &str,
        row: &Entry,
        query: &Query<'_>,
        listed: bool,
        asked: &Asked<'_>,
    ) -> Value {
        let mut body = row.body.as_object().cloned().unwrap_or_default();
        conceal(schema.members, &mut body);
        let url = asked.row_url(schema, parent, row.id());
        let mut all = vec![("self", url.clone())];
        if let Some(owner) = &asked.owner {
            body.insert(owner.noun.to_owned(), json!({ "id": owner.id }));
            all.push((owner.noun, owner.url.clone()));
        }
        if let Some(above) = schema.parent {
            body.insert(above.noun.to_owned(), json!({ "id": parent }));
            all.push((above.noun, asked.row_url(above, "", parent)));
        }
        for (name, link) in schema.links {
            match link {
                Link::Below(rest) => all.push((name, format!("{url}{rest}"))),
                Link::To(member) => {
                    let to = schema.member(member).map(|member| &member.kind);
                    if let (Some(Kind::Ref(to)), Some(id)) = (to, row.reference(member)) {
                        all.push((name, asked.row_url(to, "", id)));
                    }
                }
            }
        }
        body.insert("_links".to_owned(), links(all));
        let shown = Shown { parent, ..Shown::of(self, row, query, listed, asked) };
        (schema.hooks.show)(&shown, &mut body);
        body.into()
    }

    /// One member of a row: what a reference holds, anything else by its name.
    pub(crate) fn show_part(
        &self,
        schema: &Schema,
        (parent, id): (&str, &str),
        member: &'static str,
        asked: &Asked<'_>,
    ) -> Result<Value, crate::wire::response::Failure> {
        let row = self.require(schema, parent, id)?;
        let url = asked.row_url(schema, parent, id);
        let held = row.body.get(member).cloned().unwrap_or_default();
        let is_reference =
            matches!(schema.member(member).map(|member| &member.kind), Some(Kind::Ref(_)));
        let mut body = if is_reference { held } else { json!({ member: held }) };
        body["_links"] = links([("self", format!("{url}/{member}")), (schema.noun, url)]);
        Ok(body)
    }
}
