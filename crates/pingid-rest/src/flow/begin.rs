//! Where sequences begin, and where sealed ones go on.

use ping_models::pingid::{
    AuthenticatorAppStartPairing, DeviceType, JobToken, StartAuthentication, StartOfflinePairing,
    WebAuthnStartPairing,
};
use ping_transport::flow::{Action, Resumable, open};
use ping_transport::{OpenError, SealKey};

use super::{authentication, fido_pairing, offline_pairing, online_pairing};
use crate::{
    AppPairing, FidoPairing, Job, OnlinePairing, OtpPairing, PairingRequest, PasswordlessStep,
    PingId, RelyingParty, Step, TokenResync,
};

impl PingId {
    /// Starts the pairing of a phone or computer: of a user who is added
    /// ([`AddUser`](ping_models::pingid::AddUser)) or of one who exists
    /// ([`GetActivationCode`](ping_models::pingid::GetActivationCode)). The step that it gives has
    /// the code to show, and waits for the end.
    ///
    /// Errors: as for [`Users::create`](crate::Users::create) and
    /// [`Pairings::activation_code`](crate::Pairings::activation_code). A user who was added before
    /// a later call failed remains.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register"))]
    pub fn pair_online(&self, request: impl Into<PairingRequest>) -> Action<OnlinePairing> {
        let request = request.into();
        Action::new(self, |pingid| online_pairing::start(pingid, request))
    }

    /// Starts the pairing of a phone number, an email address or an OATH token. The step that it
    /// gives takes the passcode.
    ///
    /// ```no_run
    /// # use ping_models::pingid::StartOfflinePairing;
    /// # use pingid_rest::OtpPairingOutcome;
    /// # fn ask() -> String { String::new() }
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let request = StartOfflinePairing::token("jdoe", "72");
    /// let mut step = pingid.pair_offline(request).await?.resync(true);
    /// let device = loop {
    ///     step = match step.submit(ask()).await? {
    ///         OtpPairingOutcome::Paired(device) => break device,
    ///         OtpPairingOutcome::Wrong(again) => again,
    ///         OtpPairingOutcome::NextOtp(next) => next,
    ///         _ => continue,
    ///     };
    /// };
    /// # let _ = device; Ok(()) }
    /// ```
    ///
    /// Errors: as for [`Pairings::start_offline`](crate::Pairings::start_offline).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register"))]
    pub fn pair_offline(&self, request: StartOfflinePairing) -> Action<OtpPairing> {
        Action::new(self, |pingid| offline_pairing::start(pingid, request))
    }

    /// Starts the pairing of an authenticator app. The step that it gives has the key and its QR
    /// code to show, and takes the app's first passcode. A user name does for the request.
    ///
    /// Errors: as for
    /// [`Pairings::start_authenticator_app`](crate::Pairings::start_authenticator_app).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register", "totp"))]
    pub fn pair_authenticator_app(
        &self,
        user: impl Into<AuthenticatorAppStartPairing>,
    ) -> Action<AppPairing> {
        let user = user.into();
        Action::new(self, |pingid| offline_pairing::start_app(pingid, user))
    }

    /// Starts the pairing of a FIDO device for a website. The step that it gives has the options
    /// for the browser and takes its answer.
    ///
    /// ```no_run
    /// # use ping_models::pingid::WebAuthnType;
    /// # use pingid_rest::RelyingParty;
    /// # async fn ask_browser(options: &str) -> String { options.to_owned() }
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let site = RelyingParty::new("example.com", "https://login.example.com").name("Example");
    /// let key = site.pairing("jdoe").webauthn_type(WebAuthnType::SecurityKey);
    /// let pairing = pingid.pair_fido(&site, key).await?;
    /// let credential = ask_browser(pairing.options()?.json()).await;
    /// println!("paired: {:?}", pairing.submit(&credential).await?);
    /// # Ok(()) }
    /// ```
    ///
    /// Errors: as for [`Pairings::start_webauthn`](crate::Pairings::start_webauthn); an invalid
    /// input where the page is none of the website.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register", "webauthn", "passkey"))]
    pub fn pair_fido(
        &self,
        relying_party: &RelyingParty,
        request: WebAuthnStartPairing,
    ) -> Action<FidoPairing> {
        let party = relying_party.clone();
        Action::new(self, |pingid| fido_pairing::start(pingid, party, request))
    }

