//! Organizations, licenses, environments, populations and users.

mod organizations;
mod user_rules;
mod users;

use serde_json::{Map, Value};

use crate::{
    random::Random, response::Failure, route::Handler, state::State, timestamp::Timestamp,
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

/// What the platform remembers.
pub(crate) struct PlatformState {
    pub(crate) organization_id: String,
    pub(crate) environment_id: String,
    pub(crate) population_id: String,
    license_id: String,
    /// The ids of the products in the bill of materials, in their order.
    product_ids: [String; PRODUCTS.len()],
    /// As in the reference's example, without links.
    licenses: Vec<Value>,
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

impl PlatformState {
    pub(crate) fn seeded(random: &mut Random, now: Timestamp) -> Self {
        let licenses: Vec<Value> =
            serde_json::from_str(include_str!("licenses.json")).unwrap_or_default();
        let text = |license: Option<&Value>, pointer: &str| {
            license
                .and_then(|license| license.pointer(pointer)?.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let active = licenses
            .iter()
            .find(|license| text(Some(license), "/status") == "ACTIVE");
        Self {
            organization_id: text(active, "/organization/id"),
            license_id: text(active, "/id"),
            licenses,
            product_ids: {
                let mut random = random.stream("bill of materials");
                std::array::from_fn(|_| random.uuid())
            },
            environment_id: random.uuid(),
            population_id: random.uuid(),
            created_at: now,
            users: Vec::new(),
            last_user: 0,
        }
    }

    /// Whether authorities may be asked about driver's licenses: in North America, where the
    /// environment's license has it.
    pub(crate) fn allows_aamva(&self) -> bool {
        let license = self
            .licenses
            .iter()
            .find(|one| one["id"] == self.license_id);
        REGION == "NA" && license.is_some_and(|license| license["verify"]["allowAamva"] == true)
    }

    /// The user with that id.
    pub(crate) fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    fn user_mut(&mut self, id: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id)
    }
}

impl State {
    /// The user with that id, or the documented 404.
    pub(crate) fn require_user(&self, id: &str) -> Result<&User, Failure> {
        self.platform
            .user(id)
            .ok_or_else(crate::response::not_found)
    }

    /// Turns multi-factor authentication on or off for a user.
    pub(crate) fn set_mfa_enabled(&mut self, id: &str, enabled: bool) -> Result<(), Failure> {
        let now = self.now();
        let user = self
            .platform
            .user_mut(id)
            .ok_or_else(crate::response::not_found)?;
        user.mfa_enabled = enabled;
        user.updated_at = now;
        Ok(())
    }

    /// The URL of something in the environment; `rest` is empty or begins with a slash.
    pub(crate) fn environment_url(&self, rest: &str) -> String {
        self.url(&format!(
            "/v1/environments/{}{rest}",
            self.platform.environment_id
        ))
    }
}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    [organizations::routes(), users::routes()].concat()
}
