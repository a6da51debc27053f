//! Authentication policies, which are read and written as a whole set.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::rules::{
    AccessingCountryRule, AnonymousNetworkRule, AuthenticationMethodsRule, CompanyNetworkRule,
    GeoVelocityRule, IpReputationRule, KnownDeviceRule, MobileOsRule, NewDeviceRule, PushLimitRule,
    RecentFromNetworkRule, RiskLevelRule, UserBehaviorRule, WorkingDaysRule,
};
use crate::Loose;
use crate::model::Model;

open_enum! {
    /// Where the authentications come from that the policies are for.
    pub enum AuthenticationSource {
        /// Web applications, the only ones whose policies have an API.
        Web = "WEB",
    }
}

open_enum! {
    /// What a policy or rule does with an authentication.
    pub enum PolicyAction {
        /// Lets the user in without more. Stands alone.
        Approve = "APPROVE",
        /// Refuses. Stands alone.
        Deny = "DENY",
        /// Asks for any method that is allowed. Stands alone.
        Authenticate = "AUTHENTICATE",
        /// A passcode by SMS.
        Sms = "SMS",
        /// A passcode by voice call.
        Voice = "VOICE",
        /// A YubiKey.
        YubiKey = "YUBIKEY",
        /// A passcode by email.
        Email = "EMAIL",
        /// The desktop app.
        Desktop = "DESKTOP",
        /// A passcode of the mobile app.
        OtpOnly = "OTP_ONLY",
        /// A swipe in the mobile app.
        SwipeOnly = "SWIPE_ONLY",
        /// A fingerprint in the mobile app.
        FingerprintOnly = "FINGERPRINT_ONLY",
        /// An OATH token.
        OathToken = "OATHTOKEN",
        /// An authenticator app.
        AuthenticatorApp = "AUTHENTICATOR_APP",
        /// Matching a number in the mobile app.
        NumberMatching = "NUMBER_MATCHING",
        /// A FIDO security key.
        WebAuthn = "WEBAUTHN",
        /// FIDO biometrics.
        WebAuthnPlatform = "WEBAUTHN_PLATFORM",
    }
}

/// One action, or several joined by commas, as it came: capitals and blanks are not fixed.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyActions(String);

impl PolicyActions {
    /// The actions as they are on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The actions one by one, in any case of letters.
    ///
    /// ```
    /// use ping_models::pingid::{PolicyAction, PolicyActions};
    ///
    /// let actions = PolicyActions::from("otp_only, WebAuthn");
    /// let wanted = [PolicyAction::OtpOnly, PolicyAction::WebAuthn];
    /// assert!(actions.iter().eq(wanted));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = PolicyAction> {
        let actions = self.0.split(',').map(str::trim);
        actions.map(|action| PolicyAction::from_wire(&action.to_ascii_uppercase()))
    }
}

impl From<&str> for PolicyActions {
    fn from(actions: &str) -> Self {
        Self(actions.to_owned())
    }
}

impl From<PolicyAction> for PolicyActions {
    fn from(action: PolicyAction) -> Self {
        Self(action.as_str().to_owned())
    }
}

impl<const N: usize> From<[PolicyAction; N]> for PolicyActions {
    fn from(actions: [PolicyAction; N]) -> Self {
        actions.into_iter().collect()
    }
}

impl FromIterator<PolicyAction> for PolicyActions {
    fn from_iter<I: IntoIterator<Item = PolicyAction>>(actions: I) -> Self {
        let names: Vec<_> = actions
            .into_iter()
            .map(|action| action.to_string())
            .collect();
        Self(names.join(","))
    }
}

impl Model for PolicyActions {}

impl fmt::Debug for PolicyActions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

request! {
    /// Whom a policy is for. An empty list means all.
    pub struct PolicyTargets {
        optional {
            /// Ids of applications. Capitals count; the service does not check them.
            applications: Vec<String> = "APPLICATION",
            /// Names of groups. Capitals count; an unknown group is created.
            groups: Vec<String> = "GROUP",
        }
    }
}

request! {
    /// An authentication policy. Its rules are tried by their priority; where none applies, the
    /// default action is taken.
    ///
    /// ```
    /// use ping_models::pingid::{
    ///     AccessingCountryRule, Policy, PolicyAction, PolicyTargets,
    /// };
    ///
    /// let policy = Policy::named("Abroad", PolicyTargets::new(), PolicyAction::Authenticate)
    ///     .accessing_country(
    ///         AccessingCountryRule::new()
    ///             .priority(1)
    ///             .countries(["CH".to_owned(), "LI".to_owned()])
    ///             .action(PolicyAction::Deny),
    ///     );
    /// assert_eq!(policy.field("policyName"), Some("Abroad".into()));
    /// ```
    pub struct Policy {
        optional {
            /// The name, up to 230 characters, unlike any other in any case of letters.
            name: String = "policyName",
            /// Its place, from 1 without gaps; the default policy has the highest number.
            priority: Loose<u32> = "priority",
            /// Whom it is for. The default policy has none when it is written.
            targets: PolicyTargets = "targets",
            /// Whether the user sees the authentication screen.
            show_authentication_screen: Loose<bool> = "showAuthenticationScreen",
            /// What is done where no rule applies.
            default_action: PolicyActions = "defaultPolicyAction",
            /// The methods that are allowed.
            authentication_methods: AuthenticationMethodsRule = "authenticationMethodsPolicy",
            /// By the country from which the user comes.
            accessing_country: AccessingCountryRule = "accessingCountryPolicy",
            /// By the network of the accessing device.
            company_network: CompanyNetworkRule = "companyNetworkOriginatedPolicy",
            /// By how long ago the user authenticated on the device.
            known_device: KnownDeviceRule = "knownDevicePolicy",
            /// By the version of the phone's operating system.
            mobile_os: MobileOsRule = "mobileOSPolicy",
            /// By whether the accessing device is new.
            new_device: NewDeviceRule = "newAccessingDevicePolicy",
            /// Outside of working days. Not documented but as null.
            not_in_working_days: WorkingDaysRule = "notInWorkingDaysPolicy",
            /// By how long ago the user authenticated in the company's office.
            in_office: KnownDeviceRule = "userInCompanyOfficeAndKnownDevicePolicy",
            /// By how long ago the user authenticated from the company's network.
            recent_from_network: RecentFromNetworkRule = "recentAuthenticationFromCompanyNetwork",
            /// By impossible travel.
            geo_velocity: GeoVelocityRule = "geoVelocityPolicy",
            /// By whether the network hides its users.
            anonymous_network: AnonymousNetworkRule = "anonymousNetworkPolicy",
            /// By how unusual the user's behavior is.
            user_behavior: UserBehaviorRule = "userRiskBehaviorPolicy",
            /// By the reputation of the address.
            ip_reputation: IpReputationRule = "ipReputationPolicy",
            /// By the level of risk.
            risk_level: RiskLevelRule = "riskLevelPolicy",
            /// By the number of pushes that the user has refused.
            push_limit: PushLimitRule = "rateLimitPushNotificationPolicy",
        }
    }
}

