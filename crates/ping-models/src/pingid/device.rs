//! Devices paired with a user.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::DeviceId;
use crate::decode::decode_text;
use crate::raw;
use crate::{CivilTime, Loose, Model, OpenEnum, Rest, UnknownValue};

/// What kind of device it is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceType {
    /// An Android phone with the PingID app.
    #[wire("Android")]
    Android,
    /// An iPhone with the PingID app.
    #[wire("iPhone")]
    IPhone,
    /// One-time passcodes by SMS.
    Sms,
    /// One-time passcodes by voice call.
    #[wire("Voice")]
    Voice,
    /// A YubiKey.
    #[wire("YubiKey")]
    YubiKey,
    /// One-time passcodes by email.
    #[wire("Email")]
    Email,
    /// The PingID desktop app.
    #[wire("Desktop")]
    Desktop,
    /// A FIDO security key.
    #[wire("Security Key")]
    SecurityKey,
    /// FIDO biometrics of a phone or computer.
    #[wire("FIDO2 Biometrics")]
    Biometrics,
    /// An OATH hardware token.
    #[wire("Hardware Token")]
    HardwareToken,
    /// An authenticator app of any vendor.
    #[wire("Authenticator App")]
    AuthenticatorApp,
    /// An old desktop client.
    #[wire("PC Client")]
    PcClient,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The part that a device plays among a user's devices.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceRole {
    /// The default device.
    Primary,
    /// Any other device.
    Secondary,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How an OATH token makes its passcodes.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OathTokenType {
    /// By counting (RFC 4226).
    Hotp,
    /// By time (RFC 6238).
    Totp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a FIDO authenticator is part of the computer or comes apart.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AuthenticatorAttachment {
    /// Part of the computer or phone.
    #[wire("platform")]
    Platform,
    /// A key that can be carried from one to another.
    #[wire("cross-platform")]
    CrossPlatform,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a FIDO2 device is reached.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Transport {
    /// USB.
    #[wire("usb")]
    Usb,
    /// Near-field communication.
    #[wire("nfc")]
    Nfc,
    /// Bluetooth Low Energy.
    #[wire("ble")]
    Ble,
    /// Built into the computer or phone.
    #[wire("internal")]
    Internal,
    /// A phone beside the computer.
    #[wire("hybrid")]
    Hybrid,
    /// A smart card.
    #[wire("smart-card")]
    SmartCard,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A device paired with a user. What does not apply to its type is absent or null.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Device {
    /// The id of the device.
    #[model(name = "deviceId")]
    pub id: Option<DeviceId>,
    /// The device itself: users who share a device have the same.
    #[model(name = "deviceUuid")]
    pub uuid: Option<String>,
    /// What kind of device it is.
    #[model(name = "type")]
    pub device_type: Option<DeviceType>,
    /// Whether it is the user's default device.
    #[model(name = "deviceRole")]
    pub role: Option<DeviceRole>,
    /// The name that its owner sees, such as `Email 1`.
    #[model(personal)]
    pub nickname: Option<String>,
    /// What tells it apart: model, serial number, phone number or address, by type.
    #[model(name = "displayID", personal)]
    pub display_id: Option<String>,
    /// When it was paired. The documentation calls the zone "U.S. MST".
    #[model(name = "enrollment")]
    pub enrolled_at: Option<CivilTime>,
    /// Whether it gets push messages.
    pub push_enabled: Option<Loose<bool>>,
    /// Whether an Apple Watch goes with it.
    pub has_watch: Option<Loose<bool>>,
    /// Where one-time passcodes are mailed to.
    #[model(personal)]
    pub email: Option<String>,
    /// The number that gets SMS or calls, without the country code.
    #[model(personal)]
    pub phone_number: Option<Loose<String>>,
    /// The country code of that number.
    pub country_code: Option<Loose<String>>,
    /// Manufacturer and model.
    #[model(name = "deviceModel")]
    pub model: Option<String>,
    /// The version of its operating system.
    pub os_version: Option<Loose<String>>,
    /// The version of the PingID app.
    pub app_version: Option<Loose<String>>,
    /// Deprecated, always -1.
    pub sent_claimed_sms: Option<Loose<i64>>,
    /// Deprecated, always -1.
    pub sent_not_claimed_sms: Option<Loose<i64>>,
    /// How many passcodes that get used may still be sent today.
    pub available_claimed_sms: Option<Loose<i64>>,
    /// How many passcodes that do not get used may still be sent today.
    pub available_not_claimed_sms: Option<Loose<i64>>,
    /// The serial number of an OATH token.
    pub oath_serial_number: Option<Loose<String>>,
    /// How an OATH token makes its passcodes.
    pub oath_token_type: Option<OathTokenType>,
    /// Of a FIDO2 device: part of the computer or not.
    pub authentication_attachment: Option<AuthenticatorAttachment>,
    /// Of a FIDO2 device: the ways in which it is reached.
    pub transports: Option<Vec<Transport>>,
    rest: Rest<Self>,
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

impl Model for DefaultDevice {}

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
        raw::read(deserializer, |json| {
            if json.starts_with('[') {
                decode_text(json).map(Self::Many)
            } else {
                decode_text(json).map(Self::One)
            }
        })
    }
}
