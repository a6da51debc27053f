//! Notification policies: how many messages are sent, where, how fast, and by whom.

use crate::{
    EnvironmentId, Links, Listed, Model, NotificationPolicyId, OpenEnum, Reference, Rest,
    Timestamp, UnknownValue,
};

/// How a message travels.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeliveryMethod {
    /// A text message.
    Sms,
    /// A phone call.
    #[wire("Voice")]
    Voice,
    /// An email.
    #[wire("Email")]
    Email,
    /// A notification of a native app.
    #[wire("Push")]
    Push,
    /// A WhatsApp message.
    #[wire("WhatsApp")]
    WhatsApp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a message reaches a phone, as providers of such have it.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PhoneDeliveryMethod {
    /// A text message.
    Sms,
    /// A phone call.
    Voice,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A notification policy.
///
/// <https://developer.pingidentity.com/pingone-api/platform/notifications/notification-policies/create_user_notification_policy_total.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A notification policy to be created, or what replaces one.
    ///
    /// ```
    /// use ping_models::platform::{
    ///     DeliveryMethod, NewNotificationPolicy, NotificationQuota, NotificationQuotaType,
    /// };
    ///
    /// let methods = [DeliveryMethod::Sms, DeliveryMethod::Voice];
    /// let quota = NotificationQuota::new(NotificationQuotaType::User, methods).total(30);
    /// let policy = NewNotificationPolicy::new("Thirty a day", [quota]);
    /// assert!(policy.field("quotas").is_some());
    /// ```
    NewNotificationPolicy
))]
#[non_exhaustive]
pub struct NotificationPolicy {
    /// The id of the policy.
    #[model(read_only)]
    pub id: NotificationPolicyId,
    /// Links: the policy itself and its environment.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that it is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// Its name, unique in the environment.
    #[model(always, on_create)]
    pub name: String,
    /// Whether it is the environment's default one. A new default takes the place of the former.
    pub default: Option<bool>,
    /// How many messages are sent a day: one limit for text messages and calls together, one for
    /// emails.
    #[model(new)]
    pub quotas: Option<Vec<NotificationQuota>>,
    /// To which countries messages are sent; to all without it.
    pub country_limit: Option<CountryLimit>,
    /// How long users wait before they get another message.
    pub cooldown_configuration: Option<CooldownConfiguration>,
    /// By whom messages are sent.
    pub provider_configuration: Option<ProviderConfiguration>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for NotificationPolicy {
    const EMBEDDED: &'static str = "notificationsPolicies";
}

/// Whose messages a quota counts.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum NotificationQuotaType {
    /// Those to each user.
    User,
    /// Those to all users together.
    Environment,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How many messages are sent a day: either a total, or how many of those that were answered and of
/// those that were not.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NotificationQuota {
    /// Whose messages it counts.
    #[model(name = "type", new)]
    pub quota_type: Option<NotificationQuotaType>,
    /// Which messages it counts together: text messages, calls or both, or emails.
    #[model(new)]
    pub delivery_methods: Option<Vec<DeliveryMethod>>,
    /// How many of them.
    pub total: Option<i64>,
    /// How many whose passcode was used.
    pub claimed: Option<i64>,
    /// How many whose passcode was not used.
    pub unclaimed: Option<i64>,
    rest: Rest<Self>,
}

/// What a list of countries means.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CountryLimitType {
    /// There is no limit.
    None,
    /// Messages are sent to these countries alone.
    Allowed,
    /// No messages are sent to these countries.
    Denied,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// To which countries messages are sent.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CountryLimit {
    /// What the countries are.
    #[model(name = "type", new)]
    pub limit_type: Option<CountryLimitType>,
    /// Which messages are limited; text messages and calls unless told otherwise.
    pub delivery_methods: Option<Vec<DeliveryMethod>>,
    /// The countries, as two letters of ISO 3166; required where there is a limit.
    pub countries: Option<Vec<String>>,
    rest: Rest<Self>,
}

/// How long users wait before they get another message, by how it travels. A policy that has it
/// needs all four.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CooldownConfiguration {
    /// For emails.
    #[model(new)]
    pub email: Option<Cooldown>,
    /// For text messages.
    #[model(new)]
    pub sms: Option<Cooldown>,
    /// For calls.
    #[model(new)]
    pub voice: Option<Cooldown>,
    /// For WhatsApp messages.
    #[model(new)]
    pub whats_app: Option<Cooldown>,
    rest: Rest<Self>,
}

/// How long users wait before they get another message.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Cooldown {
    /// Whether they wait at all.
    #[model(new)]
    pub enabled: Option<bool>,
    /// The first wait, the second, and all further ones; required where it is enabled.
    pub periods: Option<Vec<CooldownPeriod>>,
    /// Whose messages are counted together; `USER_ID` is the only value known.
    pub group_by: Option<String>,
    /// How often they can ask for another one, 1 to 10, before they are blocked for 30 minutes;
    /// required where it is enabled.
    pub resend_limit: Option<i64>,
    rest: Rest<Self>,
}

/// The unit of a wait.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CooldownTimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How long one wait is: 10 seconds to 10 minutes.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CooldownPeriod {
    /// How many units.
    #[model(new)]
    pub duration: Option<i64>,
    /// The unit.
    #[model(new)]
    pub time_unit: Option<CooldownTimeUnit>,
    rest: Rest<Self>,
}

/// By whom messages are sent.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ProviderConfiguration {
    /// The first that fits decides. One of them names no countries.
    #[model(new)]
    pub conditions: Option<Vec<ProviderCondition>>,
    rest: Rest<Self>,
}

/// By whom messages of one sort are sent.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ProviderCondition {
    /// How they travel; all without it.
    pub delivery_methods: Option<Vec<PhoneDeliveryMethod>>,
    /// Where they go to, as two letters of ISO 3166; everywhere without it.
    pub countries: Option<Vec<String>>,
    /// The delivery settings of the providers, in the order in which they are tried.
    #[model(new)]
    pub fallback_chain: Option<Vec<Reference>>,
    rest: Rest<Self>,
}
