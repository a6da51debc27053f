//! Organizations.

use crate::{
    Links, Listed, Model, OpenEnum, OrganizationId, Reference, Rest, Timestamp, UnknownValue,
};

/// What kind of customer an organization is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OrganizationType {
    /// It pays.
    Paid,
    /// It tries the services out.
    Trial,
    /// It belongs to Ping Identity.
    Internal,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An organization: the owner of licenses and environments.
///
/// <https://developer.pingidentity.com/pingone-api/platform/organizations.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Organization {
    /// The id of the organization.
    pub id: OrganizationId,
    /// Links: the organization itself, and its licenses and environments.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// Its name, unique among all organizations.
    #[model(always)]
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What kind of customer it is.
    #[model(always, name = "type")]
    pub organization_type: OrganizationType,
    /// The accounts that it is billed through.
    pub billing_connections: Option<Vec<Reference>>,
    /// When it was created.
    #[model(always)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for Organization {
    const EMBEDDED: &'static str = "organizations";
}

/// What an organization may do, by its licenses and as far as it has not done so already. Others
/// than these are read with `field`.
///
/// <https://developer.pingidentity.com/pingone-api/platform/capabilities.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OrganizationCapabilities {
    /// Links: the capabilities themselves and the organization.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// Whether it may create another environment.
    pub can_create_environment: Option<bool>,
    rest: Rest<Self>,
}
