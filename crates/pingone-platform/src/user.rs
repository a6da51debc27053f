//! One user.

use ping_models::platform::{LockAccount, User, VerifyUser};
use ping_models::{Secret, Timestamp};
use ping_transport::{Call, handle};

use crate::linked_accounts::LinkedAccounts;
use crate::memberships::UserMemberships;
use crate::operations::*;
use crate::passwords::UserPassword;
use crate::role_assignments::RoleAssignments;
use crate::user_population::UserPopulationHandle;
use crate::user_settings::{UserEnabledHandle, UserIdentityProviderHandle};

handle! {
    /// One user. From [`Platform::user`](crate::Platform::user).
    ///
    /// What is done here needs the role Identity Data Admin.
    ///
    /// ```no_run
    /// # use ping_models::Timestamp;
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform, code: &str) -> Result<(), ping_transport::Error> {
    /// let user = platform.user("user-id");
    /// user.send_verification_code().await?;
    /// let verified = user.verify(code).await?;
    /// assert_eq!(verified.email_verified, Some(true));
    /// user.lock(Timestamp::from("2030-01-01T00:00:00Z")).await?;
    /// user.unlock().await?;
    /// # Ok(()) }
    /// ```
    pub struct UserHandle;
}

impl UserHandle {
    /// Locks the account until then: the user cannot sign in. A time that has passed locks nothing.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-accounts/user-account-lock.html>
    #[doc(alias("block", "User Account Lock"))]
    pub fn lock(&self, until: impl Into<Timestamp>) -> Call<User> {
        self.scope.at(&LOCK_USER_ACCOUNT).json(&LockAccount::new(until)).call()
    }

    /// Unlocks the account, whoever locked it.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-accounts/user-account-unlock.html>
    #[doc(alias("unblock", "User Account Unlock"))]
    pub fn unlock(&self) -> Call<User> {
        self.scope.at(&UNLOCK_USER_ACCOUNT).call()
    }

    /// Sends the user a code by email that [`UserHandle::verify`] takes. Until then the lifecycle
    /// is `VERIFICATION_REQUIRED`.
    ///
    /// Errors: 400 for a user without an email address; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1/send-resend-user-verification-code.html>
    #[doc(alias("resend", "Send/Resend User Verification Code"))]
    pub fn send_verification_code(&self) -> Call<User> {
        self.scope.at(&SEND_USER_VERIFICATION_CODE).call()
    }

    /// Verifies the account with the code that the user was sent. The email address is verified,
    /// too, where it is still the one that the code went to.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `verificationCode` for a wrong or old one; 404 for an
    /// unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1/verify-user-1.html>
    #[doc(alias("confirm", "Verify User"))]
    pub fn verify(&self, code: impl Into<Secret>) -> Call<User> {
        self.scope.at(&VERIFY_USER).json(&VerifyUser::new(code)).call()
    }

    /// The password.
    pub fn password(&self) -> UserPassword {
        self.scope.clone().into()
    }

    /// Whether the user may sign in.
    #[doc(alias("disabled"))]
    pub fn enabled(&self) -> UserEnabledHandle {
        self.scope.clone().into()
    }

    /// Who checks the user's credentials.
    #[doc(alias("idp"))]
    pub fn identity_provider(&self) -> UserIdentityProviderHandle {
        self.scope.clone().into()
    }

    /// The accounts at external providers that the user signs in with.
    pub fn linked_accounts(&self) -> LinkedAccounts {
        self.scope.clone().into()
    }

    /// The groups that the user is in.
    #[doc(alias("groups", "member_of_groups"))]
    pub fn memberships(&self) -> UserMemberships {
        self.scope.clone().into()
    }

    /// The population that the user is in.
    pub fn population(&self) -> UserPopulationHandle {
        self.scope.clone().into()
    }

    /// The roles that the user has, but for those by way of groups.
    #[doc(alias("permissions"))]
    pub fn role_assignments(&self) -> RoleAssignments {
        self.scope.clone().into()
    }
}
