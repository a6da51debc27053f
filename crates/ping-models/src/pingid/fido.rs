//! FIDO devices: pairing, authentication, and authentication without a user name.

use super::{DeviceId, ReplyOutcome, ServiceAlias, SessionId};
use crate::webauthn::{CreationOptions, RequestOptions};
use crate::{DecodeError, Model, OpenEnum, Rest, Secret, UnknownValue};

/// What kind of FIDO device it is. FIDO2 devices have none.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum WebAuthnType {
    /// A security key.
    #[wire("WebAuthn")]
    SecurityKey,
    /// Biometrics of a computer or phone.
    #[wire("webauthn_platform")]
    Platform,
    /// Windows Hello.
    #[wire("webauthn_platform_windows")]
    Windows,
    /// A Mac.
    #[wire("webauthn_platform_macintosh")]
    Macintosh,
    /// An Android phone.
    #[wire("webauthn_platform_android")]
    Android,
    /// An iPhone.
    #[wire("webauthn_platform_iphone")]
    IPhone,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of WebAuthnStartPairing.
///
/// ```
/// use ping_models::pingid::{WebAuthnStartPairing, WebAuthnType};
///
/// let request = WebAuthnStartPairing::new("jdoe", "example.com", "Example")
///     .webauthn_type(WebAuthnType::SecurityKey);
/// assert_eq!(request.field("rpId"), Some("example.com".into()));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct WebAuthnStartPairing {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The domain of the relying party; authentication takes the same.
    #[model(new)]
    pub rp_id: Option<String>,
    /// The name of the relying party that the browser shows.
    #[model(new)]
    pub rp_name: Option<String>,
    /// What kind of device it is; none for FIDO2 devices. That of biometrics chooses the
    /// email that the user gets, and is kept with the device.
    pub webauthn_type: Option<WebAuthnType>,
    /// The name that the browser shows for the account, up to 100 characters.
    #[model(personal)]
    pub name: Option<String>,
    /// The same in a nicer form, up to 100 characters.
    #[model(personal)]
    pub display_name: Option<String>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The reply of WebAuthnStartPairing, WebAuthnStartAuth and StartWebAuthnPasswordlessAuth.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct WebAuthnOptionsReply {
    /// The options as the service writes them: a JSON text with signed bytes.
    #[model(name = "publicKeyCredentialOptions", personal)]
    pub options: Option<String>,
    /// The session, for the call that takes the browser's answer.
    pub session_id: Option<SessionId>,
    /// The id that the device has or will have.
    pub device_id: Option<DeviceId>,
    /// The device itself.
    pub device_uuid: Option<String>,
    /// Not documented; null in all known replies.
    pub cookie: Option<Secret>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

impl WebAuthnOptionsReply {
    fn options(&self) -> Result<&str, DecodeError> {
        let missing = || DecodeError::new("publicKeyCredentialOptions", "a JSON text");
        self.options.as_deref().ok_or_else(missing)
    }

    /// The options of a pairing, for the browser's `navigator.credentials.create`.
    ///
    /// # Errors
    ///
    /// Fails where the reply has none, or they are not as documented.
    pub fn creation_options(&self) -> Result<CreationOptions, DecodeError> {
        let options = CreationOptions::from_service(self.options()?);
        options.map_err(|error| error.below("publicKeyCredentialOptions"))
    }

    /// The options of an authentication, for the browser's `navigator.credentials.get`.
    ///
    /// # Errors
    ///
    /// Fails where the reply has none, or they are not as documented.
    pub fn request_options(&self) -> Result<RequestOptions, DecodeError> {
        let options = RequestOptions::from_service(self.options()?);
        options.map_err(|error| error.below("publicKeyCredentialOptions"))
    }
}

/// The request of WebAuthnFinishPairing.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct WebAuthnFinishPairing {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The domain of the relying party, as the pairing began.
    #[model(new)]
    pub rp_id: Option<String>,
    /// The pairing that WebAuthnStartPairing began.
    #[model(new)]
    pub session_id: Option<SessionId>,
    /// Scheme and host of the page in which the browser made the credential.
    #[model(new)]
    pub origin: Option<String>,
    /// The credential as JSON text: see
    /// [`Attestation::to_service`](crate::webauthn::Attestation::to_service).
    #[model(name = "publicKeyCredentialJson", new)]
    pub credential: Option<Secret>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of WebAuthnStartAuth.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct WebAuthnStartAuth {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The domain of the relying party, as the device was paired.
    #[model(new)]
    pub rp_id: Option<String>,
    /// The device; required for security keys.
    pub device_uuid: Option<String>,
    /// What kind of device it is; none for FIDO2 devices.
    pub webauthn_type: Option<WebAuthnType>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of StartWebAuthnPasswordlessAuth.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct StartWebAuthnPasswordlessAuth {
    /// The domain of the relying party, as devices were paired.
    #[model(new)]
    pub rp_id: Option<String>,
    /// Scheme and host of the page that asks for the device.
    #[model(new)]
    pub origin: Option<String>,
    /// The service that the user signs in to.
    #[model(name = "spAlias", preset = ServiceAlias::Web)]
    pub service: Option<ServiceAlias>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of FinishWebAuthnPasswordlessAuth.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct FinishWebAuthnPasswordlessAuth {
    /// The session of StartWebAuthnPasswordlessAuth.
    #[model(new)]
    pub session_id: Option<SessionId>,
    /// The assertion as JSON text: see
    /// [`Assertion::to_service`](crate::webauthn::Assertion::to_service).
    #[model(name = "publicKeyCredentialJson", new)]
    pub credential: Option<Secret>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The reply of FinishWebAuthnPasswordlessAuth: an `errorId` of 200 is success, 30014 asks for
/// the policy.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct PasswordlessReply {
    /// The user whose device it was.
    #[model(personal)]
    pub user_name: Option<String>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}
