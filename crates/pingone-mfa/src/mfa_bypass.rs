//! Whether a user may do without multi-factor authentication.

use ping_models::Timestamp;
use ping_models::mfa::{MfaBypass, UpdateMfaBypass};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// How long a user needs no multi-factor authentication, such as one who has lost a phone.
    /// From [`UserHandle::mfa_bypass`](crate::UserHandle::mfa_bypass).
    ///
    /// Needs the role Identity Data Admin.
    ///
    /// ```no_run
    /// # use std::time::{Duration, SystemTime};
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let bypass = mfa.user("user-id").mfa_bypass();
    /// bypass.update(SystemTime::now() + Duration::from_secs(60 * 60)).await?;
    /// println!("{:?}", bypass.read().await?.can_bypass);
    /// # Ok(()) }
    /// ```
    pub struct MfaBypassHandle;
}

impl MfaBypassHandle {
    /// Reads until when the user needs none. Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/users-1/check_mfa_bypass_status.html>
    #[doc(alias("get", "Check MFA Bypass Status for User"))]
    pub fn read(&self) -> Call<MfaBypass> {
        self.scope.at(&CHECK_MFA_BYPASS_STATUS).call()
    }

    /// Sets until when the user needs none.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `bypassMFAEnabledUntil` where the service does not take
    /// the form of the time: it wants milliseconds and `Z`; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/users-1/allow_mfa_bypass.html>
    #[doc(alias("set", "allow", "Allow MFA Bypass for User"))]
    pub fn update(&self, until: impl Into<Timestamp>) -> Call<MfaBypass> {
        self.scope.at(&ALLOW_MFA_BYPASS).json(&UpdateMfaBypass::new(until)).call()
    }
}
