//! The authorization server: how clients prove who they are, and the tokens that it gave out.

pub(crate) mod access_token;
pub(crate) mod assertion;
pub(crate) mod credentials;
pub(crate) mod scopes;
pub(crate) mod tokens;

use http::HeaderName;
use serde_json::json;

use crate::wire::response::{Failure, Response};

/// How a worker application authenticates, its `tokenEndpointAuthMethod`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthMethod {
    /// `CLIENT_SECRET_BASIC`: the secret in the `Authorization` header.
    ClientSecretBasic,
    /// `CLIENT_SECRET_POST`: the secret in the form.
    ClientSecretPost,
    /// `CLIENT_SECRET_JWT`: an assertion signed with the secret (HS256, HS384, HS512).
    ClientSecretJwt,
    /// `PRIVATE_KEY_JWT`: an assertion signed with a private key (RS256, RS384, RS512, ES256,
    /// ES384).
    #[cfg(feature = "jwt-assertions")]
    PrivateKeyJwt {
        /// The public keys, RSA or EC, as the application's `jwks`: the text of a JWKS.
        jwks: String,
    },
}

impl ClientAuthMethod {
    /// What the application's `tokenEndpointAuthMethod` is.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "CLIENT_SECRET_BASIC",
            Self::ClientSecretPost => "CLIENT_SECRET_POST",
            Self::ClientSecretJwt => "CLIENT_SECRET_JWT",
            #[cfg(feature = "jwt-assertions")]
            Self::PrivateKeyJwt { .. } => "PRIVATE_KEY_JWT",
        }
    }

    /// The application's `jwks`.
    pub(crate) fn jwks(&self) -> Option<&str> {
        match self {
            #[cfg(feature = "jwt-assertions")]
            Self::PrivateKeyJwt { jwks } => Some(jwks),
            _ => None,
        }
    }
}

/// The refusal of a client that is not known, for whatever cause, as the service has only one.
pub(crate) fn unknown_client(correlation_id: &str) -> Failure {
    let why = "Request denied: Unsupported authentication method";
    refusal(correlation_id, 401, "invalid_client", why)
}

/// An error in OAuth's shape, with the correlation id at the end of its text.
pub(crate) fn refusal(
    correlation_id: &str,
    status: u16,
    error: &str,
    description: &str,
) -> Failure {
    Response::json(
        status,
        &json!({
            "error": error,
            "error_description": format!("{description} (Correlation ID: {correlation_id})"),
        }),
    )
    .header(HeaderName::from_static("correlation-id"), correlation_id)
    .into()
}
