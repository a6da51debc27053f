//! What native applications send their pushes with.

use crate::{
    ApplicationId, EnvironmentId, Links, Listed, Model, OpenEnum, PushCredentialId, Reference,
    Rest, Secret, Tagged, Timestamp, UnknownValue,
};

/// Who carries the pushes.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PushCredentialType {
    /// Apple.
    Apns,
    /// Google.
    #[wire("FCM_HTTP_V1")]
    FcmHttpV1,
    /// Huawei.
    Hms,
    /// Google, by an interface that is no more.
    Fcm,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What a native application sends its pushes with. The secrets are in no answer, so that what
/// replaces one is made anew.
///
/// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PushCredential {
    /// The id of the credential.
    pub id: PushCredentialId,
    /// Links: the credential itself, its environment and its application.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment that the application is in.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The application.
    pub application: Option<Reference<ApplicationId>>,
    /// Who carries the pushes.
    #[model(name = "type", always)]
    pub credential_type: PushCredentialType,
    /// The client id; of Huawei.
    pub client_id: Option<String>,
    /// When it was created.
    #[model(always)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for PushCredential {
    const EMBEDDED: &'static str = "pushCredentials";
}

/// A push credential to be created, or what replaces one of its type: made of the request of its
/// type, such as [`NewApnsCredential`].
#[derive(Clone, PartialEq, Tagged)]
#[tagged(by("type"))]
#[non_exhaustive]
pub enum NewPushCredential {
    /// Of Apple.
    #[tagged("APNS")]
    Apns(NewApnsCredential),
    /// Of Google.
    #[tagged("FCM_HTTP_V1")]
    FcmHttpV1(NewFcmCredential),
    /// Of Huawei.
    #[tagged("HMS")]
    Hms(NewHmsCredential),
    /// Of another type, or of none.
    #[tagged(other)]
    Other(OtherPushCredential),
}

macro_rules! from {
    ($($variant:ident($name:ident)),* $(,)?) => { $(
        impl From<$name> for NewPushCredential {
            fn from(credential: $name) -> Self {
                Self::$variant(credential)
            }
        }
    )* };
}

from!(
    Apns(NewApnsCredential),
    FcmHttpV1(NewFcmCredential),
    Hms(NewHmsCredential),
    Other(OtherPushCredential),
);

/// What sends pushes by Apple.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewApnsCredential {
    /// `APNS`.
    #[model(name = "type", fixed = PushCredentialType::Apns)]
    pub credential_type: PushCredentialType,
    /// The id of the key.
    pub key: Secret,
    /// The id of the team.
    pub team_id: String,
    /// The private key: the text of the `.p8` file.
    pub token: Secret,
    rest: Rest<Self>,
}

/// What sends pushes by Google.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewFcmCredential {
    /// `FCM_HTTP_V1`.
    #[model(name = "type", fixed = PushCredentialType::FcmHttpV1)]
    pub credential_type: PushCredentialType,
    /// The text of the service account's key file.
    pub google_service_account_credentials: Secret,
    rest: Rest<Self>,
}

/// What sends pushes by Huawei.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewHmsCredential {
    /// `HMS`.
    #[model(name = "type", fixed = PushCredentialType::Hms)]
    pub credential_type: PushCredentialType,
    /// The client id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: Secret,
    rest: Rest<Self>,
}

/// A push credential of another type. Its members are set by `with_field`.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OtherPushCredential {
    /// The type.
    #[model(name = "type", new)]
    pub credential_type: Option<PushCredentialType>,
    rest: Rest<Self>,
}
