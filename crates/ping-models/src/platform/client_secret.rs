//! The secrets of applications and resources.

use crate::{EnvironmentId, Links, Model, Reference, Rest, Secret, Timestamp};

/// The secret of an application or a resource, at least 64 characters.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ClientSecret {
    /// Links: the secret itself, its environment and application.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment that it is in.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The secret.
    pub secret: Option<Secret>,
    /// The one before, while it is still taken.
    pub previous: Option<PreviousSecret>,
    rest: Rest<Self>,
}

/// The secret before the present one, while it is still taken.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// How long the present secret is still taken once there is another.
    KeepPrevious
))]
#[non_exhaustive]
pub struct PreviousSecret {
    /// The secret.
    #[model(read_only)]
    pub secret: Option<Secret>,
    /// Until when it is taken: 1 minute to 30 days ahead.
    #[model(always, on_create)]
    pub expires_at: Timestamp,
    /// When it was used last.
    #[model(read_only)]
    pub last_used: Option<Timestamp>,
    rest: Rest<Self>,
}

impl From<Timestamp> for KeepPrevious {
    fn from(expires_at: Timestamp) -> Self {
        Self::new(expires_at)
    }
}

/// Makes another secret. Without `previous` the present one is not taken any more, at once.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RotateSecret {
    /// How long the present secret is still taken.
    pub previous: Option<KeepPrevious>,
    rest: Rest<Self>,
}

/// Sets the secret of an imported application.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SetSecret {
    /// The secret, at least 8 characters.
    pub secret: Secret,
    /// How long the present secret is still taken.
    pub previous: Option<KeepPrevious>,
    rest: Rest<Self>,
}
