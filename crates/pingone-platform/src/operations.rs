//! The operations of this crate. Written by `cargo catalogue` from
//! `fixtures/catalogue.csv`.

use ping_models::Collection;
use ping_models::platform::{
    Environment, License, NewUser, Organization, PatchUser, Population, User,
};

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
}
