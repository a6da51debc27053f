//! Devices that make passcodes of their own.

use super::{DeviceParts, DevicePolicy, DeviceStatus, DeviceType, KeyUri};
use crate::{DeviceId, Model, OathTokenId, OpenEnum, Rest, Secret, UnknownValue};

/// An authenticator app.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// An authenticator app. The answer has the secret, and the device waits for activation with
    /// a passcode of the app.
    NewTotpDevice
))]
#[non_exhaustive]
pub struct TotpDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `TOTP`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Totp)]
    pub device_type: DeviceType,
    /// The shared secret in Base32; only in the answer to the creation. It is valid for 30
    /// minutes: after that, delete the device and create another.
    #[model(read_only)]
    pub secret: Option<Secret>,
    /// The URI that an authenticator app scans; only in the answer to the creation.
    #[model(read_only)]
    pub key_uri: Option<KeyUri>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

impl TotpDevice {
    /// The URI that an authenticator app scans. Where the service sent the secret alone, the URI
    /// is made of it. `None` once the device was activated: the service does not tell it twice.
    pub fn key_uri(&self) -> Option<KeyUri> {
        if let Some(uri) = &self.key_uri {
            return Some(uri.clone());
        }
        let user = self.common.user.as_ref().map(|user| user.id.as_str());
        let account = self.common.nickname.as_deref().or(user);
        let account = account.unwrap_or_else(|| self.id.as_str());
        Some(KeyUri::from_secret(account, self.secret.as_ref()?))
    }
}

/// How an OATH token makes its passcodes.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OathTokenType {
    /// By counting.
    Hotp,
    /// By the time.
    Totp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A hardware token of the environment.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A hardware token that a user gets. It waits for activation with a passcode of the token.
    NewOathTokenDevice
))]
#[non_exhaustive]
pub struct OathTokenDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `OATH_TOKEN`.
    #[model(name = "type", always, on_create, fixed = DeviceType::OathToken)]
    pub device_type: DeviceType,
    /// The serial number of the token, which the environment knows already.
    #[model(new)]
    pub serial_number: Option<String>,
    /// How it makes its passcodes.
    #[model(read_only)]
    pub token_type: Option<OathTokenType>,
    /// The id of the token among those of the environment.
    #[model(read_only)]
    pub oath_token: Option<OathTokenId>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A YubiKey that makes passcodes.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A YubiKey, by what it types when it is touched. In environments of PingID alone.
    NewYubikeyDevice
))]
#[non_exhaustive]
pub struct YubikeyDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `YUBIKEY`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Yubikey)]
    pub device_type: DeviceType,
    /// What the key types when it is touched; not told later.
    #[model(new, create_only)]
    pub otp: Option<Secret>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}
