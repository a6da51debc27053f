//! Licenses.

use crate::{
    LicenseId, Links, Listed, Model, OpenEnum, OrganizationId, Reference, Rest, Timestamp,
    UnknownValue,
};

use super::license_features::{
    AuthorizeFeatures, CredentialsFeatures, EnvironmentsFeatures, FraudFeatures, GatewaysFeatures,
    IntelligenceFeatures, MfaFeatures, OrchestrateFeatures, UsersFeatures, VerifyFeatures,
};

/// Whether a license is in force.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum LicenseStatus {
    /// In force.
    Active,
    /// Past its expiry.
    Expired,
    /// Not begun yet.
    Future,
    /// Ended.
    Terminated,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A geography in which a license allows environments.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum LicenseRegion {
    /// North America without Canada; an environment calls it `NA`.
    NorthAmerica,
    /// Canada.
    #[wire("CA")]
    Canada,
    /// The European Union.
    #[wire("EU")]
    Europe,
    /// Australia.
    #[wire("AU")]
    Australia,
    /// Singapore.
    #[wire("SG")]
    Singapore,
    /// Asia-Pacific.
    #[wire("AP")]
    AsiaPacific,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How much of PingID a license includes.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PingIdLicenseType {
    /// Nothing.
    None,
    /// All of it.
    Full,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A license of an organization.
///
/// <https://developer.pingidentity.com/pingone-api/platform/licenses.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct License {
    /// The id of the license.
    pub id: LicenseId,
    /// Links: the license itself and its organization.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// What it includes beside the platform.
    pub advanced_services: Option<AdvancedServices>,
    /// How many environments use it.
    pub assigned_environments_count: Option<i64>,
    /// What it allows of PingOne Authorize.
    pub authorize: Option<AuthorizeFeatures>,
    /// When it begins to be in force.
    #[model(always)]
    pub begins_at: Timestamp,
    /// What it allows of PingOne Credentials.
    pub credentials: Option<CredentialsFeatures>,
    /// What it allows of environments.
    pub environments: Option<EnvironmentsFeatures>,
    /// When it expires. A trial stops then; others only notify.
    #[model(always)]
    pub expires_at: Timestamp,
    /// What it allows of fraud detection.
    pub fraud: Option<FraudFeatures>,
    /// What it allows of gateways.
    pub gateways: Option<GatewaysFeatures>,
    /// What it allows of PingOne Protect.
    pub intelligence: Option<IntelligenceFeatures>,
    /// What it allows of multi-factor authentication.
    pub mfa: Option<MfaFeatures>,
    /// Its name, up to 255 characters.
    #[model(always)]
    pub name: String,
    /// What it allows of orchestration.
    pub orchestrate: Option<OrchestrateFeatures>,
    /// The organization that has it.
    pub organization: Option<Reference<OrganizationId>>,
    /// The template that it was made from, such as `INTERNAL`; an open set.
    #[model(always)]
    pub package: String,
    /// The license that takes its place.
    pub replaced_by_license: Option<Reference<LicenseId>>,
    /// The license whose place it takes.
    pub replaces_license: Option<Reference<LicenseId>>,
    /// Whether it is in force.
    #[model(always)]
    pub status: LicenseStatus,
    /// When it ended; absent on an active one.
    pub terminates_at: Option<Timestamp>,
    /// What it allows of users.
    pub users: Option<UsersFeatures>,
    /// What it allows of PingOne Verify.
    pub verify: Option<VerifyFeatures>,
    rest: Rest<Self>,
}

impl Listed for License {
    const EMBEDDED: &'static str = "licenses";
}

/// What a license includes beside the platform.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AdvancedServices {
    /// PingID.
    pub ping_id: Option<PingIdService>,
    rest: Rest<Self>,
}

/// Whether and how far a license includes PingID.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PingIdService {
    /// Whether PingID is included.
    pub included: Option<bool>,
    /// How much of it.
    #[model(name = "type")]
    pub service_type: Option<PingIdLicenseType>,
    rest: Rest<Self>,
}

/// The name of a license.
///
/// <https://developer.pingidentity.com/pingone-api/platform/licenses/read-one-license-name.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// Names a license.
    UpdateLicenseName
))]
#[non_exhaustive]
pub struct LicenseName {
    /// Links: the name itself and the license.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The name.
    #[model(always, on_create)]
    pub name: String,
    rest: Rest<Self>,
}
