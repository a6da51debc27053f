//! Activation codes and pairings, call by call.

use ping_models::pingid::{
    ActivationReply, AppPairingReply, AuthenticatorAppFinishPairing, AuthenticatorAppStartPairing,
    FinalizeOfflinePairing, FinalizePairingReply, GetActivationCode, GetPairingStatus,
    OfflinePairing, PairYubiKey, PairingStatusReply, PlainReply, StartOfflinePairing,
    StartedPairingReply, WebAuthnFinishPairing, WebAuthnOptionsReply, WebAuthnStartPairing,
    YubiKeyReply,
};
use ping_transport::{Call, RequestBuilder, handle};

use crate::checks::Checked;
use crate::operations::*;

handle! {
    /// Pairings of devices, call by call. From [`PingId::pairings`](crate::PingId::pairings).
    ///
    /// [`PingId::pair_online`](crate::PingId::pair_online),
    /// [`PingId::pair_offline`](crate::PingId::pair_offline),
    /// [`PingId::pair_authenticator_app`](crate::PingId::pair_authenticator_app) and
    /// [`PingId::pair_fido`](crate::PingId::pair_fido) do the whole sequences.
    ///
    /// ```no_run
    /// # use ping_models::pingid::{CodeDeviceType, GetActivationCode, OfflinePairing, PairYubiKey};
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let pairings = pingid.pairings();
    /// let request = GetActivationCode::new("jdoe")
    ///     .device_type(CodeDeviceType::Mobile)
    ///     .hours_until_expiration(2);
    /// if let Some(code) = pairings.activation_code(request).await?.activation_code {
    ///     std::fs::write("code.svg", pingid.activation_link(&code)?.qr().svg()).ok();
    ///     println!("{:?}", pairings.status(&code).await?.pairing_status);
    /// }
    /// // An address that is known to be the user's.
    /// pairings.offline(OfflinePairing::email("jdoe", "jdoe@example.com")).await?;
    /// let touched = "ccccccdugencbubvthvennvnduljtfhnjldtnctfdfkn";
    /// pairings.yubikey(PairYubiKey::new("jdoe", touched)).await?;
    /// # Ok(()) }
    /// ```
    pub struct Pairings;
}

impl Pairings {
    /// GetActivationCode: makes a code with which the user can pair a phone or computer. A user
    /// name does for the request.
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("GetActivationCode"))]
    pub fn activation_code(&self, user: impl Into<GetActivationCode>) -> Call<ActivationReply> {
        self.scope.at(&GET_ACTIVATION_CODE).checked(&user.into()).call()
    }

    /// GetPairingStatus: how far the pairing with a code has come.
    ///
    /// The service says `SUCCESS` once; afterwards the code does not exist, as one that is
    /// unknown or has expired.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("get", "poll", "GetPairingStatus"))]
    pub fn status(&self, code: impl Into<GetPairingStatus>) -> Call<PairingStatusReply> {
        self.status_request(code.into()).call()
    }

    pub(crate) fn status_request(
        &self,
        request: GetPairingStatus,
    ) -> RequestBuilder<GetPairingStatus, PairingStatusReply> {
        self.scope.at(&GET_PAIRING_STATUS).checked(&request)
    }

    /// StartOfflinePairing: sends a passcode to a phone or an address, or begins with a token.
    /// [`PingId::pair_offline`](crate::PingId::pair_offline) does the sequence.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 20558 where the passcode could not be sent,
    /// 20559 for a phone number that is not valid, 20562 where the user has too many devices.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("StartOfflinePairing"))]
    pub fn start_offline(&self, device: StartOfflinePairing) -> Call<StartedPairingReply> {
        self.scope.at(&START_OFFLINE_PAIRING).checked(&device).call()
    }

    /// FinalizeOfflinePairing: ends a pairing with its passcode. An `errorId` of 30016 in the
    /// reply asks for the next passcode of the token.
    ///
    /// Errors: `errorId` 20513 for a wrong passcode, 20517 for a session that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("FinalizeOfflinePairing"))]
    pub fn finalize_offline(&self, otp: FinalizeOfflinePairing) -> Call<FinalizePairingReply> {
        self.scope.at(&FINALIZE_OFFLINE_PAIRING).checked(&otp).call()
    }

    /// OfflinePairing: pairs a phone, an address, a token or an authenticator app at once, without
    /// asking whether it is the user's.
    ///
    /// Errors: as for [`start_offline`](Self::start_offline).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("OfflinePairing"))]
    pub fn offline(&self, device: OfflinePairing) -> Call<StartedPairingReply> {
        self.scope.at(&OFFLINE_PAIRING).checked(&device).call()
    }

    /// PairYubiKey: pairs a YubiKey by one of its passcodes.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 20513 for a wrong passcode, 20562 where the
    /// user has too many devices.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("PairYubiKey"))]
    pub fn yubikey(&self, key: PairYubiKey) -> Call<YubiKeyReply> {
        self.scope.at(&PAIR_YUBIKEY).checked(&key).call()
    }

    /// AuthenticatorAppStartPairing: makes a key for an authenticator app. A user name does for
    /// the request. [`PingId::pair_authenticator_app`](crate::PingId::pair_authenticator_app) does
    /// the sequence.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 20562 where the user has too many devices.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("AuthenticatorAppStartPairing"))]
    pub fn start_authenticator_app(
        &self,
        user: impl Into<AuthenticatorAppStartPairing>,
    ) -> Call<AppPairingReply> {
        self.scope.at(&AUTHENTICATOR_APP_START_PAIRING).checked(&user.into()).call()
    }

    /// AuthenticatorAppFinishPairing: ends the pairing with the app's first passcode.
    ///
    /// Errors: `errorId` 20513 for a wrong passcode, 20517 for a session that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("AuthenticatorAppFinishPairing"))]
    pub fn finish_authenticator_app(&self, otp: AuthenticatorAppFinishPairing) -> Call<PlainReply> {
        self.scope.at(&AUTHENTICATOR_APP_FINISH_PAIRING).checked(&otp).call()
    }

    /// WebAuthnStartPairing: makes the options with which a browser pairs a FIDO device.
    /// [`PingId::pair_fido`](crate::PingId::pair_fido) does the sequence.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 20562 where the user has too many devices.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("WebAuthnStartPairing"))]
    pub fn start_webauthn(&self, device: WebAuthnStartPairing) -> Call<WebAuthnOptionsReply> {
        self.scope.at(&WEBAUTHN_START_PAIRING).checked(&device).call()
    }

    /// WebAuthnFinishPairing: ends the pairing with the credential that the browser made.
    ///
    /// Errors: `errorId` 20517 for a session that has ended, 400 for a credential that does not
    /// fit.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("WebAuthnFinishPairing"))]
    pub fn finish_webauthn(&self, credential: WebAuthnFinishPairing) -> Call<PlainReply> {
        self.scope.at(&WEBAUTHN_FINISH_PAIRING).checked(&credential).call()
    }
}
