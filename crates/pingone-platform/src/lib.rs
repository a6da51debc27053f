//! Typed calls of the PingOne Platform API: organizations, licenses, environments, populations,
//! users, groups, applications, resources, roles, notifications, tokens and the audit.
//!
//! Handles follow the path of the resource. A method describes a call; nothing is sent until it
//! is awaited.
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! Methods are named as everywhere in this SDK. The search of this page knows what the documentation
//! calls them, too.
//!
//! ```no_run
//! use ping_models::platform::{LicenseStatus, NewUser, PatchUser};
//! use ping_transport::{Client, Region};
//! use pingone_platform::{LicenseFilter, Platform};
//!
//! # async fn example() -> Result<(), ping_transport::Error> {
//! let client = Client::builder()
//!     .region(Region::Eu)
//!     .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
//!     .worker("client-id", "client-secret")
//!     .build()?;
//! let platform = Platform::new(client);
//!
//! let organization = platform.organizations().list().stream().try_next().await?;
//! if let Some(organization) = organization {
//!     let active = LicenseFilter::status().eq(LicenseStatus::Active);
//!     let licenses = platform.organization(organization.id).licenses();
//!     let mut licenses = licenses.list().filter(active).stream();
//!     while let Some(license) = licenses.try_next().await? {
//!         println!("{:?} until {:?}", license.name, license.expires_at);
//!     }
//! }
//!
//! let user = platform.users().create(NewUser::new("jdoe").email("jdoe@example.com")).await?;
//! platform.users().patch(&user.id, PatchUser::new().title("Director")).await?;
//! # Ok(()) }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod activities;
mod applications;
mod bill_of_materials;
mod environments;
mod grants;
mod groups;
mod identity_counts;
mod licenses;
mod linked_accounts;
mod memberships;
mod nestings;
mod notification_policies;
mod notification_settings;
mod operations;
mod organizations;
mod passwords;
mod populations;
mod resources;
mod role_assignments;
mod roles;
mod scopes;
mod secrets;
mod template_contents;
mod templates;
mod tokens;
mod user;
mod user_population;
mod user_settings;
mod users;

pub use activities::{Activities, ActivityFilter};
pub use applications::{ApplicationHandle, Applications};
pub use bill_of_materials::BillOfMaterialsHandle;
pub use environments::{EnvironmentExpansion, EnvironmentFilter, EnvironmentHandle, Environments};
pub use grants::ApplicationGrants;
pub use groups::{GroupExpansion, GroupFilter, GroupHandle, Groups};
pub use identity_counts::ActiveIdentityOrder;
pub use licenses::{LicenseFilter, Licenses};
pub use linked_accounts::{LinkedAccountExpansion, LinkedAccountFilter, LinkedAccounts};
pub use memberships::{MembershipExpansion, MembershipFilter, UserMemberships};
pub use nestings::GroupNestings;
pub use notification_policies::NotificationPolicies;
pub use notification_settings::NotificationSettingsHandle;
pub use operations::operations;
pub use organizations::{OrganizationFilter, OrganizationHandle, Organizations};
pub use passwords::{PasswordExpansion, UserPassword};
pub use populations::{PopulationFilter, Populations};
pub use resources::{ResourceHandle, Resources};
pub use role_assignments::RoleAssignments;
pub use roles::Roles;
pub use scopes::ResourceScopes;
pub use secrets::ClientSecretHandle;
pub use template_contents::TemplateContents;
pub use templates::{TemplateFilter, TemplateHandle, Templates};
pub use tokens::Tokens;
pub use user::UserHandle;
pub use user_population::UserPopulationHandle;
pub use user_settings::{UserEnabledHandle, UserIdentityProviderHandle};
pub use users::{UserExpansion, UserFilter, Users};

use ping_models::{
    ApplicationId, EnvironmentId, GroupId, OrganizationId, ResourceId, TemplateName, UserId,
};
use ping_transport::{Client, Scope, handle};

handle! {
    /// The PingOne Platform. Cheap to clone.
    pub struct Platform;
}

impl Platform {
    /// The platform as this client reaches it. What is in an environment is taken from the
    /// environment that the client manages.
    pub fn new(client: Client) -> Self {
        Scope::new(client).into()
    }

    /// The same, with another managed environment. The worker's roles decide what it may do there.
    #[must_use]
    pub fn in_environment(&self, id: impl Into<EnvironmentId>) -> Self {
        self.scope.in_environment(id.into()).into()
    }

    /// The organizations that the worker sees: its own.
    pub fn organizations(&self) -> Organizations {
        self.scope.outside().into()
    }

    /// One organization and what belongs to it.
    #[doc(alias("org", "tenant"))]
    pub fn organization(&self, id: impl Into<OrganizationId>) -> OrganizationHandle {
        self.scope.outside().below("organizationID", id.into()).into()
    }

    /// The roles that there are.
    pub fn roles(&self) -> Roles {
        self.scope.outside().into()
    }

    /// The environments.
    pub fn environments(&self) -> Environments {
        self.scope.outside().into()
    }

    /// The managed environment.
    pub fn environment(&self) -> EnvironmentHandle {
        self.scope.clone().into()
    }

    /// What was done in the managed environment.
    #[doc(alias("audit", "activity"))]
    pub fn activities(&self) -> Activities {
        self.scope.clone().into()
    }

    /// The populations of the managed environment.
    #[doc(alias("population"))]
    pub fn populations(&self) -> Populations {
        self.scope.clone().into()
    }

    /// The users of the managed environment.
    pub fn users(&self) -> Users {
        self.scope.clone().into()
    }
    /// One user, and what belongs to the user.
    pub fn user(&self, id: impl Into<UserId>) -> UserHandle {
        self.scope.below("userID", id.into()).into()
    }

    /// The groups of the managed environment.
    pub fn groups(&self) -> Groups {
        self.scope.clone().into()
    }

    /// One group, and what belongs to it.
    pub fn group(&self, id: impl Into<GroupId>) -> GroupHandle {
        self.scope.below("groupID", id.into()).into()
    }

    /// The applications of the managed environment.
    #[doc(alias("apps", "clients"))]
    pub fn applications(&self) -> Applications {
        self.scope.clone().into()
    }

    /// One application, and what belongs to it.
    pub fn application(&self, id: impl Into<ApplicationId>) -> ApplicationHandle {
        self.scope.below("applicationID", id.into()).into()
    }

    /// The resources of the managed environment.
    pub fn resources(&self) -> Resources {
        self.scope.clone().into()
    }

    /// One resource, and what belongs to it.
    pub fn resource(&self, id: impl Into<ResourceId>) -> ResourceHandle {
        self.scope.below("resourceID", id.into()).into()
    }

    /// The tokens of the managed environment, and the keys that they are signed with.
    #[doc(alias("introspection", "jwks", "discovery", "oauth"))]
    pub fn tokens(&self) -> Tokens {
        self.scope.clone().into()
    }

    /// How many messages are sent in the managed environment, where, and how fast.
    #[doc(alias("quota", "notification policy"))]
    pub fn notification_policies(&self) -> NotificationPolicies {
        self.scope.clone().into()
    }

    /// What users of the managed environment are told about.
    #[doc(alias("notification template"))]
    pub fn templates(&self) -> Templates {
        self.scope.clone().into()
    }

    /// One template, such as `strong_authentication`, and what belongs to it.
    pub fn template(&self, name: impl Into<TemplateName>) -> TemplateHandle {
        self.scope.below("templateName", name.into()).into()
    }

    /// How messages are sent in the managed environment.
    pub fn notification_settings(&self) -> NotificationSettingsHandle {
        self.scope.clone().into()
    }
}
