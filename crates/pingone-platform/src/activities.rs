//! The audit.

use std::ops::RangeBounds;

use ping_models::platform::Activity;
use ping_models::{PopulationId, Timestamp};
use ping_transport::{Call, List, RateGroup, filters, handle};

use crate::operations::*;

filters! {
    /// What activities can be filtered by, beside the time of their recording. The service takes a
    /// population; an actor, a type of action or a type of resource, each with a population or
    /// without; or the id of a resource.
    ///
    /// What it refuses is not here, as the result, a person's `username` or the system:
    ///
    /// ```compile_fail,E0599
    /// # use pingone_platform::ActivityFilter;
    /// let failed = ActivityFilter::result_status().eq("FAILURE");
    /// ```
    pub ActivityFilter: and, limit {
        /// The id of the request.
        correlation_id: String = "correlationId" (eq),
        /// The application that acted, by its id.
        client: String = "actors.client.id" (eq),
        /// The person who acted, by the id.
        user: String = "actors.user.id" (eq),
        /// The person who acted, by the name.
        user_name: String = "actors.user.name" (eq),
        /// What was done, such as `USER.CREATED`.
        action: String = "action.type" (eq),
        /// What it was done to, by its id.
        resource: String = "resources.id" (eq),
        /// What it was done to, by its type, such as `USER`.
        resource_type: String = "resources.type" (eq),
        /// The population of what it was done to.
        population: PopulationId = "resources.population.id" (eq),
    }
}

filters! {
    /// What activities have to be filtered by.
    Recorded: and {
        at: Timestamp = "recordedAt" (ge, gt, le, lt),
    }
}

handle! {
    /// What was done in an environment: its audit. From
    /// [`Platform::activities`](crate::Platform::activities).
    ///
    /// A license allows ten calls a second, and so many are sent: see
    /// [`ClientBuilder::group_rate`](ping_transport::ClientBuilder::group_rate). For all that
    /// happens, the service has webhooks. A list is read page by page, and none is kept: a million
    /// activities take no more memory than a page.
    ///
    /// ```no_run
    /// # use std::time::{Duration, SystemTime};
    /// # use pingone_platform::{ActivityFilter, Platform};
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let activities = platform.activities();
    /// let yesterday = SystemTime::now() - Duration::from_secs(24 * 60 * 60);
    /// let created = ActivityFilter::action().eq("USER.CREATED");
    /// let mut found = activities.list(yesterday..).filter(created).stream();
    /// while let Some(activity) = found.try_next().await? {
    ///     println!("{}: {:?}", activity.recorded_at, activity.actors);
    /// }
    ///
    /// // A name stays out of the URL.
    /// let day = "2026-01-01T00:00:00.000Z".."2026-01-02T00:00:00.000Z";
    /// let by_joe = activities.query(day).filter(ActivityFilter::user_name().eq("joe"));
    /// let first = by_joe.stream().try_next().await?;
    /// if let Some(first) = first {
    ///     activities.read(first.id).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub struct Activities;
}

impl Activities {
    /// Lists what was recorded in a time, such as `from..until`; that stays whatever else the list
    /// is filtered by.
    ///
    /// Errors: 400 with `INVALID_FILTER` where the service does not support the filter.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/audit-activities/get-user-activities.html>
    #[doc(alias("get_all", "all", "search", "audit", "Read Audit Activities"))]
    pub fn list<T: Clone + Into<Timestamp>>(
        &self,
        recorded: impl RangeBounds<T>,
    ) -> List<Activity, ActivityFilter> {
        let list = self.scope.at(&READ_ALL_ACTIVITIES).counted_with(RateGroup::Audit).list();
        list.within(Recorded::at().within(recorded)).taking()
    }

    /// As [`list`](Self::list), with all that is asked for in the body: names and ids stay out of
    /// the URL, which proxies and logs keep.
    ///
    /// Errors: as for [`list`](Self::list).
    #[doc(alias("search", "Read Audit Activities (POST)"))]
    pub fn query<T: Clone + Into<Timestamp>>(
        &self,
        recorded: impl RangeBounds<T>,
    ) -> List<Activity, ActivityFilter> {
        let list = self.scope.at(&QUERY_ACTIVITIES).counted_with(RateGroup::Audit).list();
        list.within(Recorded::at().within(recorded)).taking()
    }

    /// Reads one activity. Errors: 404 for an unknown activity.
    #[doc(alias("get", "fetch", "find", "Read One Audit Activity"))]
    pub fn read(&self, id: impl Into<String>) -> Call<Activity> {
        self.scope.at(&READ_ONE_ACTIVITY).id::<String>(id).counted_with(RateGroup::Audit).call()
    }
}
