//! Device authentications, call by call.

use ping_models::mfa::{
    CancelDeviceAuthentication, CancelReason, CheckOtp, DeviceAuthentication,
    InitializeDeviceAuthentication, SelectDevice,
};
use ping_models::{DeviceAuthenticationId, DeviceId, Secret};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The device authentications of an environment, call by call. From
    /// [`Mfa::device_authentications`](crate::Mfa::device_authentications).
    ///
    /// The flow of [`Mfa::authenticate`](crate::Mfa::authenticate) makes the same calls and offers
    /// only those that are legal next. Needs a worker with the role Identity Data Admin.
    ///
    /// ```no_run
    /// # use ping_models::DeviceAuthenticationId;
    /// # use ping_models::mfa::{CancelReason, InitializeDeviceAuthentication};
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa, id: DeviceAuthenticationId, code: String) -> Result<(), ping_transport::Error> {
    /// let authentications = mfa.device_authentications();
    /// let begun = authentications.create(InitializeDeviceAuthentication::of_user("user-id")).await?;
    /// authentications.select_device(&id, "device-id").await?;
    /// authentications.check_otp(&id, code).await?;
    /// authentications.read(&id).await?;
    /// authentications.cancel(&id, CancelReason::ChangeDevice).await?;
    /// # Ok(()) }
    /// ```
    pub struct DeviceAuthentications;
}

impl DeviceAuthentications {
    /// Begins a device authentication: of a user, with a chosen device, or with a passcode that
    /// is checked at once.
    ///
    /// Errors: 400 with `INVALID_OTP` where a passcode came along and is wrong; 400 where the user
    /// has no multi-factor authentication; 404 for an unknown user. That no device can be used is
    /// an answer with the status `FAILED`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/initialize-device-authentication.html>
    #[doc(alias("add", "new", "Create Device Authentication", "Initialize Device Authentication"))]
    pub fn create(&self, request: InitializeDeviceAuthentication) -> Call<DeviceAuthentication> {
        self.scope.at(&INITIALIZE_DEVICE_AUTHENTICATION).json(&request).call()
    }

    /// Reads a device authentication; also to poll while a push is out.
    ///
    /// Errors: 404 for an unknown one, 410 for one that has expired.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/read-device-authentication.html>
    #[doc(alias("get", "fetch", "find", "Read Device Authentication"))]
    pub fn read(&self, id: impl Into<DeviceAuthenticationId>) -> Call<DeviceAuthentication> {
        self.scope.at(&READ_DEVICE_AUTHENTICATION).id(id).call()
    }

    /// Selects the device, which gets a passcode or a push if it takes them.
    ///
    /// Errors: 400 for a device that cannot be used; 404 and 410 as for reading.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/select-device-authentication.html>
    #[doc(alias("Select Device for Authentication"))]
    pub fn select_device(
        &self,
        id: impl Into<DeviceAuthenticationId>,
        device: impl Into<DeviceId>,
    ) -> Call<DeviceAuthentication> {
        self.scope
            .at(&SELECT_DEVICE_FOR_AUTHENTICATION)
            .id(id)
            .json(&SelectDevice::new(device.into()))
            .call()
    }

    /// Checks a passcode.
    ///
    /// Errors: 400 with `INVALID_OTP` for a wrong or expired passcode; 404 and 410 as for reading.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/validate-otp-device-authentication.html>
    #[doc(alias("Validate OTP for Device"))]
    pub fn check_otp(
        &self,
        id: impl Into<DeviceAuthenticationId>,
        otp: impl Into<Secret>,
    ) -> Call<DeviceAuthentication> {
        self.scope.at(&VALIDATE_OTP_FOR_DEVICE).id(id).json(&CheckOtp::new(otp)).call()
    }

    /// Cancels a device authentication; after that, a device can be selected again.
    ///
    /// Errors: 400 for one that has come to its end; 404 and 410 as for reading.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/cancel_authentication.html>
    #[doc(alias("abort", "Cancel Device Authentication"))]
    pub fn cancel(
        &self,
        id: impl Into<DeviceAuthenticationId>,
        reason: CancelReason,
    ) -> Call<DeviceAuthentication> {
        self.scope
            .at(&CANCEL_DEVICE_AUTHENTICATION)
            .id(id)
            .json(&CancelDeviceAuthentication::new(reason))
            .call()
    }
}
