//! What is read and changed of a user by itself.

use crate::{
    EnvironmentId, IdentityProviderId, LinkedAccountId, Links, Listed, Model, OpenValue, Reference,
    Rest, Secret, Timestamp, UserId,
};

use super::{IdentityProvider, IdentityProviderType};

/// Whether a user may sign in.
///
/// <https://developer.pingidentity.com/pingone-api/platform/users/enable-users/read-user-enabled.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct UserEnabled {
    /// Links: the setting itself and its user.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// Whether the user may.
    pub enabled: Option<bool>,
    rest: Rest<Self>,
}

/// Lets a user sign in, or does not.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateUserEnabled {
    /// Whether the user may.
    pub enabled: bool,
    rest: Rest<Self>,
}

/// Locks an account.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct LockAccount {
    /// Until when. A time that has passed locks nothing.
    pub unlock_at: Timestamp,
    rest: Rest<Self>,
}

/// Shows that a user has read what was sent to the email address.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct VerifyUser {
    /// The code that was sent.
    pub verification_code: Secret,
    rest: Rest<Self>,
}

/// Who checks a user's credentials.
///
/// <https://developer.pingidentity.com/pingone-api/platform/users/users-1/update-user-identity-provider.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// Lets another provider check a user's credentials. Without an id it is PingOne.
    UpdateUserIdentityProvider
))]
#[non_exhaustive]
pub struct UserIdentityProvider {
    /// Links: the setting itself and its user.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The id of an external provider.
    pub id: Option<IdentityProviderId>,
    /// What kind of provider it is.
    #[model(name = "type", read_only)]
    pub provider_type: Option<IdentityProviderType>,
    /// The same, where the service nests it.
    #[model(read_only)]
    pub identity_provider: Option<IdentityProvider>,
    rest: Rest<Self>,
}

/// An account at an external identity provider that a user signs in with.
///
/// <https://developer.pingidentity.com/pingone-api/platform/users/linked-accounts/read-one-linked-account.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A link to be made.
    NewLinkedAccount
))]
#[non_exhaustive]
pub struct LinkedAccount {
    /// The id of the link.
    #[model(read_only)]
    pub id: LinkedAccountId,
    /// Links: the linked account itself, its environment and its user.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// What the answer embeds.
    #[model(name = "_embedded", read_only)]
    pub embedded: Option<LinkedAccountEmbedded>,
    /// The environment that the user is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The user.
    #[model(read_only)]
    pub user: Option<Reference<UserId>>,
    /// The provider.
    #[model(new)]
    pub identity_provider: Option<Reference<IdentityProviderId>>,
    /// Who the user is to the provider.
    #[model(always, on_create, personal)]
    pub external_id: String,
    /// What the provider says of the user, by the names of the user's attributes: each with its
    /// `value`, and `update` to say whether it takes the place of what there is.
    #[model(create_only)]
    pub attributes: Option<OpenValue>,
    rest: Rest<Self>,
}

impl Listed for LinkedAccount {
    const EMBEDDED: &'static str = "linkedAccounts";
}

/// What the answer about a linked account embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct LinkedAccountEmbedded {
    /// The provider; with `expand=identityProviders`.
    pub identity_providers: Option<OpenValue>,
    rest: Rest<Self>,
}
