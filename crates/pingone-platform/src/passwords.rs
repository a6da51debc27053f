//! The password of a user.

use ping_models::Secret;
use ping_models::platform::{
    ChangePassword, CheckPassword, PasswordState, RecoverPassword, ResetPassword, SetPassword,
    SetPasswordValue,
};
use ping_transport::{Call, expansions, handle};

use crate::operations::*;

expansions! {
    /// What can come along with the state of a password.
    pub PasswordExpansion {
        /// The policy, as `_embedded.passwordPolicy`.
        Policy = expand "passwordPolicy",
    }
}

handle! {
    /// The password of a user. From [`UserHandle::password`](crate::UserHandle::password).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, all else needs
    /// Identity Data Admin. A password that the policy does not allow is a 400 with
    /// `INVALID_VALUE`; its detail lists the `unsatisfied_requirements`.
    ///
    /// ```no_run
    /// # use ping_models::platform::SetPassword;
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let password = platform.user("user-id").password();
    /// password.set(SetPassword::new("2Federate-a-User", false)).await?;
    /// if let Err(error) = password.check("2federate-a-user").await {
    ///     let inner = error.details().first().and_then(|detail| detail.inner_error.as_ref());
    ///     println!("{:?} tries remain", inner.and_then(|inner| inner.failures_remaining));
    /// }
    /// # Ok(()) }
    /// ```
    pub struct UserPassword;
}

impl UserPassword {
    /// Reads the state of the password. With [`PasswordExpansion::Policy`] its policy comes along.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords.html>
    #[doc(alias("get", "fetch", "state", "Read Password State"))]
    pub fn read(&self) -> Call<PasswordState, PasswordExpansion> {
        self.scope.at(&READ_USER_PASSWORD).call().taking()
    }

    /// Checks a password. The right one is answered with the state, which may say that it has to
    /// be changed.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `password` for a wrong one, whose detail says how many
    /// `failures_remaining` there are, and where there is no password or it is locked; 404 for an
    /// unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords/password-check.html>
    #[doc(alias("verify", "validate", "sign_in", "Password Check"))]
    pub fn check(&self, password: impl Into<Secret>) -> Call<PasswordState> {
        let check = CheckPassword::new(password);
        self.scope.at(&CHECK_USER_PASSWORD).json(&check).call()
    }

    /// Sets the password, plain or encoded.
    ///
    /// Errors: 400 where the policy does not allow it; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-6-set-user-password.html>
    #[doc(alias("put", "create", "Update Password (Set)"))]
    pub fn set(&self, password: SetPassword) -> Call<PasswordState> {
        self.scope.at(&SET_USER_PASSWORD).json(&password).call()
    }

    /// Sets the password, past its policy if need be, or takes it away.
    ///
    /// Errors: as for [`UserPassword::set`].
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords.html>
    #[doc(alias("unset", "remove", "clear", "bypass_policy", "Update Password (Set Value)"))]
    pub fn set_value(&self, password: SetPasswordValue) -> Call<PasswordState> {
        self.scope.at(&SET_USER_PASSWORD_VALUE).json(&password).call()
    }

    /// Gives the user another password, which unlocks it.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `newPassword` where the policy does not allow it, with
    /// `REQUEST_FAILED` where PingOne does not know the password; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords.html>
    #[doc(alias("overwrite", "Update Password (Admin)"))]
    pub fn reset(&self, new: impl Into<Secret>) -> Call<PasswordState> {
        let reset = ResetPassword::new(new);
        self.scope.at(ResetPassword::operation()).json(&reset).call()
    }

    /// Changes the password as the user does: with the user's token, and the present password.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `currentPassword` where that is wrong, else as for
    /// [`UserPassword::reset`].
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords.html>
    #[doc(alias("reset_self", "Update Password (Self)"))]
    pub fn change(
        &self,
        current: impl Into<Secret>,
        new: impl Into<Secret>,
    ) -> Call<PasswordState> {
        let change = ChangePassword::new(current, new);
        self.scope.at(ChangePassword::operation()).json(&change).call()
    }

    /// Makes the user change the password at the next sign-on.
    ///
    /// Errors: 400 where there is no password; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords/force-change-password.html>
    #[doc(alias("expire", "Password Force Change"))]
    pub fn force_change(&self) -> Call<PasswordState> {
        self.scope.at(&FORCE_USER_PASSWORD_CHANGE).call()
    }

    /// Unlocks a password that was wrong too often. An account that an administrator has locked
    /// stays locked.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords/password-unlock.html>
    #[doc(alias("release", "Password Unlock"))]
    pub fn unlock(&self) -> Call<PasswordState> {
        self.scope.at(&UNLOCK_USER_PASSWORD).call()
    }

    /// Sends the user a code by email that [`UserPassword::recover`] takes for five minutes.
    ///
    /// Errors: 400 for a user who is disabled or has no email address, and where there is no
    /// password or it is locked; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords/password-resend-recovery-code.html>
    #[doc(alias("forgot", "resend", "Password Send (Resend) Recovery Code"))]
    pub fn send_recovery_code(&self) -> Call<PasswordState> {
        self.scope.at(&SEND_USER_PASSWORD_RECOVERY_CODE).call()
    }

    /// Gives the user another password for a code.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `recoveryCode` for a wrong one, which is good for five
    /// tries, and on `newPassword` where the policy does not allow that; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-passwords/password-recover.html>
    #[doc(alias("forgot", "Password Recover"))]
    pub fn recover(&self, code: impl Into<Secret>, new: impl Into<Secret>) -> Call<PasswordState> {
        let recover = RecoverPassword::new(code, new);
        self.scope.at(&RECOVER_USER_PASSWORD).json(&recover).call()
    }
}
