//! The MFA settings of an environment.

use ping_models::mfa::{MfaSettings, NewMfaSettings};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The MFA settings of an environment. From [`Mfa::settings`](crate::Mfa::settings).
    ///
    /// ```no_run
    /// # use ping_models::mfa::{MfaLockout, NewMfaSettings};
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let settings = mfa.settings();
    /// // A replacement takes all settings: change what was read.
    /// let change = NewMfaSettings::from(settings.read().await?);
    /// settings.update(change.lockout(MfaLockout::new(5).duration_seconds(600))).await?;
    /// settings.reset().await?;
    /// # Ok(()) }
    /// ```
    pub struct MfaSettingsHandle;
}

impl MfaSettingsHandle {
    /// Reads the settings.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-settings/read-mfa-settings.html>
    #[doc(alias("get", "fetch", "Read MFA Settings"))]
    pub fn read(&self) -> Call<MfaSettings> {
        self.scope.at(&READ_MFA_SETTINGS).call()
    }

    /// Replaces the settings: what is not sent gets its default. A limit of devices that is lower
    /// than what users have is for new devices alone.
    ///
    /// Errors: 400 with `OUT_OF_RANGE` or `INVALID_VALUE` where a member is not valid.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-settings/update_mfa_settings_alphanumeric.html>
    #[doc(alias("replace", "put", "edit", "Update MFA Settings"))]
    pub fn update(&self, settings: NewMfaSettings) -> Call<MfaSettings> {
        self.scope.at(&UPDATE_MFA_SETTINGS).json(&settings).call()
    }

    /// Puts the settings back to what a new environment has, and tells what they are; `None` where
    /// the service answers with no body.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-settings/reset-mfa-settings.html>
    #[doc(alias("delete", "Reset MFA Settings"))]
    pub fn reset(&self) -> Call<Option<MfaSettings>> {
        self.scope.at(&RESET_MFA_SETTINGS).call()
    }
}
