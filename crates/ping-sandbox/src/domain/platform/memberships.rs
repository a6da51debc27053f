//! Who is in which group: users, and groups in groups.

use std::collections::BTreeSet;

use crate::domain::platform::{groups::GROUPS, users};
use crate::{
    store::{
        Entry, Filter, Store,
        schema::{Among, Hooks, Pages, Schema},
    },
    wire::response::Detail,
};

use users::USERS;

/// What both sorts of memberships have in common.
const MEMBERSHIPS: Schema = Schema {
    name: "MEMBER_OF_GROUP",
    collection: "memberOfGroups",
    embedded: "groupMemberships",
    expands: &["group"],
    pages: Pages { most: Some(1000), counted: true },
    ..Schema::BASE
};
pub(crate) static OF_USERS: Schema = Schema {
    parent: Some(&USERS),
    among: Some(Among { may_add: may_join, all: groups_of_user, ..GROUPS_OF }),
    hooks: Hooks {
        // Of a group in a group, no document shows more.
        show: |shown, body| {
            body.insert("name".to_owned(), shown.row.body["name"].clone());
            if let Some(population) = shown.row.body.get("population") {
                body.insert("population".to_owned(), population.clone());
            }
            let user = shown.asked.row_url(&USERS, "", shown.parent);
            shown.add_owner(body, [("user", user)]);
        },
        ..Hooks::NONE
    },
    ..MEMBERSHIPS
};
pub(crate) static OF_GROUPS: Schema = Schema {
    parent: Some(&GROUPS),
    among: Some(Among { may_add: may_nest, ..GROUPS_OF }),
    ..MEMBERSHIPS
};

const GROUPS_OF: Among = Among {
    table: &GROUPS,
    member: "memberOfGroups",
    may_add: |_, _, _| Ok(()),
    all: groups_of_group,
};

// assumes: group-populations
fn may_join(_: &Store, user: &Entry, group: &Entry) -> Result<(), Detail> {
    let population = group.reference("population");
    if population.is_none() || population == user.reference("population") {
        return Ok(());
    }
    Err(Detail::invalid("The user is not in the group's population."))
}

fn may_nest(store: &Store, inner: &Entry, outer: &Entry) -> Result<(), Detail> {
    let around = groups_of_group(store, outer);
    if inner.id() != outer.id() && around.iter().all(|(one, _)| one.id() != inner.id()) {
        return Ok(());
    }
    Err(Detail::invalid("A group cannot be within itself."))
}

/// Whether a group's filter takes a user in.
pub(crate) fn takes_in(group: &Entry, user: &Entry) -> bool {
    let filter = group.text("userFilter").map(|text| Filter::parse(text, users::FILTERS, true));
    let population = group.reference("population");
    let fits = population.is_none() || population == user.reference("population");
    fits && filter.and_then(Result::ok).is_some_and(|filter| filter.matches(&user.body))
}

/// The groups that a user is in, each with whether it is in it itself.
pub(crate) fn groups_of_user<'a>(store: &'a Store, user: &Entry) -> Vec<(&'a Entry, bool)> {
    let mut direct = GROUPS_OF.own(user);
    let takers = store.rows(&GROUPS, "").filter(|group| takes_in(group, user));
    direct.extend(takers.map(|group| group.id().to_owned()));
    around(store, direct)
}

/// The groups that a group is in, each with whether it is in it itself.
fn groups_of_group<'a>(store: &'a Store, group: &Entry) -> Vec<(&'a Entry, bool)> {
    around(store, GROUPS_OF.own(group))
}

/// Groups and those that they are in.
fn around(store: &Store, direct: BTreeSet<String>) -> Vec<(&Entry, bool)> {
    let mut reached = direct.clone();
    let mut waiting: Vec<String> = direct.iter().cloned().collect();
    while let Some(group) = waiting.pop().and_then(|id| store.row(&GROUPS, "", &id)) {
        let further = GROUPS_OF.own(group).into_iter();
        waiting.extend(further.filter(|id| reached.insert(id.clone())));
    }
    let found = store.rows(&GROUPS, "").filter(|group| reached.contains(group.id()));
    found.map(|group| (group, direct.contains(group.id()))).collect()
}

/// The users that are in a group, and where `all` is set those of the groups in it.
pub(crate) fn count_members(store: &Store, group: &Entry, all: bool) -> usize {
    let mut groups = vec![group];
    let mut seen = BTreeSet::from([group.id()]);
    let mut members = BTreeSet::new();
    while let Some(group) = groups.pop() {
        let explicit = store.referring(&USERS, &GROUPS, group.id());
        members.extend(explicit.map(Entry::id));
        if group.text("userFilter").is_some() {
            let users = store.rows(&USERS, "").filter(|user| takes_in(group, user));
            members.extend(users.map(Entry::id));
        }
        if all {
            let nested = store.referring(&GROUPS, &GROUPS, group.id());
            groups.extend(nested.filter(|group| seen.insert(group.id())));
        }
    }
    members.len()
}
