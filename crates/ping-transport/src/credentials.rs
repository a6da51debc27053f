//! The credentials of a worker application.

#[cfg(feature = "jwt-assertions")]
mod assertion;

use std::fmt;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderValue};
use ping_models::Secret;

use crate::checks::{check_id, check_secret};
use crate::error::Error;
use crate::hosts::Hosts;
use crate::request::{Parts, encode};

/// An algorithm of a signed client assertion.
#[cfg(feature = "jwt-assertions")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SigningAlgorithm {
    /// RSA with SHA-256.
    Rs256,
    /// RSA with SHA-384.
    Rs384,
    /// RSA with SHA-512.
    Rs512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
}

/// How the authorization server is told who the client is. It has to be the method that the application
/// is set to (`tokenEndpointAuthMethod`); another one is refused as `invalid_client`.
///
/// <https://developer.pingidentity.com/pingone-api/auth/auth-config-options.html>
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// `CLIENT_SECRET_BASIC`: id and secret in the `Authorization` header.
    Basic(Secret),
    /// `CLIENT_SECRET_POST`: id and secret in the form.
    Post(Secret),
    /// `CLIENT_SECRET_JWT`: an assertion signed with the secret (HS256).
    #[cfg(feature = "jwt-assertions")]
    SecretJwt(Secret),
    /// `PRIVATE_KEY_JWT`: an assertion signed with a private key.
    #[cfg(feature = "jwt-assertions")]
    PrivateKeyJwt {
        /// The private key as PEM: PKCS#8, or PKCS#1 for RSA.
        pem: Secret,
        /// The key id in the application's JWKS.
        key_id: Option<String>,
        /// The algorithm; it has to fit the key.
        algorithm: SigningAlgorithm,
    },
}

/// The credentials of an application, such as a worker, or of a resource that introspects tokens.
///
/// ```
/// use ping_transport::Credentials;
///
/// let worker = Credentials::basic("client-id", "client-secret");
/// assert!(!format!("{worker:?}").contains("client-secret"));
/// ```
#[derive(Clone)]
pub struct Credentials {
    pub(crate) client_id: String,
    pub(crate) authentication: ClientAuthentication,
}

impl Credentials {
    /// Credentials with any method of the token endpoint.
    pub fn new(client_id: impl Into<String>, authentication: ClientAuthentication) -> Self {
        Self { client_id: client_id.into(), authentication }
    }

    /// `CLIENT_SECRET_BASIC`, the default of applications.
    pub fn basic(client_id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(client_id, ClientAuthentication::Basic(secret.into()))
    }

    /// `CLIENT_SECRET_POST`.
    pub fn post(client_id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(client_id, ClientAuthentication::Post(secret.into()))
    }

    /// The client id.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        check_id("client_id", &self.client_id)?;
        match &self.authentication {
            ClientAuthentication::Basic(secret) | ClientAuthentication::Post(secret) => {
                check_secret("client_secret", secret.expose())
            }
            #[cfg(feature = "jwt-assertions")]
            ClientAuthentication::SecretJwt(secret) => {
                check_secret("client_secret", secret.expose())
            }
            #[cfg(feature = "jwt-assertions")]
            ClientAuthentication::PrivateKeyJwt { .. } => Ok(()),
        }
    }

    /// Says in a request to the authorization server whom it is from: in its form, but for
    /// `CLIENT_SECRET_BASIC`.
    pub(crate) fn prove(
        &self,
        parts: &mut Parts,
        hosts: &Hosts,
        now: SystemTime,
    ) -> Result<(), Error> {
        // Only assertions need the time and the audience.
        let _ = (hosts, now);
        self.check()?;
        match &self.authentication {
            ClientAuthentication::Basic(secret) => {
                // RFC 6749, 2.3.1: both are form-encoded first.
                let pair = format!("{}:{}", encode(&self.client_id), encode(secret.expose()));
                let value = HeaderValue::try_from(format!("Basic {}", STANDARD.encode(pair)));
                let mut value = value.map_err(|_| {
                    Error::configuration("client_secret", "cannot be a header value")
                })?;
                value.set_sensitive(true);
                parts.headers.insert(AUTHORIZATION, value);
            }
            ClientAuthentication::Post(secret) => {
                parts.body_field("client_id", self.client_id.as_str().into());
                parts.body_field("client_secret", secret.expose().into());
            }
            #[cfg(feature = "jwt-assertions")]
            ClientAuthentication::SecretJwt(_) | ClientAuthentication::PrivateKeyJwt { .. } => {
                let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                let assertion = assertion::sign(self, &parts.url(hosts)?, now)?;
                parts.body_field("client_assertion_type", kind.into());
                parts.body_field("client_assertion", assertion.into());
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}
