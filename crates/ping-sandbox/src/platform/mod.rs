//! Organizations, licenses, environments, populations and users.

mod organizations;
mod user_rules;
mod users;

use serde_json::{Map, Value};

use crate::{
    context::Context,
    random::Random,
    response::{Failure, not_found},
    route::Handler,
    timestamp::Timestamp,
};

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
    /// As in the reference's example, without links.
    licenses: Vec<Value>,
    created_at: Timestamp,
}

/// What the platform remembers of one environment.
pub(crate) struct PlatformState {
    pub(crate) population_id: String,
    /// The ids of the products in the bill of materials, in their order.
    product_ids: [String; PRODUCTS.len()],
    created_at: Timestamp,
    /// In the order of their creation.
    users: Vec<User>,
    last_user: u64,
}

/// A user.
pub(crate) struct User {
    /// Grows with every creation: the order of the list, and what a cursor points at.
    sequence: u64,
    pub(crate) id: String,
    population_id: String,
    pub(crate) mfa_enabled: bool,
    /// The members that the caller may write.
    profile: Map<String, Value>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl User {
    /// A text member of the profile, such as `username` or `email`.
    pub(crate) fn text(&self, member: &str) -> Option<&str> {
        self.profile.get(member).and_then(Value::as_str)
    }
}

impl Organization {
    /// With the ids and licenses of the reference's example.
    pub(crate) fn documented(now: Timestamp) -> Self {
        let licenses: Vec<Value> =
            serde_json::from_str(include_str!("licenses.json")).unwrap_or_default();
        let id = licenses
            .first()
            .and_then(|one| one["organization"]["id"].as_str());
        Self {
            id: id.unwrap_or_default().to_owned(),
            licenses,
            created_at: now,
        }
    }

    /// With licenses like those of the example, and ids of its own.
    pub(crate) fn drawn(random: &mut Random, now: Timestamp) -> Self {
        let mut organization = Self::documented(now);
        organization.id = random.uuid();
        for license in &mut organization.licenses {
            license["id"] = random.uuid().into();
            license["organization"]["id"] = organization.id.as_str().into();
        }
        organization
    }

    /// The one that environments have: the first that is active.
    fn license(&self) -> Option<&Value> {
        self.licenses.iter().find(|one| one["status"] == "ACTIVE")
    }

    fn license_id(&self) -> &str {
        let id = self.license().and_then(|license| license["id"].as_str());
        id.unwrap_or_default()
    }

    /// Whether authorities may be asked about driver's licenses: in North America, where the
    /// license has it.
    pub(crate) fn allows_aamva(&self) -> bool {
        let license = self.license();
        REGION == "NA" && license.is_some_and(|license| license["verify"]["allowAamva"] == true)
    }
}

impl PlatformState {
    pub(crate) fn seeded(random: &mut Random, now: Timestamp) -> Self {
        Self {
            product_ids: {
                let mut random = random.stream("bill of materials");
                std::array::from_fn(|_| random.uuid())
            },
            population_id: random.uuid(),
            created_at: now,
            users: Vec::new(),
            last_user: 0,
        }
    }

    /// The user with that id.
    pub(crate) fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(crate) fn remove_user(&mut self, id: &str) {
        self.users.retain(|user| user.id != id);
    }

    fn user_mut(&mut self, id: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id)
    }
}

impl Context<'_> {
    /// Turns multi-factor authentication on or off for a user.
    pub(crate) fn set_mfa_enabled(&mut self, id: &str, enabled: bool) -> Result<(), Failure> {
        let now = self.now();
        let user = self.env.platform.user_mut(id).ok_or_else(not_found)?;
        user.mfa_enabled = enabled;
        user.updated_at = now;
        Ok(())
    }
}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    [organizations::routes(), users::routes()].concat()
}
