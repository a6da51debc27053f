//! Authentication: with a device, with a passcode, and by backup.

use std::collections::BTreeMap;

use super::{
    AuthenticationMethod, Device, DeviceId, DeviceType, EmbeddedParameters, ReplyOutcome,
    ServiceAlias, SessionId,
};
use crate::{EpochMillis, Loose, Model, OpenEnum, OpenValue, Personal, Rest, Secret, UnknownValue};

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

/// The request of StartAuthentication. A user name converts to it.
///
/// ```
/// use ping_models::pingid::StartAuthentication;
///
/// let request = StartAuthentication::new("jdoe")
///     .asynchronous(true)
///     .webauthn_supported(false);
/// assert_eq!(request.field("spAlias"), Some("web".into()));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct StartAuthentication {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The service that the user signs in to.
    #[model(name = "spAlias", preset = ServiceAlias::Web)]
    pub service: Option<ServiceAlias>,
    /// The device to use; the default one unless given.
    pub device_id: Option<DeviceId>,
    /// The session of the reply that asked for a device or for the policy.
    pub session_id: Option<SessionId>,
    /// Whether to answer at once where a person has to act, and to be asked with
    /// AuthStatus; not unless given.
    #[model(name = "async")]
    pub asynchronous: Option<Loose<bool>>,
    /// Whether the authentication policy decides; not unless given.
    pub enforce_policy: Option<Loose<bool>>,
    /// The IP address of the browser, for policies of networks.
    #[model(name = "ipAddr")]
    pub ip_address: Option<String>,
    /// The application, for policies of applications: up to 500 characters.
    pub application: Option<String>,
    /// The policy cookie of the user's last authentication: up to 5,000 characters.
    pub cookie: Option<Secret>,
    /// What is known of the browser, for policies of devices, as JSON text with
    /// `User-Agent`: up to 50,000 characters.
    #[model(name = "reqDevFP")]
    pub device_fingerprint: Option<String>,
    /// The groups of the user, for policies of groups: up to 1,000.
    pub member_of: Option<Vec<String>>,
    /// What the browser can do, each as text.
    pub form_parameters: Option<BTreeMap<String, OpenValue>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

from_user_name!(StartAuthentication);
form_parameter!(StartAuthentication);
browser_parameters!(StartAuthentication);

/// What a reply tells beside its outcome.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AuthenticationDetails {
    /// The administrator's help for users; may be HTML.
    pub admin_help: Option<String>,
    /// Until when users may go without a device, in milliseconds since 1970.
    pub grace_period: Option<EpochMillis>,
    /// When the user last signed in, in milliseconds since 1970.
    pub last_successful_login: Option<EpochMillis>,
    /// The number that the user has to choose in the app, where the policy wants that.
    pub number_for_matching: Option<Loose<u32>>,
    rest: Rest<Self>,
}

