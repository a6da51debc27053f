//! The operations of this crate. Written by `cargo catalogue` from
//! `fixtures/catalogue.csv`.

use ping_models::platform::{
    Activity, Environment, Group, GroupMembership, License, NewGroup, NewPopulation, NewUser,
    Organization, PatchUser, Population, QueryActivities, User, UserPopulation,
};
use ping_models::{Collection, GroupId, PopulationId, Reference};

ping_transport::operations! {
    /// Read All Organizations.
    pub(crate) READ_ALL_ORGANIZATIONS: () => Collection<Organization>
        = "platform.read_all_organizations",
        GET Api "/v1/organizations";

    /// Read One Organization.
    pub(crate) READ_ONE_ORGANIZATION: () => Organization = "platform.read_one_organization",
        GET Api "/v1/organizations/{organizationID}";

    /// Read All Licenses.
    pub(crate) READ_ALL_LICENSES: () => Collection<License> = "platform.read_all_licenses",
        GET Api "/v1/organizations/{organizationID}/licenses" needs "Organization Admin";

    /// Read One License.
    pub(crate) READ_ONE_LICENSE: () => License = "platform.read_one_license",
        GET Api "/v1/organizations/{organizationID}/licenses/{licenseID}"
        needs "Organization Admin";

    /// Read One Environment.
    pub(crate) READ_ONE_ENVIRONMENT: () => Environment = "platform.read_one_environment",
        GET Api "/v1/environments/{environmentID}";

    /// Read All Populations.
    pub(crate) READ_ALL_POPULATIONS: () => Collection<Population>
        = "platform.read_all_populations",
        GET Api "/v1/environments/{environmentID}/populations"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Read One Population.
    pub(crate) READ_ONE_POPULATION: () => Population = "platform.read_one_population",
        GET Api "/v1/environments/{environmentID}/populations/{populationID}"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Create Population.
    pub(crate) CREATE_POPULATION: NewPopulation => Population = "platform.create_population",
        POST Api "/v1/environments/{environmentID}/populations" as "application/json"
        needs "Identity Data Admin";

    /// Update Population.
    pub(crate) UPDATE_POPULATION: NewPopulation => Population = "platform.update_population",
        PUT Api "/v1/environments/{environmentID}/populations/{populationID}"
        as "application/json" needs "Identity Data Admin";

    /// Delete Population.
    pub(crate) DELETE_POPULATION: () => () = "platform.delete_population",
        DELETE Api "/v1/environments/{environmentID}/populations/{populationID}"
        needs "Identity Data Admin";

    /// Create User.
    pub(crate) CREATE_USER: NewUser => User = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json"
        needs "Identity Data Admin";

    /// Read User or Users.
    pub(crate) READ_ALL_USERS: () => Collection<User> = "platform.read_all_users",
        GET Api "/v1/environments/{environmentID}/users"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Read User by ID.
    pub(crate) READ_ONE_USER: () => User = "platform.read_one_user",
        GET Api "/v1/environments/{environmentID}/users/{userID}"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Update User (PATCH).
    pub(crate) PATCH_USER: PatchUser => User = "platform.patch_user",
        PATCH Api "/v1/environments/{environmentID}/users/{userID}" as "application/json"
        needs "Identity Data Admin";

    /// Delete User.
    pub(crate) DELETE_USER: () => () = "platform.delete_user",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}" needs "Identity Data Admin";

    /// Read User Population.
    pub(crate) READ_USER_POPULATION: () => UserPopulation = "platform.read_user_population",
        GET Api "/v1/environments/{environmentID}/users/{userID}/population"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Update User Population.
    pub(crate) UPDATE_USER_POPULATION: (Reference<PopulationId>) => UserPopulation
        = "platform.update_user_population",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/population" as "application/json"
        needs "Identity Data Admin";

    /// Read All Groups.
    pub(crate) READ_ALL_GROUPS: () => Collection<Group> = "platform.read_all_groups",
        GET Api "/v1/environments/{environmentID}/groups"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Read One Group.
    pub(crate) READ_ONE_GROUP: () => Group = "platform.read_one_group",
        GET Api "/v1/environments/{environmentID}/groups/{groupID}"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Create Group.
    pub(crate) CREATE_GROUP: NewGroup => Group = "platform.create_group",
        POST Api "/v1/environments/{environmentID}/groups" as "application/json"
        needs "Identity Data Admin";

    /// Update Group.
    pub(crate) UPDATE_GROUP: NewGroup => Group = "platform.update_group",
        PUT Api "/v1/environments/{environmentID}/groups/{groupID}" as "application/json"
        needs "Identity Data Admin";

    /// Delete Group.
    pub(crate) DELETE_GROUP: () => () = "platform.delete_group",
        DELETE Api "/v1/environments/{environmentID}/groups/{groupID}" needs "Identity Data Admin";

    /// Read Group Nesting.
    pub(crate) READ_ALL_GROUP_NESTING: () => Collection<GroupMembership>
        = "platform.read_all_group_nesting",
        GET Api "/v1/environments/{environmentID}/groups/{groupID}/memberOfGroups"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Create Group Nesting.
    pub(crate) CREATE_GROUP_NESTING: (Reference<GroupId>) => GroupMembership
        = "platform.create_group_nesting",
        POST Api "/v1/environments/{environmentID}/groups/{groupID}/memberOfGroups"
        as "application/json" needs "Identity Data Admin";

    /// Delete Group Nesting.
    pub(crate) DELETE_GROUP_NESTING: () => () = "platform.delete_group_nesting",
        DELETE Api "/v1/environments/{environmentID}/groups/{groupID}/memberOfGroups/{nestedGroupID}"
        needs "Identity Data Admin";

    /// Read All Group Memberships for User.
    pub(crate) READ_ALL_USER_GROUP_MEMBERSHIPS: () => Collection<GroupMembership>
        = "platform.read_all_user_group_memberships",
        GET Api "/v1/environments/{environmentID}/users/{userID}/memberOfGroups"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Read One Group Membership for User.
    pub(crate) READ_ONE_USER_GROUP_MEMBERSHIP: () => GroupMembership
        = "platform.read_one_user_group_membership",
        GET Api "/v1/environments/{environmentID}/users/{userID}/memberOfGroups/{groupID}"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Add User to Group.
    pub(crate) ADD_USER_TO_GROUP: (Reference<GroupId>) => GroupMembership
        = "platform.add_user_to_group",
        POST Api "/v1/environments/{environmentID}/users/{userID}/memberOfGroups"
        as "application/json" needs "Identity Data Admin";

    /// Remove User from Group.
    pub(crate) REMOVE_USER_FROM_GROUP: () => () = "platform.remove_user_from_group",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/memberOfGroups/{groupID}"
        needs "Identity Data Admin";

    /// Read Audit Activities.
    pub(crate) READ_ALL_ACTIVITIES: () => Collection<Activity> = "platform.read_all_activities",
        GET Api "/v1/environments/{environmentID}/activities";

    /// Read Audit Activities (POST).
    pub(crate) QUERY_ACTIVITIES: QueryActivities => Collection<Activity>
        = "platform.query_activities",
        POST Api "/v1/environments/{environmentID}/activities" as "application/json" repeat yes;

    /// Read One Audit Activity.
    pub(crate) READ_ONE_ACTIVITY: () => Activity = "platform.read_one_activity",
        GET Api "/v1/environments/{environmentID}/activities/{activityID}";
}
