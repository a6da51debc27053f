//! Who is in which group: users, and groups in groups.

use crate::domain::platform::memberships::*;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::domain::platform::{groups::GROUPS, users};
use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    store::{
        Asked, Entry, Query, Store, page,
        schema::{Resource, text},
    },
    wire::{
        hal::links,
        response::{Answer, Detail, Failure, Response, invalid_data, not_found},
    },
    world::context::Context,
};

use users::USERS;

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.read_all_user_group_memberships", |context, call| {
            list(context, call, &OF_USERS)
        }),
        ("platform.read_one_user_group_membership", |context, call| read(context, call, &OF_USERS)),
        ("platform.add_user_to_group", |context, call| add(context, call, &OF_USERS)),
        ("platform.remove_user_from_group", |context, call| remove(context, call, &OF_USERS)),
        ("platform.read_all_group_nesting", |context, call| list(context, call, &OF_GROUPS)),
        ("platform.read_one_group_nesting", |context, call| read(context, call, &OF_GROUPS)),
        ("platform.create_group_nesting", |context, call| add(context, call, &OF_GROUPS)),
        ("platform.delete_group_nesting", |context, call| remove(context, call, &OF_GROUPS)),
    ]
}

fn show(
    store: &Store,
    (kind, id): (&Resource, &str),
    (group, is_direct): (&Entry, bool),
    query: &Query<'_>,
    asked: &Asked<'_>,
) -> Value {
    let group_url = asked.row_url(&GROUPS, "", group.id());
    let mut all = vec![("self", asked.row_url(kind, id, group.id())), ("group", group_url)];
    let sort = if is_direct { "DIRECT" } else { "INDIRECT" };
    let mut body = json!({ "id": group.id(), "type": sort });
    // Of a group in a group, no document shows more.
    if let Some(above) = kind.parent.filter(|above| above.name == USERS.name) {
        body["name"] = group.text("name").into();
        all.push((above.noun, asked.row_url(above, "", id)));
        if let Some(owner) = &asked.owner {
            body[owner.noun] = json!({ "id": owner.id });
            all.push((owner.noun, owner.url.clone()));
        }
        if let Some(population) = group.body.get("population") {
            body["population"] = population.clone();
        }
    }
    if query.expands() {
        let whole = store.show(&GROUPS, "", group, &query.plain(), true, asked);
        body["_embedded"] = json!({ "group": whole });
    }
    body["_links"] = links(all);
    body
}

/// The row that a request is about: a user, or a group.
fn member<'a>(
    store: &'a Store,
    call: &Call<'_>,
    kind: &Resource,
) -> Result<(&'a Entry, bool), Failure> {
    let above = kind.parent.ok_or_else(not_found)?;
    let id = call.ids().nth(1).unwrap_or_default();
    Ok((store.require(above, "", id)?, above.name == USERS.name))
}

fn list(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    let query = Query::of(call.request, kind)?;
    let body = with_store(context, call, |store, asked| {
        let (row, is_user) = member(store, call, kind)?;
        let groups = groups_of(store, row, is_user);
        let direct = groups.iter().filter(|(_, direct)| *direct);
        let direct: BTreeSet<&str> = direct.map(|(group, _)| group.id()).collect();
        let rows = groups.iter().map(|(group, _)| *group).collect();
        let url = asked.list_url(kind, row.id());
        page(kind, rows, &url, &query, |group| {
            let found = (group, direct.contains(group.id()));
            show(store, (kind, row.id()), found, &query, asked)
        })
    });
    Ok(Response::hal(200, &body?))
}

fn read(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    let query = Query::of(call.request, kind)?;
    let body = with_store(context, call, |store, asked| {
        let (row, is_user) = member(store, call, kind)?;
        let id = call.ids().nth(2).unwrap_or_default();
        let mut groups = groups_of(store, row, is_user).into_iter();
        let found = groups.find(|(group, _)| group.id() == id).ok_or_else(not_found)?;
        Ok(show(store, (kind, row.id()), found, &query, asked))
    });
    Ok(Response::hal(200, &body?))
}

fn add(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    let query = Query::of(call.request, kind)?;
    let sent = context.body(call, &[text("id", 1, 256).required()])?;
    let id = sent.text("id");
    let refuse = |detail: Detail| invalid_data([detail.target("id")]);
    let body = with_store(context, call, |store, asked| {
        let (row, is_user) = member(store, call, kind)?;
        let group = store.row(&GROUPS, "", id);
        let group = group.ok_or_else(|| refuse(Detail::invalid("There is no such object.")))?;
        let population = group.reference("population");
        if is_user && population.is_some() && population != row.reference("population") {
            // assumes: group-populations
            return Err(refuse(Detail::invalid("The user is not in the group's population.")));
        }
        let around = groups_of(store, group, false);
        if !is_user && (id == row.id() || around.iter().any(|(one, _)| one.id() == row.id())) {
            return Err(refuse(Detail::invalid("A group cannot be within itself.")));
        }
        let mut ids = own(row);
        if !ids.insert(id.to_owned()) {
            let taken = Detail::new("UNIQUENESS_VIOLATION", "It is in that group already.");
            return Err(refuse(taken));
        }
        let row_id = row.id().to_owned();
        change(store, kind, &row_id, (&ids, id), "CREATED", asked);
        let group = store.require(&GROUPS, "", id)?;
        Ok(show(store, (kind, &row_id), (group, true), &query, asked))
    });
    Ok(Response::created(&body?))
}

fn remove(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    with_store(context, call, |store, asked| {
        let (row, _) = member(store, call, kind)?;
        let id = call.ids().nth(2).unwrap_or_default();
        let mut ids = own(row);
        if !ids.remove(id) {
            return Err(not_found());
        }
        let row_id = row.id().to_owned();
        change(store, kind, &row_id, (&ids, id), "DELETED", asked);
        Ok(())
    })?;
    Ok(Response::empty(204))
}

/// Writes which groups a row is in, now that one of them has come or gone.
fn change(
    store: &mut Store,
    kind: &'static Resource,
    row: &str,
    (ids, group): (&BTreeSet<String>, &str),
    verb: &str,
    asked: &Asked<'_>,
) {
    if let Some(above) = kind.parent {
        let ids: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
        store.set(above, row, "memberOfGroups", ids.into());
        store.record(kind, row, group, verb, asked);
    }
}
