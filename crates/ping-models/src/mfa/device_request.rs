//! Requests that create and activate devices.

use std::collections::BTreeMap;

use crate::{
    DeviceAuthenticationPolicyId, Model, NotificationPolicyId, OpenValue, Reference, Rest, Secret,
};

use super::{DeviceStatus, DeviceType};

/// The device authentication policy that a new device is checked against.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DevicePolicy {
    /// The id of the policy.
    pub id: Option<DeviceAuthenticationPolicyId>,
    /// The kind of policy, such as `DEVICE_AUTHENTICATION_POLICY`; an open set.
    #[model(name = "type")]
    pub policy_type: Option<String>,
    rest: Rest<Self>,
}

impl From<DeviceAuthenticationPolicyId> for DevicePolicy {
    fn from(id: DeviceAuthenticationPolicyId) -> Self {
        Self::new().id(id)
    }
}

impl From<&DeviceAuthenticationPolicyId> for DevicePolicy {
    fn from(id: &DeviceAuthenticationPolicyId) -> Self {
        Self::new().id(id)
    }
}

impl From<&str> for DevicePolicy {
    fn from(id: &str) -> Self {
        Self::new().id(id)
    }
}

/// How the message that pairs a device is worded.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PairingTemplate {
    /// The language, such as `en`.
    pub locale: Option<String>,
    /// The variant of the template.
    pub variant: Option<String>,
    /// Values for the template's placeholders.
    pub variables: Option<BTreeMap<String, OpenValue>>,
    rest: Rest<Self>,
}

/// How the message that pairs a device is sent. Only for a device that needs activation.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PairingNotification {
    /// The notification policy.
    pub policy: Option<Reference<NotificationPolicyId>>,
    /// How the message is worded.
    pub template: Option<PairingTemplate>,
    rest: Rest<Self>,
}

/// What a new device of any type is told.
#[derive(Clone, PartialEq, Model)]
#[model(part, request)]
#[non_exhaustive]
pub struct NewDeviceParts {
    /// `ACTIVE`, which is the default for a worker, or `ACTIVATION_REQUIRED`: then a
    /// passcode is sent, and the device is paired when it is entered. An authenticator app is
    /// always activated.
    pub status: Option<DeviceStatus>,
    /// A name for the device, up to 100 characters.
    #[model(personal)]
    pub nickname: Option<String>,
    /// The device authentication policy; the environment's default one where absent.
    pub policy: Option<DevicePolicy>,
    rest: Rest<Self>,
}

/// A phone that is to get passcodes by SMS.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewSmsDevice {
    /// `SMS`.
    #[model(name = "type", fixed = DeviceType::Sms)]
    pub device_type: DeviceType,
    /// The number in international form, such as `+15125550100`.
    #[model(personal)]
    pub phone: String,
    /// What a new device of any type is told.
    #[model(flatten)]
    pub common: NewDeviceParts,
    /// How the pairing message is sent.
    pub notification: Option<PairingNotification>,
    /// Whether passcodes are answered instead of sent.
    pub test_mode: Option<bool>,
    rest: Rest<Self>,
}

/// A mailbox that is to get passcodes.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewEmailDevice {
    /// `EMAIL`.
    #[model(name = "type", fixed = DeviceType::Email)]
    pub device_type: DeviceType,
    /// The address.
    #[model(personal)]
    pub email: String,
    /// What a new device of any type is told.
    #[model(flatten)]
    pub common: NewDeviceParts,
    /// How the pairing message is sent.
    pub notification: Option<PairingNotification>,
    /// Whether passcodes are answered instead of sent.
    pub test_mode: Option<bool>,
    rest: Rest<Self>,
}

/// An authenticator app. The answer has the secret, and the device waits for activation with
/// a passcode of the app.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct NewTotpDevice {
    /// `TOTP`.
    #[model(name = "type", fixed = DeviceType::Totp)]
    pub device_type: DeviceType,
    /// What a new device of any type is told.
    #[model(flatten)]
    pub common: NewDeviceParts,
    rest: Rest<Self>,
}

macro_rules! to_be_activated {
    ($($name:ident),*) => { $(
        impl $name {
            /// Has a passcode sent; the device is paired when it is entered. Without this, a
            /// worker's device is paired at once.
            #[must_use]
            pub fn to_be_activated(self) -> Self {
                self.status(DeviceStatus::ActivationRequired)
            }
        }
    )* };
}

to_be_activated!(NewSmsDevice, NewEmailDevice);

/// Activates a device with a passcode: the one that was sent, or one that the authenticator
/// app shows.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ActivateDevice {
    /// The passcode.
    pub otp: Secret,
    rest: Rest<Self>,
}

impl<T: Into<Secret>> From<T> for ActivateDevice {
    fn from(otp: T) -> Self {
        Self::new(otp)
    }
}
