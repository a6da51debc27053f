//! Groups.

use serde_json::{Value, json};

use crate::domain::platform::{memberships::count_members, populations::POPULATIONS, users};
use crate::{
    store::{
        Entry, Op, Store,
        schema::{
            Draft, Hooks, Kind, Link, OnDelete, Pages, Schema, Unique, filter, list, open,
            reference, text,
        },
    },
    wire::response::Detail,
};

pub(crate) static GROUPS: Schema = Schema {
    name: "GROUP",
    collection: "groups",
    embedded: "groups",
    noun: "group",
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        text("externalId", 1, 1024),
        reference("population", &POPULATIONS).create_only().on_delete(OnDelete::Cascade),
        filter("userFilter", users::FILTERS),
        open("customData", &[]),
        list("memberOfGroups", &Kind::Ref(&GROUPS), 0, usize::MAX)
            .read_only()
            .hidden()
            .on_delete(OnDelete::Clear),
    ],
    unique: &[Unique { key: &["name", "population.id"], target: "name", exact: false }],
    filters: &[
        ("id", &[Op::Eq]),
        ("name", &[Op::Eq, Op::Sw]),
        ("externalId", &[Op::Eq]),
        ("population.id", &[Op::Eq]),
    ],
    includes: &["totalMemberCounts"],
    links: &[
        ("population", Link::To("population")),
        ("roleAssignments", Link::Below("/roleAssignments")),
    ],
    pages: Pages { most: Some(1000), counted: true },
    hooks: Hooks {
        check,
        sees: |caller, row| caller.sees_population(|| row.reference("population")),
        show: |shown, body| {
            let count = |all| json!({ "users": count_members(shown.store, shown.row, all) });
            if shown.include.is_some() && !shown.listed {
                body.insert("totalMemberCounts".to_owned(), count(true));
            }
            body.insert("directMemberCounts".to_owned(), count(false));
            body.insert("displayName".to_owned(), shown.row.body["name"].clone());
            body.insert("isExternal".to_owned(), false.into());
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// A name may repeat across populations, but not in one of them and in the environment.
// assumes: group-names
fn check(store: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let name = draft.new.get("name").and_then(Value::as_str);
    let own = draft.old.map(|old| &old["id"]);
    let population = draft.new.get("population");
    let clashes = |other: &Entry| {
        Some(&other.body["id"]) != own
            && (other.reference("population").is_some() != population.is_some())
    };
    let mut same_name = store.with_first_of_key(&GROUPS, name.unwrap_or_default());
    if same_name.any(clashes) {
        let detail = Detail::new("UNIQUENESS_VIOLATION", "The value is taken.");
        wrong.push(detail.target("name"));
    }
}
