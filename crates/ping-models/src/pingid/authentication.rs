//! Authentication: with a device, with a passcode, and by backup.

use std::collections::BTreeMap;

use super::{
    AuthenticationMethod, Device, DeviceId, DeviceType, EmbeddedParameters, ServiceAlias, SessionId,
};
use crate::{EpochMillis, Loose, OpenValue, Personal, Secret};

/// What the browser can do, as `formParameters` tell it.
macro_rules! browser_parameters {
    ($name:ident) => {
        impl $name {
            /// Whether the browser supports WebAuthn; it does unless this says otherwise. Without
            /// it FIDO devices are left out.
            #[must_use]
            pub fn webauthn_supported(self, supported: bool) -> Self {
                self.form_parameter("isWebAuthnSupportedByBrowser", supported.to_string())
            }

            /// Whether the computer has a platform authenticator, such as a fingerprint reader; it
            /// has unless this says otherwise. Without it FIDO biometrics are left out.
            #[must_use]
            pub fn platform_authenticator_available(self, available: bool) -> Self {
                let name = "isWebAuthnPlatformAuthenticatorAvailable";
                self.form_parameter(name, available.to_string())
            }
        }
    };
}

/// A member of `formParameters`.
macro_rules! form_parameter {
    ($name:ident) => {
        impl $name {
            /// A further entry of the form parameters.
            #[must_use]
            pub fn form_parameter(mut self, name: &str, value: impl Into<String>) -> Self {
                let value = OpenValue::from(serde_json::Value::from(value.into()));
                let parameters = self.form_parameters.get_or_insert_default();
                parameters.insert(name.to_owned(), value);
                self
            }
        }
    };
}

pingid_request! {
    /// The request of StartAuthentication. A user name converts to it.
    ///
    /// Taken by `pingid.start_authentication`.
    ///
    /// ```
    /// use ping_models::pingid::StartAuthentication;
    ///
    /// let request = StartAuthentication::new("jdoe")
    ///     .asynchronous(true)
    ///     .webauthn_supported(false);
    /// assert_eq!(request.field("spAlias"), Some("web".into()));
    /// ```
    pub struct StartAuthentication {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
        preset {
            /// The service that the user signs in to.
            service: ServiceAlias = "spAlias" => ServiceAlias::Web,
        }
        optional {
            /// The device to use; the default one unless given.
            device_id: DeviceId = "deviceId",
            /// The session of the reply that asked for a device or for the policy.
            session_id: SessionId = "sessionId",
            /// Whether to answer at once where a person has to act, and to be asked with
            /// AuthStatus; not unless given.
            asynchronous: Loose<bool> = "async",
            /// Whether the authentication policy decides; not unless given.
            enforce_policy: Loose<bool> = "enforcePolicy",
            /// The IP address of the browser, for policies of networks.
            ip_address: String = "ipAddr",
            /// The application, for policies of applications: up to 500 characters.
            application: String = "application",
            /// The policy cookie of the user's last authentication: up to 5,000 characters.
            cookie: Secret = "cookie",
            /// What is known of the browser, for policies of devices, as JSON text with
            /// `User-Agent`: up to 50,000 characters.
            device_fingerprint: String = "reqDevFP",
            /// The groups of the user, for policies of groups: up to 1,000.
            member_of: Vec<String> = "memberOf",
            /// What the browser can do, each as text.
            form_parameters: BTreeMap<String, OpenValue> = "formParameters",
        }
    }
}

from_user_name!(StartAuthentication);
form_parameter!(StartAuthentication);
browser_parameters!(StartAuthentication);

model! {
    /// What a reply tells beside its outcome.
    pub struct AuthenticationDetails {
        optional {
            /// The administrator's help for users; may be HTML.
            admin_help: String = "adminHelp",
            /// Until when users may go without a device, in milliseconds since 1970.
            grace_period: EpochMillis = "gracePeriod",
            /// When the user last signed in, in milliseconds since 1970.
            last_successful_login: EpochMillis = "lastSuccessfulLogin",
            /// The number that the user has to choose in the app, where the policy wants that.
            number_for_matching: Loose<u32> = "numberForMatching",
        }
    }
}

reply! {
    /// The reply of StartAuthentication. Its `errorId` says what to do next.
    ///
    /// Returned by `pingid.start_authentication`.
    pub struct StartAuthenticationReply {
        /// The session, for the calls that go on with it.
        session_id: SessionId = "sessionId",
        /// The devices of the user.
        user_devices: Vec<Device> = "userDevices",
        /// Whether users of the account may have several devices.
        multiple_devices_enabled: Loose<bool> = "multipleDevicesEnabled",
        /// More about it.
        details: AuthenticationDetails = "extendedAuthenticationDetails",
        /// The device that is used: its UUID, not its id.
        authenticating_device: String = "authenticatingDeviceId",
        /// The policy cookie, where the policy approved.
        cookie: Secret = "cookie",
        /// Not documented; null in all known replies.
        local_fallback_devices: OpenValue = "localFallbackDeviceList",
        /// Not documented; null in all known replies.
        allowed_methods: OpenValue = "allowedAuthenticationMethods",
        /// Methods that cannot be used. Not documented.
        excluded_methods: Vec<AuthenticationMethod> = "excludeAuthenticationMethods",
    }
}

