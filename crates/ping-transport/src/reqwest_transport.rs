//! The default HTTP client: reqwest with rustls, behind the seam.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream;

use crate::base_url::is_loopback;
use crate::clock::runtime_missing;
use crate::error::Error;
use crate::seam::{Body, HttpTransport, Request, TransportError, TransportErrorKind};

/// Sends with reqwest: no redirects, no retries of its own, no cookies, no proxy for loopback.
///
/// TLS is set up at the first request that needs it, so that a machine without CA certificates can
/// still talk to the sandbox.
pub struct ReqwestTransport(Clients);

enum Clients {
    Own(Box<OwnClients>),
    #[cfg(feature = "reqwest-client")]
    Given(reqwest::Client),
}

struct OwnClients {
    settings: ReqwestTransportBuilder,
    plain: reqwest::Client,
    proxied_plain: OnceLock<Result<reqwest::Client, String>>,
    tls: OnceLock<Result<reqwest::Client, String>>,
    loopback_tls: OnceLock<Result<reqwest::Client, String>>,
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// Builds a [`ReqwestTransport`].
#[derive(Clone)]
pub struct ReqwestTransportBuilder {
    proxy: Option<String>,
    root_certificates: Vec<Vec<u8>>,
    connect_timeout: Duration,
}

impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A proxy's URL may carry a password.
        f.debug_struct("ReqwestTransportBuilder").finish_non_exhaustive()
    }
}

impl ReqwestTransport {
    /// Starts with the proxy variables of the environment and the system's certificates.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder {
            proxy: None,
            root_certificates: Vec::new(),
            connect_timeout: Duration::from_secs(10),
        }
    }

    /// Sends with a client of the caller's: for client certificates, a resolver, a pool or
    /// whatever else only reqwest's own builder sets. Errors are mapped as for the built-in client.
    ///
    /// The client has to leave redirects and retries alone, as the one here does: a redirect that
    /// is followed takes the request, and may take the token, to another place.
    ///
    /// The feature `reqwest-client` follows the version of reqwest: a new one changes this
    /// signature without a new major version of this crate.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use ping_transport::{Client, ReqwestTransport};
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     .pool_max_idle_per_host(4)
    ///     .build()?;
    /// let client = Client::builder()
    ///     .access_token("a-token")
    ///     .transport(Arc::new(ReqwestTransport::from_client(http)))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "reqwest-client")]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(Clients::Given(client))
    }

    fn client(&self, url: &reqwest::Url) -> Result<&reqwest::Client, TransportError> {
        match &self.0 {
            Clients::Own(clients) => clients.client(url),
            #[cfg(feature = "reqwest-client")]
            Clients::Given(client) => Ok(client),
        }
    }

    /// The proxy as it is told to the caller, without its password.
    fn proxy(&self) -> String {
        match &self.0 {
            Clients::Own(clients) => match &clients.settings.proxy {
                Some(proxy) => {
                    let proxy = proxy.rsplit_once('@').map_or(&**proxy, |(_, host)| host);
                    format!("the proxy `{proxy}`")
                }
                None => "the proxy of the environment's variables".to_owned(),
            },
            #[cfg(feature = "reqwest-client")]
            Clients::Given(_) => "the HTTP client's proxy".to_owned(),
        }
    }

    fn proxy_refuses(&self) -> TransportError {
        let message = format!(
            "{} asks for credentials (407): give it some that are good, as in \
             http://user:password@host:port",
            self.proxy()
        );
        TransportError::new(TransportErrorKind::Configuration, message)
    }
}

impl OwnClients {
    fn client(&self, url: &reqwest::Url) -> Result<&reqwest::Client, TransportError> {
        let plain = url.scheme() == "http";
        let loopback = url.host_str().is_some_and(is_loopback);
        let place = match (plain, loopback) {
            (true, true) => return Ok(&self.plain),
            (true, false) => &self.proxied_plain,
            (false, false) => &self.tls,
            (false, true) => &self.loopback_tls,
        };
        let built = place.get_or_init(|| {
            let client = self.settings.client(!plain, !loopback);
            client.map_err(|error| chain(&error))
        });
        built
            .as_ref()
            .map_err(|error| TransportError::new(TransportErrorKind::Configuration, error.clone()))
    }
}

