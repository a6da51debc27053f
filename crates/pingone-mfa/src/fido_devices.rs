//! The metadata of FIDO devices.

use ping_models::FidoDeviceId;
use ping_models::mfa::{FidoDeviceMetadata, NewFidoDeviceMetadata};
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// What an environment knows of models of authenticators: from the FIDO Alliance, and what was
    /// added. From [`Mfa::fido_devices`](crate::Mfa::fido_devices).
    ///
    /// ```no_run
    /// # use ping_models::mfa::NewFidoDeviceMetadata;
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa, statement: serde_json::Value) -> Result<(), ping_transport::Error> {
    /// let devices = mfa.fido_devices();
    /// let aaguid = "00000000-0000-4000-8000-000000000001";
    /// devices.create(NewFidoDeviceMetadata::fido2(aaguid, statement)).await?;
    ///
    /// // Only answers that list or read them tell the id.
    /// let all = devices.list().all().await?;
    /// let ours = all.into_iter().find(|one| one.aaguid.as_deref() == Some(aaguid));
    /// if let Some(id) = ours.and_then(|one| one.mds_identifier) {
    ///     devices.delete(id).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub struct FidoDevices;
}

impl FidoDevices {
    /// Adds a model of FIDO2 or of U2F that the FIDO Alliance does not know.
    ///
    /// Errors: 400 with `REQUIRED_VALUE` where it has neither identifier.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/add_custom_fido_device_fido2.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/add_custom_fido_device_utf.html>
    #[doc(alias("add", "new", "Add Custom FIDO Device - fido2", "Add Custom FIDO Device - u2f"))]
    pub fn create(&self, device: NewFidoDeviceMetadata) -> Call<FidoDeviceMetadata> {
        self.scope.at(&ADD_FIDO_DEVICE).json(&device).call()
    }

    /// Lists all models: many, with pictures, so that the answer is large.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/read_all_fido_device_metadata.html>
    #[doc(alias("get_all", "all", "search", "Read All FIDO Device Metadata"))]
    pub fn list(&self) -> List<FidoDeviceMetadata> {
        self.scope.at(&READ_ALL_FIDO_DEVICE_METADATA).list()
    }

    /// Reads one model, of FIDO2 or of U2F, by its `mds_identifier`.
    ///
    /// Errors: 404 for an unknown model.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/read_single_fido_device_metadata_fido2.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/read_single_fido_device_metadata_u2f.html>
    #[doc(alias(
        "get",
        "fetch",
        "find",
        "Read FIDO Device Metadata - single fido2 device",
        "Read FIDO Device Metadata - single u2f device"
    ))]
    pub fn read(&self, id: impl Into<FidoDeviceId>) -> Call<FidoDeviceMetadata> {
        self.scope.at(&READ_FIDO_DEVICE_METADATA_FIDO2).id(id).call()
    }

    /// Removes a model that was added.
    ///
    /// Errors: 404 for an unknown model.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/remove_custom_fido_device.html>
    #[doc(alias("remove", "Remove Custom FIDO Device"))]
    pub fn delete(&self, id: impl Into<FidoDeviceId>) -> Call<()> {
        self.scope.at(&REMOVE_CUSTOM_FIDO_DEVICE).id(id).call()
    }
}