/// The reply of StartAuthentication. Its `errorId` says what to do next.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct StartAuthenticationReply {
    /// The session, for the calls that go on with it.
    pub session_id: Option<SessionId>,
    /// The devices of the user.
    pub user_devices: Option<Vec<Device>>,
    /// Whether users of the account may have several devices.
    pub multiple_devices_enabled: Option<Loose<bool>>,
    /// More about it.
    #[model(name = "extendedAuthenticationDetails")]
    pub details: Option<AuthenticationDetails>,
    /// The device that is used: its UUID, not its id.
    #[model(name = "authenticatingDeviceId")]
    pub authenticating_device: Option<String>,
    /// The policy cookie, where the policy approved.
    pub cookie: Option<Secret>,
    /// Not documented; null in all known replies.
    #[model(name = "localFallbackDeviceList")]
    pub local_fallback_devices: Option<OpenValue>,
    /// Not documented; null in all known replies.
    #[model(name = "allowedAuthenticationMethods")]
    pub allowed_methods: Option<OpenValue>,
    /// Methods that cannot be used. Not documented.
    #[model(name = "excludeAuthenticationMethods")]
    pub excluded_methods: Option<Vec<AuthenticationMethod>>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The request of AuthStatus. A session converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AuthStatus {
    /// The session of an asynchronous StartAuthentication.
    #[model(new)]
    pub session_id: Option<SessionId>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
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

/// The reply of AuthStatus: an `errorId` of 30010 asks to wait, 200 is success.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AuthStatusReply {
    /// The policy cookie, where policies are enforced.
    pub cookie: Option<Secret>,
    /// The session, where it goes on another way.
    pub session_id: Option<SessionId>,
    /// More about it.
    #[model(name = "extendedAuthenticationDetails")]
    pub details: Option<AuthenticationDetails>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// Why an authentication is cancelled.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CancelAuthenticationType {
    /// The user wants another device.
    ChangeDevice,
    /// The user wants to pair a device.
    AddDevice,
    /// Any other reason.
    Default,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of CancelAuthentication.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct CancelAuthentication {
    /// The session to be cancelled.
    #[model(new)]
    pub session_id: Option<SessionId>,
    /// Why.
    #[model(name = "cancelAuthenticationType", preset = CancelAuthenticationType::Default)]
    pub reason: Option<CancelAuthenticationType>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// How a user confirms online.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum AuthenticationType {
    /// By a swipe.
    Confirm,
    /// By a fingerprint where the device can, by a swipe elsewhere.
    FingerprintPermissive,
    /// By a fingerprint where one is set up.
    FingerprintRestrictive,
    /// By a fingerprint, or not at all.
    FingerprintHardRestrictive,
    /// By a passcode: the reply comes at once, with a session for it.
    Otp,
    /// By an address that is not paired: backup authentication.
    OneTimeDevice,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of AuthenticateOnline, which is deprecated in favor of StartAuthentication. A
/// user name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AuthenticateOnline {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The service that the user signs in to.
    #[model(name = "spAlias", preset = ServiceAlias::Web)]
    pub service: Option<ServiceAlias>,
    /// How the user confirms.
    #[model(name = "authType")]
    pub authentication_type: Option<AuthenticationType>,
    /// The device to use; the default one unless given.
    pub device_id: Option<DeviceId>,
    /// The session of StartAuthentication.
    pub session_id: Option<SessionId>,
    /// Of backup authentication: `Email`, `SMS` or `Voice`.
    pub device_type: Option<DeviceType>,
    /// Of backup authentication: the address or number.
    pub device_data: Option<Loose<Secret>>,
    /// Whether the authentication policy decides; not unless given.
    pub enforce_policy: Option<Loose<bool>>,
    /// The IP address of the browser, for policies of networks.
    #[model(name = "ipAddr")]
    pub ip_address: Option<String>,
    /// The application, for policies of applications: up to 500 characters.
    pub application: Option<String>,
    /// The policy cookie of the user's last authentication: up to 5,000 characters.
    pub cookie: Option<Secret>,
    /// What is known of the browser, for policies of devices: up to 50,000 characters.
    #[model(name = "reqDevFP")]
    pub device_fingerprint: Option<String>,
    /// The groups of the user, for policies of groups: up to 1,000.
    pub member_of: Option<Vec<String>>,
    /// What the app shows, such as `sp_name`, `sp_logo` and `bg_color`.
    pub form_parameters: Option<BTreeMap<String, OpenValue>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
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

/// What the user did in the app.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PerformedForm {
    /// A swipe.
    Slider,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// Where a phone was.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct GpsLocation {
    /// Meters above the sea.
    pub altitude: Option<Loose<f64>>,
    /// Degrees north.
    pub latitude: Option<Loose<f64>>,
    /// Degrees east.
    pub longitude: Option<Loose<f64>>,
    /// How exact it is, in meters.
    pub accuracy: Option<Loose<f64>>,
    rest: Rest<Self>,
}

/// What a reply tells of the device that was used.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OnlineDetails {
    /// When the user last signed in, in milliseconds since 1970.
    pub last_successful_login: Option<EpochMillis>,
    /// The version of the device's operating system.
    #[model(name = "deviceOSVersion")]
    pub device_os_version: Option<Loose<String>>,
    /// What tells the device apart. Opaque.
    #[model(name = "deviceFp")]
    pub device_fingerprint: Option<String>,
    /// What the user did.
    #[model(name = "performedFormType")]
    pub performed_form: Option<PerformedForm>,
    /// Until when users may go without a device, in milliseconds since 1970.
    pub grace_period: Option<EpochMillis>,
    /// The administrator's help for users; may be HTML.
    pub admin_help: Option<String>,
    /// What kind of device it is.
    pub device_type: Option<DeviceType>,
    /// Where the device was.
    pub gps_location: Option<Personal<GpsLocation>>,
    rest: Rest<Self>,
}

/// The reply of AuthenticateOnline: an `errorId` of 200 is success, 300xx asks for a passcode.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AuthenticateOnlineReply {
    /// The session for AuthenticateOffline; null on success.
    pub session_id: Option<SessionId>,
    /// The policy cookie, where policies are enforced.
    pub cookie: Option<Secret>,
    /// The device that was used.
    #[model(name = "extendedOnlineDetails")]
    pub details: Option<OnlineDetails>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The request of AuthenticateOffline: a passcode, or the assertion of a FIDO device.
///
/// ```
/// use ping_models::pingid::AuthenticateOffline;
///
/// let request = AuthenticateOffline::new("jdoe", "webs_ohi_90P", "111111").oath_resync();
/// assert_eq!(request.field("otp"), Some("111111".into()));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AuthenticateOffline {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The session that asked for it.
    #[model(new)]
    pub session_id: Option<SessionId>,
    /// The passcode, or the assertion as JSON text.
    #[model(new)]
    pub otp: Option<Loose<Secret>>,
    /// The service that the user signs in to.
    #[model(name = "spAlias", preset = ServiceAlias::Web)]
    pub service: Option<ServiceAlias>,
    /// How the user confirms. Not documented here.
    #[model(name = "authType")]
    pub authentication_type: Option<AuthenticationType>,
    /// The device. Not documented here.
    pub device_id: Option<DeviceId>,
    /// `oathResync` of a token; `origin`, `rpId` and `authWebauthnSessionId` of an
    /// assertion.
    pub form_parameters: Option<BTreeMap<String, OpenValue>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
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

/// The reply of AuthenticateOffline. An `errorId` of 30016 is no failure: the next passcode of
/// the token is wanted.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct AuthenticateOfflineReply {
    /// The session of the request.
    pub session_id: Option<SessionId>,
    /// The policy cookie, where policies are enforced.
    pub cookie: Option<Secret>,
    /// The token that was used.
    pub embedded_parameters: Option<EmbeddedParameters>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}
