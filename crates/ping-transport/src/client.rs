//! The client: built once, cloned freely, shared.

mod access;
mod ahead;
mod builder;
mod network;

use std::fmt;
use std::sync::Arc;

use ping_models::{DecodeError, EnvironmentId};

use crate::builder::RequestBuilder;
use crate::clock::Clock;
use crate::core::Core;
use crate::credentials::Credentials;
use crate::described::Described;
use crate::error::Error;
use crate::operation::{Operation, OperationInfo};
use crate::options::CallOptions;

pub use builder::ClientBuilder;

/// Sends the calls of one account. Cheap to clone, `Send + Sync`.
///
/// ```no_run
/// use ping_transport::{Client, Region};
///
/// let client = Client::builder()
///     .region(Region::Eu)
///     .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
///     .worker("client-id", "client-secret")
///     .build()?;
/// # Ok::<(), ping_transport::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
    /// What each call begins with, where there is anything.
    options: Option<Arc<CallOptions>>,
}

impl Client {
    /// A request of an operation, to be filled in.
    pub fn request<Req, Res>(
        &self,
        operation: &'static Operation<Req, Res>,
    ) -> RequestBuilder<Req, Res> {
        self.request_of(&operation.info, operation.decode)
    }

    /// A request of an operation of which the types are told apart from what is fixed about it.
    #[doc(hidden)]
    pub fn request_of<Req, Res>(
        &self,
        operation: &'static OperationInfo,
        decode: fn(&[u8]) -> Result<Res, DecodeError>,
    ) -> RequestBuilder<Req, Res> {
        RequestBuilder::new(Arc::clone(&self.core), self.options.as_deref(), operation, decode)
    }

    /// The same client, each call of which begins with these options, above those that this one's
    /// begin with.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        let mut client = self.clone();
        if !options.is_empty() {
            client.options = Some(Arc::new(match &self.options {
                Some(known) => known.below(options),
                None => options,
            }));
        }
        client
    }

    /// The environment that is managed, where one was set.
    pub fn environment(&self) -> Option<&EnvironmentId> {
        self.core.environment.as_ref()
    }

    /// The clock that waits and timestamps come from.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.core.sender.clock
    }

    /// The same client for another worker application, that of this environment: with the same
    /// hosts, connections and limits, and with tokens of its own.
    ///
    /// Credentials that cannot be used are an error of the first call.
    #[must_use]
    #[doc(alias("impersonate", "other worker"))]
    pub fn for_worker(
        &self,
        environment: impl Into<EnvironmentId>,
        credentials: Credentials,
    ) -> Self {
        let sender = Arc::clone(&self.core.sender);
        let managed = self.core.environment.clone();
        let environment = environment.into();
        let core = access::of_worker(sender, managed, environment.as_str(), credentials);
        Self { core: Arc::new(core), options: self.options.clone() }
    }

    /// Uses other credentials of the worker from now on. Calls under way end with the old token.
    ///
    /// # Errors
    ///
    /// Fails where the credentials are empty, or the client has no worker of its own.
    pub fn rotate_credentials(&self, credentials: Credentials) -> Result<(), Error> {
        credentials.check()?;
        match &self.core.worker {
            Some(worker) => {
                worker.rotate(credentials);
                self.core.auth.forget();
                Ok(())
            }
            None => Err(Error::configuration(
                "credentials",
                "this client was built without worker credentials, so there are none to rotate",
            )),
        }
    }

    /// The token request that a worker's client would send, secrets masked. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Fails where the client was built without a worker, or its key cannot sign.
    pub fn describe_token_request(&self) -> Result<Described, Error> {
        match &self.core.worker {
            Some(worker) => worker.describe(),
            None => Err(Error::configuration(
                "credentials",
                "this client was built without worker credentials, so it fetches no token",
            )),
        }
    }

    /// The PingID account of the client, where it has one.
    #[cfg(feature = "pingid")]
    pub fn pingid_account(&self) -> Option<&crate::pingid::Account> {
        self.core.account.as_deref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("hosts", &self.core.sender.hosts)
            .field("environment", &self.core.environment)
            .finish_non_exhaustive()
    }
}
