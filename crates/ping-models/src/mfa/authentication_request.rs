//! Requests of device authentications.

use std::collections::BTreeMap;

use crate::{
    DeviceAuthenticationPolicyId, DeviceId, DeviceSessionId, Model, NotificationPolicyId, OpenEnum,
    OpenValue, Reference, Rest, Secret, UnknownValue, UserId,
};

use super::{DeviceType, OneTimeDevice, PayloadValue, RelyingParty, SelectedDevice};
use crate::webauthn::Assertion;

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
///
/// ```
/// use ping_models::mfa::{InitializeDeviceAuthentication, NotificationTemplate};
///
/// let payment = NotificationTemplate::transaction().locale("en").variable("amount", "100");
/// let request = InitializeDeviceAuthentication::of_user("user-id").with_template(payment);
/// ```
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

impl NotificationTemplate {
    /// That of a transaction, whose details are its variables.
    pub fn transaction() -> Self {
        Self::new().name("transaction")
    }

    /// That of signing in.
    pub fn strong_authentication() -> Self {
        Self::new().name("strong_authentication")
    }

    /// The value of one more placeholder.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = serde_json::Value::String(value.into()).into();
        self.variables.get_or_insert_default().insert(name.into(), value);
        self
    }
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

    /// Begins an authentication of whoever has a passkey of a website, whose domain it is; the
    /// domain of the FIDO policy where it is `None`.
    pub fn passwordless(relying_party: Option<&str>) -> Self {
        let new = Self::new();
        match relying_party {
            Some(id) => new.rp(RelyingParty::new(id)),
            None => new,
        }
    }

    /// Words the message to the user by this template.
    #[must_use]
    pub fn with_template(mut self, template: NotificationTemplate) -> Self {
        let notification = self.notification.take().unwrap_or_default();
        self.notification(notification.template(template))
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

/// Hands over what a browser or the PingID desktop app has signed.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CheckAssertion {
    /// The origin of the page that asked the browser, such as `https://app.example.com`; without
    /// it, it is the desktop app that has signed.
    pub origin: Option<String>,
    /// What was signed.
    pub assertion: Secret,
    /// What the user's browser can do.
    pub compatibility: Option<Compatibility>,
    rest: Rest<Self>,
}

impl CheckAssertion {
    /// What a browser has signed, in a page of this origin.
    pub fn fido2(origin: impl Into<String>, assertion: &Assertion) -> Self {
        Self::new(assertion.to_service()).origin(origin)
    }

    /// The JWT that the PingID desktop app has answered.
    pub fn desktop(assertion: impl Into<Secret>) -> Self {
        Self::new(assertion)
    }
}

/// Asks whether a browser is remembered, with the cookie that it got when it was. What the service
/// wants is the same payload of the same session.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CheckRememberedDevice {
    /// The user.
    pub user: Reference<UserId>,
    /// The policy by which the browser was remembered.
    pub policy: Reference<DeviceAuthenticationPolicyId>,
    /// What the Signals SDK found out about the browser now.
    pub payload: PayloadValue,
    /// The session that the browser was remembered for, where it was for one.
    pub device_session: Option<Reference<DeviceSessionId>>,
    rest: Rest<Self>,
}

impl CheckRememberedDevice {
    /// Whether the user's browser, of which the Signals SDK gave this payload, is remembered.
    pub fn browser(
        user: impl Into<UserId>,
        policy: impl Into<DeviceAuthenticationPolicyId>,
        payload: impl Into<String>,
    ) -> Self {
        let payload = PayloadValue::new().payload_type(DeviceType::Browser).value(payload);
        Self::new(user.into(), policy.into(), payload)
    }
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
