//! Verify policies: which checks a transaction makes.

use std::time::Duration;

use super::ContactCheck;
use crate::{
    EnvironmentId, Links, Listed, Model, OpenEnum, OpenValue, Reference, Rest, Timestamp,
    UnknownValue, VerifyPolicyId,
};

/// Whether a check is made.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CheckMode {
    /// Always.
    Required,
    /// Where the user gives the data for it.
    Optional,
    /// Never.
    Disabled,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How sure a check has to be.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Threshold {
    /// Lenient.
    Low,
    /// Between the two.
    Medium,
    /// Strict.
    High,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Who looks at a document.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum InspectionType {
    /// The provider's program.
    Automatic,
    /// The provider's people.
    Manual,
    /// People, where the program is not sure.
    StepUp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whose program looks at a document.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AutomaticProvider {
    /// Mitek.
    Mitek,
    /// Veriff.
    Veriff,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whose people look at a document.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ManualProvider {
    /// Mitek.
    Mitek,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The unit of a [`VerifySpan`].
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum VerifyTimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A span of time in whole seconds or minutes.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct VerifySpan {
    /// How many units.
    #[model(new)]
    pub duration: Option<u32>,
    /// The unit.
    #[model(new)]
    pub time_unit: Option<VerifyTimeUnit>,
    rest: Rest<Self>,
}

impl VerifySpan {
    /// So many seconds.
    pub fn seconds(seconds: u32) -> Self {
        Self::new(seconds, VerifyTimeUnit::Seconds)
    }

    /// So many minutes.
    pub fn minutes(minutes: u32) -> Self {
        Self::new(minutes, VerifyTimeUnit::Minutes)
    }

    /// The span of the standard library; `None` where a member is missing or the unit is not
    /// known.
    pub fn to_duration(&self) -> Option<Duration> {
        let units = u64::from(self.duration?);
        match self.time_unit.as_ref()? {
            VerifyTimeUnit::Seconds => Some(Duration::from_secs(units)),
            VerifyTimeUnit::Minutes => Some(Duration::from_secs(units * 60)),
            VerifyTimeUnit::Unknown(_) => None,
        }
    }
}

/// How often something may be tried again.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PolicyRetry {
    /// The number of further tries, 0 to 3.
    pub attempts: Option<u32>,
    rest: Rest<Self>,
}

impl From<u32> for PolicyRetry {
    fn from(attempts: u32) -> Self {
        Self::new().attempts(attempts)
    }
}

/// Whether and how a government id is checked.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GovernmentIdCheck {
    /// Whether it is checked.
    pub verify: Option<CheckMode>,
    /// Who looks at it; the service fills in `AUTOMATIC` where it is checked.
    pub inspection_type: Option<InspectionType>,
    /// Whether an expired document fails; `false` unless set.
    pub fail_expired_id: Option<bool>,
    /// Whose people and program look at it.
    pub provider: Option<GovernmentIdProviders>,
    /// How often it may be shown again after a bad picture.
    pub retry: Option<PolicyRetry>,
    /// Whether licenses are looked up with the authorities. North America only, and with
    /// a license for it; there `true` unless set.
    pub verify_aamva: Option<bool>,
    /// Whether identities are looked up in the records of India.
    pub aadhaar: Option<AadhaarCheck>,
    rest: Rest<Self>,
}

impl GovernmentIdCheck {
    /// Checks it in this mode.
    pub fn mode(mode: CheckMode) -> Self {
        Self::new().verify(mode)
    }

    /// Checks it always.
    pub fn required() -> Self {
        Self::mode(CheckMode::Required)
    }
}

/// Whose people and program look at a document.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GovernmentIdProviders {
    /// Whose program; `MITEK` unless set.
    pub auto: Option<AutomaticProvider>,
    /// Whose people; `MITEK` unless set.
    pub manual: Option<ManualProvider>,
    rest: Rest<Self>,
}

/// Whether the number of an Aadhaar card is looked up in the national register of India, which
/// is done by Trinsic and takes a license for it. The service refuses it unless the policy's
/// comparison of faces is `REQUIRED`.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AadhaarCheck {
    /// Whether it is looked up; `false` unless set.
    pub enabled: Option<bool>,
    /// How the register's passcode is sent. Some documents have it; the service ignores
    /// it.
    pub otp: Option<OpenValue>,
    rest: Rest<Self>,
}

/// Whether and how faces are compared: the selfie with the document's portrait, or with a
/// reference selfie.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct FaceCheck {
    /// Whether they are compared.
    pub verify: Option<CheckMode>,
    /// How alike they have to be.
    pub threshold: Option<Threshold>,
    rest: Rest<Self>,
}

impl FaceCheck {
    /// Compares them in this mode.
    pub fn mode(mode: CheckMode, threshold: Threshold) -> Self {
        Self::new().verify(mode).threshold(threshold)
    }

    /// Compares them always.
    pub fn required(threshold: Threshold) -> Self {
        Self::mode(CheckMode::Required, threshold)
    }
}

/// Whether and how it is checked that a living person is in front of the camera.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct LivenessCheck {
    /// Whether it is checked.
    pub verify: Option<CheckMode>,
    /// How sure it has to be.
    pub threshold: Option<Threshold>,
    /// How often the selfie may be taken again.
    pub retry: Option<PolicyRetry>,
    rest: Rest<Self>,
}

