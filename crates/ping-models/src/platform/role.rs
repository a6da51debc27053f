//! Roles, and who has which of them where.

use crate::{
    ApplicationId, EnvironmentId, GatewayId, GroupId, Links, Listed, Model, OpenEnum,
    OrganizationId, PopulationId, Reference, Rest, RoleAssignmentId, RoleId, Timestamp,
    UnknownValue, UserId,
};

/// The name of a built-in role.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum RoleName {
    /// Licenses, environments, and the organization itself.
    #[wire("Organization Admin")]
    OrganizationAdmin,
    /// The configuration of environments, such as policies and notifications.
    #[wire("Environment Admin")]
    EnvironmentAdmin,
    /// Users, groups, passwords and devices.
    #[wire("Identity Data Admin")]
    IdentityDataAdmin,
    /// Applications and their secrets.
    #[wire("Client Application Developer")]
    ClientApplicationDeveloper,
    /// Reading what [`IdentityDataAdmin`](Self::IdentityDataAdmin) writes.
    #[wire("Identity Data Read Only")]
    IdentityDataReadOnly,
    /// Reading what [`EnvironmentAdmin`](Self::EnvironmentAdmin) writes.
    #[wire("Configuration Read Only")]
    ConfigurationReadOnly,
    /// Roles of the customer's own.
    #[wire("Custom Roles Admin")]
    CustomRolesAdmin,
    /// Help for users, such as new passwords.
    #[wire("Help Desk Admin")]
    HelpDeskAdmin,
    /// One application.
    #[wire("Application Owner")]
    ApplicationOwner,
    /// DaVinci.
    #[wire("DaVinci Admin")]
    DaVinciAdmin,
    /// Reading DaVinci.
    #[wire("DaVinci Admin Read Only")]
    DaVinciAdminReadOnly,
    /// Decisions of a gateway of PingOne Authorize.
    #[wire("Authorize Gateway Policy Evaluator")]
    AuthorizeGatewayPolicyEvaluator,
    /// PingFederate.
    #[wire("PingFederate Administrator")]
    PingFederateAdministrator,
    /// Reading PingFederate.
    #[wire("PingFederate Auditor")]
    PingFederateAuditor,
    /// Keys and certificates of PingFederate.
    #[wire("PingFederate Crypto Administrator")]
    PingFederateCryptoAdministrator,
    /// Expressions of PingFederate.
    #[wire("PingFederate Expression Administrator")]
    PingFederateExpressionAdministrator,
    /// The accounts of PingFederate.
    #[wire("PingFederate User Administrator")]
    PingFederateUserAdministrator,
    /// Advanced Identity Cloud, its administrators included.
    #[wire("Advanced Identity Cloud Super Admin")]
    AdvancedIdentityCloudSuperAdmin,
    /// A tenant of Advanced Identity Cloud.
    #[wire("Advanced Identity Cloud Tenant Admin")]
    AdvancedIdentityCloudTenantAdmin,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What a role is assigned for.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum RoleScopeType {
    /// All environments of an organization.
    Organization,
    /// An environment.
    Environment,
    /// The users of a population.
    Population,
    /// An application.
    Application,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A role: what who is assigned it may do.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Role {
    /// The id of the role, other in each organization.
    pub id: RoleId,
    /// Links.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// Its name.
    #[model(always)]
    pub name: RoleName,
    /// What it is for.
    pub description: Option<String>,
    /// What it can be assigned for.
    pub applicable_to: Option<Vec<RoleScopeType>>,
    /// What it allows.
    pub permissions: Option<Vec<Permission>>,
    rest: Rest<Self>,
}

impl Listed for Role {
    const EMBEDDED: &'static str = "roles";
}

/// Something that a role allows.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Permission {
    /// Its name, such as `orgmgt:read:environment`.
    pub id: String,
    /// The service that it is of.
    pub classifier: Option<String>,
    /// What it allows.
    pub description: Option<String>,
    rest: Rest<Self>,
}

/// That a user, a group or a worker has a role.
///
/// <https://developer.pingidentity.com/pingone-api/platform/applications/application-role-assignments.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A role to be assigned.
    ///
    /// ```
    /// use ping_models::platform::{NewRoleAssignment, RoleScope};
    ///
    /// let assignment = NewRoleAssignment::new("role-id", RoleScope::environment("environment-id"));
    /// assert!(assignment.field("scope").is_some());
    /// ```
    NewRoleAssignment
))]
#[non_exhaustive]
pub struct RoleAssignment {
    /// The id of the assignment.
    #[model(read_only)]
    pub id: RoleAssignmentId,
    /// Links: the assignment itself, and who has the role.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment of who has the role.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The role.
    #[model(new)]
    pub role: Option<Reference<RoleId>>,
    /// What it was assigned for.
    #[model(new)]
    pub scope: Option<RoleScope>,
    /// Whether the caller cannot take it back: it was assigned by the service, or the caller has
    /// no such role itself.
    #[model(read_only)]
    pub read_only: Option<bool>,
    /// The user who has the role.
    #[model(read_only)]
    pub user: Option<Reference<UserId>>,
    /// The group whose members have the role.
    #[model(read_only)]
    pub group: Option<Reference<GroupId>>,
    /// The worker that has the role.
    #[model(read_only)]
    pub application: Option<Reference<ApplicationId>>,
    /// The gateway that has the role.
    #[model(read_only)]
    pub gateway: Option<Reference<GatewayId>>,
    /// When it was created.
    #[model(read_only)]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[model(read_only)]
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

impl Listed for RoleAssignment {
    const EMBEDDED: &'static str = "roleAssignments";
}

/// What a role is assigned for: something of a type.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RoleScope {
    /// The id of what it is, a UUID.
    pub id: String,
    /// The type of what it is.
    #[model(name = "type", always)]
    pub scope_type: RoleScopeType,
    rest: Rest<Self>,
}

impl RoleScope {
    /// All environments of an organization.
    pub fn organization(id: impl Into<OrganizationId>) -> Self {
        Self::new(id.into().as_str()).scope_type(RoleScopeType::Organization)
    }

    /// An environment.
    pub fn environment(id: impl Into<EnvironmentId>) -> Self {
        Self::new(id.into().as_str()).scope_type(RoleScopeType::Environment)
    }

    /// The users of a population.
    pub fn population(id: impl Into<PopulationId>) -> Self {
        Self::new(id.into().as_str()).scope_type(RoleScopeType::Population)
    }

    /// An application.
    pub fn application(id: impl Into<ApplicationId>) -> Self {
        Self::new(id.into().as_str()).scope_type(RoleScopeType::Application)
    }
}
