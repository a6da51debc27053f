//! The token endpoint of worker applications.

use crate::{Loose, Secret};

request! {
    /// The form of a token request, as an object.
    ///
    /// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-1-get-access-token.html>
    pub struct TokenRequest {
        fixed {
            /// Always `client_credentials` for a worker application.
            grant_type: String = "grant_type" => "client_credentials".to_owned(),
        }
        optional {
            /// The client id, where the client authenticates in the form.
            client_id: String = "client_id",
            /// The client secret, for `CLIENT_SECRET_POST`.
            client_secret: Secret = "client_secret",
            /// The kind of assertion, for both JWT methods.
            client_assertion_type: String = "client_assertion_type",
            /// The signed assertion, for both JWT methods.
            client_assertion: Secret = "client_assertion",
            /// Scopes; a worker's rights come from its roles instead.
            scope: String = "scope",
        }
    }
}

model! {
    /// The answer to a token request.
    ///
    /// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-1-get-access-token.html>
    pub struct TokenResponse {
        required {
            /// The token.
            access_token: Secret = "access_token",
        }
        optional {
            /// Always `Bearer`.
            token_type: String = "token_type",
            /// How long the token lives, in seconds.
            expires_in: Loose<u64> = "expires_in",
            /// Scopes, where the service names them.
            scope: String = "scope",
        }
    }
}
