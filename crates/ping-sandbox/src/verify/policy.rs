//! Verify policies: what a transaction has to check.

use std::{sync::Arc, time::Duration};

use serde_json::{Map, Value, json};

use super::{fields::Fields, submission::DocumentType};
use crate::{random::Random, response::Detail, timestamp::Timestamp};

const MODES: [&str; 3] = ["REQUIRED", "OPTIONAL", "DISABLED"];
const THRESHOLDS: [&str; 3] = ["LOW", "MEDIUM", "HIGH"];
/// The members that `identityRecordMatching` and `requirements` share.
pub(super) const IDENTIFIERS: [&str; 5] =
    ["address", "name", "given_name", "family_name", "birth_date"];
/// The sections whose members no document lists; they are kept as they come.
const OPEN_SECTIONS: [&str; 5] = [
    "dataBasedIdentityVerification",
    "geolocation",
    "verifiableCredential",
    "deviceOwnership",
    "voice",
];

/// A policy, as the service shows it apart from its links. Transactions share it.
#[derive(Clone)]
pub(super) struct Policy(Arc<Value>);

impl Policy {
    /// Government id, selfie and liveness: the environment's default.
    pub(super) fn document_and_selfie(random: &mut Random, now: Timestamp) -> Self {
        let body = json!({
            "name": "Default Policy",
            "default": true,
            "governmentId": { "verify": "REQUIRED", "retry": { "attempts": 2 } },
            "facialComparison": { "verify": "REQUIRED", "threshold": "MEDIUM" },
            "liveness": {
                "verify": "REQUIRED",
                "threshold": "MEDIUM",
                "retry": { "attempts": 2 },
            },
        });
        Self::seeded(body, random, now)
    }

    /// A selfie alone, compared with one that the caller supplies.
    pub(super) fn reference_selfie(random: &mut Random, now: Timestamp) -> Self {
        let body = json!({
            "name": "Reference Selfie",
            "facialComparison": { "verify": "REQUIRED", "threshold": "MEDIUM" },
            "liveness": {
                "verify": "REQUIRED",
                "threshold": "MEDIUM",
                "retry": { "attempts": 2 },
            },
        });
        Self::seeded(body, random, now)
    }

    fn seeded(body: Value, random: &mut Random, now: Timestamp) -> Self {
        let body = body.as_object();
        let whole = body.map(|body| complete(body, false)).unwrap_or_default();
        Self::with(whole, random.uuid(), now, now)
    }

    /// Reads the body of a creation or replacement; `aamva` says whether authorities are asked
    /// unless the body says otherwise.
    pub(super) fn parse(
        body: &Map<String, Value>,
        aamva: bool,
        id: String,
        created: Timestamp,
        updated: Timestamp,
    ) -> Result<Self, Vec<Detail>> {
        let mut wrong = Vec::new();
        check(&mut Fields::of(body, &mut wrong));
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let policy = Self::with(complete(body, aamva), id, created, updated);
        policy.contradictions(&mut wrong);
        if wrong.is_empty() {
            Ok(policy)
        } else {
            Err(wrong)
        }
    }

    fn with(
        mut members: Map<String, Value>,
        id: String,
        created: Timestamp,
        updated: Timestamp,
    ) -> Self {
        members.insert("id".to_owned(), id.into());
        members.insert("createdAt".to_owned(), created.iso().into());
        members.insert("updatedAt".to_owned(), updated.iso().into());
        Self(Arc::new(members.into()))
    }

    /// What no member shows by itself.
    fn contradictions(&self, wrong: &mut Vec<Detail>) {
        let mut refuse = |target: &str, why: &str| {
            wrong.push(Detail::new("CONSTRAINT_VIOLATION", why).target(target));
        };
        let sections = [
            "governmentId",
            "facialComparison",
            "liveness",
            "email",
            "phone",
        ];
        let open = ["dataBasedIdentityVerification", "voice"];
        if !sections.iter().chain(&open).any(|name| self.uses(name)) {
            refuse("governmentId", "At least one check has to be configured.");
        }
        if self.0["governmentId"]["aadhaar"]["enabled"] == true
            && !self.requires("facialComparison")
        {
            refuse(
                "governmentId.aadhaar.enabled",
                "The comparison of faces has to be required.",
            );
        }
        if self.0["governmentId"]["verifyAamva"] == true && !self.checks_document() {
            refuse(
                "governmentId.verifyAamva",
                "The government id has to be checked.",
            );
        }
        if self.collection_timeout() > self.transaction_timeout() {
            refuse(
                "transaction.dataCollection.timeout",
                "It must not be longer than the transaction's timeout.",
            );
        }
    }

