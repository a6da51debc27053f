//! Building the client of all products.

use std::sync::Arc;
use std::time::Duration;

use ping_models::EnvironmentId;
use ping_transport::{
    Client, ClientBuilder, Clock, Credentials, Error, Hosts, HttpTransport, Region, RetryPolicy,
    Secret, TokenSource, Variables,
};

use crate::ping::Ping;

/// Builds a [`Ping`]. The settings hold for all products.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct PingBuilder {
    client: ClientBuilder,
    #[cfg(feature = "pingid")]
    pingid: Account,
    /// The first thing that was wrong; told by `build`.
    problem: Option<Error>,
}

/// Where the PingID account comes from.
#[cfg(feature = "pingid")]
#[derive(Clone, Debug)]
enum Account {
    None,
    File(std::path::PathBuf),
    Text(Secret),
    Given(Box<ping_transport::pingid::Account>),
}

impl Default for PingBuilder {
    fn default() -> Self {
        Self {
            client: Client::builder(),
            #[cfg(feature = "pingid")]
            pingid: Account::None,
            problem: None,
        }
    }
}

impl PingBuilder {
    /// A builder with the settings of these variables: those of
    /// [`ClientBuilder::from_variables`], and `PINGID_PROPERTIES`, the path of the PingID
    /// account's properties file.
    ///
    /// # Errors
    ///
    /// Fails with the name of the variable that is not usable.
    pub fn from_variables(variables: &dyn Variables) -> Result<Self, Error> {
        let builder = Self {
            client: ClientBuilder::from_variables(variables)?,
            ..Self::default()
        };
        #[cfg(feature = "pingid")]
        if let Some(path) = variables
            .get("PINGID_PROPERTIES")
            .filter(|path| !path.trim().is_empty())
        {
            return Ok(builder.pingid_properties_file(path));
        }
        Ok(builder)
    }

    fn edit(mut self, edit: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.client = edit(self.client);
        self
    }

    /// The region of PingOne; North America unless set. A PingID properties file fixes its own.
    pub fn region(self, region: Region) -> Self {
        self.edit(|client| client.region(region))
    }

    /// The hosts, for custom domains.
    pub fn hosts(self, hosts: Hosts) -> Self {
        self.edit(|client| client.hosts(hosts))
    }

    /// The environment that is managed.
    pub fn environment(self, environment: impl Into<EnvironmentId>) -> Self {
        self.edit(|client| client.environment(environment))
    }

    /// The environment that holds the worker application; the managed one unless set.
    pub fn worker_environment(self, environment: impl Into<EnvironmentId>) -> Self {
        self.edit(|client| client.worker_environment(environment))
    }

    /// A worker application with the token endpoint's default method, `CLIENT_SECRET_BASIC`.
    pub fn worker(self, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        self.credentials(Credentials::basic(client_id, client_secret))
    }

    /// A worker application with any method of the token endpoint.
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.edit(|client| client.worker(credentials))
    }

    /// A token that the caller has. It is never renewed.
    pub fn access_token(self, token: impl Into<Secret>) -> Self {
        self.edit(|client| client.access_token(token))
    }

    /// A caller's own source of tokens.
    pub fn token_source(self, source: Arc<dyn TokenSource>) -> Self {
        self.edit(|client| client.token_source(source))
    }

    /// The path of the PingID account's properties file; it is read by `build`.
    #[cfg(feature = "pingid")]
    pub fn pingid_properties_file(mut self, path: impl Into<std::path::PathBuf>) -> Self {
        self.pingid = Account::File(path.into());
        self
    }

    /// The text of the PingID account's properties file.
    #[cfg(feature = "pingid")]
    pub fn pingid_properties(mut self, text: impl Into<Secret>) -> Self {
        self.pingid = Account::Text(text.into());
        self
    }

    /// The PingID account.
    #[cfg(feature = "pingid")]
    pub fn pingid_account(mut self, account: ping_transport::pingid::Account) -> Self {
        self.pingid = Account::Given(Box::new(account));
        self
    }

    /// Everything that leads to a sandbox: hosts, environment, worker and PingID account.
    #[cfg(feature = "sandbox")]
    pub fn sandbox(self, connection: &ping_sandbox::Connection) -> Self {
        let hosts = Hosts::region(Region::Na)
            .api_host(&connection.api_host)
            .and_then(|hosts| hosts.auth_host(&connection.auth_host));
        let mut built = self.environment(connection.environment_id.as_str()).worker(
            connection.client_id.as_str(),
            connection.client_secret.as_str(),
        );
        match hosts {
            Ok(hosts) => built = built.hosts(hosts),
            Err(error) => built.problem = Some(error),
        }
        #[cfg(feature = "pingid")]
        let built = built.pingid_properties(connection.pingid_properties.as_str());
        built
    }

    /// Another HTTP client.
    pub fn transport(self, transport: Arc<dyn HttpTransport>) -> Self {
        self.edit(|client| client.transport(transport))
    }

    /// Another clock.
    pub fn clock(self, clock: Arc<dyn Clock>) -> Self {
        self.edit(|client| client.clock(clock))
    }

    /// How failed requests are repeated.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.edit(|client| client.retry(policy))
    }

    /// The deadline of a call, retries and waits included. 60 s unless set.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.edit(|client| client.timeout(timeout))
    }

    /// How many requests may be under way at once, for PingOne and for PingID each.
    pub fn max_in_flight(self, requests: usize) -> Self {
        self.edit(|client| client.max_in_flight(requests))
    }

    /// The largest answer that is read, in bytes. 32 MiB unless set.
    pub fn max_body_size(self, bytes: usize) -> Self {
        self.edit(|client| client.max_body_size(bytes))
    }

    /// The `User-Agent` header.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        self.edit(|client| client.user_agent(name))
    }

    /// A proxy for everything but loopback, as a URL.
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.edit(|client| client.proxy(url))
    }

    /// A certificate authority to trust beside the system's, as PEM.
    pub fn root_certificate(self, pem: impl Into<Vec<u8>>) -> Self {
        self.edit(|client| client.root_certificate(pem))
    }

    /// Allows plain HTTP to hosts other than loopback: tokens, passcodes and personal data are
    /// then readable on the way.
    pub fn danger_allow_plain_http(self) -> Self {
        self.edit(ClientBuilder::danger_allow_plain_http)
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Fails with the name of the setting that is missing or not usable.
    pub fn build(self) -> Result<Ping, Error> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        #[cfg(feature = "pingid")]
        let pingid = {
            use ping_transport::pingid::Account as Properties;
            let account = match self.pingid {
                Account::None => None,
                Account::File(path) => Some(Properties::from_properties_file(path)?),
                Account::Text(text) => Some(Properties::from_properties(text.expose())?),
                Account::Given(account) => Some(*account),
            };
            match account {
                Some(account) => {
                    let client = self.client.clone().pingid(account).build()?;
                    Some(pingid_rest::PingId::new(client))
                }
                None => None,
            }
        };
        Ok(Ping {
            client: self.client.build()?,
            #[cfg(feature = "pingid")]
            pingid,
        })
    }
}
