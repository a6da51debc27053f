//! Device authentications.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::{Model, decode_error_at, tag_of};
use crate::room;
use crate::{Links, OpenValue, Reference, Secret, Timestamp};

use super::{Device, DeviceAuthenticationId, DeviceId, DeviceType, TestPasscode, UsableStatus};

open_enum! {
    /// Where a device authentication stands.
    pub enum DeviceAuthenticationStatus {
        /// A passcode is awaited.
        OtpRequired = "OTP_REQUIRED",
        /// A device has to be selected.
        DeviceSelectionRequired = "DEVICE_SELECTION_REQUIRED",
        /// A FIDO assertion is awaited.
        AssertionRequired = "ASSERTION_REQUIRED",
        /// An answer to a push is awaited.
        PushConfirmationRequired = "PUSH_CONFIRMATION_REQUIRED",
        /// Nobody answered the push in time.
        PushConfirmationTimedOut = "PUSH_CONFIRMATION_TIMED_OUT",
        /// The user has authenticated.
        Completed = "COMPLETED",
        /// The user has not authenticated.
        Failed = "FAILED",
    }
}

open_enum! {
    /// Why a device authentication failed.
    pub enum AuthenticationErrorCode {
        /// Every device is locked, blocked or not allowed, or there is none.
        NoUsableDevices = "NO_USABLE_DEVICES",
        /// Too many wrong passcodes were entered. Not documented.
        OtpAttemptsExceeded = "OTP_ATTEMPTS_EXCEEDED",
    }
}

model! {
    /// A device authentication.
    ///
    /// Returned by `mfa.initialize_device_authentication`,
    /// `mfa.initialize_device_authentication_with_device`,
    /// `mfa.initialize_device_authentication_with_otp`, `mfa.select_device_for_authentication`,
    /// `mfa.validate_otp_for_device`, `mfa.cancel_device_authentication` and
    /// `mfa.read_device_authentication`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications.html>
    pub struct DeviceAuthentication {
        optional {
            /// The id of the authentication; a documented failure lacks it.
            id: DeviceAuthenticationId = "id",
            /// Links: the authentication itself and what can be done now.
            links: Links = "_links",
            /// The devices of the user.
            embedded: DeviceAuthenticationEmbedded = "_embedded",
            /// The environment of the user.
            environment: Reference = "environment",
            /// Where it stands.
            status: DeviceAuthenticationStatus = "status",
            /// The device authentication policy.
            policy: Reference = "policy",
            /// The device that was chosen last; it stays after a cancellation.
            selected_device: SelectedDevice = "selectedDevice",
            /// The user; absent until a user without a name is known.
            user: Reference = "user",
            /// The application.
            application: Reference = "application",
            /// What was used, such as `mfa`, once it is completed.
            authenticators: Vec<String> = "authenticators",
            /// The WebAuthn options as a JSON text, where an assertion is required.
            public_key_credential_request_options: String = "publicKeyCredentialRequestOptions",
            /// The options of the PingID desktop app, a JWT.
            ping_id_desktop_credential_request_options: String = "pingIdDesktopCredentialRequestOptions",
            /// The passcode of a device in test mode.
            test: TestPasscode = "test",
            /// Whether the policy lets users bypass.
            bypass_allowed: bool = "bypassAllowed",
            /// Whether the user bypasses.
            user_bypass_enabled: bool = "userBypassEnabled",
            /// Whether FIDO2 devices are shown as one.
            aggregate_fido2_devices: bool = "aggregateFido2Devices",
            /// The session of a remembered device.
            device_session: Reference = "deviceSession",
            /// What the browser of a remembered device sent.
            payload: PayloadValue = "payload",
            /// Why it failed.
            error: AuthenticationError = "error",
            /// When it was begun.
            created_at: Timestamp = "createdAt",
            /// When it was changed last.
            updated_at: Timestamp = "updatedAt",
        }
    }
}

impl DeviceAuthentication {
    /// The devices that the user can choose from. Those without an id, which are used once, are
    /// left out.
    pub fn devices(&self) -> impl Iterator<Item = &Device> {
        let embedded = self.embedded.as_ref();
        let devices = embedded.and_then(|embedded| embedded.devices.as_deref());
        devices
            .unwrap_or_default()
            .iter()
            .filter_map(AuthenticationDevice::device)
    }

    /// The device that was chosen last.
    pub fn selected(&self) -> Option<&Device> {
        let id = self.selected_device.as_ref()?.id.as_ref()?;
        self.devices().find(|device| device.id() == id)
    }
}

model! {
    /// The devices of the user who authenticates.
    pub struct DeviceAuthenticationEmbedded {
        optional {
            /// The devices, with masked addresses.
            devices: Vec<AuthenticationDevice> = "devices",
            /// The devices that are blocked.
            blocked_devices: Vec<AuthenticationDevice> = "blockedDevices",
        }
    }
}

/// A device inside a device authentication: one of the user's, or an address that is used once
/// and has no id.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AuthenticationDevice {
    /// A device of the user. Boxed, since it has far more to tell.
    Paired(Box<Device>),
    /// An address that is used once.
    OneTime(OneTimeDevice),
}

impl AuthenticationDevice {
    /// The device of the user, if it is one.
    pub fn device(&self) -> Option<&Device> {
        match self {
            Self::Paired(device) => Some(device),
            Self::OneTime(_) => None,
        }
    }
}

impl Model for AuthenticationDevice {
    fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
        match self {
            Self::Paired(device) => device.unmodelled(path, found),
            Self::OneTime(device) => device.unmodelled(path, found),
        }
    }
}

impl Serialize for AuthenticationDevice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Paired(device) => device.serialize(serializer),
            Self::OneTime(device) => device.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for AuthenticationDevice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::take::<Self, D::Error>()?;
        let json = OpenValue::deserialize(deserializer)?;
        let decoded = if tag_of(json.get(), "id").is_some() {
            json.decode().map(Self::Paired)
        } else {
            json.decode().map(Self::OneTime)
        };
        decoded.map_err(|error| decode_error_at(&error))
    }
}

request! {
    /// An address that gets one passcode without being paired.
    pub struct OneTimeDevice {
        optional {
            /// `SMS`, `VOICE` or `EMAIL`.
            device_type: DeviceType = "type",
            /// The phone number; masked in answers.
            phone: String = "phone" personal,
            /// The email address; masked in answers.
            email: String = "email" personal,
            /// Whether the passcode is answered instead of sent.
            test_mode: bool = "testMode",
            /// Whether it can be used; in answers only.
            usable_status: UsableStatus = "usableStatus",
        }
    }
}

request! {
    /// The device that is used in an authentication.
    pub struct SelectedDevice {
        optional {
            /// The id of a device of the user.
            id: DeviceId = "id",
            /// A passcode to be checked at once; in requests only.
            otp: Secret = "otp",
            /// An address that is used once.
            one_time: OneTimeDevice = "oneTime",
        }
    }
}

model! {
    /// What the browser of a remembered device sent.
    pub struct PayloadValue {
        optional {
            /// The kind of payload, such as `BROWSER`; in requests only.
            payload_type: DeviceType = "type",
            /// An opaque text.
            value: String = "value",
        }
    }
}

model! {
    /// Why a device authentication failed.
    pub struct AuthenticationError {
        optional {
            /// The kind of failure.
            code: AuthenticationErrorCode = "code",
            /// A text for developers, in English.
            message: String = "message",
            /// The devices that could not be used.
            unavailable_devices: Vec<Reference> = "unavailableDevices",
        }
    }
}
