//! Users.

use serde_json::{Value, json};

use crate::domain::platform::{
    groups::GROUPS, memberships::groups_of_user, passwords::shown_account, populations::POPULATIONS,
};
use crate::{
    store::{
        Attribute, Characters, Entry, Op, Store,
        schema::{
            Draft, Form, Hooks, Kind, Link, Member, OnDelete, Pages, Schema, Unique, choice, flag,
            form, list, object, open, reference, text, text_of,
        },
    },
    wire::{hal::links, response::Detail},
};

const EQ_SW: &[Op] = &[Op::Eq, Op::Sw];

/// What users can be filtered by.
pub(crate) const FILTERS: &[Attribute] = &[
    ("accountId", EQ_SW),
    ("address.streetAddress", EQ_SW),
    ("address.locality", EQ_SW),
    ("address.region", EQ_SW),
    ("address.postalCode", EQ_SW),
    ("address.countryCode", EQ_SW),
    ("email", &[Op::Eq, Op::Sw, Op::Ew]),
    ("enabled", EQ_SW),
    ("endDate", EQ_SW),
    ("externalId", EQ_SW),
    ("locale", EQ_SW),
    ("mobilePhone", EQ_SW),
    ("name.formatted", EQ_SW),
    ("name.given", EQ_SW),
    ("name.middle", EQ_SW),
    ("name.family", EQ_SW),
    ("name.honorificPrefix", EQ_SW),
    ("name.honorificSuffix", EQ_SW),
    ("nickname", EQ_SW),
    ("photo.href", EQ_SW),
    ("preferredLanguage", EQ_SW),
    ("primaryPhone", EQ_SW),
    ("startDate", EQ_SW),
    ("timezone", EQ_SW),
    ("title", EQ_SW),
    ("type", EQ_SW),
    ("username", EQ_SW),
    ("population.id", &[Op::Eq]),
    ("updatedAt", &[Op::Ge, Op::Le]),
    ("memberOfGroups[id]", &[Op::Eq]),
];

/// A line of a user's profile.
const fn line(name: &'static str) -> Member {
    text_of(name, 1, 256, Characters::Line)
}

const NAME: &[Member] = &[
    line("given"),
    line("middle"),
    text_of("family", 1, 256, Characters::Name),
    text_of("formatted", 1, 256, Characters::Name),
    text("honorificPrefix", 1, 256),
    text("honorificSuffix", 1, 256),
];

const ADDRESS: &[Member] = &[
    text_of("streetAddress", 1, 256, Characters::Street),
    line("locality"),
    line("region"),
    text_of("postalCode", 1, 40, Characters::Line),
    form("countryCode", Form::Country),
];

const STATES: &[&str] = &["NOT_INITIATED", "ENABLED", "DISABLED"];

pub(crate) static USERS: Schema = Schema {
    name: "USER",
    collection: "users",
    embedded: "users",
    noun: "user",
    members: &[
        text_of("username", 1, 128, Characters::Line).required(),
        form("email", Form::Email),
        object("name", NAME),
        line("nickname"),
        line("title"),
        text_of("type", 0, 256, Characters::Line),
        line("locale"),
        form("preferredLanguage", Form::Languages),
        form("timezone", Form::Timezone),
        form("primaryPhone", Form::Phone),
        form("mobilePhone", Form::Phone),
        object("photo", &[form("href", Form::Url)]),
        object("address", ADDRESS),
        text("accountId", 1, 256),
        text("externalId", 1, 1024),
        reference("population", &POPULATIONS).create_only(),
        flag("emailVerified").read_only(),
        flag("mfaEnabled").create_only().default("false"),
        flag("enabled").read_only().default("true"),
        choice("verifyStatus", STATES).read_only().default(r#""NOT_INITIATED""#),
        open("account", &[]).read_only().default(r#"{"canAuthenticate":true,"status":"OK"}"#),
        open("identityProvider", &[]).read_only().default(r#"{"type":"PING_ONE"}"#),
        open("lifecycle", &[]).read_only().default(r#"{"status":"ACCOUNT_OK"}"#),
        list("memberOfGroups", &Kind::Ref(&GROUPS), 0, usize::MAX)
            .read_only()
            .hidden()
            .on_delete(OnDelete::Clear),
    ],
    unique: &[Unique { key: &["username"], target: "username", exact: false }],
    // assumes: license-bounds
    bound: Some("/users/hardLimitMax"),
    filters: FILTERS,
    // The documentation's table and its sample spell it differently.
    expands: &["population", "populations"],
    includes: &["memberOfGroupIDs", "memberOfGroupNames"],
    links: &[
        ("population", Link::To("population")),
        ("devices", Link::Below("/devices")),
        ("roleAssignments", Link::Below("/roleAssignments")),
        ("password", Link::Below("/password")),
        ("password.reset", Link::Below("/password")),
        ("password.set", Link::Below("/password")),
        ("password.check", Link::Below("/password")),
        ("password.recover", Link::Below("/password")),
        ("linkedAccounts", Link::Below("/linkedAccounts")),
        ("account.sendVerificationCode", Link::Below("")),
        ("memberOfGroups", Link::Below("/memberOfGroups")),
    ],
    pages: Pages { most: Some(200), counted: true },
    hooks: Hooks {
        check,
        sees: |caller, row| caller.sees_population(|| row.reference("population")),
        show: |shown, body| {
            body.insert("account".to_owned(), shown_account(shown.row, shown.asked.now));
            if let (Some(_), Some(id)) = (shown.expand, shown.row.reference("population")) {
                let url = shown.asked.row_url(&POPULATIONS, "", id);
                let links = links([("self", url), ("environment", shown.asked.url.to_owned())]);
                let population = json!({ "_links": links, "id": id });
                body.insert("_embedded".to_owned(), json!({ "population": population }));
            }
            if let (Some(include), false) = (shown.include, shown.listed) {
                let groups = groups_of_user(shown.store, shown.row).into_iter();
                let value: Value = if include == "memberOfGroupIDs" {
                    groups.map(|(group, _)| group.id()).collect()
                } else {
                    groups.filter_map(|(group, _)| group.text("name")).collect()
                };
                body.insert(include.to_owned(), value);
            }
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// A new user is in the default population unless the body says otherwise, and no address is
/// verified from the start.
fn check(store: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let is_default = |row: &&Entry| row.body["default"] == true;
    if let (false, Some(population)) =
        (draft.new.contains_key("population"), store.rows(&POPULATIONS, "").find(is_default))
    {
        let id = json!({ "id": population.id() });
        draft.new.insert("population".to_owned(), id);
    }
    // Memberships that are bound to the old population are lost with it.
    let population = draft.new["population"]["id"].clone();
    if draft.old.is_some_and(|old| old["population"]["id"] != population)
        && let Some(Value::Array(groups)) = draft.new.get_mut("memberOfGroups")
    {
        let bound = |group: &Value| {
            let row = store.row(&GROUPS, "", group["id"].as_str()?)?;
            row.reference("population").map(|bound| population["id"] == bound)
        };
        groups.retain(|group| bound(group).unwrap_or(true));
    }
    if draft.old.is_some_and(|old| old.get("email") != draft.new.get("email")) {
        draft.new.remove("emailVerified");
    }
    // assumes: user-email-verified
    let verified = draft.sent.get("emailVerified").unwrap_or(&Value::Null);
    if draft.old.is_none() && !matches!(verified, Value::Null | Value::Bool(false)) {
        let why = "An address can be imported as verified, not created.";
        let detail = Detail::new("INVALID_VALUE", why).target("emailVerified");
        wrong.push(detail.inner("allowedValues", vec!["false"]));
    }
}
