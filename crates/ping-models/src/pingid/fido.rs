//! FIDO devices: pairing, authentication, and authentication without a user name.

use super::{DeviceId, ServiceAlias, SessionId};
use crate::webauthn::{CreationOptions, RequestOptions};
use crate::{DecodeError, Secret};

open_enum! {
    /// What kind of FIDO device it is. FIDO2 devices have none.
    pub enum WebAuthnType {
        /// A security key.
        SecurityKey = "WebAuthn",
        /// Biometrics of a computer or phone.
        Platform = "webauthn_platform",
        /// Windows Hello.
        Windows = "webauthn_platform_windows",
        /// A Mac.
        Macintosh = "webauthn_platform_macintosh",
        /// An Android phone.
        Android = "webauthn_platform_android",
        /// An iPhone.
        IPhone = "webauthn_platform_iphone",
    }
}

pingid_request! {
    /// The request of WebAuthnStartPairing.
    ///
    /// Taken by `pingid.webauthn_start_pairing`.
    ///
    /// ```
    /// use ping_models::pingid::{WebAuthnStartPairing, WebAuthnType};
    ///
    /// let request = WebAuthnStartPairing::new("jdoe", "example.com", "Example")
    ///     .webauthn_type(WebAuthnType::SecurityKey);
    /// assert_eq!(request.field("rpId"), Some("example.com".into()));
    /// ```
    pub struct WebAuthnStartPairing {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
            /// The domain of the relying party; authentication takes the same.
            rp_id: String = "rpId",
            /// The name of the relying party that the browser shows.
            rp_name: String = "rpName",
        }
        optional {
            /// What kind of device it is; none for FIDO2 devices. That of biometrics chooses the
            /// email that the user gets, and is kept with the device.
            webauthn_type: WebAuthnType = "webauthnType",
            /// The name that the browser shows for the account, up to 100 characters.
            name: String = "name" personal,
            /// The same in a nicer form, up to 100 characters.
            display_name: String = "displayName" personal,
        }
    }
}

reply! {
    /// The reply of WebAuthnStartPairing, WebAuthnStartAuth and StartWebAuthnPasswordlessAuth.
    ///
    /// Returned by `pingid.webauthn_start_pairing`, `pingid.webauthn_start_auth` and
    /// `pingid.start_webauthn_passwordless_auth`.
    pub struct WebAuthnOptionsReply {
        /// The options as the service writes them: a JSON text with signed bytes.
        options: String = "publicKeyCredentialOptions" personal,
        /// The session, for the call that takes the browser's answer.
        session_id: SessionId = "sessionId",
        /// The id that the device has or will have.
        device_id: DeviceId = "deviceId",
        /// The device itself.
        device_uuid: String = "deviceUuid",
        /// Not documented; null in all known replies.
        cookie: Secret = "cookie",
    }
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

pingid_request! {
    /// The request of WebAuthnFinishPairing.
    ///
    /// Taken by `pingid.webauthn_finish_pairing`.
    pub struct WebAuthnFinishPairing {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
            /// The domain of the relying party, as the pairing began.
            rp_id: String = "rpId",
            /// The pairing that WebAuthnStartPairing began.
            session_id: SessionId = "sessionId",
            /// Scheme and host of the page in which the browser made the credential.
            origin: String = "origin",
            /// The credential as JSON text: see
            /// [`Attestation::to_service`](crate::webauthn::Attestation::to_service).
            credential: Secret = "publicKeyCredentialJson",
        }
    }
}

pingid_request! {
    /// The request of WebAuthnStartAuth.
    ///
    /// Taken by `pingid.webauthn_start_auth`.
    pub struct WebAuthnStartAuth {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
            /// The domain of the relying party, as the device was paired.
            rp_id: String = "rpId",
        }
        optional {
            /// The device; required for security keys.
            device_uuid: String = "deviceUuid",
            /// What kind of device it is; none for FIDO2 devices.
            webauthn_type: WebAuthnType = "webauthnType",
        }
    }
}

pingid_request! {
    /// The request of StartWebAuthnPasswordlessAuth.
    ///
    /// Taken by `pingid.start_webauthn_passwordless_auth`.
    pub struct StartWebAuthnPasswordlessAuth {
        new {
            /// The domain of the relying party, as devices were paired.
            rp_id: String = "rpId",
            /// Scheme and host of the page that asks for the device.
            origin: String = "origin",
        }
        preset {
            /// The service that the user signs in to.
            service: ServiceAlias = "spAlias" => ServiceAlias::Web,
        }
    }
}

pingid_request! {
    /// The request of FinishWebAuthnPasswordlessAuth.
    ///
    /// Taken by `pingid.finish_webauthn_passwordless_auth`.
    pub struct FinishWebAuthnPasswordlessAuth {
        new {
            /// The session of StartWebAuthnPasswordlessAuth.
            session_id: SessionId = "sessionId",
            /// The assertion as JSON text: see
            /// [`Assertion::to_service`](crate::webauthn::Assertion::to_service).
            credential: Secret = "publicKeyCredentialJson",
        }
    }
}

reply! {
    /// The reply of FinishWebAuthnPasswordlessAuth: an `errorId` of 200 is success, 30014 asks for
    /// the policy.
    ///
    /// Returned by `pingid.finish_webauthn_passwordless_auth`.
    pub struct PasswordlessReply {
        /// The user whose device it was.
        user_name: String = "userName" personal,
    }
}
