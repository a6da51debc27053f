//! Authentication, call by call.

use std::net::IpAddr;
use std::time::Duration;

use ping_models::pingid::{
    AuthStatus, AuthStatusReply, AuthenticateOffline, AuthenticateOfflineReply, AuthenticateOnline,
    AuthenticateOnlineReply, CancelAuthentication, FinishWebAuthnPasswordlessAuth,
    PasswordlessReply, PlainReply, StartAuthentication, StartAuthenticationReply,
    StartWebAuthnPasswordlessAuth, WebAuthnOptionsReply, WebAuthnStartAuth,
};
use ping_transport::{Call, Client, Error};

use crate::checks::{answer_error, empty_error, length_error};
use crate::operations;
use crate::users::name_error;

/// How long a person may take to answer online; the documentation names no limit.
const ONLINE: Duration = Duration::from_secs(150);

/// What is wrong with the inputs of a policy, which two requests have, if anything.
macro_rules! policy_error {
    ($request:ident) => {
        policy_error(
            $request.ip_address.as_deref(),
            $request.application.as_deref(),
            $request.cookie.as_ref().map(|cookie| cookie.expose()),
            $request.device_fingerprint.as_deref(),
            $request.member_of.as_deref(),
        )
    };
}

/// Authentication, call by call. From
/// [`PingId::authentications`](crate::PingId::authentications).
///
/// [`PingId::authenticate`](crate::PingId::authenticate),
/// [`PingId::authenticate_passwordless`](crate::PingId::authenticate_passwordless) and
/// [`PingId::authenticate_by_backup`](crate::PingId::authenticate_by_backup) do the whole
/// sequences.
///
/// ```no_run
/// # use ping_models::pingid::{AuthenticateOffline, ErrorKind, StartAuthentication};
/// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
/// let calls = pingid.authentications();
/// let reply = calls.start(StartAuthentication::new("jdoe").asynchronous(true)).await?;
/// let (Some(id), Some(session)) = (reply.outcome.error_id, reply.session_id) else { return Ok(()) };
/// match id.kind() {
///     ErrorKind::Success => println!("signed in"),
///     ErrorKind::Waiting => println!("{:?}", calls.status(&session).await?.outcome.error_id),
///     ErrorKind::OtpBySms => {
///         calls.offline(AuthenticateOffline::new("jdoe", &session, "123456")).await?;
///     }
///     kind => println!("{:?}", kind.next_step()),
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Authentications {
    pub(crate) client: Client,
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
        let request = user.into();
        let call = self.client.request(&operations::START_AUTHENTICATION);
        let error =
            name_error("userName", request.user_name.as_deref()).or_else(|| policy_error!(request));
        call.json(&request).invalid(error).call()
    }

    /// AuthStatus: whether the user has answered. An `errorId` of 30010 asks to wait.
    ///
    /// Errors: any `errorId` where the user refused, or was too late.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("poll", "AuthStatus"))]
    pub fn status(&self, session: impl Into<AuthStatus>) -> Call<AuthStatusReply> {
        let request = session.into();
        let call = self.client.request(&operations::AUTH_STATUS);
        call.json(&request).call()
    }

    /// CancelAuthentication: ends an authentication that is under way, as has to be done before
    /// another device is used.
    ///
    /// Errors: `errorId` 20517 for a session that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("abort", "CancelAuthentication"))]
    pub fn cancel(&self, session: CancelAuthentication) -> Call<PlainReply> {
        let call = self.client.request(&operations::CANCEL_AUTHENTICATION);
        call.json(&session).call()
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
        let request = user.into();
        let call = self.client.request(&operations::AUTHENTICATE_ONLINE);
        let error = name_error("userName", request.user_name.as_deref())
            .or_else(|| {
                let address = request.device_data.as_ref()?;
                empty_error("deviceData", address.expose())
            })
            .or_else(|| policy_error!(request));
        call.json(&request)
            .answered_within(ONLINE)
            .invalid(error)
            .call()
    }

    /// AuthenticateOffline: ends an authentication with a passcode or an assertion. An `errorId`
    /// of 30016 in the reply asks for the next passcode of the token.
    ///
    /// Errors: `errorId` 20513 for a wrong passcode, 20517 for a session that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("AuthenticateOffline"))]
    pub fn offline(&self, answer: AuthenticateOffline) -> Call<AuthenticateOfflineReply> {
        let call = self.client.request(&operations::AUTHENTICATE_OFFLINE);
        let error = name_error("userName", answer.user_name.as_deref())
            .or_else(|| answer_error(answer.otp.as_ref()));
        call.json(&answer).invalid(error).call()
    }

    /// WebAuthnStartAuth: the options for the browser where a FIDO device is wanted.
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("WebAuthnStartAuth"))]
    pub fn start_webauthn(&self, device: WebAuthnStartAuth) -> Call<WebAuthnOptionsReply> {
        let call = self.client.request(&operations::WEBAUTHN_START_AUTH);
        let error = name_error("userName", device.user_name.as_deref())
            .or_else(|| empty_error("rpId", device.rp_id.as_deref()?));
        call.json(&device).invalid(error).call()
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
        let call = self
            .client
            .request(&operations::START_WEBAUTHN_PASSWORDLESS_AUTH);
        let error = page.rp_id.as_deref().and_then(|id| empty_error("rpId", id));
        let error = error.or_else(|| empty_error("origin", page.origin.as_deref()?));
        call.json(&page).invalid(error).call()
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
        let call = self
            .client
            .request(&operations::FINISH_WEBAUTHN_PASSWORDLESS_AUTH);
        let credential = assertion.credential.as_ref();
        let error = credential
            .and_then(|credential| empty_error("publicKeyCredentialJson", credential.expose()));
        call.json(&assertion).invalid(error).call()
    }
}

fn policy_error(
    ip_address: Option<&str>,
    application: Option<&str>,
    cookie: Option<&str>,
    fingerprint: Option<&str>,
    groups: Option<&[String]>,
) -> Option<Error> {
    if ip_address.is_some_and(|address| address.parse::<IpAddr>().is_err()) {
        return Some(Error::invalid_input("ipAddr", "must be an IP address"));
    }
    if groups.is_some_and(|groups| groups.len() > 1000) {
        return Some(Error::invalid_input(
            "memberOf",
            "has more than 1000 groups",
        ));
    }
    length_error("application", application, 500)
        .or_else(|| length_error("cookie", cookie, 5000))
        .or_else(|| length_error("reqDevFP", fingerprint, 50_000))
}
