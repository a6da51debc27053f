//! Whether a user has multi-factor authentication, and what is set of devices one by one.

use super::Device;
use crate::{DeviceId, Links, Model, OpenEnum, Reference, Rest, Timestamp, UnknownValue};

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

/// How long a user needs no multi-factor authentication.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/users/users-1/mfa-bypass-for-user.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// Lets a user do without multi-factor authentication until then.
    UpdateMfaBypass
))]
#[non_exhaustive]
pub struct MfaBypass {
    /// Links: the bypass itself and its user.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// Until when. Absent where the user never had a bypass.
    #[model(name = "bypassMFAEnabledUntil", new)]
    pub enabled_until: Option<Timestamp>,
    /// Whether the user needs none now. Absent where the user never had a bypass.
    #[model(name = "canBypassMFA", read_only)]
    pub can_bypass: Option<bool>,
    rest: Rest<Self>,
}

/// The order of a user's devices, the first of which is the default one.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SetDeviceOrder {
    /// Active devices.
    pub order: Vec<Reference<DeviceId>>,
    rest: Rest<Self>,
}

impl<T: Into<DeviceId>> FromIterator<T> for SetDeviceOrder {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        let order = ids.into_iter().map(|id| Reference::to(id.into()));
        Self::new(order.collect::<Vec<_>>())
    }
}

/// The devices of a user, in their new order.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DeviceOrder {
    /// Links: the devices.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// What the answer embeds.
    #[model(name = "_embedded")]
    pub embedded: Option<DeviceOrderEmbedded>,
    /// The order of the active devices.
    pub order: Option<Vec<Reference<DeviceId>>>,
    /// How many devices there are.
    pub count: Option<i64>,
    /// How many are in this answer: all.
    pub size: Option<i64>,
    rest: Rest<Self>,
}

impl DeviceOrder {
    /// The devices: active ones in their order, then those that wait for activation.
    pub fn devices(&self) -> impl Iterator<Item = &Device> {
        let devices = self.embedded.as_ref().and_then(|embedded| embedded.devices.as_ref());
        devices.into_iter().flatten()
    }
}

/// What the answer about an order embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DeviceOrderEmbedded {
    /// The devices.
    pub devices: Option<Vec<Device>>,
    rest: Rest<Self>,
}

/// How far an app is with sending its logs.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceLogsStatus {
    /// It is asked for them.
    Pending,
    /// They are there.
    Received,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The logs of the app on a mobile device.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// Asks the app on a mobile device for its logs.
    SendDeviceLogs
))]
#[non_exhaustive]
pub struct DeviceLogs {
    /// Links: the logs themselves and the device.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// How far the app is.
    #[model(always, on_create, fixed = DeviceLogsStatus::Pending)]
    pub status: DeviceLogsStatus,
    /// Until when the app is waited for: 24 hours.
    #[model(read_only)]
    pub expires_at: Option<Timestamp>,
    rest: Rest<Self>,
}
