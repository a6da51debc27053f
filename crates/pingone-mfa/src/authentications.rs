//! Device authentications, call by call.

use ping_models::mfa::{
    CancelDeviceAuthentication, CancelReason, CheckAssertion, CheckOtp, CheckRememberedDevice,
    DeviceAuthentication, InitializeDeviceAuthentication, SelectDevice,
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
    /// Begins a device authentication: of a user, with a chosen device, with an address that is
    /// used once, with a passcode that is checked at once, or of whoever has a passkey.
    ///
    /// Errors: 400 with `INVALID_OTP` where a passcode came along and is wrong, with
    /// `INVALID_VALUE` for an address that the policy does not allow; 400 where the user has no
    /// multi-factor authentication; 404 for an unknown user; 429 with `QUOTA_EXCEEDED` where the
    /// user has got too many messages. That no device can be used is an answer with the status
    /// `FAILED`.
    ///
    /// - Of a user:
    ///   <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/initialize-device-authentication.html>
    /// - Worded by the caller:
    ///   <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/initialize_device_authentication_custom_notification.html>
    /// - Once to a phone or mailbox:
    ///   <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/onetime-authentication-sms.html>
    ///   <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/onetime-authentication-voice.html>
    ///   <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/onetime-authentication-email.html>
    /// - With the PingID desktop app:
    ///   <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/initiate-device-authentication-desktop.html>
    /// - Without a user name:
    ///   <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/initialize_device_authentication_usernameless.html>
    #[doc(alias(
        "add",
        "new",
        "Create Device Authentication",
        "Device Authentication",
        "Initialize Device Authentication",
        "Initiate Device Authentication"
    ))]
    pub fn create(&self, request: InitializeDeviceAuthentication) -> Call<DeviceAuthentication> {
        self.scope.at(&INITIALIZE_DEVICE_AUTHENTICATION).json(&request).call()
    }

    /// Asks whether a browser is remembered: a user whose browser is has signed in. `cookie` is
    /// what the answer to [`Devices::create`](crate::Devices::create) has set, by
    /// [`Response::cookies`](ping_transport::Response::cookies). A browser that is not remembered
    /// is an answer with the status `FAILED`.
    ///
    /// Errors: 400 with `REQUIRED_VALUE` or `INVALID_VALUE` where a member is missing or names what
    /// is not there; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/remembered-devices/check_remembered_device.html>
    #[doc(alias("Check Remember Me Device", "remember_me"))]
    pub fn check_remembered(
        &self,
        request: CheckRememberedDevice,
        cookie: impl Into<Secret>,
    ) -> Call<DeviceAuthentication> {
        let call = self.scope.at(&CHECK_REMEMBER_ME_DEVICE).json(&request).call();
        call.header("cookie", cookie.into().expose())
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

    /// Hands over what a browser ([`CheckAssertion::fido2`]) or the PingID desktop app
    /// ([`CheckAssertion::desktop`]) has signed.
    ///
    /// Errors: 400 where the assertion does not hold; 404 and 410 as for reading.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/check-assertion-device-authentication.html>
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/check-assertion-desktop.html>
    #[doc(alias("Check Assertion", "webauthn"))]
    pub fn check_assertion(
        &self,
        id: impl Into<DeviceAuthenticationId>,
        assertion: CheckAssertion,
    ) -> Call<DeviceAuthentication> {
        self.scope.at(&CHECK_ASSERTION).id(id).json(&assertion).call()
    }

    /// Cancels a device authentication, with the push that is out; after that, a device can be
    /// selected again. The native app learns of it from version 2.0 of its SDK on.
    ///
    /// Errors: 400 for one that has come to its end; 404 and 410 as for reading.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications/cancel_authentication.html>
    /// <https://docs.pingidentity.com/connectors/p1_mfa_connector.html>
    #[doc(alias("abort", "Cancel Device Authentication", "Cancel Push Notification"))]
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
