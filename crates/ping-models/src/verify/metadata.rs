//! What the checks of a transaction said, by type and provider.

use super::Retry;
use super::attempts::{Attempts, EmbeddedAttempts};
use super::measured::{
    BabelStreetData, BiographicMatchData, DocumentAuthenticationData, FacialComparisonData,
    InjectionDetectionData, LivenessData,
};
use crate::{
    Items, Links, Loose, MetadataId, Model, OpenEnum, OpenValue, Rest, Tagged, UnknownValue,
};

/// Who did a check.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Provider {
    /// Amazon: comparison of faces.
    Amazon,
    /// Babel Street: matching of names and addresses.
    BabelStreet,
    /// The service's own matching of names and addresses.
    BiographicMatcher,
    /// ID R&D: liveness.
    #[wire("IDRND")]
    IdRnd,
    /// Mitek: documents.
    Mitek,
    /// Veriff: documents.
    Veriff,
    /// Data Zoo: data-based verification.
    #[wire("DATAZOO")]
    DataZoo,
    /// TransUnion: data-based verification.
    #[wire("TRANSUNION")]
    TransUnion,
    /// Trinsic: Aadhaar.
    Trinsic,
    /// Signicat: chips of documents.
    Signicat,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What was checked.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum MetadataType {
    /// Whether a living person was in front of the camera.
    Liveness,
    /// Whether the picture came from the camera.
    InjectionDetection,
    /// Whether two faces are the same person's.
    FacialComparison,
    /// Whether names, address and birth date match what was required.
    BiographicMatch,
    /// Whether a document is genuine.
    DocumentAuthentication,
    /// Whether a document is genuine, by a person's judgement.
    DocumentManualAuthentication,
    /// Whether a license is in the records of North America.
    Aamva,
    /// Whether an identity is in the records of India.
    Aadhaar,
    /// Whether an identity is in the records of data providers.
    #[wire("DATA_BASED_IDENTITY_VERIFICATION")]
    DataBased,
    /// A voice was enrolled. Deprecated.
    VoiceEnrollment,
    /// A voice was compared. Deprecated.
    VoiceVerification,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a check went.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum MetadataStatus {
    /// Passed.
    Success,
    /// Not passed.
    Fail,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An entry of the metadata: what one check said.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MetadataEntry<D> {
    /// The id of the entry.
    pub id: MetadataId,
    /// Links: `self`.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// Who did the check.
    #[model(always)]
    pub provider: Provider,
    /// What was checked.
    #[model(always, name = "type")]
    pub metadata_type: MetadataType,
    /// How it went.
    #[model(always)]
    pub status: MetadataStatus,
    /// Scores and judgements.
    pub data: Option<D>,
    /// Which try it was.
    pub retry: Option<Retry>,
    rest: Rest<Self>,
}

/// Whether a living person was in front of the camera.
pub type LivenessMetadata = MetadataEntry<LivenessData>;
/// Whether the picture came from the camera.
pub type InjectionDetectionMetadata = MetadataEntry<InjectionDetectionData>;
/// Whether two faces are the same person's.
pub type FacialComparisonMetadata = MetadataEntry<FacialComparisonData>;
/// Whether the document's data matches what was required.
pub type BiographicMatchMetadata = MetadataEntry<BiographicMatchData>;
/// Whether the document's data matches what was required, with scores.
pub type BabelStreetMetadata = MetadataEntry<BabelStreetData>;
/// Whether a document is genuine.
pub type DocumentAuthenticationMetadata = MetadataEntry<DocumentAuthenticationData>;
/// A check whose members are not documented, or that is not known yet.
pub type OtherMetadata = MetadataEntry<OpenValue>;

/// What one check said, by its type and provider.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verification-metadata.html>
#[derive(Clone, PartialEq, Tagged)]
#[tagged(
    by("type", "provider"),
    all(
        /// The id of the entry.
        id: MetadataId,
        /// Who did the check.
        provider: Provider,
        /// What was checked.
        metadata_type: MetadataType,
        /// How the check went.
        status: MetadataStatus,
        /// Which try it was.
        retry: Option<Retry>,
    )
)]
#[non_exhaustive]
pub enum Metadata {
    /// Whether a living person was in front of the camera.
    #[tagged("LIVENESS", "IDRND")]
    Liveness(LivenessMetadata),
    /// Whether the picture came from the camera.
    #[tagged("INJECTION_DETECTION", "IDRND")]
    InjectionDetection(InjectionDetectionMetadata),
    /// Whether two faces are the same person's.
    #[tagged("FACIAL_COMPARISON", "AMAZON")]
    FacialComparison(FacialComparisonMetadata),
    /// Whether the document's data matches what was required.
    #[tagged("BIOGRAPHIC_MATCH", "BIOGRAPHIC_MATCHER")]
    BiographicMatch(BiographicMatchMetadata),
    /// Whether the document's data matches what was required, with scores.
    #[tagged("BIOGRAPHIC_MATCH", "BABEL_STREET")]
    BabelStreet(BabelStreetMetadata),
    /// Whether a document is genuine.
    #[tagged("DOCUMENT_AUTHENTICATION", "MITEK")]
    DocumentAuthentication(DocumentAuthenticationMetadata),
    /// A check whose members are not documented, or that is not known yet.
    #[tagged(other)]
    Other(OtherMetadata),
}

impl Metadata {
    /// Which try it was, counted from 1; it stands in the entry or in its data.
    pub fn attempt(&self) -> Option<u32> {
        let inner = match self {
            Self::DocumentAuthentication(entry) => entry.data.as_ref(),
            _ => None,
        };
        let retry = self.retry().or_else(|| inner?.retry.as_ref());
        retry?.attempt.as_ref().map(Loose::get)
    }
}

/// The entries of a transaction's metadata.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MetadataEmbedded {
    /// The latest try of each check.
    #[model(name = "metaData")]
    pub metadata: Option<Items<Metadata>>,
    /// Earlier tries, where they stand among the others.
    pub previous_attempts: Option<Items<Metadata>>,
    rest: Rest<Self>,
}

impl EmbeddedAttempts for MetadataEmbedded {
    type Item = Metadata;

    fn latest(&self) -> Option<&Items<Metadata>> {
        self.metadata.as_ref()
    }

    fn previous(&self) -> Option<&Items<Metadata>> {
        self.previous_attempts.as_ref()
    }
}

/// The metadata of a transaction.
pub type VerificationMetadata = Attempts<MetadataEmbedded>;
