//! Device authentications.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decode::{DecodeError, decode_text};
use crate::member::tag_of;
use crate::room;
use crate::webauthn::RequestOptions;
use crate::{DeviceAuthenticationId, DeviceAuthenticationPolicyId, DeviceId, DeviceSessionId, raw};
use crate::{
    EnvironmentId, Links, Model, OpenEnum, Reference, Rest, Secret, Timestamp, UnknownValue, UserId,
};

use super::{Device, DeviceType, TestPasscode, UsableStatus};

/// Where a device authentication stands.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum DeviceAuthenticationStatus {
    /// A passcode is awaited.
    OtpRequired,
    /// A device has to be selected.
    DeviceSelectionRequired,
    /// A FIDO assertion is awaited.
    AssertionRequired,
    /// An answer to a push is awaited.
    PushConfirmationRequired,
    /// Nobody answered the push in time.
    PushConfirmationTimedOut,
    /// The user has authenticated.
    Completed,
    /// The user has not authenticated.
    Failed,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Why a device authentication failed.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AuthenticationErrorCode {
    /// Every device is locked, blocked or not allowed, or there is none.
    NoUsableDevices,
    /// Too many wrong passcodes were entered. Not documented.
    OtpAttemptsExceeded,
    /// The user has denied the push. Not documented.
    PushDenied,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A device authentication.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DeviceAuthentication {
    /// The id of the authentication; a documented failure lacks it.
    pub id: Option<DeviceAuthenticationId>,
    /// Links: the authentication itself and what can be done now.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// The devices of the user.
    #[model(name = "_embedded")]
    pub embedded: Option<DeviceAuthenticationEmbedded>,
    /// The environment of the user.
    pub environment: Option<Reference<EnvironmentId>>,
    /// Where it stands.
    pub status: Option<DeviceAuthenticationStatus>,
    /// The device authentication policy.
    pub policy: Option<Reference<DeviceAuthenticationPolicyId>>,
    /// The device that was chosen last; it stays after a cancellation.
    pub selected_device: Option<SelectedDevice>,
    /// The user; absent until a user without a name is known.
    pub user: Option<Reference<UserId>>,
    /// The application.
    pub application: Option<Reference>,
    /// What was used, such as `mfa`, once it is completed.
    pub authenticators: Option<Vec<String>>,
    /// The WebAuthn options as a JSON text, where an assertion is required.
    /// [`request_options`](Self::request_options) reads it.
    pub public_key_credential_request_options: Option<String>,
    /// The options of the PingID desktop app, a JWT.
    pub ping_id_desktop_credential_request_options: Option<String>,
    /// What the user enters on the phone, where the policy wants that. Not documented.
    pub number_matching: Option<NumberMatching>,
    /// The passcode of a device in test mode.
    pub test: Option<TestPasscode>,
    /// Whether the policy lets users bypass.
    pub bypass_allowed: Option<bool>,
    /// Whether the user bypasses.
    pub user_bypass_enabled: Option<bool>,
    /// Whether FIDO2 devices are shown as one.
    pub aggregate_fido2_devices: Option<bool>,
    /// The session of a remembered device.
    pub device_session: Option<Reference<DeviceSessionId>>,
    /// What the browser of a remembered device sent.
    pub payload: Option<PayloadValue>,
    /// Why it failed.
    pub error: Option<AuthenticationError>,
    /// When it was begun.
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

impl DeviceAuthentication {
    /// The devices that the user can choose from. Those without an id, which are used once, are
    /// left out.
    pub fn devices(&self) -> impl Iterator<Item = &Device> {
        let embedded = self.embedded.as_ref();
        let devices = embedded.and_then(|embedded| embedded.devices.as_deref());
        devices.unwrap_or_default().iter().filter_map(AuthenticationDevice::device)
    }

    /// What the browser is asked for, where an assertion is required.
    ///
    /// # Errors
    ///
    /// Fails where there are no options, or they are not as documented.
    pub fn request_options(&self) -> Result<RequestOptions, DecodeError> {
        let place = "publicKeyCredentialRequestOptions";
        let text = self.public_key_credential_request_options.as_deref();
        let text = text.ok_or_else(|| DecodeError::new(place, "a JSON text"))?;
        RequestOptions::from_service(text).map_err(|error| error.below(place))
    }

    /// The device that was chosen last.
    pub fn selected(&self) -> Option<&Device> {
        let id = self.selected_device.as_ref()?.id.as_ref()?;
        self.devices().find(|device| device.id() == id)
    }
}

/// The number that a user enters on the phone to answer a push.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct NumberMatching {
    /// The number.
    pub number: Option<u32>,
    rest: Rest<Self>,
}

/// The devices of the user who authenticates.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct DeviceAuthenticationEmbedded {
    /// The devices, with masked addresses.
    pub devices: Option<Vec<AuthenticationDevice>>,
    /// The devices that are blocked.
    pub blocked_devices: Option<Vec<AuthenticationDevice>>,
    rest: Rest<Self>,
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

impl Model for AuthenticationDevice {}

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
        raw::read(deserializer, |json| {
            room::take_for::<Self>()?;
            if tag_of(json, "id").is_some() {
                decode_text(json).map(Self::Paired)
            } else {
                decode_text(json).map(Self::OneTime)
            }
        })
    }
}

/// An address that gets one passcode without being paired.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OneTimeDevice {
    /// `SMS`, `VOICE` or `EMAIL`.
    #[model(name = "type")]
    pub device_type: Option<DeviceType>,
    /// The phone number; masked in answers.
    #[model(personal)]
    pub phone: Option<String>,
    /// The email address; masked in answers.
    #[model(personal)]
    pub email: Option<String>,
    /// Whether the passcode is answered instead of sent.
    pub test_mode: Option<bool>,
    /// Whether it can be used; in answers only.
    pub usable_status: Option<UsableStatus>,
    rest: Rest<Self>,
}

impl OneTimeDevice {
    /// A phone that gets a text message.
    pub fn by_sms(phone: impl Into<String>) -> Self {
        Self::new().device_type(DeviceType::Sms).phone(phone)
    }

    /// A phone that is called.
    pub fn by_voice(phone: impl Into<String>) -> Self {
        Self::new().device_type(DeviceType::Voice).phone(phone)
    }

    /// A mailbox.
    pub fn by_email(address: impl Into<String>) -> Self {
        Self::new().device_type(DeviceType::Email).email(address)
    }
}

/// The device that is used in an authentication.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SelectedDevice {
    /// The id of a device of the user.
    pub id: Option<DeviceId>,
    /// A passcode to be checked at once; in requests only.
    pub otp: Option<Secret>,
    /// An address that is used once.
    pub one_time: Option<OneTimeDevice>,
    rest: Rest<Self>,
}

/// What the browser of a remembered device sent.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PayloadValue {
    /// The kind of payload, such as `BROWSER`; in requests only.
    #[model(name = "type")]
    pub payload_type: Option<DeviceType>,
    /// An opaque text.
    #[model(personal)]
    pub value: Option<String>,
    rest: Rest<Self>,
}

/// Why a device authentication failed.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AuthenticationError {
    /// The kind of failure.
    pub code: Option<AuthenticationErrorCode>,
    /// A text for developers, in English.
    pub message: Option<String>,
    /// The devices that could not be used.
    pub unavailable_devices: Option<Vec<Reference<DeviceId>>>,
    rest: Rest<Self>,
}
