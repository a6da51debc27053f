//! PingID: users, their devices and services, pairing, and the envelope of every message.
//!
//! PingID's messages carry their content in `reqBody` or, mostly, in `responseBody`; the types
//! here describe the content. [`inside_envelope`] takes a message out of either.
//!
//! Requests decode as leniently as replies, so that saved requests can be checked: nothing in
//! them is required when reading, and another spelling of a member is kept as an unknown member.
//!
//! ## Operations
//!
#![doc = include_str!("operations.md")]

#[macro_use]
mod shape;

mod applications;
mod authenticate;
mod authentication;
mod device;
mod envelope;
mod error_id;
mod fido;
mod ids;
mod jobs;
mod manage;
mod oath;
mod pairing;
mod policies;
mod policy_actions;
mod redirect;
mod replies;
mod report;
mod requests;
mod risk_rules;
mod rules;
mod user;

pub use applications::{
    AddApplication, Application, ApplicationReply, ApplicationsReply, DeleteApplications,
    GetApplications, UpdateApplications,
};
pub use authenticate::{
    AuthenticateOffline, AuthenticateOfflineReply, AuthenticateOnline, AuthenticateOnlineReply,
    AuthenticationType, GpsLocation, OnlineDetails, PerformedForm,
};
pub use authentication::{
    AuthStatus, AuthStatusReply, AuthenticationDetails, CancelAuthentication,
    CancelAuthenticationType, StartAuthentication, StartAuthenticationReply,
};
pub use device::{
    AuthenticatorAttachment, DefaultDevice, Device, DeviceRole, DeviceType, OathTokenType,
    Transport,
};
pub use envelope::inside_envelope;
pub use error_id::{ErrorId, PingIdCode};
pub use fido::{
    FinishWebAuthnPasswordlessAuth, PasswordlessReply, StartWebAuthnPasswordlessAuth,
    WebAuthnFinishPairing, WebAuthnOptionsReply, WebAuthnStartAuth, WebAuthnStartPairing,
    WebAuthnType,
};
pub use ids::{ActivationCode, DeviceId, JobToken, SessionId};
pub use jobs::{
    BulkJobStatusReply, CreateJob, DuplicateToken, GetBulkJobStatus, GetJobStatus, JobReply,
    JobResult, JobState, JobStatus, JobStatusReply, JobType,
};
pub use manage::{
    AddService, DeviceAttribute, ToggleUserBypass, UnpairDevice, UpdateDeviceAttributes,
};
pub use oath::{
    CreateOrgTokens, OrgToken, ResyncInitiator, ResyncOathToken, ResyncReply, RevokeOrgTokens,
};
pub use pairing::{
    AppPairingReply, AppPairingType, AuthenticatorAppFinishPairing, AuthenticatorAppStartPairing,
    EmbeddedParameters, FinalizeOfflinePairing, FinalizePairingReply, OfflinePairing,
    OfflinePairingType, PairYubiKey, StartOfflinePairing, StartedPairingReply, YubiKeyReply,
};
pub use policies::{
    AuthenticationSource, CreateBulkAuthenticationPolicy, PoliciesReply, Policy, PolicyTargets,
    PolicyVersionReply, ReadBulkAuthenticationPolicy,
};
pub use policy_actions::{PolicyAction, PolicyActions};
pub use redirect::{
    RedirectAttribute, RedirectErrorCode, RedirectRequest, RedirectResponse, RedirectStatus,
};
pub use replies::{
    ActivationReply, ErrorReply, PairingStatusReply, PlainReply, ReplyOutcome, UserReply,
};
pub use report::{
    GetOrganizationReport, OrganizationReport, ReportDeviceRole, ReportFormat, ReportRow,
    ReportTime,
};
pub use requests::{
    ActivateUser, AddUser, CodeDeviceType, DeleteUser, EditUser, GetActivationCode,
    GetPairingStatus, GetUserDetails, MissingMember, SuspendUser,
};
pub use risk_rules::{
    IpReputationRule, IpRisk, RiskLevelRisk, RiskLevelRule, UserBehaviorRisk, UserBehaviorRule,
};
pub use rules::{
    AccessingCountryRule, AnonymousNetworkRule, AuthenticationMethod, AuthenticationMethodsRule,
    CompanyNetworkRule, GeoVelocityRule, KnownDeviceRule, MobileOsRule, NewDeviceRule, OsCondition,
    OsOperator, PushLimit, PushLimitRule, RecentFromNetworkRule, RiskLevel, RuleParts, TimeUnit,
    WorkingDaysRule,
};
pub use user::{
    LastTransaction, PairingStatus, Role, Service, ServiceAlias, ServiceStatus, UserDetails,
    UserStatus,
};
