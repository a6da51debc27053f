//! Typed calls of the PingID API: users, pairing, authentication, OATH tokens, jobs, reports and
//! policies.
//!
//! A method describes a call; nothing is sent until it is awaited. Behind it the body becomes a
//! signed request token, and the reply is verified before anything in it is believed.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! Methods are named as everywhere in this SDK. The search of this page knows what the documentation
//! calls them, too.
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

mod applications;
mod authentications;
mod builder;
mod checks;
mod devices;
mod errors;
mod flow;
mod jobs;
mod link;
mod oath_tokens;
mod operations;
mod pairings;
mod policies;
mod redirects;
mod relying_party;
mod replies;
mod report;
mod users;

use std::path::Path;

use ping_transport::{Client, Error, ProcessEnvironment, Scope, Variables, handle};

pub use applications::Applications;
pub use authentications::Authentications;
pub use builder::PingIdBuilder;
pub use devices::Devices;
pub use errors::{another_may_wait, pingid_code};
pub use flow::authentication::{
    AssertionStep, Completed, EvaluatePolicyStep, Failed, FidoStep, OnlineStep, OtpOutcome,
    OtpStep, PasswordlessStep, PushStep, SelectDeviceStep, Step, UnknownStep,
};
pub use flow::fido_pairing::FidoPairing;
pub use flow::job::{Job, JobFailure, JobOutcome};
pub use flow::offline_pairing::{AppPairing, AppPairingOutcome, OtpPairing, OtpPairingOutcome};
pub use flow::online_pairing::{OnlinePairing, PairingOutcome, PairingRequest};
pub use flow::redirect::{PendingRedirect, RedirectForm, RedirectOutcome};
pub use flow::token_resync::{ResyncOutcome, TokenResync};
pub use jobs::Jobs;
pub use link::ActivationLink;
pub use oath_tokens::OathTokens;
pub use operations::operations;
pub use pairings::Pairings;
pub use policies::Policies;
pub use redirects::Redirects;
pub use relying_party::RelyingParty;
pub use report::Report;
pub use users::Users;

handle! {
    /// PingID. Cheap to clone.
    pub struct PingId;
}

impl PingId {
    /// PingID as this client reaches it. The client has to be built with a PingID account.
    pub fn new(client: Client) -> Self {
        // PingID has no environments.
        Scope::new(client).outside().into()
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
        self.scope.clone().into()
    }

    /// The devices of users.
    #[doc(alias("device"))]
    pub fn devices(&self) -> Devices {
        self.scope.clone().into()
    }

    /// The OATH tokens of the organization.
    #[doc(alias("tokens", "hardware_tokens"))]
    pub fn oath_tokens(&self) -> OathTokens {
        self.scope.clone().into()
    }

    /// Jobs that run at the service.
    #[doc(alias("bulk"))]
    pub fn jobs(&self) -> Jobs {
        self.scope.clone().into()
    }

    /// The PingFederate applications that policies name.
    #[doc(alias("apps"))]
    pub fn applications(&self) -> Applications {
        self.scope.clone().into()
    }

    /// The authentication policies.
    #[doc(alias("policy"))]
    pub fn policies(&self) -> Policies {
        self.scope.clone().into()
    }

    /// Pairings of devices, call by call.
    #[doc(alias("pair", "enroll"))]
    pub fn pairings(&self) -> Pairings {
        self.scope.clone().into()
    }

    /// Authentication, call by call.
    #[doc(alias("auth"))]
    pub fn authentications(&self) -> Authentications {
        self.scope.clone().into()
    }

    /// Redirects of the browser to PingID's own pages.
    #[doc(alias("ppm"))]
    pub fn redirects(&self) -> Redirects {
        Redirects { pingid: self.clone() }
    }
}
