//! Groups in groups.

use ping_models::platform::GroupMembership;
use ping_models::{GroupId, Reference};
use ping_transport::{Call, List, handle};

use crate::memberships::MembershipFilter;
use crate::operations::*;

handle! {
    /// The groups that a group is in. From [`GroupHandle::nestings`](crate::GroupHandle::nestings).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs
    /// Identity Data Admin.
    ///
    /// ```no_run
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// // Who is in the team is in the department, too.
    /// let around = platform.group("team").nestings();
    /// around.create("department").await?;
    /// for group in around.list().all().await? {
    ///     println!("in {} ({:?})", group.id, group.membership_type);
    /// }
    /// around.delete("department").await?;
    /// # Ok(()) }
    /// ```
    pub struct GroupNestings;
}

impl GroupNestings {
    /// Puts the group into another one: its members become members of that group, too.
    ///
    /// Errors: 400 where that group is within this one, or has it already; 404 for an unknown group.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/groups/create-nested-group.html>
    #[doc(alias("add", "new", "Create Group Nesting"))]
    pub fn create(&self, into: impl Into<GroupId>) -> Call<GroupMembership> {
        let into = Reference::to(into);
        self.scope.at(&CREATE_GROUP_NESTING).json(&into).call()
    }

    /// Lists the groups that the group is in, directly or through others.
    ///
    /// Errors: 404 for an unknown group.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/groups/read-group-member-of.html>
    #[doc(alias("get_all", "all", "search", "Read Group Nesting"))]
    pub fn list(&self) -> List<GroupMembership, MembershipFilter> {
        self.scope.at(&READ_ALL_GROUP_NESTING).list().taking()
    }

    /// Takes the group out of another one.
    ///
    /// Errors: 404 for an unknown group, and for one that it is not in directly.
    #[doc(alias("remove", "Delete Group Nesting"))]
    pub fn delete(&self, from: impl Into<GroupId>) -> Call<()> {
        self.scope.at(&DELETE_GROUP_NESTING).id(from).call()
    }
}
