//! What the devices of all types share, and the parts of mobile devices.

use crate::{EpochMillis, Loose, Model, OpenEnum, Rest, Secret, Timestamp, UnknownValue};

/// The type of a device.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceType {
    /// Passcodes by SMS.
    Sms,
    /// Passcodes by voice call.
    Voice,
    /// Passcodes by email.
    Email,
    /// Passcodes by WhatsApp.
    #[wire("WHATSAPP")]
    WhatsApp,
    /// An authenticator app.
    Totp,
    /// An app with the mobile SDK: push and passcodes.
    Mobile,
    /// A passkey, security key or biometrics.
    Fido2,
    /// A hardware token.
    OathToken,
    /// The PingID desktop app, second generation.
    #[wire("PINGID_DESKTOP_GEN2")]
    PingIdDesktopGen2,
    /// A remembered browser.
    Browser,
    /// Biometrics; deprecated, now `FIDO2`.
    Platform,
    /// A security key; deprecated, now `FIDO2`.
    SecurityKey,
    /// A YubiKey with passcodes.
    Yubikey,
    /// The PingID app.
    #[wire("PINGID_MOBILE")]
    PingIdMobile,
    /// The PingID desktop app.
    #[wire("PINGID_DESKTOP")]
    PingIdDesktop,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a device is paired. A locked or blocked device stays `ACTIVE`.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceStatus {
    /// Paired.
    Active,
    /// Waiting for activation; removed after 24 hours.
    ActivationRequired,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a device is locked after failures.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum LockStatus {
    /// Locked.
    Locked,
    /// Not locked.
    Unlocked,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What locked a device.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum LockReason {
    /// Wrong passcodes.
    Otp,
    /// Too many pushes.
    Push,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether an administrator blocked a device.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum BlockStatus {
    /// Blocked.
    Blocked,
    /// Not blocked.
    Unblocked,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a device is locked after failures.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Lock {
    /// Whether it is.
    pub status: Option<LockStatus>,
    /// What locked it; may stay when it is unlocked.
    pub reason: Option<LockReason>,
    /// When it unlocks; only while it is locked.
    pub expires_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// Whether an administrator blocked a device.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Block {
    /// Whether it is.
    pub status: Option<BlockStatus>,
    /// When it was blocked; only while it is.
    pub blocked_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// The passcode of a device in test mode, which is not sent anywhere.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct TestPasscode {
    /// The passcode. The service sends a string or a number.
    pub otp: Option<Loose<Secret>>,
    rest: Rest<Self>,
}

/// Whether a device can be used in an authentication.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Usability {
    /// It can.
    Enabled,
    /// It cannot.
    Disabled,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a device can be used in an authentication.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct UsableStatus {
    /// Whether it can.
    pub status: Option<Usability>,
    /// Why it cannot.
    pub reason: Option<String>,
    rest: Rest<Self>,
}

/// The relying party of a FIDO device.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RelyingParty {
    /// Its domain, in lower case.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    rest: Rest<Self>,
}

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

/// A unit of time.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How long a mobile app shows a passcode.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct RefreshDuration {
    /// How many units.
    pub duration: Option<Loose<i64>>,
    /// The unit.
    pub time_unit: Option<TimeUnit>,
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
    pub passcode_refresh_duration: Option<RefreshDuration>,
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
