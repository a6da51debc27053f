//! The token endpoint of worker applications.

use crate::{Loose, Model, Rest, Secret};

/// The form of a token request, as an object.
///
/// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-1-get-access-token.html>
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct TokenRequest {
    /// Always `client_credentials` for a worker application.
    #[model(fixed = "client_credentials".to_owned())]
    pub grant_type: String,
    /// The client id, where the client authenticates in the form.
    pub client_id: Option<String>,
    /// The client secret, for `CLIENT_SECRET_POST`.
    pub client_secret: Option<Secret>,
    /// The kind of assertion, for both JWT methods.
    pub client_assertion_type: Option<String>,
    /// The signed assertion, for both JWT methods.
    pub client_assertion: Option<Secret>,
    /// Scopes; a worker's rights come from its roles instead.
    pub scope: Option<String>,
    rest: Rest<Self>,
}

/// The answer to a token request.
///
/// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-1-get-access-token.html>
#[derive(Clone, PartialEq, Model)]
#[model(snake_case)]
#[non_exhaustive]
pub struct TokenResponse {
    /// The token.
    pub access_token: Secret,
    /// Always `Bearer`.
    pub token_type: Option<String>,
    /// How long the token lives, in seconds.
    pub expires_in: Option<Loose<u64>>,
    /// Scopes, where the service names them.
    pub scope: Option<String>,
    rest: Rest<Self>,
}
