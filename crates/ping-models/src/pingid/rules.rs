//! The rules of an authentication policy.

use super::PolicyActions;
use crate::{Loose, Model, OpenEnum, Rest, UnknownValue};

/// A method of authentication that a policy allows.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AuthenticationMethod {
    /// A swipe in the mobile app.
    Swipe,
    /// A fingerprint in the mobile app.
    Fingerprint,
    /// A passcode by SMS.
    Sms,
    /// A passcode by voice call.
    Voice,
    /// A YubiKey.
    #[wire("YUBIKEY")]
    YubiKey,
    /// A passcode by email.
    Email,
    /// A passcode of the mobile app.
    Otp,
    /// The desktop app.
    Desktop,
    /// Backup authentication.
    Rescue,
    /// A FIDO security key.
    #[wire("WEBAUTHN")]
    WebAuthn,
    /// FIDO biometrics.
    #[wire("WEBAUTHN_PLATFORM")]
    WebAuthnPlatform,
    /// An OATH token.
    #[wire("OATHTOKEN")]
    OathToken,
    /// An authenticator app.
    AuthenticatorApp,
    /// Matching a number in the mobile app.
    NumberMatching,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A unit of time.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum TimeUnit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a version is compared.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OsOperator {
    /// Below the version.
    Lower,
    /// Above the version.
    Greater,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How high a risk is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum RiskLevel {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What all rules have.
#[derive(Clone, PartialEq, Model)]
#[model(part, request)]
#[non_exhaustive]
pub struct RuleParts {
    /// Its place among the rules of the policy: from 1, without gaps; from 2 where the policy
    /// limits the methods.
    pub priority: Option<Loose<u32>>,
    /// What is done where the rule applies.
    #[model(name = "policyAction")]
    pub action: Option<PolicyActions>,
    rest: Rest<Self>,
}

/// Limits the methods. Its priority is 1, and it has no action.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AuthenticationMethodsRule {
    /// The methods that are allowed; all where it is left out.
    #[model(name = "authenticationMethods")]
    pub methods: Option<Vec<AuthenticationMethod>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Versions of an operating system.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OsCondition {
    /// How to compare.
    pub operator: Option<OsOperator>,
    /// The version, or `ALL`.
    pub version: Option<Loose<String>>,
    rest: Rest<Self>,
}

/// Applies to phones by the version of their operating system.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct MobileOsRule {
    /// Which versions of Android.
    #[model(name = "androidCondition")]
    pub android: Option<OsCondition>,
    /// Which versions of iOS.
    #[model(name = "iOsCondition")]
    pub ios: Option<OsCondition>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Applies to users who come from certain countries. Cannot approve.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AccessingCountryRule {
    /// Two-letter codes of the countries.
    #[model(name = "countryCode")]
    pub country_codes: Option<Vec<String>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

impl AccessingCountryRule {
    /// The countries, by their two-letter codes.
    #[must_use]
    pub fn countries(self, codes: impl IntoIterator<Item = String>) -> Self {
        self.country_codes(codes.into_iter().collect::<Vec<_>>())
    }
}

/// Applies where the user authenticated on the device not long ago, at most 90 days.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct KnownDeviceRule {
    /// The unit of the time.
    pub time_unit: Option<TimeUnit>,
    /// How many of them.
    pub num: Option<Loose<u32>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Applies to devices in the company's network.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CompanyNetworkRule {
    /// The network's addresses in CIDR notation.
    #[model(name = "accessingDeviceIPRange")]
    pub ip_ranges: Option<Vec<String>>,
    /// Whether the phone has to be near, too.
    #[model(name = "useGeoFence")]
    pub use_geofence: Option<Loose<bool>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Applies where the user authenticated in the company's network not long ago.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RecentFromNetworkRule {
    /// The network's addresses in CIDR notation.
    #[model(name = "accessingDeviceIPRange")]
    pub ip_ranges: Option<Vec<String>>,
    /// Whether the phone has to be near, too.
    #[model(name = "useGeoFence")]
    pub use_geofence: Option<Loose<bool>>,
    /// The unit of the time.
    pub time_unit: Option<TimeUnit>,
    /// How many of them.
    pub num: Option<Loose<u32>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Applies to devices that the user has not come from before. Can neither approve nor deny.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewDeviceRule {
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Applies outside of working days. Only seen as null.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct WorkingDaysRule {
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Applies to travel that nobody can do in the time. Cannot approve.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GeoVelocityRule {
    /// Addresses that are left alone, in CIDR notation.
    #[model(name = "whitelistIpRanges")]
    pub allowed_ip_ranges: Option<Vec<String>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// Applies to networks that hide their users.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AnonymousNetworkRule {
    /// Addresses that are left alone, in CIDR notation.
    #[model(name = "whitelistIpRanges")]
    pub allowed_ip_ranges: Option<Vec<String>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// What is done after so many pushes that were ignored or denied.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PushLimit {
    /// The name of the limit.
    pub name: Option<String>,
    /// Its place, from 1.
    pub priority: Option<Loose<u32>>,
    /// How many pushes, 1 to 20, more from limit to limit.
    pub rate_limit: Option<Loose<u32>>,
    /// Within how many minutes, 1 to 120.
    pub period: Option<Loose<u32>>,
    /// What is done; after a denial there is no further limit.
    #[model(name = "policyAction")]
    pub action: Option<PolicyActions>,
    rest: Rest<Self>,
}

/// Applies to users who get too many pushes. Has no action of its own.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PushLimitRule {
    /// The name of the rule.
    pub name: Option<String>,
    /// The limits, one to three.
    #[model(name = "rateLimitPushNotificationInnerPolicies")]
    pub limits: Option<Vec<PushLimit>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}
