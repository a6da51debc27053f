//! Tokens, and the keys that they are signed with.

use ping_models::platform::{
    IntrospectToken, JsonWebKeySet, OpenIdConfiguration, RevokeToken, TokenIntrospection,
};
use ping_transport::{Call, Credentials, handle};

use crate::operations::*;

handle! {
    /// The tokens of an environment: what they say, their end, and the keys that they are signed
    /// with. From [`Platform::tokens`](crate::Platform::tokens). A client's own token is
    /// [`Client::access_token`](ping_transport::Client::access_token).
    ///
    /// Who introspects or revokes proves who it is with its own credentials: with those of the
    /// client, where that has a worker of this environment, else with those of
    /// [`asked_by`](Self::asked_by). A service that checks the tokens it is called with asks as the
    /// resource that they are for:
    ///
    /// ```no_run
    /// # use ping_transport::Credentials;
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform, token: &str) -> Result<(), ping_transport::Error> {
    /// let resource = Credentials::basic("id-of-the-resource", "its-secret");
    /// let tokens = platform.tokens().asked_by(resource);
    /// let said = tokens.introspect(token).await?;
    /// if said.is_active() && said.has_scope("orders:read") {
    ///     println!("on behalf of {:?}", said.client_id);
    /// }
    /// # Ok(()) }
    /// ```
    pub struct Tokens;
}

impl Tokens {
    /// The same, asked by another application or resource of this environment, with the one method
    /// of authentication that it is set to.
    #[must_use]
    #[doc(alias("client authentication", "basic", "client_secret_post", "private_key_jwt"))]
    pub fn asked_by(&self, credentials: Credentials) -> Self {
        let environment = self.scope.id("environmentID").unwrap_or_default();
        let client = self.scope.client().for_worker(environment, credentials);
        self.scope.with_client(client).into()
    }

    /// Asks what a token says, and whether it is good. Of one that is not, nothing else is said.
    ///
    /// Errors: 401 with `invalid_client` where id, secret or method of authentication are not those
    /// of the application.
    ///
    /// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/token-intro.html>
    #[doc(alias("validate", "check", "verify", "Token Introspection"))]
    pub fn introspect(&self, token: impl Into<IntrospectToken>) -> Call<TokenIntrospection> {
        self.scope.at(&INTROSPECT_TOKEN).json(&token.into()).call()
    }

    /// Ends a token of the application that asks. One that there is not is no error; neither is one
    /// of the PingOne API, such as a worker's, which goes on being good.
    ///
    /// Errors: as for [`introspect`](Self::introspect).
    ///
    /// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/token-intro.html>
    #[doc(alias("end", "invalidate", "Token Revocation"))]
    pub fn revoke(&self, token: impl Into<RevokeToken>) -> Call<()> {
        self.scope.at(&REVOKE_TOKEN).json(&token.into()).call()
    }

    /// Reads the public keys that tokens are signed with. Anybody may.
    ///
    /// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/discovery-openid-configuration.html>
    #[doc(alias("jwks", "certificates", "Read JWKS"))]
    pub fn keys(&self) -> Call<JsonWebKeySet> {
        self.scope.at(&READ_JWKS).call()
    }

    /// Reads what the authorization server says of itself, such as its endpoints. Anybody may.
    ///
    /// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/discovery-openid-configuration.html>
    #[doc(alias("discovery", "well-known", "metadata", "Discovery OpenID Configuration"))]
    pub fn configuration(&self) -> Call<OpenIdConfiguration> {
        self.scope.at(&READ_OPENID_CONFIGURATION).call()
    }
}
