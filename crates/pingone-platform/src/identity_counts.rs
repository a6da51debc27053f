//! How many identities there are, and how many of them are active.

use ping_models::platform::{ActiveIdentityCount, LicensePeriod, SamplePeriod, TotalIdentities};
use ping_models::{LicenseId, Timestamp};
use ping_transport::{List, RateGroup, filters};

use crate::operations::*;
use crate::{EnvironmentHandle, Licenses};

filters! {
    /// What counts of active identities can be ordered by.
    pub ActiveIdentityOrder: limit {
        /// When the period begins.
        start_date: Timestamp = "startDate" (sort),
    }
}

filters! {
    /// What counts have to be filtered by.
    Counted: and {
        from: Timestamp = "startDate" (eq),
        since: Timestamp = "startDate" (ge),
        until: Timestamp = "endDate" (eq),
    }
}

impl EnvironmentHandle {
    /// Lists how many identities the environment had on each day from the first time to the second.
    /// The `count` of the page is how many there are now.
    ///
    /// Needs `orgmgt:read:environment`, which every role in that environment has.
    ///
    /// ```no_run
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let (from, until) = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    /// let mut pages = platform.environment().total_identities(from, until).pages();
    /// if let Some(page) = pages.try_next().await? {
    ///     println!("{:?} now", page.count);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/total-identities/read-total-identity-counts.html>
    #[doc(alias("users", "Read Total Identity Counts"))]
    pub fn total_identities(
        &self,
        from: impl Into<Timestamp>,
        until: impl Into<Timestamp>,
    ) -> List<TotalIdentities> {
        let days = Counted::from().eq(from).and(Counted::until().eq(until));
        self.scope.at(&READ_TOTAL_IDENTITIES).counted_with(RateGroup::Analytics).list().within(days)
    }

    /// Lists how many identities of the environment were active in each period from a time until
    /// now: signed in with success, or had their password checked.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/active-identity-counts/read-active-identity-counts-by-date-range.html>
    #[doc(alias("users", "Read Active Identity Counts by Date Range"))]
    pub fn active_identities(
        &self,
        since: impl Into<Timestamp>,
        period: SamplePeriod,
    ) -> List<ActiveIdentityCount, ActiveIdentityOrder> {
        let list =
            self.scope.at(&READ_ACTIVE_IDENTITY_COUNTS).counted_with(RateGroup::Analytics).list();
        let list = list.within(Counted::since().ge(since));
        list.query("samplePeriod", period.as_str()).taking()
    }
}

impl Licenses {
    /// Lists how many identities were active in each period since the license began, in all
    /// environments that use it.
    ///
    /// Needs the role Organization Admin. Errors: 404 for an unknown license.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/active-identity-counts/read-active-identity-counts-by-license.html>
    #[doc(alias("users", "Read Active Identity Counts by License"))]
    pub fn active_identities(
        &self,
        id: impl Into<LicenseId>,
        period: LicensePeriod,
    ) -> List<ActiveIdentityCount, ActiveIdentityOrder> {
        let list = self
            .scope
            .at(&READ_LICENSE_ACTIVE_IDENTITY_COUNTS)
            .counted_with(RateGroup::Analytics)
            .id(id)
            .list();
        list.query("aggregatedBy", period.as_str()).taking()
    }
}
