//! PingOne Verify: verify transactions, what the checks said, and the data that was verified.
//!
//! What a person showed (names, numbers, images, addresses) is [`Personal`](crate::Personal) and
//! never prints.

/// Defines a list in which earlier tries stand apart from the latest ones, now inside of
/// `_embedded` and now beside it.
macro_rules! attempts {
    (
        $(#[$meta:meta])* pub struct $name:ident;
        $(#[$emeta:meta])* pub struct $embedded:ident;
        $(#[$imeta:meta])* $field:ident: $item:ty = $wire:literal
    ) => {
        model! {
            $(#[$emeta])*
            pub struct $embedded {
                optional {
                    $(#[$imeta])*
                    $field: crate::Items<$item> = $wire,
                    /// Earlier tries, where they stand among the others.
                    previous_attempts: crate::Items<$item> = "previousAttempts",
                }
            }
        }

        model! {
            $(#[$meta])*
            pub struct $name {
                optional {
                    /// Links: `self`, `user`, `environment`, and the transaction.
                    links: crate::Links = "_links",
                    /// The entries; [`entries`](Self::entries) and
                    /// [`previous_attempts`](Self::previous_attempts) read them.
                    embedded: $embedded = "_embedded",
                    /// Earlier tries, where they stand outside of the others.
                    outer_previous_attempts: crate::Items<$item> = "previousAttempts",
                    /// How many entries there are, without earlier tries.
                    size: crate::Loose<i64> = "size",
                }
            }
        }

        impl $name {
            $(#[$imeta])*
            pub fn entries(&self) -> impl Iterator<Item = &$item> {
                let embedded = self.embedded.iter();
                embedded.flat_map(|embedded| embedded.$field.iter().flat_map(crate::Items::iter))
            }

            /// Earlier tries, wherever they stand.
            pub fn previous_attempts(&self) -> impl Iterator<Item = &$item> {
                let embedded = self.embedded.iter();
                let inner = embedded.flat_map(|embedded| embedded.previous_attempts.iter());
                inner
                    .chain(&self.outer_previous_attempts)
                    .flat_map(crate::Items::iter)
            }
        }
    };
}

mod assurance;
mod contact;
mod data;
mod document;
mod image;
mod matching;
mod metadata;
mod policy;
mod portrait;
mod reference;
mod requests;
mod transaction;

pub use assurance::IdentityAssurance;
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
    AadhaarCheck, AutomaticProvider, CheckMode, DataCollection, FaceCheck, GovernmentIdCheck,
    GovernmentIdProviders, IdaSettings, InspectionType, LivenessCheck, ManualProvider,
    NewVerifyPolicy, PolicyRetry, RecordField, RecordMatching, Threshold, TransactionSettings,
    VerifyPolicy, VerifySpan, VerifyTimeUnit,
};
pub use portrait::{AspectRatio, BackgroundColor, PortraitBackground};
pub use reference::{
    ReferenceData, ReferenceDataType, UpdateUserVerificationStatus, UserVerificationState,
    UserVerificationStatus, VoiceRecording, VoiceRecordings,
};

pub use data::{
    EndUserClient, EndUserClientData, EndUserSource, GovernmentId, GovernmentIdData,
    OtherVerifiedData, VerifiedBiographicMatch, VerifiedData, VerifiedDataEmbedded,
    VerifiedDataSet, VerifiedDataType, VerifiedImage, VerifiedImageData,
};
pub use image::{Image, VerificationQr};
pub use metadata::{
    BabelStreetData, BabelStreetMatch, BabelStreetMetadata, BabelStreetResults,
    BiographicIdentifier, BiographicMatch, BiographicMatchData, BiographicMatchMetadata,
    DocumentAuthenticationData, DocumentAuthenticationMetadata, FacialComparisonData,
    FacialComparisonMetadata, ImageQuality, InjectionDetectionData, InjectionDetectionMetadata,
    Judgement, LivenessData, LivenessMetadata, MatchLevel, Metadata, MetadataEmbedded,
    MetadataStatus, MetadataType, MitekVerification, OtherMetadata, Provider, VerificationMetadata,
};
pub use requests::{
    Callback, NewVerification, Redirect, Requirement, Requirements, SendNotification,
    UpdateVerifyTransaction, WantedValue,
};
pub use transaction::{
    CheckStatus, DocumentNames, Outcome, TransactionStatus, VerificationStatus, VerifyStatus,
    VerifyTransaction,
};

use crate::Loose;

id! {
    /// The id of a verify transaction, a UUID.
    pub struct VerifyTransactionId;
    /// The id of a verify policy, a UUID.
    pub struct VerifyPolicyId;
    /// The id of an entry of a transaction's metadata, a UUID.
    pub struct MetadataId;
    /// The id of an entry of a transaction's verified data, a UUID.
    pub struct VerifiedDataId;
    /// The id of a document that was handed in for a transaction, a UUID.
    pub struct VerificationDocumentId;
    /// The id of a sample that is kept of a user's voice: a UUID or a text.
    pub struct ReferenceDataId;
}

model! {
    /// Which try something belongs to.
    pub struct Retry {
        optional {
            /// The number of the try, from 1.
            attempt: Loose<u32> = "attempt",
        }
    }
}
