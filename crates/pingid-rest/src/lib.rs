//! Typed calls of the PingID API: users, pairing, OATH tokens, jobs and policies.
//!
//! A method describes a call; nothing is sent until it is awaited. Behind it the body becomes a
//! signed request token, and the reply is verified before anything in it is believed.
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
//! | [`OathTokens::create`] | CreateOrgTokens |
//! | [`OathTokens::revoke`] | RevokeOrgTokens |
//! | [`OathTokens::resync`] | ResyncOathToken |
//! | [`Jobs::create`] | CreateJob |
//! | [`Jobs::status`] | GetJobStatus |
//! | [`Jobs::bulk_status`] | GetBulkJobStatus |
//! | [`Applications::create`] | AddApplication |
//! | [`Applications::list`] | GetApplications |
//! | [`Applications::update`] | UpdateApplications |
//! | [`Applications::delete`] | DeleteApplications |
//! | [`Policies::read`] | ReadBulkAuthenticationPolicy |
//! | [`Policies::create`] | CreateBulkAuthenticationPolicy |
//! | [`PingId::activation_link`] | the activation link and its QR code |
//! | [`PingId::pair_online`] | the workflow of online pairing |
//! | [`PingId::pair_offline`] | the workflow of offline pairing |
//! | [`PingId::pair_authenticator_app`] | the workflow of authenticator apps |
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

mod builder;
mod checks;
mod devices;
mod jobs;
mod link;
mod offline;
mod online;
mod operations;
mod pairings;
mod policies;
mod tokens;
mod users;

use std::future::Future;
use std::path::Path;

use ping_models::pingid::{
    ActivationCode, AuthenticatorAppStartPairing, ErrorId, ErrorKind, JobToken, StartOfflinePairing,
};
use ping_transport::{Client, Error};

pub use builder::PingIdBuilder;
pub use devices::Devices;
pub use jobs::{Job, JobFailure, JobOutcome, JobProgress, Jobs};
pub use link::ActivationLink;
pub use offline::{AppPairing, AppPairingOutcome, OtpPairing, OtpPairingOutcome};
pub use online::{OnlinePairing, PairingOutcome, PairingProgress, PairingRequest};
pub use operations::operations;
pub use pairings::Pairings;
pub use policies::{Applications, Policies};
pub use tokens::{OathTokens, ResyncOutcome, TokenResync};
pub use users::Users;

/// PingID. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PingId {
    client: Client,
}

impl PingId {
    /// PingID as this client reaches it. The client has to be built with a PingID account.
    pub fn new(client: Client) -> Self {
        Self { client }
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
        match std::env::var_os("PINGID_PROPERTIES").filter(|path| !path.is_empty()) {
            Some(path) => Self::from_properties_file(Path::new(&path)),
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
        &self.client
    }

    /// The users of the account.
    pub fn users(&self) -> Users {
        Users {
            client: self.client.clone(),
        }
    }

    /// The devices of users.
    pub fn devices(&self) -> Devices {
        Devices {
            client: self.client.clone(),
        }
    }

    /// The OATH tokens of the organization.
    pub fn oath_tokens(&self) -> OathTokens {
        OathTokens {
            client: self.client.clone(),
        }
    }

    /// Jobs that run at the service.
    pub fn jobs(&self) -> Jobs {
        Jobs {
            client: self.client.clone(),
        }
    }

    /// A job that is under way, by the token that its creation returned: to wait for its end.
    pub fn job(&self, token: impl Into<JobToken>) -> Job {
        Job::new(self.clone(), token.into())
    }

    /// The PingFederate applications that policies name.
    pub fn applications(&self) -> Applications {
        Applications {
            client: self.client.clone(),
        }
    }

    /// The authentication policies.
    pub fn policies(&self) -> Policies {
        Policies {
            client: self.client.clone(),
        }
    }

    /// Pairings of devices, call by call.
    pub fn pairings(&self) -> Pairings {
        Pairings {
            client: self.client.clone(),
        }
    }

    /// The link by which a phone pairs itself, and its QR code.
    ///
    /// # Errors
    ///
    /// Fails where the client has no PingID account.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn activation_link(&self, code: &ActivationCode) -> Result<ActivationLink, Error> {
        let Some(account) = self.client.pingid_account() else {
            return Err(Error::configuration(
                "pingid",
                "this client has no PingID account; build one from a properties file",
            ));
        };
        ActivationLink::new(account.idp_url(), code)
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
    pub fn pair_online(
        &self,
        request: impl Into<PairingRequest>,
    ) -> impl Future<Output = Result<OnlinePairing, Error>> + Send + 'static {
        online::start(self.clone(), request.into())
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
    pub fn pair_offline(
        &self,
        request: StartOfflinePairing,
    ) -> impl Future<Output = Result<OtpPairing, Error>> + Send + 'static {
        offline::start(self.clone(), request)
    }

    /// Starts the pairing of an authenticator app. The step that it gives has the key and its QR
    /// code to show, and takes the app's first passcode. A user name does for the request.
    ///
    /// Errors: as for [`Pairings::start_authenticator_app`].
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn pair_authenticator_app(
        &self,
        user: impl Into<AuthenticatorAppStartPairing>,
    ) -> impl Future<Output = Result<AppPairing, Error>> + Send + 'static {
        offline::start_app(self.clone(), user.into())
    }

    /// Brings an OATH token into step, one passcode after the other. Nothing is sent before the
    /// first one.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    pub fn resync_token(&self, serial_number: &str) -> TokenResync {
        TokenResync::new(self.clone(), serial_number)
    }
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
