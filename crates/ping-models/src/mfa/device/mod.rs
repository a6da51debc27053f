//! Devices, an enum by their type.

mod desktop;
mod fido;
mod message;
mod mobile;
mod own_code;
mod shared;

pub use desktop::*;
pub use fido::*;
pub use message::*;
pub use mobile::*;
pub use own_code::*;
pub use shared::*;

use crate::{
    DeviceId, EnvironmentId, Links, Listed, Model, Reference, Rest, Tagged, Timestamp, UserId,
};

use super::{DevicePolicy, KeyUri, PairingNotification, WebAuthn};

/// What the devices of all types have.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct DeviceParts {
    /// Links: the device itself, its user and environment, and what can be done.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// Whether it is paired. What a worker creates is paired at once where that can be, unless
    /// this is `ActivationRequired`.
    pub status: Option<DeviceStatus>,
    /// The environment of its user.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The user that it belongs to.
    #[model(read_only)]
    pub user: Option<Reference<UserId>>,
    /// The name that the user gave it, up to 100 characters.
    #[model(personal)]
    pub nickname: Option<String>,
    /// The policy that it is checked against, else the environment's default one; not told later.
    #[model(create_only)]
    pub policy: Option<DevicePolicy>,
    /// Whether it is locked after failures; absent means that it is not.
    #[model(read_only)]
    pub lock: Option<Lock>,
    /// Whether an administrator blocked it; absent means that nobody did.
    #[model(read_only)]
    pub block: Option<Block>,
    /// Whether it can be used; inside a device authentication only.
    #[model(read_only)]
    pub usable_status: Option<UsableStatus>,
    /// When it was created.
    #[model(read_only)]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[model(read_only)]
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// A device of a type that this version of the crate has no struct for. `field` reads what
/// it has beside the common members.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OtherDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// The type.
    #[model(name = "type", always)]
    pub device_type: DeviceType,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A device of a user.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices.html>
///
/// ```
/// use ping_models::mfa::Device;
///
/// let device: Device = serde_json::from_str(r#"{"id": "d-1", "type": "TOTP"}"#)?;
/// assert_eq!(device.id().as_str(), "d-1");
/// assert!(matches!(device, Device::Totp(_)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Tagged)]
#[tagged(
    by("type"),
    all(
        /// The id of the device.
        id: DeviceId,
        /// The type of the device.
        device_type: DeviceType,
    ),
    flatten(
        /// What the devices of all types have.
        common: DeviceParts
    )
)]
#[non_exhaustive]
pub enum Device {
    /// A phone that gets passcodes by SMS.
    #[tagged(DeviceType::Sms)]
    Sms(SmsDevice),
    /// A phone that gets passcodes by voice call.
    #[tagged(DeviceType::Voice)]
    Voice(VoiceDevice),
    /// A mailbox that gets passcodes.
    #[tagged(DeviceType::Email)]
    Email(EmailDevice),
    /// A phone that gets passcodes by WhatsApp.
    #[tagged(DeviceType::WhatsApp)]
    WhatsApp(WhatsAppDevice),
    /// An authenticator app.
    #[tagged(DeviceType::Totp)]
    Totp(TotpDevice),
    /// A hardware token of the environment.
    #[tagged(DeviceType::OathToken)]
    OathToken(OathTokenDevice),
    /// A YubiKey that makes passcodes.
    #[tagged(DeviceType::Yubikey)]
    Yubikey(YubikeyDevice),
    /// A passkey, a security key, or the biometrics of a computer or phone.
    #[tagged(DeviceType::Fido2)]
    Fido2(Box<Fido2Device>),
    /// The biometrics of a computer or phone; deprecated, now `Fido2`.
    #[tagged(DeviceType::Platform)]
    Platform(Box<PlatformDevice>),
    /// A security key; deprecated, now `Fido2`.
    #[tagged(DeviceType::SecurityKey)]
    SecurityKey(Box<SecurityKeyDevice>),
    /// An app with the mobile SDK. Boxed, as others that have far more to tell than the rest.
    #[tagged(DeviceType::Mobile)]
    Mobile(Box<MobileDevice>),
    /// The PingID desktop app, second generation.
    #[tagged(DeviceType::PingIdDesktopGen2)]
    PingIdDesktop(Box<PingIdDesktopDevice>),
    /// A browser that is remembered.
    #[tagged(DeviceType::Browser)]
    Browser(Box<BrowserDevice>),
    /// A device of another type, or of none.
    #[tagged(other)]
    Other(OtherDevice),
}

impl Listed for Device {
    const EMBEDDED: &'static str = "devices";
}

impl Device {
    /// Where passcodes go: the phone number or email address; masked inside a device
    /// authentication.
    pub fn destination(&self) -> Option<&str> {
        match self {
            Self::Sms(device) => device.phone.as_deref(),
            Self::Voice(device) => device.phone.as_deref(),
            Self::WhatsApp(device) => device.phone.as_deref(),
            Self::Email(device) => device.email.as_deref(),
            _ => None,
        }
    }
}
