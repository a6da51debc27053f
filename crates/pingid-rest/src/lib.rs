//! Typed calls of the PingID API: users, pairing, authentication, OATH tokens, jobs, reports and
//! policies.
//!
//! A method describes a call; nothing is sent until it is awaited. Behind it the body becomes a
//! signed request token, and the reply is verified before anything in it is believed.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! Methods are named as everywhere in this SDK; this is what the documentation calls them:
//!
//! | method | operation |
//! |---|---|
//! | [`Users::create`] | AddUser |
//! | [`Users::read`] | GetUserDetails |
//! | [`Users::update`] | EditUser |
//! | [`Users::delete`] | DeleteUser |
//! | [`Users::activate`] | ActivateUser |
//! | [`Users::suspend`] | SuspendUser |
//! | [`Pairings::activation_code`] | GetActivationCode |
//! | [`Pairings::status`] | GetPairingStatus |
//! | [`Users::add_service`] | AddService |
//! | [`Users::bypass`] | ToggleUserBypass |
//! | [`Devices::unpair`] | UnpairDevice |
//! | [`Devices::update`] | UpdateDeviceAttributes |
//! | [`Pairings::start_offline`] | StartOfflinePairing |
//! | [`Pairings::finalize_offline`] | FinalizeOfflinePairing |
//! | [`Pairings::offline`] | OfflinePairing |
//! | [`Pairings::yubikey`] | PairYubiKey |
//! | [`Pairings::start_authenticator_app`] | AuthenticatorAppStartPairing |
//! | [`Pairings::finish_authenticator_app`] | AuthenticatorAppFinishPairing |
//! | [`Pairings::start_webauthn`] | WebAuthnStartPairing |
//! | [`Pairings::finish_webauthn`] | WebAuthnFinishPairing |
//! | [`Authentications::start`] | StartAuthentication |
//! | [`Authentications::status`] | AuthStatus |
//! | [`Authentications::cancel`] | CancelAuthentication |
//! | [`Authentications::online`] | AuthenticateOnline |
//! | [`Authentications::offline`] | AuthenticateOffline |
//! | [`Authentications::start_webauthn`] | WebAuthnStartAuth |
//! | [`Authentications::start_passwordless`] | StartWebAuthnPasswordlessAuth |
//! | [`Authentications::finish_passwordless`] | FinishWebAuthnPasswordlessAuth |
//! | [`OathTokens::create`] | CreateOrgTokens |
//! | [`OathTokens::revoke`] | RevokeOrgTokens |
//! | [`OathTokens::resync`] | ResyncOathToken |
//! | [`Jobs::create`] | CreateJob |
//! | [`Jobs::status`] | GetJobStatus |
//! | [`Jobs::bulk_status`] | GetBulkJobStatus |
//! | [`PingId::report`], [`PingId::report_file`] | GetOrganizationReport |
//! | [`Applications::create`] | AddApplication |
//! | [`Applications::list`] | GetApplications |
//! | [`Applications::update`] | UpdateApplications |
//! | [`Applications::delete`] | DeleteApplications |
//! | [`Policies::read`] | ReadBulkAuthenticationPolicy |
//! | [`Policies::create`] | CreateBulkAuthenticationPolicy |
//! | [`Redirects::authenticate`] | PPM request |
//! | [`Redirects::pair_fido`] | PPM request for FIDO pairing with a hybrid UI |
//! | [`Redirects::authenticate_fido`] | PPM request for FIDO authentication with a hybrid UI |
//! | [`PingId::activation_link`] | the activation link and its QR code |
//! | [`PingId::pair_online`] | the workflow of online pairing |
//! | [`PingId::pair_offline`] | the workflow of offline pairing |
//! | [`PingId::pair_authenticator_app`] | the workflow of authenticator apps |
//! | [`PingId::pair_fido`] | the workflow of FIDO pairing |
//! | [`PingId::authenticate`] | the workflow of authentication |
//! | [`PingId::authenticate_by_backup`] | the workflow of backup authentication |
//! | [`PingId::authenticate_passwordless`] | the workflow of authentication without a user name |
//! | [`PingId::resync_token`] | the resynchronization of a token in two steps |
//! | [`PingId::job`] | waiting for a job |
//!
//! ```no_run
//! use ping_models::pingid::{AddUser, Role};
//! use pingid_rest::{PairingOutcome, PingId};
//!
//! # async fn example() -> Result<(), ping_transport::Error> {
//! let pingid = PingId::from_properties_file("pingid.properties")?;
//! let pairing = pingid.pair_online(AddUser::new("jdoe", Role::Regular)).await?;
//! println!("{}\n{}", pairing.activation_code(), pairing.link().qr().terminal());
//! match pairing.wait().await? {
//!     PairingOutcome::Paired(device) => println!("paired: {device:?}"),
//!     PairingOutcome::Expired => println!("the code has expired: start again"),
//!     _ => {}
//! }
//! # Ok(()) }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

