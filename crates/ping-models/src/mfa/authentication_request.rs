//! Requests of device authentications.

use std::collections::BTreeMap;

use crate::{
    DeviceAuthenticationPolicyId, DeviceId, Model, NotificationPolicyId, OpenEnum, OpenValue,
    Reference, Rest, Secret, UnknownValue, UserId,
};

use super::{OneTimeDevice, RelyingParty, SelectedDevice};

/// What the user's browser can do with FIDO devices.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Compatibility {
    /// Everything.
    Full,
    /// Security keys only.
    SecurityKeyOnly,
    /// Nothing.
    None,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Why a device authentication is canceled.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CancelReason {
    /// The user signs out.
    #[wire("SIGNOUT")]
    SignOut,
    /// The user wants another device.
    ChangeDevice,
    /// The user adds a device.
    AddDevice,
    /// Another reason.
    Default,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a notification is worded.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NotificationTemplate {
    /// The template: `strong_authentication` or `transaction`.
    pub name: Option<String>,
    /// The language, such as `en`.
    pub locale: Option<String>,
    /// The variant of the template.
    pub variant: Option<String>,
    /// Values for the template's placeholders.
    pub variables: Option<BTreeMap<String, OpenValue>>,
    rest: Rest<Self>,
}

/// How the user is notified.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Notification {
    /// How the message is worded.
    pub template: Option<NotificationTemplate>,
    /// The notification policy.
    pub policy: Option<Reference<NotificationPolicyId>>,
    /// Data for the app on a mobile device.
    pub client_context: Option<OpenValue>,
    rest: Rest<Self>,
}

/// What the caller wants of WebAuthn.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct WebAuthn {
    /// A challenge in Base64URL, of 32 bytes at least.
    pub challenge: Option<String>,
    rest: Rest<Self>,
}

/// Begins a device authentication. The id of a user converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct InitializeDeviceAuthentication {
    /// The user who is to authenticate.
    pub user: Option<Reference<UserId>>,
    /// The device authentication policy; the environment's default one where absent.
    pub policy: Option<Reference<DeviceAuthenticationPolicyId>>,
    /// The device to be used, or a passcode to be checked at once.
    pub selected_device: Option<SelectedDevice>,
    /// How the user is notified.
    pub notification: Option<Notification>,
    /// Data that the mobile SDK signed.
    pub mobile_payload: Option<Secret>,
    /// The application; needed with `mobile_payload` only.
    pub application: Option<Reference>,
    /// The relying party, where the user is not known yet.
    pub rp: Option<RelyingParty>,
    /// What the caller wants of WebAuthn.
    pub web_authn: Option<WebAuthn>,
    /// What the user's browser can do.
    pub compatibility: Option<Compatibility>,
    rest: Rest<Self>,
}

impl InitializeDeviceAuthentication {
    /// Begins an authentication of this user.
    pub fn of_user(id: impl Into<UserId>) -> Self {
        Self::new().user(id.into())
    }

    /// Uses this device.
    #[must_use]
    pub fn with_device(mut self, id: impl Into<DeviceId>) -> Self {
        let selected = self.selected_device.take().unwrap_or_default();
        self.selected_device(selected.id(id))
    }

    /// Checks this passcode at once. Without a device, the passcode is tried on each that fits.
    #[must_use]
    pub fn with_otp(mut self, otp: impl Into<Secret>) -> Self {
        let selected = self.selected_device.take().unwrap_or_default();
        self.selected_device(selected.otp(otp))
    }

    /// Sends a passcode to an address that is not paired.
    #[must_use]
    pub fn to_one_time_device(self, device: OneTimeDevice) -> Self {
        self.selected_device(SelectedDevice::new().one_time(device))
    }
}

macro_rules! from_user {
    ($($id:ty)*) => { $(
        impl From<$id> for InitializeDeviceAuthentication {
            fn from(user: $id) -> Self {
                Self::of_user(user)
            }
        }
    )* };
}

from_user! { UserId &UserId String &str }

/// Selects the device to authenticate with.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SelectDevice {
    /// The device.
    pub device: Reference<DeviceId>,
    /// What the user's browser can do.
    pub compatibility: Option<Compatibility>,
    rest: Rest<Self>,
}

/// Checks a passcode.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CheckOtp {
    /// The passcode.
    pub otp: Secret,
    rest: Rest<Self>,
}

/// Cancels a device authentication.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CancelDeviceAuthentication {
    /// Why it is canceled.
    pub reason: CancelReason,
    rest: Rest<Self>,
}
