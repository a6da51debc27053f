//! Applications that are links.

use super::{
    AccessControl, ApplicationIcon, ApplicationParts, ApplicationProtocol, ApplicationType,
};
use crate::{Model, Rest};

/// A link in the portal.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A link in the portal to be created, or what replaces one.
    NewExternalLinkApplication
))]
#[non_exhaustive]
pub struct ExternalLinkApplication {
    /// What applications of all types have.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// `PORTAL_LINK_APP`.
    #[model(name = "type", always, on_create, fixed = ApplicationType::PortalLinkApp)]
    pub application_type: ApplicationType,
    /// `EXTERNAL_LINK`.
    #[model(always, on_create, fixed = ApplicationProtocol::ExternalLink)]
    pub protocol: ApplicationProtocol,
    /// Where it leads.
    #[model(always, on_create)]
    pub home_page_url: String,
    /// The id of the link in another system.
    pub external_id: Option<String>,
    rest: Rest<Self>,
}
