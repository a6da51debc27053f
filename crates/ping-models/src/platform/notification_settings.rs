//! How an environment's messages are sent.

use crate::{
    EnvironmentId, Links, Model, OpenEnum, Reference, Rest, Timestamp, UnknownValue, UserId,
};

/// To whom messages are sent.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeliveryMode {
    /// To everybody.
    All,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How an environment's messages are sent.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// What replaces the notification settings of an environment.
    NewNotificationSettings
))]
#[non_exhaustive]
pub struct NotificationSettings {
    /// An id of the settings.
    #[model(read_only)]
    pub id: Option<String>,
    /// Links: the settings themselves and the environment.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment whose they are.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// To whom messages are sent.
    pub delivery_mode: Option<DeliveryMode>,
    /// How many messages are sent.
    pub restrictions: Option<NotificationRestrictions>,
    /// Who sends text messages and calls, tried in this order: ids of delivery settings, or
    /// `PINGONE_TWILIO`. PingOne's own account where it is empty.
    pub sms_providers_fallback_chain: Option<Vec<String>>,
    /// Whom emails are from.
    #[model(name = "from")]
    pub sender: Option<EmailSender>,
    /// Whom answers to emails go to.
    pub reply_to: Option<EmailSender>,
    /// The users to whom messages are sent in any case.
    pub whitelist: Option<Vec<ListedUser>>,
    /// When they were first changed.
    #[model(read_only)]
    pub created_at: Option<Timestamp>,
    /// When they were changed last.
    #[model(read_only)]
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// How many messages are sent.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NotificationRestrictions {
    /// How many text messages and calls to each user.
    pub sms_voice_quota: Option<DailyQuota>,
    rest: Rest<Self>,
}

/// How many messages are sent to each user on one day, which ends at midnight UTC.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DailyQuota {
    /// How many, 0 to 50.
    #[model(new)]
    pub daily: Option<i64>,
    rest: Rest<Self>,
}

/// Whom an email is from, or whom its answers go to.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct EmailSender {
    /// The name; `PingOne` unless told otherwise.
    pub name: Option<String>,
    /// The address, one that is trusted; `noreply@pingidentity.com` unless told otherwise.
    #[model(personal)]
    pub address: Option<String>,
    rest: Rest<Self>,
}

/// A user on a list.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ListedUser {
    /// The user.
    #[model(new)]
    pub user: Option<Reference<UserId>>,
    rest: Rest<Self>,
}
