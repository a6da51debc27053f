//! How a client proves who it is.

use std::fmt;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ping_models::{Secret, TokenRequest};

use crate::config::{check_id, check_secret};
use crate::error::Error;
use crate::request::encode;
use crate::token::Tokens;

/// What is added to requests.
#[derive(Debug)]
pub(crate) enum Auth {
    /// A bearer token.
    Bearer(Tokens),
    /// Nothing: the request authenticates itself, or needs none.
    None,
    /// A signed envelope around the body.
    #[cfg(feature = "pingid")]
    PingId(std::sync::Arc<crate::pingid::Account>),
}

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
        Self {
            client_id: client_id.into(),
            authentication,
        }
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
                request = request
                    .client_id(self.client_id.as_str())
                    .client_secret(secret);
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
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "jwt-assertions")]
mod assertion {
    //! Client assertions (RFC 7523).

    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER;
    use jsonwebtoken::{Algorithm, EncodingKey, Header};
    use serde_json::json;

    use super::{ClientAuthentication, Credentials, SigningAlgorithm};
    use crate::error::Error;

    /// The service refuses assertions that live longer than an hour.
    const LIFETIME: Duration = Duration::from_secs(300);

    pub(super) fn sign(
        credentials: &Credentials,
        audience: &str,
        now: SystemTime,
    ) -> Result<String, Error> {
        let (algorithm, key, key_id) = match &credentials.authentication {
            ClientAuthentication::SecretJwt(secret) => (
                Algorithm::HS256,
                EncodingKey::from_secret(secret.expose().as_bytes()),
                None,
            ),
            ClientAuthentication::PrivateKeyJwt {
                pem,
                key_id,
                algorithm,
            } => {
                let (algorithm, key) = private_key(pem.expose().as_bytes(), *algorithm)?;
                (algorithm, key, key_id.clone())
            }
            ClientAuthentication::Basic(_) | ClientAuthentication::Post(_) => {
                return Err(Error::configuration("credentials", "sign no assertion"));
            }
        };
        let refused =
            |_| Error::configuration("private_key", "cannot sign: does it fit the algorithm?");
        let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let mut header = Header::new(algorithm);
        header.kid = key_id;
        let claims = json!({
            "iss": credentials.client_id,
            "sub": credentials.client_id,
            "aud": audience,
            "exp": seconds + LIFETIME.as_secs(),
            "jti": URL_SAFE_NO_PAD.encode(crate::random_bytes::<16>()?),
        });
        let header = serde_json::to_vec(&header)
            .map_err(|_| Error::configuration("key_id", "cannot be written as JSON"))?;
        let message = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(claims.to_string())
        );
        // The provider is named: the library's own choice panics where two are compiled in.
        let signer = (DEFAULT_PROVIDER.signer_factory)(&algorithm, &key).map_err(refused)?;
        let signature = signer
            .try_sign(message.as_bytes())
            .map_err(|_| Error::configuration("private_key", "cannot sign"))?;
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn private_key(
        pem: &[u8],
        algorithm: SigningAlgorithm,
    ) -> Result<(Algorithm, EncodingKey), Error> {
        let (algorithm, key) = match algorithm {
            SigningAlgorithm::Rs256 => (Algorithm::RS256, EncodingKey::from_rsa_pem(pem)),
            SigningAlgorithm::Rs384 => (Algorithm::RS384, EncodingKey::from_rsa_pem(pem)),
            SigningAlgorithm::Rs512 => (Algorithm::RS512, EncodingKey::from_rsa_pem(pem)),
            SigningAlgorithm::Es256 => (Algorithm::ES256, EncodingKey::from_ec_pem(pem)),
            SigningAlgorithm::Es384 => (Algorithm::ES384, EncodingKey::from_ec_pem(pem)),
        };
        let key = key.map_err(|_| {
            Error::configuration(
                "private_key",
                "is not a PEM private key of the algorithm's kind (RSA or P-256/P-384)",
            )
        })?;
        Ok((algorithm, key))
    }
}
