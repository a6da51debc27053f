//! Typed calls of the PingID API: user management and pairing.
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
//! | [`PingId::activation_link`] | the activation link and its QR code |
//! | [`PingId::pair_online`] | the workflow of online pairing |
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
mod link;
mod online;
mod operations;
mod pairings;
mod users;

use std::future::Future;
use std::path::Path;

use ping_models::pingid::{ActivationCode, ErrorId, ErrorKind};
use ping_transport::{Client, Error};

pub use builder::PingIdBuilder;
pub use link::ActivationLink;
pub use online::{OnlinePairing, PairingOutcome, PairingProgress, PairingRequest};
pub use operations::operations;
pub use pairings::Pairings;
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

    /// Activation codes and what became of them.
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
