//! The default HTTP client: reqwest with rustls, behind the seam.

mod builder;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream;

use self::builder::OwnClients;
pub use self::builder::ReqwestTransportBuilder;
use crate::clock::runtime_missing;
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

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
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
