//! Devices paired with a user.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::DeviceId;
use crate::model::{Model, decode_error_at};
use crate::open::OpenValue;
use crate::{CivilTime, Loose};

open_enum! {
    /// What kind of device it is.
    pub enum DeviceType {
        /// An Android phone with the PingID app.
        Android = "Android",
        /// An iPhone with the PingID app.
        IPhone = "iPhone",
        /// One-time passcodes by SMS.
        Sms = "SMS",
        /// One-time passcodes by voice call.
        Voice = "Voice",
        /// A YubiKey.
        YubiKey = "YubiKey",
        /// One-time passcodes by email.
        Email = "Email",
        /// The PingID desktop app.
        Desktop = "Desktop",
        /// A FIDO security key.
        SecurityKey = "Security Key",
        /// FIDO biometrics of a phone or computer.
        Biometrics = "FIDO2 Biometrics",
        /// An OATH hardware token.
        HardwareToken = "Hardware Token",
        /// An authenticator app of any vendor.
        AuthenticatorApp = "Authenticator App",
        /// An old desktop client.
        PcClient = "PC Client",
    }
}

open_enum! {
    /// The part that a device plays among a user's devices.
    pub enum DeviceRole {
        /// The default device.
        Primary = "PRIMARY",
        /// Any other device.
        Secondary = "SECONDARY",
    }
}

open_enum! {
    /// How an OATH token makes its passcodes.
    pub enum OathTokenType {
        /// By counting (RFC 4226).
        Hotp = "HOTP",
        /// By time (RFC 6238).
        Totp = "TOTP",
    }
}

open_enum! {
    /// Whether a FIDO authenticator is part of the computer or comes apart.
    pub enum AuthenticatorAttachment {
        /// Part of the computer or phone.
        Platform = "platform",
        /// A key that can be carried from one to another.
        CrossPlatform = "cross-platform",
    }
}

open_enum! {
    /// How a FIDO2 device is reached.
    pub enum Transport {
        /// USB.
        Usb = "usb",
        /// Near-field communication.
        Nfc = "nfc",
        /// Bluetooth Low Energy.
        Ble = "ble",
        /// Built into the computer or phone.
        Internal = "internal",
        /// A phone beside the computer.
        Hybrid = "hybrid",
        /// A smart card.
        SmartCard = "smart-card",
    }
}

model! {
    /// A device paired with a user. What does not apply to its type is absent or null.
    pub struct Device {
        optional {
            /// The id of the device.
            id: DeviceId = "deviceId",
            /// The device itself: users who share a device have the same.
            uuid: String = "deviceUuid",
            /// What kind of device it is.
            device_type: DeviceType = "type",
            /// Whether it is the user's default device.
            role: DeviceRole = "deviceRole",
            /// The name that its owner sees, such as `Email 1`.
            nickname: String = "nickname" personal,
            /// What tells it apart: model, serial number, phone number or address, by type.
            display_id: String = "displayID" personal,
            /// When it was paired. The documentation calls the zone "U.S. MST".
            enrolled_at: CivilTime = "enrollment",
            /// Whether it gets push messages.
            push_enabled: Loose<bool> = "pushEnabled",
            /// Whether an Apple Watch goes with it.
            has_watch: Loose<bool> = "hasWatch",
            /// Where one-time passcodes are mailed to.
            email: String = "email" personal,
            /// The number that gets SMS or calls, without the country code.
            phone_number: Loose<String> = "phoneNumber" personal,
            /// The country code of that number.
            country_code: Loose<String> = "countryCode",
            /// Manufacturer and model.
            model: String = "deviceModel",
            /// The version of its operating system.
            os_version: Loose<String> = "osVersion",
            /// The version of the PingID app.
            app_version: Loose<String> = "appVersion",
            /// Deprecated, always -1.
            sent_claimed_sms: Loose<i64> = "sentClaimedSms",
            /// Deprecated, always -1.
            sent_not_claimed_sms: Loose<i64> = "sentNotClaimedSms",
            /// How many passcodes that get used may still be sent today.
            available_claimed_sms: Loose<i64> = "availableClaimedSms",
            /// How many passcodes that do not get used may still be sent today.
            available_not_claimed_sms: Loose<i64> = "availableNotClaimedSms",
            /// The serial number of an OATH token.
            oath_serial_number: Loose<String> = "oathSerialNumber",
            /// How an OATH token makes its passcodes.
            oath_token_type: OathTokenType = "oathTokenType",
            /// Of a FIDO2 device: part of the computer or not.
            authentication_attachment: AuthenticatorAttachment = "authenticationAttachment",
            /// Of a FIDO2 device: the ways in which it is reached.
            transports: Vec<Transport> = "transports",
        }
    }
}

/// What `deviceDetails` holds: one device as documented, or an array as some replies have it,
/// which is empty where the user has no device.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DefaultDevice {
    /// The default device.
    One(Box<Device>),
    /// An array of devices.
    Many(Vec<Device>),
}

impl DefaultDevice {
    /// The default device, if there is one.
    pub fn device(&self) -> Option<&Device> {
        match self {
            Self::One(device) => Some(device),
            Self::Many(devices) => devices.first(),
        }
    }
}

impl Model for DefaultDevice {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        match self {
            Self::One(device) => device.unmodelled(path, found),
            Self::Many(devices) => devices.unmodelled(path, found),
        }
    }
}

impl Serialize for DefaultDevice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(device) => device.serialize(serializer),
            Self::Many(devices) => devices.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for DefaultDevice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = OpenValue::deserialize(deserializer)?;
        let decoded = if json.get().starts_with('[') {
            json.decode().map(Self::Many)
        } else {
            json.decode().map(Self::One)
        };
        decoded.map_err(|error| decode_error_at(&error))
    }
}