    pub(super) fn id(&self) -> &str {
        self.0["id"].as_str().unwrap_or_default()
    }

    pub(super) fn created(&self) -> Option<Timestamp> {
        self.0["createdAt"].as_str().and_then(Timestamp::parse)
    }

    pub(super) fn is_default(&self) -> bool {
        self.0["default"] == true
    }

    pub(super) fn set_default(&mut self, default: bool) {
        Arc::make_mut(&mut self.0)["default"] = default.into();
    }

    /// The whole policy.
    pub(super) fn json(&self, environment_url: &str) -> Value {
        let mut policy = Value::clone(&self.0);
        let environment_id = environment_url.rsplit('/').next();
        policy["environment"] = json!({ "id": environment_id });
        policy["_links"] = json!({
            "self": { "href": format!("{environment_url}/verifyPolicies/{}", self.id()) },
            "environment": { "href": environment_url },
        });
        policy
    }

    pub(super) fn checks_document(&self) -> bool {
        self.uses("governmentId")
    }

    pub(super) fn checks_liveness(&self) -> bool {
        self.uses("liveness")
    }

    pub(super) fn compares_faces(&self) -> bool {
        self.uses("facialComparison")
    }

    pub(super) fn takes_selfie(&self) -> bool {
        self.checks_liveness() || self.compares_faces()
    }

    pub(super) fn needs_document(&self) -> bool {
        self.requires("governmentId")
    }

    pub(super) fn needs_selfie(&self) -> bool {
        self.requires("liveness") || self.requires("facialComparison")
    }

    pub(super) fn asks_data_providers(&self) -> bool {
        self.uses("dataBasedIdentityVerification")
    }

    /// Whether a section is made use of.
    pub(super) fn uses(&self, section: &str) -> bool {
        self.requires(section) || self.0[section]["verify"] == "OPTIONAL"
    }

    /// Whether nothing goes without a section.
    pub(super) fn requires(&self, section: &str) -> bool {
        self.0[section]["verify"] == "REQUIRED"
    }

    /// Nothing but the request can say whose face it has to be.
    pub(super) fn needs_reference_selfie(&self) -> bool {
        self.requires("facialComparison") && !self.checks_document()
    }

    /// Whether expired documents fail.
    pub(super) fn fails_expired(&self) -> bool {
        self.0["governmentId"]["failExpiredId"] == true
    }

    /// Whether people look at documents.
    pub(super) fn inspects_manually(&self) -> bool {
        self.0["governmentId"]["inspectionType"] == "MANUAL"
    }

