//! Devices, an enum by their type.

use crate::{EpochMillis, Links, Listed, Loose, OpenValue, Reference, Secret, Timestamp};

use super::{
    Block, DeviceId, DeviceStatus, DeviceType, IntegrityState, KeyUri, Lock, MobileAbility,
    MobileApplication, MobileModel, MobileOs, NotificationProvider, TestPasscode, UsableStatus,
};

/// Defines a type of device: what all devices have, and what this one has beside it.
macro_rules! device {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $field:ident : $ty:ty = $wire:literal $($mark:ident)?, )*
        }
    ) => {
        model! {
            $(#[$meta])*
            pub struct $name {
                required {
                    /// The id of the device.
                    id: DeviceId = "id",
                }
                optional {
                    /// Links: the device itself, its user and environment, and what can be done.
                    links: Links = "_links",
                    /// The type of the device.
                    device_type: DeviceType = "type",
                    /// Whether it is paired.
                    status: DeviceStatus = "status",
                    /// The environment of its user.
                    environment: Reference = "environment",
                    /// The user that it belongs to.
                    user: Reference = "user",
                    /// The name that the user gave it, up to 100 characters.
                    nickname: String = "nickname" personal,
                    /// Whether it is locked after failures; absent means that it is not.
                    lock: Lock = "lock",
                    /// Whether an administrator blocked it; absent means that nobody did.
                    block: Block = "block",
                    /// Whether it can be used; inside a device authentication only.
                    usable_status: UsableStatus = "usableStatus",
                    /// When it was created.
                    created_at: Timestamp = "createdAt",
                    /// When it was changed last.
                    updated_at: Timestamp = "updatedAt",
                    $( $(#[$fmeta])* $field: $ty = $wire $($mark)?, )*
                }
            }
        }
    };
}

device! {
    /// A phone that gets passcodes by SMS.
    ///
    /// Returned by `mfa.create_mfa_device_sms`.
    pub struct SmsDevice {
        /// The number, normalized; masked inside a device authentication.
        phone: String = "phone" personal,
        /// An extension, which answers show although SMS has no use for it.
        extension: String = "extension",
        /// Whether passcodes are answered instead of sent.
        test_mode: bool = "testMode",
        /// The passcode that is pending in test mode.
        test: TestPasscode = "test",
    }
}

device! {
    /// A phone that gets passcodes by voice call.
    pub struct VoiceDevice {
        /// The number, normalized; masked inside a device authentication.
        phone: String = "phone" personal,
        /// The extension: digits, `,`, `#` and `*`.
        extension: String = "extension",
        /// Whether passcodes are answered instead of sent.
        test_mode: bool = "testMode",
        /// The passcode that is pending in test mode.
        test: TestPasscode = "test",
    }
}

device! {
    /// A mailbox that gets passcodes.
    ///
    /// Returned by `mfa.create_mfa_device_email`.
    pub struct EmailDevice {
        /// The address; masked inside a device authentication.
        email: String = "email" personal,
        /// Whether passcodes are answered instead of sent.
        test_mode: bool = "testMode",
        /// The passcode that is pending in test mode.
        test: TestPasscode = "test",
    }
}

device! {
    /// A phone that gets passcodes by WhatsApp.
    pub struct WhatsAppDevice {
        /// The number, normalized; masked inside a device authentication.
        phone: String = "phone" personal,
    }
}

device! {
    /// An authenticator app.
    ///
    /// Returned by `mfa.create_mfa_device_totp`.
    pub struct TotpDevice {
        /// The shared secret in Base32; only in the answer to the creation. It is valid for 30
        /// minutes: after that, delete the device and create another.
        secret: Secret = "secret",
        /// The URI that an authenticator app scans; only in the answer to the creation.
        key_uri: KeyUri = "keyUri",
    }
}

impl TotpDevice {
    /// The URI that an authenticator app scans. Where the service sent the secret alone, the URI
    /// is made of it. `None` once the device was activated: the service does not tell it twice.
    pub fn key_uri(&self) -> Option<KeyUri> {
        if let Some(uri) = &self.key_uri {
            return Some(uri.clone());
        }
        let user = self.user.as_ref().and_then(|user| user.id.as_deref());
        let account = self.nickname.as_deref().or(user);
        let account = account.unwrap_or_else(|| self.id.as_str());
        Some(KeyUri::from_secret(account, self.secret.as_ref()?))
    }
}

device! {
    /// An app with the mobile SDK, for push and passcodes. The app pairs itself with a pairing key.
    pub struct MobileDevice {
        /// The app.
        application: MobileApplication = "application",
        /// The operating system.
        os: MobileOs = "os",
        /// The model.
        model: MobileModel = "model",
        /// The version of the interface that the app speaks.
        api_version: Loose<String> = "apiVersion",
        /// The version of the mobile SDK, such as `1.10.0(9224)`.
        sdk_version: String = "sdkVersion",
        /// Who made the device.
        manufacturer: String = "manufacturer",
        /// The language of the device.
        locale: String = "locale",
        /// Whether it took pushes when it was paired.
        push_enabled: bool = "pushEnabled",
        /// Whether it made passcodes when it was paired.
        otp_enabled: bool = "otpEnabled",
        /// Whether it takes pushes now.
        push_status: MobileAbility = "pushStatus",
        /// Whether it makes passcodes now.
        otp_status: MobileAbility = "otpStatus",
        /// Whether the operating system was tampered with.
        rooted: bool = "rooted",
        /// Whether the device has a screen lock.
        lock_enabled: bool = "lockEnabled",
        /// Whether the user allows pushes.
        allow_push_notification: bool = "allowPushNotification",
        /// Who carries pushes to it.
        notification_provider: NotificationProvider = "notificationProvider",
        /// Whether notifications are on, such as `enabled`.
        notification: String = "notification",
        /// Whether the app may run in the background, such as `available`.
        background: String = "background",
        /// When pushes failed.
        push_fails: Vec<EpochMillis> = "pushFails",
        /// What the platform says about the integrity of the device.
        device_integrity_state: IntegrityState = "deviceIntegrityState",
    }
}

device! {
    /// A device of a type that this version of the crate has no struct for. `field` reads what
    /// it has beside the common members.
    pub struct OtherDevice {}
}

tagged! {
    /// A device of a user.
    ///
    /// Returned by `mfa.resend_pairing_code`, `mfa.activate_mfa_device`, `mfa.block_mfa_device`,
    /// `mfa.unblock_mfa_device`, `mfa.read_all_mfa_devices` and `mfa.read_one_mfa_device`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices.html>
    ///
    /// ```
    /// use ping_models::mfa::Device;
    ///
    /// let device: Device = serde_json::from_str(r#"{"id": "d-1", "type": "TOTP"}"#)?;
    /// assert_eq!(device.id().as_str(), "d-1");
    /// assert!(matches!(device, Device::Totp(_)));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub enum Device by "type" {
        /// A device of another type, or of none.
        otherwise Other(OtherDevice),
        /// A phone that gets passcodes by SMS.
        Sms(SmsDevice) = "SMS",
        /// A phone that gets passcodes by voice call.
        Voice(VoiceDevice) = "VOICE",
        /// A mailbox that gets passcodes.
        Email(EmailDevice) = "EMAIL",
        /// A phone that gets passcodes by WhatsApp.
        WhatsApp(WhatsAppDevice) = "WHATSAPP",
        /// An authenticator app.
        Totp(TotpDevice) = "TOTP",
        /// An app with the mobile SDK. Boxed, since it has far more to tell than the others.
        Mobile(Box<MobileDevice>) = "MOBILE",
    }
}

impl Listed for Device {
    const EMBEDDED: &'static str = "devices";
}

/// Reads a member that the devices of all types have.
macro_rules! common {
    ($device:expr, $each:ident => $read:expr) => {
        match $device {
            Device::Sms($each) => $read,
            Device::Voice($each) => $read,
            Device::Email($each) => $read,
            Device::WhatsApp($each) => $read,
            Device::Totp($each) => $read,
            Device::Mobile($each) => $read,
            Device::Other($each) => $read,
        }
    };
}

impl Device {
    /// The id of the device.
    pub fn id(&self) -> &DeviceId {
        common!(self, device => &device.id)
    }

    /// The type of the device.
    pub fn device_type(&self) -> Option<&DeviceType> {
        common!(self, device => device.device_type.as_ref())
    }

    /// Whether the device is paired.
    pub fn status(&self) -> Option<&DeviceStatus> {
        common!(self, device => device.status.as_ref())
    }

    /// The name that the user gave the device.
    pub fn nickname(&self) -> Option<&str> {
        common!(self, device => device.nickname.as_deref())
    }

    /// Whether the device is locked after failures; absent means that it is not.
    pub fn lock(&self) -> Option<&Lock> {
        common!(self, device => device.lock.as_ref())
    }

    /// Whether an administrator blocked the device; absent means that nobody did.
    pub fn block(&self) -> Option<&Block> {
        common!(self, device => device.block.as_ref())
    }

    /// Whether the device can be used; known inside a device authentication only.
    pub fn usable_status(&self) -> Option<&UsableStatus> {
        common!(self, device => device.usable_status.as_ref())
    }

    /// Where passcodes go: the phone number or email address; masked inside a device
    /// authentication.
    pub fn destination(&self) -> Option<&str> {
        match self {
            Self::Sms(device) => device.phone.as_deref(),
            Self::Voice(device) => device.phone.as_deref(),
            Self::WhatsApp(device) => device.phone.as_deref(),
            Self::Email(device) => device.email.as_deref(),
            _ => None,
        }
    }

    /// The member `name` as it is on the wire, whether a field names it or not; `None` when it
    /// is absent, or when no `Value` can hold it.
    pub fn field(&self, name: &str) -> Option<serde_json::Value> {
        common!(self, device => device.field(name))
    }

    /// The member `name` as its JSON text, whatever it is; `None` when it is absent.
    pub fn open_field(&self, name: &str) -> Option<OpenValue> {
        common!(self, device => device.open_field(name))
    }
}
