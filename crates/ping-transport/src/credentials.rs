//! The credentials of a worker application.

#[cfg(feature = "jwt-assertions")]
mod assertion;

use std::fmt;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ping_models::{Secret, TokenRequest};

use crate::checks::{check_id, check_secret};
use crate::error::Error;
use crate::request::encode;

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

/// How the token endpoint is told who the client is. It has to be the method that the application
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

/// The credentials of a worker application.
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

    /// The `Authorization` header and the body of a token request.
    pub(crate) fn token_request(
        &self,
        token_endpoint: &str,
        now: SystemTime,
    ) -> Result<(Option<String>, TokenRequest), Error> {
        // Only assertions need the time and the audience.
        let _ = (token_endpoint, now);
        let mut request = TokenRequest::new();
        let mut authorization = None;
        match &self.authentication {
            ClientAuthentication::Basic(secret) => {
                // RFC 6749, 2.3.1: both are form-encoded first.
                let pair = format!("{}:{}", encode(&self.client_id), encode(secret.expose()));
                authorization = Some(format!("Basic {}", STANDARD.encode(pair)));
            }
            ClientAuthentication::Post(secret) => {
                request = request.client_id(self.client_id.as_str()).client_secret(secret);
            }
            #[cfg(feature = "jwt-assertions")]
            ClientAuthentication::SecretJwt(_) | ClientAuthentication::PrivateKeyJwt { .. } => {
                request = request
                    .client_assertion_type("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .client_assertion(assertion::sign(self, token_endpoint, now)?);
            }
        }
        Ok((authorization, request))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}
