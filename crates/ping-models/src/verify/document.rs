//! Documents that a program hands in for a user.

use super::Retry;
use super::attempts::{Attempts, EmbeddedAttempts};
use crate::{
    EnvironmentId, Items, Links, Model, OpenEnum, Personal, Reference, Rest, Timestamp,
    UnknownValue, UserId, VerificationDocumentId, VerifyTransactionId,
};

/// What kind of document it is, as the service labels it.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DocumentKind {
    /// The front of a driver's license.
    #[wire("Driver License Front")]
    DriverLicenseFront,
    /// The back of a driver's license.
    #[wire("Driver License Back")]
    DriverLicenseBack,
    /// The barcode of a driver's license, as text.
    #[wire("Driver License Code")]
    DriverLicenseCode,
    /// The page of a passport.
    #[wire("Passport Front")]
    PassportFront,
    /// The front of a passport card.
    #[wire("Passport Card Front")]
    PassportCardFront,
    /// The back of a passport card.
    #[wire("Passport Card Back")]
    PassportCardBack,
    /// A picture of the person.
    #[wire("Selfie")]
    Selfie,
    /// A phone number, as text.
    #[wire("Phone")]
    Phone,
    /// An email address, as text.
    #[wire("Email")]
    Email,
    /// A sample of the person's voice. Deprecated with voice verification.
    #[wire("Voice Sample")]
    VoiceSample,
    /// What the person said. Deprecated with voice verification.
    #[wire("Voice Input")]
    VoiceInput,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How far a document has come.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DocumentStatus {
    /// It has to be handed in.
    Required,
    /// It may be handed in.
    Optional,
    /// It was handed in.
    Collected,
    /// It was checked.
    Processed,
    /// The user went without it.
    Skipped,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Where a document is from.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DocumentSource {
    /// Who brought it.
    pub provider: Option<String>,
    rest: Rest<Self>,
}

/// A document of a transaction. The service keeps it for 30 minutes after its creation or
/// last change.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verify-documents.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VerificationDocument {
    /// The id of the document.
    pub id: VerificationDocumentId,
    /// Links: `self`.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The environment.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The user.
    pub user: Option<Reference<UserId>>,
    /// The transaction.
    pub verify_transaction: Option<Reference<VerifyTransactionId>>,
    /// What kind of document it is.
    #[model(always, name = "type")]
    pub kind: DocumentKind,
    /// The document: a JPEG in base64, or text.
    pub value: Option<Personal<String>>,
    /// How far it has come.
    #[model(always)]
    pub status: DocumentStatus,
    /// Where it is from.
    pub source: Option<DocumentSource>,
    /// Which try it is from.
    pub retry: Option<Retry>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// The documents of a transaction.
pub type VerificationDocuments = Attempts<DocumentsEmbedded>;

/// The entries of a list of documents.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DocumentsEmbedded {
    /// The latest try of each document.
    pub documents: Option<Items<VerificationDocument>>,
    /// Earlier tries, where they stand among the others.
    pub previous_attempts: Option<Items<VerificationDocument>>,
    rest: Rest<Self>,
}

impl EmbeddedAttempts for DocumentsEmbedded {
    type Item = VerificationDocument;

    fn latest(&self) -> Option<&Items<VerificationDocument>> {
        self.documents.as_ref()
    }

    fn previous(&self) -> Option<&Items<VerificationDocument>> {
        self.previous_attempts.as_ref()
    }
}

/// The request of Create and Update Verification Document.
///
/// ```
/// use ping_models::verify::{DocumentKind, NewVerificationDocument};
///
/// let selfie = NewVerificationDocument::jpeg(DocumentKind::Selfie, b"\xff\xd8\xff\xe0");
/// let phone = NewVerificationDocument::new(DocumentKind::Phone, "+15125550100");
/// assert!(!format!("{selfie:?} {phone:?}").contains("+1512"));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewVerificationDocument {
    /// What kind of document it is.
    #[model(name = "type")]
    pub kind: DocumentKind,
    /// The document: a JPEG in base64, or text for phone numbers, email addresses and
    /// barcodes.
    pub value: Personal<String>,
    rest: Rest<Self>,
}

impl NewVerificationDocument {
    /// A picture, as the bytes of a JPEG file.
    pub fn jpeg(kind: impl Into<DocumentKind>, bytes: &[u8]) -> Self {
        Self::new(kind, super::image::encode(bytes))
    }
}