impl Policy {
    /// A policy for some users and applications.
    pub fn named(
        name: impl Into<String>,
        targets: PolicyTargets,
        default_action: impl Into<PolicyActions>,
    ) -> Self {
        Self::new()
            .name(name)
            .targets(targets)
            .default_action(default_action)
    }

    /// The policy for whatever no other one is for: the last of the set, and the only one without
    /// targets.
    pub fn for_the_rest(default_action: impl Into<PolicyActions>) -> Self {
        Self::new().default_action(default_action)
    }

    /// Whether it is the policy for whatever no other one is for.
    pub fn is_default(&self) -> bool {
        self.name.as_deref() == Some("Default Policy") || self.targets.is_none()
    }
}

pingid_request! {
    /// The request of ReadBulkAuthenticationPolicy.
    ///
    /// Taken by `pingid.read_bulk_authentication_policy`.
    pub struct ReadBulkAuthenticationPolicy {
        new {
            /// Whose policies to read.
            source: AuthenticationSource = "authenticationSource",
        }
    }
}

reply! {
    /// The reply of ReadBulkAuthenticationPolicy.
    ///
    /// Returned by `pingid.read_bulk_authentication_policy`.
    pub struct PoliciesReply {
        /// The policies. Each tells of every rule; one that is not used is null.
        policies: Vec<Policy> = "authenticationPolicies",
        /// The version of the set, which each change increments.
        version: Loose<i64> = "policyVersion",
    }
}

pingid_request! {
    /// The request of CreateBulkAuthenticationPolicy, which replaces the whole set: a policy that
    /// is left out is deleted. [`from_read`](Self::from_read) starts from what the service has.
    ///
    /// Taken by `pingid.create_bulk_authentication_policy`.
    pub struct CreateBulkAuthenticationPolicy {
        new {
            /// Whose policies to write.
            source: AuthenticationSource = "authenticationSource",
            /// The policies, the default policy among them.
            policies: Vec<Policy> = "authenticationPolicies",
        }
        optional {
            /// The version of the set that was read; the service refuses another one.
            version: Loose<i64> = "policyVersion",
        }
    }
}

impl CreateBulkAuthenticationPolicy {
    /// The set as the service has it, to be changed and sent: with its version, numbered again
    /// by [`renumbered`](Self::renumbered), the default policy without targets.
    ///
    /// ```
    /// use ping_models::pingid::{
    ///     CreateBulkAuthenticationPolicy, Policy, PolicyAction, PolicyTargets, PoliciesReply,
    /// };
    ///
    /// let reply: PoliciesReply = serde_json::from_str(
    ///     r#"{"policyVersion": 8, "authenticationPolicies": [
    ///         {"priority": 1, "policyName": "Default Policy", "targets": {},
    ///          "defaultPolicyAction": "APPROVE"}]}"#,
    /// )?;
    /// let mut request = CreateBulkAuthenticationPolicy::from_read(reply);
    /// let first = Policy::named("First", PolicyTargets::new(), PolicyAction::Sms);
    /// request.policies.get_or_insert_default().insert(0, first);
    /// let request = request.renumbered();
    /// assert_eq!(request.field("policyVersion"), Some(8.into()));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn from_read(reply: PoliciesReply) -> Self {
        let mut policies = reply.policies.unwrap_or_default();
        for policy in policies.iter_mut().filter(|policy| policy.is_default()) {
            policy.targets = None;
        }
        let mut request = Self::new(AuthenticationSource::Web, policies);
        request.version = reply.version;
        request.renumbered()
    }

    /// Numbers the policies in their order from 1, the default policy last.
    #[must_use]
    pub fn renumbered(mut self) -> Self {
        let policies = self.policies.get_or_insert_default();
        policies.sort_by_key(Policy::is_default);
        for (policy, place) in policies.iter_mut().zip(1_u32..) {
            policy.priority = Some(place.into());
        }
        self
    }
}

reply! {
    /// The reply of CreateBulkAuthenticationPolicy.
    ///
    /// Returned by `pingid.create_bulk_authentication_policy`.
    pub struct PolicyVersionReply {
        /// The version of the new set. Not documented.
        version: Loose<i64> = "policyVersion",
    }
}
