//! Devices.

use ping_models::pingid::{PlainReply, UnpairDevice, UpdateDeviceAttributes};
use ping_transport::{Call, handle};

use crate::checks::Checked;
use crate::operations::*;

handle! {
    /// The devices of users. From [`PingId::devices`](crate::PingId::devices);
    /// [`Users::read`](crate::Users::read) lists them, and the pairings add to them.
    ///
    /// ```no_run
    /// # use ping_models::pingid::{UnpairDevice, UpdateDeviceAttributes};
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let devices = pingid.devices();
    /// let user = pingid.users().read("jdoe").await?.user;
    /// for device in user.iter().flat_map(|user| user.devices()).skip(1) {
    ///     let Some(id) = &device.id else { continue };
    ///     devices.update(UpdateDeviceAttributes::nickname("jdoe", id, "Spare phone")).await?;
    ///     devices.update(UpdateDeviceAttributes::primary("jdoe", id)).await?;
    ///     devices.unpair(UnpairDevice::new("jdoe").device_id(id)).await?;
    /// }
    /// devices.unpair("jdoe").await?; // all of them
    /// # Ok(()) }
    /// ```
    pub struct Devices;
}

impl Devices {
    /// UnpairDevice: unpairs one device or, where the request is a user's name alone, all of
    /// them. A user without devices needs a new one (`PENDING_CHANGE_DEVICE`).
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("remove", "delete", "UnpairDevice"))]
    pub fn unpair(&self, device: impl Into<UnpairDevice>) -> Call<PlainReply> {
        self.scope.at(&UNPAIR_DEVICE).checked(&device.into()).call()
    }

    /// UpdateDeviceAttributes: makes a device the default one, names it, or moves it.
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("replace", "put", "edit", "UpdateDeviceAttributes"))]
    pub fn update(&self, change: UpdateDeviceAttributes) -> Call<PlainReply> {
        self.scope.at(&UPDATE_DEVICE_ATTRIBUTES).checked(&change).call()
    }
}
