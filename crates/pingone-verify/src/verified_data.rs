//! What the person showed.

use ping_models::VerifiedDataId;
use ping_models::verify::{PortraitBackground, VerifiedData, VerifiedDataSet, VerifiedDataType};
use ping_transport::{Call, Error, handle};

use crate::operations::*;

handle! {
    /// The verified data of a transaction, which the service keeps for 30 minutes after its
    /// decision. From
    /// [`TransactionHandle::verified_data`](crate::TransactionHandle::verified_data).
    ///
    /// ```no_run
    /// # use ping_models::verify::{VerifiedData, VerifiedDataType};
    /// # async fn example(user: pingone_verify::UserHandle) -> Result<(), Box<dyn std::error::Error>> {
    /// let data = user.transaction("0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b").verified_data();
    ///
    /// // Without types: ids and types only. Read the data of those that matter.
    /// for entry in data.read_all().await?.entries() {
    ///     if let VerifiedData::Image(entry) = data.read(entry.id()).await?
    ///         && let Some(image) = entry.image()?
    ///     {
    ///         println!("{}, {} bytes", image.media_type(), image.bytes().len());
    ///     }
    /// }
    ///
    /// // With types: their data, too.
    /// let ids = data.read_by_type([VerifiedDataType::GovernmentId]).query("attempt", "LATEST");
    /// for entry in ids.await?.entries() {
    ///     if let VerifiedData::GovernmentId(id) = entry
    ///         && let Some(person) = &id.data
    ///     {
    ///         println!("{:?}", person.birth_date.as_ref().map(|date| date.expose()));
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub struct VerifiedDataHandle;
}

impl VerifiedDataHandle {
    /// Reads what there is, without the data itself: the latest try of each type, and earlier
    /// ones. It has no pages; `.query("attempt", "LATEST")` leaves earlier tries out.
    ///
    /// Errors: 404 for an unknown transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verified-data/read-all-user-verified-data.html>
    #[doc(alias("list", "get_all", "all", "Read All User Verified Data"))]
    pub fn read_all(&self) -> Call<VerifiedDataSet> {
        self.scope.at(&LIST_VERIFIED_DATA).call()
    }

    /// Reads what there is of these types, with the data itself.
    ///
    /// Errors: 404 for an unknown transaction or user; 400 for an unknown type.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verified-data/read-all-user-verified-data.html>
    #[doc(alias("Read All User Verified Data"))]
    pub fn read_by_type(
        &self,
        types: impl IntoIterator<Item = VerifiedDataType>,
    ) -> Call<VerifiedDataSet> {
        let types: Vec<_> = types.into_iter().collect();
        let names: Vec<_> = types.iter().map(VerifiedDataType::as_str).collect();
        let request = self.scope.at(&LIST_VERIFIED_DATA);
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
        self.scope.at(&READ_ONE_USER_VERIFIED_DATA).id(id).call()
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
        self.scope.at(&UPDATE_VERIFIED_DATA_PORTRAIT_BACKGROUND).id(selfie).json(&background).call()
    }
}
