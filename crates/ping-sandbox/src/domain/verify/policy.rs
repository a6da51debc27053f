//! Verify policies: what a transaction has to check.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use crate::domain::verify::{policies::VERIFY_POLICIES, submission::DocumentType};
use crate::{store::Store, wire::response::Detail};

pub(crate) const MODES: [&str; 3] = ["REQUIRED", "OPTIONAL", "DISABLED"];
pub(crate) const THRESHOLDS: [&str; 3] = ["LOW", "MEDIUM", "HIGH"];
/// The members that `identityRecordMatching` and `requirements` share.
pub(crate) const IDENTIFIERS: [&str; 5] =
    ["address", "name", "given_name", "family_name", "birth_date"];
/// A policy, as the service shows it apart from its links. Transactions share it.
#[derive(Clone)]
pub(crate) struct Policy(Arc<Value>);

impl Policy {
    /// A policy as the table keeps it.
    pub(crate) fn of(body: Value) -> Self {
        Self(Arc::new(body))
    }

    /// The policy with that id.
    pub(crate) fn find(store: &Store, id: &str) -> Option<Self> {
        let row = store.row(&VERIFY_POLICIES, "", id)?;
        Some(Self::of(row.body.clone()))
    }

    /// The environment's policies.
    pub(crate) fn all(store: &Store) -> impl Iterator<Item = Self> {
        let rows = store.rows(&VERIFY_POLICIES, "");
        rows.map(|row| Self::of(row.body.clone()))
    }

    /// The policy that applies where a request names none.
    pub(crate) fn default_of(store: &Store) -> Option<Self> {
        Self::all(store).find(|policy| policy.0["default"] == true)
    }

    /// What no member shows by itself.
    pub(crate) fn contradictions(&self, wrong: &mut Vec<Detail>) {
        let mut refuse = |target: &str, why: &str| {
            wrong.push(Detail::new("CONSTRAINT_VIOLATION", why).target(target));
        };
        let sections = ["governmentId", "facialComparison", "liveness", "email", "phone"];
        let open = ["dataBasedIdentityVerification", "voice"];
        if !sections.iter().chain(&open).any(|name| self.uses(name)) {
            refuse("governmentId", "At least one check has to be configured.");
        }
        if self.0["governmentId"]["aadhaar"]["enabled"] == true
            && !self.requires("facialComparison")
        {
            refuse("governmentId.aadhaar.enabled", "The comparison of faces has to be required.");
        }
        if self.0["governmentId"]["verifyAamva"] == true && !self.checks_document() {
            refuse("governmentId.verifyAamva", "The government id has to be checked.");
        }
        if self.collection_timeout() > self.transaction_timeout() {
            refuse(
                "transaction.dataCollection.timeout",
                "It must not be longer than the transaction's timeout.",
            );
        }
    }

    pub(crate) fn id(&self) -> &str {
        self.0["id"].as_str().unwrap_or_default()
    }

    /// The whole policy.
    pub(crate) fn json(&self, environment_url: &str) -> Value {
        let mut policy = Value::clone(&self.0);
        let environment_id = environment_url.rsplit('/').next();
        policy["environment"] = json!({ "id": environment_id });
        policy["_links"] = json!({
            "self": { "href": format!("{environment_url}/verifyPolicies/{}", self.id()) },
            "environment": { "href": environment_url },
        });
        policy
    }

    pub(crate) fn checks_document(&self) -> bool {
        self.uses("governmentId")
    }

    pub(crate) fn checks_liveness(&self) -> bool {
        self.uses("liveness")
    }

    pub(crate) fn compares_faces(&self) -> bool {
        self.uses("facialComparison")
    }

    pub(crate) fn takes_selfie(&self) -> bool {
        self.checks_liveness() || self.compares_faces()
    }

    pub(crate) fn needs_document(&self) -> bool {
        self.requires("governmentId")
    }

