//! Devices that speak WebAuthn.

use super::{DeviceParts, DevicePolicy, DeviceStatus, DeviceType, WebAuthn};
use crate::decode::DecodeError;
use crate::webauthn::CreationOptions;
use crate::{DeviceId, Model, OpenValue, Rest};

/// The relying party of a FIDO device.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RelyingParty {
    /// Its domain, in lower case.
    #[model(new)]
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    rest: Rest<Self>,
}

/// What a FIDO device is like.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FidoAttributes {
    /// Whether it goes with its user from one computer to another.
    pub is_cross_platform: Option<bool>,
    /// The type that it had before `FIDO2`.
    pub previous_device_type: Option<DeviceType>,
    rest: Rest<Self>,
}

/// How a FIDO device vouched for itself.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FidoRegistration {
    /// The kind of attestation, such as `NONE`; an open set.
    pub attestation_type: Option<String>,
    rest: Rest<Self>,
}

/// Whether a passkey is backed up.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FidoBackup {
    /// Whether it can be.
    pub backup_eligibility: Option<bool>,
    /// Whether it is.
    pub backup_state: Option<bool>,
    rest: Rest<Self>,
}

/// What the devices have that speak WebAuthn.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct FidoParts {
    /// The relying party: the site that the device is for.
    #[model(new)]
    pub rp: Option<RelyingParty>,
    /// A challenge of the caller's own; not told later.
    #[model(create_only)]
    pub web_authn: Option<WebAuthn>,
    /// What the browser is asked for, as the service sends it: a JSON text, only in the answer to
    /// the creation. [`creation_options`](Self::creation_options) reads it.
    #[model(read_only)]
    pub public_key_credential_creation_options: Option<String>,
    /// The id of the credential, in Base64URL; once it is activated.
    #[model(read_only)]
    pub credential_id: Option<String>,
    /// A key of what the FIDO policy calls it, such as `fidoPolicy.deviceDisplayName01`.
    #[model(read_only)]
    pub display_name: Option<String>,
    /// What it is like.
    #[model(read_only)]
    pub attributes: Option<FidoAttributes>,
    /// How it vouched for itself.
    #[model(read_only)]
    pub fido_registration_artifacts: Option<FidoRegistration>,
    /// Whether it is backed up.
    #[model(read_only)]
    pub backup: Option<FidoBackup>,
    /// What is known of such authenticators; no document shows its members.
    #[model(read_only)]
    pub fido_device_metadata: Option<OpenValue>,
    rest: Rest<Self>,
}

impl FidoParts {
    /// The options for the browser's `navigator.credentials.create`.
    ///
    /// # Errors
    ///
    /// Fails where the device has none, since they are told once, or they are not as documented.
    pub fn creation_options(&self) -> Result<CreationOptions, DecodeError> {
        let place = "publicKeyCredentialCreationOptions";
        let text = self.public_key_credential_creation_options.as_deref();
        let text = text.ok_or_else(|| DecodeError::new(place, "a JSON text"))?;
        CreationOptions::from_service(text).map_err(|error| error.below(place))
    }
}

/// A passkey, a security key, or the biometrics of a computer or phone.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A passkey, a security key, or the biometrics of a computer or phone. The answer has what the
    /// browser is asked for, and the device waits for what the browser answers.
    ///
    /// ```
    /// use ping_models::mfa::{NewFido2Device, RelyingParty};
    ///
    /// let site = RelyingParty::new("example.com").name("Example");
    /// let key = NewFido2Device::new(site).nickname("Blue key");
    /// ```
    NewFido2Device
))]
#[non_exhaustive]
pub struct Fido2Device {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `FIDO2`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Fido2)]
    pub device_type: DeviceType,
    /// What all that speaks WebAuthn has.
    #[model(flatten)]
    pub fido: FidoParts,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// The biometrics of a computer or phone. Deprecated: now a [`Fido2Device`].
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// The biometrics of a computer or phone, in an environment without FIDO2. Deprecated: elsewhere
    /// a [`NewFido2Device`].
    NewPlatformDevice
))]
#[non_exhaustive]
pub struct PlatformDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `PLATFORM`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Platform)]
    pub device_type: DeviceType,
    /// The platform.
    #[model(read_only)]
    pub platform: Option<String>,
    /// What all that speaks WebAuthn has.
    #[model(flatten)]
    pub fido: FidoParts,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// A security key. Deprecated: now a [`Fido2Device`].
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A security key, in an environment without FIDO2. Deprecated: elsewhere a [`NewFido2Device`].
    NewSecurityKeyDevice
))]
#[non_exhaustive]
pub struct SecurityKeyDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `SECURITY_KEY`.
    #[model(name = "type", always, on_create, fixed = DeviceType::SecurityKey)]
    pub device_type: DeviceType,
    /// What all that speaks WebAuthn has.
    #[model(flatten)]
    pub fido: FidoParts,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}
