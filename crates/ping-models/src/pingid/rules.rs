//! The rules of an authentication policy.

use super::PolicyActions;
use crate::Loose;

open_enum! {
    /// A method of authentication that a policy allows.
    pub enum AuthenticationMethod {
        /// A swipe in the mobile app.
        Swipe = "SWIPE",
        /// A fingerprint in the mobile app.
        Fingerprint = "FINGERPRINT",
        /// A passcode by SMS.
        Sms = "SMS",
        /// A passcode by voice call.
        Voice = "VOICE",
        /// A YubiKey.
        YubiKey = "YUBIKEY",
        /// A passcode by email.
        Email = "EMAIL",
        /// A passcode of the mobile app.
        Otp = "OTP",
        /// The desktop app.
        Desktop = "DESKTOP",
        /// Backup authentication.
        Rescue = "RESCUE",
        /// A FIDO security key.
        WebAuthn = "WEBAUTHN",
        /// FIDO biometrics.
        WebAuthnPlatform = "WEBAUTHN_PLATFORM",
        /// An OATH token.
        OathToken = "OATHTOKEN",
        /// An authenticator app.
        AuthenticatorApp = "AUTHENTICATOR_APP",
        /// Matching a number in the mobile app.
        NumberMatching = "NUMBER_MATCHING",
    }
}

open_enum! {
    /// A unit of time.
    pub enum TimeUnit {
        /// Minutes.
        Minutes = "MINUTES",
        /// Hours.
        Hours = "HOURS",
        /// Days.
        Days = "DAYS",
    }
}

open_enum! {
    /// How a version is compared.
    pub enum OsOperator {
        /// Below the version.
        Lower = "LOWER",
        /// Above the version.
        Greater = "GREATER",
    }
}

open_enum! {
    /// How high a risk is.
    pub enum RiskLevel {
        /// Low.
        Low = "LOW",
        /// Medium.
        Medium = "MEDIUM",
        /// High.
        High = "HIGH",
    }
}

