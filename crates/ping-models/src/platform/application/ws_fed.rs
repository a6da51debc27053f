//! Applications by WS-Federation.

use super::{
    AccessControl, ApplicationIcon, ApplicationParts, ApplicationProtocol, ApplicationType,
    CorsSettings, SigningKey,
};
use crate::{Model, OpenEnum, Reference, Rest, UnknownValue};

/// The version of WS-Trust.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum WsTrustVersion {
    /// 1.2.
    #[wire("1.2")]
    V1_2,
    /// 1.3.
    #[wire("1.3")]
    V1_3,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An application that users sign in to by WS-Federation, such as Microsoft 365.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// An application by WS-Federation to be created, or what replaces one.
    NewWsFedApplication
))]
#[non_exhaustive]
pub struct WsFedApplication {
    /// What applications of all types have.
    #[model(flatten)]
    pub common: ApplicationParts,
    /// How it runs; it cannot be changed later.
    #[model(name = "type", always, on_create)]
    pub application_type: ApplicationType,
    /// `WS_FED`.
    #[model(always, on_create, fixed = ApplicationProtocol::WsFed)]
    pub protocol: ApplicationProtocol,
    /// The domain that is federated.
    #[model(always, on_create)]
    pub domain_name: String,
    /// What PingOne signs with; the algorithm, too, is required.
    #[model(new)]
    pub idp_signing: Option<SigningKey>,
    /// Where assertions are sent.
    #[model(always, on_create)]
    pub reply_url: String,
    /// How many seconds an assertion is valid, 300 to 3,932,100.
    pub assertion_duration: Option<i64>,
    /// Whom assertions are for, a URN; `urn:federation:MicrosoftOnline` unless told otherwise.
    pub audience_restriction: Option<String>,
    /// Where the request to sign out is sent.
    pub slo_endpoint: Option<String>,
    /// The format of the user's name, a URN of SAML 1.1.
    pub subject_name_identifier_format: Option<String>,
    /// The version of WS-Trust.
    pub ws_trust_version: Option<WsTrustVersion>,
    /// How users sign in by Kerberos.
    pub kerberos: Option<WsFedKerberos>,
    /// From where browsers may call its endpoints.
    pub cors_settings: Option<CorsSettings>,
    rest: Rest<Self>,
}

/// How users sign in by Kerberos.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct WsFedKerberos {
    /// The gateways to their directories.
    #[model(new)]
    pub gateways: Option<Vec<KerberosGateway>>,
    rest: Rest<Self>,
}

/// The kind of a gateway.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum KerberosGatewayType {
    /// To an LDAP directory.
    Ldap,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A gateway to a directory.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct KerberosGateway {
    /// The id of the gateway.
    #[model(new)]
    pub id: Option<String>,
    /// Its kind: `LDAP`.
    #[model(name = "type", preset = KerberosGatewayType::Ldap)]
    pub gateway_type: Option<KerberosGatewayType>,
    /// The type of its users.
    #[model(new)]
    pub user_type: Option<Reference>,
    rest: Rest<Self>,
}
