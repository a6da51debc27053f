//! Users in groups.

use ping_models::platform::GroupMembership;
use ping_models::{GroupId, Reference};
use ping_transport::{Call, List, expansions, filters, handle};

use crate::operations::*;

expansions! {
    /// What can come along with memberships.
    pub MembershipExpansion {
        /// The group, as `_embedded.group`.
        Group = expand "group",
    }
}

filters! {
    /// How memberships are listed. They can be filtered, but no attribute is documented.
    pub MembershipFilter: and, or, not, limit, MembershipExpansion {}
}

handle! {
    /// The groups that a user is in. From
    /// [`UserHandle::memberships`](crate::UserHandle::memberships).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs
    /// Identity Data Admin.
    ///
    /// ```no_run
    /// # use pingone_platform::{MembershipExpansion, Platform};
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let memberships = platform.user("user-id").memberships();
    /// memberships.add("group-id").await?;
    /// let membership = memberships.read("group-id").expand(MembershipExpansion::Group).await?;
    /// println!("{:?}: {:?}", membership.name, membership.membership_type);
    /// println!("in {} groups", memberships.list().all().await?.len());
    /// memberships.remove("group-id").await?;
    /// # Ok(()) }
    /// ```
    pub struct UserMemberships;
}

impl UserMemberships {
    /// Lists the groups that the user is in: directly, by their filters, or through other groups.
    ///
    /// Errors: 404 for an unknown user.
    #[doc(alias("get_all", "all", "search", "Read All Group Memberships for User"))]
    pub fn list(&self) -> List<GroupMembership, MembershipFilter> {
        let all = self.scope.at(&READ_ALL_USER_GROUP_MEMBERSHIPS);
        all.list().taking()
    }

    /// Reads how the user is in a group. With [`MembershipExpansion::Group`] the group comes along.
    ///
    /// Errors: 404 for an unknown user, and for a group that the user is not in.
    #[doc(alias("get", "fetch", "find", "Read One Group Membership for User"))]
    pub fn read(&self, group: impl Into<GroupId>) -> Call<GroupMembership, MembershipExpansion> {
        let one = self.scope.at(&READ_ONE_USER_GROUP_MEMBERSHIP);
        one.id(group).call().taking()
    }

    /// Adds the user to a group.
    ///
    /// Errors: 400 for an unknown group, one of another population, and one that the user was added
    /// to before; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/group-membership/add-user-to-group.html>
    #[doc(alias("create", "join", "Add User to Group"))]
    pub fn add(&self, group: impl Into<GroupId>) -> Call<GroupMembership> {
        let group = Reference::to(group);
        self.scope.at(&ADD_USER_TO_GROUP).json(&group).call()
    }

    /// Removes the user from a group that the user was added to. Administrators cannot do that to
    /// themselves where the group has roles.
    ///
    /// Errors: 404 for an unknown user, and for a group that the user is not in or only through its
    /// filter or other groups.
    #[doc(alias("delete", "leave", "Remove User from Group"))]
    pub fn remove(&self, group: impl Into<GroupId>) -> Call<()> {
        self.scope.at(&REMOVE_USER_FROM_GROUP).id(group).call()
    }
}
