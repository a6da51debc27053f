//! Requests that create and activate devices.

use std::collections::BTreeMap;

use crate::{OpenValue, Reference, Secret};

use super::{DeviceAuthenticationPolicyId, DeviceStatus, DeviceType};

request! {
    /// The device authentication policy that a new device is checked against.
    pub struct DevicePolicy {
        optional {
            /// The id of the policy.
            id: DeviceAuthenticationPolicyId = "id",
            /// The kind of policy, such as `DEVICE_AUTHENTICATION_POLICY`; an open set.
            policy_type: String = "type",
        }
    }
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

request! {
    /// How the message that pairs a device is worded.
    pub struct PairingTemplate {
        optional {
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
    /// How the message that pairs a device is sent. Only for a device that needs activation.
    pub struct PairingNotification {
        optional {
            /// The notification policy.
            policy: Reference = "policy",
            /// How the message is worded.
            template: PairingTemplate = "template",
        }
    }
}

request! {
    /// A phone that is to get passcodes by SMS.
    ///
    /// Taken by `mfa.create_mfa_device_sms`.
    pub struct NewSmsDevice {
        fixed {
            /// `SMS`.
            device_type: DeviceType = "type" => DeviceType::Sms,
        }
        required {
            /// The number in international form, such as `+15125550100`.
            phone: String = "phone" personal,
        }
        optional {
            /// `ACTIVE`, which is the default for a worker, or `ACTIVATION_REQUIRED`: then a
            /// passcode is sent, and the device is paired when it is entered.
            status: DeviceStatus = "status",
            /// A name for the device, up to 100 characters.
            nickname: String = "nickname" personal,
            /// The device authentication policy; the environment's default one where absent.
            policy: DevicePolicy = "policy",
            /// How the pairing message is sent.
            notification: PairingNotification = "notification",
            /// Whether passcodes are answered instead of sent.
            test_mode: bool = "testMode",
        }
    }
}

request! {
    /// A mailbox that is to get passcodes.
    ///
    /// Taken by `mfa.create_mfa_device_email`.
    pub struct NewEmailDevice {
        fixed {
            /// `EMAIL`.
            device_type: DeviceType = "type" => DeviceType::Email,
        }
        required {
            /// The address.
            email: String = "email" personal,
        }
        optional {
            /// `ACTIVE`, which is the default for a worker, or `ACTIVATION_REQUIRED`: then a
            /// passcode is sent, and the device is paired when it is entered.
            status: DeviceStatus = "status",
            /// A name for the device, up to 100 characters.
            nickname: String = "nickname" personal,
            /// The device authentication policy; the environment's default one where absent.
            policy: DevicePolicy = "policy",
            /// How the pairing message is sent.
            notification: PairingNotification = "notification",
            /// Whether passcodes are answered instead of sent.
            test_mode: bool = "testMode",
        }
    }
}

request! {
    /// An authenticator app. The answer has the secret, and the device waits for activation with
    /// a passcode of the app.
    ///
    /// Taken by `mfa.create_mfa_device_totp`.
    pub struct NewTotpDevice {
        fixed {
            /// `TOTP`.
            device_type: DeviceType = "type" => DeviceType::Totp,
        }
        optional {
            /// `ACTIVATION_REQUIRED`, where it is said at all.
            status: DeviceStatus = "status",
            /// A name for the device, up to 100 characters.
            nickname: String = "nickname" personal,
            /// The device authentication policy; the environment's default one where absent.
            policy: DevicePolicy = "policy",
        }
    }
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

request! {
    /// Activates a device with a passcode: the one that was sent, or one that the authenticator
    /// app shows.
    ///
    /// Taken by `mfa.activate_mfa_device`.
    pub struct ActivateDevice {
        required {
            /// The passcode.
            otp: Secret = "otp",
        }
    }
}

impl<T: Into<Secret>> From<T> for ActivateDevice {
    fn from(otp: T) -> Self {
        Self::new(otp)
    }
}
