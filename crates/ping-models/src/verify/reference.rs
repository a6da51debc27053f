//! What the service withdraws: samples of voices, and the status that is set by hand.

use crate::{
    EnvironmentId, Links, Listed, Model, OpenEnum, Personal, Reference, ReferenceDataId, Rest,
    Timestamp, UnknownValue, UserId,
};

/// What kind of reference data it is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum ReferenceDataType {
    /// Samples of a voice.
    Voice,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Samples that are kept of a user to compare with. Deprecated by the service.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ReferenceData {
    /// The id: a UUID or a text.
    pub id: ReferenceDataId,
    /// Links: `self`.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The user.
    pub user: Option<Reference<UserId>>,
    /// What kind it is.
    #[model(always, name = "type")]
    pub kind: ReferenceDataType,
    /// The samples; absent in lists.
    pub data: Option<VoiceRecordings>,
    /// When it was created.
    #[model(always)]
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

impl Listed for ReferenceData {
    const EMBEDDED: &'static str = "referenceData";
}

/// Samples of a voice.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VoiceRecordings {
    /// The samples.
    pub voice_recordings: Option<Vec<VoiceRecording>>,
    rest: Rest<Self>,
}

/// A sample of a voice.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VoiceRecording {
    /// The id of the sample.
    pub id: Option<String>,
    /// The sound file in base64.
    pub recording: Option<Personal<String>>,
    /// Where it is from.
    pub source: Option<String>,
    rest: Rest<Self>,
}

/// Whether a user takes part in verification. The service no longer reads it.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum UserVerificationState {
    /// Never set.
    NotInitiated,
    /// Takes part.
    Enabled,
    /// Does not take part.
    Disabled,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Whether a user takes part in verification. Deprecated by the service.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// The request of Update User Verification Status. Deprecated by the service.
    UpdateUserVerificationStatus
))]
#[non_exhaustive]
pub struct UserVerificationStatus {
    /// Links: `self`, `user`.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The state.
    #[model(name = "verifyStatus", new)]
    pub state: Option<UserVerificationState>,
    rest: Rest<Self>,
}
