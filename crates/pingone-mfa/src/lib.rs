//! Typed calls of the PingOne MFA API: users' devices, device authentications, and the policies and
//! settings of both.
//!
//! Handles follow the path of the resource. A method describes a call; nothing is sent until it
//! is awaited. Signing in is a [flow](Mfa::authenticate): a value whose type knows what is legal
//! next.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! Methods are named as everywhere in this SDK. The search of this page knows what the documentation
//! calls them, too.
//!
//! ```no_run
//! use ping_models::mfa::NewTotpDevice;
//! use ping_transport::Client;
//! use pingone_mfa::{Mfa, Step};
//!
//! # fn code_from_the_app() -> String { String::new() }
//! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
//! let mfa = Mfa::new(client);
//! let user = mfa.user("c362abbc-eeeb-4ea5-b9c1-097a376b0086");
//! user.mfa_enabled().update(true).await?;
//!
//! // Pair an authenticator app.
//! let devices = user.devices();
//! let totp = devices.create(NewTotpDevice::new()).await?;
//! if let Some(qr) = totp.key_uri().and_then(|uri| uri.qr()) {
//!     println!("{}", qr.terminal());
//! }
//! devices.activate(&totp.id, code_from_the_app()).await?;
//!
//! // Sign in.
//! let mut step = mfa.authenticate(user.id()).await?;
//! let signed_in = loop {
//!     step = match step {
//!         Step::SelectDevice(choose) => choose.select(&totp.id).await?,
//!         Step::Otp(otp) => otp.submit(code_from_the_app()).await?.into(),
//!         Step::Push(push) => push.wait().await?,
//!         Step::Completed(done) => break done,
//!         Step::Failed(why) => return Err(why.into()),
//!         other => return Err(format!("cannot go on: {other:?}").into()),
//!     };
//! };
//! println!("{:?}", signed_in.authenticators());
//! # Ok(()) }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod authentication_codes;
mod authentications;
mod device_reports;
mod devices;
mod fido_devices;
mod fido_policies;
mod flow;
mod mfa_bypass;
mod mfa_enabled;
mod oath_jobs;
mod oath_tokens;
mod operations;
mod pairing_keys;
mod policies;
mod push_credentials;
mod settings;
mod users;

pub use authentication_codes::AuthenticationCodes;
pub use authentications::DeviceAuthentications;
pub use device_reports::{DeviceReportExpansion, DeviceReportPage, DeviceReports};
pub use devices::{DeviceExpansion, DeviceFilter, Devices};
pub use fido_devices::FidoDevices;
pub use fido_policies::{FidoPolicies, FidoPolicyExpansion};
pub use flow::authentication::{
    AssertionStep, Completed, DesktopStep, Expired, Failed, OtpOutcome, OtpStep, PasswordlessStep,
    PushStep, SelectDeviceStep, Step, TimedOut, UnknownStep,
};
pub use flow::device_report::{
    DeviceReportFailure, DeviceReportFiles, DeviceReportJob, DeviceReportOutcome,
};
pub use flow::oath_job::{OathJobFailure, OathJobOutcome, OathTokenJob};
pub use mfa_bypass::MfaBypassHandle;
pub use mfa_enabled::MfaEnabledHandle;
pub use oath_jobs::OathJobs;
pub use oath_tokens::{OathTokenExpansion, OathTokenFilter, OathTokens, UserOathTokens};
pub use operations::{CreateDevice, operations};
pub use pairing_keys::PairingKeys;
pub use policies::DeviceAuthenticationPolicies;
pub use push_credentials::{ApplicationHandle, PushCredentials};
pub use settings::MfaSettingsHandle;
pub use users::UserHandle;

use ping_models::mfa::{CheckRememberedDevice, InitializeDeviceAuthentication};
use ping_models::{
    ApplicationId, DeviceAuthenticationId, DeviceReportId, EnvironmentId, OathJobId, Secret, UserId,
};
use ping_transport::flow::{Action, open};
use ping_transport::{Client, OpenError, Scope, SealKey, handle};

handle! {
    /// PingOne MFA in an environment. Cheap to clone.
    pub struct Mfa;
}

impl Mfa {
    /// PingOne MFA as this client reaches it, in the environment that the client manages.
    pub fn new(client: Client) -> Self {
        Scope::new(client).into()
    }

    /// The same, with another managed environment. The worker's roles decide what it may do there.
    #[must_use]
    pub fn in_environment(&self, id: impl Into<EnvironmentId>) -> Self {
        self.scope.in_environment(id.into()).into()
    }

    /// One user, and what belongs to the user.
    #[doc(alias("users"))]
    pub fn user(&self, id: impl Into<UserId>) -> UserHandle {
        self.scope.below("userID", id.into()).into()
    }

    /// The device authentications, call by call. [`Mfa::authenticate`] is the same as a flow.
    #[doc(alias("authentications"))]
    pub fn device_authentications(&self) -> DeviceAuthentications {
        self.scope.clone().into()
    }

    /// The codes that native apps claim to sign their users on.
    #[doc(alias("authentication_code", "qr"))]
    pub fn authentication_codes(&self) -> AuthenticationCodes {
        self.scope.clone().into()
    }

