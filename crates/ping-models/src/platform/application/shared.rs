//! What applications of several types have.

use crate::{
    ApplicationId, EnvironmentId, GroupId, KeyId, Links, Model, OpenEnum, OpenValue, Reference,
    Rest, Timestamp, UnknownValue,
};

/// The type of an application, which says how it runs.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ApplicationType {
    /// A web application with a server.
    WebApp,
    /// An app on a device.
    NativeApp,
    /// An application in the browser.
    SinglePageApp,
    /// An administrator's program, with roles instead of scopes.
    Worker,
    /// A service that takes tokens.
    Service,
    /// One whose grants and methods are chosen freely.
    CustomApp,
    /// PingOne's own pages for users.
    PingOneSelfService,
    /// PingOne's own console for administrators.
    PingOneAdminConsole,
    /// PingOne's own portal of applications.
    PingOnePortal,
    /// One that was made of a template of the catalog.
    TemplateApp,
    /// A link in the portal.
    PortalLinkApp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How users sign in to an application.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ApplicationProtocol {
    /// OpenID Connect.
    #[wire("OPENID_CONNECT")]
    OpenIdConnect,
    /// SAML 2.0.
    Saml,
    /// WS-Federation.
    WsFed,
    /// Not at all: it is a link.
    ExternalLink,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What applications of all types have.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct ApplicationParts {
    /// The id of the application; empty where the service left it out, as it may of its console.
    #[model(always, read_only)]
    pub id: ApplicationId,
    /// Links: the application itself, its environment, attributes, secret and grants.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that it is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// Its name, unique in the environment.
    #[model(always, on_create)]
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it can be used; a new one can unless told otherwise.
    #[model(preset = true)]
    pub enabled: Option<bool>,
    /// Whether the portal leaves it out.
    pub hidden_from_app_portal: Option<bool>,
    /// The address of the customer's own page to sign in on.
    pub login_page_url: Option<String>,
    /// Its picture.
    pub icon: Option<ApplicationIcon>,
    /// Who may use it.
    pub access_control: Option<AccessControl>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

/// The picture of an application.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ApplicationIcon {
    /// The id of the image.
    #[model(new)]
    pub id: Option<String>,
    /// The address of the image.
    #[model(new)]
    pub href: Option<String>,
    rest: Rest<Self>,
}

/// Who may use an application.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AccessControl {
    /// By their role.
    pub role: Option<RoleAccess>,
    /// By their groups.
    pub group: Option<GroupAccess>,
    rest: Rest<Self>,
}

/// Which roles a user needs.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum RoleAccessType {
    /// Any role of an administrator.
    AdminUsersOnly,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Who may use an application, by their role.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RoleAccess {
    /// Which roles they need.
    #[model(name = "type", new)]
    pub access_type: Option<RoleAccessType>,
    rest: Rest<Self>,
}

/// How many of the groups a user has to be in.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum GroupAccessType {
    /// One of them.
    AnyGroup,
    /// All of them.
    AllGroups,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Who may use an application, by their groups.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GroupAccess {
    /// How many of the groups they have to be in.
    #[model(name = "type", new)]
    pub access_type: Option<GroupAccessType>,
    /// The groups.
    #[model(new)]
    pub groups: Option<Vec<Reference<GroupId>>>,
    rest: Rest<Self>,
}

/// From where browsers may call the application's endpoints.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CorsBehavior {
    /// From nowhere else.
    AllowNoOrigins,
    /// From the listed origins.
    AllowSpecificOrigins,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// From where browsers may call the application's endpoints.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CorsSettings {
    /// Whether it is from the listed origins.
    #[model(new)]
    pub behavior: Option<CorsBehavior>,
    /// Up to 20 origins without a path; a subdomain may be `*`.
    pub origins: Option<Vec<String>>,
    rest: Rest<Self>,
}

/// The template of the catalog that an application was made of.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ApplicationTemplate {
    /// What the template is told.
    #[model(new)]
    pub configuration: Option<OpenValue>,
    /// The integration of the catalog.
    #[model(new)]
    pub integration: Option<Reference>,
    /// The version of the integration.
    #[model(new)]
    pub version: Option<Reference>,
    rest: Rest<Self>,
}

/// How assertions are signed.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum SigningAlgorithm {
    /// RSA with SHA-256.
    #[wire("SHA256withRSA")]
    Sha256WithRsa,
    /// RSA with SHA-384.
    #[wire("SHA384withRSA")]
    Sha384WithRsa,
    /// RSA with SHA-512.
    #[wire("SHA512withRSA")]
    Sha512WithRsa,
    /// ECDSA with SHA-256.
    #[wire("SHA256withECDSA")]
    Sha256WithEcdsa,
    /// ECDSA with SHA-384.
    #[wire("SHA384withECDSA")]
    Sha384WithEcdsa,
    /// ECDSA with SHA-512.
    #[wire("SHA512withECDSA")]
    Sha512WithEcdsa,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What PingOne signs with for an application.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SigningKey {
    /// The key.
    #[model(new)]
    pub key: Option<Reference<KeyId>>,
    /// The algorithm; WS-Federation requires it.
    pub algorithm: Option<SigningAlgorithm>,
    rest: Rest<Self>,
}
