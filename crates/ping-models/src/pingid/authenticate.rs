//! Authentication with one device that is known, by its passcodes as well.

use std::collections::BTreeMap;

use super::{DeviceId, DeviceType, EmbeddedParameters, ReplyOutcome, ServiceAlias, SessionId};
use crate::{EpochMillis, Loose, Model, OpenEnum, OpenValue, Personal, Rest, Secret, UnknownValue};

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
