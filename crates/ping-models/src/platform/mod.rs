//! PingOne Platform: licenses, organizations, environments, populations, users, groups,
//! applications, resources, roles, notifications, tokens and the audit.
//!
//! ## Operations
//!
#![doc = include_str!("operations.md")]

mod activity;
mod application;
mod bill_of_materials;
mod capabilities;
mod client_secret;
mod environment;
mod grant;
mod group;
mod identity_counts;
mod license;
mod license_features;
mod license_quantities;
mod notification_policy;
mod notification_settings;
mod organization;
mod password;
mod person;
mod population;
mod resource;
mod role;
mod template;
mod template_content;
mod token;
mod user;
mod user_parts;

pub use activity::{
    Activity, ActivityAction, ActivityResource, ActivityResult, ActivityStatus, Actor, ActorType,
    Actors, ExternalCorrelation, PopulationOf, QueryActivities,
};
pub use application::{
    AccessControl, AdminConsoleApplication, Application, ApplicationIcon, ApplicationParts,
    ApplicationProtocol, ApplicationTemplate, ApplicationType, CacheDuration, ClientAuthMethod,
    CorsBehavior, CorsSettings, ExternalLinkApplication, GooglePlayIntegrity,
    GooglePlayVerification, GrantType, GroupAccess, GroupAccessType, IntegrityDetection,
    IntegrityDetectionMode, IntegrityPlatform, KerberosGateway, KerberosGatewayType,
    MobileSettings, MobileTimeUnit, NewApplication, NewExternalLinkApplication, NewOidcApplication,
    NewOtherApplication, NewPortalApplication, NewSamlApplication, NewSelfServiceApplication,
    NewWsFedApplication, NumberMatching, NumberMatchingType, OidcApplication, OidcKerberos,
    OidcSigning, OtherApplication, ParRequirement, PasscodeRefreshDuration, PkceEnforcement,
    PortalApplication, PushSettings, RefreshTokenType, ResponseType, RoleAccess, RoleAccessType,
    SamlApplication, SelfServiceApplication, SigningAlgorithm, SigningKey, SloBinding,
    SpEncryption, SpEncryptionAlgorithm, SpVerification, VirtualServerId, VirtualServerIds,
    WsFedApplication, WsFedKerberos, WsTrustVersion,
};
pub use bill_of_materials::{
    BillOfMaterials, Bookmark, Product, ProductType, SolutionType, UpdateBillOfMaterials,
};
pub use capabilities::EnvironmentCapabilities;
pub use client_secret::{ClientSecret, KeepPrevious, PreviousSecret, RotateSecret, SetSecret};
pub use environment::{
    Environment, EnvironmentEmbedded, EnvironmentRegion, EnvironmentStatus, EnvironmentSubtype,
    EnvironmentType, NewEnvironment, UpdateEnvironmentStatus, UpdateEnvironmentType,
};
pub use grant::{ApplicationGrant, NewApplicationGrant};
pub use group::{
    Group, GroupMembership, GroupMembershipEmbedded, GroupSourceType, MemberCounts, MembershipType,
    NewGroup,
};
pub use identity_counts::{ActiveIdentityCount, LicensePeriod, SamplePeriod, TotalIdentities};
pub use license::{
    AdvancedServices, License, LicenseName, LicenseRegion, LicenseStatus, PingIdLicenseType,
    PingIdService, UpdateLicenseName,
};
pub use license_features::{
    AuthorizeFeatures, CredentialsFeatures, EnvironmentsFeatures, FraudFeatures, GatewaysFeatures,
    IntelligenceFeatures, MfaFeatures, OrchestrateFeatures, UsersFeatures, VerifyFeatures,
};
pub use license_quantities::{LicenseQuantities, RateLimit};
pub use notification_policy::{
    Cooldown, CooldownConfiguration, CooldownPeriod, CooldownTimeUnit, CountryLimit,
    CountryLimitType, DeliveryMethod, NewNotificationPolicy, NotificationPolicy, NotificationQuota,
    NotificationQuotaType, PhoneDeliveryMethod, ProviderCondition, ProviderConfiguration,
};
pub use notification_settings::{
    DailyQuota, DeliveryMode, EmailSender, ListedUser, NewNotificationSettings,
    NotificationRestrictions, NotificationSettings,
};
pub use organization::{Organization, OrganizationCapabilities, OrganizationType};
pub use password::{
    ChangePassword, CheckPassword, ExternalPassword, ImportedPassword, PasswordGateway,
    PasswordGatewayType, PasswordState, PasswordStateEmbedded, PasswordStatus, RecoverPassword,
    ResetPassword, SetPassword, SetPasswordValue,
};
pub use person::{Address, Name, Photo};
pub use population::{NewPopulation, Population, UserPopulation};
pub use resource::{
    ApplicationPermissionsSettings, NewResource, NewResourceScope, Resource, ResourceScope,
    ResourceType,
};
pub use role::{
    NewRoleAssignment, Permission, Role, RoleAssignment, RoleName, RoleScope, RoleScopeType,
};
pub use template::{Template, TemplateVariable};
pub use template_content::{
    EmailContent, NewEmailContent, NewOtherContent, NewPushContent, NewSmsContent,
    NewTemplateContent, NewVoiceContent, OtherContent, PushCategory, PushContent, RenameVariant,
    SmsContent, TemplateContent, TemplateContentParts, VoiceContent,
};
pub use token::{
    IntrospectToken, JsonWebKey, JsonWebKeySet, OpenIdConfiguration, RevokeToken,
    TokenIntrospection, TokenTypeHint,
};
pub use user::{
    Account, AccountStatus, IdentityProvider, IdentityProviderType, LastSignOn, Lifecycle,
    LifecycleStatus, NewUser, PatchUser, User, UserEmbedded, VerifyStatus,
};
pub use user_parts::{
    LinkedAccount, LinkedAccountEmbedded, LockAccount, NewLinkedAccount, UpdateUserEnabled,
    UpdateUserIdentityProvider, UserEnabled, UserIdentityProvider, VerifyUser,
};
