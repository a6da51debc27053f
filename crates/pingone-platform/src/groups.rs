//! Groups.

use ping_models::platform::{Group, NewGroup};
use ping_models::{GroupId, PopulationId};
use ping_transport::{Call, List, expansions, filters, handle};

use crate::nestings::GroupNestings;
use crate::operations::*;
use crate::role_assignments::RoleAssignments;

expansions! {
    /// What can come along with one group.
    pub GroupExpansion {
        /// How many are in it, through other groups, too.
        TotalMemberCounts = include "totalMemberCounts",
    }
}

filters! {
    /// What groups can be filtered by.
    pub GroupFilter: and, or, not, limit {
        /// The id.
        id: GroupId = "id" (eq),
        /// The name.
        name: String = "name" (eq, sw),
        /// The id in another system.
        external_id: String = "externalId" (eq),
        /// The population that the groups are for.
        population: PopulationId = "population.id" (eq),
    }
}

handle! {
    /// The groups of an environment. From [`Platform::groups`](crate::Platform::groups).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs
    /// Identity Data Admin.
    ///
    /// ```no_run
    /// # use ping_models::platform::NewGroup;
    /// # use pingone_platform::{GroupExpansion, GroupFilter, Platform, UserFilter};
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let groups = platform.groups();
    /// // Who has this title is in the group; others are added.
    /// let managers = UserFilter::title().eq("Manager").to_string();
    /// let group = groups.create(NewGroup::new("Managers").user_filter(managers)).await?;
    /// platform.user("user-id").memberships().add(&group.id).await?;
    ///
    /// // A replacement takes the whole group: change what was read.
    /// let change = NewGroup::from(group).description("All managers");
    /// let found = groups.list().filter(GroupFilter::name().eq("Managers")).all().await?;
    /// for group in found {
    ///     groups.update(&group.id, change.clone()).await?;
    ///     let counts = groups.read(&group.id).expand(GroupExpansion::TotalMemberCounts).await?;
    ///     println!("{:?}", counts.total_member_counts);
    ///     groups.delete(&group.id).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub struct Groups;
}

impl Groups {
    /// Creates a group.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `name` where the population has such a group, or
    /// the environment; with `INVALID_FILTER` where the filter is none of users.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/groups/create-group.html>
    #[doc(alias("add", "new", "Create Group"))]
    pub fn create(&self, group: NewGroup) -> Call<Group> {
        self.scope.at(&CREATE_GROUP).json(&group).call()
    }

    /// Lists groups; ask for 1,000 a page at most.
    ///
    /// Errors: 400 with `INVALID_FILTER` where the service does not support the filter.
    #[doc(alias("get_all", "all", "search", "Read All Groups"))]
    pub fn list(&self) -> List<Group, GroupFilter> {
        self.scope.at(&READ_ALL_GROUPS).list().taking()
    }

    /// Reads one group. With [`GroupExpansion::TotalMemberCounts`] those are counted, too, who are
    /// in it through other groups.
    ///
    /// Errors: 404 for an unknown group.
    #[doc(alias("get", "fetch", "find", "Read One Group"))]
    pub fn read(&self, id: impl Into<GroupId>) -> Call<Group, GroupExpansion> {
        self.scope.at(&READ_ONE_GROUP).id(id).call().taking()
    }

    /// Replaces a group: what is not sent is cleared. The population stays what it was.
    ///
    /// Errors: as for [`create`](Self::create); 404 for an unknown group.
    #[doc(alias("replace", "put", "edit", "Update Group"))]
    pub fn update(&self, id: impl Into<GroupId>, group: NewGroup) -> Call<Group> {
        self.scope.at(&UPDATE_GROUP).id(id).json(&group).call()
    }

    /// Deletes a group. Who was in it stays.
    ///
    /// Errors: 404 for an unknown group.
    #[doc(alias("remove", "Delete Group"))]
    pub fn delete(&self, id: impl Into<GroupId>) -> Call<()> {
        self.scope.at(&DELETE_GROUP).id(id).call()
    }
}

handle! {
    /// One group. From [`Platform::group`](crate::Platform::group).
    pub struct GroupHandle;
}

impl GroupHandle {
    /// The groups that the group is in.
    #[doc(alias("member_of_groups"))]
    pub fn nestings(&self) -> GroupNestings {
        self.scope.clone().into()
    }

    /// The roles that the members of the group have by it.
    #[doc(alias("permissions"))]
    pub fn role_assignments(&self) -> RoleAssignments {
        self.scope.clone().into()
    }
}
