//! Devices that passcodes are sent to.

use super::{
    DeviceParts, DevicePolicy, DeviceStatus, DeviceType, PairingNotification, TestPasscode,
};
use crate::{DeviceId, Model, Rest};

/// How passcodes come to a device.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct MessageParts {
    /// Whether passcodes are answered instead of sent.
    pub test_mode: Option<bool>,
    /// The passcode that is pending in test mode.
    #[model(read_only)]
    pub test: Option<TestPasscode>,
    /// How the message that pairs it is sent, where it has to be activated; not told later.
    #[model(create_only)]
    pub notification: Option<PairingNotification>,
    rest: Rest<Self>,
}

/// A phone that gets passcodes by SMS.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A phone that is to get passcodes by SMS.
    ///
    /// ```
    /// use ping_models::mfa::{DeviceStatus, NewSmsDevice};
    ///
    /// // Paired at once, since a worker vouches for the number ...
    /// let phone = NewSmsDevice::new("+15125550100").nickname("Work");
    /// // ... or once the passcode is entered that is sent to it.
    /// let phone = phone.status(DeviceStatus::ActivationRequired);
    /// ```
    NewSmsDevice
))]
#[non_exhaustive]
pub struct SmsDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `SMS`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Sms)]
    pub device_type: DeviceType,
    /// The number in international form, such as `+15125550100`; answered normalized, and masked
    /// inside a device authentication.
    #[model(personal, new)]
    pub phone: Option<String>,
    /// An extension, which answers show although SMS has no use for it.
    #[model(read_only)]
    pub extension: Option<String>,
    /// How passcodes come to it.
    #[model(flatten)]
    pub messages: MessageParts,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A phone that gets passcodes by voice call.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A phone that is to get passcodes by voice call.
    NewVoiceDevice
))]
#[non_exhaustive]
pub struct VoiceDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `VOICE`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Voice)]
    pub device_type: DeviceType,
    /// The number in international form, such as `+15125550100`; answered normalized, and masked
    /// inside a device authentication.
    #[model(personal, new)]
    pub phone: Option<String>,
    /// The extension: digits, `,`, `#` and `*`. The settings of the environment have to allow it.
    pub extension: Option<String>,
    /// How passcodes come to it.
    #[model(flatten)]
    pub messages: MessageParts,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A mailbox that gets passcodes.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A mailbox that is to get passcodes.
    NewEmailDevice
))]
#[non_exhaustive]
pub struct EmailDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `EMAIL`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Email)]
    pub device_type: DeviceType,
    /// The address; masked inside a device authentication.
    #[model(personal, new)]
    pub email: Option<String>,
    /// How passcodes come to it.
    #[model(flatten)]
    pub messages: MessageParts,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A phone that gets passcodes by WhatsApp.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A phone that is to get passcodes by WhatsApp. The number begins with `+`.
    NewWhatsAppDevice
))]
#[non_exhaustive]
pub struct WhatsAppDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `WHATSAPP`.
    #[model(name = "type", always, on_create, fixed = DeviceType::WhatsApp)]
    pub device_type: DeviceType,
    /// The number in international form, such as `+15125550100`; answered normalized, and masked
    /// inside a device authentication.
    #[model(personal, new)]
    pub phone: Option<String>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}
