//! Organizations and their licenses.

use ping_models::OrganizationId;
use ping_models::platform::{License, LicenseId, Organization};
use ping_transport::{Call, List, Scope};

use crate::filters::{LicenseFilter, OrganizationFilter};
use crate::operations;

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
        self.scope
            .request(&operations::READ_ALL_ORGANIZATIONS)
            .list()
            .taking()
    }

    /// Reads one organization. Errors: 404 for any organization but the worker's own.
    ///
    /// Needs `orgmgt:read:organization`, which every role of the organization has.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/organizations.html>
    #[doc(alias("get", "fetch", "find", "Read One Organization"))]
    pub fn read(&self, id: impl Into<OrganizationId>) -> Call<Organization> {
        self.scope
            .request(&operations::READ_ONE_ORGANIZATION)
            .segment(id.into())
            .call()
    }
}

/// One organization. From [`Platform::organization`](crate::Platform::organization).
#[derive(Clone, Debug)]
pub struct OrganizationHandle {
    pub(crate) scope: Scope,
    pub(crate) id: OrganizationId,
}

impl OrganizationHandle {
    /// Reads the organization; see [`Organizations::read`].
    pub fn read(&self) -> Call<Organization> {
        Organizations {
            scope: self.scope.clone(),
        }
        .read(&self.id)
    }

    /// The licenses of the organization.
    pub fn licenses(&self) -> Licenses {
        Licenses {
            scope: self.scope.clone(),
            organization: self.id.clone(),
        }
    }
}

/// The licenses of an organization. From [`OrganizationHandle::licenses`].
///
/// ```no_run
/// # use ping_models::{OrganizationId, platform::LicenseStatus};
/// # use pingone_platform::{LicenseFilter, Platform};
/// # async fn example(platform: Platform, organization: OrganizationId) -> Result<(), ping_transport::Error> {
/// let licenses = platform.organization(&organization).licenses();
/// let active = licenses.list()
///     .filter(LicenseFilter::status().eq(LicenseStatus::Active))
///     .order(LicenseFilter::begins_at().ascending())
///     .all()
///     .await?;
/// let license = licenses.read(&active[0].id).await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Licenses {
    scope: Scope,
    organization: OrganizationId,
}

impl Licenses {
    /// Lists the licenses.
    ///
    /// Needs the role Organization Admin. Errors: 403 without it, 404 for another organization.
    ///
    /// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-2-read-all-licenses.html>
    #[doc(alias("get_all", "all", "search", "Read All Licenses"))]
    pub fn list(&self) -> List<License, LicenseFilter> {
        self.scope
            .request(&operations::READ_ALL_LICENSES)
            .segment(&self.organization)
            .list()
            .taking()
    }

    /// Reads one license.
    ///
    /// Needs `licensing:read:license`, which the role Organization Admin has. Errors: 404 for an
    /// unknown license.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/licenses/read-one-license.html>
    #[doc(alias("get", "fetch", "find", "Read One License"))]
    pub fn read(&self, id: impl Into<LicenseId>) -> Call<License> {
        self.scope
            .request(&operations::READ_ONE_LICENSE)
            .segment(&self.organization)
            .segment(id.into())
            .call()
    }
}