/// Defines a rule: the members of its own, and the two that nearly all rules have.
macro_rules! rule {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $field:ident : $ty:ty = $wire:literal, )*
        }
    ) => {
        request! {
            $(#[$meta])*
            pub struct $name {
                optional {
                    $( $(#[$fmeta])* $field: $ty = $wire, )*
                    /// Its place among the rules of the policy: from 1, without gaps; from 2 where
                    /// the policy limits the methods.
                    priority: Loose<u32> = "priority",
                    /// What is done where the rule applies.
                    action: PolicyActions = "policyAction",
                }
            }
        }
    };
}

rule! {
    /// Limits the methods. Its priority is 1, and it has no action.
    pub struct AuthenticationMethodsRule {
        /// The methods that are allowed; all where it is left out.
        methods: Vec<AuthenticationMethod> = "authenticationMethods",
    }
}

request! {
    /// Versions of an operating system.
    pub struct OsCondition {
        optional {
            /// How to compare.
            operator: OsOperator = "operator",
            /// The version, or `ALL`.
            version: Loose<String> = "version",
        }
    }
}

rule! {
    /// Applies to phones by the version of their operating system.
    pub struct MobileOsRule {
        /// Which versions of Android.
        android: OsCondition = "androidCondition",
        /// Which versions of iOS.
        ios: OsCondition = "iOsCondition",
    }
}

rule! {
    /// Applies to users who come from certain countries. Cannot approve.
    pub struct AccessingCountryRule {
        /// Two-letter codes of the countries.
        country_codes: Vec<String> = "countryCode",
    }
}

impl AccessingCountryRule {
    /// The countries, by their two-letter codes.
    #[must_use]
    pub fn countries(self, codes: impl IntoIterator<Item = String>) -> Self {
        self.country_codes(codes.into_iter().collect::<Vec<_>>())
    }
}

rule! {
    /// Applies where the user authenticated on the device not long ago, at most 90 days.
    pub struct KnownDeviceRule {
        /// The unit of the time.
        time_unit: TimeUnit = "timeUnit",
        /// How many of them.
        num: Loose<u32> = "num",
    }
}

rule! {
    /// Applies to devices in the company's network.
    pub struct CompanyNetworkRule {
        /// The network's addresses in CIDR notation.
        ip_ranges: Vec<String> = "accessingDeviceIPRange",
        /// Whether the phone has to be near, too.
        use_geofence: Loose<bool> = "useGeoFence",
    }
}

rule! {
    /// Applies where the user authenticated in the company's network not long ago.
    pub struct RecentFromNetworkRule {
        /// The network's addresses in CIDR notation.
        ip_ranges: Vec<String> = "accessingDeviceIPRange",
        /// Whether the phone has to be near, too.
        use_geofence: Loose<bool> = "useGeoFence",
        /// The unit of the time.
        time_unit: TimeUnit = "timeUnit",
        /// How many of them.
        num: Loose<u32> = "num",
    }
}

rule! {
    /// Applies to devices that the user has not come from before. Can neither approve nor deny.
    pub struct NewDeviceRule {}
}

rule! {
    /// Applies outside of working days. Only seen as null.
    pub struct WorkingDaysRule {}
}

rule! {
    /// Applies to travel that nobody can do in the time. Cannot approve.
    pub struct GeoVelocityRule {
        /// Addresses that are left alone, in CIDR notation.
        allowed_ip_ranges: Vec<String> = "whitelistIpRanges",
    }
}

rule! {
    /// Applies to networks that hide their users.
    pub struct AnonymousNetworkRule {
        /// Addresses that are left alone, in CIDR notation.
        allowed_ip_ranges: Vec<String> = "whitelistIpRanges",
    }
}

request! {
    /// What is done about an address of a certain reputation.
    pub struct IpRisk {
        optional {
            /// How bad the reputation is.
            risk: RiskLevel = "riskType",
            /// What is done. A high risk cannot be approved.
            action: PolicyActions = "policyAction",
        }
    }
}

rule! {
    /// Applies by the reputation of the address. Has no action of its own.
    pub struct IpReputationRule {
        /// What is done at each level, one to three.
        risks: Vec<IpRisk> = "ipRiskPolicies",
        /// Addresses that are left alone, in CIDR notation.
        allowed_ip_ranges: Vec<String> = "whitelistIpRanges",
    }
}

request! {
    /// What is done about behavior of a certain risk.
    pub struct UserBehaviorRisk {
        optional {
            /// How high the risk is.
            risk: RiskLevel = "userRiskBehaviorInnerRiskType",
            /// What is done. A high risk cannot be approved.
            action: PolicyActions = "policyAction",
        }
    }
}

rule! {
    /// Applies to unusual behavior. Has no action of its own.
    pub struct UserBehaviorRule {
        /// What is done at each level, one to three.
        risks: Vec<UserBehaviorRisk> = "userRiskBehaviorInnerRiskPolicies",
        /// Whether it only watches.
        simulation: Loose<bool> = "simulationMode",
    }
}

request! {
    /// What is done at a certain level of risk.
    pub struct RiskLevelRisk {
        optional {
            /// The level.
            level: RiskLevel = "riskLevel",
            /// What is done. A high risk cannot be approved.
            action: PolicyActions = "policyAction",
        }
    }
}

rule! {
    /// Applies by the level of risk. Has no action of its own.
    pub struct RiskLevelRule {
        /// What is done at each level, one to three.
        risks: Vec<RiskLevelRisk> = "innerRiskLevelPolicies",
    }
}

request! {
    /// What is done after so many pushes that were ignored or denied.
    pub struct PushLimit {
        optional {
            /// The name of the limit.
            name: String = "name",
            /// Its place, from 1.
            priority: Loose<u32> = "priority",
            /// How many pushes, 1 to 20, more from limit to limit.
            rate_limit: Loose<u32> = "rateLimit",
            /// Within how many minutes, 1 to 120.
            period: Loose<u32> = "period",
            /// What is done; after a denial there is no further limit.
            action: PolicyActions = "policyAction",
        }
    }
}

rule! {
    /// Applies to users who get too many pushes. Has no action of its own.
    pub struct PushLimitRule {
        /// The name of the rule.
        name: String = "name",
        /// The limits, one to three.
        limits: Vec<PushLimit> = "rateLimitPushNotificationInnerPolicies",
    }
}
