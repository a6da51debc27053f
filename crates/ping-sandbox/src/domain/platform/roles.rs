//! The built-in roles, and who has which of them where.

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    domain::platform::{
        applications::APPLICATIONS, built_in_roles::BUILT_IN, groups::GROUPS, users::USERS,
    },
    store::{
        Store,
        schema::{Hooks, Kind, Member, Pages, Resource, choice, flag, list, object, text},
    },
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

    pub(crate) fn with_id(id: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|role| role.id == id)
    }
}

/// What nobody writes.
pub(crate) static ROLES: Resource = Resource {
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
    ..Resource::BASE
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

/// A body of an assignment.
pub(crate) const ASSIGNMENT: &[Member] = &[
    object("role", &[text("id", 1, 256).required()]).required(),
    object("scope", &[text("id", 1, 256).required(), choice("type", SCOPES).required()]).required(),
    flag("readOnly").read_only().default("false"),
];

const ASSIGNMENTS: Resource = Resource {
    name: "ROLE_ASSIGNMENT",
    collection: "roleAssignments",
    embedded: "roleAssignments",
    noun: "roleAssignment",
    members: ASSIGNMENT,
    pages: Pages { most: Some(100_000), counted: true },
    ..Resource::BASE
};
pub(crate) static OF_USERS: Resource = Resource { parent: Some(&USERS), ..ASSIGNMENTS };
pub(crate) static OF_GROUPS: Resource = Resource { parent: Some(&GROUPS), ..ASSIGNMENTS };
/// Of applications, workers alone have roles.
pub(crate) static OF_APPLICATIONS: Resource = Resource {
    parent: Some(&APPLICATIONS),
    below: |application| application.text("type") == Some("WORKER"),
    ..ASSIGNMENTS
};

/// A role that somebody has, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) role: String,
    /// One of `SCOPES`.
    pub(crate) scope: String,
    /// Of what.
    pub(crate) of: String,
}

impl Held {
    /// What a body of an assignment says.
    pub(crate) fn of(assignment: &Value) -> Self {
        let text = |at: &str| assignment.pointer(at).and_then(Value::as_str);
        let text = |at: &str| text(at).unwrap_or_default().to_owned();
        Self { role: text("/role/id"), scope: text("/scope/type"), of: text("/scope/id") }
    }

    /// Whether it is that role, by its name.
    pub(crate) fn is(&self, name: &str) -> bool {
        Role::with_id(&self.role).is_some_and(|role| role.name == name)
    }

    fn json(&self) -> Value {
        json!({ "role": { "id": self.role }, "scope": { "type": self.scope, "id": self.of } })
    }
}

/// What an application has.
pub(crate) fn held(store: &Store, application: &str) -> Vec<Held> {
    let rows = store.rows(&OF_APPLICATIONS, application);
    rows.map(|row| Held::of(&row.body)).collect()
}

/// Gives an application a role, without asking.
pub(crate) fn plant_role(store: &mut Store, application: &str, held: &Held, now: Timestamp) {
    store.plant(&OF_APPLICATIONS, application, &held.json(), now);
}
