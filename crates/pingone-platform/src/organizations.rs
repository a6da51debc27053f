//! Organizations.

use ping_models::OrganizationId;
use ping_models::platform::Organization;
use ping_transport::{Call, List, Scope};

use crate::filters::OrganizationFilter;
use crate::licenses::Licenses;
use crate::operations::*;

/// The organizations that the worker sees. From [`Platform::organizations`].
///
/// [`Platform::organizations`]: crate::Platform::organizations
#[derive(Clone, Debug)]
pub struct Organizations {
    pub(crate) scope: Scope,
}

impl Organizations {
    /// Lists the organizations: the worker's own.
    ///
    /// Needs `orgmgt:read:organization`, which every role of the organization has.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/organizations.html>
    #[doc(alias("get_all", "all", "search", "Read All Organizations"))]
    pub fn list(&self) -> List<Organization, OrganizationFilter> {
        self.scope.at(&READ_ALL_ORGANIZATIONS).list().taking()
    }

    /// Reads one organization. Errors: 404 for any organization but the worker's own.
    ///
    /// Needs `orgmgt:read:organization`, which every role of the organization has.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/organizations.html>
    #[doc(alias("get", "fetch", "find", "Read One Organization"))]
    pub fn read(&self, id: impl Into<OrganizationId>) -> Call<Organization> {
        self.scope.at(&READ_ONE_ORGANIZATION).id(id).call()
    }
}

/// One organization. From [`Platform::organization`](crate::Platform::organization).
#[derive(Clone, Debug)]
pub struct OrganizationHandle {
    pub(crate) scope: Scope,
}

impl OrganizationHandle {
    /// Reads the organization; see [`Organizations::read`].
    #[doc(alias("get", "fetch", "find", "Read One Organization"))]
    pub fn read(&self) -> Call<Organization> {
        self.scope.at(&READ_ONE_ORGANIZATION).call()
    }

    /// The licenses of the organization.
    pub fn licenses(&self) -> Licenses {
        Licenses { scope: self.scope.clone() }
    }
}
