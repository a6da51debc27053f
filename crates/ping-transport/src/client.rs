//! The client: built once, cloned freely, shared.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ping_models::{EnvironmentId, Secret};
use tokio::sync::Semaphore;

use crate::auth::{Auth, Credentials};
use crate::clock::{Clock, Entropy, SystemClock, system_entropy};
use crate::config::check_id;
use crate::described::Described;
use crate::error::Error;
use crate::hosts::{Hosts, Region};
use crate::operation::Operation;
use crate::options::CallOptions;
use crate::request::{Parts, RequestBuilder, header_value};
use crate::retry::{Budget, RetryPolicy};
use crate::seam::HttpTransport;
use crate::send::{Core, Options};
use crate::token::{TokenSource, Tokens, Worker, check_token};

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
    /// Starts a client with the defaults: region NA, deadline 60 s, four attempts.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A request of an operation, to be filled in.
    pub fn request<Req, Res>(
        &self,
        operation: &'static Operation<Req, Res>,
    ) -> RequestBuilder<Req, Res> {
        RequestBuilder::new(self.clone(), operation)
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

    /// What a new request begins with.
    pub(crate) fn begin(&self, parts: &mut Parts) -> Options {
        let options = self.options.as_ref();
        options.map_or_else(Options::default, |options| options.begin(parts))
    }

    /// The environment that is managed, where one was set.
    pub fn environment(&self) -> Option<&EnvironmentId> {
        self.core.environment.as_ref()
    }

    /// The clock that waits and timestamps come from.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.core.clock
    }

    /// Uses other credentials of the worker from now on. Calls under way end with the old token.
    ///
    /// # Errors
    ///
    /// Fails where the credentials are empty, or the client has no worker of its own.
    pub fn rotate_credentials(&self, credentials: Credentials) -> Result<(), Error> {
        credentials.check()?;
        match &self.core.auth {
            Auth::Bearer(Tokens::Worker(worker)) => {
                worker.rotate(credentials);
                Ok(())
            }
            _ => Err(Error::configuration(
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
        match &self.core.auth {
            Auth::Bearer(Tokens::Worker(worker)) => worker.describe(&self.core),
            _ => Err(Error::configuration(
                "credentials",
                "this client was built without worker credentials, so it fetches no token",
            )),
        }
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    pub(crate) fn into_core(self) -> Arc<Core> {
        self.core
    }

    /// The PingID account of the client, where it has one.
    #[cfg(feature = "pingid")]
    pub fn pingid_account(&self) -> Option<&crate::pingid::Account> {
        match &self.core.auth {
            Auth::PingId(account) => Some(account),
            _ => None,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("hosts", &self.core.hosts)
            .field("environment", &self.core.environment)
            .finish_non_exhaustive()
    }
}

/// Where bearer tokens come from, before there is a client.
#[derive(Clone, Default)]
enum Access {
    #[default]
    Missing,
    Worker(Credentials),
    Static(Secret),
    Own(Arc<dyn TokenSource>),
    #[cfg(feature = "pingid")]
    PingId(Arc<crate::pingid::Account>),
}

/// Settings of the built-in HTTP client.
#[derive(Clone, Debug, Default)]
struct Network {
    proxy: Option<String>,
    root_certificates: Vec<Vec<u8>>,
    connect_timeout: Option<Duration>,
}

/// Builds a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    hosts: Hosts,
    environment: Option<EnvironmentId>,
    worker_environment: Option<EnvironmentId>,
    access: Access,
    transport: Option<Arc<dyn HttpTransport>>,
    network: Network,
    clock: Arc<dyn Clock>,
    entropy: Entropy,
    retry: RetryPolicy,
    timeout: Duration,
    attempt_timeout: Duration,
    max_in_flight: Option<usize>,
    max_body: usize,
    user_agent: Option<String>,
    allow_plain_http: bool,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            hosts: Hosts::region(Region::Na),
            environment: None,
            worker_environment: None,
            access: Access::Missing,
            transport: None,
            network: Network::default(),
            clock: Arc::new(SystemClock),
            entropy: system_entropy,
            retry: RetryPolicy::default(),
            timeout: Duration::from_secs(60),
            attempt_timeout: Duration::from_secs(30),
            max_in_flight: None,
            max_body: 32 * 1024 * 1024,
            user_agent: None,
            allow_plain_http: false,
        }
    }
}

impl ClientBuilder {
    /// The region of PingOne.
    #[must_use]
    pub fn region(self, region: Region) -> Self {
        self.hosts(Hosts::region(region))
    }

    /// The hosts, for custom domains.
    #[must_use]
    pub fn hosts(mut self, hosts: Hosts) -> Self {
        self.hosts = hosts;
        self
    }

    /// The environment that is managed; the worker's unless set.
    #[must_use]
    pub fn environment(mut self, environment: impl Into<EnvironmentId>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// The environment that holds the worker application; the managed one unless set.
    #[must_use]
    pub fn worker_environment(mut self, environment: impl Into<EnvironmentId>) -> Self {
        self.worker_environment = Some(environment.into());
        self
    }

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

    /// Another HTTP client. Proxy, certificates and connect timeout are then its own business.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn HttpTransport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Another clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Another source of random bits for the jitter of waits.
    #[must_use]
    pub fn entropy(mut self, entropy: fn() -> u64) -> Self {
        self.entropy = entropy;
        self
    }

    /// How failed requests are repeated.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The deadline of a call, retries and waits included. 60 s unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The limit of a single attempt. 30 s unless set.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How many requests of this client may be under way at once; no limit unless set.
    #[must_use]
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.max_in_flight = Some(requests);
        self
    }

    /// The largest answer that is read, in bytes. 32 MiB unless set.
    #[must_use]
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// The `User-Agent` header.
    #[must_use]
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// A proxy for everything but loopback, as a URL such as `http://proxy.example:3128`. Without
    /// it the proxy variables of the environment count.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.network.proxy = Some(url.into());
        self
    }

    /// A certificate authority to trust beside the system's, as PEM.
    #[must_use]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.network.root_certificates.push(pem.into());
        self
    }

    /// The limit of making a connection. 10 s unless set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.network.connect_timeout = Some(timeout);
        self
    }

    /// Allows plain HTTP to hosts other than loopback: tokens, passcodes and personal data are
    /// then readable on the way.
    #[must_use]
    pub fn danger_allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) and the name of
    /// the setting that is missing or not usable.
    pub fn build(self) -> Result<Client, Error> {
        #[cfg_attr(not(feature = "pingid"), allow(unused_mut))]
        let mut hosts = self.hosts;
        for (field, id) in [
            ("environment", &self.environment),
            ("worker_environment", &self.worker_environment),
        ] {
            if let Some(id) = id {
                check_id(field, id.as_str())?;
            }
        }
        let worker_environment = self.worker_environment.or_else(|| self.environment.clone());
        let environment = self.environment.or_else(|| worker_environment.clone());
        let auth = match self.access {
            Access::Missing => {
                return Err(Error::configuration(
                    "credentials",
                    "missing: set a worker (PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET), an \
                     access token (PINGONE_API_ACCESS_TOKEN), a token source, or a PingID account \
                     (PINGID_PROPERTIES, which `Ping` and `PingId` read)",
                ));
            }
            Access::Worker(credentials) => {
                credentials.check()?;
                let environment = worker_environment.ok_or_else(|| {
                    Error::configuration(
                        "environment",
                        "missing: set the environment of the worker application \
                         (PINGONE_ENVIRONMENT_ID)",
                    )
                })?;
                let worker = Worker::new(environment.to_string(), credentials);
                Auth::Bearer(Tokens::Worker(Arc::new(worker)))
            }
            Access::Static(token) => {
                check_token("access_token", token.expose())?;
                Auth::Bearer(Tokens::Static(token))
            }
            Access::Own(source) => Auth::Bearer(Tokens::Own(source)),
            #[cfg(feature = "pingid")]
            Access::PingId(account) => {
                hosts.pingid = Some(account.base_url().clone());
                Auth::PingId(account)
            }
        };
        hosts.refuse_plain(self.allow_plain_http)?;
        if self.max_in_flight == Some(0) {
            return Err(Error::configuration(
                "max_in_flight",
                "is 0, with which nothing could be sent",
            ));
        }
        let user_agent = self
            .user_agent
            .unwrap_or_else(|| concat!("ping-sdk-rust/", env!("CARGO_PKG_VERSION")).to_owned());
        let user_agent = header_value(&user_agent)
            .ok_or_else(|| Error::configuration("user_agent", "must be visible ASCII"))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.network)?,
        };
        let core = Core {
            transport,
            clock: self.clock,
            entropy: self.entropy,
            hosts,
            environment,
            auth,
            retry: self.retry,
            budget: Budget::new(),
            permits: self
                .max_in_flight
                .map(|permits| Arc::new(Semaphore::new(permits.min(Semaphore::MAX_PERMITS)))),
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_body: self.max_body,
            user_agent,
        };
        Ok(Client {
            core: Arc::new(core),
            options: None,
        })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(network: Network) -> Result<Arc<dyn HttpTransport>, Error> {
    let mut builder = crate::ReqwestTransport::builder();
    if let Some(proxy) = network.proxy {
        builder = builder.proxy(proxy);
    }
    for pem in network.root_certificates {
        builder = builder.root_certificate(pem);
    }
    if let Some(timeout) = network.connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    Ok(Arc::new(builder.build()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Network) -> Result<Arc<dyn HttpTransport>, Error> {
    Err(Error::configuration(
        "transport",
        "missing: enable the feature `reqwest`, or give the builder a transport",
    ))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("hosts", &self.hosts)
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}
