//! Applications by SAML.

use super::{
    AccessControl, ApplicationIcon, ApplicationParts, ApplicationProtocol, ApplicationTemplate,
    ApplicationType, CorsSettings, SigningKey,
};
use crate::{CertificateId, Model, OpenEnum, Reference, Rest, UnknownValue};

/// How the request to sign out travels.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum SloBinding {
    /// In a form.
    HttpPost,
    /// In a redirect.
    HttpRedirect,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An application that users sign in to by SAML.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// An application by SAML to be created, or what replaces one.
    ///
    /// ```
    /// use ping_models::platform::{ApplicationType, NewSamlApplication};
    ///
    /// let payroll = NewSamlApplication::new(
    ///     "Payroll",
    ///     ApplicationType::WebApp,
    ///     ["https://payroll.example.com/acs".to_owned()],
    ///     300,
    ///     "payroll.example.com",
    /// );
    /// assert_eq!(payroll.field("protocol"), Some("SAML".into()));
    /// ```
    NewSamlApplication
))]
#[non_exhaustive]
pub struct SamlApplication {
    /// What applications of all types have.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// How it runs; it cannot be changed later.
    #[model(name = "type", always, on_create)]
    pub application_type: ApplicationType,
    /// `SAML`.
    #[model(always, on_create, fixed = ApplicationProtocol::Saml)]
    pub protocol: ApplicationProtocol,
    /// Where assertions are sent; at least one, and the first is the usual one.
    #[model(new)]
    pub acs_urls: Option<Vec<String>>,
    /// How many seconds an assertion is valid.
    #[model(new)]
    pub assertion_duration: Option<i64>,
    /// The id of the service provider, unique in the environment.
    #[model(always, on_create)]
    pub sp_entity_id: String,
    /// The address of its first page.
    pub home_page_url: Option<String>,
    /// Whether the assertion is signed; it is unless told otherwise.
    pub assertion_signed: Option<bool>,
    /// Whether the response is signed; it is not unless told otherwise.
    pub response_signed: Option<bool>,
    /// Where users are sent that PingOne had sign in.
    pub default_target_url: Option<String>,
    /// Whether the way to sign in that a request asks for counts.
    pub enable_requested_authn_context: Option<bool>,
    /// Whether a signed request may have the assertion sent anywhere.
    #[model(name = "enableAlwaysAcceptAcsUrlInSignedAuthnRequest")]
    pub enable_always_accept_acs_url: Option<bool>,
    /// What PingOne signs with.
    pub idp_signing: Option<SigningKey>,
    /// The format of the user's name, a URN.
    pub name_id_format: Option<String>,
    /// How many seconds a session lasts.
    pub session_not_on_or_after_duration: Option<i64>,
    /// How the request to sign out travels; in a form unless told otherwise.
    pub slo_binding: Option<SloBinding>,
    /// Where the request to sign out is sent.
    pub slo_endpoint: Option<String>,
    /// Where the answer about signing out is sent.
    pub slo_response_endpoint: Option<String>,
    /// How many hours a request to sign out is taken after the user signed in.
    pub slo_window: Option<i64>,
    /// How assertions are encrypted.
    pub sp_encryption: Option<SpEncryption>,
    /// How requests are verified.
    pub sp_verification: Option<SpVerification>,
    /// Other names of PingOne for this application.
    pub virtual_server_id_settings: Option<VirtualServerIds>,
    /// From where browsers may call its endpoints.
    pub cors_settings: Option<CorsSettings>,
    /// The template that it was made of.
    pub template: Option<ApplicationTemplate>,
    rest: Rest<Self>,
}

/// How assertions are encrypted.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum SpEncryptionAlgorithm {
    /// AES with 128 bits.
    #[wire("AES_128")]
    Aes128,
    /// AES with 256 bits.
    #[wire("AES_256")]
    Aes256,
    /// Triple DES.
    #[wire("TRIPLEDES")]
    TripleDes,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How assertions are encrypted, and for whom.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SpEncryption {
    /// The algorithm.
    #[model(new)]
    pub algorithm: Option<SpEncryptionAlgorithm>,
    /// The certificate of the service provider.
    #[model(new)]
    pub certificate: Option<Reference<CertificateId>>,
    rest: Rest<Self>,
}

/// How requests are verified.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SpVerification {
    /// Whether requests have to be signed; they do not unless told otherwise.
    pub authn_request_signed: Option<bool>,
    /// The certificates of the service provider.
    #[model(new)]
    pub certificates: Option<Vec<Reference<CertificateId>>>,
    rest: Rest<Self>,
}

/// Other names of PingOne for an application.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct VirtualServerIds {
    /// Whether they are used; they are not unless told otherwise.
    pub enabled: Option<bool>,
    /// The names.
    #[model(name = "virtualServerIds", new)]
    pub ids: Option<Vec<VirtualServerId>>,
    rest: Rest<Self>,
}

/// Another name of PingOne for an application.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct VirtualServerId {
    /// The name.
    #[model(name = "vsId", new)]
    pub id: Option<String>,
    /// Whether it is the usual one.
    pub default: Option<bool>,
    rest: Rest<Self>,
}
