//! Organizations, licenses, environments, populations, users and groups.

mod activities;
mod applications;
mod groups;
mod licenses;
mod memberships;
mod notification_settings;
mod organizations;
mod populations;
mod users;

use serde_json::{Value, json};

use crate::{
    limits::Kept,
    random::Random,
    store::{Entry, Store},
    tables::{Does, Verb},
    timestamp::Timestamp,
    verify::VERIFY_POLICIES,
};

use applications::APPLICATIONS;
use groups::GROUPS;
use licenses::LICENSES;
use notification_settings::NOTIFICATION_SETTINGS;
use populations::POPULATIONS;

pub(crate) use users::USERS;

/// The region of the environment.
const REGION: &str = "NA";

/// The products in the environment's bill of materials.
const PRODUCTS: [&str; 4] = [
    "PING_ONE_BASE",
    "PING_ONE_MFA",
    "PING_ID",
    "PING_ONE_VERIFY",
];

/// An organization, which holds the licenses of its environments.
pub(crate) struct Organization {
    pub(crate) id: String,
    billing_connection_id: String,
    /// Its tables: the licenses.
    pub(crate) store: Store,
    created_at: Timestamp,
}

/// What the platform remembers of one environment, beside its tables.
pub(crate) struct PlatformState {
    pub(crate) population_id: String,
    /// The ids of the products in the bill of materials, in their order.
    product_ids: [String; PRODUCTS.len()],
    created_at: Timestamp,
}

/// The licenses of the reference's example, without links.
fn documented_licenses() -> Vec<Value> {
    serde_json::from_str(include_str!("licenses.json")).unwrap_or_default()
}

impl Organization {
    /// With the ids and licenses of the reference's example.
    pub(crate) fn documented(random: &Random, kept: Kept, now: Timestamp) -> Self {
        let licenses = documented_licenses();
        let id = licenses
            .first()
            .and_then(|one| one["organization"]["id"].as_str());
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

    fn with(id: String, random: &Random, kept: Kept, licenses: &[Value], now: Timestamp) -> Self {
        let mut store = Store::new(random.stream("tables of the organization"), kept);
        for license in licenses {
            store.plant(&LICENSES, license, now);
        }
        Self {
            id,
            billing_connection_id: random.stream("billing connection").uuid(),
            store,
            created_at: now,
        }
    }

    /// The license that environments have: the first that is active.
    pub(crate) fn license(&self) -> Option<&Entry> {
        let mut licenses = self.store.rows(&LICENSES, "");
        licenses.find(|one| one.text("status") == Some("ACTIVE"))
    }
}

impl PlatformState {
    pub(crate) fn seeded(random: &mut Random, store: &mut Store, now: Timestamp) -> Self {
        let population = json!({
            "name": "Sandbox Users",
            "description": "The environment's default population",
            "default": true,
            "passwordPolicy": { "id": random.stream("password policy").uuid() },
        });
        Self {
            product_ids: {
                let mut random = random.stream("bill of materials");
                std::array::from_fn(|_| random.uuid())
            },
            population_id: store.plant(&POPULATIONS, &population, now),
            created_at: now,
        }
    }
}

pub(crate) fn routes() -> Vec<(&'static str, Does)> {
    use Verb::{
        Create, Delete, DropPreviousSecret, List, Merge, Read, ReadPart, ReadSecret, Replace,
        Reset, RotateSecret, WritePart,
    };

    let tables = [
        ("platform.read_all_licenses", List, &LICENSES),
        ("platform.read_one_license", Read, &LICENSES),
        (
            "platform.read_one_license_name",
            ReadPart("name"),
            &LICENSES,
        ),
        ("platform.update_license_name", WritePart("name"), &LICENSES),
        ("platform.read_all_populations", List, &POPULATIONS),
        ("platform.read_one_population", Read, &POPULATIONS),
        ("platform.create_population", Create, &POPULATIONS),
        ("platform.update_population", Replace, &POPULATIONS),
        ("platform.delete_population", Delete, &POPULATIONS),
        ("platform.create_user", Create, &USERS),
        ("platform.read_all_users", List, &USERS),
        ("platform.read_one_user", Read, &USERS),
        ("platform.update_user", Replace, &USERS),
        ("platform.patch_user", Merge, &USERS),
        ("platform.delete_user", Delete, &USERS),
        ("platform.read_user_enabled", ReadPart("enabled"), &USERS),
        ("platform.update_user_enabled", WritePart("enabled"), &USERS),
        (
            "platform.read_user_population",
            ReadPart("population"),
            &USERS,
        ),
        (
            "platform.update_user_population",
            WritePart("population"),
            &USERS,
        ),
        ("mfa.read_user_mfa_enabled", ReadPart("mfaEnabled"), &USERS),
        (
            "mfa.update_user_mfa_enabled",
            WritePart("mfaEnabled"),
            &USERS,
        ),
        ("platform.read_all_groups", List, &GROUPS),
        ("platform.read_one_group", Read, &GROUPS),
        ("platform.create_group", Create, &GROUPS),
        ("platform.update_group", Replace, &GROUPS),
        ("platform.delete_group", Delete, &GROUPS),
        (
            "platform.read_notification_settings",
            Read,
            &NOTIFICATION_SETTINGS,
        ),
        (
            "platform.update_notification_settings",
            Replace,
            &NOTIFICATION_SETTINGS,
        ),
        (
            "platform.reset_notification_settings",
            Reset,
            &NOTIFICATION_SETTINGS,
        ),
        ("platform.read_all_applications", List, &APPLICATIONS),
        ("platform.read_one_application", Read, &APPLICATIONS),
        ("platform.create_application", Create, &APPLICATIONS),
        ("platform.update_application", Replace, &APPLICATIONS),
        ("platform.delete_application", Delete, &APPLICATIONS),
        (
            "platform.read_application_secret",
            ReadSecret,
            &APPLICATIONS,
        ),
        (
            "platform.rotate_application_secret",
            RotateSecret,
            &APPLICATIONS,
        ),
        (
            "platform.delete_previous_application_secret",
            DropPreviousSecret,
            &APPLICATIONS,
        ),
        ("verify.create_verify_policy", Create, &VERIFY_POLICIES),
        ("verify.read_all_verify_policies", List, &VERIFY_POLICIES),
        ("verify.read_one_verify_policy", Read, &VERIFY_POLICIES),
        ("verify.update_verify_policy", Replace, &VERIFY_POLICIES),
        ("verify.delete_verify_policy", Delete, &VERIFY_POLICIES),
        (
            "verify.read_user_verification_status",
            ReadPart("verifyStatus"),
            &USERS,
        ),
        (
            "verify.update_user_verification_status",
            WritePart("verifyStatus"),
            &USERS,
        ),
    ];
    let tables = tables.map(|(id, verb, resource)| (id, Does::Table(verb, resource)));
    let runs = [
        organizations::routes(),
        activities::routes(),
        memberships::routes(),
    ];
    let runs = runs.concat();
    let runs = runs
        .into_iter()
        .map(|(id, handler)| (id, Does::Run(handler)));
    runs.chain(tables).collect()
}
