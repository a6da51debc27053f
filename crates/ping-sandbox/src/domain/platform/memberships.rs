//! Who is in which group: users, and groups in groups.

use std::collections::BTreeSet;

use crate::domain::platform::{groups::GROUPS, users};
use crate::store::{
    Entry, Filter, Store,
    schema::{Pages, Resource},
};

use users::USERS;

/// What both sorts of memberships have of a table: how they are listed and audited.
pub(crate) const MEMBERSHIPS: Resource = Resource {
    name: "MEMBER_OF_GROUP",
    collection: "memberOfGroups",
    embedded: "groupMemberships",
    expands: &["group"],
    pages: Pages { most: Some(1000), counted: true },
    ..Resource::BASE
};
pub(crate) static OF_USERS: Resource = Resource { parent: Some(&USERS), ..MEMBERSHIPS };
pub(crate) static OF_GROUPS: Resource = Resource { parent: Some(&GROUPS), ..MEMBERSHIPS };

/// The ids of the groups that a row is in because somebody put it there.
pub(crate) fn own(row: &Entry) -> BTreeSet<String> {
    let groups = row.body["memberOfGroups"].as_array().into_iter().flatten();
    let ids = groups.filter_map(|group| group["id"].as_str());
    ids.map(str::to_owned).collect()
}

/// Whether a group's filter takes a user in.
pub(crate) fn takes_in(group: &Entry, user: &Entry) -> bool {
    let filter = group.text("userFilter").map(|text| Filter::parse(text, users::FILTERS, true));
    let population = group.reference("population");
    let fits = population.is_none() || population == user.reference("population");
    fits && filter.and_then(Result::ok).is_some_and(|filter| filter.matches(&user.body))
}

/// The groups that a user or a group is in, each with whether it is in it itself.
pub(crate) fn groups_of<'a>(
    store: &'a Store,
    row: &Entry,
    is_user: bool,
) -> Vec<(&'a Entry, bool)> {
    let mut direct = own(row);
    let all = || store.rows(&GROUPS, "");
    if is_user {
        let more = all().filter(|group| takes_in(group, row));
        direct.extend(more.map(|group| group.id().to_owned()));
    }
    let mut reached = direct.clone();
    let mut waiting: Vec<String> = direct.iter().cloned().collect();
    while let Some(group) = waiting.pop().and_then(|id| store.row(&GROUPS, "", &id)) {
        waiting.extend(own(group).into_iter().filter(|id| reached.insert(id.clone())));
    }
    let found = all().filter(|group| reached.contains(group.id()));
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
