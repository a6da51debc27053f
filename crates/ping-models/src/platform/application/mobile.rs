//! The app on devices of a native application.

use crate::{Model, OpenEnum, Rest, Secret, UnknownValue};

/// The app on devices of a native application, for push and passcodes.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct MobileSettings {
    /// The bundle id on iOS; unique in the environment, and fixed once it is set.
    pub bundle_id: Option<String>,
    /// The package name on Android; unique in the environment, and fixed once it is set.
    pub package_name: Option<String>,
    /// The app id at Huawei; unique in the environment, and fixed once it is set.
    pub huawei_app_id: Option<String>,
    /// The package name at Huawei; unique in the environment, and fixed once it is set.
    pub huawei_package_name: Option<String>,
    /// The beginning of the addresses that the app opens.
    pub uri_prefix: Option<String>,
    /// How many passcodes before and after the present one are taken, 1 to 10.
    pub passcode_grace_period: Option<i64>,
    /// How long the app shows a passcode.
    pub passcode_refresh_duration: Option<PasscodeRefreshDuration>,
    /// Whether devices that were tampered with are found.
    pub integrity_detection: Option<IntegrityDetection>,
    /// How pushes are answered.
    pub push: Option<PushSettings>,
    rest: Rest<Self>,
}

/// A unit of time.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum MobileTimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How long an app shows a passcode.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PasscodeRefreshDuration {
    /// How many units, 30 to 60.
    #[model(new)]
    pub duration: Option<i64>,
    /// The unit: seconds.
    #[model(preset = MobileTimeUnit::Seconds)]
    pub time_unit: Option<MobileTimeUnit>,
    rest: Rest<Self>,
}

/// Whether devices that were tampered with are found.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum IntegrityDetectionMode {
    /// They are.
    Enabled,
    /// They are not.
    Disabled,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A platform of devices.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum IntegrityPlatform {
    /// Android, with the services of Google.
    Google,
    /// iOS.
    Ios,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether devices that were tampered with are found, and how.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct IntegrityDetection {
    /// Whether they are.
    pub mode: Option<IntegrityDetectionMode>,
    /// The platform that is left out; at most one.
    pub excluded_platforms: Option<Vec<IntegrityPlatform>>,
    /// How long a finding holds.
    pub cache_duration: Option<CacheDuration>,
    /// How Google is asked; required unless `GOOGLE` is left out.
    pub google_play: Option<GooglePlayIntegrity>,
    rest: Rest<Self>,
}

/// How long a finding holds, 1 minute to 48 hours.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CacheDuration {
    /// How many units.
    #[model(new)]
    pub amount: Option<i64>,
    /// The unit: minutes or hours.
    #[model(new)]
    pub units: Option<MobileTimeUnit>,
    rest: Rest<Self>,
}

/// Who reads Google's verdict.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum GooglePlayVerification {
    /// PingOne, with the keys of the app.
    Internal,
    /// Google.
    Google,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How Google is asked whether a device was tampered with.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GooglePlayIntegrity {
    /// Who reads its verdict.
    #[model(new)]
    pub verification_type: Option<GooglePlayVerification>,
    /// The key to decrypt it, for `INTERNAL`.
    pub decryption_key: Option<Secret>,
    /// The key to verify it, for `INTERNAL`.
    pub verification_key: Option<Secret>,
    /// The credentials of the service account as JSON text, for `GOOGLE`.
    pub service_account_credentials: Option<Secret>,
    rest: Rest<Self>,
}

/// How the number of a push is told.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum NumberMatchingType {
    /// The user selects it among others.
    SelectNumber,
    /// The user enters it.
    EnterManually,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How the number of a push is told.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NumberMatching {
    /// By selecting or by entering it.
    #[model(name = "type", new)]
    pub matching_type: Option<NumberMatchingType>,
    rest: Rest<Self>,
}

/// How pushes are answered.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PushSettings {
    /// How the number of a push is told.
    pub number_matching: Option<NumberMatching>,
    rest: Rest<Self>,
}
