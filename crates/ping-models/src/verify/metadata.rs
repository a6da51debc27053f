//! What the checks of a transaction said, by type and provider.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{MetadataId, Retry};
use crate::model::{Model, decode_error_at, tag_of};
use crate::open::OpenValue;
use crate::room;
use crate::{Links, Loose, Personal};

open_enum! {
    /// Who did a check.
    pub enum Provider {
        /// Amazon: comparison of faces.
        Amazon = "AMAZON",
        /// Babel Street: matching of names and addresses.
        BabelStreet = "BABEL_STREET",
        /// The service's own matching of names and addresses.
        BiographicMatcher = "BIOGRAPHIC_MATCHER",
        /// ID R&D: liveness.
        IdRnd = "IDRND",
        /// Mitek: documents.
        Mitek = "MITEK",
        /// Veriff: documents.
        Veriff = "VERIFF",
        /// Data Zoo: data-based verification.
        DataZoo = "DATAZOO",
        /// TransUnion: data-based verification.
        TransUnion = "TRANSUNION",
        /// Trinsic: Aadhaar.
        Trinsic = "TRINSIC",
        /// Signicat: chips of documents.
        Signicat = "SIGNICAT",
    }
}

open_enum! {
    /// What was checked.
    pub enum MetadataType {
        /// Whether a living person was in front of the camera.
        Liveness = "LIVENESS",
        /// Whether the picture came from the camera.
        InjectionDetection = "INJECTION_DETECTION",
        /// Whether two faces are the same person's.
        FacialComparison = "FACIAL_COMPARISON",
        /// Whether names, address and birth date match what was required.
        BiographicMatch = "BIOGRAPHIC_MATCH",
        /// Whether a document is genuine.
        DocumentAuthentication = "DOCUMENT_AUTHENTICATION",
        /// Whether a document is genuine, by a person's judgement.
        DocumentManualAuthentication = "DOCUMENT_MANUAL_AUTHENTICATION",
        /// Whether a license is in the records of North America.
        Aamva = "AAMVA",
        /// Whether an identity is in the records of India.
        Aadhaar = "AADHAAR",
        /// Whether an identity is in the records of data providers.
        DataBased = "DATA_BASED_IDENTITY_VERIFICATION",
        /// A voice was enrolled. Deprecated.
        VoiceEnrollment = "VOICE_ENROLLMENT",
        /// A voice was compared. Deprecated.
        VoiceVerification = "VOICE_VERIFICATION",
    }
}

open_enum! {
    /// How a check went.
    pub enum MetadataStatus {
        /// Passed.
        Success = "SUCCESS",
        /// Not passed.
        Fail = "FAIL",
    }
}

open_enum! {
    /// What is compared with a requirement.
    pub enum BiographicIdentifier {
        /// The given name.
        GivenName = "given_name",
        /// The family name.
        FamilyName = "family_name",
        /// The whole name.
        Name = "name",
        /// The address.
        Address = "address",
        /// The date of birth.
        BirthDate = "birth_date",
    }
}

open_enum! {
    /// How well something matches a requirement.
    pub enum MatchLevel {
        /// Well.
        High = "HIGH",
        /// Fairly.
        Medium = "MEDIUM",
        /// Hardly.
        Low = "LOW",
        /// Not at all.
        None = "NONE",
        /// There was nothing to compare.
        NotApplicable = "NOT_APPLICABLE",
    }
}

open_enum! {
    /// What a check of a document came to.
    pub enum Judgement {
        /// The document is genuine.
        Authentic = "Authentic",
    }
}

/// Data that may carry its own try, as some providers' does.
trait Data {
    fn retry(&self) -> Option<&Retry> {
        None
    }
}

