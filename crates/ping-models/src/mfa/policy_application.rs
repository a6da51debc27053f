//! What a device authentication policy says of each native application.

use crate::{ApplicationId, Model, OpenEnum, Rest, UnknownValue};

use super::TimeSpan;

/// What comes where a check of a device has no result. In lower case on the wire.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Leniency {
    /// The user goes on.
    #[wire("permissive")]
    Permissive,
    /// The user is refused.
    #[wire("restrictive")]
    Restrictive,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What an entry of the applications is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PolicyApplicationType {
    /// The PingID app, in an environment that is integrated with PingID.
    #[wire("pingIdAppConfig")]
    PingIdApp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What a policy says of one native application.
///
/// ```
/// use ping_models::mfa::{AppPush, PolicyApplication, TimeSpan};
///
/// let app = PolicyApplication::new("app-1")
///     .push(AppPush::new(true).number_matching(true))
///     .otp(true)
///     .push_timeout(TimeSpan::seconds(60));
/// assert_eq!(app.otp.unwrap().enabled, Some(true));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PolicyApplication {
    /// The id of the application, a native one with settings for MFA.
    pub id: ApplicationId,
    /// What the entry is; of the PingID app alone.
    #[model(name = "type")]
    pub application_type: Option<PolicyApplicationType>,
    /// Whether pushes are sent to it.
    pub push: Option<AppPush>,
    /// Whether its passcodes are taken.
    pub otp: Option<AppSwitch>,
    /// How long a push waits, 40 to 150 seconds; 40 where it is not sent.
    pub push_timeout: Option<TimeSpan>,
    /// How long a pairing key is good, 1 minute to 48 hours, in minutes or hours; 10 minutes where
    /// it is not sent.
    pub pairing_key_lifetime: Option<TimeSpan>,
    /// How many ignored or denied pushes block further ones.
    pub push_limit: Option<PushLimit>,
    /// Whether the device is checked silently.
    pub device_authorization: Option<AppDeviceAuthorization>,
    /// Whether users are paired when they sign in with the app.
    pub auto_enrollment: Option<AppSwitch>,
    /// What comes where the integrity of the device cannot be told. Only where the application has
    /// integrity detection.
    pub integrity_detection: Option<Leniency>,
    /// Whether no new device can be paired; those that are go on working.
    pub pairing_disabled: Option<bool>,
    /// Whether it takes biometrics; of the PingID app alone.
    pub biometrics_enabled: Option<bool>,
    /// From where it can be paired; of the PingID app alone.
    pub ip_pairing_configuration: Option<IpPairing>,
    /// How long a request waits; of the PingID app alone.
    pub new_request_duration_configuration: Option<RequestDurations>,
    rest: Rest<Self>,
}

/// Whether something of an application is on.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AppSwitch {
    /// Whether it is.
    #[model(new)]
    pub enabled: Option<bool>,
    rest: Rest<Self>,
}

impl From<bool> for AppSwitch {
    fn from(enabled: bool) -> Self {
        Self::new(enabled)
    }
}

/// Whether pushes are sent to an application.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AppPush {
    /// Whether they are.
    #[model(new)]
    pub enabled: Option<bool>,
    /// Whether the user has to enter or choose a number.
    pub number_matching: Option<AppSwitch>,
    rest: Rest<Self>,
}

impl From<bool> for AppPush {
    fn from(enabled: bool) -> Self {
        Self::new(enabled)
    }
}

/// How many ignored or denied pushes in a row block further ones.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PushLimit {
    /// How many, 1 to 50; 5 where it is not sent.
    pub count: Option<i64>,
    /// Within how long, 1 to 120 minutes, in minutes or seconds; 10 minutes where it is not sent.
    pub time_period: Option<TimeSpan>,
    /// How long they are blocked, 1 to 120 minutes, in minutes or seconds; 30 minutes where it is
    /// not sent.
    pub lock_duration: Option<TimeSpan>,
    rest: Rest<Self>,
}

/// Whether a device is checked silently, without a question to the user.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AppDeviceAuthorization {
    /// Whether it is.
    #[model(new)]
    pub enabled: Option<bool>,
    /// What comes where the check has no result.
    pub extra_verification: Option<Leniency>,
    rest: Rest<Self>,
}

/// From which addresses the PingID app can be paired.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct IpPairing {
    /// Whether it can be from anywhere. The service spells it `anyIPAdress`.
    #[model(name = "anyIPAdress")]
    pub any_ip_address: Option<bool>,
    /// IP addresses or CIDR ranges; where it cannot be from anywhere.
    pub only_these_ip_addresses: Option<Vec<String>>,
    rest: Rest<Self>,
}

/// How long a request to the PingID app waits.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RequestDurations {
    /// For the device, 15 to 75 seconds; the service's default is 25.
    #[model(new)]
    pub device_timeout: Option<TimeSpan>,
    /// In all, 30 to 90 seconds and 15 more than for the device; the service's default is 40.
    #[model(new)]
    pub total_timeout: Option<TimeSpan>,
    rest: Rest<Self>,
}