pingid_request! {
    /// The request of AuthStatus. A session converts to it.
    ///
    /// Taken by `pingid.auth_status`.
    pub struct AuthStatus {
        new {
            /// The session of an asynchronous StartAuthentication.
            session_id: SessionId = "sessionId",
        }
    }
}

impl From<SessionId> for AuthStatus {
    fn from(session: SessionId) -> Self {
        Self::new(session)
    }
}

impl From<&SessionId> for AuthStatus {
    fn from(session: &SessionId) -> Self {
        Self::new(session)
    }
}

reply! {
    /// The reply of AuthStatus: an `errorId` of 30010 asks to wait, 200 is success.
    ///
    /// Returned by `pingid.auth_status`.
    pub struct AuthStatusReply {
        /// The policy cookie, where policies are enforced.
        cookie: Secret = "cookie",
        /// The session, where it goes on another way.
        session_id: SessionId = "sessionId",
        /// More about it.
        details: AuthenticationDetails = "extendedAuthenticationDetails",
    }
}

open_enum! {
    /// Why an authentication is cancelled.
    pub enum CancelAuthenticationType {
        /// The user wants another device.
        ChangeDevice = "CHANGE_DEVICE",
        /// The user wants to pair a device.
        AddDevice = "ADD_DEVICE",
        /// Any other reason.
        Default = "DEFAULT",
    }
}

pingid_request! {
    /// The request of CancelAuthentication.
    ///
    /// Taken by `pingid.cancel_authentication`.
    pub struct CancelAuthentication {
        new {
            /// The session to be cancelled.
            session_id: SessionId = "sessionId",
        }
        preset {
            /// Why.
            reason: CancelAuthenticationType = "cancelAuthenticationType" => CancelAuthenticationType::Default,
        }
    }
}

open_enum! {
    /// How a user confirms online.
    pub enum AuthenticationType {
        /// By a swipe.
        Confirm = "CONFIRM",
        /// By a fingerprint where the device can, by a swipe elsewhere.
        FingerprintPermissive = "FINGERPRINT_PERMISSIVE",
        /// By a fingerprint where one is set up.
        FingerprintRestrictive = "FINGERPRINT_RESTRICTIVE",
        /// By a fingerprint, or not at all.
        FingerprintHardRestrictive = "FINGERPRINT_HARD_RESTRICTIVE",
        /// By a passcode: the reply comes at once, with a session for it.
        Otp = "OTP",
        /// By an address that is not paired: backup authentication.
        OneTimeDevice = "ONE_TIME_DEVICE",
    }
}

pingid_request! {
    /// The request of AuthenticateOnline, which is deprecated in favor of StartAuthentication. A
    /// user name converts to it.
    ///
    /// Taken by `pingid.authenticate_online`.
    pub struct AuthenticateOnline {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
        preset {
            /// The service that the user signs in to.
            service: ServiceAlias = "spAlias" => ServiceAlias::Web,
        }
        optional {
            /// How the user confirms.
            authentication_type: AuthenticationType = "authType",
            /// The device to use; the default one unless given.
            device_id: DeviceId = "deviceId",
            /// The session of StartAuthentication.
            session_id: SessionId = "sessionId",
            /// Of backup authentication: `Email`, `SMS` or `Voice`.
            device_type: DeviceType = "deviceType",
            /// Of backup authentication: the address or number.
            device_data: Loose<Secret> = "deviceData",
            /// Whether the authentication policy decides; not unless given.
            enforce_policy: Loose<bool> = "enforcePolicy",
            /// The IP address of the browser, for policies of networks.
            ip_address: String = "ipAddr",
            /// The application, for policies of applications: up to 500 characters.
            application: String = "application",
            /// The policy cookie of the user's last authentication: up to 5,000 characters.
            cookie: Secret = "cookie",
            /// What is known of the browser, for policies of devices: up to 50,000 characters.
            device_fingerprint: String = "reqDevFP",
            /// The groups of the user, for policies of groups: up to 1,000.
            member_of: Vec<String> = "memberOf",
            /// What the app shows, such as `sp_name`, `sp_logo` and `bg_color`.
            form_parameters: BTreeMap<String, OpenValue> = "formParameters",
        }
    }
}

from_user_name!(AuthenticateOnline);
form_parameter!(AuthenticateOnline);

