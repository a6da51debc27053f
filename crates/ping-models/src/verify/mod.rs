//! PingOne Verify: verify transactions, what the checks said, and the data that was verified.
//!
//! What a person showed (names, numbers, images, addresses) is [`Personal`](crate::Personal) and
//! never prints.

mod data;
mod image;
mod metadata;
mod requests;
mod transaction;

pub use data::{
    EndUserClient, EndUserClientData, EndUserSource, GovernmentId, GovernmentIdData,
    OtherVerifiedData, VerifiedBiographicMatch, VerifiedData, VerifiedDataEmbedded,
    VerifiedDataSet, VerifiedDataType, VerifiedImage, VerifiedImageData,
};
pub use image::Image;
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
