//! Organizations, licenses, environments, populations, users and groups.

pub(crate) mod applications;
pub(crate) mod bill_of_materials;
pub(crate) mod built_in_roles;
pub(crate) mod capabilities;
pub(crate) mod environments;
pub(crate) mod groups;
pub(crate) mod identities;
pub(crate) mod licenses;
pub(crate) mod linked_accounts;
pub(crate) mod memberships;
pub(crate) mod notification_policies;
pub(crate) mod notification_settings;
pub(crate) mod organizations;
pub(crate) mod passwords;
pub(crate) mod populations;
pub(crate) mod resources;
pub(crate) mod roles;
pub(crate) mod sign_ons;
pub(crate) mod templates;
pub(crate) mod users;

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    base::{random::Random, timestamp::Timestamp},
    store::Store,
};

use crate::domain::platform::identities::Identities;
use crate::domain::platform::notification_policies::plant_default;
use crate::domain::platform::passwords::Password;
use crate::domain::platform::populations::POPULATIONS;
use crate::domain::platform::templates::plant_templates;

/// What the platform remembers of one environment, beside its tables.
pub(crate) struct PlatformState {
    pub(crate) population_id: String,
    /// How many users there were.
    pub(crate) identities: Identities,
    /// By the ids of their users.
    pub(crate) passwords: BTreeMap<String, Password>,
    /// What users were sent to verify their accounts, by their ids: a code, the address, and until
    /// when it is good.
    pub(crate) verifications: BTreeMap<String, (String, String, Timestamp)>,
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
            population_id: store.plant(&POPULATIONS, "", &population, now),
            identities: Identities::new(now),
            passwords: BTreeMap::new(),
            verifications: BTreeMap::new(),
        }
    }
}
