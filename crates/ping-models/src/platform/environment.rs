//! Environments and what is deployed in them.

use crate::{
    EnvironmentId, LicenseId, Link, Links, Listed, Model, OpenEnum, OpenValue, OrganizationId,
    Reference, Rest, Timestamp, UnknownValue,
};

/// The geography of an environment. An organization keeps all of its environments in one.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum EnvironmentRegion {
    /// North America without Canada.
    #[wire("NA")]
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

/// What an environment is used for.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum EnvironmentType {
    /// In production; it cannot become a sandbox again.
    Production,
    /// For trying things out.
    Sandbox,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What a sandbox environment is used for.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum EnvironmentSubtype {
    /// Development.
    #[wire("DEV")]
    Development,
    /// Quality assurance.
    #[wire("QA")]
    QualityAssurance,
    /// Staging.
    Staging,
    /// Testing.
    Testing,
    /// Acceptance by users.
    #[wire("UAT")]
    UserAcceptance,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether an environment is about to be deleted.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum EnvironmentStatus {
    /// In use.
    Active,
    /// Soft-deleted, and deleted for good some time later.
    DeletePending,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An environment: the home of users, applications and policies.
///
/// <https://developer.pingidentity.com/pingone-api/platform/environments.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Environment {
    /// The id of the environment.
    pub id: EnvironmentId,
    /// Links: the environment itself and what it contains.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// What a read with `expand` embeds.
    #[model(name = "_embedded")]
    pub embedded: Option<EnvironmentEmbedded>,
    /// Its name, unique in the organization.
    #[model(always)]
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The organization that it belongs to.
    pub organization: Option<Reference<OrganizationId>>,
    /// The license that it uses.
    pub license: Option<Reference<LicenseId>>,
    /// Where it is.
    #[model(always)]
    pub region: EnvironmentRegion,
    /// What it is used for.
    #[model(always, name = "type")]
    pub environment_type: EnvironmentType,
    /// What a sandbox is used for.
    pub subtype: Option<EnvironmentSubtype>,
    /// Whether it is about to be deleted. `null` unless it ever was soft-deleted.
    pub status: Option<EnvironmentStatus>,
    /// The address of its picture (JPEG, PNG or GIF).
    pub icon: Option<String>,
    /// Which products it has, in the answer to its creation.
    pub bill_of_materials: Option<BillOfMaterials>,
    /// What may be done in it.
    pub environment_capabilities: Option<OpenValue>,
    /// The id of its account in the services of before.
    pub pingone_account_id: Option<String>,
    /// When it was created.
    #[model(always)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always)]
    pub updated_at: Timestamp,
    /// When it was soft-deleted.
    pub soft_deleted_at: Option<Timestamp>,
    /// From when on it can be deleted for good.
    pub hard_delete_allowed_at: Option<Timestamp>,
    /// The other spelling of `hardDeleteAllowedAt`.
    pub hard_deleted_allowed_at: Option<Timestamp>,
    rest: Rest<Self>,
}

impl Listed for Environment {
    const EMBEDDED: &'static str = "environments";
}

/// What a read of an environment with `expand` embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct EnvironmentEmbedded {
    /// Which products the environment has; with `expand=billOfMaterials`.
    pub bill_of_materials: Option<BillOfMaterials>,
    rest: Rest<Self>,
}

/// What an environment was set up for.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum SolutionType {
    /// Customers.
    Customer,
    /// The workforce; such environments use PingID.
    Workforce,
    /// A trial for customers.
    #[wire("CIAM_TRIAL")]
    CustomerTrial,
    /// A trial for the workforce.
    #[wire("WF_TRIAL")]
    WorkforceTrial,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A product in an environment.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ProductType {
    /// The platform.
    PingOneBase,
    /// PingOne MFA.
    PingOneMfa,
    /// PingOne Protect.
    PingOneRisk,
    /// PingOne Verify.
    PingOneVerify,
    /// PingOne Credentials.
    PingOneCredentials,
    /// PingOne Authorize.
    PingOneAuthorize,
    /// DaVinci.
    PingOneDavinci,
    /// Orchestration.
    PingOneOrchestrate,
    /// Fraud detection.
    PingOneFraud,
    /// Provisioning.
    PingOneProvisioning,
    /// PingID as a part of the platform.
    PingOneId,
    /// PingOne for Enterprise.
    PingOneForEnterprise,
    /// PingOne for SaaS.
    PingOneForSaas,
    /// The services of before.
    PingOneLegacy,
    /// PingID.
    PingId,
    /// The PingID SDK.
    PingIdSdk,
    /// PingFederate.
    PingFederate,
    /// PingAccess.
    PingAccess,
    /// PingDirectory.
    PingDirectory,
    /// PingAuthorize.
    PingAuthorize,
    /// PingCentral.
    PingCentral,
    /// PingIntelligence.
    PingIntelligence,
    /// PingDataSync.
    PingDataSync,
    /// PingDataGovernance.
    PingDataGovernance,
    /// Advanced Identity Cloud.
    IdentityCloud,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Which products an environment has.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct BillOfMaterials {
    /// Links: the bill itself and its environment.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The products.
    pub products: Option<Vec<Product>>,
    /// What the environment was set up for.
    pub solution_type: Option<SolutionType>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// A product of an environment.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Product {
    /// The id of the entry.
    pub id: Option<String>,
    /// Which product it is.
    #[model(name = "type")]
    pub product_type: Option<ProductType>,
    /// What it is for.
    pub description: Option<String>,
    /// Where its administration is.
    pub console: Option<Link>,
    /// Links that administrators keep here, at most five.
    pub bookmarks: Option<Vec<Bookmark>>,
    /// The deployment that it stands for.
    pub deployment: Option<Reference>,
    /// How it was set up, such as `DAVINCI_MINIMAL`.
    pub tags: Option<Vec<String>>,
    /// The license of the software.
    pub software_license: Option<Reference>,
    rest: Rest<Self>,
}

/// A link that administrators keep with a product.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Bookmark {
    /// Its name, up to 50 characters.
    pub name: Option<String>,
    /// Its target.
    pub href: Option<String>,
    rest: Rest<Self>,
}
