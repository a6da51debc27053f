//! Organizations, licenses, environments, populations and users.

use crate::{random::Random, route::Handler, timestamp::Timestamp};

/// What the platform remembers.
pub(crate) struct PlatformState {
    pub(crate) organization_id: String,
    pub(crate) environment_id: String,
    pub(crate) population_id: String,
}

impl PlatformState {
    pub(crate) fn seeded(random: &mut Random, _now: Timestamp) -> Self {
        Self {
            organization_id: random.uuid(),
            environment_id: random.uuid(),
            population_id: random.uuid(),
        }
    }

    /// Whether a user with that id exists.
    pub(crate) fn has_user(&self, _id: &str) -> bool {
        false
    }
}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    Vec::new()
}
