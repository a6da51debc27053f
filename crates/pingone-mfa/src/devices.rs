//! Devices of a user.

use ping_models::DeviceId;
use ping_models::mfa::{
    ActivateDevice, Device, DeviceNickname, DeviceStatus, DeviceType, UpdateNickname,
};
use ping_transport::{Call, List, expansions, filters, handle};

use crate::operations::*;

expansions! {
    /// What can come along with the devices of a user.
    pub DeviceExpansion {
        /// The order of the devices, as the member `order` of the page (`Page::field`); empty where
        /// the user has none.
        Order = expand "order",
        /// How the types of the devices are called.
        TypeDisplayNames = expand "typeDisplayNames",
    }
}

filters! {
    /// What devices can be filtered by.
    ///
    /// ```
    /// use ping_models::mfa::DeviceType;
    /// use pingone_mfa::DeviceFilter;
    ///
    /// let filter = DeviceFilter::device_type().eq(DeviceType::Sms);
    /// assert_eq!(filter.to_string(), r#"type eq "SMS""#);
    /// ```
    pub DeviceFilter: and, or, not, DeviceExpansion {
        /// The type of the device.
        device_type: DeviceType = "type" (eq),
        /// Whether the device is paired.
        status: DeviceStatus = "status" (eq),
    }
}

handle! {
    /// The devices of a user. From [`UserHandle::devices`](crate::UserHandle::devices).
    ///
    /// Needs the role Identity Data Admin or Help Desk Admin.
    ///
    /// ```no_run
    /// # use ping_models::mfa::{DeviceStatus, DeviceType, NewEmailDevice, NewSmsDevice};
    /// # use pingone_mfa::{DeviceFilter, Mfa};
    /// # async fn example(mfa: Mfa, code: String) -> Result<(), ping_transport::Error> {
    /// let devices = mfa.user("user-id").devices();
    /// // Paired at once, since a worker vouches for the address ...
    /// devices.create(NewEmailDevice::new("joe@example.com").nickname("Work")).await?;
    /// // ... or when the user enters the code that was sent.
    /// let phone = NewSmsDevice::new("+15125550100").status(DeviceStatus::ActivationRequired);
    /// let phone = devices.create(phone).await?;
    /// devices.resend_pairing_code(&phone.id).await?;
    /// devices.activate(&phone.id, code).await?;
    ///
    /// let phones = devices.list().filter(DeviceFilter::device_type().eq(DeviceType::Sms)).all().await?;
    /// let phone = devices.read(&phone.id).await?;
    /// devices.update_nickname(phone.id(), "Private phone").await?;
    /// devices.block(phone.id()).await?;
    /// devices.unblock(phone.id()).await?;
    /// devices.delete(phone.id()).await?;
    /// # Ok(()) }
    /// ```
    pub struct Devices;
}

impl Devices {
    /// Creates a device. Each type of device has its own request: see [`CreateDevice`](crate::CreateDevice).
    ///
    /// Errors: 400 with `INVALID_VALUE` on `phone` or `email` where it is malformed, or where the
    /// policy does not allow the type; `UNIQUENESS_VIOLATION` where the user has such a device;
    /// `LIMIT_EXCEEDED` where the user has too many; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-sms.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-email.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-totp-.html>
    #[doc(alias("add", "new", "pair", "enroll", "Create MFA User Device"))]
    pub fn create<D: CreateDevice>(&self, device: D) -> Call<D::Answer> {
        self.scope.at(D::operation()).json(&device).call()
    }

    /// Lists the devices: active ones in their order, then those that wait for activation.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/read-all-mfa-user-devices.html>
    #[doc(alias("get_all", "all", "search", "Read All MFA User Devices"))]
    pub fn list(&self) -> List<Device, DeviceFilter> {
        self.scope.at(&READ_ALL_MFA_DEVICES).list().taking()
    }

    /// Reads one device. Errors: 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/read-one-mfa-user-device.html>
    #[doc(alias("get", "fetch", "find", "Read One MFA User Device"))]
    pub fn read(&self, id: impl Into<DeviceId>) -> Call<Device> {
        self.scope.at(&READ_ONE_MFA_DEVICE).id(id).call()
    }

    /// Activates a device with the passcode that was sent to it or that the app shows. Takes the
    /// passcode, or an [`ActivateDevice`].
    ///
    /// Errors: 400 with `INVALID_OTP` where the passcode is wrong or has expired; 400 where the
    /// device is active already; 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/activate-mfa-user-device.html>
    #[doc(alias("confirm", "enable", "Activate MFA User Device"))]
    pub fn activate(
        &self,
        id: impl Into<DeviceId>,
        passcode: impl Into<ActivateDevice>,
    ) -> Call<Device> {
        self.scope.at(&ACTIVATE_DEVICE).id(id).json(&passcode.into()).call()
    }

    /// Sends the pairing passcode again, to a device that waits for activation.
    ///
    /// Errors: 400 where the device does not wait for a passcode that is sent; 404 for an unknown
    /// user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/resend_pairing_otp.html>
    #[doc(alias("Resend Pairing Code"))]
    pub fn resend_pairing_code(&self, id: impl Into<DeviceId>) -> Call<Device> {
        self.scope.at(&RESEND_PAIRING_CODE).id(id).call()
    }

    /// Names a device, in up to 100 characters; an empty name clears it.
    ///
    /// Errors: 400 where the name is too long; 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/update-device-nickname.html>
    #[doc(alias("Update Device Nickname"))]
    pub fn update_nickname(
        &self,
        id: impl Into<DeviceId>,
        nickname: impl Into<String>,
    ) -> Call<DeviceNickname> {
        self.scope.at(&UPDATE_DEVICE_NICKNAME).id(id).json(&UpdateNickname::new(nickname)).call()
    }

    /// Blocks a device: it stays paired, but cannot be used.
    ///
    /// Errors: 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/block_mfa_user_device.html>
    #[doc(alias("lock", "Block MFA User Device"))]
    pub fn block(&self, id: impl Into<DeviceId>) -> Call<Device> {
        self.scope.at(&BLOCK_MFA_DEVICE).id(id).call()
    }

    /// Ends the blocking of a device.
    ///
    /// Errors: 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/unblock_mfa_user_device.html>
    #[doc(alias("unlock", "Unblock MFA User Device"))]
    pub fn unblock(&self, id: impl Into<DeviceId>) -> Call<Device> {
        self.scope.at(&UNBLOCK_MFA_DEVICE).id(id).call()
    }

    /// Deletes a device.
    ///
    /// Errors: 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/delete-mfa-user-device.html>
    #[doc(alias("remove", "Delete MFA User Device"))]
    pub fn delete(&self, id: impl Into<DeviceId>) -> Call<()> {
        self.scope.at(&DELETE_MFA_DEVICE).id(id).call()
    }
}
