//! Services, bypasses and devices of a user.

use super::{DeviceId, ServiceAlias};
use crate::{EpochMillis, Loose, Model, OpenEnum, Rest, UnknownValue};

/// The request of AddService.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AddService {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The service that the user gets.
    #[model(name = "spAlias", new)]
    pub alias: Option<ServiceAlias>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of ToggleUserBypass: [`new`](Self::new) begins a bypass,
/// [`remove`](Self::remove) ends it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ToggleUserBypass {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// When the bypass ends, in milliseconds since 1970; null ends it now.
    #[model(new)]
    pub bypass_until: Option<EpochMillis>,
    /// The only services that are meant; all of the user's where it is left out.
    #[model(name = "spAliases")]
    pub services: Option<Vec<ServiceAlias>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl ToggleUserBypass {
    /// Ends the user's bypass.
    ///
    /// ```
    /// use ping_models::pingid::ToggleUserBypass;
    ///
    /// let end = ToggleUserBypass::remove("jdoe");
    /// assert_eq!(end.field("bypassUntil"), Some(serde_json::Value::Null));
    /// ```
    pub fn remove(user_name: impl Into<String>) -> Self {
        Self::new(user_name, 0).with_field("bypassUntil", serde_json::Value::Null)
    }
}

/// The request of UnpairDevice: all of the user's devices, or the one that is named. A user
/// name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UnpairDevice {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The only device to unpair.
    pub device_id: Option<DeviceId>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

from_user_name!(UnpairDevice);

/// What can be changed about a device.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceAttribute {
    /// Makes it the default device; the value is `true`.
    SetPrimary,
    /// Its name; the value is the text.
    Nickname,
    /// Its place among the user's devices; the value is a number, 1 for the default device.
    Order,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of UpdateDeviceAttributes, best made by the constructor that is named after
/// the attribute.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateDeviceAttributes {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The device.
    #[model(new)]
    pub device_id: Option<DeviceId>,
    /// What to change.
    #[model(name = "attributeName", new)]
    pub attribute: Option<DeviceAttribute>,
    /// What to change it to, always as text.
    #[model(name = "attributeValue", personal, new)]
    pub value: Option<Loose<String>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl UpdateDeviceAttributes {
    /// Makes the device the user's default device.
    pub fn primary(user_name: impl Into<String>, device: impl Into<DeviceId>) -> Self {
        Self::new(user_name, device, DeviceAttribute::SetPrimary, "true")
    }

    /// Gives the device another name.
    pub fn nickname(
        user_name: impl Into<String>,
        device: impl Into<DeviceId>,
        nickname: &str,
    ) -> Self {
        Self::new(user_name, device, DeviceAttribute::Nickname, nickname)
    }

    /// Gives the device another place among the user's devices: 1 is the default device.
    ///
    /// ```
    /// use ping_models::pingid::UpdateDeviceAttributes;
    ///
    /// let second = UpdateDeviceAttributes::order("jdoe", 64_498, 2);
    /// assert_eq!(second.field("attributeValue"), Some("2".into()));
    /// ```
    pub fn order(user_name: impl Into<String>, device: impl Into<DeviceId>, place: u32) -> Self {
        Self::new(user_name, device, DeviceAttribute::Order, place.to_string())
    }
}
