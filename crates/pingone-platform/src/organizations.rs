//! Organizations.

use ping_models::OrganizationId;
use ping_models::platform::{Organization, OrganizationCapabilities};
use ping_transport::{Call, List, filters, handle};

use crate::licenses::Licenses;
use crate::operations::*;

filters! {
    /// What organizations can be filtered by.
    pub OrganizationFilter: and, or, not, limit {
        /// The name.
        name: String = "name" (sw),
    }
}

handle! {
    /// The organizations that the worker sees. From [`Platform::organizations`].
    ///
    /// [`Platform::organizations`]: crate::Platform::organizations
    pub struct Organizations;
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

handle! {
    /// One organization. From [`Platform::organization`](crate::Platform::organization).
    pub struct OrganizationHandle;
}

impl OrganizationHandle {
    /// Reads the organization; see [`Organizations::read`].
    #[doc(alias("get", "fetch", "find", "Read One Organization"))]
    pub fn read(&self) -> Call<Organization> {
        self.scope.at(&READ_ONE_ORGANIZATION).call()
    }

    /// Reads what the organization may do, by its licenses.
    ///
    /// Needs `orgmgt:read:organization`, which every role of the organization has.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/capabilities/read-organization-capabilities.html>
    #[doc(alias("features", "Read Organization Capabilities"))]
    pub fn read_capabilities(&self) -> Call<OrganizationCapabilities> {
        self.scope.at(&READ_ORGANIZATION_CAPABILITIES).call()
    }

    /// The licenses of the organization.
    pub fn licenses(&self) -> Licenses {
        self.scope.clone().into()
    }
}
