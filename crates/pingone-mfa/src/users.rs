//! Users.

use ping_models::UserId;
use ping_transport::handle;

use crate::devices::Devices;
use crate::mfa_enabled::MfaEnabledHandle;

handle! {
    /// One user. From [`Mfa::user`](crate::Mfa::user).
    pub struct UserHandle;
}

impl UserHandle {
    /// The id of the user.
    pub fn id(&self) -> UserId {
        self.scope.id("userID").unwrap_or_default().into()
    }

    /// The devices of the user.
    #[doc(alias("device"))]
    pub fn devices(&self) -> Devices {
        self.scope.clone().into()
    }

    /// Whether multi-factor authentication is on for the user.
    #[doc(alias("enable_mfa"))]
    pub fn mfa_enabled(&self) -> MfaEnabledHandle {
        self.scope.clone().into()
    }
}