    /// Whose program looks at documents.
    pub(super) fn document_provider(&self) -> &'static str {
        match self.0["governmentId"]["provider"]["auto"].as_str() {
            Some("VERIFF") => "VERIFF",
            _ => "MITEK",
        }
    }

    /// Whether the authorities are asked about this kind of document.
    pub(super) fn asks_authorities(&self, kind: DocumentType) -> bool {
        self.0["governmentId"]["verifyAamva"] == true && kind == DocumentType::DriverLicense
    }

    /// The data that has to match the requirements, with their thresholds as numbers from 1 to 3.
    pub(super) fn matches(&self) -> Vec<(&'static str, usize)> {
        let fields = IDENTIFIERS.into_iter().filter_map(|name| {
            let threshold = self.0["identityRecordMatching"][name]["threshold"].as_str()?;
            let place = THRESHOLDS.iter().position(|known| *known == threshold)?;
            Some((name, place + 1))
        });
        fields.filter(|_| self.checks_document()).collect()
    }

    /// The requirements that a request has to bring.
    pub(super) fn required_fields(&self) -> Vec<&'static str> {
        let fields = self.matches().into_iter().map(|(name, _)| name);
        fields
            .filter(|name| self.0["identityRecordMatching"][*name]["fieldRequired"] == true)
            .collect()
    }

    pub(super) fn collects_only(&self) -> bool {
        self.0["transaction"]["dataCollectionOnly"] == true
    }

    /// Whether what was verified is kept as claims.
    pub(super) fn keeps_claims(&self) -> bool {
        self.0["ida"]["enabled"] == true
    }

    /// How often the document may be shown again after a bad picture.
    pub(super) fn document_retries(&self) -> u64 {
        self.retries("governmentId")
    }

    /// How often the selfie may be taken again.
    pub(super) fn selfie_retries(&self) -> u64 {
        self.retries("liveness")
    }

    fn retries(&self, section: &str) -> u64 {
        self.0[section]["retry"]["attempts"].as_u64().unwrap_or(0)
    }

    /// How often a passcode may be entered, and how long it is good.
    pub(super) fn otp(&self, section: &str) -> (u64, Duration) {
        let otp = &self.0[section]["otp"];
        let attempts = otp["attempts"]["count"].as_u64().unwrap_or(1);
        (attempts, duration(&otp["lifeTime"]))
    }

    /// From the creation of a transaction to its end.
    pub(super) fn transaction_timeout(&self) -> Duration {
        duration(&self.0["transaction"]["timeout"])
    }

    /// From the moment the person begins.
    pub(super) fn collection_timeout(&self) -> Duration {
        duration(&self.0["transaction"]["dataCollection"]["timeout"])
    }
}

fn duration(value: &Value) -> Duration {
    let count = value["duration"].as_u64().unwrap_or(0);
    Duration::from_secs(match value["timeUnit"].as_str() {
        Some("MINUTES") => count * 60,
        _ => count,
    })
}

/// Checks every member that a document describes.
fn check(policy: &mut Fields<'_, '_>) {
    policy.require("name");
    policy.text("name");
    if let Some(text) = policy.text("description")
        && text.chars().count() > 1024
    {
        let detail = Detail::new("SIZE_LIMIT_EXCEEDED", "The text is too long.");
        policy.wrong("description", detail.inner("maximumValue", 1024));
    }
    policy.flag("default");
    policy.object("governmentId", |id| {
        id.require("verify");
        id.choice("verify", &MODES);
        id.choice("inspectionType", &["AUTOMATIC", "MANUAL", "STEP_UP"]);
        id.flag("failExpiredId");
        id.flag("verifyAamva");
        id.object("provider", |provider| {
            provider.choice("auto", &["MITEK", "VERIFF"]);
            provider.choice("manual", &["MITEK"]);
        });
        id.object("aadhaar", |aadhaar| aadhaar.flag("enabled"));
        check_retry(id);
    });
    for section in ["facialComparison", "liveness"] {
        policy.object(section, |check| {
            for (name, allowed) in [("verify", MODES), ("threshold", THRESHOLDS)] {
                check.require(name);
                check.choice(name, &allowed);
            }
            check_retry(check);
        });
    }
    for section in ["email", "phone"] {
        policy.object(section, check_contact);
    }
    policy.object("transaction", |transaction| {
        transaction.object("timeout", |span| check_span(span, 0));
        transaction.object("dataCollection", |collection| {
            collection.require("timeout");
            collection.object("timeout", |span| check_span(span, 0));
        });
        transaction.flag("dataCollectionOnly");
    });
    policy.object("identityRecordMatching", |matching| {
        for name in IDENTIFIERS {
            matching.object(name, |field| {
                field.require("fieldRequired");
                field.flag("fieldRequired");
                field.require("threshold");
                field.choice("threshold", &THRESHOLDS);
            });
        }
    });
    policy.object("ida", |ida| ida.flag("enabled"));
    for section in OPEN_SECTIONS {
        policy.object(section, |open| open.choice("verify", &MODES));
    }
}

fn check_retry(section: &mut Fields<'_, '_>) {
    section.object("retry", |retry| retry.number("attempts", 0..=3));
}

