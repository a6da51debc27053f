//! Building the client of all products.

use std::sync::Arc;
use std::time::Duration;

use ping_models::EnvironmentId;
use ping_transport::{
    Client, ClientBuilder, Clock, Credentials, Error, Hosts, HttpTransport, Rate, Region,
    RetryPolicy, Secret, TokenSource, Variables,
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

#[cfg(feature = "pingid")]
impl Account {
    fn read(self) -> Result<Option<ping_transport::pingid::Account>, Error> {
        use ping_transport::pingid::Account as Properties;
        match self {
            Self::None => Ok(None),
            Self::File(path) => Properties::from_properties_file(path).map(Some),
            Self::Text(text) => Properties::from_properties(text.expose()).map(Some),
            Self::Given(account) => Ok(Some(*account)),
        }
    }
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
        let builder = Self { client: ClientBuilder::from_variables(variables)?, ..Self::default() };
        #[cfg(feature = "pingid")]
        if let Some(path) = variables.setting("PINGID_PROPERTIES") {
            return Ok(builder.pingid_properties_file(path));
        }
        Ok(builder)
    }

    /// Any setting of the client below, for PingOne and PingID alike.
    pub fn configure(mut self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.client = change(self.client);
        self
    }

    /// The region of PingOne; North America unless set. A PingID properties file fixes its own.
    pub fn region(self, region: Region) -> Self {
        self.configure(|client| client.region(region))
    }

    /// The hosts, for custom domains.
    pub fn hosts(self, hosts: Hosts) -> Self {
        self.configure(|client| client.hosts(hosts))
    }

    /// The environment that is managed; the worker's unless set.
    pub fn environment(self, environment: impl Into<EnvironmentId>) -> Self {
        self.configure(|client| client.environment(environment))
    }

    /// The environment that holds the worker application; the managed one unless set.
    pub fn worker_environment(self, environment: impl Into<EnvironmentId>) -> Self {
        self.configure(|client| client.worker_environment(environment))
    }

    /// A worker application with the token endpoint's default method, `CLIENT_SECRET_BASIC`.
    pub fn worker(self, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        self.configure(|client| client.worker(client_id, client_secret))
    }

    /// A worker application with any method of the token endpoint.
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.configure(|client| client.credentials(credentials))
    }

    /// A token that the caller has. It is never renewed.
    pub fn access_token(self, token: impl Into<Secret>) -> Self {
        self.configure(|client| client.access_token(token))
    }

    /// A caller's own source of tokens.
    pub fn token_source(self, source: Arc<dyn TokenSource>) -> Self {
        self.configure(|client| client.token_source(source))
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
        let environment = connection.environment_id.as_str();
        let mut built = self
            .environment(environment)
            .worker_environment(environment)
            .worker(connection.client_id.as_str(), connection.client_secret.as_str());
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
        self.configure(|client| client.transport(transport))
    }

    /// Another clock.
    pub fn clock(self, clock: Arc<dyn Clock>) -> Self {
        self.configure(|client| client.clock(clock))
    }

    /// How failed requests are repeated.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.configure(|client| client.retry(policy))
    }

    /// The deadline of a call, retries and waits included. 60 s unless set.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.configure(|client| client.timeout(timeout))
    }

    /// The limit of a single attempt. 30 s unless set.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.configure(|client| client.attempt_timeout(timeout))
    }

    /// The limit of making a connection. 10 s unless set.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.configure(|client| client.connect_timeout(timeout))
    }

    /// How many requests may be under way at once, for PingOne and for PingID each.
    pub fn max_in_flight(self, requests: usize) -> Self {
        self.configure(|client| client.max_in_flight(requests))
    }

    /// How fast requests are sent, for PingOne and for PingID each; no limit unless set.
    pub fn rate(self, rate: Rate) -> Self {
        self.configure(|client| client.rate(rate))
    }

    /// The largest answer that is read, in bytes. 32 MiB unless set.
    pub fn max_body_size(self, bytes: usize) -> Self {
        self.configure(|client| client.max_body_size(bytes))
    }

    /// The `User-Agent` header.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        self.configure(|client| client.user_agent(name))
    }

    /// A proxy for everything but loopback, as a URL.
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.configure(|client| client.proxy(url))
    }

    /// A certificate authority to trust beside the system's, as PEM.
    pub fn root_certificate(self, pem: impl Into<Vec<u8>>) -> Self {
        self.configure(|client| client.root_certificate(pem))
    }

    /// Allows plain HTTP to hosts other than loopback: tokens, passcodes and personal data are
    /// then readable on the way.
    pub fn danger_allow_plain_http(self) -> Self {
        self.configure(ClientBuilder::danger_allow_plain_http)
    }

    /// Builds the client. Nothing is sent. A PingID account is enough; calls of PingOne then fail
    /// with the credentials that are missing.
    ///
    /// # Errors
    ///
    /// Fails with the name of the setting that is missing or not usable.
    pub fn build(self) -> Result<Ping, Error> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        #[cfg(feature = "pingid")]
        if let Some(account) = self.pingid.read()? {
            let client = self.client.sharing_connections()?;
            let pingid = client.clone().pingid(account).build()?;
            let client = match client.has_credentials() {
                true => client.build()?,
                false => pingid.clone(),
            };
            return Ok(Ping {
                client,
                #[cfg(any(feature = "platform", feature = "mfa", feature = "verify"))]
                environment: None,
                pingid: Some(pingid_rest::PingId::new(pingid)),
            });
        }
        Ok(Ping {
            client: self.client.build()?,
            #[cfg(any(feature = "platform", feature = "mfa", feature = "verify"))]
            environment: None,
            #[cfg(feature = "pingid")]
            pingid: None,
        })
    }
}
