//! The licenses of an organization.

use serde_json::Value;

use super::environments::ENVIRONMENTS;
use crate::{
    base::timestamp::Timestamp,
    store::{
        Characters, Entry, Op, Store,
        schema::{Form, Hooks, Member, Schema, choice, form, int, open, text, text_of},
    },
};

/// What a license says of a product: members that grow with the product.
const fn product(name: &'static str) -> Member {
    open(name, &[]).read_only()
}

pub(crate) static LICENSES: Schema = Schema {
    name: "LICENSE",
    collection: "licenses",
    embedded: "licenses",
    noun: "license",
    members: &[
        text_of("name", 1, 255, Characters::Label).required(),
        text("package", 1, 256).read_only(),
        choice("status", &["ACTIVE", "EXPIRED", "FUTURE", "TERMINATED"]).read_only(),
        int("assignedEnvironmentsCount", 0, i64::MAX).read_only(),
        form("beginsAt", Form::Time).read_only(),
        form("expiresAt", Form::Time).read_only(),
        form("terminatesAt", Form::Time).read_only(),
        product("replacesLicense"),
        product("replacedByLicense"),
        product("advancedServices"),
        product("authorize"),
        product("credentials"),
        product("environments"),
        product("fraud"),
        product("gateways"),
        product("intelligence"),
        product("mfa"),
        product("orchestrate"),
        product("users"),
        product("verify"),
    ],
    // assumes: license-filters
    filters: &[
        ("beginsAt", &[Op::Lt]),
        ("name", &[Op::Eq]),
        ("package", &[Op::Eq]),
        ("status", &[Op::Eq]),
    ],
    orders: &["beginsAt"],
    hooks: Hooks {
        // A license tells when it begins, not when it was made.
        show: |shown, body| {
            body.remove("createdAt");
            body.remove("updatedAt");
            let used = shown.store.count_referring(&ENVIRONMENTS, &LICENSES, shown.row.id());
            body.insert("assignedEnvironmentsCount".to_owned(), used.into());
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// The licenses of the reference's example, without links.
pub(crate) fn documented() -> Vec<Value> {
    serde_json::from_str(include_str!("licenses.json")).unwrap_or_default()
}

/// Whether a license allows anything.
pub(crate) fn is_in_force(license: &Entry) -> bool {
    license.text("status") == Some("ACTIVE")
}

/// How many environments may use a license.
pub(crate) fn most_environments(license: &Entry) -> Option<u64> {
    license.body["environments"]["max"].as_u64()
}

/// Whether a license is one of a trial.
pub(crate) fn is_of_trial(license: &Entry) -> bool {
    license.text("package").is_some_and(|package| package.contains("TRIAL"))
}

/// Whether a license is for production; one of a trial never is.
pub(crate) fn allows_production(license: &Entry) -> bool {
    !is_of_trial(license) && license.body["environments"]["allowProduction"] == true
}

/// Licenses begin, expire and end when they say so.
pub(crate) fn settle(store: &mut Store, now: Timestamp) {
    let has_come = |row: &Entry, member| {
        row.text(member).and_then(Timestamp::parse).is_some_and(|then| then <= now)
    };
    let status = |row: &Entry| match () {
        () if has_come(row, "terminatesAt") => "TERMINATED",
        () if has_come(row, "expiresAt") => "EXPIRED",
        () if has_come(row, "beginsAt") => "ACTIVE",
        () => "FUTURE",
    };
    let changed: Vec<(String, &str)> = store
        .rows(&LICENSES, "")
        .filter(|row| row.text("status") != Some(status(row)))
        .map(|row| (row.id().to_owned(), status(row)))
        .collect();
    for (id, status) in changed {
        store.set(&LICENSES, &id, "status", status.into());
    }
}
