//! Devices, an enum by their type.

use crate::{
    DeviceId, EnvironmentId, EpochMillis, Links, Listed, Loose, Model, Reference, Rest, Secret,
    Tagged, Timestamp, UserId,
};

use super::{
    Block, DeviceStatus, DeviceType, IntegrityState, KeyUri, Lock, MobileAbility,
    MobileApplication, MobileModel, MobileOs, NotificationProvider, TestPasscode, UsableStatus,
};

/// What the devices of all types have.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct DeviceParts {
    /// Links: the device itself, its user and environment, and what can be done.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The type of the device.
    #[model(name = "type")]
    pub device_type: Option<DeviceType>,
    /// Whether it is paired.
    pub status: Option<DeviceStatus>,
    /// The environment of its user.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The user that it belongs to.
    pub user: Option<Reference<UserId>>,
    /// The name that the user gave it, up to 100 characters.
    #[model(personal)]
    pub nickname: Option<String>,
    /// Whether it is locked after failures; absent means that it is not.
    pub lock: Option<Lock>,
    /// Whether an administrator blocked it; absent means that nobody did.
    pub block: Option<Block>,
    /// Whether it can be used; inside a device authentication only.
    pub usable_status: Option<UsableStatus>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// A phone that gets passcodes by SMS.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct SmsDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// The number, normalized; masked inside a device authentication.
    #[model(personal)]
    pub phone: Option<String>,
    /// An extension, which answers show although SMS has no use for it.
    pub extension: Option<String>,
    /// Whether passcodes are answered instead of sent.
    pub test_mode: Option<bool>,
    /// The passcode that is pending in test mode.
    pub test: Option<TestPasscode>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A phone that gets passcodes by voice call.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VoiceDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// The number, normalized; masked inside a device authentication.
    #[model(personal)]
    pub phone: Option<String>,
    /// The extension: digits, `,`, `#` and `*`.
    pub extension: Option<String>,
    /// Whether passcodes are answered instead of sent.
    pub test_mode: Option<bool>,
    /// The passcode that is pending in test mode.
    pub test: Option<TestPasscode>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A mailbox that gets passcodes.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct EmailDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// The address; masked inside a device authentication.
    #[model(personal)]
    pub email: Option<String>,
    /// Whether passcodes are answered instead of sent.
    pub test_mode: Option<bool>,
    /// The passcode that is pending in test mode.
    pub test: Option<TestPasscode>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A phone that gets passcodes by WhatsApp.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct WhatsAppDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// The number, normalized; masked inside a device authentication.
    #[model(personal)]
    pub phone: Option<String>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// An authenticator app.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct TotpDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// The shared secret in Base32; only in the answer to the creation. It is valid for 30
    /// minutes: after that, delete the device and create another.
    pub secret: Option<Secret>,
    /// The URI that an authenticator app scans; only in the answer to the creation.
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

/// An app with the mobile SDK, for push and passcodes. The app pairs itself with a pairing key.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MobileDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// The app.
    pub application: Option<MobileApplication>,
    /// The operating system.
    pub os: Option<MobileOs>,
    /// The model.
    pub model: Option<MobileModel>,
    /// The version of the interface that the app speaks.
    pub api_version: Option<Loose<String>>,
    /// The version of the mobile SDK, such as `1.10.0(9224)`.
    pub sdk_version: Option<String>,
    /// Who made the device.
    pub manufacturer: Option<String>,
    /// The language of the device.
    pub locale: Option<String>,
    /// Whether it took pushes when it was paired.
    pub push_enabled: Option<bool>,
    /// Whether it made passcodes when it was paired.
    pub otp_enabled: Option<bool>,
    /// Whether it takes pushes now.
    pub push_status: Option<MobileAbility>,
    /// Whether it makes passcodes now.
    pub otp_status: Option<MobileAbility>,
    /// Whether the operating system was tampered with.
    pub rooted: Option<bool>,
    /// Whether the device has a screen lock.
    pub lock_enabled: Option<bool>,
    /// Whether the user allows pushes.
    pub allow_push_notification: Option<bool>,
    /// Who carries pushes to it.
    pub notification_provider: Option<NotificationProvider>,
    /// Whether notifications are on, such as `enabled`.
    pub notification: Option<String>,
    /// Whether the app may run in the background, such as `available`.
    pub background: Option<String>,
    /// When pushes failed.
    pub push_fails: Option<Vec<EpochMillis>>,
    /// What the platform says about the integrity of the device.
    pub device_integrity_state: Option<IntegrityState>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A device of a type that this version of the crate has no struct for. `field` reads what
/// it has beside the common members.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OtherDevice {
    /// The id of the device.
    pub id: DeviceId,
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
        id: DeviceId
    ),
    flatten(
        /// What the devices of all types have.
        common: DeviceParts
    )
)]
#[non_exhaustive]
pub enum Device {
    /// A phone that gets passcodes by SMS.
    #[tagged("SMS")]
    Sms(SmsDevice),
    /// A phone that gets passcodes by voice call.
    #[tagged("VOICE")]
    Voice(VoiceDevice),
    /// A mailbox that gets passcodes.
    #[tagged("EMAIL")]
    Email(EmailDevice),
    /// A phone that gets passcodes by WhatsApp.
    #[tagged("WHATSAPP")]
    WhatsApp(WhatsAppDevice),
    /// An authenticator app.
    #[tagged("TOTP")]
    Totp(TotpDevice),
    /// An app with the mobile SDK. Boxed, since it has far more to tell than the others.
    #[tagged("MOBILE")]
    Mobile(Box<MobileDevice>),
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
