//! The ids of what PingOne has. Several products use them, so that they stand in none.

use std::sync::Arc;

use crate::Id;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => { $(
        $(#[$doc])*
        #[derive(Id)]
        pub struct $name(Arc<str>);
    )* };
}

ids! {
    /// The id of an organization, a UUID.
    OrganizationId,
    /// The id of an environment, a UUID.
    EnvironmentId,
    /// The id of a population, a UUID.
    PopulationId,
    /// The id of a user, a UUID.
    UserId,
    /// The id of an application, a UUID; the client id of what signs in by OpenID Connect.
    ApplicationId,
    /// The id of what an application was granted, a UUID.
    GrantId,
    /// The id of a resource, a UUID.
    ResourceId,
    /// The id of a scope of a resource, a UUID.
    ScopeId,
    /// The id of a key, a UUID.
    KeyId,
    /// The id of a certificate, a UUID.
    CertificateId,
    /// The id of a group, a UUID.
    GroupId,
    /// The id of a role, a UUID.
    RoleId,
    /// The id of what says that somebody has a role, a UUID.
    RoleAssignmentId,
    /// The id of a gateway, a UUID.
    GatewayId,
    /// The id of a password policy, a UUID.
    PasswordPolicyId,
    /// The id of an external identity provider, a UUID.
    IdentityProviderId,
    /// The id of the link between a user and an account elsewhere, a UUID.
    LinkedAccountId,
    /// The id of a license, a UUID.
    LicenseId,
    /// The id of a device of a user, a UUID.
    DeviceId,
    /// The id of the session that a browser is remembered for, a text of the caller.
    DeviceSessionId,
    /// The id of a pairing key, a UUID.
    PairingKeyId,
    /// The id of an authentication code, a UUID.
    AuthenticationCodeId,
    /// The id of a device authentication, a UUID.
    DeviceAuthenticationId,
    /// The id of a device authentication policy, a UUID.
    DeviceAuthenticationPolicyId,
    /// The id of a FIDO policy, a UUID.
    FidoPolicyId,
    /// The id of a model of authenticators among the FIDO metadata (`mdsIdentifier`).
    FidoDeviceId,
    /// The id of a push credential, a UUID.
    PushCredentialId,
    /// The id of a report about users' devices, a UUID.
    DeviceReportId,
    /// The id of an OATH token, a UUID.
    OathTokenId,
    /// The id of a job that creates or revokes OATH tokens, a UUID.
    OathJobId,
    /// The id of a notification policy, a UUID.
    NotificationPolicyId,
    /// The name of a template of notifications, such as `strong_authentication`.
    TemplateName,
    /// The id of a content of a template, a UUID.
    TemplateContentId,
    /// The id of a verify transaction, a UUID.
    VerifyTransactionId,
    /// The id of a verify policy, a UUID.
    VerifyPolicyId,
    /// The id of an entry of a transaction's metadata, a UUID.
    MetadataId,
    /// The id of an entry of a transaction's verified data, a UUID.
    VerifiedDataId,
    /// The id of a document that was handed in for a transaction, a UUID.
    VerificationDocumentId,
    /// The id of a sample that is kept of a user's voice: a UUID or a text.
    ReferenceDataId,
}
