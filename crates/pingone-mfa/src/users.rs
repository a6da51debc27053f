//! Users.

use ping_models::UserId;
use ping_transport::Scope;

use crate::devices::Devices;
use crate::mfa_enabled::MfaEnabledHandle;

/// One user. From [`Mfa::user`](crate::Mfa::user).
#[derive(Clone, Debug)]
pub struct UserHandle {
    scope: Scope,
    id: UserId,
}

impl UserHandle {
    pub(crate) fn new(environment: &Scope, id: UserId) -> Self {
        Self { scope: environment.below("userID", &id), id }
    }

    /// The id of the user.
    pub fn id(&self) -> &UserId {
        &self.id
    }

    /// The devices of the user.
    #[doc(alias("device"))]
    pub fn devices(&self) -> Devices {
        Devices { scope: self.scope.clone() }
    }

    /// Whether multi-factor authentication is on for the user.
    #[doc(alias("enable_mfa"))]
    pub fn mfa_enabled(&self) -> MfaEnabledHandle {
        MfaEnabledHandle { scope: self.scope.clone() }
    }
}
