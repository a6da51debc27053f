//! Users.

use ping_models::UserId;
use ping_transport::handle;

use crate::devices::Devices;
use crate::mfa_bypass::MfaBypassHandle;
use crate::mfa_enabled::MfaEnabledHandle;
use crate::oath_tokens::UserOathTokens;
use crate::pairing_keys::PairingKeys;

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

    /// The keys by which native apps pair themselves with the user.
    #[doc(alias("pairing_key"))]
    pub fn pairing_keys(&self) -> PairingKeys {
        self.scope.clone().into()
    }

    /// How long the user needs no multi-factor authentication.
    #[doc(alias("bypass"))]
    pub fn mfa_bypass(&self) -> MfaBypassHandle {
        self.scope.clone().into()
    }

    /// Whether multi-factor authentication is on for the user.
    #[doc(alias("enable_mfa"))]
    pub fn mfa_enabled(&self) -> MfaEnabledHandle {
        self.scope.clone().into()
    }

    /// The OATH tokens that the user's devices are paired with.
    pub fn oath_tokens(&self) -> UserOathTokens {
        self.scope.clone().into()
    }
}
