//! Which products an environment has.

use crate::{Link, Links, Model, OpenEnum, Reference, Rest, Timestamp, UnknownValue};

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
#[model(request)]
#[non_exhaustive]
pub struct BillOfMaterials {
    /// Links: the bill itself and its environment.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The products, at most 100.
    #[model(new)]
    pub products: Option<Vec<Product>>,
    /// What the environment was set up for. It stays as it was on the creation of the environment.
    pub solution_type: Option<SolutionType>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// Gives an environment other products: these, and no others.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateBillOfMaterials {
    /// The products, at most 100.
    #[model(new)]
    pub products: Option<Vec<Product>>,
    rest: Rest<Self>,
}

/// A product of an environment.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Product {
    /// The id of the entry; the service's.
    pub id: Option<String>,
    /// Which product it is.
    #[model(name = "type", new)]
    pub product_type: Option<ProductType>,
    /// What it is for.
    pub description: Option<String>,
    /// Where its administration is, an address of at most 1,024 characters.
    pub console: Option<Link>,
    /// Links that administrators keep here, at most five.
    pub bookmarks: Option<Vec<Bookmark>>,
    /// The deployment that it stands for; the service's.
    pub deployment: Option<Reference>,
    /// How it was set up, such as `DAVINCI_MINIMAL`.
    pub tags: Option<Vec<String>>,
    /// The license of the software; the service's.
    pub software_license: Option<Reference>,
    rest: Rest<Self>,
}

/// A link that administrators keep with a product.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Bookmark {
    /// Its name, unique in the product, up to 50 characters.
    #[model(new)]
    pub name: Option<String>,
    /// Its target, an address of at most 1,024 characters.
    #[model(new)]
    pub href: Option<String>,
    rest: Rest<Self>,
}
