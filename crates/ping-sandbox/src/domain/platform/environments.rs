//! The environments of an organization, as it sees them from outside.

use serde_json::{Value, json};

use super::{
    bill_of_materials::{WHOLE_BILL, check_bookmarks},
    licenses::{LICENSES, is_in_force},
};
use crate::{
    store::{
        Op, Shown, Store,
        schema::{
            Draft, Form, Hooks, Kept, Link, Pages, Schema, Unique, choice, foreign, form, object,
            reference, text,
        },
    },
    wire::{hal::links, response::Detail},
};

/// The regions: as environments call them, and as licenses do.
const REGIONS: [(&str, &str); 6] =
    [("NA", "NORTH_AMERICA"), ("CA", "CA"), ("EU", "EU"), ("AU", "AU"), ("SG", "SG"), ("AP", "AP")];
const REGION_CODES: &[&str] = &["NA", "CA", "EU", "AU", "SG", "AP"];

/// What an environment is used for.
pub(crate) const TYPES: &[&str] = &["PRODUCTION", "SANDBOX"];
/// Whether it is about to be deleted.
pub(crate) const STATES: &[&str] = &["ACTIVE", "DELETE_PENDING"];

pub(crate) static ENVIRONMENTS: Schema = Schema {
    name: "ENVIRONMENT",
    collection: "environments",
    embedded: "environments",
    noun: "environment",
    kept: Kept::Organization,
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        foreign("organization").read_only(),
        choice("region", REGION_CODES).required(),
        choice("type", TYPES).required(),
        choice("subtype", &["DEV", "QA", "STAGING", "TESTING", "UAT"]),
        choice("status", STATES).read_only(),
        form("icon", Form::Url),
        reference("license", &LICENSES),
        object("billOfMaterials", WHOLE_BILL).create_only().hidden(),
        form("softDeletedAt", Form::Time).read_only(),
        form("hardDeleteAllowedAt", Form::Time).read_only(),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: false }],
    filters: &[
        ("name", &[Op::Sw]),
        ("id", &[Op::Eq]),
        ("organization.id", &[Op::Eq]),
        ("license.id", &[Op::Eq]),
        ("status", &[Op::Eq]),
    ],
    // assumes: environments-order
    orders: &["name", "createdAt", "updatedAt"],
    expands: &["billOfMaterials"],
    links: &[
        ("populations", Link::Below("/populations")),
        ("users", Link::Below("/users")),
        ("applications", Link::Below("/applications")),
        ("activities", Link::Below("/activities")),
        ("branding", Link::Below("/branding")),
        ("resources", Link::Below("/resources")),
        ("passwordPolicies", Link::Below("/passwordPolicies")),
        ("userActivities", Link::Below("/userActivities")),
        ("signOnPolicies", Link::Below("/signOnPolicies")),
        ("keys", Link::Below("/keys")),
        ("templates", Link::Below("/templates")),
        ("notificationsSettings", Link::Below("/notificationsSettings")),
        ("schemas", Link::Below("/schemas")),
        ("gateways", Link::Below("/gateways")),
        ("capabilities", Link::Below("/capabilities")),
        ("activeIdentityCounts", Link::Below("/activeIdentityCounts")),
        ("billOfMaterials", Link::Below("/billOfMaterials")),
    ],
    pages: Pages { most: Some(1000), counted: true },
    hooks: Hooks {
        check,
        sees: |caller, row| {
            caller.environment == row.id() || caller.reach.iter().any(|id| id == row.id())
        },
        show: |shown, body| {
            let owner = shown.asked.owner.as_ref();
            if let (Some(owner), Some(license)) = (owner, shown.row.reference("license")) {
                let url = format!("{}/licenses/{license}", owner.url);
                body["_links"]["license"] = json!({ "href": url });
            }
            if shown.expand.is_some() {
                body.insert("_embedded".to_owned(), json!({ "billOfMaterials": bill(shown) }));
            }
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// The bill of materials, with its links.
fn bill(shown: &Shown<'_>) -> Value {
    let url = shown.asked.row_url(&ENVIRONMENTS, "", shown.row.id());
    shown_bill(&shown.row.body["billOfMaterials"], &url)
}

/// A bill of materials, with its links; `url` is its environment's.
pub(crate) fn shown_bill(bill: &Value, url: &str) -> Value {
    let mut body = bill.clone();
    let own = ("self", format!("{url}/billOfMaterials"));
    body["_links"] = links([own, ("environment", url.to_owned())]);
    body
}

/// The license is there and allows the region, and what cannot change does not.
// assumes: environment-rules
fn check(store: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    if let Some(caller) = draft.caller {
        draft.new.insert("organization".to_owned(), json!({ "id": caller.organization }));
    }
    let old = draft.old;
    let before = |name: &str| old.and_then(|old| old[name].as_str());
    let kept = old.and_then(|old| old.get("license"));
    if let (Some(kept), false) = (kept, draft.sent.contains_key("license")) {
        draft.new.insert("license".to_owned(), kept.clone());
    }
    if let Some(Value::Object(bill)) = draft.new.get("billOfMaterials") {
        check_bookmarks(bill, "billOfMaterials.", wrong);
    }
    if old.is_none() && !draft.sent.contains_key("license") {
        wrong.push(Detail::required().target("license"));
    }
    if let (Some(was), Some(region)) = (before("region"), draft.text("region"))
        && was != region
    {
        wrong.push(Detail::not_among(&[was]).target("region"));
    }
    if let (Some("PRODUCTION"), Some("SANDBOX")) = (before("type"), draft.text("type")) {
        wrong.push(Detail::not_among(&["PRODUCTION"]).target("type"));
    }
    let license = draft.new.get("license").and_then(|license| license["id"].as_str());
    let is_new = license != old.and_then(|old| old["license"]["id"].as_str());
    let Some(license) = license.and_then(|id| store.row(&LICENSES, "", id)).filter(|_| is_new)
    else {
        return;
    };
    if !is_in_force(license) {
        wrong.push(Detail::invalid("The license is not active.").target("license.id"));
    }
    let allowed = license.body["environments"]["regions"].as_array().into_iter().flatten();
    let allowed: Vec<&str> = allowed.filter_map(Value::as_str).collect();
    let codes = REGIONS.iter().filter(|(_, name)| allowed.contains(name));
    let codes: Vec<&str> = codes.map(|(code, _)| *code).collect();
    if draft.text("region").is_some_and(|region| !codes.contains(&region)) {
        wrong.push(Detail::not_among(&codes).target("region"));
    }
}
