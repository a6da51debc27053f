//! Applications by OpenID Connect.

use super::{
    AccessControl, ApplicationIcon, ApplicationParts, ApplicationProtocol, ApplicationTemplate,
    ApplicationType, CorsSettings, MobileSettings,
};
use crate::{KeyId, Model, OpenEnum, Reference, Rest, Secret, UnknownValue};

/// How a client proves at an endpoint who it is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ClientAuthMethod {
    /// It does not: it has no secret.
    None,
    /// By its secret, in the header `Authorization`.
    ClientSecretBasic,
    /// By its secret, in the form.
    ClientSecretPost,
    /// By a JWT that its secret signs.
    ClientSecretJwt,
    /// By a JWT that its private key signs.
    PrivateKeyJwt,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How an application gets tokens.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum GrantType {
    /// By a code that the browser brings.
    AuthorizationCode,
    /// From the authorization endpoint itself.
    Implicit,
    /// By a refresh token.
    RefreshToken,
    /// As itself.
    ClientCredentials,
    /// By a code that the user enters on another device.
    DeviceCode,
    /// By another token.
    TokenExchange,
    /// By asking the user elsewhere (client-initiated backchannel authentication).
    Ciba,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What the authorization endpoint answers.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ResponseType {
    /// A code.
    Code,
    /// An access token.
    Token,
    /// An ID token.
    IdToken,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a code is bound to whom asked for it (proof key for code exchange).
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PkceEnforcement {
    /// Where the application asks for it.
    Optional,
    /// Always.
    Required,
    /// Always, by SHA-256.
    #[wire("S256_REQUIRED")]
    S256Required,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether authorization requests have to be pushed first.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ParRequirement {
    /// They may be.
    Optional,
    /// They have to be.
    Required,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What refresh tokens are.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum RefreshTokenType {
    /// JWTs.
    JsonWebToken,
    /// Texts without meaning.
    OpaqueToken,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An application that users sign in to by OpenID Connect, or that gets tokens itself.
///
/// What is only valid for some types says so; the service refuses it for others.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// An application by OpenID Connect to be created, or what replaces one.
    ///
    /// ```
    /// use ping_models::platform::{
    ///     ApplicationType, ClientAuthMethod, GrantType, NewOidcApplication, ResponseType,
    /// };
    ///
    /// let shop = NewOidcApplication::new(
    ///     "Shop",
    ///     ApplicationType::WebApp,
    ///     [GrantType::AuthorizationCode],
    ///     ClientAuthMethod::ClientSecretBasic,
    /// )
    /// .description("Where customers buy")
    /// .response_types([ResponseType::Code])
    /// .redirect_uris(["https://shop.example.com/callback".to_owned()]);
    /// assert_eq!(shop.field("protocol"), Some("OPENID_CONNECT".into()));
    /// ```
    NewOidcApplication
))]
#[non_exhaustive]
pub struct OidcApplication {
    /// What applications of all types have.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// How it runs; it cannot be changed later.
    #[model(name = "type", always, on_create)]
    pub application_type: ApplicationType,
    /// `OPENID_CONNECT`.
    #[model(always, on_create, fixed = ApplicationProtocol::OpenIdConnect)]
    pub protocol: ApplicationProtocol,
    /// How it gets tokens.
    #[model(new)]
    pub grant_types: Option<Vec<GrantType>>,
    /// How it proves at the token endpoint who it is.
    #[model(always, on_create)]
    pub token_endpoint_auth_method: ClientAuthMethod,
    /// What the authorization endpoint answers.
    pub response_types: Option<Vec<ResponseType>>,
    /// Where the browser may be sent with the answer.
    pub redirect_uris: Option<Vec<String>>,
    /// Whether redirect URIs may have a wildcard.
    pub allow_wildcard_in_redirect_uris: Option<bool>,
    /// Where the browser may be sent after signing out.
    pub post_logout_redirect_uris: Option<Vec<String>>,
    /// The client id: the id of the application, unless an imported one has another. Of a new one,
    /// together with the secret, where the environment may import applications; at least 8
    /// characters.
    #[model(create_only)]
    pub client_id: Option<String>,
    /// The secret of an imported application, at least 8 characters; in no answer.
    #[model(create_only)]
    pub client_secret: Option<Secret>,
    /// Whether a new worker gets the roles of who creates it; in no answer.
    #[model(create_only)]
    pub assign_actor_roles: Option<bool>,
    /// Whether a code is bound to whom asked for it.
    pub pkce_enforcement: Option<PkceEnforcement>,
    /// Whether authorization requests have to be pushed first.
    pub par_requirement: Option<ParRequirement>,
    /// How long a pushed request is valid, 1 to 600 seconds.
    pub par_timeout: Option<i64>,
    /// How long a refresh token is valid, 60 to 2,147,483,647 seconds. It cannot be cleared once
    /// it is set, and is no more than the rolling duration.
    pub refresh_token_duration: Option<i64>,
    /// How long refresh tokens can be renewed, 60 to 2,147,483,647 seconds. It cannot be cleared
    /// once it is set.
    pub refresh_token_rolling_duration: Option<i64>,
    /// How long a refresh token stays valid after its use, 0 to 86,400 seconds.
    pub refresh_token_rolling_grace_period_duration: Option<i64>,
    /// What refresh tokens are.
    pub refresh_token_type: Option<RefreshTokenType>,
    /// Whether the second use of a refresh token revokes the others.
    pub additional_refresh_token_replay_protection_enabled: Option<bool>,
    /// Public keys as the text of a JSON Web Key Set. Either this or their address is required for
    /// JWTs that a private key signs.
    pub jwks: Option<String>,
    /// Where the public keys are, `https`.
    pub jwks_url: Option<String>,
    /// Whether signing out of it ends the session at PingOne.
    pub idp_signoff: Option<bool>,
    /// How long a device code is valid, 1 to 3,600 seconds.
    pub device_timeout: Option<i64>,
    /// How long a device waits between its questions, 1 to 60 seconds.
    pub device_polling_interval: Option<i64>,
    /// The last part of the address to enter a device code at, up to 50 characters, unique in the
    /// environment.
    pub device_path_id: Option<String>,
    /// The customer's own address to enter a device code at, in place of the path.
    pub device_custom_verification_uri: Option<String>,
    /// Whether scopes of several resources can be asked for at once.
    pub request_scopes_for_multiple_resources_enabled: Option<bool>,
    /// Whether requests have to be signed.
    pub require_signed_request_object: Option<bool>,
    /// Whether request objects may be unsigned; not together with the former.
    pub support_unsigned_request_object: Option<bool>,
    /// Where the certificate's thumbprint is in tokens.
    #[model(name = "includeX5t")]
    pub include_x5t: Option<bool>,
    /// Whether the application can ask if the session is still there.
    pub op_session_check_enabled: Option<bool>,
    /// The address of its first page.
    pub home_page_url: Option<String>,
    /// Where others may send users to have them sign in.
    pub initiate_login_uri: Option<String>,
    /// Where users are sent after others had them sign in.
    pub target_link_uri: Option<String>,
    /// From where browsers may call its endpoints.
    pub cors_settings: Option<CorsSettings>,
    /// How its tokens are signed; of `WEB_APP`, `NATIVE_APP`, `SINGLE_PAGE_APP` and `CUSTOM_APP`.
    #[model(create_only)]
    pub signing: Option<OidcSigning>,
    /// How it signs in by Kerberos.
    pub kerberos: Option<OidcKerberos>,
    /// The app on devices, for MFA; of `NATIVE_APP`.
    pub mobile: Option<MobileSettings>,
    /// The template that it was made of.
    pub template: Option<ApplicationTemplate>,
    /// Marks, such as `PING_FED_CONNECTION_INTEGRATION`; an open set.
    pub tags: Option<Vec<String>>,
    rest: Rest<Self>,
}

/// How tokens of an application are signed.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OidcSigning {
    /// The policy by which its keys are renewed.
    #[model(new)]
    pub key_rotation_policy: Option<Reference>,
    rest: Rest<Self>,
}

/// How an application signs in by Kerberos.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OidcKerberos {
    /// The key.
    #[model(new)]
    pub key: Option<Reference<KeyId>>,
    rest: Rest<Self>,
}
