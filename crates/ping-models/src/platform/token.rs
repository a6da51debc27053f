//! What an authorization server says of tokens and of itself.

use serde_json::Value;

use crate::{
    EnvironmentId, Loose, Model, OpenEnum, OpenValue, OrganizationId, Rest, Secret, UnknownValue,
};

/// Asks what a token says. Who asks is told as at the token endpoint.
///
/// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/token-intro.html>
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct IntrospectToken {
    /// The token.
    pub token: Secret,
    /// What kind of token it is.
    pub token_type_hint: Option<TokenTypeHint>,
    rest: Rest<Self>,
}

impl<T: Into<Secret>> From<T> for IntrospectToken {
    fn from(token: T) -> Self {
        Self::new(token)
    }
}

/// Ends a token. Who asks is told as at the token endpoint.
///
/// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/token-intro.html>
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct RevokeToken {
    /// The token.
    pub token: Secret,
    /// What kind of token it is.
    pub token_type_hint: Option<TokenTypeHint>,
    rest: Rest<Self>,
}

impl<T: Into<Secret>> From<T> for RevokeToken {
    fn from(token: T) -> Self {
        Self::new(token)
    }
}

/// Where the service looks for a token first (RFC 7009).
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum TokenTypeHint {
    /// Among access tokens.
    #[wire("access_token")]
    AccessToken,
    /// Among refresh tokens.
    #[wire("refresh_token")]
    RefreshToken,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What a token says, as long as it is good.
///
/// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/token-intro.html>
#[derive(Clone, PartialEq, Model)]
#[model(snake_case)]
#[non_exhaustive]
pub struct TokenIntrospection {
    /// Whether the token is good. [`is_active`](Self::is_active) is `false` where nothing is said.
    pub active: Option<bool>,
    /// `Bearer`.
    pub token_type: Option<String>,
    /// What it was granted, separated by blanks; a worker's has none.
    pub scope: Option<String>,
    /// The application that it was given to.
    pub client_id: Option<String>,
    /// The person who granted it, where one did.
    #[model(personal)]
    pub username: Option<String>,
    /// Whom it is about: a user, or the application itself.
    pub sub: Option<String>,
    /// Who is to accept it: a text, or several. [`is_for`](Self::is_for) reads it.
    pub aud: Option<OpenValue>,
    /// The authorization server that gave it.
    pub iss: Option<String>,
    /// Its id.
    pub jti: Option<String>,
    /// When it ends, in seconds since 1970-01-01T00:00:00Z.
    pub exp: Option<Loose<i64>>,
    /// When it was given, in seconds since 1970-01-01T00:00:00Z.
    pub iat: Option<Loose<i64>>,
    /// When it begins, in seconds since 1970-01-01T00:00:00Z.
    pub nbf: Option<Loose<i64>>,
    /// The environment that it is of.
    pub env: Option<EnvironmentId>,
    /// The organization that it is of.
    pub org: Option<OrganizationId>,
    rest: Rest<Self>,
}

impl TokenIntrospection {
    /// Whether the service says that the token is good.
    pub fn is_active(&self) -> bool {
        self.active == Some(true)
    }

    /// Whether the token is for this audience.
    pub fn is_for(&self, audience: &str) -> bool {
        match self.aud.as_ref().map(OpenValue::to_value) {
            Some(Value::String(one)) => one == audience,
            Some(Value::Array(all)) => all.iter().any(|one| one == audience),
            _ => false,
        }
    }

    /// Whether the token was granted this scope.
    pub fn has_scope(&self, scope: &str) -> bool {
        let scopes = self.scope.as_deref().unwrap_or_default();
        scopes.split_ascii_whitespace().any(|granted| granted == scope)
    }
}

/// The public keys of an authorization server (RFC 7517).
///
/// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/discovery-openid-configuration.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct JsonWebKeySet {
    /// The keys: those that sign now, and those that did or will.
    #[model(always)]
    pub keys: Vec<JsonWebKey>,
    rest: Rest<Self>,
}

impl JsonWebKeySet {
    /// The key with this id, which the header of a token names.
    pub fn key(&self, id: &str) -> Option<&JsonWebKey> {
        self.keys.iter().find(|key| key.kid.as_deref() == Some(id))
    }
}

/// A public key (RFC 7517).
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct JsonWebKey {
    /// Its type, `RSA` or `EC`.
    pub kty: Option<String>,
    /// What it is for, `sig`.
    #[model(name = "use")]
    pub key_use: Option<String>,
    /// Its id.
    pub kid: Option<String>,
    /// The algorithm, such as `RS256`.
    pub alg: Option<String>,
    /// The modulus of an RSA key, in Base64 for URLs.
    pub n: Option<String>,
    /// The exponent of an RSA key, in Base64 for URLs.
    pub e: Option<String>,
    /// The curve of an EC key, such as `P-256`.
    pub crv: Option<String>,
    /// The x coordinate of an EC key, in Base64 for URLs.
    pub x: Option<String>,
    /// The y coordinate of an EC key, in Base64 for URLs.
    pub y: Option<String>,
    /// Its certificates, in Base64, that of the key first.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 of its certificate, in Base64 for URLs.
    pub x5t: Option<String>,
    /// The SHA-256 of its certificate, in Base64 for URLs.
    #[model(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    rest: Rest<Self>,
}

/// What an authorization server says of itself: OpenID Connect Discovery.
///
/// <https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/discovery-openid-configuration.html>
#[derive(Clone, PartialEq, Model)]
#[model(snake_case)]
#[non_exhaustive]
pub struct OpenIdConfiguration {
    /// Who it is, as its tokens call it.
    #[model(always)]
    pub issuer: String,
    /// Where people sign in.
    pub authorization_endpoint: Option<String>,
    /// Where requests of authorization are left beforehand.
    pub pushed_authorization_request_endpoint: Option<String>,
    /// Where tokens come from.
    pub token_endpoint: Option<String>,
    /// Where an access token is told whose it is.
    pub userinfo_endpoint: Option<String>,
    /// Where its public keys are.
    pub jwks_uri: Option<String>,
    /// Where people sign out.
    pub end_session_endpoint: Option<String>,
    /// Where tokens are introspected.
    pub introspection_endpoint: Option<String>,
    /// Where tokens are revoked.
    pub revocation_endpoint: Option<String>,
    /// Where devices without a browser begin.
    pub device_authorization_endpoint: Option<String>,
    /// The scopes that it knows.
    pub scopes_supported: Option<Vec<String>>,
    /// The answers of the authorization endpoint.
    pub response_types_supported: Option<Vec<String>>,
    /// The ways to a token.
    pub grant_types_supported: Option<Vec<String>>,
    /// Whether subjects are told to all applications alike.
    pub subject_types_supported: Option<Vec<String>>,
    /// What ID tokens are signed with.
    pub id_token_signing_alg_values_supported: Option<Vec<String>>,
    /// How an application says who it is.
    pub token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// What assertions of applications are signed with.
    pub token_endpoint_auth_signing_alg_values_supported: Option<Vec<String>>,
    /// How an application that introspects says who it is.
    pub introspection_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// How an application that revokes says who it is.
    pub revocation_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// The claims that its tokens may have.
    pub claims_supported: Option<Vec<String>>,
    /// How a code is bound to who asked for it.
    pub code_challenge_methods_supported: Option<Vec<String>>,
    rest: Rest<Self>,
}
