//! The roles of users, groups and workers.

use ping_models::RoleAssignmentId;
use ping_models::platform::{NewRoleAssignment, RoleAssignment};
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// The roles that a user, a group or a worker has. From
    /// [`UserHandle::role_assignments`](crate::UserHandle::role_assignments),
    /// [`GroupHandle::role_assignments`](crate::GroupHandle::role_assignments) and
    /// [`ApplicationHandle::role_assignments`](crate::ApplicationHandle::role_assignments).
    ///
    /// A role is assigned by who has it itself, for the same or for more.
    ///
    /// ```no_run
    /// # use ping_models::platform::{NewRoleAssignment, RoleName, RoleScope};
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let roles = platform.roles().list().all().await?;
    /// let role = roles.iter().find(|role| role.name == RoleName::IdentityDataAdmin);
    /// let worker = platform.application("application-id").role_assignments();
    /// if let Some(role) = role {
    ///     let scope = RoleScope::environment("environment-id");
    ///     let assignment = worker.create(NewRoleAssignment::new(&role.id, scope)).await?;
    ///     worker.delete(assignment.id).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub struct RoleAssignments;
}

impl RoleAssignments {
    /// Assigns a role.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `role` where it is there already, for the same or
    /// for more; with `INVALID_VALUE` where there is no such role or scope, where the role is not
    /// for such a scope, and where the caller has no such role itself; 404 for an unknown user or
    /// group, and for an application that is no worker.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-role-assignments.html>
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-role-assignments/create-application-role-assignments.html>
    #[doc(alias(
        "add",
        "new",
        "grant",
        "Create User Role Assignment",
        "Create Group Role Assignment",
        "Create Application Role Assignment"
    ))]
    pub fn create(&self, assignment: NewRoleAssignment) -> Call<RoleAssignment> {
        let create = [
            &CREATE_USER_ROLE_ASSIGNMENT,
            &CREATE_GROUP_ROLE_ASSIGNMENT,
            &CREATE_APPLICATION_ROLE_ASSIGNMENT,
        ];
        self.scope.at_one_of(create).json(&assignment).call()
    }

    /// Lists the roles.
    ///
    /// Errors: 404 for an unknown user or group, and for an application that is no worker.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-role-assignments.html>
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-role-assignments/read-application-role-assignments.html>
    #[doc(alias(
        "get_all",
        "all",
        "search",
        "Read User Role Assignments",
        "Read Group Role Assignments",
        "Read Application Role Assignments"
    ))]
    pub fn list(&self) -> List<RoleAssignment> {
        let list = [
            &READ_ALL_USER_ROLE_ASSIGNMENTS,
            &READ_ALL_GROUP_ROLE_ASSIGNMENTS,
            &READ_ALL_APPLICATION_ROLE_ASSIGNMENTS,
        ];
        self.scope.at_one_of(list).list()
    }

    /// Reads one of them. Errors: 404 for one that is unknown.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-role-assignments.html>
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-role-assignments/read-one-application-role-assignment.html>
    #[doc(alias(
        "get",
        "fetch",
        "find",
        "Read One User Role Assignment",
        "Read One Group Role Assignment",
        "Read One Application Role Assignment"
    ))]
    pub fn read(&self, id: impl Into<RoleAssignmentId>) -> Call<RoleAssignment> {
        let read = [
            &READ_ONE_USER_ROLE_ASSIGNMENT,
            &READ_ONE_GROUP_ROLE_ASSIGNMENT,
            &READ_ONE_APPLICATION_ROLE_ASSIGNMENT,
        ];
        self.scope.at_one_of(read).id(id).call()
    }

    /// Takes a role back.
    ///
    /// Errors: 400 for one that is read-only; 404 for one that is unknown.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-role-assignments.html>
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-role-assignments.html>
    #[doc(alias(
        "remove",
        "revoke",
        "Delete User Role Assignment",
        "Delete Group Role Assignment",
        "Delete Application Role Assignment"
    ))]
    pub fn delete(&self, id: impl Into<RoleAssignmentId>) -> Call<()> {
        let delete = [
            &DELETE_USER_ROLE_ASSIGNMENT,
            &DELETE_GROUP_ROLE_ASSIGNMENT,
            &DELETE_APPLICATION_ROLE_ASSIGNMENT,
        ];
        self.scope.at_one_of(delete).id(id).call()
    }
}
