//! Building a client with an account and settings of one's own.

use std::fmt;
use std::path::Path;

use ping_transport::pingid::Account;
use ping_transport::{Client, ClientBuilder, Error};

use crate::PingId;

/// Builds a [`PingId`]. From [`PingId::builder`].
///
/// ```
/// use std::time::Duration;
/// use pingid_rest::PingId;
///
/// # fn example() -> Result<PingId, ping_transport::Error> {
/// PingId::builder()
///     .properties_file("pingid.properties")
///     .configure(|client| client.timeout(Duration::from_secs(10)))
///     .build()
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build`"]
pub struct PingIdBuilder {
    client: ClientBuilder,
    account: Result<Account, Error>,
}

impl Default for PingIdBuilder {
    fn default() -> Self {
        Self {
            client: Client::builder(),
            account: Err(Error::configuration(
                "pingid",
                "missing: give the builder the account's properties file",
            )),
        }
    }
}

impl PingIdBuilder {
    /// The account of a properties file; what is wrong with it is told by
    /// [`build`](Self::build).
    pub fn properties_file(mut self, path: impl AsRef<Path>) -> Self {
        self.account = Account::from_properties_file(path);
        self
    }

    /// The account of a properties file's text; what is wrong with it is told by
    /// [`build`](Self::build).
    pub fn properties(mut self, text: &str) -> Self {
        self.account = Account::from_properties(text);
        self
    }

    /// The account.
    pub fn account(mut self, account: Account) -> Self {
        self.account = Ok(account);
        self
    }

    /// Settings of the client: transport, clock, retries, deadlines, proxy.
    pub fn configure(mut self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.client = change(self.client);
        self
    }

    /// Builds it. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Fails with the key of the properties file or the setting that is missing or not usable.
    pub fn build(self) -> Result<PingId, Error> {
        let client = self.client.pingid(self.account?).build()?;
        Ok(PingId::new(client))
    }
}

impl fmt::Debug for PingIdBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PingIdBuilder").field("account", &self.account).finish_non_exhaustive()
    }
}
