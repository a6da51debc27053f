//! Documents that a program hands in for a user.

use super::{Retry, VerificationDocumentId};
use crate::{Links, Personal, Reference, Timestamp};

open_enum! {
    /// What kind of document it is, as the service labels it.
    pub enum DocumentKind {
        /// The front of a driver's license.
        DriverLicenseFront = "Driver License Front",
        /// The back of a driver's license.
        DriverLicenseBack = "Driver License Back",
        /// The barcode of a driver's license, as text.
        DriverLicenseCode = "Driver License Code",
        /// The page of a passport.
        PassportFront = "Passport Front",
        /// The front of a passport card.
        PassportCardFront = "Passport Card Front",
        /// The back of a passport card.
        PassportCardBack = "Passport Card Back",
        /// A picture of the person.
        Selfie = "Selfie",
        /// A phone number, as text.
        Phone = "Phone",
        /// An email address, as text.
        Email = "Email",
        /// A sample of the person's voice. Deprecated with voice verification.
        VoiceSample = "Voice Sample",
        /// What the person said. Deprecated with voice verification.
        VoiceInput = "Voice Input",
    }
}

open_enum! {
    /// How far a document has come.
    pub enum DocumentStatus {
        /// It has to be handed in.
        Required = "REQUIRED",
        /// It may be handed in.
        Optional = "OPTIONAL",
        /// It was handed in.
        Collected = "COLLECTED",
        /// It was checked.
        Processed = "PROCESSED",
        /// The user went without it.
        Skipped = "SKIPPED",
    }
}

model! {
    /// Where a document is from.
    pub struct DocumentSource {
        optional {
            /// Who brought it.
            provider: String = "provider",
        }
    }
}

model! {
    /// A document of a transaction. The service keeps it for 30 minutes after its creation or
    /// last change.
    ///
    /// Returned by `verify.create_verification_document`, `verify.read_one_verification_document`
    /// and `verify.update_verification_document`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-documents.html>
    pub struct VerificationDocument {
        required {
            /// The id of the document.
            id: VerificationDocumentId = "id",
        }
        optional {
            /// Links: `self`.
            links: Links = "_links",
            /// The environment.
            environment: Reference = "environment",
            /// The user.
            user: Reference = "user",
            /// The transaction.
            verify_transaction: Reference = "verifyTransaction",
            /// What kind of document it is.
            kind: DocumentKind = "type",
            /// The document: a JPEG in base64, or text.
            value: Personal<String> = "value",
            /// How far it has come.
            status: DocumentStatus = "status",
            /// Where it is from.
            source: DocumentSource = "source",
            /// Which try it is from.
            retry: Retry = "retry",
            /// When it was created.
            created_at: Timestamp = "createdAt",
            /// When it was last changed.
            updated_at: Timestamp = "updatedAt",
        }
    }
}

attempts! {
    /// The documents of a transaction.
    ///
    /// Returned by `verify.read_all_verification_documents`.
    pub struct VerificationDocuments;
    /// The entries of a list of documents.
    pub struct DocumentsEmbedded;
    /// The latest try of each document.
    documents: VerificationDocument = "documents"
}

request! {
    /// The request of Create and Update Verification Document.
    ///
    /// Taken by `verify.create_verification_document` and `verify.update_verification_document`.
    ///
    /// ```
    /// use ping_models::verify::{DocumentKind, NewVerificationDocument};
    ///
    /// let selfie = NewVerificationDocument::jpeg(DocumentKind::Selfie, b"\xff\xd8\xff\xe0");
    /// let phone = NewVerificationDocument::new(DocumentKind::Phone, "+15125550100");
    /// assert!(!format!("{selfie:?} {phone:?}").contains("+1512"));
    /// ```
    pub struct NewVerificationDocument {
        required {
            /// What kind of document it is.
            kind: DocumentKind = "type",
            /// The document: a JPEG in base64, or text for phone numbers, email addresses and
            /// barcodes.
            value: Personal<String> = "value",
        }
    }
}

impl NewVerificationDocument {
    /// A picture, as the bytes of a JPEG file.
    pub fn jpeg(kind: impl Into<DocumentKind>, bytes: &[u8]) -> Self {
        Self::new(kind, super::image::encode(bytes))
    }
}
