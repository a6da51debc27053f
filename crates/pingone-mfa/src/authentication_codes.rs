//! Authentication codes.

use ping_models::AuthenticationCodeId;
use ping_models::mfa::{AuthenticationCode, NewAuthenticationCode};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// Authentication codes, which native apps claim to sign their users on. From
    /// [`Mfa::authentication_codes`](crate::Mfa::authentication_codes).
    ///
    /// ```no_run
    /// # use ping_models::mfa::NewAuthenticationCode;
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let codes = mfa.authentication_codes();
    /// let code = codes.create(NewAuthenticationCode::new("application-id")).await?;
    /// if let Some(qr) = code.qr() {
    ///     println!("{}", qr.terminal());
    /// }
    /// // ... until an app has claimed it.
    /// if let Some(user) = codes.read(&code.id).await?.user {
    ///     println!("{} has signed on", user.id);
    /// }
    /// # Ok(()) }
    /// ```
    pub struct AuthenticationCodes;
}

impl AuthenticationCodes {
    /// Creates a code for a native app.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `application` for an unknown one, and on `lifeTime`
    /// where it is shorter than 10 seconds or longer than 30 minutes.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-authentication-code/create-authentication-code.html>
    #[doc(alias("add", "new", "Create Authentication Code"))]
    pub fn create(&self, code: NewAuthenticationCode) -> Call<AuthenticationCode> {
        self.scope.at(&CREATE_AUTHENTICATION_CODE).json(&code).call()
    }

    /// Reads one code: whether an app has claimed it, and whose. Errors: 404 for an unknown code.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-authentication-code/read-authentication-code.html>
    #[doc(alias("get", "fetch", "find", "Read Authentication Code"))]
    pub fn read(&self, id: impl Into<AuthenticationCodeId>) -> Call<AuthenticationCode> {
        self.scope.at(&READ_AUTHENTICATION_CODE).id(id).call()
    }

    /// Deletes a code. Errors: 404 for an unknown code.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-authentication-code/delete-authentication-code.html>
    #[doc(alias("remove", "Delete Authentication Code"))]
    pub fn delete(&self, id: impl Into<AuthenticationCodeId>) -> Call<()> {
        self.scope.at(&DELETE_AUTHENTICATION_CODE).id(id).call()
    }
}
