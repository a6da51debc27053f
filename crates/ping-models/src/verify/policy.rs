//! Verify policies: which checks a transaction makes.

use super::ContactCheck;
use super::policy_checks::{FaceCheck, GovernmentIdCheck, LivenessCheck, Threshold, VerifySpan};
use crate::{
    EnvironmentId, Links, Listed, Model, OpenValue, Reference, Rest, Timestamp, VerifyPolicyId,
};

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