#[macro_use]
mod sealing;

mod applications;
mod authentications;
mod builder;
mod checks;
mod devices;
mod fido;
mod flow;
mod jobs;
mod link;
mod operations;
mod pairings;
mod policies;
mod replies;
mod report;
mod tokens;
mod users;

use std::path::Path;

use ping_models::pingid::{
    ActivationCode, AuthenticatorAppStartPairing, DeviceType, ErrorId, ErrorKind, JobToken,
    JobType, ReportFormat, StartAuthentication, StartOfflinePairing, WebAuthnStartPairing,
};
use ping_transport::flow::{Action, Resumable, open};
use ping_transport::pingid::Account;
use ping_transport::{
    Call, Client, Download, Error, OpenError, ProcessEnvironment, Scope, SealKey, Variables,
};

pub use applications::Applications;
pub use authentications::Authentications;
pub use builder::PingIdBuilder;
pub use devices::Devices;
pub use fido::{FidoPairing, RelyingParty};
pub use flow::authentication::{
    AssertionStep, Completed, EvaluatePolicyStep, Failed, FidoStep, OnlineStep, OtpOutcome,
    OtpStep, PasswordlessStep, PushStep, SelectDeviceStep, Step, UnknownStep,
};
pub use flow::offline_pairing::{AppPairing, AppPairingOutcome, OtpPairing, OtpPairingOutcome};
pub use flow::online_pairing::{OnlinePairing, PairingOutcome, PairingRequest};
pub use flow::redirect::{PendingRedirect, RedirectForm, RedirectOutcome, Redirects};
pub use jobs::{Job, JobFailure, JobOutcome, Jobs};
pub use link::ActivationLink;
pub use operations::operations;
pub use pairings::Pairings;
pub use policies::Policies;
pub use report::Report;
pub use tokens::{OathTokens, ResyncOutcome, TokenResync};
pub use users::Users;

/// PingID. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PingId {
    scope: Scope,
}

impl PingId {
    /// PingID as this client reaches it. The client has to be built with a PingID account.
    pub fn new(client: Client) -> Self {
        // PingID has no environments.
        Self {
            scope: Scope::new(client).outside(),
        }
    }

