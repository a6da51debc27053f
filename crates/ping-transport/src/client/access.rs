//! What a client is given to prove who it is.

use std::sync::Arc;

use ping_models::{EnvironmentId, Secret};

use super::builder::ClientBuilder;
use crate::auth::{Authorization, Bearer};
use crate::checks::check_token;
use crate::core::Core;
use crate::credentials::Credentials;
use crate::error::Error;
use crate::sender::Sender;
use crate::token::{Keeper, TokenSource, Tokens, Worker};

/// Where authorization comes from, before there is a client.
#[derive(Clone, Default)]
pub(super) enum Access {
    #[default]
    Missing,
    Worker(Credentials),
    Static(Secret),
    Own(Arc<dyn TokenSource>),
    #[cfg(feature = "pingid")]
    PingId(Arc<crate::pingid::Account>),
}

impl Access {
    /// Fails where nothing can be authorized so.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Missing => Err(missing()),
            Self::Worker(credentials) => credentials.check(),
            Self::Static(token) => check_token("access_token", token.expose()),
            Self::Own(_) => Ok(()),
            #[cfg(feature = "pingid")]
            Self::PingId(_) => Ok(()),
        }
    }

    /// The same before a sender; `environment` is that of a worker.
    pub(super) fn core(
        self,
        sender: Arc<Sender>,
        managed: Option<EnvironmentId>,
        environment: &str,
    ) -> Result<Core, Error> {
        #[cfg(feature = "pingid")]
        let mut account = None;
        let auth: Arc<dyn Authorization> = match self {
            Self::Missing => return Err(missing()),
            Self::Worker(credentials) => {
                return Ok(of_worker(sender, managed, environment, credentials));
            }
            Self::Static(token) => Arc::new(Tokens::Static(Arc::new(Bearer::new(token, 0, None)?))),
            Self::Own(source) if source.is_kept() => {
                let clock = Arc::clone(&sender.clock);
                Arc::new(Tokens::Kept(Arc::new(Keeper::new(source, clock))))
            }
            Self::Own(source) => Arc::new(Tokens::Own(source)),
            #[cfg(feature = "pingid")]
            Self::PingId(given) => account.insert(given).clone(),
        };
        Ok(Core {
            sender,
            auth,
            environment: managed,
            worker: None,
            #[cfg(feature = "pingid")]
            account,
        })
    }
}

impl ClientBuilder {
    /// A worker application with the token endpoint's default method, `CLIENT_SECRET_BASIC`. The
    /// client fetches and renews its tokens.
    #[must_use]
    pub fn worker(self, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        self.credentials(Credentials::basic(client_id, client_secret))
    }

    /// A worker application with any method of the token endpoint.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.access = Access::Worker(credentials);
        self
    }

    /// A token that the caller has. It is never renewed, and a 401 on it is returned as it is.
    #[must_use]
    pub fn access_token(mut self, token: impl Into<Secret>) -> Self {
        self.access = Access::Static(token.into());
        self
    }

    /// A caller's own source of tokens.
    #[must_use]
    pub fn token_source(mut self, source: Arc<dyn TokenSource>) -> Self {
        self.access = Access::Own(source);
        self
    }

    /// Whether a worker, a token, a source of tokens or an account was set.
    pub fn has_credentials(&self) -> bool {
        !matches!(self.access, Access::Missing)
    }

    /// A PingID account. A client has either this or bearer tokens.
    #[cfg(feature = "pingid")]
    #[must_use]
    pub fn pingid(mut self, account: crate::pingid::Account) -> Self {
        self.access = Access::PingId(Arc::new(account));
        self
    }
}

/// A worker of this environment before a sender.
pub(super) fn of_worker(
    sender: Arc<Sender>,
    managed: Option<EnvironmentId>,
    environment: &str,
    credentials: Credentials,
) -> Core {
    let clock = Arc::clone(&sender.clock);
    let worker = Worker::new(Arc::clone(&sender), environment.to_owned(), credentials);
    let worker = Arc::new(worker);
    let keeper = Keeper::new(Arc::clone(&worker), clock);
    Core {
        sender,
        auth: Arc::new(Tokens::Kept(Arc::new(keeper))),
        environment: managed,
        worker: Some(worker),
        #[cfg(feature = "pingid")]
        account: None,
    }
}

fn missing() -> Error {
    Error::configuration(
        "credentials",
        "missing: set a worker (PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET), an access token \
         (PINGONE_API_ACCESS_TOKEN), a token source, or a PingID account (PINGID_PROPERTIES, which \
         `Ping` and `PingId` read)",
    )
}