impl LivenessCheck {
    /// Checks it in this mode.
    pub fn mode(mode: CheckMode, threshold: Threshold) -> Self {
        Self::new().verify(mode).threshold(threshold)
    }

    /// Checks it always.
    pub fn required(threshold: Threshold) -> Self {
        Self::mode(CheckMode::Required, threshold)
    }
}

/// How long a transaction takes at most, and whether it decides.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct TransactionSettings {
    /// From the creation to the end; 30 min unless set, and at most.
    pub timeout: Option<VerifySpan>,
    /// From when the user begins.
    pub data_collection: Option<DataCollection>,
    /// Whether the data is collected without a decision; `false` unless set.
    pub data_collection_only: Option<bool>,
    rest: Rest<Self>,
}

/// How long the user may take.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DataCollection {
    /// From when the user begins; 15 min unless set, and not more than the transaction's
    /// timeout.
    pub timeout: Option<VerifySpan>,
    rest: Rest<Self>,
}

impl From<VerifySpan> for DataCollection {
    fn from(timeout: VerifySpan) -> Self {
        Self::new().timeout(timeout)
    }
}

/// What of the document has to match the transaction's requirements. Without effect where no
/// government id is checked.
#[derive(Clone, PartialEq, Model)]
#[model(request, snake_case)]
#[non_exhaustive]
pub struct RecordMatching {
    /// The address.
    pub address: Option<RecordField>,
    /// The date of birth.
    pub birth_date: Option<RecordField>,
    /// The family name.
    pub family_name: Option<RecordField>,
    /// The given name.
    pub given_name: Option<RecordField>,
    /// The whole name.
    pub name: Option<RecordField>,
    rest: Rest<Self>,
}

/// How one datum has to match.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RecordField {
    /// Whether a transaction has to bring the requirement.
    pub field_required: Option<bool>,
    /// How well it has to match.
    pub threshold: Option<Threshold>,
    rest: Rest<Self>,
}

impl RecordField {
    /// Every transaction brings it.
    pub fn required(threshold: Threshold) -> Self {
        Self::new().field_required(true).threshold(threshold)
    }

    /// Matched where a transaction brings it.
    pub fn optional(threshold: Threshold) -> Self {
        Self::new().field_required(false).threshold(threshold)
    }
}

/// Whether what was verified is kept as claims for identity assurance.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct IdaSettings {
    /// Whether it is.
    pub enabled: Option<bool>,
    rest: Rest<Self>,
}

impl From<bool> for IdaSettings {
    fn from(enabled: bool) -> Self {
        Self::new().enabled(enabled)
    }
}

/// A verify policy.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verify-policy.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// The request of Create Verify Policy, and of Update Verify Policy, which replaces the whole
    /// of it. At least one check has to be configured.
    ///
    /// ```
    /// use ping_models::verify::{
    ///     ContactCheck, FaceCheck, GovernmentIdCheck, LivenessCheck, NewVerifyPolicy, Threshold,
    /// };
    ///
    /// let policy = NewVerifyPolicy::new("Document and selfie")
    ///     .government_id(GovernmentIdCheck::required().fail_expired_id(true).retry(2u32))
    ///     .facial_comparison(FaceCheck::required(Threshold::Medium))
    ///     .liveness(LivenessCheck::required(Threshold::Medium))
    ///     .email(ContactCheck::required());
    /// # let _ = policy;
    /// ```
    NewVerifyPolicy
))]
#[non_exhaustive]
pub struct VerifyPolicy {
    /// The id of the policy.
    #[model(read_only)]
    pub id: VerifyPolicyId,
    /// Links: `self`, `environment`.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment of the policy.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The name.
    #[model(always, on_create)]
    pub name: String,
    /// What the policy is for, 1 to 1024 characters.
    pub description: Option<String>,
    /// Whether transactions that name no policy go by this one. Exactly one policy is the default:
    /// `true` takes it from another one, and the default itself can neither be set to `false` nor
    /// deleted.
    pub default: Option<bool>,
    /// Whether and how a government id is checked.
    pub government_id: Option<GovernmentIdCheck>,
    /// Whether and how faces are compared.
    pub facial_comparison: Option<FaceCheck>,
    /// Whether and how it is checked that a living person is in front of the camera.
    pub liveness: Option<LivenessCheck>,
    /// Whether and how an email address is checked.
    pub email: Option<ContactCheck>,
    /// Whether and how a phone number is checked.
    pub phone: Option<ContactCheck>,
    /// How long a transaction takes at most, and whether it decides.
    pub transaction: Option<TransactionSettings>,
    /// What of the document has to match the transaction's requirements.
    pub identity_record_matching: Option<RecordMatching>,
    /// Whether what was verified is kept as claims for identity assurance.
    pub ida: Option<IdaSettings>,
    /// Whether identities are looked up with data providers; its members are not documented.
    pub data_based_identity_verification: Option<OpenValue>,
    /// Where the user is; its members are not documented.
    pub geolocation: Option<OpenValue>,
    /// Whether a credential is taken; its members are not documented.
    pub verifiable_credential: Option<OpenValue>,
    /// Whose the device is; its members are not documented.
    pub device_ownership: Option<OpenValue>,
    /// Voice verification, which the service withdraws.
    pub voice: Option<OpenValue>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[model(read_only)]
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

impl Listed for VerifyPolicy {
    const EMBEDDED: &'static str = "verifyPolicies";
}