    /// Starts to authenticate a user. The step that it gives offers what is legal next. A user
    /// name does for the request. Asynchronous unless the request says otherwise, as the service
    /// recommends.
    ///
    /// ```no_run
    /// # use pingid_rest::{PingId, RelyingParty, Step};
    /// # fn ask() -> String { String::new() }
    /// # async fn ask_browser(options: &str) -> String { options.to_owned() }
    /// # async fn example(pingid: PingId) -> Result<(), Box<dyn std::error::Error>> {
    /// let relying_party = RelyingParty::new("example.com", "https://login.example.com");
    /// let mut step = pingid.authenticate("jdoe").await?;
    /// let signed_in = loop {
    ///     step = match step {
    ///         Step::SelectDevice(choose) => {
    ///             let first = choose.devices().iter().find_map(|device| device.id.clone());
    ///             choose.select(first.ok_or("no device")?).await?
    ///         }
    ///         Step::Otp(otp) => otp.submit(ask()).await?.into(),
    ///         Step::Push(push) => push.wait().await?,
    ///         Step::Fido(fido) => Step::Assertion(fido.challenge(&relying_party).await?),
    ///         Step::Assertion(fido) => {
    ///             let options = fido.options()?;
    ///             fido.submit(&ask_browser(options.json()).await).await?
    ///         }
    ///         Step::Completed(done) => break done,
    ///         Step::Failed(why) => return Err(why.into()),
    ///         other => return Err(format!("cannot go on: {other:?}").into()),
    ///     };
    /// };
    /// println!("{} has signed in", signed_in.user_name());
    /// # Ok(()) }
    /// ```
    ///
    /// Errors: as for [`Authentications::start`](crate::Authentications::start).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("sign_in", "sign_on", "login"))]
    pub fn authenticate(&self, user: impl Into<StartAuthentication>) -> Action<Step> {
        authentication::begin(self, user.into())
    }

    /// Starts backup authentication: a passcode to an address that is not paired, by
    /// [`DeviceType::Email`], [`DeviceType::Sms`] or [`DeviceType::Voice`]. The address has to be
    /// known to be the user's.
    ///
    /// Errors: as for [`Authentications::online`](crate::Authentications::online); 20558 where the
    /// passcode could not be sent.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("backup"))]
    pub fn authenticate_by_backup(
        &self,
        user_name: impl Into<String>,
        device_type: DeviceType,
        address: impl Into<String>,
    ) -> Action<Step> {
        authentication::by_backup(self, user_name.into(), device_type, address.into())
    }

    /// Starts to authenticate whoever has a FIDO device of this website, without a user name. The
    /// step that it gives has the options for the browser and takes its answer.
    ///
    /// Errors: as for
    /// [`Authentications::start_passwordless`](crate::Authentications::start_passwordless).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("passkey", "webauthn"))]
    pub fn authenticate_passwordless(
        &self,
        relying_party: &RelyingParty,
    ) -> Action<PasswordlessStep> {
        authentication::without_user(self, relying_party.clone())
    }

    /// Brings an OATH token into step, one passcode after the other. Nothing is sent before the
    /// first one.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn resync_token(&self, serial_number: &str) -> TokenResync {
        TokenResync::new(self.clone(), serial_number)
    }

    /// A job that is under way, by the token that its creation returned: to wait for its end.
    pub fn job(&self, token: impl Into<JobToken>) -> Job {
        Job::new(self.clone(), token.into())
    }

    /// Opens a step that was sealed with its method `seal`, for the user whom it was sealed for.
    /// Each step of PingID has one; a text is about a kilobyte, half of one more for each device to
    /// choose from, and the options of a FIDO device on top: more than a cookie can be trusted to
    /// hold for a user with many devices.
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use ping_models::pingid::StartOfflinePairing;
    /// # use pingid_rest::{OtpPairing, OtpPairingOutcome, PingId};
    /// # use ping_transport::{Error, SealKey};
    /// # async fn example(pingid: PingId, key: SealKey, otp: String) -> Result<(), Error> {
    /// // One request of the application:
    /// let step = pingid.pair_offline(StartOfflinePairing::sms("jdoe", "+15125550100")).await?;
    /// let sealed: String = step.seal(&key, Duration::from_secs(600))?;
    ///
    /// // Another one, in which the signed-in user is known to be `jdoe`:
    /// let step: OtpPairing = pingid.open(&key, "jdoe", &sealed)?;
    /// if let OtpPairingOutcome::Paired(device) = step.submit(otp).await? {
    ///     println!("paired: {device:?}");
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Says why it does not open: it was changed, sealed with another key, for another user or for
    /// another kind of step, or has expired.
    pub fn open<T: Resumable<Handle = Self>>(
        &self,
        key: &SealKey,
        user_name: &str,
        sealed: &str,
    ) -> Result<T, OpenError> {
        open(self, key, user_name, sealed)
    }
}
