//! Passwords of users.

use crate::{
    EnvironmentId, Links, Model, OpenEnum, OpenValue, PasswordPolicyId, Reference, Rest, Secret,
    Timestamp, UnknownValue, UserId,
};

/// What a user can do with the password.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PasswordStatus {
    /// Sign in.
    Ok,
    /// Nothing: there is none.
    NoPassword,
    /// It is too old and has to be changed.
    PasswordExpired,
    /// Nothing for now: it was wrong too often.
    PasswordLockedOut,
    /// It has to be changed at the next sign-on.
    MustChangePassword,
    /// A directory behind a gateway knows.
    External,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The state of a user's password. The password itself is never told.
///
/// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PasswordState {
    /// Links: the password itself, its user, its policy and what can be done with it.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// What the answer embeds.
    #[model(name = "_embedded")]
    pub embedded: Option<PasswordStateEmbedded>,
    /// The environment that the user is in.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The user.
    pub user: Option<Reference<UserId>>,
    /// The policy that passwords of the user keep to.
    pub password_policy: Option<Reference<PasswordPolicyId>>,
    /// What the user can do with it.
    #[model(always)]
    pub status: PasswordStatus,
    /// When it was set or changed last; absent where there is none.
    pub last_changed_at: Option<Timestamp>,
    /// How many seconds a locked password stays so; absent where it has to be unlocked.
    pub seconds_until_unlock: Option<i64>,
    rest: Rest<Self>,
}

/// What the answer about a password embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PasswordStateEmbedded {
    /// The policy that the password keeps to; with `expand=passwordPolicy`.
    pub password_policy: Option<OpenValue>,
    rest: Rest<Self>,
}

/// Checks a password.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CheckPassword {
    /// The password.
    pub password: Secret,
    rest: Rest<Self>,
}

/// Sets a password.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SetPassword {
    /// The password: plain text, or encoded already, such as `{SSHA512}UkGWfORubNKFpFBWh+...`.
    pub value: Secret,
    /// Whether the user has to change it at the next sign-on.
    pub force_change: bool,
    /// The directory that knows the password, where PingOne does not.
    pub external: Option<ExternalPassword>,
    rest: Rest<Self>,
}

/// Sets a password, or takes it away: without a value there is none any more.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SetPasswordValue {
    /// The password: plain text, or encoded already.
    pub value: Option<Secret>,
    /// Whether the user has to change it at the next sign-on; not without it.
    pub force_change: Option<bool>,
    /// Whether the policy need not be kept to; it has to be without it.
    pub bypass_policy: Option<bool>,
    rest: Rest<Self>,
}

/// Gives a user another password, as an administrator.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ResetPassword {
    /// The new password.
    pub new_password: Secret,
    rest: Rest<Self>,
}

/// Changes the password of the user whose token comes along.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ChangePassword {
    /// The present password.
    pub current_password: Secret,
    /// The new one.
    pub new_password: Secret,
    rest: Rest<Self>,
}

/// Gives a user who has forgotten the password another one.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RecoverPassword {
    /// The code that the user was sent: 8 letters and digits, in any case.
    pub recovery_code: Secret,
    /// The new password.
    pub new_password: Secret,
    rest: Rest<Self>,
}

/// The password of a user who is imported.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ImportedPassword {
    /// The password: plain text, or encoded already, such as `{SSHA512}UkGWfORubNKFpFBWh+...`.
    pub value: Option<Secret>,
    /// Whether the user has to change it at the next sign-on; not without it.
    pub force_change: Option<bool>,
    /// The directory that knows the password, where PingOne does not.
    pub external: Option<ExternalPassword>,
    rest: Rest<Self>,
}

/// Where a password is that PingOne does not know.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ExternalPassword {
    /// The gateway to it.
    pub gateway: PasswordGateway,
    rest: Rest<Self>,
}

/// What kind of gateway leads to a password.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PasswordGatewayType {
    /// A directory.
    Ldap,
    /// PingFederate.
    PingFederate,
    /// PingIntelligence.
    PingIntelligence,
    /// An API gateway.
    ApiGatewayIntegration,
    /// A RADIUS server.
    Radius,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A gateway that leads to a password.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PasswordGateway {
    /// The id of the gateway.
    pub id: String,
    /// The kind of user there, by its id.
    pub user_type: Reference,
    /// What kind of gateway it is.
    #[model(name = "type")]
    pub gateway_type: Option<PasswordGatewayType>,
    /// What the user is found by: names of attributes there, and their values.
    pub correlation_attributes: Option<OpenValue>,
    rest: Rest<Self>,
}
