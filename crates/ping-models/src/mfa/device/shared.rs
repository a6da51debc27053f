//! What the devices of all types share.

use crate::{Loose, Model, OpenEnum, Rest, Secret, Timestamp, UnknownValue};

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

/// A length of time in units. Which units are taken depends on what it is for.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct TimeSpan {
    /// How many units.
    #[model(new)]
    pub duration: Option<Loose<i64>>,
    /// The unit.
    #[model(new)]
    pub time_unit: Option<TimeUnit>,
    rest: Rest<Self>,
}

impl TimeSpan {
    /// So many seconds.
    pub fn seconds(duration: i64) -> Self {
        Self::new(duration, TimeUnit::Seconds)
    }

    /// So many minutes.
    pub fn minutes(duration: i64) -> Self {
        Self::new(duration, TimeUnit::Minutes)
    }

    /// So many hours.
    pub fn hours(duration: i64) -> Self {
        Self::new(duration, TimeUnit::Hours)
    }

    /// So many days.
    pub fn days(duration: i64) -> Self {
        Self::new(duration, TimeUnit::Days)
    }

    /// How long it is; `None` where a part of it is missing, negative or of an unknown unit.
    pub fn to_duration(&self) -> Option<std::time::Duration> {
        let seconds = match self.time_unit.as_ref()? {
            TimeUnit::Seconds => 1,
            TimeUnit::Minutes => 60,
            TimeUnit::Hours => 3_600,
            TimeUnit::Days => 86_400,
            TimeUnit::Unknown(_) => return None,
        };
        let units = u64::try_from(self.duration.as_ref()?.get()).ok()?;
        units.checked_mul(seconds).map(std::time::Duration::from_secs)
    }
}