    /// PingID with the account of a properties file, as its administrator downloads it.
    ///
    /// # Errors
    ///
    /// Fails with the path where the file cannot be read, and with the key that is missing or not
    /// usable.
    pub fn from_properties_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::builder().properties_file(path).build()
    }

    /// PingID with the account of the properties file that `PINGID_PROPERTIES` names.
    ///
    /// # Errors
    ///
    /// Fails where the variable is not set, and as
    /// [`from_properties_file`](Self::from_properties_file) does.
    pub fn from_env() -> Result<Self, Error> {
        match ProcessEnvironment.setting("PINGID_PROPERTIES") {
            Some(path) => Self::from_properties_file(path),
            None => Err(Error::configuration(
                "PINGID_PROPERTIES",
                "is not set: give it the path of the account's properties file",
            )),
        }
    }

    /// Starts with the account and settings of one's own.
    pub fn builder() -> PingIdBuilder {
        PingIdBuilder::default()
    }

    /// The client behind it.
    pub fn client(&self) -> &Client {
        self.scope.client()
    }

    /// The users of the account.
    #[doc(alias("user"))]
    pub fn users(&self) -> Users {
        Users {
            scope: self.scope.clone(),
        }
    }

    /// The devices of users.
    #[doc(alias("device"))]
    pub fn devices(&self) -> Devices {
        Devices {
            scope: self.scope.clone(),
        }
    }

    /// The OATH tokens of the organization.
    #[doc(alias("tokens", "hardware_tokens"))]
    pub fn oath_tokens(&self) -> OathTokens {
        OathTokens {
            scope: self.scope.clone(),
        }
    }

    /// Jobs that run at the service.
    #[doc(alias("bulk"))]
    pub fn jobs(&self) -> Jobs {
        Jobs {
            scope: self.scope.clone(),
        }
    }

    /// A job that is under way, by the token that its creation returned: to wait for its end.
    pub fn job(&self, token: impl Into<JobToken>) -> Job {
        Job::new(self.clone(), token.into())
    }

    /// The PingFederate applications that policies name.
    #[doc(alias("apps"))]
    pub fn applications(&self) -> Applications {
        Applications {
            scope: self.scope.clone(),
        }
    }

    /// The authentication policies.
    #[doc(alias("policy"))]
    pub fn policies(&self) -> Policies {
        Policies {
            scope: self.scope.clone(),
        }
    }

    /// Pairings of devices, call by call.
    #[doc(alias("pair", "enroll"))]
    pub fn pairings(&self) -> Pairings {
        Pairings {
            scope: self.scope.clone(),
        }
    }

    /// Authentication, call by call.
    #[doc(alias("auth"))]
    pub fn authentications(&self) -> Authentications {
        Authentications {
            scope: self.scope.clone(),
        }
    }

    /// Redirects of the browser to PingID's own pages.
    #[doc(alias("ppm"))]
    pub fn redirects(&self) -> Redirects {
        Redirects {
            pingid: self.clone(),
        }
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

    /// GetOrganizationReport: the rows of the last report of users and devices, typed, while the
    /// report is still coming. [`create_report`](Self::create_report) makes a new one; the service
    /// serves the same report for up to two hours.
    ///
    /// ```no_run
    /// # use ping_models::pingid::ReportFormat;
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let mut report = pingid.report(ReportFormat::Json).await?;
    /// while let Some(row) = report.try_next().await? {
    ///     println!("{:?}: {:?}", row.user_name, row.device_type);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("export", "rows", "GetOrganizationReport"))]
    pub fn report(&self, format: ReportFormat) -> Call<Report> {
        report::rows(&self.scope, format)
    }

    /// GetOrganizationReport: the report as the service writes it, byte for byte, for a file or
    /// any other writer ([`Download::write_to`]).
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("export", "download", "GetOrganizationReport"))]
    pub fn report_file(&self, format: ReportFormat) -> Call<Download> {
        report::file(&self.scope, format, |file| file)
    }

    /// Begins the job that makes a new report. The job that it gives waits for the end, after
    /// which [`report`](Self::report) has it.
    ///
    /// Errors: as for [`Jobs::create`].
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn create_report(&self) -> Action<Job> {
        Action::new(self, |pingid| async move {
            let reply = pingid.jobs().create(JobType::UserReports).await?;
            let token = reply.job_token;
            let token = token.ok_or_else(|| replies::missing("jobToken", "the token of a job"))?;
            Ok(pingid.job(token))
        })
    }

    /// The link by which a phone pairs itself, and its QR code.
    ///
    /// # Errors
    ///
    /// Fails where the client has no PingID account.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("qr", "Activation code redirect link for Online Pairing"))]
    pub fn activation_link(&self, code: &ActivationCode) -> Result<ActivationLink, Error> {
        ActivationLink::new(self.account()?.idp_url(), code)
    }

    pub(crate) fn account(&self) -> Result<&Account, Error> {
        let message = "this client has no PingID account; build one from a properties file";
        let missing = || Error::configuration("pingid", message);
        self.client().pingid_account().ok_or_else(missing)
    }

    /// Starts the pairing of a phone or computer: of a user who is added
    /// ([`AddUser`](ping_models::pingid::AddUser)) or of one who exists
    /// ([`GetActivationCode`](ping_models::pingid::GetActivationCode)). The step that it gives has
    /// the code to show, and waits for the end.
    ///
    /// Errors: as for [`Users::create`] and [`Pairings::activation_code`]. A user who was added
    /// before a later call failed remains.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register"))]
    pub fn pair_online(&self, request: impl Into<PairingRequest>) -> Action<OnlinePairing> {
        let request = request.into();
        Action::new(self, |pingid| flow::online_pairing::start(pingid, request))
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
    /// Errors: as for [`Pairings::start_offline`].
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register"))]
    pub fn pair_offline(&self, request: StartOfflinePairing) -> Action<OtpPairing> {
        Action::new(self, |pingid| flow::offline_pairing::start(pingid, request))
    }

    /// Starts the pairing of an authenticator app. The step that it gives has the key and its QR
    /// code to show, and takes the app's first passcode. A user name does for the request.
    ///
    /// Errors: as for [`Pairings::start_authenticator_app`].
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register", "totp"))]
    pub fn pair_authenticator_app(
        &self,
        user: impl Into<AuthenticatorAppStartPairing>,
    ) -> Action<AppPairing> {
        let user = user.into();
        Action::new(self, |pingid| {
            flow::offline_pairing::start_app(pingid, user)
        })
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
    /// Errors: as for [`Pairings::start_webauthn`]; an invalid input where the page is none of the
    /// website.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("enroll", "register", "webauthn", "passkey"))]
    pub fn pair_fido(
        &self,
        relying_party: &RelyingParty,
        request: WebAuthnStartPairing,
    ) -> Action<FidoPairing> {
        let party = relying_party.clone();
        Action::new(self, |pingid| fido::start(pingid, party, request))
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
    /// Errors: as for [`Authentications::start`].
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("sign_in", "sign_on", "login"))]
    pub fn authenticate(&self, user: impl Into<StartAuthentication>) -> Action<Step> {
        flow::authentication::begin(self, user.into())
    }

    /// Starts backup authentication: a passcode to an address that is not paired, by
    /// [`DeviceType::Email`], [`DeviceType::Sms`] or [`DeviceType::Voice`]. The address has to be
    /// known to be the user's.
    ///
    /// Errors: as for [`Authentications::online`]; 20558 where the passcode could not be sent.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("backup"))]
    pub fn authenticate_by_backup(
        &self,
        user_name: impl Into<String>,
        device_type: DeviceType,
        address: impl Into<String>,
    ) -> Action<Step> {
        flow::authentication::by_backup(self, user_name.into(), device_type, address.into())
    }

    /// Starts to authenticate whoever has a FIDO device of this website, without a user name. The
    /// step that it gives has the options for the browser and takes its answer.
    ///
    /// Errors: as for [`Authentications::start_passwordless`].
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiAuthentication.html>
    #[doc(alias("passkey", "webauthn"))]
    pub fn authenticate_passwordless(
        &self,
        relying_party: &RelyingParty,
    ) -> Action<PasswordlessStep> {
        flow::authentication::without_user(self, relying_party.clone())
    }

    /// Brings an OATH token into step, one passcode after the other. Nothing is sent before the
    /// first one.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn resync_token(&self, serial_number: &str) -> TokenResync {
        TokenResync::new(self.clone(), serial_number)
    }
}

