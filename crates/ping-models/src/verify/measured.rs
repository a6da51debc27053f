//! What each check of a transaction measured.

use super::Retry;
use crate::{Loose, Model, OpenEnum, Personal, Rest, UnknownValue};

/// What is compared with a requirement.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum BiographicIdentifier {
    /// The given name.
    #[wire("given_name")]
    GivenName,
    /// The family name.
    #[wire("family_name")]
    FamilyName,
    /// The whole name.
    #[wire("name")]
    Name,
    /// The address.
    #[wire("address")]
    Address,
    /// The date of birth.
    #[wire("birth_date")]
    BirthDate,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How well something matches a requirement.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum MatchLevel {
    /// Well.
    High,
    /// Fairly.
    Medium,
    /// Hardly.
    Low,
    /// Not at all.
    None,
    /// There was nothing to compare.
    NotApplicable,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What a check of a document came to.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Judgement {
    /// The document is genuine.
    #[wire("Authentic")]
    Authentic,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Scores of a liveness check.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct LivenessData {
    /// The score, without bounds; higher is better.
    pub score: Option<Loose<f64>>,
    /// How probably the person was alive, 0 to 1.
    pub probability: Option<Loose<f64>>,
    /// The quality of the picture, 0 to 1.
    pub quality: Option<Loose<f64>>,
    rest: Rest<Self>,
}

/// The score of an injection check.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct InjectionDetectionData {
    /// How probably the picture came from the camera, 0 to 1.
    pub probability: Option<Loose<f64>>,
    rest: Rest<Self>,
}

/// Scores of a comparison of faces.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FacialComparisonData {
    /// How alike the faces are, 0 to 100.
    pub similarity: Option<Loose<f64>>,
    /// How certain it is that there is a face, 0 to 100.
    pub confidence: Option<Loose<f64>>,
    /// The quality of the picture.
    pub quality: Option<ImageQuality>,
    rest: Rest<Self>,
}

/// The quality of a picture.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ImageQuality {
    /// How bright it is; the scale is not documented.
    pub brightness: Option<Loose<f64>>,
    /// How sharp it is; the scale is not documented.
    pub sharpness: Option<Loose<f64>>,
    rest: Rest<Self>,
}

/// How a document's data matches what was required.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct BiographicMatchData {
    /// The single matches.
    #[model(name = "biographic_match_results")]
    pub results: Option<Vec<BiographicMatch>>,
    rest: Rest<Self>,
}

/// How one datum matches what was required.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct BiographicMatch {
    /// What was compared.
    pub identifier: Option<BiographicIdentifier>,
    /// How well it matches.
    #[model(name = "match")]
    pub level: Option<MatchLevel>,
    rest: Rest<Self>,
}

/// How a document's data matches what was required, with scores.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct BabelStreetData {
    /// The single matches.
    #[model(name = "detailedResults")]
    pub results: Option<Box<BabelStreetResults>>,
    /// All scores in one.
    pub overall_weighted_score: Option<Loose<f64>>,
    /// All scores in a word.
    pub overall_confidence_score: Option<String>,
    rest: Rest<Self>,
}

/// The matches of a document's data.
#[derive(Clone, PartialEq, Model)]
#[model(snake_case)]
#[non_exhaustive]
pub struct BabelStreetResults {
    /// The given name.
    pub given_name: Option<BabelStreetMatch>,
    /// The family name.
    pub family_name: Option<BabelStreetMatch>,
    /// The whole name.
    pub name: Option<BabelStreetMatch>,
    /// The address.
    pub address: Option<BabelStreetMatch>,
    /// The date of birth.
    pub birth_date: Option<BabelStreetMatch>,
    rest: Rest<Self>,
}

/// How one datum matches what was required.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct BabelStreetMatch {
    /// What the document has.
    pub probe_value: Option<Personal<String>>,
    /// What was required.
    pub gallery_value: Option<Personal<String>>,
    /// The score; the scale is not documented.
    pub raw_score: Option<Loose<f64>>,
    /// The score in a word.
    pub confidence: Option<String>,
    rest: Rest<Self>,
}

/// The judgements on a document.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DocumentAuthenticationData {
    /// The single checks.
    #[model(name = "mitekVerifications")]
    pub verifications: Option<Vec<MitekVerification>>,
    /// The id of the image of the document's front.
    pub front_image_document_id: Option<String>,
    /// The id of the evidence.
    pub document_evidence_id: Option<String>,
    /// Which try it was.
    pub retry: Option<Retry>,
    rest: Rest<Self>,
}

/// One judgement on a document.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MitekVerification {
    /// What was looked at, such as `MRZ Check Digit`.
    pub name: Option<String>,
    /// What it came to.
    pub judgement: Option<Judgement>,
    /// The number of the check, such as 601 for `MRZ Check Digit`.
    pub verification_type: Option<Loose<i64>>,
    /// How probably the document is genuine, 0 to 1000.
    pub probability: Option<Loose<f64>>,
    /// The version of the check.
    pub version: Option<Loose<String>>,
    /// The id of the image that was looked at.
    pub document_id: Option<String>,
    rest: Rest<Self>,
}
