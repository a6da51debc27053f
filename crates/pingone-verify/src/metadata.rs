//! What the checks of a transaction said.

use ping_models::MetadataId;
use ping_models::verify::{Metadata, VerificationMetadata};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The scores and judgements of a transaction. From
    /// [`TransactionHandle::metadata`](crate::TransactionHandle::metadata).
    ///
    /// ```no_run
    /// # use ping_models::verify::Metadata;
    /// # async fn example(user: pingone_verify::UserHandle) -> Result<(), ping_transport::Error> {
    /// let metadata = user.transaction("0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b").metadata();
    /// for entry in metadata.read_all().await?.entries() {
    ///     match entry {
    ///         // Each provider has scales of its own: this one is 0 to 1.
    ///         Metadata::Liveness(liveness) => {
    ///             let scores = liveness.data.as_ref();
    ///             println!("{:?}", scores.and_then(|scores| scores.probability.as_ref()));
    ///         }
    ///         other => println!("{:?}: {:?}", other.metadata_type(), other.status()),
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub struct MetadataHandle;
}

impl MetadataHandle {
    /// Reads all metadata: the latest try of each check, and earlier ones. It has no pages.
    ///
    /// Errors: 404 for an unknown transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verification-metadata/read-all-verification-metadata.html>
    #[doc(alias("list", "get_all", "all", "Read All Verification MetaData"))]
    pub fn read_all(&self) -> Call<VerificationMetadata> {
        self.scope.at(&READ_ALL_VERIFICATION_METADATA).call()
    }

    /// Reads one entry, whichever try it is from.
    ///
    /// Errors: 404 for an unknown entry, transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verification-metadata/read-one-verification-metadata.html>
    #[doc(alias("get", "fetch", "find", "Read One Verification MetaData"))]
    pub fn read(&self, id: impl Into<MetadataId>) -> Call<Metadata> {
        self.scope.at(&READ_ONE_VERIFICATION_METADATA).id(id).call()
    }
}