impl AuthenticateOnline {
    /// Backup authentication: a passcode to an address that is not paired.
    pub fn backup(user_name: impl Into<String>, device_type: DeviceType, address: &str) -> Self {
        Self::new(user_name)
            .service(ServiceAlias::RescueCode)
            .authentication_type(AuthenticationType::OneTimeDevice)
            .device_type(device_type)
            .device_data(address)
    }
}

open_enum! {
    /// What the user did in the app.
    pub enum PerformedForm {
        /// A swipe.
        Slider = "SLIDER",
    }
}

model! {
    /// Where a phone was.
    pub struct GpsLocation {
        optional {
            /// Meters above the sea.
            altitude: Loose<f64> = "altitude",
            /// Degrees north.
            latitude: Loose<f64> = "latitude",
            /// Degrees east.
            longitude: Loose<f64> = "longitude",
            /// How exact it is, in meters.
            accuracy: Loose<f64> = "accuracy",
        }
    }
}

model! {
    /// What a reply tells of the device that was used.
    pub struct OnlineDetails {
        optional {
            /// When the user last signed in, in milliseconds since 1970.
            last_successful_login: EpochMillis = "lastSuccessfulLogin",
            /// The version of the device's operating system.
            device_os_version: Loose<String> = "deviceOSVersion",
            /// What tells the device apart. Opaque.
            device_fingerprint: String = "deviceFp",
            /// What the user did.
            performed_form: PerformedForm = "performedFormType",
            /// Until when users may go without a device, in milliseconds since 1970.
            grace_period: EpochMillis = "gracePeriod",
            /// The administrator's help for users; may be HTML.
            admin_help: String = "adminHelp",
            /// What kind of device it is.
            device_type: DeviceType = "deviceType",
            /// Where the device was.
            gps_location: Personal<GpsLocation> = "gpsLocation",
        }
    }
}

reply! {
    /// The reply of AuthenticateOnline: an `errorId` of 200 is success, 300xx asks for a passcode.
    ///
    /// Returned by `pingid.authenticate_online`.
    pub struct AuthenticateOnlineReply {
        /// The session for AuthenticateOffline; null on success.
        session_id: SessionId = "sessionId",
        /// The policy cookie, where policies are enforced.
        cookie: Secret = "cookie",
        /// The device that was used.
        details: OnlineDetails = "extendedOnlineDetails",
    }
}

pingid_request! {
    /// The request of AuthenticateOffline: a passcode, or the assertion of a FIDO device.
    ///
    /// Taken by `pingid.authenticate_offline`.
    ///
    /// ```
    /// use ping_models::pingid::AuthenticateOffline;
    ///
    /// let request = AuthenticateOffline::new("jdoe", "webs_ohi_90P", "111111").oath_resync();
    /// assert_eq!(request.field("otp"), Some("111111".into()));
    /// ```
    pub struct AuthenticateOffline {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
            /// The session that asked for it.
            session_id: SessionId = "sessionId",
            /// The passcode, or the assertion as JSON text.
            otp: Loose<Secret> = "otp",
        }
        preset {
            /// The service that the user signs in to.
            service: ServiceAlias = "spAlias" => ServiceAlias::Web,
        }
        optional {
            /// How the user confirms. Not documented here.
            authentication_type: AuthenticationType = "authType",
            /// The device. Not documented here.
            device_id: DeviceId = "deviceId",
            /// `oathResync` of a token; `origin`, `rpId` and `authWebauthnSessionId` of an
            /// assertion.
            form_parameters: BTreeMap<String, OpenValue> = "formParameters",
        }
    }
}

form_parameter!(AuthenticateOffline);

impl AuthenticateOffline {
    /// Resynchronizes a token that has drifted: the reply then may ask for the next passcode.
    #[must_use]
    pub fn oath_resync(self) -> Self {
        self.form_parameter("oathResync", "true")
    }

    /// Says what an assertion was made for: the origin of the page, the relying party, and the
    /// session of WebAuthnStartAuth.
    #[must_use]
    pub fn assertion_of(self, origin: &str, rp_id: &str, webauthn_session: &SessionId) -> Self {
        self.form_parameter("origin", origin)
            .form_parameter("rpId", rp_id)
            .form_parameter("authWebauthnSessionId", webauthn_session.as_str())
    }
}

reply! {
    /// The reply of AuthenticateOffline. An `errorId` of 30016 is no failure: the next passcode of
    /// the token is wanted.
    ///
    /// Returned by `pingid.authenticate_offline`.
    pub struct AuthenticateOfflineReply {
        /// The session of the request.
        session_id: SessionId = "sessionId",
        /// The policy cookie, where policies are enforced.
        cookie: Secret = "cookie",
        /// The token that was used.
        embedded_parameters: EmbeddedParameters = "embeddedParameters",
    }
}