fn check_contact(contact: &mut Fields<'_, '_>) {
    contact.require("verify");
    contact.choice("verify", &MODES);
    contact.flag("createMfaDevice");
    contact.object("otp", |otp| {
        for name in ["attempts", "deliveries", "lifeTime", "notification"] {
            otp.require(name);
        }
        otp.object("attempts", |attempts| {
            attempts.require("count");
            attempts.number("count", 1..=u64::from(u32::MAX));
        });
        otp.object("deliveries", |deliveries| {
            deliveries.require("count");
            deliveries.number("count", 1..=u64::from(u32::MAX));
            // Two spellings are documented.
            if !deliveries.has("coolDown") {
                deliveries.require("cooldown");
            }
            for name in ["cooldown", "coolDown"] {
                deliveries.object(name, |span| check_span(span, 0));
            }
        });
        otp.object("lifeTime", |span| check_span(span, 60));
        otp.object("notification", |notification| {
            notification.require("templateName");
            notification.text("templateName");
            notification.text("variantName");
        });
    });
}

/// A span from `least` seconds to half an hour.
fn check_span(span: &mut Fields<'_, '_>, least: u64) {
    span.require("duration");
    span.require("timeUnit");
    let unit = span.choice("timeUnit", &["SECONDS", "MINUTES"]);
    span.number(
        "duration",
        match unit {
            Some("MINUTES") => least.div_ceil(60)..=30,
            _ => least..=1800,
        },
    );
}

/// The members of a sound body, with every section and its defaults.
fn complete(body: &Map<String, Value>, aamva: bool) -> Map<String, Value> {
    let mut whole = defaults();
    let known = |name: &&str| body.get(*name).is_some_and(|value| !value.is_null());
    for name in [
        "name",
        "description",
        "default",
        "governmentId",
        "facialComparison",
        "liveness",
        "email",
        "phone",
        "transaction",
        "identityRecordMatching",
        "ida",
    ]
    .iter()
    .chain(&OPEN_SECTIONS)
    .copied()
    .filter(known)
    {
        let slot = whole.entry(name).or_insert(Value::Null);
        merge(slot, &body[name]);
    }
    for section in ["email", "phone"] {
        // Read back in the spelling that the service takes.
        let deliveries = whole[section].pointer_mut("/otp/deliveries");
        if let Some(deliveries) = deliveries.and_then(Value::as_object_mut)
            && let Some(span) = deliveries.remove("coolDown")
        {
            deliveries.insert("cooldown".to_owned(), span);
        }
    }
    let government_id = &mut whole["governmentId"];
    if government_id["verify"] != "DISABLED" {
        let mut checked = json!({
            "inspectionType": "AUTOMATIC",
            "failExpiredId": false,
            "provider": { "auto": "MITEK", "manual": "MITEK" },
            "verifyAamva": aamva,
            "aadhaar": { "enabled": false },
        });
        merge(&mut checked, government_id);
        *government_id = checked;
    }
    whole
}

fn defaults() -> Map<String, Value> {
    let otp = |minutes: u32| {
        json!({
            "verify": "DISABLED",
            "createMfaDevice": false,
            "otp": {
                "attempts": { "count": 5 },
                "deliveries": {
                    "count": 3,
                    "cooldown": { "duration": 30, "timeUnit": "SECONDS" },
                },
                "lifeTime": { "duration": minutes, "timeUnit": "MINUTES" },
                "notification": { "templateName": "email_phone_verification" },
            },
        })
    };
    let whole = json!({
        "default": false,
        "governmentId": { "verify": "DISABLED" },
        "facialComparison": { "verify": "DISABLED", "threshold": "MEDIUM" },
        "liveness": { "verify": "DISABLED", "threshold": "MEDIUM" },
        "email": otp(10),
        "phone": otp(5),
        "transaction": {
            "timeout": { "duration": 30, "timeUnit": "MINUTES" },
            "dataCollection": { "timeout": { "duration": 15, "timeUnit": "MINUTES" } },
            "dataCollectionOnly": false,
        },
    });
    match whole {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Lays `over` over `under`, member by member.
fn merge(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (name, value) in over.iter().filter(|(_, value)| !value.is_null()) {
                merge(under.entry(name.as_str()).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over.clone(),
    }
}
