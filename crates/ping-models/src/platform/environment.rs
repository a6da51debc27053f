//! Environments.

use super::{BillOfMaterials, EnvironmentCapabilities};
use crate::{
    EnvironmentId, LicenseId, Links, Listed, Model, OpenEnum, OrganizationId, Reference, Rest,
    Timestamp, UnknownValue,
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
#[model(create(
    /// An environment to be created, or what replaces one.
    ///
    /// ```
    /// use ping_models::platform::{EnvironmentRegion, EnvironmentType, NewEnvironment};
    /// use ping_models::{LicenseId, Reference};
    ///
    /// let license = Reference::<LicenseId>::to("license-id");
    /// let new = NewEnvironment::new(
    ///     "Solutions",
    ///     EnvironmentRegion::NorthAmerica,
    ///     EnvironmentType::Sandbox,
    ///     license,
    /// );
    /// assert!(new.field("license").is_some());
    /// ```
    NewEnvironment
))]
#[non_exhaustive]
pub struct Environment {
    /// The id of the environment.
    #[model(read_only)]
    pub id: EnvironmentId,
    /// Links: the environment itself and what it contains.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// What a read with `expand` embeds.
    #[model(name = "_embedded", read_only)]
    pub embedded: Option<Box<EnvironmentEmbedded>>,
    /// Its name, unique in the organization.
    #[model(always, on_create)]
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The organization that it belongs to.
    #[model(read_only)]
    pub organization: Option<Reference<OrganizationId>>,
    /// Where it is; it never moves.
    #[model(always, on_create)]
    pub region: EnvironmentRegion,
    /// What it is used for.
    #[model(always, on_create, name = "type")]
    pub environment_type: EnvironmentType,
    /// The license that it uses. Its member `package` says which template the license was made
    /// from.
    #[model(new)]
    pub license: Option<Reference<LicenseId>>,
    /// What a sandbox is used for.
    pub subtype: Option<EnvironmentSubtype>,
    /// Whether it is about to be deleted. `null` unless it ever was soft-deleted.
    #[model(read_only)]
    pub status: Option<EnvironmentStatus>,
    /// The address of its picture (JPEG, PNG or GIF).
    pub icon: Option<String>,
    /// Which products it has, on its creation; they are changed on their own.
    #[model(create_only)]
    pub bill_of_materials: Option<Box<BillOfMaterials>>,
    /// What may be done in it.
    #[model(read_only)]
    pub environment_capabilities: Option<Box<EnvironmentCapabilities>>,
    /// The id of its account in the services of before.
    #[model(read_only)]
    pub pingone_account_id: Option<String>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    /// When it was soft-deleted.
    #[model(read_only)]
    pub soft_deleted_at: Option<Timestamp>,
    /// From when on it can be deleted for good.
    #[model(read_only)]
    pub hard_delete_allowed_at: Option<Timestamp>,
    /// The other spelling of `hardDeleteAllowedAt`.
    #[model(read_only)]
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

/// Promotes a sandbox: [`EnvironmentType::Production`] is the only type that an environment can
/// get.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateEnvironmentType {
    /// What it is used for from now on.
    #[model(name = "type", new)]
    pub environment_type: Option<EnvironmentType>,
    rest: Rest<Self>,
}

/// Soft-deletes a production environment, or restores it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateEnvironmentStatus {
    /// What becomes of it.
    #[model(new)]
    pub status: Option<EnvironmentStatus>,
    /// The license that one which is restored uses; required then.
    pub license: Option<Reference<LicenseId>>,
    rest: Rest<Self>,
}