/// Whether a sign-in may have been refused because another one of the user waits on the phone,
/// which takes one at a time: [`PushStep::restart`] of the earlier step cancels it and begins
/// again.
///
/// No document gives the number of that refusal. So this is true of every refusal of a beginning
/// whose number has no other meaning there, as for a suspended user: a page that asks for it says
/// "maybe".
///
/// ```no_run
/// # use pingid_rest::{PingId, Step};
/// # async fn example(pingid: PingId, earlier: Option<Step>) -> Result<(), ping_transport::Error> {
/// let step = match (pingid.authenticate("jdoe").await, earlier) {
///     (Err(error), Some(Step::Push(earlier)))
///         if pingid_rest::another_may_wait(&error) =>
///     {
///         earlier.restart().await?
///     }
///     (begun, _) => begun?,
/// };
/// # let _ = step; Ok(()) }
/// ```
pub fn another_may_wait(error: &Error) -> bool {
    let operations = [
        operations::START_AUTHENTICATION.info.id,
        operations::AUTHENTICATE_ONLINE.info.id,
    ];
    let begins = |id| operations.contains(&id);
    let unnamed = [ErrorKind::InvalidInput, ErrorKind::Unknown];
    error.operation().is_some_and(begins)
        && error_kind(error).is_some_and(|kind| unnamed.contains(&kind))
}

/// What the `errorId` of a refusal stands for; `None` where PingID did not answer with one.
///
/// ```no_run
/// # use ping_models::pingid::ErrorKind;
/// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
/// let user = match pingid.users().read("jdoe").await {
///     Ok(reply) => reply.user,
///     Err(error) if pingid_rest::error_kind(&error) == Some(ErrorKind::UserUnknown) => None,
///     Err(error) => return Err(error),
/// };
/// # Ok(()) }
/// ```
pub fn error_kind(error: &Error) -> Option<ErrorKind> {
    error.pingid_error_id().map(|id| ErrorId::from(id).kind())
}