    pub(crate) fn needs_selfie(&self) -> bool {
        self.requires("liveness") || self.requires("facialComparison")
    }

    pub(crate) fn asks_data_providers(&self) -> bool {
        self.uses("dataBasedIdentityVerification")
    }

    /// Whether a section is made use of.
    pub(crate) fn uses(&self, section: &str) -> bool {
        self.requires(section) || self.0[section]["verify"] == "OPTIONAL"
    }

    /// Whether nothing goes without a section.
    pub(crate) fn requires(&self, section: &str) -> bool {
        self.0[section]["verify"] == "REQUIRED"
    }

    /// Nothing but the request can say whose face it has to be.
    pub(crate) fn needs_reference_selfie(&self) -> bool {
        self.requires("facialComparison") && !self.checks_document()
    }

    /// Whether expired documents fail.
    pub(crate) fn fails_expired(&self) -> bool {
        self.0["governmentId"]["failExpiredId"] == true
    }

    /// Whether people look at documents.
    pub(crate) fn inspects_manually(&self) -> bool {
        self.0["governmentId"]["inspectionType"] == "MANUAL"
    }

    /// Whose program looks at documents.
    pub(crate) fn document_provider(&self) -> &'static str {
        match self.0["governmentId"]["provider"]["auto"].as_str() {
            Some("VERIFF") => "VERIFF",
            _ => "MITEK",
        }
    }

    /// Whether the authorities are asked about this kind of document.
    pub(crate) fn asks_authorities(&self, kind: DocumentType) -> bool {
        self.0["governmentId"]["verifyAamva"] == true && kind == DocumentType::DriverLicense
    }

    /// The data that has to match the requirements, with their thresholds as numbers from 1 to 3.
    pub(crate) fn matches(&self) -> Vec<(&'static str, usize)> {
        let fields = IDENTIFIERS.into_iter().filter_map(|name| {
            let threshold = self.0["identityRecordMatching"][name]["threshold"].as_str()?;
            let place = THRESHOLDS.iter().position(|known| *known == threshold)?;
            Some((name, place + 1))
        });
        fields.filter(|_| self.checks_document()).collect()
    }

    /// The requirements that a request has to bring.
    pub(crate) fn required_fields(&self) -> Vec<&'static str> {
        let fields = self.matches().into_iter().map(|(name, _)| name);
        fields
            .filter(|name| self.0["identityRecordMatching"][*name]["fieldRequired"] == true)
            .collect()
    }

    pub(crate) fn collects_only(&self) -> bool {
        self.0["transaction"]["dataCollectionOnly"] == true
    }

    /// Whether what was verified is kept as claims.
    pub(crate) fn keeps_claims(&self) -> bool {
        self.0["ida"]["enabled"] == true
    }

    /// How often the document may be shown again after a bad picture.
    pub(crate) fn document_retries(&self) -> u64 {
        self.retries("governmentId")
    }

    /// How often the selfie may be taken again.
    pub(crate) fn selfie_retries(&self) -> u64 {
        self.retries("liveness")
    }

    fn retries(&self, section: &str) -> u64 {
        self.0[section]["retry"]["attempts"].as_u64().unwrap_or(0)
    }

    /// The variant of the message with a passcode, where one is named.
    pub(crate) fn otp_variant(&self, section: &str) -> Option<&str> {
        self.0[section]["otp"]["notification"]["variantName"].as_str()
    }

    /// How often a passcode may be entered, and how long it is good.
    pub(crate) fn otp(&self, section: &str) -> (u64, Duration) {
        let otp = &self.0[section]["otp"];
        let attempts = otp["attempts"]["count"].as_u64().unwrap_or(1);
        (attempts, duration(&otp["lifeTime"]))
    }

    /// From the creation of a transaction to its end.
    pub(crate) fn transaction_timeout(&self) -> Duration {
        duration(&self.0["transaction"]["timeout"])
    }

    /// From the moment the person begins.
    pub(crate) fn collection_timeout(&self) -> Duration {
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
