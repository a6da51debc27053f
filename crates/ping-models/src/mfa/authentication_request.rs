//! Requests of device authentications.

use std::collections::BTreeMap;

use crate::{OpenValue, Reference, Secret, UserId};

use super::{DeviceId, OneTimeDevice, RelyingParty, SelectedDevice};

open_enum! {
    /// What the user's browser can do with FIDO devices.
    pub enum Compatibility {
        /// Everything.
        Full = "FULL",
        /// Security keys only.
        SecurityKeyOnly = "SECURITY_KEY_ONLY",
        /// Nothing.
        None = "NONE",
    }
}

open_enum! {
    /// Why a device authentication is canceled.
    pub enum CancelReason {
        /// The user signs out.
        SignOut = "SIGNOUT",
        /// The user wants another device.
        ChangeDevice = "CHANGE_DEVICE",
        /// The user adds a device.
        AddDevice = "ADD_DEVICE",
        /// Another reason.
        Default = "DEFAULT",
    }
}

request! {
    /// How a notification is worded.
    pub struct NotificationTemplate {
        optional {
            /// The template: `strong_authentication` or `transaction`.
            name: String = "name",
            /// The language, such as `en`.
            locale: String = "locale",
            /// The variant of the template.
            variant: String = "variant",
            /// Values for the template's placeholders.
            variables: BTreeMap<String, OpenValue> = "variables",
        }
    }
}

request! {
    /// How the user is notified.
    pub struct Notification {
        optional {
            /// How the message is worded.
            template: NotificationTemplate = "template",
            /// The notification policy.
            policy: Reference = "policy",
            /// Data for the app on a mobile device.
            client_context: OpenValue = "clientContext",
        }
    }
}

request! {
    /// What the caller wants of WebAuthn.
    pub struct WebAuthn {
        optional {
            /// A challenge in Base64URL, of 32 bytes at least.
            challenge: String = "challenge",
        }
    }
}

request! {
    /// Begins a device authentication.
    ///
    /// Taken by `mfa.initialize_device_authentication`,
    /// `mfa.initialize_device_authentication_with_device` and
    /// `mfa.initialize_device_authentication_with_otp`.
    pub struct InitializeDeviceAuthentication {
        optional {
            /// The user who is to authenticate.
            user: Reference = "user",
            /// The device authentication policy; the environment's default one where absent.
            policy: Reference = "policy",
            /// The device to be used, or a passcode to be checked at once.
            selected_device: SelectedDevice = "selectedDevice",
            /// How the user is notified.
            notification: Notification = "notification",
            /// Data that the mobile SDK signed.
            mobile_payload: Secret = "mobilePayload",
            /// The application; needed with `mobile_payload` only.
            application: Reference = "application",
            /// The relying party, where the user is not known yet.
            rp: RelyingParty = "rp",
            /// What the caller wants of WebAuthn.
            web_authn: WebAuthn = "webAuthn",
            /// What the user's browser can do.
            compatibility: Compatibility = "compatibility",
        }
    }
}

impl InitializeDeviceAuthentication {
    /// Begins an authentication of this user.
    pub fn of_user(id: impl Into<UserId>) -> Self {
        Self::new().user(Reference::from(id.into()))
    }

    /// Uses this device.
    #[must_use]
    pub fn with_device(mut self, id: impl Into<DeviceId>) -> Self {
        let selected = self
            .selected_device
            .take()
            .unwrap_or_else(SelectedDevice::new);
        self.selected_device(selected.id(id))
    }

    /// Checks this passcode at once. Without a device, the passcode is tried on each that fits.
    #[must_use]
    pub fn with_otp(mut self, otp: impl Into<Secret>) -> Self {
        let selected = self
            .selected_device
            .take()
            .unwrap_or_else(SelectedDevice::new);
        self.selected_device(selected.otp(otp))
    }

    /// Sends a passcode to an address that is not paired.
    #[must_use]
    pub fn to_one_time_device(self, device: OneTimeDevice) -> Self {
        self.selected_device(SelectedDevice::new().one_time(device))
    }
}

request! {
    /// Selects the device to authenticate with.
    ///
    /// Taken by `mfa.select_device_for_authentication`.
    pub struct SelectDevice {
        required {
            /// The device.
            device: Reference = "device",
        }
        optional {
            /// What the user's browser can do.
            compatibility: Compatibility = "compatibility",
        }
    }
}

request! {
    /// Checks a passcode.
    ///
    /// Taken by `mfa.validate_otp_for_device`.
    pub struct CheckOtp {
        required {
            /// The passcode.
            otp: Secret = "otp",
        }
    }
}

request! {
    /// Cancels a device authentication.
    ///
    /// Taken by `mfa.cancel_device_authentication`.
    pub struct CancelDeviceAuthentication {
        required {
            /// Why it is canceled.
            reason: CancelReason = "reason",
        }
    }
}
