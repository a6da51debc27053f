//! Resources, the scopes below them, and what applications are granted of both.

use serde_json::{Value, json};

use super::applications::APPLICATIONS;
use crate::{
    base::timestamp::Timestamp,
    store::{
        Entry, Store,
        schema::{
            Draft, Hooks, Kind, Link, OnDelete, Schema, Unique, choice, flag, int, list, object,
            reference, text,
        },
    },
    wire::response::Detail,
};

const TYPES: &[&str] = &["OPENID_CONNECT", "PINGONE_API", "CUSTOM"];
const AUTH_METHODS: &[&str] = &["NONE", "CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST"];

fn is_custom(row: &Entry) -> bool {
    row.text("type") == Some("CUSTOM")
}

pub(crate) static RESOURCES: Schema = Schema {
    name: "RESOURCE",
    collection: "resources",
    embedded: "resources",
    noun: "resource",
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        choice("type", TYPES).read_only().default(r#""CUSTOM""#),
        text("audience", 1, 1024),
        int("accessTokenValiditySeconds", 300, 2_592_000).default("3600"),
        choice("introspectEndpointAuthMethod", AUTH_METHODS).default(r#""CLIENT_SECRET_BASIC""#),
        object("applicationPermissionsSettings", &[flag("claimEnabled").default("false")])
            .default("{}"),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: false }],
    links: &[
        ("scopes", Link::Below("/scopes")),
        ("secret", Link::Below("/secret")),
        ("attributes", Link::Below("/attributes")),
    ],
    hooks: Hooks {
        check: check_audience,
        may_delete: |_, row, _| {
            let why = "The platform's own resources cannot be deleted.";
            let detail = Detail::new("CONSTRAINT_VIOLATION", why).target("type");
            if is_custom(row) { Ok(()) } else { Err(detail) }
        },
        has_secret: is_custom,
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// The audience is the name unless the body says otherwise; the vendor's names are its own.
fn check_audience(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    if let (false, Some(name)) = (draft.new.contains_key("audience"), draft.new.get("name")) {
        draft.new.insert("audience".to_owned(), name.clone());
    }
    let sent = draft.sent.get("audience").and_then(Value::as_str);
    let taken = |audience: &str| audience.contains("pingone") || audience.contains("pingidentity");
    if sent.is_some_and(taken) {
        let why = "The value must contain neither pingone nor pingidentity.";
        wrong.push(Detail::invalid(why).target("audience"));
    }
}

pub(crate) static SCOPES: Schema = Schema {
    name: "SCOPE",
    collection: "scopes",
    embedded: "scopes",
    noun: "scope",
    parent: Some(&RESOURCES),
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        list("schemaAttributes", &Kind::LINE, 0, 200),
        list("mappedClaims", &Kind::LINE, 0, 200),
        flag("predefined").read_only().hidden(),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: true }],
    hooks: Hooks {
        may_delete: |_, row, _| {
            let why = "The platform's own scopes cannot be deleted.";
            let detail = Detail::new("CONSTRAINT_VIOLATION", why).target("name");
            let is_own = row.body.get("predefined").is_some();
            if is_own { Err(detail) } else { Ok(()) }
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

pub(crate) static GRANTS: Schema = Schema {
    name: "APPLICATION_RESOURCE_GRANT",
    collection: "grants",
    embedded: "grants",
    noun: "grant",
    parent: Some(&APPLICATIONS),
    members: &[
        reference("resource", &RESOURCES).required(),
        list("scopes", &Kind::Ref(&SCOPES), 0, 1000).required().on_delete(OnDelete::Clear),
    ],
    unique: &[Unique { key: &["resource.id"], target: "resource.id", exact: true }],
    links: &[("resource", Link::To("resource"))],
    hooks: Hooks { check: check_scopes, ..Hooks::NONE },
    ..Schema::BASE
};

/// A grant stays with its resource, and its scopes are that resource's.
fn check_scopes(store: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let resource = draft.new.get("resource");
    let Some(resource) = resource.and_then(|resource| resource["id"].as_str()) else {
        return;
    };
    if draft.old.is_some_and(|old| old["resource"]["id"] != resource) {
        let why = "A grant cannot move to another resource.";
        wrong.push(Detail::invalid(why).target("resource.id"));
    }
    let scopes = draft.new.get("scopes").and_then(Value::as_array);
    for (index, scope) in scopes.into_iter().flatten().enumerate() {
        let scope = scope["id"].as_str().unwrap_or_default();
        if store.row(&SCOPES, resource, scope).is_none() {
            let detail = Detail::invalid("The resource has no such scope.");
            wrong.push(detail.target(format!("scopes[{index}].id")));
        }
    }
}

/// The platform's own resources: name, type, scopes.
// assumes: own-resources
const PREDEFINED: [(&str, &str, &[&str]); 2] = [
    ("openid", "OPENID_CONNECT", &["openid", "profile", "email", "address", "phone"]),
    ("PingOne API", "PINGONE_API", &["p1:read:user", "p1:update:user"]),
];

/// The resources that an environment starts with.
pub(crate) fn plant_resources(store: &mut Store, now: Timestamp) {
    for (name, kind, scopes) in PREDEFINED {
        let resource = json!({ "name": name, "type": kind });
        let id = store.plant(&RESOURCES, "", &resource, now);
        for scope in scopes {
            let scope = json!({ "name": scope, "predefined": true });
            store.plant(&SCOPES, &id, &scope, now);
        }
    }
}
