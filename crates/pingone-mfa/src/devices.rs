//! Devices of a user.

use ping_models::DeviceId;
use ping_models::mfa::{
    ActivateDevice, Device, DeviceLogs, DeviceNickname, DeviceOrder, DeviceStatus, DeviceType,
    NewPlatformDevice, NewSecurityKeyDevice, PlatformDevice, SecurityKeyDevice, SendDeviceLogs,
    SetDeviceOrder, UpdateNickname,
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
    /// Creates a device. Each type of device has its own request: see [`CreateDevice`].
    /// `NewBrowserDevice` remembers a browser: its answer sets a cookie, which
    /// [`with_response`](Call::with_response) shows and the browser has to keep
    /// ([`Response::cookies`](ping_transport::Response::cookies)).
    ///
    /// Errors: 400 with `INVALID_VALUE` on `phone` or `email` where it is malformed, on
    /// `serialNumber` where the environment has no such token, on `otp` where no YubiKey has typed
    /// that, or on `type` where the policy does not allow it; `REQUIRED_VALUE` on `policy.id` where
    /// a browser has none; `UNIQUENESS_VIOLATION` where the user has such a device; `LIMIT_EXCEEDED` where
    /// the user has too many; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-sms.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-voice.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-email.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create_mfa_user_device_whatsapp.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-totp-.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create_mfa_user_device_oath_token.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/fido2-biometrics-devices/create-mfa-user-device-fido2---security_key.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create-mfa-user-device-desktop.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/create_mfa_user_device_test.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/remembered-devices/create_remembered_device.html>,
    /// <https://docs.pingidentity.com/connectors/p1_mfa_connector.html>
    ///
    /// [`CreateDevice`]: crate::CreateDevice
    #[doc(alias(
        "add",
        "new",
        "pair",
        "enroll",
        "Create MFA User Device",
        "Create MFA User Device for testing",
        "Create Remember Me Device",
        "Create Device"
    ))]
    pub fn create<D: CreateDevice>(&self, device: D) -> Call<D::Answer> {
        self.scope.at(D::operation()).json(&device).call()
    }

    /// Creates the biometrics of a computer or phone, in an environment without FIDO2.
    ///
    /// Errors: as for [`create`](Self::create).
    ///
    /// <https://docs.pingidentity.com/connectors/p1_mfa_connector.html>
    #[deprecated(note = "the service has FIDO2 devices instead: create a `NewFido2Device`")]
    #[doc(alias("Create Device"))]
    pub fn create_platform(&self, device: NewPlatformDevice) -> Call<PlatformDevice> {
        self.scope.at(&CREATE_MFA_DEVICE_PLATFORM).json(&device).call()
    }

    /// Creates a security key, in an environment without FIDO2.
    ///
    /// Errors: as for [`create`](Self::create).
    ///
    /// <https://docs.pingidentity.com/connectors/p1_mfa_connector.html>
    #[deprecated(note = "the service has FIDO2 devices instead: create a `NewFido2Device`")]
    #[doc(alias("Create Device"))]
    pub fn create_security_key(&self, device: NewSecurityKeyDevice) -> Call<SecurityKeyDevice> {
        self.scope.at(&CREATE_MFA_DEVICE_SECURITY_KEY).json(&device).call()
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

    /// Activates a device: with the passcode that was sent to it or that it shows, or with an
    /// [`ActivateDevice`] of what the browser or the desktop app answered.
    ///
    /// Errors: 400 with `INVALID_OTP` where the passcode is wrong or has expired; with
    /// `EXTRA_OTP_REQUIRED` where an OATH token is out of step and may be brought into it: send the
    /// next passcode likewise; with `INVALID_VALUE` on `attestation` where it does not hold; 400
    /// where the device is active already or locked; 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/activate-mfa-user-device.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/activate_device_oath_token.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/fido2-biometrics-devices/activate-mfa-user-device-fido2.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/activate-mfa-user-device-desktop.html>
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
    #[doc(alias("Block MFA User Device"))]
    pub fn block(&self, id: impl Into<DeviceId>) -> Call<Device> {
        self.scope.at(&BLOCK_MFA_DEVICE).id(id).call()
    }

    /// Ends the lock of a device before its time, and forgets what failed.
    ///
    /// Errors: 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/unlock_device.html>
    #[doc(alias("Unlock MFA User Device"))]
    pub fn unlock(&self, id: impl Into<DeviceId>) -> Call<Device> {
        self.scope.at(&UNLOCK_MFA_DEVICE).id(id).call()
    }

    /// Ends the blocking of a device.
    ///
    /// Errors: 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/unblock_mfa_user_device.html>
    #[doc(alias("Unblock MFA User Device"))]
    pub fn unblock(&self, id: impl Into<DeviceId>) -> Call<Device> {
        self.scope.at(&UNBLOCK_MFA_DEVICE).id(id).call()
    }

    /// Sets the order of the devices, the first of which is the default one. Takes the ids of
    /// active devices, and answers all devices in their order.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `order[0].id` where that is no active device of the
    /// user; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/set-device-order.html>
    #[doc(alias("reorder", "Set Device Order"))]
    pub fn set_order<I>(&self, order: I) -> Call<DeviceOrder>
    where
        I: IntoIterator<Item: Into<DeviceId>>,
    {
        let order: SetDeviceOrder = order.into_iter().collect();
        self.scope.at(&SET_DEVICE_ORDER).json(&order).call()
    }

    /// Removes the order of the devices: the user has no default device any more.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/delete-device-order.html>
    #[doc(alias("Remove Device Order"))]
    pub fn remove_order(&self) -> Call<()> {
        self.scope.at(&REMOVE_DEVICE_ORDER).call()
    }

    /// Asks the app on a mobile device for its logs.
    ///
    /// Errors: 400 for a device of another type; 404 for an unknown user or device.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices/send-mfa-device-logs.html>
    #[doc(alias("Send MFA Device Logs"))]
    pub fn send_logs(&self, id: impl Into<DeviceId>) -> Call<DeviceLogs> {
        self.scope.at(&SEND_MFA_DEVICE_LOGS).id(id).json(&SendDeviceLogs::new()).call()
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
