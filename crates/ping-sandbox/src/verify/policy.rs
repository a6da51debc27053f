//! Verify policies: what a transaction has to check.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{random::Random, timestamp::Timestamp};

/// A policy, as the service shows it apart from its links.
#[derive(Clone)]
pub(super) struct Policy(Value);

impl Policy {
    /// Government id, selfie and liveness: the environment's default.
    pub(super) fn document_and_selfie(random: &mut Random, now: Timestamp) -> Self {
        Self::new("Default Policy", true, "REQUIRED", random, now)
    }

    /// A selfie alone, compared with one that the caller supplies.
    pub(super) fn reference_selfie(random: &mut Random, now: Timestamp) -> Self {
        Self::new("Reference Selfie", false, "DISABLED", random, now)
    }

    fn new(
        name: &str,
        default: bool,
        government_id: &str,
        random: &mut Random,
        now: Timestamp,
    ) -> Self {
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
        let mut policy = json!({
            "id": random.uuid(),
            "name": name,
            "default": default,
            "governmentId": { "verify": government_id },
            "facialComparison": { "verify": "REQUIRED", "threshold": "MEDIUM" },
            "liveness": {
                "verify": "REQUIRED",
                "threshold": "MEDIUM",
                "retry": { "attempts": 2 },
            },
            "email": otp(10),
            "phone": otp(5),
            "transaction": {
                "timeout": { "duration": 30, "timeUnit": "MINUTES" },
                "dataCollection": { "timeout": { "duration": 15, "timeUnit": "MINUTES" } },
                "dataCollectionOnly": false,
            },
            "createdAt": now.iso(),
            "updatedAt": now.iso(),
        });
        if government_id != "DISABLED" {
            policy["governmentId"] = json!({
                "verify": government_id,
                "inspectionType": "AUTOMATIC",
                "failExpiredId": false,
                "provider": { "auto": "MITEK", "manual": "MITEK" },
                "retry": { "attempts": 2 },
            });
        }
        Self(policy)
    }

    pub(super) fn id(&self) -> &str {
        self.0["id"].as_str().unwrap_or_default()
    }

    pub(super) fn is_default(&self) -> bool {
        self.0["default"] == true
    }

    /// The whole policy, for `expand=verifyPolicy`.
    pub(super) fn json(&self, environment_url: &str) -> Value {
        let mut policy = self.0.clone();
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

    fn uses(&self, section: &str) -> bool {
        matches!(
            self.0[section]["verify"].as_str(),
            Some("REQUIRED" | "OPTIONAL")
        )
    }

    /// Nothing but the request can say whose face it has to be.
    pub(super) fn needs_reference_selfie(&self) -> bool {
        self.0["facialComparison"]["verify"] == "REQUIRED" && !self.checks_document()
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
