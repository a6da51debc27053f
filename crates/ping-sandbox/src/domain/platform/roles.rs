//! The built-in roles, and who has which of them where.

use serde_json::{Map, Value, json};

use crate::{
    base::timestamp::Timestamp,
    domain::platform::{
        applications::APPLICATIONS, built_in_roles::BUILT_IN, groups::GROUPS,
        populations::POPULATIONS, users::USERS,
    },
    store::{
        Caller, Entry, Held, Shown, Store,
        schema::{Draft, Hooks, Kind, Pages, Schema, choice, flag, list, object, text},
    },
    wire::response::Detail,
};

/// What a role can be assigned for.
const SCOPES: &[&str] = &["ORGANIZATION", "ENVIRONMENT", "POPULATION", "APPLICATION"];

/// A role that every organization has.
pub(crate) struct Role {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    /// What it can be assigned for, `applicableTo`.
    pub(crate) scopes: &'static [&'static str],
    pub(crate) permissions: &'static [&'static str],
}

impl Role {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|role| role.name == name)
    }

    /// Whether what is held is the role of that name.
    pub(crate) fn is_held(held: &Held, name: &str) -> bool {
        Self::with_id(&held.role).is_some_and(|role| role.name == name)
    }

    pub(crate) fn with_id(id: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|role| role.id == id)
    }
}

/// What nobody writes.
pub(crate) static ROLES: Schema = Schema {
    name: "ROLE",
    collection: "roles",
    embedded: "roles",
    noun: "role",
    members: &[
        text("name", 1, 256),
        text("description", 0, 1024),
        list("applicableTo", &Kind::Choice(SCOPES), 0, 4),
        list("permissions", &Kind::Open(&[]), 0, 1000),
    ],
    hooks: Hooks {
        show: |_, body| body.retain(|name, _| !matches!(name.as_str(), "createdAt" | "updatedAt")),
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// Makes the rows of the built-in roles.
pub(crate) fn plant_roles(store: &mut Store, now: Timestamp) {
    for role in &BUILT_IN {
        let permissions = role.permissions.iter().map(|id| {
            let words: Vec<&str> = id.split(':').collect();
            json!({ "id": id, "classifier": words[0], "description": words[1..].join(" ") })
        });
        let body = json!({
            "id": role.id,
            "name": role.name,
            "description": role.description,
            "applicableTo": role.scopes,
            "permissions": permissions.collect::<Vec<_>>(),
        });
        store.plant(&ROLES, "", &body, now);
    }
}

/// The documented roles of a worker in an environment that it made.
pub(crate) const OF_WORKERS: [&str; 3] =
    ["Environment Admin", "Identity Data Admin", "Client Application Developer"];

const ASSIGNMENTS: Schema = Schema {
    name: "ROLE_ASSIGNMENT",
    collection: "roleAssignments",
    embedded: "roleAssignments",
    noun: "roleAssignment",
    members: &[
        object("role", &[text("id", 1, 256).required()]).required(),
        object("scope", &[text("id", 1, 256).required(), choice("type", SCOPES).required()])
            .required(),
        flag("readOnly").read_only().default("false"),
    ],
    pages: Pages { most: Some(100_000), counted: true },
    hooks: Hooks { check: check_assignment, show: show_assignment, may_delete, ..Hooks::NONE },
    ..Schema::BASE
};
pub(crate) static OF_USERS: Schema = Schema { parent: Some(&USERS), ..ASSIGNMENTS };
pub(crate) static OF_GROUPS: Schema = Schema { parent: Some(&GROUPS), ..ASSIGNMENTS };
/// Of applications, workers alone have roles.
pub(crate) static OF_APPLICATIONS: Schema = Schema {
    parent: Some(&APPLICATIONS),
    below: |application| application.text("type") == Some("WORKER"),
    ..ASSIGNMENTS
};

/// What speaks against an assignment.
fn check_assignment(store: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    if let Some(caller) = draft.caller.filter(|_| wrong.is_empty()) {
        let wanted = Held::of(&Value::from(draft.new.clone()));
        wrong.extend(why_not(store, draft.parent, &caller, &wanted));
    }
}

fn why_not(store: &Store, parent: &str, caller: &Caller<'_>, wanted: &Held) -> Option<Detail> {
    let Some(role) = Role::with_id(&wanted.role) else {
        return Some(Detail::invalid("There is no such object.").target("role.id"));
    };
    if !role.scopes.contains(&wanted.scope.as_str()) {
        return Some(Detail::not_among(role.scopes).target("scope.type"));
    }
    let is_there = match wanted.scope.as_str() {
        "ORGANIZATION" => wanted.of == caller.organization,
        "ENVIRONMENT" => caller.environments.contains(&wanted.of),
        "POPULATION" => store.row(&POPULATIONS, "", &wanted.of).is_some(),
        _ => store.row(&APPLICATIONS, "", &wanted.of).is_some(),
    };
    if !is_there {
        return Some(Detail::invalid("There is no such object.").target("scope.id"));
    }
    // The tables of all assignees are one, by the ids of those.
    let mut rows = store.rows(&OF_USERS, parent).map(|row| Held::of(&row.body));
    if rows.any(|held| held.role == wanted.role && caller.covers(&held, wanted)) {
        let taken = Detail::new("UNIQUENESS_VIOLATION", "May not assign duplicate Role");
        return Some(taken.target("role"));
    }
    let why = "Must have role at the same or broader scope";
    (!caller.may_assign(wanted)).then(|| Detail::invalid(why).target("role"))
}

/// An assignment as its reader sees it, who may not delete what it could not have created.
// assumes: role-assignments
fn show_assignment(shown: &Shown<'_>, body: &mut Map<String, Value>) {
    let is_others = !shown.asked.caller.may_assign(&Held::of(&shown.row.body));
    body.insert("readOnly".to_owned(), is_others.into());
}

fn may_delete(_: &Store, row: &Entry, caller: &Caller<'_>) -> Result<(), Detail> {
    if caller.may_assign(&Held::of(&row.body)) {
        return Ok(());
    }
    let why = format!("Role assignment {} cannot be deleted as it is read only", row.id());
    Err(Detail::new("CONSTRAINT_VIOLATION", why).target("readOnly"))
}

/// What an application has.
pub(crate) fn held(store: &Store, application: &str) -> Vec<Held> {
    held_but(store, application, |_| false)
}

/// The same without the assignments whose ids are left out.
pub(crate) fn held_but(
    store: &Store,
    application: &str,
    is_left_out: impl Fn(&str) -> bool,
) -> Vec<Held> {
    let rows = store.rows(&OF_APPLICATIONS, application);
    rows.filter(|row| !is_left_out(row.id())).map(|row| Held::of(&row.body)).collect()
}

/// Takes back what was assigned for something that is gone.
pub(crate) fn forget_scope(store: &mut Store, id: &str) {
    store.forget(&OF_APPLICATIONS, |row| row.body["scope"]["id"] == id);
}

/// Gives an application a role, without asking.
pub(crate) fn plant_role(store: &mut Store, application: &str, held: &Held, now: Timestamp) {
    store.plant(&OF_APPLICATIONS, application, &held.json(), now);
}
