//! FIDO policies, as a table.

use serde_json::{Map, Value, json};

use crate::{
    base::timestamp::Timestamp,
    domain::mfa::policies::POLICIES,
    store::{
        Caller, Entry, Shown, Store,
        schema::{
            Draft, Hooks, Kind, Member, Schema, Unique, choice, flag, int, list, object, span, text,
        },
    },
    wire::response::Detail,
};

const PREFERENCES: &[&str] = &["DISCOURAGED", "PREFERRED", "REQUIRED"];
const ENFORCED: Member = flag("enforceDuringAuthentication").required();
const ID: &[Member] = &[text("id", 1, 256).required()];
const NAME: &[Member] = &[text("name", 1, 256).required()];
const ATTRIBUTE: &[Member] =
    &[text("name", 1, 256).required(), list("subAttributes", &Kind::Object(NAME), 0, 10)];

pub(crate) static FIDO_POLICIES: Schema = Schema {
    name: "FIDO2_POLICY",
    collection: "fido2Policies",
    embedded: "fido2Policies",
    noun: "fido2Policy",
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        flag("default").default("false"),
        choice("attestationRequirements", &["NONE", "DIRECT", "ENTERPRISE"]).required(),
        choice("authenticatorAttachment", &["PLATFORM", "CROSS_PLATFORM", "BOTH"]).required(),
        object("backupEligibility", &[flag("allow").required(), ENFORCED]).required(),
        text("deviceDisplayName", 1, 100).required(),
        choice("discoverableCredentials", PREFERENCES).required(),
        object(
            "mdsAuthenticatorsRequirements",
            &[
                choice("option", &["NONE", "AUDIT_ONLY", "GLOBAL", "CERTIFIED", "SPECIFIC"])
                    .required(),
                ENFORCED,
                list("allowedAuthenticators", &Kind::Object(ID), 0, 1000),
            ],
        )
        .required(),
        text("relyingPartyId", 1, 253).required(),
        object(
            "userDisplayNameAttributes",
            &[
                list("attributes", &Kind::Object(ATTRIBUTE), 1, 6).required(),
                text("suffix", 1, 256),
            ],
        )
        .required(),
        object(
            "userVerification",
            &[
                choice("option", PREFERENCES).required(),
                ENFORCED,
                object(
                    "pinRequirement",
                    &[text("option", 1, 256).required(), int("minLength", 4, 63)],
                ),
            ],
        )
        .required(),
        span("userPresenceTimeout", 60, 600).default(r#"{"duration":2,"timeUnit":"MINUTES"}"#),
        list(
            "publicKeyCredentialHints",
            &Kind::Choice(&["SECURITY_KEY", "CLIENT_DEVICE", "HYBRID"]),
            1,
            3,
        ),
        flag("aggregateDevices").default("false"),
        object("eaUniqueIdentifierAttribute", NAME),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: false }],
    one_default: true,
    expands: &["deviceAuthenticationPolicies"],
    hooks: Hooks { check, show, may_delete, ..Hooks::NONE },
    ..Schema::BASE
};

fn check(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let new: &Map<String, Value> = draft.new;
    let at = |pointer: &str| {
        let mut names = pointer.split('.');
        let first = names.next().and_then(|name| new.get(name));
        names.fold(first, |value, name| value?.get(name))
    };
    let option = at("mdsAuthenticatorsRequirements.option").and_then(Value::as_str);
    let attestation = at("attestationRequirements").and_then(Value::as_str);
    if attestation == Some("NONE") && option.is_some_and(|option| option != "NONE") {
        let target = "mdsAuthenticatorsRequirements.option";
        wrong.push(Detail::not_among(&["NONE"]).target(target));
    }
    let allowed = at("mdsAuthenticatorsRequirements.allowedAuthenticators");
    let none = allowed.and_then(Value::as_array).is_none_or(Vec::is_empty);
    if option == Some("SPECIFIC") && none {
        let target = "mdsAuthenticatorsRequirements.allowedAuthenticators";
        wrong.push(Detail::required().target(target));
    }
    let attributes = at("userDisplayNameAttributes.attributes").and_then(Value::as_array);
    if attributes.is_some_and(|list| list.iter().all(|one| one["name"] != "username")) {
        let why = "username must be among the attributes.";
        wrong.push(Detail::invalid(why).target("userDisplayNameAttributes.attributes"));
    }
    if let Some(domain) = at("relyingPartyId").and_then(Value::as_str) {
        wrong.extend(check_domain(domain).err().map(|detail| detail.target("relyingPartyId")));
    }
}

/// A lower-case domain whose last part is one that the public knows.
fn check_domain(domain: &str) -> Result<(), Detail> {
    let label = |label: &str| {
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(letters)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if !domain.split('.').all(label) {
        return Err(Detail::invalid("The value must be a domain name in lower case."));
    }
    let last = domain.rsplit('.').next().unwrap_or_default();
    if matches!(last, "local" | "internal" | "test" | "invalid") {
        let why = "The domain's top level is not a public one.";
        return Err(Detail::new("CONSTRAINT_VIOLATION", why));
    }
    Ok(())
}

/// `expand` embeds the device authentication policies that name it.
fn show(shown: &Shown<'_>, body: &mut Map<String, Value>) {
    if shown.expand.is_some() {
        let users: Vec<Value> = users(shown.store, shown.row)
            .map(|policy| json!({ "id": policy.id(), "name": policy.body["name"] }))
            .collect();
        body.insert("_embedded".to_owned(), json!({ "deviceAuthenticationPolicies": users }));
    }
}

/// The device authentication policies that name a FIDO policy.
fn users<'a>(store: &'a Store, row: &'a Entry) -> impl Iterator<Item = &'a Entry> {
    let policies = store.rows(&POLICIES, "");
    policies.filter(|policy| policy.body["fido2"]["fido2PolicyId"] == row.id())
}

fn may_delete(store: &Store, row: &Entry, _: &Caller<'_>) -> Result<(), Detail> {
    if row.body["default"] == true {
        let why = "You cannot delete the default policy.";
        return Err(Detail::new("CONSTRAINT_VIOLATION", why));
    }
    if users(store, row).next().is_some() {
        let why = "A device authentication policy refers to the policy.";
        return Err(Detail::new("CONSTRAINT_VIOLATION", why));
    }
    Ok(())
}

/// The environment's default policy.
pub(crate) fn plant_fido_policies(store: &mut Store, now: Timestamp) {
    let policy = json!({
        "name": "Passkeys",
        "default": true,
        "attestationRequirements": "NONE",
        "authenticatorAttachment": "BOTH",
        "backupEligibility": { "allow": true, "enforceDuringAuthentication": false },
        "deviceDisplayName": "fidoPolicy.deviceDisplayName01",
        "discoverableCredentials": "PREFERRED",
        "mdsAuthenticatorsRequirements": {
            "option": "NONE", "enforceDuringAuthentication": false,
        },
        "relyingPartyId": "pingone.com",
        "userDisplayNameAttributes": { "attributes": [{ "name": "username" }] },
        "userVerification": { "option": "PREFERRED", "enforceDuringAuthentication": false },
    });
    store.plant(&FIDO_POLICIES, "", &policy, now);
}
