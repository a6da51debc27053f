//! PingOne Platform: licenses, organizations, environments, populations, users and groups.
//!
//! ## Operations
//!
#![doc = include_str!("operations.md")]

mod environment;
mod group;
mod license;
mod license_features;
mod organization;
mod population;
mod user;

pub use environment::{
    BillOfMaterials, Bookmark, Environment, EnvironmentEmbedded, EnvironmentRegion,
    EnvironmentStatus, EnvironmentSubtype, EnvironmentType, Product, ProductType, SolutionType,
};
pub use group::{
    Group, GroupId, GroupMembership, GroupMembershipEmbedded, GroupSourceType, MemberCounts,
    MembershipType, NewGroup,
};
pub use license::{
    AdvancedServices, License, LicenseId, LicenseRegion, LicenseStatus, PingIdLicenseType,
    PingIdService,
};
pub use license_features::{
    AuthorizeFeatures, CredentialsFeatures, EnvironmentsFeatures, FraudFeatures, GatewaysFeatures,
    IntelligenceFeatures, MfaFeatures, OrchestrateFeatures, UsersFeatures, VerifyFeatures,
};
pub use organization::{Organization, OrganizationType};
pub use population::{NewPopulation, Population, UserPopulation};
pub use user::{
    Account, AccountStatus, Address, IdentityProvider, IdentityProviderType, LastSignOn, Lifecycle,
    LifecycleStatus, Name, NewUser, PatchUser, Photo, User, UserEmbedded, VerifyStatus,
};
