//! Documents that a program hands in for a user.

use ping_models::VerificationDocumentId;
use ping_models::verify::{NewVerificationDocument, VerificationDocument, VerificationDocuments};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The documents of a transaction, which the service keeps for 30 minutes. From
    /// [`TransactionHandle::documents`](crate::TransactionHandle::documents).
    ///
    /// ```no_run
    /// # use ping_models::verify::{DocumentKind, NewVerificationDocument};
    /// # async fn example(user: pingone_verify::UserHandle, jpeg: Vec<u8>) -> Result<(), ping_transport::Error> {
    /// let documents = user.transaction("0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b").documents();
    /// let front = NewVerificationDocument::jpeg(DocumentKind::DriverLicenseFront, &jpeg);
    /// let created = documents.create(front.clone()).await?;
    /// documents.update(&created.id, front).await?;
    /// for document in documents.read_all().await?.entries() {
    ///     println!("{:?}: {:?}", document.kind, document.status);
    /// }
    /// documents.read(&created.id).await?;
    /// documents.delete(&created.id).await?;
    /// # Ok(()) }
    /// ```
    pub struct Documents;
}

impl Documents {
    /// Hands a document in. What is taken depends on the policy and the requirements of the
    /// transaction.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `type` where the transaction takes no such document;
    /// 404 for an unknown transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-documents/create-verification-documents.html>
    #[doc(alias("add", "new", "Create Verification Document"))]
    pub fn create(&self, document: NewVerificationDocument) -> Call<VerificationDocument> {
        self.scope.at(&CREATE_VERIFICATION_DOCUMENT).json(&document).call()
    }

    /// Reads all documents: the latest try of each, and earlier ones. It has no pages.
    ///
    /// Errors: 404 for an unknown transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-documents.html>
    #[doc(alias("list", "get_all", "all", "Read All Verification Documents"))]
    pub fn read_all(&self) -> Call<VerificationDocuments> {
        self.scope.at(&READ_ALL_VERIFICATION_DOCUMENTS).call()
    }

    /// Reads one document.
    ///
    /// Errors: 404 for an unknown document, transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-documents/read-one-verification-document.html>
    #[doc(alias("get", "fetch", "find", "Read One Verification Document"))]
    pub fn read(&self, id: impl Into<VerificationDocumentId>) -> Call<VerificationDocument> {
        self.scope.at(&READ_ONE_VERIFICATION_DOCUMENT).id(id).call()
    }

    /// Replaces a document.
    ///
    /// Errors: as for [`create`](Self::create) and [`read`](Self::read).
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-documents/update-verification-documents.html>
    #[doc(alias("replace", "put", "edit", "Update Verification Document"))]
    pub fn update(
        &self,
        id: impl Into<VerificationDocumentId>,
        document: NewVerificationDocument,
    ) -> Call<VerificationDocument> {
        self.scope.at(&UPDATE_VERIFICATION_DOCUMENT).id(id).json(&document).call()
    }

    /// Deletes a document.
    ///
    /// Errors: as for [`read`](Self::read).
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-documents.html>
    #[doc(alias("remove", "Delete Verification Document"))]
    pub fn delete(&self, id: impl Into<VerificationDocumentId>) -> Call<()> {
        self.scope.at(&DELETE_VERIFICATION_DOCUMENT).id(id).call()
    }
}
