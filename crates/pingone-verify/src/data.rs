//! What the checks of a transaction said, and what the person showed.

use ping_models::verify::{
    Metadata, MetadataId, PortraitBackground, VerificationMetadata, VerifiedData, VerifiedDataId,
    VerifiedDataSet, VerifiedDataType,
};
use ping_transport::{Call, Error, Operation, RequestBuilder};

use crate::{TransactionHandle, operations};

impl TransactionHandle {
    /// A request below the transaction.
    pub(crate) fn request<Req, Res>(
        &self,
        operation: &'static Operation<Req, Res>,
    ) -> RequestBuilder<Req, Res> {
        self.scope
            .managed(operation)
            .segment(&self.user)
            .segment(&self.transaction)
    }
}

/// The scores and judgements of a transaction. From [`TransactionHandle::metadata`].
///
/// ```no_run
/// # use ping_models::verify::Metadata;
/// # async fn example(user: pingone_verify::UserHandle) -> Result<(), ping_transport::Error> {
/// let metadata = user.transaction("0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b").metadata();
/// for entry in metadata.list().await?.entries() {
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
#[derive(Clone, Debug)]
pub struct MetadataHandle(pub(crate) TransactionHandle);

impl MetadataHandle {
    /// Reads all metadata: the latest try of each check, and earlier ones. It has no pages.
    ///
    /// Errors: 404 for an unknown transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verification-metadata/read-all-verification-metadata.html>
    #[doc(alias("get_all", "all", "search", "Read All Verification MetaData"))]
    pub fn list(&self) -> Call<VerificationMetadata> {
        self.0
            .request(&operations::READ_ALL_VERIFICATION_METADATA)
            .call()
    }

    /// Reads one entry, whichever try it is from.
    ///
    /// Errors: 404 for an unknown entry, transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verification-metadata/read-one-verification-metadata.html>
    #[doc(alias("get", "fetch", "find", "Read One Verification MetaData"))]
    pub fn read(&self, id: impl Into<MetadataId>) -> Call<Metadata> {
        self.0
            .request(&operations::READ_ONE_VERIFICATION_METADATA)
            .segment(id.into())
            .call()
    }
}

/// The verified data of a transaction, which the service keeps for 30 minutes after its
/// decision. From [`TransactionHandle::verified_data`].
///
/// ```no_run
/// # use ping_models::verify::{VerifiedData, VerifiedDataType};
/// # async fn example(user: pingone_verify::UserHandle) -> Result<(), Box<dyn std::error::Error>> {
/// let data = user.transaction("0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b").verified_data();
///
/// // Without types: ids and types only. Read the data of those that matter.
/// for entry in data.list().await?.entries() {
///     if let VerifiedData::Image(entry) = data.read(entry.id()).await?
///         && let Some(image) = entry.image()?
///     {
///         println!("{}, {} bytes", image.media_type(), image.bytes().len());
///     }
/// }
///
/// // With types: their data, too.
/// let ids = data.list_by_type([VerifiedDataType::GovernmentId]).query("attempt", "LATEST");
/// for entry in ids.await?.entries() {
///     if let VerifiedData::GovernmentId(id) = entry
///         && let Some(person) = &id.data
///     {
///         println!("{:?}", person.birth_date.as_ref().map(|date| date.expose()));
///     }
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct VerifiedDataHandle(pub(crate) TransactionHandle);

impl VerifiedDataHandle {
    /// Lists what there is, without the data itself: the latest try of each type, and earlier
    /// ones. It has no pages; `.query("attempt", "LATEST")` leaves earlier tries out.
    ///
    /// Errors: 404 for an unknown transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verified-data/read-all-user-verified-data.html>
    #[doc(alias("get_all", "all", "search", "Read All User Verified Data"))]
    pub fn list(&self) -> Call<VerifiedDataSet> {
        self.0
            .request(&operations::READ_ALL_USER_VERIFIED_DATA)
            .call()
    }

    /// Reads what there is of these types, with the data itself.
    ///
    /// Errors: 404 for an unknown transaction or user; 400 for an unknown type.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verified-data/read-all-user-verified-data.html>
    #[doc(alias("Read All User Verified Data"))]
    pub fn list_by_type(
        &self,
        types: impl IntoIterator<Item = VerifiedDataType>,
    ) -> Call<VerifiedDataSet> {
        let types: Vec<_> = types.into_iter().collect();
        let names: Vec<_> = types.iter().map(VerifiedDataType::as_str).collect();
        let request = self.0.request(&operations::READ_USER_VERIFIED_DATA_BY_TYPE);
        let request = if names.is_empty() {
            request.invalid(Error::invalid_input("type", "is empty; name at least one"))
        } else {
            request.query("type", names.join(","))
        };
        request.call()
    }

    /// Reads one piece of verified data.
    ///
    /// Errors: 404 for an unknown entry, transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verified-data/read-one-user-verified-data.html>
    #[doc(alias("get", "fetch", "find", "Read One User Verified Data"))]
    pub fn read(&self, id: impl Into<VerifiedDataId>) -> Call<VerifiedData> {
        self.0
            .request(&operations::READ_ONE_USER_VERIFIED_DATA)
            .segment(id.into())
            .call()
    }
    /// Puts another background behind the selfie of a verified user, and gives the entry with the
    /// new picture.
    ///
    /// Errors: 400 where the user has not been verified or a part is out of its range; 404 for an
    /// unknown entry, transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verified-data/update-verified-data-portrait-background.html>
    #[doc(alias("Update Verified Data Portrait Background"))]
    pub fn replace_background(
        &self,
        selfie: impl Into<VerifiedDataId>,
        background: PortraitBackground,
    ) -> Call<VerifiedData> {
        self.0
            .request(&operations::UPDATE_VERIFIED_DATA_PORTRAIT_BACKGROUND)
            .segment(selfie.into())
            .json(&background)
            .call()
    }
}
