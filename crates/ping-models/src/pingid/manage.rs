//! Services, bypasses and devices of a user.

use super::{DeviceId, ServiceAlias};
use crate::{EpochMillis, Loose};

pingid_request! {
    /// The request of AddService.
    ///
    /// Taken by `pingid.add_service`.
    pub struct AddService {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
            /// The service that the user gets.
            alias: ServiceAlias = "spAlias",
        }
    }
}

pingid_request! {
    /// The request of ToggleUserBypass: [`new`](Self::new) begins a bypass,
    /// [`remove`](Self::remove) ends it.
    ///
    /// Taken by `pingid.toggle_user_bypass`.
    pub struct ToggleUserBypass {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
            /// When the bypass ends, in milliseconds since 1970; null ends it now.
            bypass_until: EpochMillis = "bypassUntil",
        }
        optional {
            /// The only services that are meant; all of the user's where it is left out.
            services: Vec<ServiceAlias> = "spAliases",
        }
    }
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

pingid_request! {
    /// The request of UnpairDevice: all of the user's devices, or the one that is named. A user
    /// name converts to it.
    ///
    /// Taken by `pingid.unpair_device`.
    pub struct UnpairDevice {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
        optional {
            /// The only device to unpair.
            device_id: DeviceId = "deviceId",
        }
    }
}

from_user_name!(UnpairDevice);

open_enum! {
    /// What can be changed about a device.
    pub enum DeviceAttribute {
        /// Makes it the default device; the value is `true`.
        SetPrimary = "SET_PRIMARY",
        /// Its name; the value is the text.
        Nickname = "NICKNAME",
        /// Its place among the user's devices; the value is a number, 1 for the default device.
        Order = "ORDER",
    }
}

pingid_request! {
    /// The request of UpdateDeviceAttributes, best made by the constructor that is named after
    /// the attribute.
    ///
    /// Taken by `pingid.update_device_attributes`.
    pub struct UpdateDeviceAttributes {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
            /// The device.
            device_id: DeviceId = "deviceId",
            /// What to change.
            attribute: DeviceAttribute = "attributeName",
            /// What to change it to, always as text.
            value: Loose<String> = "attributeValue" personal,
        }
    }
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
