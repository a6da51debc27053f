//! Building a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ping_models::EnvironmentId;
use tokio::sync::Semaphore;

use super::Client;
use super::access::Access;
use super::network::Network;
use crate::checks::check_id;
use crate::clock::{Clock, Entropy, SystemClock, system_entropy};
use crate::error::Error;
use crate::hosts::{Hosts, Region};
use crate::rate::{Paces, Rate, RateGroup};
use crate::request::header_value;
use crate::retry::{Budget, RetryPolicy};
use crate::seam::HttpTransport;
use crate::sender::Sender;

impl Client {
    /// Starts a client with the defaults: region NA, deadline 60 s, four attempts.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

/// Builds a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    hosts: Hosts,
    environment: Option<EnvironmentId>,
    worker_environment: Option<EnvironmentId>,
    pub(super) access: Access,
    pub(super) transport: Option<Arc<dyn HttpTransport>>,
    pub(super) network: Network,
    clock: Arc<dyn Clock>,
    entropy: Entropy,
    retry: RetryPolicy,
    timeout: Duration,
    attempt_timeout: Duration,
    max_in_flight: Option<usize>,
    rate: Option<Rate>,
    group_rates: Vec<(RateGroup, Rate)>,
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
            rate: None,
            group_rates: Vec::new(),
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

    /// How fast requests are sent, retries and those for tokens included; no limit unless set. Each
    /// waits for its turn within the deadline of its call. What a license allows is in its
    /// documentation, and is shared by all who use it.
    ///
    /// ```
    /// use ping_transport::{Client, Rate};
    ///
    /// let client = Client::builder().rate(Rate::per_second(50));
    /// ```
    #[must_use]
    #[doc(alias("throttle", "rate limit"))]
    pub fn rate(mut self, rate: Rate) -> Self {
        self.rate = Some(rate);
        self
    }

    /// How fast requests of a group are sent that a license counts by themselves; as fast as the
    /// documentation says that it allows, unless set. Where others use the license, too, set less.
    ///
    /// ```
    /// use ping_transport::{Client, Rate, RateGroup};
    ///
    /// let client = Client::builder().group_rate(RateGroup::Audit, Rate::per_second(2));
    /// ```
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/audit-activities.html>
    #[must_use]
    #[doc(alias("audit_rate", "throttle"))]
    pub fn group_rate(mut self, group: RateGroup, rate: Rate) -> Self {
        self.group_rates.push((group, rate));
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
        for (field, id) in
            [("environment", &self.environment), ("worker_environment", &self.worker_environment)]
        {
            if let Some(id) = id {
                check_id(field, id.as_str())?;
            }
        }
        let worker_environment = self.worker_environment.or_else(|| self.environment.clone());
        let environment = self.environment.or_else(|| worker_environment.clone());
        self.access.check()?;
        #[cfg_attr(not(feature = "pingid"), allow(unused_mut))]
        let mut hosts = self.hosts;
        match &self.access {
            Access::Worker(_) if worker_environment.is_none() => {
                return Err(Error::configuration(
                    "environment",
                    "missing: set the environment of the worker application \
                     (PINGONE_ENVIRONMENT_ID)",
                ));
            }
            #[cfg(feature = "pingid")]
            Access::PingId(account) => hosts.pingid = Some(account.base_url().clone()),
            _ => {}
        }
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
            None => self.network.transport()?,
        };
        let sender = Arc::new(Sender {
            transport,
            clock: self.clock,
            entropy: self.entropy,
            hosts,
            retry: self.retry,
            budget: Budget::new(),
            paces: Paces::new(self.rate, &self.group_rates),
            permits: self
                .max_in_flight
                .map(|permits| Arc::new(Semaphore::new(permits.min(Semaphore::MAX_PERMITS)))),
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_body: self.max_body,
            user_agent,
        });
        let worker_environment = worker_environment.as_ref().map_or("", EnvironmentId::as_str);
        let core = self.access.core(sender, environment, worker_environment)?;
        Ok(Client { core: Arc::new(core), options: None })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("hosts", &self.hosts)
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}
