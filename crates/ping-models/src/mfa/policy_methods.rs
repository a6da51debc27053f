//! What a device authentication policy says of each method.

use std::collections::BTreeMap;

use crate::{FidoPolicyId, Loose, Model, OpenValue, Rest};

use super::{PolicyApplication, TimeSpan};

/// How often a device may fail, and how long it is locked then.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct FailureLimit {
    /// How many failures in a row lock it, 1 to 7.
    #[model(new)]
    pub count: Option<Loose<i64>>,
    /// How long it is locked. In minutes or seconds: 0 to 30 of either where passcodes are sent,
    /// 2 to 30 minutes where the device makes them and for FIDO2, up to 30 minutes for tokens.
    #[model(new)]
    pub cool_down: Option<TimeSpan>,
    rest: Rest<Self>,
}

impl FailureLimit {
    fn three(cool_down: i64) -> Self {
        Self::new(3, TimeSpan::minutes(cool_down))
    }
}

/// Passcodes that are sent to a device.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SentOtp {
    /// How long a passcode is good, 1 to 120 minutes or seconds; 30 minutes unless it is set.
    #[model(preset = TimeSpan::minutes(30))]
    pub life_time: Option<TimeSpan>,
    /// How many wrong passcodes lock the device; 3, and for no time, unless it is set.
    #[model(preset = FailureLimit::three(0))]
    pub failure: Option<FailureLimit>,
    /// How many digits a passcode has, 6 to 10; 6 where it is not sent.
    pub otp_length: Option<i64>,
    rest: Rest<Self>,
}

/// Passcodes that a device makes.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OwnOtp {
    /// How many wrong passcodes lock the device; 3, and for 2 minutes, unless it is set.
    #[model(preset = FailureLimit::three(2))]
    pub failure: Option<FailureLimit>,
    /// Which passcodes of an app are taken. Today's service does not answer it.
    pub window: Option<OtpWindow>,
    rest: Rest<Self>,
}

/// Which passcodes of an app are taken.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct OtpWindow {
    /// How long the app shows a passcode, in minutes or seconds.
    #[model(new)]
    pub step_size: Option<TimeSpan>,
    rest: Rest<Self>,
}

/// What most methods have.
#[derive(Clone, PartialEq, Model)]
#[model(part, request)]
#[non_exhaustive]
pub struct MethodParts {
    /// Whether users may use it.
    #[model(new)]
    pub enabled: Option<bool>,
    /// Whether no new device can be paired; those that are go on working.
    pub pairing_disabled: Option<bool>,
    /// Whether the user is asked for a name of a new device.
    pub prompt_for_nickname_on_pairing: Option<bool>,
    rest: Rest<Self>,
}

/// Passcodes by SMS, voice call, email or WhatsApp.
///
/// ```
/// use ping_models::mfa::{FailureLimit, MessageMethod, TimeSpan, SentOtp};
///
/// let failure = FailureLimit::new(5, TimeSpan::minutes(2));
/// let method = MessageMethod::new(true).otp(SentOtp::new().failure(failure).otp_length(8));
/// assert_eq!(method.field("enabled"), Some(true.into()));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct MessageMethod {
    /// What most methods have.
    #[model(flatten)]
    pub common: MethodParts,
    /// The passcodes.
    #[model(preset = SentOtp::new())]
    pub otp: Option<SentOtp>,
    rest: Rest<Self>,
}

/// Native applications, by push and passcodes.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct MobileMethod {
    /// Whether users may use it.
    #[model(new)]
    pub enabled: Option<bool>,
    /// Whether the user is asked for a name of a new device.
    pub prompt_for_nickname_on_pairing: Option<bool>,
    /// The passcodes.
    #[model(preset = OwnOtp::new())]
    pub otp: Option<OwnOtp>,
    /// The applications.
    pub applications: Option<Vec<PolicyApplication>>,
    rest: Rest<Self>,
}

/// Authenticator apps.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct TotpMethod {
    /// What most methods have.
    #[model(flatten)]
    pub common: MethodParts,
    /// The passcodes.
    #[model(preset = OwnOtp::new())]
    pub otp: Option<OwnOtp>,
    /// How many passcodes before and after the present one are taken, 1 to 10; 5 where it is not
    /// sent. Each is good for 30 seconds.
    pub passcode_grace_period: Option<i64>,
    /// Further parameters of the URI that an app scans, such as `issuer`: texts.
    pub uri_parameters: Option<BTreeMap<String, OpenValue>>,
    rest: Rest<Self>,
}

/// Passkeys, security keys and biometrics.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Fido2Method {
    /// What most methods have.
    #[model(flatten)]
    pub common: MethodParts,
    /// How many failures lock the device; 3, and for 2 minutes, where it is not sent.
    pub failure: Option<FailureLimit>,
    /// The FIDO policy; the default one of the environment without it.
    pub fido2_policy_id: Option<FidoPolicyId>,
    rest: Rest<Self>,
}

/// Hardware tokens, YubiKeys, and the PingID desktop apps.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct TokenMethod {
    /// What most methods have.
    #[model(flatten)]
    pub common: MethodParts,
    /// The passcodes.
    #[model(preset = OwnOtp::new())]
    pub otp: Option<OwnOtp>,
    /// How long a pairing key is good, 1 minute to 48 hours, in minutes or hours; 48 hours where
    /// it is not sent. Of the PingID desktop app alone.
    pub pairing_key_lifetime: Option<TimeSpan>,
    rest: Rest<Self>,
}

/// Biometrics or security keys as environments had them before FIDO2.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct LegacyFidoMethod {
    /// Whether users may use it.
    #[model(new)]
    pub enabled: Option<bool>,
    /// Whether no new device can be paired; those that are go on working.
    pub pairing_disabled: Option<bool>,
    /// The FIDO policy, one of the legacy ones.
    pub fido_policy_id: Option<String>,
    rest: Rest<Self>,
}
