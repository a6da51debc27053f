//! PingOne's own applications, and those that are not known.

use super::{
    AccessControl, ApplicationIcon, ApplicationParts, ApplicationProtocol, ApplicationType,
    ClientAuthMethod, PkceEnforcement,
};
use crate::{Model, Rest};

/// PingOne's own pages for users: their profile and devices.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// What replaces the settings of PingOne's own pages for users.
    NewSelfServiceApplication
))]
#[non_exhaustive]
pub struct SelfServiceApplication {
    /// What applications of all types have.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// `PING_ONE_SELF_SERVICE`.
    #[model(name = "type", always, on_create, fixed = ApplicationType::PingOneSelfService)]
    pub application_type: ApplicationType,
    /// `OPENID_CONNECT`.
    #[model(always, on_create, fixed = ApplicationProtocol::OpenIdConnect)]
    pub protocol: ApplicationProtocol,
    /// Whether it has the environment's default theme.
    #[model(new)]
    pub apply_default_theme: Option<bool>,
    /// Whether it has the footer of the default theme.
    pub enable_default_theme_footer: Option<bool>,
    /// Whether a code is bound to whom asked for it.
    pub pkce_enforcement: Option<PkceEnforcement>,
    /// How it proves at the token endpoint who it is.
    pub token_endpoint_auth_method: Option<ClientAuthMethod>,
    rest: Rest<Self>,
}

/// PingOne's own portal of applications.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// What replaces the settings of PingOne's own portal of applications.
    NewPortalApplication
))]
#[non_exhaustive]
pub struct PortalApplication {
    /// What applications of all types have.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// `PING_ONE_PORTAL`.
    #[model(name = "type", always, on_create, fixed = ApplicationType::PingOnePortal)]
    pub application_type: ApplicationType,
    /// `OPENID_CONNECT`.
    #[model(always, on_create, fixed = ApplicationProtocol::OpenIdConnect)]
    pub protocol: ApplicationProtocol,
    /// Whether it has the environment's default theme.
    #[model(new)]
    pub apply_default_theme: Option<bool>,
    /// Whether a code is bound to whom asked for it.
    pub pkce_enforcement: Option<PkceEnforcement>,
    /// How it proves at the token endpoint who it is.
    pub token_endpoint_auth_method: Option<ClientAuthMethod>,
    rest: Rest<Self>,
}

/// PingOne's own console for administrators, which can only be read.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AdminConsoleApplication {
    /// What applications of all types have; the service may tell nothing of it.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// `PING_ONE_ADMIN_CONSOLE`.
    #[model(name = "type", always)]
    pub application_type: ApplicationType,
    /// `OPENID_CONNECT`.
    #[model(always)]
    pub protocol: ApplicationProtocol,
    /// Whether a code is bound to whom asked for it.
    pub pkce_enforcement: Option<PkceEnforcement>,
    /// How it proves at the token endpoint who it is.
    pub token_endpoint_auth_method: Option<ClientAuthMethod>,
    rest: Rest<Self>,
}

/// An application of a protocol that this version of the crate has no struct for. `field` reads
/// what it has beside the common members.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// An application of a protocol that this version of the crate has no struct for, to be
    /// created, or what replaces one. `with_field` sets what it has beside the common members.
    NewOtherApplication
))]
#[non_exhaustive]
pub struct OtherApplication {
    /// What applications of all types have.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// The type.
    #[model(name = "type", always, on_create)]
    pub application_type: ApplicationType,
    /// How users sign in to it.
    #[model(always, on_create)]
    pub protocol: ApplicationProtocol,
    rest: Rest<Self>,
}
