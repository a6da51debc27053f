//! Licenses.

use ping_models::platform::{License, LicenseName, LicenseStatus, UpdateLicenseName};
use ping_models::{LicenseId, Timestamp};
use ping_transport::{Call, List, filters, handle};

use crate::operations::*;

filters! {
    /// What licenses can be filtered and ordered by.
    ///
    /// ```
    /// use ping_models::GroupId;
    /// use ping_models::platform::LicenseStatus;
    /// use pingone_platform::LicenseFilter;
    ///
    /// let filter = LicenseFilter::status().eq(LicenseStatus::Active)
    ///     .and(LicenseFilter::begins_at().lt("2026-01-01T00:00:00Z"));
    /// assert_eq!(
    ///     filter.to_string(),
    ///     r#"status eq "ACTIVE" and beginsAt lt "2026-01-01T00:00:00Z""#
    /// );
    /// ```
    ///
    /// A status is one of its type; one that is newer than this crate is
    /// `LicenseStatus::from_wire("..")`:
    ///
    /// ```compile_fail,E0277
    /// # use pingone_platform::LicenseFilter;
    /// let filter = LicenseFilter::status().eq("ACTIV");
    /// ```
    ///
    /// An operator that the service does not document for an attribute does not compile:
    ///
    /// ```compile_fail,E0277
    /// # use pingone_platform::LicenseFilter;
    /// let filter = LicenseFilter::begins_at().gt("2026-01-01T00:00:00Z");
    /// ```
    pub LicenseFilter: and, or, not {
        /// When the license begins.
        begins_at: Timestamp = "beginsAt" (lt, sort),
        /// Whether the license is in force.
        status: LicenseStatus = "status" (eq),
    }
}

handle! {
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
    pub struct Licenses;
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

    /// Reads the name of a license. Errors: 404 for an unknown license.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/licenses/read-one-license-name.html>
    #[doc(alias("Read One License Name"))]
    pub fn read_name(&self, id: impl Into<LicenseId>) -> Call<LicenseName> {
        self.scope.at(&READ_ONE_LICENSE_NAME).id(id).call()
    }

    /// Names a license.
    ///
    /// Needs the role Organization Admin. Errors: 400 with `EMPTY_VALUE` without a name; 404 for an
    /// unknown license.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/licenses/update-one-license-name.html>
    #[doc(alias("rename", "Update One License Name"))]
    pub fn update_name(
        &self,
        id: impl Into<LicenseId>,
        name: impl Into<String>,
    ) -> Call<LicenseName> {
        self.scope.at(&UPDATE_LICENSE_NAME).id(id).json(&UpdateLicenseName::new(name)).call()
    }
}
