//! Authentication, call by call.

use std::time::Duration;

use ping_models::pingid::{
    AuthStatus, AuthStatusReply, AuthenticateOffline, AuthenticateOfflineReply, AuthenticateOnline,
    AuthenticateOnlineReply, CancelAuthentication, FinishWebAuthnPasswordlessAuth,
    PasswordlessReply, PlainReply, StartAuthentication, StartAuthenticationReply,
    StartWebAuthnPasswordlessAuth, WebAuthnOptionsReply, WebAuthnStartAuth,
};
use ping_transport::{Call, handle};

use crate::checks::Checked;
use crate::operations::*;

/// How long a person may take to answer online; the documentation names no limit.
const ONLINE: Duration = Duration::from_secs(150);

handle! {
    /// Authentication, call by call. From
    /// [`PingId::authentications`](crate::PingId::authentications).
    ///
    /// [`PingId::authenticate`](crate::PingId::authenticate),
    /// [`PingId::authenticate_passwordless`](crate::PingId::authenticate_passwordless) and
    /// [`PingId::authenticate_by_backup`](crate::PingId::authenticate_by_backup) do the whole
    /// sequences.
    ///
    /// ```no_run
    /// # use ping_models::pingid::{AuthenticateOffline, PingIdCode, StartAuthentication};
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let calls = pingid.authentications();
    /// let reply = calls.start(StartAuthentication::new("jdoe").asynchronous(true)).await?;
    /// let (Some(id), Some(session)) = (reply.outcome.error_id, reply.session_id) else { return Ok(()) };
    /// match id.code() {
    ///     PingIdCode::Success => println!("signed in"),
    ///     PingIdCode::Waiting => println!("{:?}", calls.status(&session).await?.outcome.error_id),
    ///     PingIdCode::OtpBySms => {
    ///         calls.offline(AuthenticateOffline::new("jdoe", &session, "123456")).await?;
    ///     }
    ///     kind => println!("{:?}", kind.next_step()),
    /// }
    /// # Ok(()) }
    /// ```
    pub struct Authentications;
}

impl Authentications {
    /// StartAuthentication: begins, chooses a device, or evaluates the policy. A user name does
    /// for the request. The `errorId` of the reply says what to do next.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 20570 where the browser's lack of WebAuthn
    /// leaves no device.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("begin", "StartAuthentication"))]
    pub fn start(&self, user: impl Into<StartAuthentication>) -> Call<StartAuthenticationReply> {
        self.scope.at(&START_AUTHENTICATION).checked(&user.into()).call()
    }

    /// AuthStatus: whether the user has answered. An `errorId` of 30010 asks to wait.
    ///
    /// Errors: any `errorId` where the user refused, or was too late.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("poll", "AuthStatus"))]
    pub fn status(&self, session: impl Into<AuthStatus>) -> Call<AuthStatusReply> {
        self.scope.at(&AUTH_STATUS).json(&session.into()).call()
    }

    /// CancelAuthentication: ends an authentication that is under way, as has to be done before
    /// another device is used.
    ///
    /// Errors: `errorId` 20517 for a session that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("abort", "CancelAuthentication"))]
    pub fn cancel(&self, session: CancelAuthentication) -> Call<PlainReply> {
        self.scope.at(&CANCEL_AUTHENTICATION).json(&session).call()
    }

    /// AuthenticateOnline, deprecated in favor of an asynchronous [`start`](Self::start): the
    /// service answers when the user has, for which there are 150 seconds unless the call gets
    /// another [timeout](Call::timeout). A user name does for the request.
    ///
    /// Errors: `errorId` 10564 for an unknown user; any where the user refused.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("AuthenticateOnline"))]
    pub fn online(&self, user: impl Into<AuthenticateOnline>) -> Call<AuthenticateOnlineReply> {
        self.scope.at(&AUTHENTICATE_ONLINE).checked(&user.into()).answered_within(ONLINE).call()
    }

    /// AuthenticateOffline: ends an authentication with a passcode or an assertion. An `errorId`
    /// of 30016 in the reply asks for the next passcode of the token.
    ///
    /// Errors: `errorId` 20513 for a wrong passcode, 20517 for a session that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("AuthenticateOffline"))]
    pub fn offline(&self, answer: AuthenticateOffline) -> Call<AuthenticateOfflineReply> {
        self.scope.at(&AUTHENTICATE_OFFLINE).checked(&answer).call()
    }

    /// WebAuthnStartAuth: the options for the browser where a FIDO device is wanted.
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("WebAuthnStartAuth"))]
    pub fn start_webauthn(&self, device: WebAuthnStartAuth) -> Call<WebAuthnOptionsReply> {
        self.scope.at(&WEBAUTHN_START_AUTH).checked(&device).call()
    }

    /// StartWebAuthnPasswordlessAuth: the options for the browser where it is not known yet who
    /// the user is.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("StartWebAuthnPasswordlessAuth"))]
    pub fn start_passwordless(
        &self,
        page: StartWebAuthnPasswordlessAuth,
    ) -> Call<WebAuthnOptionsReply> {
        self.scope.at(&START_WEBAUTHN_PASSWORDLESS_AUTH).checked(&page).call()
    }

    /// FinishWebAuthnPasswordlessAuth: says who the user is. An `errorId` of 30014 in the reply
    /// asks for the policy.
    ///
    /// Errors: `errorId` 20517 for a session that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("FinishWebAuthnPasswordlessAuth"))]
    pub fn finish_passwordless(
        &self,
        assertion: FinishWebAuthnPasswordlessAuth,
    ) -> Call<PasswordlessReply> {
        self.scope.at(&FINISH_WEBAUTHN_PASSWORDLESS_AUTH).checked(&assertion).call()
    }
}
