//! Authentication policies, which are read and written as a whole set.

use super::{
    AccessingCountryRule, AnonymousNetworkRule, AuthenticationMethodsRule, CompanyNetworkRule,
    GeoVelocityRule, IpReputationRule, KnownDeviceRule, MobileOsRule, NewDeviceRule, PolicyActions,
    PushLimitRule, RecentFromNetworkRule, ReplyOutcome, RiskLevelRule, UserBehaviorRule,
    WorkingDaysRule,
};
use crate::{Loose, Model, OpenEnum, Rest, UnknownValue};

/// Where the authentications come from that the policies are for.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AuthenticationSource {
    /// Web applications, the only ones whose policies have an API.
    Web,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whom a policy is for. An empty list means all.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PolicyTargets {
    /// Ids of applications. Capitals count; the service does not check them.
    #[model(name = "APPLICATION")]
    pub applications: Option<Vec<String>>,
    /// Names of groups. Capitals count; an unknown group is created.
    #[model(name = "GROUP")]
    pub groups: Option<Vec<String>>,
    rest: Rest<Self>,
}

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
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Policy {
    /// The name, up to 230 characters, unlike any other in any case of letters.
    #[model(name = "policyName")]
    pub name: Option<String>,
    /// Its place, from 1 without gaps; the default policy has the highest number.
    pub priority: Option<Loose<u32>>,
    /// Whom it is for. The default policy has none when it is written.
    pub targets: Option<PolicyTargets>,
    /// Whether the user sees the authentication screen.
    pub show_authentication_screen: Option<Loose<bool>>,
    /// What is done where no rule applies.
    #[model(name = "defaultPolicyAction")]
    pub default_action: Option<PolicyActions>,
    /// The methods that are allowed.
    #[model(name = "authenticationMethodsPolicy")]
    pub authentication_methods: Option<AuthenticationMethodsRule>,
    /// By the country from which the user comes.
    #[model(name = "accessingCountryPolicy")]
    pub accessing_country: Option<AccessingCountryRule>,
    /// By the network of the accessing device.
    #[model(name = "companyNetworkOriginatedPolicy")]
    pub company_network: Option<CompanyNetworkRule>,
    /// By how long ago the user authenticated on the device.
    #[model(name = "knownDevicePolicy")]
    pub known_device: Option<KnownDeviceRule>,
    /// By the version of the phone's operating system.
    #[model(name = "mobileOSPolicy")]
    pub mobile_os: Option<MobileOsRule>,
    /// By whether the accessing device is new.
    #[model(name = "newAccessingDevicePolicy")]
    pub new_device: Option<NewDeviceRule>,
    /// Outside of working days. Not documented but as null.
    #[model(name = "notInWorkingDaysPolicy")]
    pub not_in_working_days: Option<WorkingDaysRule>,
    /// By how long ago the user authenticated in the company's office.
    #[model(name = "userInCompanyOfficeAndKnownDevicePolicy")]
    pub in_office: Option<KnownDeviceRule>,
    /// By how long ago the user authenticated from the company's network.
    #[model(name = "recentAuthenticationFromCompanyNetwork")]
    pub recent_from_network: Option<RecentFromNetworkRule>,
    /// By impossible travel.
    #[model(name = "geoVelocityPolicy")]
    pub geo_velocity: Option<GeoVelocityRule>,
    /// By whether the network hides its users.
    #[model(name = "anonymousNetworkPolicy")]
    pub anonymous_network: Option<AnonymousNetworkRule>,
    /// By how unusual the user's behavior is.
    #[model(name = "userRiskBehaviorPolicy")]
    pub user_behavior: Option<UserBehaviorRule>,
    /// By the reputation of the address.
    #[model(name = "ipReputationPolicy")]
    pub ip_reputation: Option<IpReputationRule>,
    /// By the level of risk.
    #[model(name = "riskLevelPolicy")]
    pub risk_level: Option<RiskLevelRule>,
    /// By the number of pushes that the user has refused.
    #[model(name = "rateLimitPushNotificationPolicy")]
    pub push_limit: Option<PushLimitRule>,
    rest: Rest<Self>,
}

impl Policy {
    /// A policy for some users and applications.
    pub fn named(
        name: impl Into<String>,
        targets: PolicyTargets,
        default_action: impl Into<PolicyActions>,
    ) -> Self {
        Self::new().name(name).targets(targets).default_action(default_action)
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

/// The request of ReadBulkAuthenticationPolicy.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ReadBulkAuthenticationPolicy {
    /// Whose policies to read.
    #[model(name = "authenticationSource", new)]
    pub source: Option<AuthenticationSource>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The reply of ReadBulkAuthenticationPolicy.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PoliciesReply {
    /// The policies. Each tells of every rule; one that is not used is null.
    #[model(name = "authenticationPolicies")]
    pub policies: Option<Vec<Policy>>,
    /// The version of the set, which each change increments.
    #[model(name = "policyVersion")]
    pub version: Option<Loose<i64>>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The request of CreateBulkAuthenticationPolicy, which replaces the whole set: a policy that
/// is left out is deleted. [`from_read`](Self::from_read) starts from what the service has.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CreateBulkAuthenticationPolicy {
    /// Whose policies to write.
    #[model(name = "authenticationSource", new)]
    pub source: Option<AuthenticationSource>,
    /// The policies, the default policy among them.
    #[model(name = "authenticationPolicies", new)]
    pub policies: Option<Vec<Policy>>,
    /// The version of the set that was read; the service refuses another one.
    #[model(name = "policyVersion")]
    pub version: Option<Loose<i64>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl CreateBulkAuthenticationPolicy {
    /// The set as the service has it, to be changed and sent: with its version and the members
    /// that no field names, numbered again by [`renumbered`](Self::renumbered), the default policy
    /// without targets.
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
        let request = Rest::carry(&reply.rest, |rest| Self {
            version: reply.version,
            rest,
            ..Self::new(AuthenticationSource::Web, policies)
        });
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

/// The reply of CreateBulkAuthenticationPolicy.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PolicyVersionReply {
    /// The version of the new set. Not documented.
    #[model(name = "policyVersion")]
    pub version: Option<Loose<i64>>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}