impl ReqwestTransportBuilder {
    /// A proxy for everything but loopback, as a URL with http or https.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// A certificate authority to trust beside the system's, as PEM.
    #[must_use]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// The limit of making a connection. 10 s unless set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Builds the transport.
    ///
    /// # Errors
    ///
    /// Fails where the proxy is not a URL with http or https, or a certificate is not PEM.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        if let Some(proxy) = &self.proxy {
            let scheme = proxy.split_once("://").map_or("http", |(scheme, _)| scheme);
            let speaks = ["http", "https"].map(|known| scheme.eq_ignore_ascii_case(known));
            if !speaks.contains(&true) || reqwest::Proxy::all(proxy).is_err() {
                let message = "is not a URL with http or https, which are all that is spoken";
                return Err(Error::configuration("proxy", message));
            }
        }
        for pem in &self.root_certificates {
            let some = reqwest::Certificate::from_pem_bundle(pem);
            if !some.is_ok_and(|certificates| !certificates.is_empty()) {
                return Err(Error::configuration("root_certificate", "is not a PEM certificate"));
            }
        }
        #[cfg(not(feature = "reqwest"))]
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            return Err(Error::configuration(
                "transport",
                "has no cryptography: install a provider of rustls before the client is built \
                 (`CryptoProvider::install_default`), or enable the feature `reqwest`",
            ));
        }
        let plain = self
            .basic()
            .no_proxy()
            // No certificates: this client never speaks TLS.
            .tls_certs_only([])
            .build()
            .map_err(|error| Error::configuration("transport", chain(&error)))?;
        Ok(ReqwestTransport(Clients::Own(Box::new(OwnClients {
            settings: self,
            plain,
            proxied_plain: OnceLock::new(),
            tls: OnceLock::new(),
            loopback_tls: OnceLock::new(),
        }))))
    }

    fn basic(&self) -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.connect_timeout)
            .tcp_nodelay(true)
    }

    fn client(&self, tls: bool, proxied: bool) -> Result<reqwest::Client, reqwest::Error> {
        let mut builder = self.basic();
        if !proxied {
            builder = builder.no_proxy();
        } else if let Some(proxy) = &self.proxy {
            builder = builder.proxy(reqwest::Proxy::all(proxy)?);
        }
        if tls {
            let mut certificates = Vec::new();
            for pem in &self.root_certificates {
                certificates.extend(reqwest::Certificate::from_pem_bundle(pem)?);
            }
            builder = builder.tls_certs_merge(certificates).https_only(true);
        } else {
            builder = builder.tls_certs_only([]);
        }
        builder.build()
    }
}

/// The innermost cause, which says most.
fn chain(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

/// Whether the proxy did not let a connection through for want of credentials, which is told in a
/// text alone.
fn is_refusal_of_proxy(error: &reqwest::Error) -> bool {
    error.is_connect() && chain(error).ends_with("proxy authorization required")
}

fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_builder() {
        TransportErrorKind::Configuration
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, error.without_url())
}

#[async_trait]
impl HttpTransport for ReqwestTransport {
    async fn send(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            let kind = TransportErrorKind::Configuration;
            return Err(TransportError::new(kind, runtime_missing()));
        }
        let url = reqwest::Url::parse(&request.url).map_err(|error| {
            TransportError::new(TransportErrorKind::Configuration, error.to_string())
        })?;
        let client = self.client(&url)?;
        let mut outgoing = reqwest::Request::new(request.method, url);
        *outgoing.headers_mut() = request.headers;
        *outgoing.body_mut() = Some(request.body.into());
        let mut response = client.execute(outgoing).await.map_err(|error| {
            if is_refusal_of_proxy(&error) { self.proxy_refuses() } else { failed(error) }
        })?;
        if response.status() == http::StatusCode::PROXY_AUTHENTICATION_REQUIRED {
            return Err(self.proxy_refuses());
        }
        let mut answer = http::Response::new(());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        let chunks = stream::unfold(Some(response), |response| async move {
            let mut response = response?;
            match response.chunk().await {
                Ok(Some(chunk)) => Some((Ok(chunk), Some(response))),
                Ok(None) => None,
                Err(error) => Some((
                    Err(TransportError::new(TransportErrorKind::Body, error.without_url())),
                    None,
                )),
            }
        });
        Ok(answer.map(|()| Body::stream(chunks)))
    }

    /// Asks for the head of the root, without a token; whatever the answer is, there is then a
    /// connection in the pool.
    async fn connect(&self, origin: &str) -> Result<(), TransportError> {
        let request = Request::new(http::Method::HEAD, origin);
        self.send(request).await.map(drop)
    }
}
