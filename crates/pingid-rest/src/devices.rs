//! Devices.

use ping_models::Loose;
use ping_models::pingid::{DeviceAttribute, PlainReply, UnpairDevice, UpdateDeviceAttributes};
use ping_transport::{Call, Client, Error};

use crate::operations;
use crate::users::name_error;

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
#[derive(Clone, Debug)]
pub struct Devices {
    pub(crate) client: Client,
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
        let request = device.into();
        let call = self
            .client
            .request(&operations::UNPAIR_DEVICE)
            .json(&request);
        call.invalid(name_error("userName", request.user_name.as_deref()))
            .call()
    }

    /// UpdateDeviceAttributes: makes a device the default one, names it, or moves it.
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("replace", "put", "edit", "UpdateDeviceAttributes"))]
    pub fn update(&self, change: UpdateDeviceAttributes) -> Call<PlainReply> {
        let call = self.client.request(&operations::UPDATE_DEVICE_ATTRIBUTES);
        let call = call.json(&change);
        let error = name_error("userName", change.user_name.as_deref())
            .or_else(|| value_error(change.attribute.as_ref(), change.value.as_ref()));
        call.invalid(error).call()
    }
}

/// What is wrong with a value that does not fit its attribute, if anything.
fn value_error(
    attribute: Option<&DeviceAttribute>,
    value: Option<&Loose<String>>,
) -> Option<Error> {
    let value = value?;
    let message = match attribute? {
        DeviceAttribute::SetPrimary if **value != "true" => {
            "must be `true` for SET_PRIMARY; to make another device the default one, set that one"
        }
        DeviceAttribute::Order if value.parse::<u32>().is_ok_and(|place| place > 0) => return None,
        DeviceAttribute::Order => "must be a number from 1 for ORDER",
        DeviceAttribute::Nickname if value.trim().is_empty() => "is empty",
        _ => return None,
    };
    Some(Error::invalid_input("attributeValue", message))
}
