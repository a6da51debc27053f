//! The built-in HTTP client of a client, and its settings.

use std::sync::Arc;
use std::time::Duration;

use super::builder::ClientBuilder;
use crate::error::Error;
use crate::seam::HttpTransport;

/// Settings of the built-in HTTP client.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    pub(super) proxy: Option<String>,
    pub(super) root_certificates: Vec<Vec<u8>>,
    pub(super) connect_timeout: Option<Duration>,
}

impl Network {
    #[cfg(feature = "rustls-no-provider")]
    pub(super) fn transport(self) -> Result<Arc<dyn HttpTransport>, Error> {
        let mut builder = crate::ReqwestTransport::builder();
        if let Some(proxy) = self.proxy {
            builder = builder.proxy(proxy);
        }
        for pem in self.root_certificates {
            builder = builder.root_certificate(pem);
        }
        if let Some(timeout) = self.connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        Ok(Arc::new(builder.build()?))
    }

    #[cfg(not(feature = "rustls-no-provider"))]
    pub(super) fn transport(self) -> Result<Arc<dyn HttpTransport>, Error> {
        Err(Error::configuration(
            "transport",
            "missing: enable the feature `reqwest`, or give the builder a transport",
        ))
    }
}

impl ClientBuilder {
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

    /// Makes the HTTP client now, where none was given: all clients that are built of this builder
    /// and its clones then share their connections. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Fails where a proxy or a certificate is not usable.
    pub fn sharing_connections(mut self) -> Result<Self, Error> {
        if self.transport.is_none() {
            self.transport = Some(std::mem::take(&mut self.network).transport()?);
        }
        Ok(self)
    }
}
