//! Licenses.

use ping_models::platform::{License, LicenseId};
use ping_transport::{Call, List, Scope};

use crate::filters::LicenseFilter;
use crate::operations::*;

/// The licenses of an organization. From
/// [`OrganizationHandle::licenses`](crate::OrganizationHandle::licenses).
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
    pub(crate) scope: Scope,
}

impl Licenses {
    /// Lists the licenses.
    ///
    /// Needs the role Organization Admin. Errors: 403 without it, 404 for another organization.
    ///
    /// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-2-read-all-licenses.html>
    #[doc(alias("get_all", "all", "search", "Read All Licenses"))]
    pub fn list(&self) -> List<License, LicenseFilter> {
        self.scope.at(&READ_ALL_LICENSES).list().taking()
    }

    /// Reads one license.
    ///
    /// Needs `licensing:read:license`, which the role Organization Admin has. Errors: 404 for an
    /// unknown license.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/licenses/read-one-license.html>
    #[doc(alias("get", "fetch", "find", "Read One License"))]
    pub fn read(&self, id: impl Into<LicenseId>) -> Call<License> {
        self.scope.at(&READ_ONE_LICENSE).id(id).call()
    }
}
