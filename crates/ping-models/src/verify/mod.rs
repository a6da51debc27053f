//! PingOne Verify: verify transactions, what the checks said, and the data that was verified.
//!
//! What a person showed (names, numbers, images, addresses) is [`Personal`](crate::Personal) and
//! never prints.
//!
//! ## Operations
//!
#![doc = include_str!("operations.md")]

mod assurance;
mod attempts;
mod contact;
mod data;
mod document;
mod image;
mod matching;
mod measured;
mod metadata;
mod policy;
mod policy_checks;
mod portrait;
mod reference;
mod requests;
mod transaction;

pub use assurance::IdentityAssurance;
pub use attempts::{Attempts, EmbeddedAttempts};
pub use contact::{ContactCheck, ContactOtp, OtpCount, OtpDeliveries, OtpNotification};
pub use document::{
    DocumentKind, DocumentSource, DocumentStatus, DocumentsEmbedded, NewVerificationDocument,
    VerificationDocument, VerificationDocuments,
};
pub use matching::{
    DataBasedRequirements, DataBasedResult, DataBasedVerification, GalleryValue, IdentityGallery,
    IdentityProbe, IdentityRecordMatch, IdentityRecordMatchResult,
};
pub use policy::{
    DataCollection, IdaSettings, NewVerifyPolicy, RecordField, RecordMatching, TransactionSettings,
    VerifyPolicy,
};
pub use policy_checks::{
    AadhaarCheck, AutomaticProvider, CheckMode, FaceCheck, GovernmentIdCheck,
    GovernmentIdProviders, InspectionType, LivenessCheck, ManualProvider, PolicyRetry, Threshold,
    VerifySpan, VerifyTimeUnit,
};
pub use portrait::{AspectRatio, BackgroundColor, PortraitBackground};
pub use reference::{
    ReferenceData, ReferenceDataType, UpdateUserVerificationStatus, UserVerificationState,
    UserVerificationStatus, VoiceRecording, VoiceRecordings,
};

pub use data::{
    EndUserClient, EndUserClientData, EndUserSource, GovernmentId, GovernmentIdData,
    OtherVerifiedData, VerifiedBiographicMatch, VerifiedData, VerifiedDataEmbedded,
    VerifiedDataSet, VerifiedDataType, VerifiedEntry, VerifiedImage, VerifiedImageData,
};
pub use image::{Image, VerificationQr};
pub use measured::{
    BabelStreetData, BabelStreetMatch, BabelStreetResults, BiographicIdentifier, BiographicMatch,
    BiographicMatchData, DocumentAuthenticationData, FacialComparisonData, ImageQuality,
    InjectionDetectionData, Judgement, LivenessData, MatchLevel, MitekVerification,
};
pub use metadata::{
    BabelStreetMetadata, BiographicMatchMetadata, DocumentAuthenticationMetadata,
    FacialComparisonMetadata, InjectionDetectionMetadata, LivenessMetadata, Metadata,
    MetadataEmbedded, MetadataEntry, MetadataStatus, MetadataType, OtherMetadata, Provider,
    VerificationMetadata,
};
pub use requests::{
    Callback, NewVerification, Redirect, Requirement, Requirements, SendNotification,
    UpdateVerifyTransaction, WantedValue,
};
pub use transaction::{
    CheckStatus, DocumentNames, Outcome, TransactionStatus, VerificationStatus, VerifyStatus,
    VerifyTransaction,
};

use crate::{Loose, Model, Rest};

/// Which try something belongs to.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct Retry {
    /// The number of the try, from 1.
    pub attempt: Option<Loose<u32>>,
    rest: Rest<Self>,
}
