//! Mobile devices.

use super::{DeviceParts, DeviceType, TimeSpan};
use crate::{DeviceId, EpochMillis, Loose, Model, OpenEnum, Rest, UnknownValue};

/// The operating system of a mobile device.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MobileOs {
    /// Which one, such as `ANDROID` or `iOS`; an open set.
    #[model(name = "type")]
    pub os_type: Option<String>,
    /// Its version.
    pub version: Option<String>,
    rest: Rest<Self>,
}

/// The model of a mobile device.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MobileModel {
    /// The technical name.
    pub name: Option<String>,
    /// The name that it is sold by.
    pub marketing_name: Option<String>,
    rest: Rest<Self>,
}

/// The app on a mobile device.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MobileApplication {
    /// The id of the application in PingOne.
    pub id: Option<String>,
    /// Its name in PingOne.
    pub name: Option<String>,
    /// Its bundle id or package name.
    pub native_name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Whether pushes go through the sandbox of Apple.
    pub push_sandbox: Option<bool>,
    /// How long it shows a passcode.
    pub passcode_refresh_duration: Option<TimeSpan>,
    rest: Rest<Self>,
}

/// Whether a mobile device can do something now.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AbilityStatus {
    /// It can.
    Enabled,
    /// It cannot.
    Disabled,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a mobile device can do something now.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MobileAbility {
    /// Whether it can.
    pub status: Option<AbilityStatus>,
    /// Why it cannot, such as `OTP_NOT_SUPPORTED`.
    pub reason: Option<String>,
    rest: Rest<Self>,
}

/// Who carries pushes to a mobile device.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum NotificationProvider {
    /// Apple.
    Apns,
    /// Google.
    Fcm,
    /// Huawei.
    Hms,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What the platform says about the integrity of a mobile device.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct IntegrityState {
    /// Whether it is compromised, such as `UNKNOWN`.
    pub compromised: Option<Loose<String>>,
    /// Why that is so, such as `PLAY_ERROR`.
    pub reason: Option<String>,
    /// When it was found.
    pub timestamp: Option<EpochMillis>,
    rest: Rest<Self>,
}

/// An app with the mobile SDK, for push and passcodes. The app pairs itself with a pairing key.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MobileDevice {
    /// The id of the device.
    pub id: DeviceId,
    /// `MOBILE`.
    #[model(name = "type", always)]
    pub device_type: DeviceType,
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
