//! The built-in HTTP client of a client.

use std::sync::Arc;
use std::time::Duration;

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
