//! Users.

use crate::{
    EnvironmentId, GroupId, Links, Listed, Model, OpenEnum, PopulationId, Reference, Rest,
    Timestamp, UnknownValue, UserId,
};

use super::{Address, ImportedPassword, Name, PasswordState, Photo};

/// Whether a user's account can be used.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AccountStatus {
    /// It can.
    Ok,
    /// It is locked.
    Locked,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Where a user stands in the verification of the account.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum LifecycleStatus {
    /// Nothing is pending.
    AccountOk,
    /// The user has to enter a verification code.
    VerificationRequired,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a user's identity is to be verified.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum VerifyStatus {
    /// Nobody has asked for it.
    NotInitiated,
    /// It may be verified.
    Enabled,
    /// It may not be verified.
    Disabled,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Who checks a user's credentials.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum IdentityProviderType {
    /// PingOne itself.
    PingOne,
    /// Facebook.
    Facebook,
    /// Google.
    Google,
    /// LinkedIn.
    #[wire("LINKEDIN")]
    LinkedIn,
    /// LinkedIn by OpenID Connect.
    #[wire("LINKEDIN_OIDC")]
    LinkedInOidc,
    /// Apple.
    Apple,
    /// Twitter.
    Twitter,
    /// Amazon.
    Amazon,
    /// Yahoo.
    Yahoo,
    /// Microsoft.
    Microsoft,
    /// PayPal.
    #[wire("PAYPAL")]
    PayPal,
    /// GitHub.
    #[wire("GITHUB")]
    GitHub,
    /// A provider by OpenID Connect.
    #[wire("OPENID_CONNECT")]
    OpenIdConnect,
    /// A provider by SAML.
    Saml,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A user of an environment. Custom attributes are at hand through `field`.
///
/// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
#[derive(Clone, PartialEq, Model)]
#[model(
    create(
        /// A user to be created or imported, or what replaces one. Custom attributes are set with
        /// `with_field`.
        NewUser
    ),
    merge(
        /// Changes to a user. What is absent stays as it is; `clear_nickname` and the like clear a
        /// member.
        ///
        /// Population, `enabled`, `mfaEnabled`, `account` and `verifyStatus` cannot be changed here.
        PatchUser
    )
)]
#[non_exhaustive]
pub struct User {
    /// The id of the user.
    #[model(read_only)]
    pub id: UserId,
    /// Links: the user itself and what belongs to it.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// What the answer embeds.
    #[model(name = "_embedded", read_only)]
    pub embedded: Option<Box<UserEmbedded>>,
    /// The environment that the user is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The population that the user is in; the environment's default one where a new user has none.
    #[model(create_only)]
    pub population: Option<Reference<PopulationId>>,
    /// Whether and until when the account is locked.
    #[model(read_only)]
    pub account: Option<Account>,
    /// A number of the customer's, as text.
    pub account_id: Option<String>,
    /// The postal address.
    pub address: Option<Address>,
    /// When the user was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// The email address.
    #[model(personal)]
    pub email: Option<String>,
    /// Whether the email address was verified. `true` is taken of a user who is imported alone.
    #[model(create_only)]
    pub email_verified: Option<bool>,
    /// Whether the user may sign in.
    #[model(read_only)]
    pub enabled: Option<bool>,
    /// When the user's employment or contract ends.
    #[model(read_only)]
    pub end_date: Option<Timestamp>,
    /// The id of the user in another system, up to 1,024 characters.
    pub external_id: Option<String>,
    /// Who checks the user's credentials.
    #[model(read_only)]
    pub identity_provider: Option<IdentityProvider>,
    /// The last sign-on.
    #[model(read_only)]
    pub last_sign_on: Option<LastSignOn>,
    /// Where the user stands in the verification of the account. Can be set of a user who is
    /// imported alone.
    #[model(create_only)]
    pub lifecycle: Option<Lifecycle>,
    /// The language and country of the user, such as `en-gb`.
    pub locale: Option<String>,
    /// The ids of the user's groups; with `include=memberOfGroupIDs`.
    #[model(name = "memberOfGroupIDs", read_only)]
    pub member_of_group_ids: Option<Vec<GroupId>>,
    /// The names of the user's groups; with `include=memberOfGroupNames`.
    #[model(read_only)]
    pub member_of_group_names: Option<Vec<String>>,
    /// Whether multi-factor authentication is on for the user; off where a new user has none.
    #[model(create_only)]
    pub mfa_enabled: Option<bool>,
    /// The mobile phone as it was entered, up to 32 characters.
    #[model(personal)]
    pub mobile_phone: Option<String>,
    /// The name.
    pub name: Option<Name>,
    /// The password of a user who is imported; in no answer.
    #[model(create_only)]
    pub password: Option<Box<ImportedPassword>>,
    /// How the user is called, up to 256 characters.
    #[model(personal)]
    pub nickname: Option<String>,
    /// A picture of the user.
    pub photo: Option<Photo>,
    /// The languages that the user prefers, as an `Accept-Language` value.
    pub preferred_language: Option<String>,
    /// The phone as it was entered, up to 32 characters.
    #[model(personal)]
    pub primary_phone: Option<String>,
    /// When the user's employment or contract begins.
    pub start_date: Option<Timestamp>,
    /// The time zone, such as `America/Los_Angeles`.
    pub timezone: Option<String>,
    /// The title in the organization, up to 256 characters.
    pub title: Option<String>,
    /// When the user was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    /// A category of the customer's, up to 256 characters; may be empty.
    #[model(name = "type")]
    pub user_type: Option<String>,
    /// The name to sign in with: 1 to 128 characters, unique in the environment.
    #[model(always, on_create, personal)]
    pub username: String,
    /// Whether the user's identity is to be verified.
    #[model(read_only)]
    pub verify_status: Option<VerifyStatus>,
    rest: Rest<Self>,
}

impl Listed for User {
    const EMBEDDED: &'static str = "users";
}

/// What the answer about a user embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct UserEmbedded {
    /// The user's population; with `expand=population`.
    pub population: Option<super::Population>,
    /// The state of the user's password: its status alone.
    pub password: Option<PasswordState>,
    rest: Rest<Self>,
}

/// Whether and until when an account is locked.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Account {
    /// Whether the user can sign in.
    pub can_authenticate: Option<bool>,
    /// Whether the account can be used.
    pub status: Option<AccountStatus>,
    /// When it was locked. May be absent where wrong passwords locked it.
    pub locked_at: Option<Timestamp>,
    /// How many seconds remain until it unlocks.
    pub seconds_until_unlock: Option<i64>,
    /// When it unlocks.
    pub unlock_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// Where a user stands in the verification of the account.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Lifecycle {
    /// Whether a verification is pending.
    pub status: Option<LifecycleStatus>,
    /// Whether no verification code is sent.
    pub suppress_verification_code: Option<bool>,
    rest: Rest<Self>,
}

/// Who checks a user's credentials.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct IdentityProvider {
    /// The id of an external provider.
    pub id: Option<String>,
    /// What kind of provider it is.
    #[model(name = "type")]
    pub provider_type: Option<IdentityProviderType>,
    rest: Rest<Self>,
}

/// The last sign-on of a user.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct LastSignOn {
    /// When it was.
    pub at: Option<Timestamp>,
    /// From which IP address.
    pub remote_ip: Option<String>,
    rest: Rest<Self>,
}
