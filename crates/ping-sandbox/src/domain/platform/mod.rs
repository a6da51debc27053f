//! Organizations, licenses, environments, populations, users and groups.

pub(crate) mod applications;
pub(crate) mod built_in_roles;
pub(crate) mod groups;
pub(crate) mod licenses;
pub(crate) mod linked_accounts;
pub(crate) mod memberships;
pub(crate) mod notification_policies;
pub(crate) mod notification_settings;
pub(crate) mod passwords;
pub(crate) mod populations;
pub(crate) mod resources;
pub(crate) mod roles;
pub(crate) mod templates;
pub(crate) mod users;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    base::{limits::Kept, random::Random, timestamp::Timestamp},
    store::{Entry, Store},
};

use crate::domain::platform::licenses::LICENSES;
use crate::domain::platform::notification_policies::plant_default;
use crate::domain::platform::passwords::Password;
use crate::domain::platform::populations::POPULATIONS;
use crate::domain::platform::templates::plant_templates;
use crate::domain::rates::Rates;

/// The region of the environment.
pub(crate) const REGION: &str = "NA";

/// The products in the environment's bill of materials.
pub(crate) const PRODUCTS: [&str; 4] =
    ["PING_ONE_BASE", "PING_ONE_MFA", "PING_ID", "PING_ONE_VERIFY"];

/// An organization, which holds the licenses of its environments.
pub(crate) struct Organization {
    pub(crate) id: String,
    pub(crate) billing_connection_id: String,
    /// The ids of its environments.
    pub(crate) environments: Vec<String>,
    /// Its tables: the licenses.
    pub(crate) store: Store,
    pub(crate) created_at: Timestamp,
    /// The requests of the last span of time.
    pub(crate) rates: Rates,
}

/// What the platform remembers of one environment, beside its tables.
pub(crate) struct PlatformState {
    pub(crate) population_id: String,
    /// The ids of the products in the bill of materials, in their order.
    pub(crate) product_ids: [String; PRODUCTS.len()],
    pub(crate) created_at: Timestamp,
    /// By the ids of their users.
    pub(crate) passwords: BTreeMap<String, Password>,
    /// What users were sent to verify their accounts, by their ids: a code, the address, and until
    /// when it is good.
    pub(crate) verifications: BTreeMap<String, (String, String, Timestamp)>,
}

/// The licenses of the reference's example, without links.
pub(crate) fn documented_licenses() -> Vec<Value> {
    serde_json::from_str(include_str!("licenses.json")).unwrap_or_default()
}

impl Organization {
    /// With the ids and licenses of the reference's example.
    pub(crate) fn documented(random: &Random, kept: Kept, now: Timestamp) -> Self {
        let licenses = documented_licenses();
        let id = licenses.first().and_then(|one| one["organization"]["id"].as_str());
        let id = id.unwrap_or_default().to_owned();
        Self::with(id, random, kept, &licenses, now)
    }

    /// With licenses like those of the example, and ids of its own.
    pub(crate) fn drawn(random: &mut Random, kept: Kept, now: Timestamp) -> Self {
        let mut licenses = documented_licenses();
        let id = random.uuid();
        for license in &mut licenses {
            license["id"] = random.uuid().into();
        }
        Self::with(id, random, kept, &licenses, now)
    }

    pub(crate) fn with(
        id: String,
        random: &Random,
        kept: Kept,
        licenses: &[Value],
        now: Timestamp,
    ) -> Self {
        let mut store = Store::new(random.stream("tables of the organization"), kept);
        for license in licenses {
            store.plant(&LICENSES, "", license, now);
        }
        Self {
            id,
            environments: Vec::new(),
            billing_connection_id: random.stream("billing connection").uuid(),
            store,
            created_at: now,
            rates: Rates::default(),
        }
    }

    /// The license that environments have: the first that is active.
    pub(crate) fn license(&self) -> Option<&Entry> {
        let mut licenses = self.store.rows(&LICENSES, "");
        licenses.find(|one| one.text("status") == Some("ACTIVE"))
    }
}

impl PlatformState {
    pub(crate) fn user_deleted(&mut self, id: &str) {
        self.passwords.remove(id);
        self.verifications.remove(id);
    }

    pub(crate) fn seeded(random: &mut Random, store: &mut Store, now: Timestamp) -> Self {
        let population = json!({
            "name": "Sandbox Users",
            "description": "The environment's default population",
            "default": true,
            "passwordPolicy": { "id": random.stream("password policy").uuid() },
        });
        plant_default(store, random, now);
        plant_templates(store, random, now);
        Self {
            product_ids: {
                let mut random = random.stream("bill of materials");
                std::array::from_fn(|_| random.uuid())
            },
            population_id: store.plant(&POPULATIONS, "", &population, now),
            created_at: now,
            passwords: BTreeMap::new(),
            verifications: BTreeMap::new(),
        }
    }
}
