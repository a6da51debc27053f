//! The operations of this crate. Written by `cargo catalogue` from
//! `fixtures/catalogue.csv`.

use ping_models::platform::{
    ActiveIdentityCount, Activity, Application, ApplicationGrant, BillOfMaterials, ChangePassword,
    CheckPassword, ClientSecret, Environment, EnvironmentCapabilities, Group, GroupMembership,
    IntrospectToken, JsonWebKeySet, License, LicenseName, LinkedAccount, LockAccount,
    NewApplication, NewApplicationGrant, NewEnvironment, NewGroup, NewLinkedAccount,
    NewNotificationPolicy, NewNotificationSettings, NewPopulation, NewResource, NewResourceScope,
    NewRoleAssignment, NewTemplateContent, NewUser, NotificationPolicy, NotificationSettings,
    OpenIdConfiguration, Organization, OrganizationCapabilities, PasswordState, PatchUser,
    Population, QueryActivities, RecoverPassword, RenameVariant, ResetPassword, Resource,
    ResourceScope, RevokeToken, Role, RoleAssignment, RotateSecret, SetPassword, SetPasswordValue,
    Template, TemplateContent, TokenIntrospection, TotalIdentities, UpdateBillOfMaterials,
    UpdateEnvironmentStatus, UpdateEnvironmentType, UpdateLicenseName, UpdateUserEnabled,
    UpdateUserIdentityProvider, User, UserEnabled, UserIdentityProvider, UserPopulation,
    VerifyUser,
};
use ping_models::{Collection, GroupId, PopulationId, Reference};
use ping_transport::__private::{Variants, When};

