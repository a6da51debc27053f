//! Pairing without the PingID app: messages, hardware tokens, YubiKeys and authenticator apps.

use super::{DeviceId, OathTokenType, ReplyOutcome, SessionId};
use crate::{Loose, Model, OpenEnum, Rest, Secret, UnknownValue};

/// What kind of device is paired offline.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OfflinePairingType {
    /// One-time passcodes by SMS.
    Sms,
    /// One-time passcodes by voice call.
    Voice,
    /// One-time passcodes by email.
    Email,
    /// An OATH hardware token of the organization.
    Token,
    /// An authenticator app; OfflinePairing only.
    AuthenticatorApp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// What an offline pairing names: the kind of device, and the device.
macro_rules! offline_targets {
    ($name:ident) => {
        impl $name {
            /// A phone that gets SMS at an international number, `+15125550100`.
            pub fn sms(username: impl Into<String>, number: &str) -> Self {
                Self::new(username, OfflinePairingType::Sms, number)
            }

            /// A phone that is called. An extension follows a comma, and may have `#` and `*`;
            /// each comma is a pause of two seconds: `+12025550123,#2992,,,#2991`.
            pub fn voice(username: impl Into<String>, number: &str) -> Self {
                Self::new(username, OfflinePairingType::Voice, number)
            }

            /// An email address.
            pub fn email(username: impl Into<String>, address: &str) -> Self {
                Self::new(username, OfflinePairingType::Email, address)
            }

            /// An OATH token of the organization, by its serial number.
            pub fn token(username: impl Into<String>, serial_number: &str) -> Self {
                Self::new(username, OfflinePairingType::Token, serial_number)
            }
        }
    };
}

/// The request of StartOfflinePairing.
///
/// ```
/// use ping_models::pingid::StartOfflinePairing;
///
/// let request = StartOfflinePairing::sms("jdoe", "+15125550100").validate_unique_device(true);
/// assert_eq!(request.field("type"), Some("SMS".into()));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct StartOfflinePairing {
    /// The user's name.
    #[model(personal, new)]
    pub username: Option<String>,
    /// What kind of device it is.
    #[model(name = "type", new)]
    pub pairing_type: Option<OfflinePairingType>,
    /// The device: a phone number, an email address or a serial number.
    #[model(new)]
    pub pairing_data: Option<Loose<Secret>>,
    /// Whether to refuse a device that is paired already.
    pub validate_unique_device: Option<Loose<bool>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

offline_targets!(StartOfflinePairing);

/// The request of OfflinePairing, which pairs at once and verifies nothing.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OfflinePairing {
    /// The user's name.
    #[model(personal, new)]
    pub username: Option<String>,
    /// What kind of device it is.
    #[model(name = "type", new)]
    pub pairing_type: Option<OfflinePairingType>,
    /// The device: a phone number, an email address, a serial number or, for an
    /// authenticator app, the secret key.
    #[model(new)]
    pub pairing_data: Option<Loose<Secret>>,
    /// Whether to refuse a device that is paired already.
    pub validate_unique_device: Option<Loose<bool>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

offline_targets!(OfflinePairing);

impl OfflinePairing {
    /// An authenticator app that has the secret key, in base32, already.
    pub fn authenticator_app(username: impl Into<String>, secret_key: &str) -> Self {
        Self::new(username, OfflinePairingType::AuthenticatorApp, secret_key)
    }
}

/// The reply of StartOfflinePairing and OfflinePairing.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct StartedPairingReply {
    /// The pairing, for FinalizeOfflinePairing.
    pub session_id: Option<SessionId>,
    /// The id that the device has or will have.
    pub device_id: Option<DeviceId>,
    /// The device itself.
    pub device_uuid: Option<String>,
    /// How a token makes its passcodes.
    pub token_type: Option<OathTokenType>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The request of FinalizeOfflinePairing.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct FinalizeOfflinePairing {
    /// The pairing that StartOfflinePairing began.
    #[model(new)]
    pub session_id: Option<SessionId>,
    /// The passcode that the user got, or that the token shows.
    #[model(new)]
    pub otp: Option<Loose<Secret>>,
    /// Whether a token that has drifted is resynchronized: the reply then may ask for the
    /// next passcode.
    pub oath_resync: Option<Loose<bool>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// What a reply tells of a token on the way.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct EmbeddedParameters {
    /// The serial number.
    pub oath_serial_number: Option<Loose<String>>,
    /// How it makes its passcodes.
    pub oath_token_type: Option<OathTokenType>,
    rest: Rest<Self>,
}

/// The reply of FinalizeOfflinePairing. An `errorId` of 30016 is no failure: the next
/// passcode of the token is wanted.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct FinalizePairingReply {
    /// The token that is being paired.
    pub embedded_parameters: Option<EmbeddedParameters>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The request of PairYubiKey.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PairYubiKey {
    /// The user's name.
    #[model(personal, new)]
    pub username: Option<String>,
    /// A passcode of the YubiKey: what it types when it is touched, 44 letters.
    #[model(new)]
    pub otp: Option<Loose<Secret>>,
    /// Whether to refuse a YubiKey that is paired already.
    pub validate_unique_device: Option<Loose<bool>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The reply of PairYubiKey. With an `errorId` of 200 the YubiKey is a device of the user;
/// nothing else remains to be done.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct YubiKeyReply {
    /// The id of the new device, by which it is unpaired, renamed or chosen at sign-in.
    pub device_id: Option<DeviceId>,
    /// The YubiKey itself: users who share it have the same.
    pub device_uuid: Option<String>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// How an authenticator app makes its passcodes.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AppPairingType {
    /// By time (RFC 6238).
    Totp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of AuthenticatorAppStartPairing. A user name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AuthenticatorAppStartPairing {
    /// The user's name.
    #[model(personal, new)]
    pub username: Option<String>,
    /// How the app makes its passcodes.
    #[model(preset = AppPairingType::Totp)]
    pub pairing_type: Option<AppPairingType>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

from_user_name!(AuthenticatorAppStartPairing);

/// The reply of AuthenticatorAppStartPairing.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AppPairingReply {
    /// The pairing, for AuthenticatorAppFinishPairing.
    pub session_id: Option<SessionId>,
    /// What the app's QR code says: `otpauth://totp/...`.
    pub pairing_key_uri: Option<Secret>,
    /// The key for typing, in groups of four.
    pub pairing_key: Option<Secret>,
    /// The id that the device will have.
    pub device_id: Option<DeviceId>,
    /// The device itself.
    pub device_uuid: Option<String>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The request of AuthenticatorAppFinishPairing.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AuthenticatorAppFinishPairing {
    /// The pairing that AuthenticatorAppStartPairing began.
    #[model(new)]
    pub session_id: Option<SessionId>,
    /// The passcode that the app shows: digits.
    #[model(new)]
    pub otp: Option<Loose<Secret>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}
