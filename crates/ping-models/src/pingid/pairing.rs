//! Pairing without the PingID app: messages, hardware tokens, YubiKeys and authenticator apps.

use super::{DeviceId, OathTokenType, SessionId};
use crate::{Loose, Secret};

open_enum! {
    /// What kind of device is paired offline.
    pub enum OfflinePairingType {
        /// One-time passcodes by SMS.
        Sms = "SMS",
        /// One-time passcodes by voice call.
        Voice = "VOICE",
        /// One-time passcodes by email.
        Email = "EMAIL",
        /// An OATH hardware token of the organization.
        Token = "TOKEN",
        /// An authenticator app; OfflinePairing only.
        AuthenticatorApp = "AUTHENTICATOR_APP",
    }
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

pingid_request! {
    /// The request of StartOfflinePairing.
    ///
    /// Taken by `pingid.start_offline_pairing`.
    ///
    /// ```
    /// use ping_models::pingid::StartOfflinePairing;
    ///
    /// let request = StartOfflinePairing::sms("jdoe", "+15125550100").validate_unique_device(true);
    /// assert_eq!(request.field("type"), Some("SMS".into()));
    /// ```
    pub struct StartOfflinePairing {
        new {
            /// The user's name.
            username: String = "username" personal,
            /// What kind of device it is.
            pairing_type: OfflinePairingType = "type",
            /// The device: a phone number, an email address or a serial number.
            pairing_data: Loose<Secret> = "pairingData",
        }
        optional {
            /// Whether to refuse a device that is paired already.
            validate_unique_device: Loose<bool> = "validateUniqueDevice",
        }
    }
}

offline_targets!(StartOfflinePairing);

pingid_request! {
    /// The request of OfflinePairing, which pairs at once and verifies nothing.
    ///
    /// Taken by `pingid.offline_pairing`.
    pub struct OfflinePairing {
        new {
            /// The user's name.
            username: String = "username" personal,
            /// What kind of device it is.
            pairing_type: OfflinePairingType = "type",
            /// The device: a phone number, an email address, a serial number or, for an
            /// authenticator app, the secret key.
            pairing_data: Loose<Secret> = "pairingData",
        }
        optional {
            /// Whether to refuse a device that is paired already.
            validate_unique_device: Loose<bool> = "validateUniqueDevice",
        }
    }
}

offline_targets!(OfflinePairing);

impl OfflinePairing {
    /// An authenticator app that has the secret key, in base32, already.
    pub fn authenticator_app(username: impl Into<String>, secret_key: &str) -> Self {
        Self::new(username, OfflinePairingType::AuthenticatorApp, secret_key)
    }
}

reply! {
    /// The reply of StartOfflinePairing and OfflinePairing.
    ///
    /// Returned by `pingid.start_offline_pairing` and `pingid.offline_pairing`.
    pub struct StartedPairingReply {
        /// The pairing, for FinalizeOfflinePairing.
        session_id: SessionId = "sessionId",
        /// The id that the device has or will have.
        device_id: DeviceId = "deviceId",
        /// The device itself.
        device_uuid: String = "deviceUuid",
        /// How a token makes its passcodes.
        token_type: OathTokenType = "tokenType",
    }
}

pingid_request! {
    /// The request of FinalizeOfflinePairing.
    ///
    /// Taken by `pingid.finalize_offline_pairing`.
    pub struct FinalizeOfflinePairing {
        new {
            /// The pairing that StartOfflinePairing began.
            session_id: SessionId = "sessionId",
            /// The passcode that the user got, or that the token shows.
            otp: Loose<Secret> = "otp",
        }
        optional {
            /// Whether a token that has drifted is resynchronized: the reply then may ask for the
            /// next passcode.
            oath_resync: Loose<bool> = "oathResync",
        }
    }
}

model! {
    /// What a reply tells of a token on the way.
    pub struct EmbeddedParameters {
        optional {
            /// The serial number.
            oath_serial_number: Loose<String> = "oathSerialNumber",
            /// How it makes its passcodes.
            oath_token_type: OathTokenType = "oathTokenType",
        }
    }
}

reply! {
    /// The reply of FinalizeOfflinePairing. An `errorId` of 30016 is no failure: the next
    /// passcode of the token is wanted.
    ///
    /// Returned by `pingid.finalize_offline_pairing`.
    pub struct FinalizePairingReply {
        /// The token that is being paired.
        embedded_parameters: EmbeddedParameters = "embeddedParameters",
    }
}

pingid_request! {
    /// The request of PairYubiKey.
    ///
    /// Taken by `pingid.pair_yubikey`.
    pub struct PairYubiKey {
        new {
            /// The user's name.
            username: String = "username" personal,
            /// A passcode of the YubiKey: what it types when it is touched, 44 letters.
            otp: Loose<Secret> = "otp",
        }
        optional {
            /// Whether to refuse a YubiKey that is paired already.
            validate_unique_device: Loose<bool> = "validateUniqueDevice",
        }
    }
}

reply! {
    /// The reply of PairYubiKey. With an `errorId` of 200 the YubiKey is a device of the user;
    /// nothing else remains to be done.
    ///
    /// Returned by `pingid.pair_yubikey`.
    pub struct YubiKeyReply {
        /// The id of the new device, by which it is unpaired, renamed or chosen at sign-in.
        device_id: DeviceId = "deviceId",
        /// The YubiKey itself: users who share it have the same.
        device_uuid: String = "deviceUuid",
    }
}

open_enum! {
    /// How an authenticator app makes its passcodes.
    pub enum AppPairingType {
        /// By time (RFC 6238).
        Totp = "TOTP",
    }
}

pingid_request! {
    /// The request of AuthenticatorAppStartPairing. A user name converts to it.
    ///
    /// Taken by `pingid.authenticator_app_start_pairing`.
    pub struct AuthenticatorAppStartPairing {
        new {
            /// The user's name.
            username: String = "username" personal,
        }
        preset {
            /// How the app makes its passcodes.
            pairing_type: AppPairingType = "pairingType" => AppPairingType::Totp,
        }
    }
}

from_user_name!(AuthenticatorAppStartPairing);

reply! {
    /// The reply of AuthenticatorAppStartPairing.
    ///
    /// Returned by `pingid.authenticator_app_start_pairing`.
    pub struct AppPairingReply {
        /// The pairing, for AuthenticatorAppFinishPairing.
        session_id: SessionId = "sessionId",
        /// What the app's QR code says: `otpauth://totp/...`.
        pairing_key_uri: Secret = "pairingKeyUri",
        /// The key for typing, in groups of four.
        pairing_key: Secret = "pairingKey",
        /// The id that the device will have.
        device_id: DeviceId = "deviceId",
        /// The device itself.
        device_uuid: String = "deviceUuid",
    }
}

pingid_request! {
    /// The request of AuthenticatorAppFinishPairing.
    ///
    /// Taken by `pingid.authenticator_app_finish_pairing`.
    pub struct AuthenticatorAppFinishPairing {
        new {
            /// The pairing that AuthenticatorAppStartPairing began.
            session_id: SessionId = "sessionId",
            /// The passcode that the app shows: digits.
            otp: Loose<Secret> = "otp",
        }
    }
}