ping_transport::operations! {
    /// Token Introspection (Access Token).
    pub(crate) INTROSPECT_TOKEN: IntrospectToken => TokenIntrospection
        = "platform.introspect_token",
        POST Auth "/{environmentID}/as/introspect" as "application/x-www-form-urlencoded"
        repeat yes by Application;

    /// Token Revocation.
    pub(crate) REVOKE_TOKEN: RevokeToken => () = "platform.revoke_token",
        POST Auth "/{environmentID}/as/revoke" as "application/x-www-form-urlencoded" repeat yes
        by Application;

    /// Read JWKS.
    pub(crate) READ_JWKS: () => JsonWebKeySet = "platform.read_jwks",
        GET Auth "/{environmentID}/as/jwks" by Anybody;

    /// Discovery OpenID Configuration.
    pub(crate) READ_OPENID_CONFIGURATION: () => OpenIdConfiguration
        = "platform.read_openid_configuration",
        GET Auth "/{environmentID}/as/.well-known/openid-configuration" by Anybody;

    /// Read All Organizations.
    pub(crate) READ_ALL_ORGANIZATIONS: () => Collection<Organization>
        = "platform.read_all_organizations",
        GET Api "/v1/organizations";

    /// Read One Organization.
    pub(crate) READ_ONE_ORGANIZATION: () => Organization = "platform.read_one_organization",
        GET Api "/v1/organizations/{organizationID}";

    /// Read Organization Capabilities.
    pub(crate) READ_ORGANIZATION_CAPABILITIES: () => OrganizationCapabilities
        = "platform.read_organization_capabilities",
        GET Api "/v1/organizations/{organizationID}/capabilities";

    /// Read All Licenses.
    pub(crate) READ_ALL_LICENSES: () => Collection<License> = "platform.read_all_licenses",
        GET Api "/v1/organizations/{organizationID}/licenses" needs "Organization Admin";

    /// Read One License.
    pub(crate) READ_ONE_LICENSE: () => License = "platform.read_one_license",
        GET Api "/v1/organizations/{organizationID}/licenses/{licenseID}"
        needs "Organization Admin";

    /// Read One License Name.
    pub(crate) READ_ONE_LICENSE_NAME: () => LicenseName = "platform.read_one_license_name",
        GET Api "/v1/organizations/{organizationID}/licenses/{licenseID}/name"
        needs "Organization Admin";

    /// Update One License Name.
    pub(crate) UPDATE_LICENSE_NAME: UpdateLicenseName => LicenseName
        = "platform.update_license_name",
        PUT Api "/v1/organizations/{organizationID}/licenses/{licenseID}/name"
        as "application/json" needs "Organization Admin";

    /// Read All Environments.
    pub(crate) READ_ALL_ENVIRONMENTS: () => Collection<Environment>
        = "platform.read_all_environments",
        GET Api "/v1/environments";

    /// Read One Environment.
    pub(crate) READ_ONE_ENVIRONMENT: () => Environment = "platform.read_one_environment",
        GET Api "/v1/environments/{environmentID}";

    /// Create Environment.
    pub(crate) CREATE_ENVIRONMENT: NewEnvironment => Environment = "platform.create_environment",
        POST Api "/v1/environments" as "application/json"
        needs "Organization Admin or Environment Admin";

    /// Update Environment.
    pub(crate) UPDATE_ENVIRONMENT: NewEnvironment => Environment = "platform.update_environment",
        PUT Api "/v1/environments/{environmentID}" as "application/json"
        needs "Organization Admin or Environment Admin";

    /// Delete Environment.
    pub(crate) DELETE_ENVIRONMENT: () => () = "platform.delete_environment",
        DELETE Api "/v1/environments/{environmentID}" needs "Organization Admin";

    /// Update Environment Type.
    pub(crate) UPDATE_ENVIRONMENT_TYPE: UpdateEnvironmentType => Environment
        = "platform.update_environment_type",
        PUT Api "/v1/environments/{environmentID}/type" as "application/json"
        needs "Organization Admin or Environment Admin";

    /// Update Environment Status.
    pub(crate) UPDATE_ENVIRONMENT_STATUS: UpdateEnvironmentStatus => Environment
        = "platform.update_environment_status",
        PUT Api "/v1/environments/{environmentID}/status" as "application/json"
        needs "Organization Admin";

    /// Read Environment Capabilities.
    pub(crate) READ_ENVIRONMENT_CAPABILITIES: () => EnvironmentCapabilities
        = "platform.read_environment_capabilities",
        GET Api "/v1/environments/{environmentID}/capabilities";

    /// Read Bill of Materials.
    pub(crate) READ_BILL_OF_MATERIALS: () => BillOfMaterials = "platform.read_bill_of_materials",
        GET Api "/v1/environments/{environmentID}/billOfMaterials";

    /// Update Bill of Materials.
    pub(crate) UPDATE_BILL_OF_MATERIALS: UpdateBillOfMaterials => BillOfMaterials
        = "platform.update_bill_of_materials",
        PUT Api "/v1/environments/{environmentID}/billOfMaterials" as "application/json"
        needs "Organization Admin or Environment Admin";

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

    /// Create User (Import).
    pub(crate) IMPORT_USER: NewUser => User = "platform.import_user",
        POST Api "/v1/environments/{environmentID}/users"
        as "application/vnd.pingidentity.user.import+json" needs "Identity Data Admin";

    /// Read User or Users.
    pub(crate) READ_ALL_USERS: () => Collection<User> = "platform.read_all_users",
        GET Api "/v1/environments/{environmentID}/users"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Read User by ID.
    pub(crate) READ_ONE_USER: () => User = "platform.read_one_user",
        GET Api "/v1/environments/{environmentID}/users/{userID}"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Update User (PUT).
    pub(crate) UPDATE_USER: NewUser => User = "platform.update_user",
        PUT Api "/v1/environments/{environmentID}/users/{userID}" as "application/json"
        needs "Identity Data Admin";

    /// Update User (PATCH).
    pub(crate) PATCH_USER: PatchUser => User = "platform.patch_user",
        PATCH Api "/v1/environments/{environmentID}/users/{userID}" as "application/json"
        needs "Identity Data Admin";

    /// Delete User.
    pub(crate) DELETE_USER: () => () = "platform.delete_user",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}" needs "Identity Data Admin";

    /// Send/Resend User Verification Code.
    pub(crate) SEND_USER_VERIFICATION_CODE: () => User = "platform.send_user_verification_code",
        POST Api "/v1/environments/{environmentID}/users/{userID}"
        as "application/vnd.pingidentity.user.sendVerificationCode+json"
        needs "Identity Data Admin";

    /// Verify User.
    pub(crate) VERIFY_USER: VerifyUser => User = "platform.verify_user",
        POST Api "/v1/environments/{environmentID}/users/{userID}"
        as "application/vnd.pingidentity.user.verify+json" needs "Identity Data Admin";

    /// User Account Lock.
    pub(crate) LOCK_USER_ACCOUNT: LockAccount => User = "platform.lock_user_account",
        POST Api "/v1/environments/{environmentID}/users/{userID}"
        as "application/vnd.pingidentity.account.lock+json" repeat yes needs "Identity Data Admin";

    /// User Account Unlock.
    pub(crate) UNLOCK_USER_ACCOUNT: () => User = "platform.unlock_user_account",
        POST Api "/v1/environments/{environmentID}/users/{userID}"
        as "application/vnd.pingidentity.account.unlock+json" repeat yes
        needs "Identity Data Admin";

    /// Read Password State.
    pub(crate) READ_USER_PASSWORD: () => PasswordState = "platform.read_user_password",
        GET Api "/v1/environments/{environmentID}/users/{userID}/password"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Password Check.
    pub(crate) CHECK_USER_PASSWORD: CheckPassword => PasswordState
        = "platform.check_user_password",
        POST Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.check+json" needs "Identity Data Admin";

    /// Update Password (Set).
    pub(crate) SET_USER_PASSWORD: SetPassword => PasswordState = "platform.set_user_password",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.set+json" needs "Identity Data Admin";

    /// Update Password (Set Value).
    pub(crate) SET_USER_PASSWORD_VALUE: SetPasswordValue => PasswordState
        = "platform.set_user_password_value",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.setValue+json" needs "Identity Data Admin";

    /// Update Password (Self).
    pub(crate) RESET_USER_PASSWORD_SELF: ChangePassword => PasswordState
        = "platform.reset_user_password_self",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.reset+json" repeat no
        needs "Identity Data Admin" among RESET_USER_PASSWORD_VARIANTS;

    /// Update Password (Admin).
    pub(crate) RESET_USER_PASSWORD: ResetPassword => PasswordState
        = "platform.reset_user_password_admin",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.reset+json" repeat no
        needs "Identity Data Admin" among RESET_USER_PASSWORD_VARIANTS;

    /// Password Force Change.
    pub(crate) FORCE_USER_PASSWORD_CHANGE: () => PasswordState
        = "platform.force_user_password_change",
        POST Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.forceChange" repeat yes
        needs "Identity Data Admin";

    /// Password Unlock.
    pub(crate) UNLOCK_USER_PASSWORD: () => PasswordState = "platform.unlock_user_password",
        POST Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.unlock+json" repeat yes
        needs "Identity Data Admin";

    /// Password Send (Resend) Recovery Code.
    pub(crate) SEND_USER_PASSWORD_RECOVERY_CODE: () => PasswordState
        = "platform.send_user_password_recovery_code",
        POST Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.sendRecoveryCode+json"
        needs "Identity Data Admin";

    /// Password Recover.
    pub(crate) RECOVER_USER_PASSWORD: RecoverPassword => PasswordState
        = "platform.recover_user_password",
        POST Api "/v1/environments/{environmentID}/users/{userID}/password"
        as "application/vnd.pingidentity.password.recover+json" needs "Identity Data Admin";

    /// Read User Enabled.
    pub(crate) READ_USER_ENABLED: () => UserEnabled = "platform.read_user_enabled",
        GET Api "/v1/environments/{environmentID}/users/{userID}/enabled"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Update User Enabled.
    pub(crate) UPDATE_USER_ENABLED: UpdateUserEnabled => UserEnabled
        = "platform.update_user_enabled",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/enabled" as "application/json"
        needs "Identity Data Admin";

    /// Read User Population.
    pub(crate) READ_USER_POPULATION: () => UserPopulation = "platform.read_user_population",
        GET Api "/v1/environments/{environmentID}/users/{userID}/population"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Update User Population.
    pub(crate) UPDATE_USER_POPULATION: (Reference<PopulationId>) => UserPopulation
        = "platform.update_user_population",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/population" as "application/json"
        needs "Identity Data Admin";

    /// Read User Identity Provider.
    pub(crate) READ_USER_IDENTITY_PROVIDER: () => UserIdentityProvider
        = "platform.read_user_identity_provider",
        GET Api "/v1/environments/{environmentID}/users/{userID}/identityProvider"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Update User Identity Provider.
    pub(crate) UPDATE_USER_IDENTITY_PROVIDER: UpdateUserIdentityProvider => UserIdentityProvider
        = "platform.update_user_identity_provider",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/identityProvider"
        as "application/json" needs "Identity Data Admin";

    /// Read Linked Accounts.
    pub(crate) READ_ALL_USER_LINKED_ACCOUNTS: () => Collection<LinkedAccount>
        = "platform.read_all_user_linked_accounts",
        GET Api "/v1/environments/{environmentID}/users/{userID}/linkedAccounts"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Read One Linked Account.
    pub(crate) READ_ONE_USER_LINKED_ACCOUNT: () => LinkedAccount
        = "platform.read_one_user_linked_account",
        GET Api "/v1/environments/{environmentID}/users/{userID}/linkedAccounts/{linkedAccountID}"
        needs "Identity Data Admin or Identity Data Read Only";

    /// Create Linked Account.
    pub(crate) CREATE_USER_LINKED_ACCOUNT: NewLinkedAccount => LinkedAccount
        = "platform.create_user_linked_account",
        POST Api "/v1/environments/{environmentID}/users/{userID}/linkedAccounts"
        as "application/vnd.pingidentity.account.link+json" needs "Identity Data Admin";

    /// Delete Linked Account.
    pub(crate) DELETE_USER_LINKED_ACCOUNT: () => () = "platform.delete_user_linked_account",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/linkedAccounts/{linkedAccountID}"
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

    /// Read All Applications.
    pub(crate) READ_ALL_APPLICATIONS: () => Collection<Application>
        = "platform.read_all_applications",
        GET Api "/v1/environments/{environmentID}/applications"
        needs "Environment Admin or Client Application Developer";

    /// Read One Application.
    pub(crate) READ_ONE_APPLICATION: () => Application = "platform.read_one_application",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}"
        needs "Environment Admin or Client Application Developer";

    /// Create Application.
    pub(crate) CREATE_APPLICATION: NewApplication => Application = "platform.create_application",
        POST Api "/v1/environments/{environmentID}/applications" as "application/json"
        needs "Environment Admin or Client Application Developer";

    /// Update Application.
    pub(crate) UPDATE_APPLICATION: NewApplication => Application = "platform.update_application",
        PUT Api "/v1/environments/{environmentID}/applications/{applicationID}"
        as "application/json" needs "Environment Admin or Client Application Developer";

    /// Delete Application.
    pub(crate) DELETE_APPLICATION: () => () = "platform.delete_application",
        DELETE Api "/v1/environments/{environmentID}/applications/{applicationID}"
        needs "Environment Admin or Client Application Developer";

    /// Read Application Secret.
    pub(crate) READ_APPLICATION_SECRET: () => ClientSecret = "platform.read_application_secret",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}/secret"
        needs "Environment Admin or Client Application Developer";

    /// Update Application Secret.
    pub(crate) ROTATE_APPLICATION_SECRET: RotateSecret => ClientSecret
        = "platform.rotate_application_secret",
        POST Api "/v1/environments/{environmentID}/applications/{applicationID}/secret"
        as "application/json" needs "Environment Admin or Client Application Developer";

    /// Delete Previous Application Secret.
    pub(crate) DELETE_PREVIOUS_APPLICATION_SECRET: () => ()
        = "platform.delete_previous_application_secret",
        DELETE Api "/v1/environments/{environmentID}/applications/{applicationID}/secret"
        needs "Environment Admin or Client Application Developer";

    /// Read All Grants.
    pub(crate) READ_ALL_APPLICATION_GRANTS: () => Collection<ApplicationGrant>
        = "platform.read_all_application_grants",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}/grants"
        needs "Environment Admin or Client Application Developer";

    /// Read One Grant.
    pub(crate) READ_ONE_APPLICATION_GRANT: () => ApplicationGrant
        = "platform.read_one_application_grant",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}/grants/{grantID}"
        needs "Environment Admin or Client Application Developer";

    /// Create Grant.
    pub(crate) CREATE_APPLICATION_GRANT: NewApplicationGrant => ApplicationGrant
        = "platform.create_application_grant",
        POST Api "/v1/environments/{environmentID}/applications/{applicationID}/grants"
        as "application/json" needs "Environment Admin or Client Application Developer";

    /// Update Grant.
    pub(crate) UPDATE_APPLICATION_GRANT: NewApplicationGrant => ApplicationGrant
        = "platform.update_application_grant",
        PUT Api "/v1/environments/{environmentID}/applications/{applicationID}/grants/{grantID}"
        as "application/json" needs "Environment Admin or Client Application Developer";

    /// Delete Grant.
    pub(crate) DELETE_APPLICATION_GRANT: () => () = "platform.delete_application_grant",
        DELETE Api "/v1/environments/{environmentID}/applications/{applicationID}/grants/{grantID}"
        needs "Environment Admin or Client Application Developer";

    /// Read All Roles.
    pub(crate) READ_ALL_ROLES: () => Collection<Role> = "platform.read_all_roles",
        GET Api "/v1/roles";

    /// Read One Role.
    pub(crate) READ_ONE_ROLE: () => Role = "platform.read_one_role",
        GET Api "/v1/roles/{roleID}";

    /// Read User Role Assignments.
    pub(crate) READ_ALL_USER_ROLE_ASSIGNMENTS: () => Collection<RoleAssignment>
        = "platform.read_all_user_role_assignments",
        GET Api "/v1/environments/{environmentID}/users/{userID}/roleAssignments";

    /// Read One User Role Assignment.
    pub(crate) READ_ONE_USER_ROLE_ASSIGNMENT: () => RoleAssignment
        = "platform.read_one_user_role_assignment",
        GET Api "/v1/environments/{environmentID}/users/{userID}/roleAssignments/{roleAssignmentID}";

    /// Create User Role Assignment.
    pub(crate) CREATE_USER_ROLE_ASSIGNMENT: NewRoleAssignment => RoleAssignment
        = "platform.create_user_role_assignment",
        POST Api "/v1/environments/{environmentID}/users/{userID}/roleAssignments"
        as "application/json";

    /// Delete User Role Assignment.
    pub(crate) DELETE_USER_ROLE_ASSIGNMENT: () => () = "platform.delete_user_role_assignment",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/roleAssignments/{roleAssignmentID}";

    /// Read Application Role Assignments.
    pub(crate) READ_ALL_APPLICATION_ROLE_ASSIGNMENTS: () => Collection<RoleAssignment>
        = "platform.read_all_application_role_assignments",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}/roleAssignments";

    /// Read One Application Role Assignment.
    pub(crate) READ_ONE_APPLICATION_ROLE_ASSIGNMENT: () => RoleAssignment
        = "platform.read_one_application_role_assignment",
        GET Api "/v1/environments/{environmentID}/applications/{applicationID}/roleAssignments/{roleAssignmentID}";

    /// Create Application Role Assignment.
    pub(crate) CREATE_APPLICATION_ROLE_ASSIGNMENT: NewRoleAssignment => RoleAssignment
        = "platform.create_application_role_assignment",
        POST Api "/v1/environments/{environmentID}/applications/{applicationID}/roleAssignments"
        as "application/json";

    /// Delete Application Role Assignment.
    pub(crate) DELETE_APPLICATION_ROLE_ASSIGNMENT: () => ()
        = "platform.delete_application_role_assignment",
        DELETE Api "/v1/environments/{environmentID}/applications/{applicationID}/roleAssignments/{roleAssignmentID}";

    /// Read Group Role Assignments.
    pub(crate) READ_ALL_GROUP_ROLE_ASSIGNMENTS: () => Collection<RoleAssignment>
        = "platform.read_all_group_role_assignments",
        GET Api "/v1/environments/{environmentID}/groups/{groupID}/roleAssignments";

    /// Read One Group Role Assignment.
    pub(crate) READ_ONE_GROUP_ROLE_ASSIGNMENT: () => RoleAssignment
        = "platform.read_one_group_role_assignment",
        GET Api "/v1/environments/{environmentID}/groups/{groupID}/roleAssignments/{roleAssignmentID}";

    /// Create Group Role Assignment.
    pub(crate) CREATE_GROUP_ROLE_ASSIGNMENT: NewRoleAssignment => RoleAssignment
        = "platform.create_group_role_assignment",
        POST Api "/v1/environments/{environmentID}/groups/{groupID}/roleAssignments"
        as "application/json";

    /// Delete Group Role Assignment.
    pub(crate) DELETE_GROUP_ROLE_ASSIGNMENT: () => () = "platform.delete_group_role_assignment",
        DELETE Api "/v1/environments/{environmentID}/groups/{groupID}/roleAssignments/{roleAssignmentID}";

    /// Read All Resources.
    pub(crate) READ_ALL_RESOURCES: () => Collection<Resource> = "platform.read_all_resources",
        GET Api "/v1/environments/{environmentID}/resources";

    /// Read One Resource.
    pub(crate) READ_ONE_RESOURCE: () => Resource = "platform.read_one_resource",
        GET Api "/v1/environments/{environmentID}/resources/{resourceID}";

    /// Create Resource.
    pub(crate) CREATE_RESOURCE: NewResource => Resource = "platform.create_resource",
        POST Api "/v1/environments/{environmentID}/resources" as "application/json";

    /// Update Resource.
    pub(crate) UPDATE_RESOURCE: NewResource => Resource = "platform.update_resource",
        PUT Api "/v1/environments/{environmentID}/resources/{resourceID}" as "application/json";

    /// Delete Resource.
    pub(crate) DELETE_RESOURCE: () => () = "platform.delete_resource",
        DELETE Api "/v1/environments/{environmentID}/resources/{resourceID}";

    /// Read All Scopes.
    pub(crate) READ_ALL_SCOPES: () => Collection<ResourceScope> = "platform.read_all_scopes",
        GET Api "/v1/environments/{environmentID}/resources/{resourceID}/scopes";

    /// Read One Scope.
    pub(crate) READ_ONE_SCOPE: () => ResourceScope = "platform.read_one_scope",
        GET Api "/v1/environments/{environmentID}/resources/{resourceID}/scopes/{scopeID}";

    /// Create Scope.
    pub(crate) CREATE_SCOPE: NewResourceScope => ResourceScope = "platform.create_scope",
        POST Api "/v1/environments/{environmentID}/resources/{resourceID}/scopes"
        as "application/json";

    /// Update Scope.
    pub(crate) UPDATE_SCOPE: NewResourceScope => ResourceScope = "platform.update_scope",
        PUT Api "/v1/environments/{environmentID}/resources/{resourceID}/scopes/{scopeID}"
        as "application/json";

    /// Delete Scope.
    pub(crate) DELETE_SCOPE: () => () = "platform.delete_scope",
        DELETE Api "/v1/environments/{environmentID}/resources/{resourceID}/scopes/{scopeID}";

    /// Read Resource Secret.
    pub(crate) READ_RESOURCE_SECRET: () => ClientSecret = "platform.read_resource_secret",
        GET Api "/v1/environments/{environmentID}/resources/{resourceID}/secret";

    /// Update Resource Secret.
    pub(crate) ROTATE_RESOURCE_SECRET: RotateSecret => ClientSecret
        = "platform.rotate_resource_secret",
        POST Api "/v1/environments/{environmentID}/resources/{resourceID}/secret"
        as "application/json";

    /// Delete Previous Resource Secret.
    pub(crate) DELETE_PREVIOUS_RESOURCE_SECRET: () => ()
        = "platform.delete_previous_resource_secret",
        DELETE Api "/v1/environments/{environmentID}/resources/{resourceID}/secret";

    /// Read All Notification Policies.
    pub(crate) READ_ALL_NOTIFICATION_POLICIES: () => Collection<NotificationPolicy>
        = "platform.read_all_notification_policies",
        GET Api "/v1/environments/{environmentID}/notificationsPolicies" needs "Environment Admin";

    /// Read One Notification Policy.
    pub(crate) READ_ONE_NOTIFICATION_POLICY: () => NotificationPolicy
        = "platform.read_one_notification_policy",
        GET Api "/v1/environments/{environmentID}/notificationsPolicies/{notificationsPolicyID}"
        needs "Environment Admin";

    /// Create Notification Policy.
    pub(crate) CREATE_NOTIFICATION_POLICY: NewNotificationPolicy => NotificationPolicy
        = "platform.create_notification_policy",
        POST Api "/v1/environments/{environmentID}/notificationsPolicies" as "application/json"
        needs "Environment Admin";

    /// Update Notification Policy.
    pub(crate) UPDATE_NOTIFICATION_POLICY: NewNotificationPolicy => NotificationPolicy
        = "platform.update_notification_policy",
        PUT Api "/v1/environments/{environmentID}/notificationsPolicies/{notificationsPolicyID}"
        as "application/json" needs "Environment Admin";

    /// Delete Notification Policy.
    pub(crate) DELETE_NOTIFICATION_POLICY: () => () = "platform.delete_notification_policy",
        DELETE Api "/v1/environments/{environmentID}/notificationsPolicies/{notificationsPolicyID}"
        needs "Environment Admin";

    /// Read Notifications Settings.
    pub(crate) READ_NOTIFICATION_SETTINGS: () => NotificationSettings
        = "platform.read_notification_settings",
        GET Api "/v1/environments/{environmentID}/notificationsSettings" needs "Environment Admin";

    /// Update Notifications Settings.
    pub(crate) UPDATE_NOTIFICATION_SETTINGS: NewNotificationSettings => NotificationSettings
        = "platform.update_notification_settings",
        PUT Api "/v1/environments/{environmentID}/notificationsSettings" as "application/json"
        needs "Environment Admin";

    /// Reset Notifications Settings.
    pub(crate) RESET_NOTIFICATION_SETTINGS: () => NotificationSettings
        = "platform.reset_notification_settings",
        DELETE Api "/v1/environments/{environmentID}/notificationsSettings"
        needs "Environment Admin";

    /// Read All Templates.
    pub(crate) READ_ALL_TEMPLATES: () => Collection<Template> = "platform.read_all_templates",
        GET Api "/v1/environments/{environmentID}/templates" needs "Environment Admin";

    /// Read One Template.
    pub(crate) READ_ONE_TEMPLATE: () => Template = "platform.read_one_template",
        GET Api "/v1/environments/{environmentID}/templates/{templateName}"
        needs "Environment Admin";

    /// Read All Template Contents.
    pub(crate) READ_ALL_TEMPLATE_CONTENTS: () => Collection<TemplateContent>
        = "platform.read_all_template_contents",
        GET Api "/v1/environments/{environmentID}/templates/{templateName}/contents"
        needs "Environment Admin";

    /// Create Template Content.
    pub(crate) CREATE_TEMPLATE_CONTENT: NewTemplateContent => TemplateContent
        = "platform.create_template_content",
        POST Api "/v1/environments/{environmentID}/templates/{templateName}/contents"
        as "application/json" needs "Environment Admin";

    /// Read One Template Content.
    pub(crate) READ_ONE_TEMPLATE_CONTENT: () => TemplateContent
        = "platform.read_one_template_content",
        GET Api "/v1/environments/{environmentID}/templates/{templateName}/contents/{contentID}"
        needs "Environment Admin";

    /// Update Template Content.
    pub(crate) UPDATE_TEMPLATE_CONTENT: NewTemplateContent => TemplateContent
        = "platform.update_template_content",
        PUT Api "/v1/environments/{environmentID}/templates/{templateName}/contents/{contentID}"
        as "application/json" needs "Environment Admin";

    /// Delete Template Content.
    pub(crate) DELETE_TEMPLATE_CONTENT: () => () = "platform.delete_template_content",
        DELETE Api "/v1/environments/{environmentID}/templates/{templateName}/contents/{contentID}"
        needs "Environment Admin";

    /// Update Template Variant.
    pub(crate) PATCH_TEMPLATE_VARIANT: RenameVariant => Collection<TemplateContent>
        = "platform.patch_template_variant",
        PATCH Api "/v1/environments/{environmentID}/templates/{templateName}/contents"
        as "application/json" needs "Environment Admin";

    /// Delete Template Variant.
    pub(crate) DELETE_TEMPLATE_VARIANT: () => () = "platform.delete_template_variant",
        DELETE Api "/v1/environments/{environmentID}/templates/{templateName}/contents"
        needs "Environment Admin";

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

    /// Read Total Identity Counts.
    pub(crate) READ_TOTAL_IDENTITIES: () => Collection<TotalIdentities>
        = "platform.read_total_identities",
        GET Api "/v1/environments/{environmentID}/totalIdentities";

    /// Read Active Identity Counts by Date Range.
    pub(crate) READ_ACTIVE_IDENTITY_COUNTS: () => Collection<ActiveIdentityCount>
        = "platform.read_active_identity_counts",
        GET Api "/v1/environments/{environmentID}/metrics/activeIdentityCounts";

    /// Read Active Identity Counts by License.
    pub(crate) READ_LICENSE_ACTIVE_IDENTITY_COUNTS: () => Collection<ActiveIdentityCount>
        = "platform.read_license_active_identity_counts",
        GET Api "/v1/organizations/{organizationID}/licenses/{licenseID}/metrics/activeIdentityCounts"
        needs "Organization Admin";
}

/// What tells the operations apart that `RESET_USER_PASSWORD` stands for.
static RESET_USER_PASSWORD_VARIANTS: Variants = Variants {
    special: &[(When::Has("/currentPassword"), &RESET_USER_PASSWORD_SELF.info)],
    general: &RESET_USER_PASSWORD.info,
};

ping_transport::requests! {
    /// A request of “Update Password”: which one it is decides what comes of it.
    pub ResetUserPassword {
        ChangePassword => PasswordState = RESET_USER_PASSWORD_SELF,
        ResetPassword => PasswordState = RESET_USER_PASSWORD,
    }
}