/// Defines the entries by type and provider, and the enum over them.
macro_rules! metadata {
    (
        otherwise $other:ident;
        $( $(#[$meta:meta])* $variant:ident($entry:ident with $data:ty)
            = $kind:literal by $provider:literal; )*
    ) => {
        $( metadata!(@entry $(#[$meta])* $entry with $data); )*
        metadata!(@entry
            /// A check whose members are not documented, or that is not known yet.
            $other with OpenValue
        );

        /// What one check said, by its type and provider.
        ///
        /// Returned by `verify.read_one_verification_metadata`.
        ///
        /// <https://developer.pingidentity.com/pingone-api/verify/verification-metadata.html>
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Metadata {
            $( $(#[$meta])* $variant($entry), )*
            /// A check whose members are not documented, or that is not known yet.
            Other($other),
        }

        impl Metadata {
            /// The id of the entry.
            pub fn id(&self) -> &MetadataId {
                match self {
                    $( Self::$variant(entry) => &entry.id, )*
                    Self::Other(entry) => &entry.id,
                }
            }

            /// Who did the check.
            pub fn provider(&self) -> Option<&Provider> {
                match self {
                    $( Self::$variant(entry) => entry.provider.as_ref(), )*
                    Self::Other(entry) => entry.provider.as_ref(),
                }
            }

            /// What was checked.
            pub fn metadata_type(&self) -> Option<&MetadataType> {
                match self {
                    $( Self::$variant(entry) => entry.metadata_type.as_ref(), )*
                    Self::Other(entry) => entry.metadata_type.as_ref(),
                }
            }

            /// How the check went.
            pub fn status(&self) -> Option<&MetadataStatus> {
                match self {
                    $( Self::$variant(entry) => entry.status.as_ref(), )*
                    Self::Other(entry) => entry.status.as_ref(),
                }
            }

            /// Which try it was, counted from 1; it stands in the entry or in its data.
            pub fn attempt(&self) -> Option<u32> {
                let retry = match self {
                    $( Self::$variant(entry) => {
                        entry.retry.as_ref().or_else(|| entry.data.as_ref()?.retry())
                    } )*
                    Self::Other(entry) => entry.retry.as_ref(),
                };
                retry?.attempt.as_ref().map(Loose::get)
            }
        }

        impl Model for Metadata {
            fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
                match self {
                    $( Self::$variant(entry) => entry.unmodelled(path, found), )*
                    Self::Other(entry) => entry.unmodelled(path, found),
                }
            }
        }

        impl Serialize for Metadata {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(entry) => entry.serialize(serializer), )*
                    Self::Other(entry) => entry.serialize(serializer),
                }
            }
        }

        impl<'de> Deserialize<'de> for Metadata {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                room::take::<Self, D::Error>()?;
                let json = OpenValue::deserialize(deserializer)?;
                let kind = tag_of(json.get(), "type");
                let provider = tag_of(json.get(), "provider");
                let decoded = match (kind.as_deref(), provider.as_deref()) {
                    $( (Some($kind), Some($provider)) => json.decode().map(Self::$variant), )*
                    _ => json.decode().map(Self::Other),
                };
                decoded.map_err(|error| decode_error_at(&error))
            }
        }
    };
    (@entry $(#[$meta:meta])* $entry:ident with $data:ty) => {
        model! {
            $(#[$meta])*
            pub struct $entry {
                required {
                    /// The id of the entry.
                    id: MetadataId = "id",
                }
                optional {
                    /// Links: `self`.
                    links: Links = "_links",
                    /// Who did the check.
                    provider: Provider = "provider",
                    /// What was checked.
                    metadata_type: MetadataType = "type",
                    /// How it went.
                    status: MetadataStatus = "status",
                    /// Scores and judgements.
                    data: $data = "data",
                    /// Which try it was.
                    retry: Retry = "retry",
                }
            }
        }
    };
}

metadata! {
    otherwise OtherMetadata;
    /// Whether a living person was in front of the camera.
    Liveness(LivenessMetadata with LivenessData) = "LIVENESS" by "IDRND";
    /// Whether the picture came from the camera.
    InjectionDetection(InjectionDetectionMetadata with InjectionDetectionData)
        = "INJECTION_DETECTION" by "IDRND";
    /// Whether two faces are the same person's.
    FacialComparison(FacialComparisonMetadata with FacialComparisonData)
        = "FACIAL_COMPARISON" by "AMAZON";
    /// Whether the document's data matches what was required.
    BiographicMatch(BiographicMatchMetadata with BiographicMatchData)
        = "BIOGRAPHIC_MATCH" by "BIOGRAPHIC_MATCHER";
    /// Whether the document's data matches what was required, with scores.
    BabelStreet(BabelStreetMetadata with BabelStreetData) = "BIOGRAPHIC_MATCH" by "BABEL_STREET";
    /// Whether a document is genuine.
    DocumentAuthentication(DocumentAuthenticationMetadata with DocumentAuthenticationData)
        = "DOCUMENT_AUTHENTICATION" by "MITEK";
}

model! {
    /// Scores of a liveness check.
    pub struct LivenessData {
        optional {
            /// The score, without bounds; higher is better.
            score: Loose<f64> = "score",
            /// How probably the person was alive, 0 to 1.
            probability: Loose<f64> = "probability",
            /// The quality of the picture, 0 to 1.
            quality: Loose<f64> = "quality",
        }
    }
}

impl Data for LivenessData {}

model! {
    /// The score of an injection check.
    pub struct InjectionDetectionData {
        optional {
            /// How probably the picture came from the camera, 0 to 1.
            probability: Loose<f64> = "probability",
        }
    }
}

impl Data for InjectionDetectionData {}

model! {
    /// Scores of a comparison of faces.
    pub struct FacialComparisonData {
        optional {
            /// How alike the faces are, 0 to 100.
            similarity: Loose<f64> = "similarity",
            /// How certain it is that there is a face, 0 to 100.
            confidence: Loose<f64> = "confidence",
            /// The quality of the picture.
            quality: ImageQuality = "quality",
        }
    }
}

impl Data for FacialComparisonData {}

model! {
    /// The quality of a picture.
    pub struct ImageQuality {
        optional {
            /// How bright it is; the scale is not documented.
            brightness: Loose<f64> = "brightness",
            /// How sharp it is; the scale is not documented.
            sharpness: Loose<f64> = "sharpness",
        }
    }
}

model! {
    /// How a document's data matches what was required.
    pub struct BiographicMatchData {
        optional {
            /// The single matches.
            results: Vec<BiographicMatch> = "biographic_match_results",
        }
    }
}

impl Data for BiographicMatchData {}

model! {
    /// How one datum matches what was required.
    pub struct BiographicMatch {
        optional {
            /// What was compared.
            identifier: BiographicIdentifier = "identifier",
            /// How well it matches.
            level: MatchLevel = "match",
        }
    }
}

model! {
    /// How a document's data matches what was required, with scores.
    pub struct BabelStreetData {
        optional {
            /// The single matches.
            results: Box<BabelStreetResults> = "detailedResults",
            /// All scores in one.
            overall_weighted_score: Loose<f64> = "overallWeightedScore",
            /// All scores in a word.
            overall_confidence_score: String = "overallConfidenceScore",
        }
    }
}

impl Data for BabelStreetData {}

model! {
    /// The matches of a document's data.
    pub struct BabelStreetResults {
        optional {
            /// The given name.
            given_name: BabelStreetMatch = "given_name",
            /// The family name.
            family_name: BabelStreetMatch = "family_name",
            /// The whole name.
            name: BabelStreetMatch = "name",
            /// The address.
            address: BabelStreetMatch = "address",
            /// The date of birth.
            birth_date: BabelStreetMatch = "birth_date",
        }
    }
}

model! {
    /// How one datum matches what was required.
    pub struct BabelStreetMatch {
        optional {
            /// What the document has.
            probe_value: Personal<String> = "probeValue",
            /// What was required.
            gallery_value: Personal<String> = "galleryValue",
            /// The score; the scale is not documented.
            raw_score: Loose<f64> = "rawScore",
            /// The score in a word.
            confidence: String = "confidence",
        }
    }
}

model! {
    /// The judgements on a document.
    pub struct DocumentAuthenticationData {
        optional {
            /// The single checks.
            verifications: Vec<MitekVerification> = "mitekVerifications",
            /// The id of the image of the document's front.
            front_image_document_id: String = "frontImageDocumentId",
            /// The id of the evidence.
            document_evidence_id: String = "documentEvidenceId",
            /// Which try it was.
            retry: Retry = "retry",
        }
    }
}

impl Data for DocumentAuthenticationData {
    fn retry(&self) -> Option<&Retry> {
        self.retry.as_ref()
    }
}

model! {
    /// One judgement on a document.
    pub struct MitekVerification {
        optional {
            /// What was looked at, such as `MRZ Check Digit`.
            name: String = "name",
            /// What it came to.
            judgement: Judgement = "judgement",
            /// The number of the check, such as 601 for `MRZ Check Digit`.
            verification_type: Loose<i64> = "verificationType",
            /// How probably the document is genuine, 0 to 1000.
            probability: Loose<f64> = "probability",
            /// The version of the check.
            version: Loose<String> = "version",
            /// The id of the image that was looked at.
            document_id: String = "documentId",
        }
    }
}

attempts! {
    /// The metadata of a transaction.
    ///
    /// Returned by `verify.read_all_verification_metadata`.
    pub struct VerificationMetadata;
    /// The entries of a transaction's metadata.
    pub struct MetadataEmbedded;
    /// The latest try of each check.
    metadata: Metadata = "metaData"
}
