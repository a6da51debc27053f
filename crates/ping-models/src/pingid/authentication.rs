//! Authentication: with a device, with a passcode, and by backup.

use std::collections::BTreeMap;

use super::{AuthenticationMethod, Device, DeviceId, ReplyOutcome, ServiceAlias, SessionId};
use crate::{EpochMillis, Loose, Model, OpenEnum, OpenValue, Rest, Secret, UnknownValue};

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

/// What the browser can do.
impl StartAuthentication {
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
