//! Whether a user has multi-factor authentication, and the names of devices.

use crate::{Links, Model, Rest};

/// Whether multi-factor authentication is on for a user.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/users/enable-users-mfa.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MfaEnabled {
    /// Links: the setting itself and its user.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// An id; the service does not send it in practice.
    pub id: Option<String>,
    /// Whether it is on.
    pub mfa_enabled: Option<bool>,
    rest: Rest<Self>,
}

/// Turns multi-factor authentication of a user on or off.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateMfaEnabled {
    /// Whether it is to be on.
    pub mfa_enabled: bool,
    rest: Rest<Self>,
}

/// The name that a user gave a device.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// Names a device.
    UpdateNickname
))]
#[non_exhaustive]
pub struct DeviceNickname {
    /// Links: the name itself and its device.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The name, up to 100 characters; an empty one clears it.
    #[model(personal, new)]
    pub nickname: Option<String>,
    rest: Rest<Self>,
}
