//! Whether a user has multi-factor authentication.

use ping_models::mfa::{MfaEnabled, UpdateMfaEnabled};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// Whether multi-factor authentication is on for a user. From [`UserHandle::mfa_enabled`].
    ///
    /// Needs the role Identity Data Admin.
    ///
    /// ```no_run
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let setting = mfa.user("user-id").mfa_enabled();
    /// if setting.read().await?.mfa_enabled != Some(true) {
    ///     setting.update(true).await?;
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// [`UserHandle::mfa_enabled`]: crate::UserHandle::mfa_enabled
    pub struct MfaEnabledHandle;
}

impl MfaEnabledHandle {
    /// Reads the setting. Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/enable-users-mfa/read-user-mfa-enabled.html>
    #[doc(alias("get", "fetch", "find", "Read User MFA Enabled"))]
    pub fn read(&self) -> Call<MfaEnabled> {
        self.scope.at(&READ_USER_MFA_ENABLED).call()
    }

    /// Turns it on or off. A user without it is refused unless the policy says otherwise. Errors:
    /// 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/enable-users-mfa/update-user-mfa-enabled.html>
    #[doc(alias("replace", "put", "edit", "Update User MFA Enabled"))]
    pub fn update(&self, enabled: bool) -> Call<MfaEnabled> {
        self.scope.at(&UPDATE_USER_MFA_ENABLED).json(&UpdateMfaEnabled::new(enabled)).call()
    }
}
