//! Whether a user may sign in, and who checks the credentials.

use ping_models::IdentityProviderId;
use ping_models::platform::{
    UpdateUserEnabled, UpdateUserIdentityProvider, UserEnabled, UserIdentityProvider,
};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// Whether a user may sign in. From [`UserHandle::enabled`](crate::UserHandle::enabled).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs
    /// Identity Data Admin.
    ///
    /// ```no_run
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// platform.user("user-id").enabled().update(false).await?;
    /// # Ok(()) }
    /// ```
    pub struct UserEnabledHandle;
}

impl UserEnabledHandle {
    /// Reads whether the user may. Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/enable-users/read-user-enabled.html>
    #[doc(alias("get", "fetch", "find", "Read User Enabled"))]
    pub fn read(&self) -> Call<UserEnabled> {
        self.scope.at(&READ_USER_ENABLED).call()
    }

    /// Lets the user sign in, or does not. Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/enable-users/update-user-enabled.html>
    #[doc(alias("replace", "put", "disable", "enable", "Update User Enabled"))]
    pub fn update(&self, enabled: bool) -> Call<UserEnabled> {
        let enabled = UpdateUserEnabled::new(enabled);
        self.scope.at(&UPDATE_USER_ENABLED).json(&enabled).call()
    }
}

handle! {
    /// Who checks a user's credentials. From
    /// [`UserHandle::identity_provider`](crate::UserHandle::identity_provider).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs
    /// Identity Data Admin.
    ///
    /// ```no_run
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let provider = platform.user("user-id").identity_provider();
    /// provider.update("identity-provider-id").await?;
    /// provider.reset().await?; // PingOne again
    /// # Ok(()) }
    /// ```
    pub struct UserIdentityProviderHandle;
}

impl UserIdentityProviderHandle {
    /// Reads who it is. Errors: 404 for an unknown user.
    #[doc(alias("get", "fetch", "find", "Read User Identity Provider"))]
    pub fn read(&self) -> Call<UserIdentityProvider> {
        self.scope.at(&READ_USER_IDENTITY_PROVIDER).call()
    }

    /// Lets an external provider check the credentials. PingOne's password is of no use then.
    ///
    /// Errors: 403 where users change their own; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1/update-user-identity-provider.html>
    #[doc(alias("replace", "put", "Update User Identity Provider"))]
    pub fn update(&self, to: impl Into<IdentityProviderId>) -> Call<UserIdentityProvider> {
        self.write(UpdateUserIdentityProvider::new().id(to))
    }

    /// Lets PingOne check the credentials again. Errors: as for
    /// [`UserIdentityProviderHandle::update`].
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1/update-user-identity-provider.html>
    #[doc(alias("clear", "remove"))]
    pub fn reset(&self) -> Call<UserIdentityProvider> {
        self.write(UpdateUserIdentityProvider::new())
    }

    fn write(&self, to: UpdateUserIdentityProvider) -> Call<UserIdentityProvider> {
        self.scope.at(&UPDATE_USER_IDENTITY_PROVIDER).json(&to).call()
    }
}
