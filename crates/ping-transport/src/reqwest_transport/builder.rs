//! Building the default HTTP client.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use super::{Clients, ReqwestTransport, chain};
use crate::base_url::is_loopback;
use crate::error::Error;
use crate::seam::{TransportError, TransportErrorKind};

/// Builds a [`ReqwestTransport`].
#[derive(Clone)]
pub struct ReqwestTransportBuilder {
    pub(super) proxy: Option<String>,
    pub(super) root_certificates: Vec<Vec<u8>>,
    pub(super) connect_timeout: Duration,
}

impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A proxy's URL may carry a password.
        f.debug_struct("ReqwestTransportBuilder").finish_non_exhaustive()
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
        let is_installed = || rustls::crypto::CryptoProvider::get_default().is_some();
        has_cryptography(cfg!(feature = "reqwest") || is_installed())?;
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

/// Where reqwest is told of no provider of its own, it panics without one of the program's.
fn has_cryptography(provided: bool) -> Result<(), Error> {
    if provided {
        return Ok(());
    }
    Err(Error::configuration(
        "transport",
        "has no cryptography: install a provider of rustls before the client is built \
         (`CryptoProvider::install_default`), or enable the feature `reqwest`",
    ))
}

/// A client of reqwest for each way to a host.
pub(super) struct OwnClients {
    pub(super) settings: ReqwestTransportBuilder,
    plain: reqwest::Client,
    proxied_plain: OnceLock<Result<reqwest::Client, String>>,
    tls: OnceLock<Result<reqwest::Client, String>>,
    loopback_tls: OnceLock<Result<reqwest::Client, String>>,
}

impl OwnClients {
    pub(super) fn client(&self, url: &reqwest::Url) -> Result<&reqwest::Client, TransportError> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_program_without_cryptography_is_told_what_to_install() {
        let error = has_cryptography(false).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Configuration, Some("transport")));
        let told = error.to_string();
        assert!(told.contains("CryptoProvider::install_default"), "{told}");
        assert!(has_cryptography(true).is_ok());
        // Here it is reqwest's own.
        assert!(rustls::crypto::CryptoProvider::get_default().is_none());
        assert!(ReqwestTransport::builder().build().is_ok());
    }
}
