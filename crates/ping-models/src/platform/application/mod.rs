//! Applications, an enum by their type and protocol.

mod links;
mod mobile;
mod oidc;
mod own;
mod saml;
mod shared;
mod ws_fed;

pub use links::{ExternalLinkApplication, NewExternalLinkApplication};
pub use mobile::{
    CacheDuration, GooglePlayIntegrity, GooglePlayVerification, IntegrityDetection,
    IntegrityDetectionMode, IntegrityPlatform, MobileSettings, MobileTimeUnit, NumberMatching,
    NumberMatchingType, PasscodeRefreshDuration, PushSettings,
};
pub use oidc::{
    ClientAuthMethod, GrantType, NewOidcApplication, OidcApplication, OidcKerberos, OidcSigning,
    ParRequirement, PkceEnforcement, RefreshTokenType, ResponseType,
};
pub use own::{
    AdminConsoleApplication, NewOtherApplication, NewPortalApplication, NewSelfServiceApplication,
    OtherApplication, PortalApplication, SelfServiceApplication,
};
pub use saml::{
    NewSamlApplication, SamlApplication, SloBinding, SpEncryption, SpEncryptionAlgorithm,
    SpVerification, VirtualServerId, VirtualServerIds,
};
pub use shared::{
    AccessControl, ApplicationIcon, ApplicationParts, ApplicationProtocol, ApplicationTemplate,
    ApplicationType, CorsBehavior, CorsSettings, GroupAccess, GroupAccessType, RoleAccess,
    RoleAccessType, SigningAlgorithm, SigningKey,
};
pub use ws_fed::{
    KerberosGateway, KerberosGatewayType, NewWsFedApplication, WsFedApplication, WsFedKerberos,
    WsTrustVersion,
};

use crate::{ApplicationId, EnvironmentId, Links, Listed, Reference, Tagged, Timestamp};

/// An application of an environment.
///
/// <https://developer.pingidentity.com/pingone-api/getting-started/simple-sso-workflow/step-2-create-a-web-application.html>
///
/// ```
/// use ping_models::platform::{Application, NewApplication};
///
/// let read = r#"{"id": "a-1", "name": "Shop", "enabled": true, "type": "WEB_APP",
///     "protocol": "OPENID_CONNECT", "grantTypes": ["AUTHORIZATION_CODE"],
///     "tokenEndpointAuthMethod": "CLIENT_SECRET_BASIC", "clientId": "a-1"}"#;
/// let application: Application = serde_json::from_str(read)?;
/// assert!(matches!(application, Application::Oidc(_)));
/// assert_eq!((application.name(), application.enabled()), ("Shop", Some(true)));
///
/// // What replaces it has what a caller may set.
/// let replacement = NewApplication::replacing(application);
/// assert_eq!(replacement.and_then(|new| new.field("clientId")), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Tagged)]
#[tagged(
    by("type", "protocol"),
    all(
        /// The type, which says how it runs.
        application_type: ApplicationType,
        /// How users sign in to it.
        protocol: ApplicationProtocol,
    ),
    flatten(
        /// What applications of all types have.
        common: ApplicationParts
    ),
    create(
        /// An application to be created, or what replaces one: made of the request of its type, such
        /// as [`NewOidcApplication`], or of one that was read, by [`replacing`](Self::replacing).
        NewApplication
    )
)]
#[non_exhaustive]
pub enum Application {
    /// PingOne's own pages for users: their profile and devices.
    #[tagged("PING_ONE_SELF_SERVICE", _, create(NewSelfServiceApplication))]
    SelfService(SelfServiceApplication),
    /// PingOne's own portal of applications.
    #[tagged("PING_ONE_PORTAL", _, create(NewPortalApplication))]
    Portal(PortalApplication),
    /// PingOne's own console for administrators, which can only be read.
    #[tagged("PING_ONE_ADMIN_CONSOLE", _)]
    AdminConsole(AdminConsoleApplication),
    /// One that users sign in to by OpenID Connect, or that gets tokens itself, as workers do.
    #[tagged(_, "OPENID_CONNECT", create(NewOidcApplication))]
    Oidc(Box<OidcApplication>),
    /// One that users sign in to by SAML.
    #[tagged(_, "SAML", create(NewSamlApplication))]
    Saml(Box<SamlApplication>),
    /// One that users sign in to by WS-Federation.
    #[tagged(_, "WS_FED", create(NewWsFedApplication))]
    WsFed(Box<WsFedApplication>),
    /// A link in the portal.
    #[tagged(_, "EXTERNAL_LINK", create(NewExternalLinkApplication))]
    ExternalLink(ExternalLinkApplication),
    /// One of another protocol, or of none.
    #[tagged(other, create(NewOtherApplication))]
    Other(OtherApplication),
}

impl Listed for Application {
    const EMBEDDED: &'static str = "applications";
}
