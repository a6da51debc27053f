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
mod redirect;
mod replies;
mod report;
mod requests;
mod rules;
mod user;

pub use applications::{
    AddApplication, Application, ApplicationReply, ApplicationsReply, DeleteApplications,
    GetApplications, UpdateApplications,
};
pub use authentication::{
    AuthStatus, AuthStatusReply, AuthenticateOffline, AuthenticateOfflineReply, AuthenticateOnline,
    AuthenticateOnlineReply, AuthenticationDetails, AuthenticationType, CancelAuthentication,
    CancelAuthenticationType, GpsLocation, OnlineDetails, PerformedForm, StartAuthentication,
    StartAuthenticationReply,
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
    AuthenticationSource, CreateBulkAuthenticationPolicy, PoliciesReply, Policy, PolicyAction,
    PolicyActions, PolicyTargets, PolicyVersionReply, ReadBulkAuthenticationPolicy,
};
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
pub use rules::{
    AccessingCountryRule, AnonymousNetworkRule, AuthenticationMethod, AuthenticationMethodsRule,
    CompanyNetworkRule, GeoVelocityRule, IpReputationRule, IpRisk, KnownDeviceRule, MobileOsRule,
    NewDeviceRule, OsCondition, OsOperator, PushLimit, PushLimitRule, RecentFromNetworkRule,
    RiskLevel, RiskLevelRisk, RiskLevelRule, TimeUnit, UserBehaviorRisk, UserBehaviorRule,
    WorkingDaysRule,
};
pub use user::{
    LastTransaction, PairingStatus, Role, Service, ServiceAlias, ServiceStatus, UserDetails,
    UserStatus,
};
