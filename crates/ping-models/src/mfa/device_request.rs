//! Requests that create and activate devices.

use std::collections::BTreeMap;

use crate::webauthn::Attestation;
use crate::{
    DeviceAuthenticationPolicyId, Model, NotificationPolicyId, OpenValue, Reference, Rest, Secret,
};

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

/// Activates a device: with a passcode that was sent to it or that it shows, with what a browser
/// made of the options of its creation, or with what the PingID desktop app answered.
///
/// ```
/// use ping_models::mfa::ActivateDevice;
///
/// let by_passcode = ActivateDevice::from("123456");
/// // An OATH token that is out of step: where the service asks for another passcode
/// // (`EXTRA_OTP_REQUIRED`), the next one is sent in the same way.
/// let by_token = ActivateDevice::from("12345678").oath_resync(true);
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ActivateDevice {
    /// The passcode.
    pub otp: Option<Secret>,
    /// Whether an OATH token may be brought into step meanwhile.
    pub oath_resync: Option<bool>,
    /// The origin of the page that asked the browser, such as `https://app.example.com`.
    pub origin: Option<String>,
    /// What the browser or the desktop app answered.
    pub attestation: Option<Secret>,
    rest: Rest<Self>,
}

impl ActivateDevice {
    /// Activates what speaks WebAuthn: with the credential that the browser made, and the origin
    /// of the page.
    pub fn fido2(origin: &str, attestation: &Attestation) -> Self {
        Self::new().origin(origin).attestation(attestation.to_service())
    }

    /// Activates the PingID desktop app: with the JWT that it answered.
    pub fn desktop(attestation: impl Into<Secret>) -> Self {
        Self::new().attestation(attestation)
    }
}

impl<T: Into<Secret>> From<T> for ActivateDevice {
    fn from(otp: T) -> Self {
        Self::new().otp(otp)
    }
}