    /// The device authentication policies: which methods users may pair and use.
    #[doc(alias("policies", "mfa_policies"))]
    pub fn device_authentication_policies(&self) -> DeviceAuthenticationPolicies {
        self.scope.clone().into()
    }

    /// The FIDO policies: which authenticators users may pair and use.
    pub fn fido_policies(&self) -> FidoPolicies {
        self.scope.clone().into()
    }

    /// What the environment knows of models of authenticators.
    #[doc(alias("fido_device_metadata", "mds"))]
    pub fn fido_devices(&self) -> FidoDevices {
        self.scope.clone().into()
    }

    /// The OATH tokens: hardware tokens that make passcodes.
    #[doc(alias("oath_token", "hardware_tokens"))]
    pub fn oath_tokens(&self) -> OathTokens {
        self.scope.clone().into()
    }

    /// The jobs that create or revoke many OATH tokens, call by call.
    pub fn oath_jobs(&self) -> OathJobs {
        self.scope.clone().into()
    }

    /// Goes on with a job that creates or revokes OATH tokens, by its id. Nothing is sent.
    pub fn oath_job(&self, id: impl Into<OathJobId>) -> OathTokenJob {
        OathTokenJob::new(self.oath_jobs(), id.into())
    }

    /// The reports about the devices of users.
    #[doc(alias("report", "data_explorations"))]
    pub fn device_reports(&self) -> DeviceReports {
        self.scope.clone().into()
    }

    /// Goes on with a report in files, by its id. Nothing is sent.
    pub fn device_report(&self, id: impl Into<DeviceReportId>) -> DeviceReportJob {
        DeviceReportJob::new(self.device_reports(), id.into())
    }

    /// One application, and what belongs to it.
    pub fn application(&self, id: impl Into<ApplicationId>) -> ApplicationHandle {
        self.scope.below("applicationID", id.into()).into()
    }

    /// The MFA settings of the environment.
    #[doc(alias("mfa_settings"))]
    pub fn settings(&self) -> MfaSettingsHandle {
        self.scope.clone().into()
    }

    /// Signs a user in: a flow that begins when this is awaited. [`Step`] is where it stands. A
    /// user's id does for the request, which may also name a policy, a device, or a passcode that
    /// is checked at once: a wrong one is an error with the code `INVALID_OTP`, since nothing has
    /// begun. The options of this action are those of all later requests of the sign-in.
    ///
    /// ```no_run
    /// # use ping_models::mfa::InitializeDeviceAuthentication;
    /// # use pingone_mfa::{Mfa, Step};
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let request = InitializeDeviceAuthentication::of_user("user-id").with_device("device-id");
    /// let step = mfa.authenticate(request).correlation_id("4711").await?;
    /// if let Step::Otp(otp) = step {
    ///     let device = otp.device();
    ///     println!("a passcode went to {:?}", device.and_then(|device| device.destination()));
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// Errors: as for [`DeviceAuthentications::create`].
    #[doc(alias("sign_in", "sign_on", "login"))]
    pub fn authenticate(&self, user: impl Into<InitializeDeviceAuthentication>) -> Action<Step> {
        flow::authentication::begin(&self.device_authentications(), user.into())
    }

    /// Lets a user in whose browser is remembered: [`Step::Completed`], and [`Step::Failed`] where
    /// it is not, whose [`restart`](Failed::restart) asks for a device.
    ///
    /// ```no_run
    /// # use ping_models::Secret;
    /// # use ping_models::mfa::CheckRememberedDevice;
    /// # use pingone_mfa::{Mfa, Step};
    /// # async fn example(mfa: Mfa, payload: String, cookie: Secret) -> Result<(), ping_transport::Error> {
    /// let browser = CheckRememberedDevice::browser("user-id", "policy-id", payload);
    /// let mut step = mfa.authenticate_remembered(browser, cookie).await?;
    /// if let Step::Failed(unknown) = step {
    ///     step = unknown.restart().await?;
    /// }
    /// # let _ = step; Ok(()) }
    /// ```
    ///
    /// Errors: as for [`DeviceAuthentications::check_remembered`].
    #[doc(alias("remember_me", "sign_in", "sign_on", "login"))]
    pub fn authenticate_remembered(
        &self,
        browser: CheckRememberedDevice,
        cookie: impl Into<Secret>,
    ) -> Action<Step> {
        let authentications = self.device_authentications();
        flow::authentication::remembered(&authentications, browser, cookie.into())
    }

    /// Goes on with a flow that was begun elsewhere, by the id of its device authentication.
    ///
    /// Errors: as for [`DeviceAuthentications::read`]. That the authentication has expired is a
    /// step.
    pub fn resume(&self, id: impl Into<DeviceAuthenticationId>) -> Action<Step> {
        flow::authentication::resume(&self.device_authentications(), id.into())
    }

    /// Opens a step that was sealed with [`Step::seal`], for the user whom it was sealed for.
    /// Nothing is sent.
    ///
    /// # Errors
    ///
    /// Says why it does not open: it was changed, sealed with another key, for another user or
    /// for another purpose, or has expired.
    pub fn open(
        &self,
        key: &SealKey,
        user: impl Into<UserId>,
        sealed: &str,
    ) -> Result<Step, OpenError> {
        let user = user.into();
        open(&self.device_authentications(), key, user.as_str(), sealed)
    }
}
